"""Schools: a workbook for each school, into a folder; what somebody has filled in there is never overwritten."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.finding import Severity
from pakt_xl.domain.table import fold
from pakt_xl.layout.school import school_template
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.executors import batched, executor_of, in_order
from pakt_xl.run.results import Judged, Step, no_step
from pakt_xl.schools.facts import sheets_of
from pakt_xl.schools.files import file_name, is_untouched
from pakt_xl.schools.fill import workbooks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pakt_xl.planning.outlook import Outlook, SchoolFacts
    from pakt_xl.schools.sheet import SchoolSheet

BATCH = 25  # schools that travel to a process together


class Outcome(StrEnum):
    """What became of the workbook of a school."""

    MADE = "angelegt"
    KEPT = "nicht ersetzt"
    FAILED = "nicht angelegt"


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """The outcome for one school; ``reason`` is a German sentence, blank where nothing is to be said."""

    number: str
    name: str
    outcome: Outcome
    path: Path | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SchoolsMade:
    """Outcome of ``schools``: one entry for every row of Schulen, or for every school that was asked for."""

    judged: Judged
    files: tuple[SchoolFile, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many schools have this outcome."""
        return sum(file.outcome is outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class _Task:
    """A school on its way: its values, or why there are none."""

    number: str
    name: str
    path: Path
    sheet: SchoolSheet | None = None
    outcome: Outcome = Outcome.MADE
    reason: str = ""


def schools(
    path: Path,
    folder: Path,
    numbers: Sequence[str] = (),
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    step: Step = no_step,
) -> SchoolsMade:
    """Write the workbook of every school, or of those with these numbers, into the folder.

    ``jobs`` processes fill them, or the workers of the Dask scheduler at this address; the files are the same.
    Raises UnusableError before anything is written; what fails at one school stops no other.
    """
    with collector_paused():
        step("Mappe wird gelesen")
        tables = FileBook(path).read()
        done = judged(tables, programme_of(tables), step)
    return write_schools(done, folder, numbers, jobs=jobs, scheduler=scheduler, step=step)


def write_schools(
    done: Judged,
    folder: Path,
    numbers: Sequence[str] = (),
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    step: Step = no_step,
) -> SchoolsMade:
    """Write the workbooks of a master that was read and judged already, as ``schools`` does."""
    chosen = _chosen(done.outlook, numbers)
    _prepare(folder)
    files: list[SchoolFile] = []
    with executor_of(jobs, scheduler) as executor:
        work, batches = partial(workbooks_of, school_template()), batched(_tasks(chosen, done, folder), BATCH)
        for batch, results in in_order(work, batches, _sheets, executor):
            files += [_written(task, result) for task, result in zip(batch, results, strict=True)]
            step(f"Schulmappe {len(files)} von {len(chosen)}")
    if not numbers:
        files += _without_workbook(done.outlook)
    return SchoolsMade(done, tuple(files))


def _chosen(outlook: Outlook, numbers: Sequence[str]) -> tuple[SchoolFacts, ...]:
    known = {fold(facts.school.number or "") for facts in outlook.schools}
    unknown = [number for number in numbers if fold(number) not in known]
    if unknown:
        raise UnusableError(f"Schulnummer {', '.join(unknown)} steht nicht im Blatt Schulen. Bitte prüfen.")
    wanted = set(map(fold, numbers)) or known
    return tuple(facts for facts in outlook.schools if fold(facts.school.number or "") in wanted)


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UnusableError(f"„{folder}“ ist kein Ordner. Bitte mit -o einen Ordner angeben.")
    folder.mkdir(parents=True, exist_ok=True)


def _tasks(chosen: Iterable[SchoolFacts], done: Judged, folder: Path) -> Iterator[_Task]:
    """Yield what is to be done for each school, one at a time so that memory stays flat."""
    show, others = sheets_of(done.outlook, _faulty(done)), _by_number(folder)
    for facts in chosen:
        number, name = facts.school.number or "", facts.school.name or ""
        path = folder / file_name(number, name)
        task = partial(_Task, number, name, path)
        try:
            kept = _why_kept(path, number, others.get(fold(number), ""))
            made = task(outcome=Outcome.KEPT, reason=kept) if kept else task(show(facts))
        except Exception as error:  # noqa: BLE001  whatever is wrong with one school stops no other
            made = task(outcome=Outcome.FAILED, reason=_sentence(error))
        yield made


def _faulty(done: Judged) -> frozenset[str]:
    """Return the folded numbers of schools with an error in a row of theirs (Z codes)."""
    return frozenset(
        fold(finding.place.school)
        for finding in done.findings
        if finding.rule.severity is Severity.ERROR and finding.rule.code.startswith("Z") and finding.place.school
    )


def _by_number(folder: Path) -> dict[str, str]:
    """Return the name of a workbook for each number that a file name begins with; a school may have been renamed."""
    return {fold(path.stem.partition("_")[0]): path.name for path in sorted(folder.glob("*.xlsx"))}


def _why_kept(path: Path, number: str, other: str) -> str:
    """Return why a school's workbook must not be written, blank if it may be; ``other`` is one of another name."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            return f"Sie ist gerade geöffnet („{lock.name}“ liegt daneben). Bitte schließen und noch einmal anlegen."
    if not path.exists():
        return f"Für diese Schule liegt schon „{other}“ da. Bitte diese zuerst entfernen." if other else ""
    if path.is_file() and (path.stat().st_size == 0 or is_untouched(path.read_bytes(), number)):
        return ""
    return (
        "Dort liegt eine Mappe, in der schon jemand gearbeitet hat, oder eine andere Datei. Bitte einen neuen Ordner "
        "nehmen."
    )


def _sheets(batch: Sequence[_Task]) -> list[SchoolSheet | None]:
    return [task.sheet for task in batch]


def _written(task: _Task, result: bytes | Exception | None) -> SchoolFile:
    described = partial(SchoolFile, task.number, task.name)
    if result is None:
        return described(task.outcome, task.path, task.reason)
    problem = _sentence(result) if isinstance(result, Exception) else _write(task.path, result)
    if problem:
        return described(Outcome.FAILED, task.path, problem)
    complete = task.sheet is not None and task.sheet.complete
    return described(Outcome.MADE, task.path, "" if complete else "Als unvollständig gekennzeichnet.")


def _write(path: Path, data: bytes) -> str:
    """Write the file whole or not at all and return what went wrong; one that is already so stays as it is."""
    beside = path.with_name(f".pakt-xl-{secrets.token_hex(8)}.tmp")
    try:
        if not path.exists() or path.read_bytes() != data:
            beside.write_bytes(data)
            beside.replace(path)
    except OSError as error:
        return _sentence(error)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return ""


def _sentence(error: Exception) -> str:
    if isinstance(error, UnusableError):
        return str(error)
    if isinstance(error, OSError):
        return f"Sie lässt sich nicht schreiben (Systemfehler {error.errno}). Bitte Ordner und Rechte prüfen."
    return f"Unerwarteter Fehler ({type(error).__name__}); es ist ein Fehler des Werkzeugs."


def _without_workbook(outlook: Outlook) -> Iterator[SchoolFile]:
    """Yield the rows of Schulen that are no school of their own: number unreadable or doubled (readings 9, 59)."""
    used = {facts.school.index for facts in outlook.schools}
    for school in outlook.plan.schools:
        if school.index not in used:
            why = "Die Schulnummer ist leer oder unlesbar" if school.number is None else "Die Schulnummer ist doppelt"
            reason = f"{why} (Schulen, Zeile {school.line}). Bitte berichtigen."
            yield SchoolFile(school.number or "", school.name or "", Outcome.FAILED, None, reason)
