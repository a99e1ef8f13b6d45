"""The main job end to end on 30,000 needs of 1,300 schools, against the plain script of plain.py in the same run.

Both fill a copy of the same master; then their tables are compared, so that the one is no faster for doing less.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from measure import HERE, cost_of, folder, least, make_master, print_machine, print_table, run_of

from pakt_xl.books.file import Tables
from pakt_xl.ooxml.package import Package

if TYPE_CHECKING:
    from pathlib import Path

SCHOOLS, NEEDS = 1_300, 30_000
TIMES = 3
SAME = (
    *(f"Plan{year}" for year in range(2020, 2025)),
    "Budgetübersicht",
    "Jahresübersicht",
    "Lose",
    "Verteilliste",
    "Lesarten",
)

ONLY_OURS = ("B05", "B06", "B07", "B08", "B09", "J02", "M01", "M02", "M03")
"""Checks on the grant, which the plain script leaves out with its six sheets: it does less in its time."""


def main() -> None:
    print_machine()
    with folder() as place:
        master = make_master(place / "master.xlsx", SCHOOLS, NEEDS)
        ours, plain = place / "ours.xlsx", place / "plain.xlsx"
        costs = [(run_of(master, ours), cost_of([HERE / "plain.py", master, plain])) for _ in range(TIMES)]
        compare(ours, plain)
    tool, script = least([cost for cost, _ in costs]), least([cost for _, cost in costs])
    print(f"The best of {TIMES} runs:")
    print_table([("pakt_xl run", tool), ("pandas + openpyxl (plain.py)", script)])
    print(f"CPU: {script.cpu / tool.cpu:.1f} times faster; memory: {script.memory / tool.memory:.1f} times less")


def compare(ours: Path, plain: Path) -> None:
    """End the benchmark if the two do not say the same."""
    tool, script = (Tables(Package.open(path)) for path in (ours, plain))
    different = [name for name in SAME if tool[name].rows != script[name].rows]
    if finding_keys(tool) != finding_keys(script):
        different.append("Prüfbericht")
    if different:
        sys.exit(f"The results differ: {', '.join(different)}")
    print(f"Equal rows in {', '.join(SAME)}; equal findings ({len(finding_keys(tool)):,})")


def finding_keys(tables: Tables) -> list[tuple[str, ...]]:
    """Severity, code, column and key of all findings that both judge."""
    report = tables["Prüfbericht"]
    places = [report.headers.index(header) for header in ("Schwere", "Code", "Spalte", "Schlüssel")]
    keys = (tuple(str(row[place] or "") for place in places) for row in report.rows)
    return sorted(key for key in keys if key[1] not in ONLY_OURS)


if __name__ == "__main__":
    main()
