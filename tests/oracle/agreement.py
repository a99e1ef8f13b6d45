"""Compares the tool with the oracle, cell by cell and finding by finding; as a program over any range of seeds.

``python -m tests.oracle.agreement 0 5000`` prints what differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pakt_xl.checks import judge
from pakt_xl.domain.table import Formula, Table, fold
from pakt_xl.planning.compute import outlook
from pakt_xl.programme import load
from pakt_xl.reading import read_plan
from pakt_xl.reports import build_all
from pakt_xl.reports.view import View
from tests.oracle.columns import FIELDS
from tests.oracle.oracle import Expected, expected
from tests.oracle.plans import random_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.domain.finding import Finding
    from tests.oracle.plan import Finding as Line
    from tests.oracle.spoil import Lines

NOW = datetime.fromisoformat("2022-03-01T12:00:00")
PROGRAMME = load("digitalpakt_nrw_2019")
OTHER_CODES = ("Z12", "Z13", "P01", "P02", "T05")
COLUMN_CODES = ("Z01", "Z02", "Z04", "Z05")  # where the rules leave no doubt about the column


def tool_tables(raw: Mapping[str, Lines]) -> dict[str, Table]:
    """Return the raw tables as the tool reads them from a workbook."""
    headers: dict[str, tuple[str, ...]] = {"Einstellungen": ("Schlüssel", "Wert")}
    headers |= {name: tuple(field.header for field in fields) for name, fields in FIELDS.items()}
    return {
        name: Table(name, headers[name], tuple(tuple(line.get(h) for h in headers[name]) for line in lines), name, 4, 2)
        for name, lines in raw.items()
    }


def computed(raw: Mapping[str, Lines]) -> tuple[dict[str, Table], tuple[Finding, ...]]:
    """Return the generated tables by name and the findings as the tool computes them."""
    tables = tool_tables(raw)
    reading = read_plan(tables)
    facts = outlook(reading.plan, PROGRAMME)
    findings = tuple(judge(facts, reading.places, tables, reading.findings))
    view = View(facts, findings, tables, reading.counts, NOW, "0")
    return {table.name: table for table in build_all(view)}, findings


def differences(raw: Mapping[str, Lines]) -> list[str]:
    """Return what differs between tool and oracle, a line each; empty if they agree to the cent."""
    wanted = expected(raw)
    got, findings = computed(raw)
    found = [
        (
            str(f.rule.code),
            f"{f.rule.severity}{', zugelassen' if f.admitted else ''}",
            f.place.sheet,
            f.place.column,
            f.place.key,
        )
        for f in findings
        if f.rule.code not in OTHER_CODES
    ]
    return [
        *(line for name, rows in wanted.tables.items() for line in _table_differences(name, rows, got[name])),
        *_total_differences(wanted, got["Budgetübersicht"]),
        *_finding_differences(wanted.findings, found),
        *(
            f"{f.rule.code} {f.place.key} Soll und Ist: erwartet {want}, gefunden {(f.expected, f.actual)}"
            for f in findings
            if (want := wanted.amounts.get((f.rule.code, f.place.key))) not in (None, (f.expected, f.actual))
        ),
    ]


def _table_differences(name: str, wanted: list[dict[str, Any]], got: Table) -> Iterable[str]:
    rows = [dict(zip(got.headers, row, strict=True)) for row in got.rows]
    if len(rows) != len(wanted):
        yield f"{name}: {len(wanted)} Zeilen erwartet, {len(rows)} gefunden"
        return
    if wanted and set(wanted[0]) != set(got.headers):
        yield f"{name}: Spalten {sorted(set(wanted[0]) ^ set(got.headers))}"
    for number, (want, row) in enumerate(zip(wanted, rows, strict=False), start=1):
        for header, cell in want.items():
            if _plain(cell) != _plain(row.get(header)):
                yield f"{name} Zeile {number} {header}: erwartet {cell!r}, gefunden {row.get(header)!r}"


def _total_differences(wanted: Expected, got: Table) -> Iterable[str]:
    totals = dict(zip(got.headers, got.totals or (), strict=False))
    for header, cell in wanted.totals.items():
        if _plain(cell) != _plain(totals.get(header)):
            yield f"Budgetübersicht Summe {header}: erwartet {cell!r}, gefunden {totals.get(header)!r}"


def _finding_differences(wanted: list[Line], found: list[Line]) -> Iterable[str]:
    want, have = Counter(map(_comparable, wanted)), Counter(map(_comparable, found))
    yield from (f"Befund fehlt: {finding}" for finding in (want - have).elements())
    yield from (f"Befund zu viel: {finding}" for finding in (have - want).elements())


def _comparable(finding: Line) -> Line:
    code, severity, sheet, column, key = finding
    return code, severity, sheet, column if code in COLUMN_CODES else "", fold(key)


def _plain(cell: Any) -> Any:
    """Return a cell as it is compared: a blank is a blank, a number its value."""
    if isinstance(cell, Formula):
        cell = cell.value
    return None if cell == "" else Decimal(cell) if isinstance(cell, int) else cell


def main(first: int, last: int) -> None:
    """Print the differences of a range of seeds, and how often each kind occurs."""
    kinds: Counter[str] = Counter()
    for seed in range(first, last):
        for line in differences(random_plan(seed)):
            kind = (
                " ".join(line.split(":")[0].split(" ")[:1]) + line.split("'")[1][:3] if "Befund" in line[:6] else line
            )
            kinds[kind[:40]] += 1
            print(seed, line)  # noqa: T201  a program for a person
    print(last - first, "Pläne;", kinds.most_common(20))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
