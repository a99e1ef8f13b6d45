"""Part of plain.py: findings as rows of Prüfbericht and Befundübersicht."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plain_plan import Frames

ERROR, WARNING, NOTE = "Fehler", "Warnung", "Hinweis"
GRADES = (ERROR, WARNING, NOTE)


@dataclass(frozen=True)
class Check:
    """What all findings of a check have in common; ``text`` names columns of the rows."""

    code: str
    grade: str
    scope: str
    sheet: str
    column: str
    text: str
    remedy: str
    source: str
    key: str = "Bedarfsnummer"
    expected: str = ""
    actual: str = ""


def rows_of(check: Check, rows: pd.DataFrame, frames: Frames, names: pd.Series) -> pd.DataFrame:
    """Rows of Prüfbericht for the rows that a check has found."""
    report = pd.DataFrame(index=rows.index)
    report["Schwere"], report["Code"], report["Bereich"] = check.grade, check.code, check.scope
    report["Blatt"], report["Spalte"] = check.sheet, check.column
    if check.sheet in frames and "Zeile" in rows:
        letter = get_column_letter(list(frames[check.sheet].columns).index(check.column) + 1)
        cell = letter + rows["Zeile"].astype(str)
        report["Zelle"] = "=HYPERLINK(\"#'" + check.sheet + "'!" + cell + '","' + cell + '")'
    report["Schulnummer"] = rows.get("Schulnummer")
    report["Schule"] = report["Schulnummer"].map(names)
    report["Schlüssel"] = rows[check.key].astype(str) if check.key in rows else check.key
    report["Was ist falsch"] = [check.text.format_map(row) for row in in_german(rows).to_dict("records")]
    report["Was ist zu tun"], report["Quelle"] = check.remedy, check.source
    if check.expected:
        report["Soll"], report["Ist"] = rows[check.expected] / 100, rows[check.actual] / 100
        report["Differenz"] = (rows[check.actual] - rows[check.expected]) / 100
    return report


def in_german(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with amounts and the differences that sentences name, as German texts."""
    shown = rows.copy()
    for column in ("Verfügbar", "Wert", "Mehr", "Säule 3", "Grenze", "berechnet", "Betrag", "bestellt", "EU", "Netto"):
        if column in shown:
            shown[column] = [german(cents) for cents in shown[column]]
    return shown


def german(cents: float) -> str:
    return f"{cents / 100:_.2f} €".replace(".", ",").replace("_", ".")


def report_of(found: Iterable[tuple[Check, pd.DataFrame]], frames: Frames, names: pd.Series) -> pd.DataFrame:
    """All findings as rows of Prüfbericht, by severity, code and key."""
    parts = [rows_of(check, rows, frames, names) for check, rows in found if len(rows)]
    report = pd.concat(parts, ignore_index=True)
    report["Rang"] = report["Schwere"].map(GRADES.index)
    return report.sort_values(["Rang", "Code", "Schlüssel"], kind="stable", ignore_index=True)


def overview(report: pd.DataFrame) -> pd.DataFrame:
    """Equal findings summed up."""
    by = ["Schwere", "Code", "Blatt", "Spalte"]
    cells = report.assign(cell=report["Zelle"].str.extract(r'"([A-Z]+\d+)"\)$', expand=False).fillna(""))
    groups = cells.groupby(by, sort=False)
    table = groups.size().rename("Anzahl").to_frame()
    table["Erste Zellen"] = groups["cell"].agg(lambda column: ", ".join(column.head(5)))
    table["Was zu tun ist"] = groups["Was ist zu tun"].first()
    return table.reset_index()
