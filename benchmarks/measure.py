"""Runs a program and says what it cost: CPU seconds and the peak of its memory, as the kernel counted them.

A benchmark itself stays small and makes its masters in a process of their own: Linux counts the memory of the process
that starts a program into the peak of the program.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
KILOBYTES_PER_MEGABYTE = 1024  # Linux counts ru_maxrss in kilobytes


@dataclass(frozen=True, slots=True)
class Cost:
    """What a program cost: CPU (user and system) and elapsed seconds, peak memory in megabytes."""

    cpu: float
    elapsed: float
    memory: float


def cost_of(arguments: Sequence[str | Path], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a program with this interpreter to its end; one that fails ends the benchmark."""
    command = [sys.executable, *map(str, arguments)]
    begin = time.monotonic()
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accepted:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - begin, used.ru_maxrss / KILOBYTES_PER_MEGABYTE)


def run_of(master: Path, output: Path) -> Cost:
    """Cost of the main job; 1 is the exit code of a workbook with findings."""
    return cost_of(["-m", "pakt_xl", "run", master, "-o", output], accepted=(0, 1))


def make_master(path: Path, schools: int, needs: int) -> Path:
    """Make a master in a process of its own, and say what it is."""
    subprocess.run(
        [sys.executable, str(HERE / "masters.py"), str(path), str(schools), str(needs)], check=True, env=_environment()
    )
    print(f"{needs:,} needs, {schools:,} schools, {path.stat().st_size / 1e6:.1f} MB")
    return path


def least(costs: Sequence[Cost]) -> Cost:
    """Return the cheapest of several equal runs, the one that was disturbed least."""
    return min(costs, key=lambda cost: cost.cpu)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(HERE.parent)}


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder for the workbooks of a benchmark, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pakt-xl-") as name:
        yield Path(name)


def print_machine() -> None:
    """Print where and when the figures were measured."""
    day = datetime.now(UTC).date()
    where = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {_processor()}"
    print(f"{day}, {where}", flush=True)  # what the programs print themselves comes behind it


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")


def print_table(rows: Sequence[tuple[str, Cost]]) -> None:
    """Print the costs below each other."""
    print(f"{'':<34}{'CPU s':>10}{'elapsed s':>12}{'peak MB':>10}")
    for name, cost in rows:
        print(f"{name:<34}{cost.cpu:>10.2f}{cost.elapsed:>12.2f}{cost.memory:>10.0f}")
