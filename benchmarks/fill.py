"""Filling four generated tables (200, 5,450, 120,000 and 50 rows) of a master with 120,000 needs, against openpyxl.

Without planning: both get the same rows made up and only open the workbook, put them in and save it.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from measure import cost_of, folder, make_master, print_machine, print_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.domain.table import Cells

NEEDS, SCHOOLS = 120_000, 5_450
ROWS = {"Prüfbericht": 200, "Budgetübersicht": 5_450, "Verteilliste": 120_000, "Jahresübersicht": 50}


def main() -> None:
    print_machine()
    with folder() as place:
        master = make_master(place / "master.xlsx", SCHOOLS, NEEDS)
        print(f"Rows filled: {ROWS}")
        costs = {name: cost_of([__file__, name, master, place / f"{name}.xlsx"]) for name in WAYS}
    tool, other = costs["pakt_xl"], costs["openpyxl"]
    print_table(list(costs.items()))
    print(f"CPU: {other.cpu / tool.cpu:.1f} times faster; peak memory: {tool.memory / other.memory:.2f} of openpyxl's")


def made_up(spec: GeneratedTable) -> list[Cells]:
    """Return as many rows as the table is to have, each cell of its column's kind."""
    from pakt_xl.domain.sheets import Look  # noqa: PLC0415

    texts, days = [f"Text {number}" for number in range(1000)], [date(2022, 1, 1 + day) for day in range(31)]

    def cell(look: Look, row: int) -> str | int | Decimal | date:
        if look in (Look.EURO, Look.PERCENT):
            return Decimal(row * 7919 % 10_000_000) / 100
        if look in (Look.WHOLE, Look.YEAR):
            return row % 2024
        return days[row % len(days)] if look is Look.DATE else texts[row % len(texts)]

    looks = [column.look for column in spec.columns]
    return [tuple(cell(look, row + place) for place, look in enumerate(looks)) for row in range(ROWS[spec.name])]


def specs() -> list[GeneratedTable]:
    """Return the generated tables that are filled."""
    from pakt_xl.programme import load  # noqa: PLC0415
    from pakt_xl.reports import generated_tables  # noqa: PLC0415

    return [spec for spec in generated_tables(load("digitalpakt_nrw_2019")) if spec.name in ROWS]


def with_pakt_xl(master: Path, output: Path) -> None:
    from pakt_xl.books.file import FileBook  # noqa: PLC0415

    book = FileBook(master, output)
    book.fill([spec.table(made_up(spec)) for spec in specs()])


def with_openpyxl(master: Path, output: Path) -> None:
    """Load, write in the styles of the first row, let the table end with its rows, save."""
    from openpyxl import load_workbook  # noqa: PLC0415
    from plain_sheets import fill_table  # noqa: PLC0415

    workbook = load_workbook(master)
    for spec in specs():
        sheet = workbook[spec.sheet]
        fill_table(sheet, sheet.tables[spec.name], made_up(spec))
    workbook.save(output)


WAYS: dict[str, Callable[[Path, Path], None]] = {"pakt_xl": with_pakt_xl, "openpyxl": with_openpyxl}


if __name__ == "__main__":
    if sys.argv[1:]:
        WAYS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
