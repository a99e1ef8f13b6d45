"""Where the work of a batch is done: here, in processes of this machine, or in those of a Dask cluster."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

IN_FLIGHT = 16
"""Batches that wait or run at a time: enough for many workers, few enough that memory stays flat."""
PATIENCE = 10  # seconds to wait for the scheduler

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def executor_of(jobs: int, scheduler: str | None) -> Iterator[Executor | None]:
    """Give what runs the work: None for this process, else its own processes or the cluster's.

    Raises UnusableError if there is no such number of processes, no Dask or no scheduler at this address.
    """
    if jobs < 1:
        raise UnusableError(f"--jobs {jobs} ist keine Anzahl. Bitte eine ganze Zahl ab 1 angeben.")
    if scheduler:
        with _cluster(scheduler) as executor:
            yield executor
    elif jobs == 1:
        yield None
    else:
        # spawn: a fork would copy the thread that shows the progress, and is not there on Windows
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
            yield pool


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415  an extra that few need
    except ImportError as error:
        raise UnusableError(
            "Für --scheduler fehlt Dask. Bitte installieren: pip install 'pakt-xl[cluster]'."
        ) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UnusableError(f"Unter „{address}“ antwortet kein Dask-Scheduler. Bitte die Adresse prüfen.") from error
    with client:
        yield client.get_executor(pure=False)


def in_order(
    work: Callable[[S], R], batches: Iterable[T], sent: Callable[[T], S], executor: Executor | None
) -> Iterator[tuple[T, R]]:
    """Yield each batch with what ``work`` returns for it, in the order of the batches whatever is done first.

    ``sent`` gives the part of a batch that the work needs; no more than that travels to another process.
    """
    if executor is None:
        yield from ((batch, work(sent(batch))) for batch in batches)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    for batch in batches:
        waiting.append((batch, executor.submit(work, sent(batch))))
        if len(waiting) >= IN_FLIGHT:
            first, future = waiting.popleft()
            yield first, _result(future)
    yield from ((batch, _result(future)) for batch, future in waiting)


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except Exception as error:
        raise UnusableError(
            f"Ein Prozess, der Schulmappen anlegt, ist ausgefallen ({type(error).__name__}). Bitte den Befehl "
            "wiederholen; fertige Mappen bleiben. Auf einem Cluster muss dieselbe Fassung von pakt-xl installiert sein."
        ) from error


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the items in tuples of this length; the last may be shorter."""
    source = iter(items)
    while batch := tuple(islice(source, size)):
        yield batch
