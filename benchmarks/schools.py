"""Filling school workbooks, per file and after imports, against openpyxl and XlsxWriter; memory over all of the state.

The three make the same files in memory, in one process and in turns; the cheapest turn of each counts.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from masters import where_schools_come_from
from measure import cost_of, folder, make_master, print_machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from pakt_xl.schools.sheet import SchoolSheet

SCHOOLS, NEEDS_EACH, TURNS = 52, 40, 5
ALL_SCHOOLS, FEWER_NEEDS = 5_450, 8
AIMS = {"openpyxl": (20, 10), "XlsxWriter": (10, 4)}
PAGE = 4096


def main() -> None:
    print_machine()
    with folder() as place:
        master = make_master(place / "master.xlsx", SCHOOLS, SCHOOLS * NEEDS_EACH)
        print(where_schools_come_from())
        compare(master)
        whole = make_master(place / "state.xlsx", ALL_SCHOOLS, ALL_SCHOOLS * FEWER_NEEDS)
        report = place / "memory.txt"
        cost = cost_of([__file__, whole, place / "out", report], accepted=(0, 1))
        print(report.read_text(encoding="utf-8"), end="")
        print(f"whole command: {cost.cpu:.1f} s CPU, {cost.elapsed:.1f} s, peak {cost.memory:.0f} MB")


def compare(master: Path) -> None:
    """Print what a file costs each of the three, and how many times faster pakt_xl is."""
    from plain_school import with_openpyxl, with_xlsxwriter  # noqa: PLC0415  the other process needs neither

    from pakt_xl.layout.school import school_template  # noqa: PLC0415
    from pakt_xl.schools import workbook_of  # noqa: PLC0415

    template, sheets = school_template(), sheets_of_master(master)
    ways = {"pakt_xl": workbook_of, "openpyxl": with_openpyxl, "XlsxWriter": with_xlsxwriter}
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(TURNS):
        for name, way in ways.items():
            best[name] = min(best[name], cpu_of(way, template, sheets))
    made = {name: way(template, sheets[0]) for name, way in ways.items()}
    for name, data in made.items():
        print(f"{name:<12}{best[name] * 1000:>8.2f} ms CPU a file{len(data) / 1000:>8.1f} kB")
    if cells_of(made["pakt_xl"]) != cells_of(made["openpyxl"]):
        sys.exit("pakt_xl and openpyxl filled the template differently")
    for name, (aim, least) in AIMS.items():
        print(f"{best[name] / best['pakt_xl']:.1f} times faster than {name} (aim {aim}, at least {least})")


def cpu_of(way: Callable[[bytes, SchoolSheet], bytes], template: bytes, sheets: list[SchoolSheet]) -> float:
    """Seconds of CPU for one file."""
    begin = time.process_time()
    for sheet in sheets:
        way(template, sheet)
    return (time.process_time() - begin) / len(sheets)


def cells_of(workbook: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return the values of every sheet, as openpyxl reads them."""
    from openpyxl import load_workbook  # noqa: PLC0415

    return {sheet.title: list(sheet.values) for sheet in load_workbook(BytesIO(workbook)).worksheets}


def sheets_of_master(master: Path) -> list[SchoolSheet]:
    """Return the values of every school of a master."""
    from pakt_xl.run import check  # noqa: PLC0415
    from pakt_xl.schools.facts import sheets_of  # noqa: PLC0415

    outlook = check(master).judged.outlook
    return list(map(sheets_of(outlook, frozenset()), outlook.schools))


def watch_memory(master: Path, output: Path, report: Path) -> None:
    """Make all workbooks and write down the memory in use as they are made."""
    from pakt_xl.run.schools import schools  # noqa: PLC0415

    seen: list[tuple[int, float]] = []

    def step(text: str) -> None:
        if text.startswith("Schulmappe "):
            seen.append((int(text.split()[1]), resident()))

    schools(master, output, step=step)
    shown = seen[:: max(len(seen) // 4, 1)] + seen[-1:]
    lines = [f"after {count:>5,} workbooks: {memory:.0f} MB in use\n" for count, memory in dict(shown).items()]
    report.write_text("".join(lines), encoding="utf-8")


def resident() -> float:
    """Megabytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1024**2


if __name__ == "__main__":
    if sys.argv[1:]:
        watch_memory(*map(Path, sys.argv[1:]))
    else:
        main()
