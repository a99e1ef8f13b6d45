"""What end_to_end.py compares with: the main job as a plain script with pandas and openpyxl, as one would write it.

It reads the input sheets with pandas, computes in whole columns and whole cents, and fills the same tables of the
same workbook with openpyxl: ``python plain.py MASTER.xlsx OUT.xlsx``. It trusts the workbook: cells are of the right
kind, keys are found, the programme is that of 2019 with its values as literals, the budget is total spending.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl import load_workbook
from plain_checks import judged
from plain_report import overview, report_of
from plain_sheets import fill_table
from plain_tables import Facts, compute

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADER = 3  # rows above the header of every sheet
SHEETS = ("Einstellungen", "Schulen", "Katalog", "Preise", "Bedarfe", "Bestellungen", "Rechnungen", "Prüfbericht")
KEYS = ("Schulnummer", "Artikelnummer", "Bedarfsnummer", "Bestellnummer", "Rechnungsnummer", "Aktenzeichen")
AMOUNTS = ("Einzelpreis", "Betrag brutto", "DigitalPakt-Budget", "Rechnungssumme")
FINDING_KEY = ["Code", "Blatt", "Spalte", "Schlüssel"]


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    frames = read(source)
    settings = dict(zip(frames["Einstellungen"]["Schlüssel"], frames["Einstellungen"]["Wert"], strict=True))
    facts = compute(frames, settings)
    names = facts.schools.set_index("Schulnummer")["Schulname"]
    report = report_of(judged(facts, frames, settings), frames, names)
    before = frames["Prüfbericht"][FINDING_KEY].fillna("").agg("|".join, axis=1)
    report["Stand"] = report[FINDING_KEY].agg("|".join, axis=1).isin(set(before)).map({True: "offen", False: "neu"})
    workbook = load_workbook(source)
    write(workbook, tables(facts, report))
    write(workbook, {"Protokoll": protocol(workbook["Protokoll"], facts, frames, report, settings)})
    workbook.calculation.fullCalcOnLoad = True
    workbook.save(target)


def read(path: Path) -> dict[str, pd.DataFrame]:
    """Input sheets as frames; amounts become whole cents, keys stay text."""
    text = dict.fromkeys(KEYS, str)
    frames: dict[str, pd.DataFrame] = pd.read_excel(path, sheet_name=list(SHEETS), header=HEADER, dtype=text)
    for frame in frames.values():
        for column in frame.columns.intersection(list(AMOUNTS)):
            frame[column] = (pd.to_numeric(frame[column], errors="coerce") * 100).round().fillna(0).astype("int64")
        frame["Zeile"] = frame.index + HEADER + 2
    return frames


def tables(facts: Facts, report: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All tables that are filled, by name; amounts in euros."""
    report.insert(0, "Nr.", range(1, len(report) + 1))
    return {
        "Prüfbericht": report,
        "Befundübersicht": overview(report),
        "Budgetübersicht": facts.budgets,
        "Jahresübersicht": facts.years,
        **{f"Plan{year}": plan for year, plan in facts.plans.items()},
        "Lose": facts.lots,
        "Verteilliste": facts.deliveries,
        "Lesarten": facts.readings,
    }


def protocol(
    sheet: Worksheet,
    facts: Facts,
    frames: dict[str, pd.DataFrame],
    report: pd.DataFrame,
    settings: dict[str, object],
) -> pd.DataFrame:
    """Return the row of this run above the older ones."""
    counts = ", ".join(f"{name} {len(frame)}" for name, frame in frames.items() if name != "Prüfbericht")
    grades = report["Schwere"].value_counts()
    headers = [cell.value for cell in sheet[HEADER + 1]]
    row = [datetime.now().replace(microsecond=0), settings["Stichtag"], "", settings["Programm"], "", "", counts]  # noqa: DTZ005
    row += [int(grades.get(grade, 0)) for grade in ("Fehler", "Warnung", "Hinweis")]
    row += [facts.budgets["Belegt"].sum(), facts.budgets["Restbudget"].sum()]
    older = [values for values in sheet.iter_rows(min_row=HEADER + 2, values_only=True) if values[0] is not None]
    return pd.DataFrame([row, *older], columns=headers, dtype=object)


def write(workbook: Workbook, filled: dict[str, pd.DataFrame]) -> None:
    """Put the rows of each frame into the table of its name."""
    for sheet in workbook:
        for table in sheet.tables.values():
            if table.name in filled:
                rows = filled[table.name].reindex(columns=[column.name for column in table.tableColumns])
                cells = rows.astype(object).where(rows.notna(), None).itertuples(index=False, name=None)
                fill_table(sheet, table, cells, total_row(rows) if table.totalsRowCount else ())


def total_row(rows: pd.DataFrame) -> list[object]:
    """Totals of the budgets: sums of the columns of money, the share of the whole."""
    caps = ("Säule 3 Obergrenze", "Säule 3 Rest", "Ausgeschöpft %")
    money = [column for column in rows.select_dtypes("number").columns if column not in caps]
    sums = {column: round(float(rows[column].sum()), 2) for column in money}
    sums["Ausgeschöpft %"] = round(sums["Belegt"] / sums["Verfügbar"], 4)
    return ["Summe", *(sums.get(column) for column in rows.columns[1:])]


if __name__ == "__main__":
    main()
