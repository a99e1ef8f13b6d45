"""Oracle: from raw tables to rows, with the findings Z01 to Z05."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.oracle import cells
from tests.oracle.cells import BadCellError, fold
from tests.oracle.columns import DEFAULTS, FIELDS, SETTINGS, Field

if TYPE_CHECKING:
    from decimal import Decimal

Raw = Mapping[str, Sequence[Mapping[str, Any]]]
Row = dict[str, Any]
Finding = tuple[str, str, str, str, str]
"""Code, severity, sheet, column, Schlüssel."""

ERROR, WARNING, NOTE = "Fehler", "Warnung", "Hinweis"
END = date(2024, 10, 31)
FIRST_YEAR, LAST_YEAR = 2020, 2024
PROGRAMME = "DigitalPakt"

KEYS = {
    "Schulen": ("Schulnummer",),
    "Katalog": ("Artikelnummer",),
    "Preise": ("Artikelnummer", "Gültig ab"),
    "Bedarfe": ("Bedarfsnummer",),
    "Bestellungen": ("Bestellnummer", "Bedarfsnummer"),
    "Rechnungen": ("Rechnungsnummer", "Lieferant", "Bedarfsnummer"),
    "Bescheide": ("Aktenzeichen",),
    "Mittelabrufe": ("Abrufnummer",),
    "Abgänge": ("Rechnungsnummer", "Lieferant", "Bedarfsnummer"),
    "Umschichtungen": (),
    "Festschreibung": ("Bedarfsnummer",),
    "Änderungsanträge": ("Antragsnummer",),
    "Ausnahmen": ("Code", "Schlüssel"),
}
UNIQUE = (
    "Schulen",
    "Katalog",
    "Preise",
    "Bedarfe",
    "Bestellungen",
    "Bescheide",
    "Mittelabrufe",
    "Festschreibung",
    "Änderungsanträge",
)
REFERENCES = (
    ("Preise", "Artikelnummer", "Katalog"),
    ("Bedarfe", "Schulnummer", "Schulen"),
    ("Bedarfe", "Artikelnummer", "Katalog"),
    ("Bestellungen", "Bedarfsnummer", "Bedarfe"),
    ("Rechnungen", "Bedarfsnummer", "Bedarfe"),
    ("Rechnungen", "Aktenzeichen", "Bescheide"),
    ("Mittelabrufe", "Aktenzeichen", "Bescheide"),
    ("Umschichtungen", "Von Schule", "Schulen"),
    ("Umschichtungen", "An Schule", "Schulen"),
)


@dataclass
class Plan:
    """Rows as dicts: header -> value (None if blank or unreadable); ``#`` number, ``!`` codes, ``?`` bad headers."""

    settings: dict[str, Any]
    rows: dict[str, list[Row]]
    findings: list[Finding] = field(default_factory=list)
    amounts: dict[tuple[str, str], tuple[Decimal, Decimal]] = field(default_factory=dict)  # code, key: Soll, Ist
    changes: list[Row] = field(default_factory=list)  # differences from the baseline

    @property
    def today(self) -> date:
        found: date = self.settings["Stichtag"]
        return found

    @property
    def after_end(self) -> bool:
        return self.today > END

    def find(self, code: str, severity: str, sheet: str, row: Row, column: str = "") -> None:
        """Add a finding on a row of an input table."""
        self.findings.append((code, severity, sheet, column, key_text(sheet, row)))
        row["!"].add(code)

    def first(self, table: str, header: str) -> dict[str, Row]:
        """Return the first row of each number (readings 9, 10)."""
        found: dict[str, Row] = {}
        for row in self.rows[table]:
            if row[header] is not None:
                found.setdefault(fold(row[header]), row)
        return found


def read_plan(raw: Raw) -> Plan:
    plan = Plan({}, {})
    _read_settings(plan, raw["Einstellungen"])
    for table, fields in FIELDS.items():
        numbered = [(number, line) for number, line in enumerate(raw.get(table, ()), start=1) if _filled(line, fields)]
        plan.rows[table] = [_read_row(plan, table, number, line) for number, line in numbered]
    for table in UNIQUE:
        _doubled(plan, table)
    for table, header, target in REFERENCES:
        known = plan.first(target, KEYS[target][0])
        for row in plan.rows[table]:
            if row[header] is not None and fold(row[header]) not in known:
                plan.find("Z04", ERROR, table, row, header)
                row["?"].add(header)
    _unknown_orders(plan)
    _unknown_requests(plan)
    _unknown_invoices(plan)
    for need in plan.rows["Bedarfe"]:
        need["plan"] = plan
    return plan


def key_text(sheet: str, row: Row) -> str:
    """Schlüssel of a row (reading 55)."""
    parts = [row[header] for header in KEYS[sheet]]
    if not parts or None in parts:
        return str(row["#"])
    return " / ".join(f"{part:%d.%m.%Y}" if isinstance(part, date) else str(part) for part in parts)


def _filled(line: Mapping[str, Any], fields: Sequence[Field]) -> bool:
    return not all(cells.is_blank(line.get(each.header)) for each in fields)


def _read(each: Field, cell: Any) -> Any:
    if cells.is_blank(cell):
        if each.required:
            raise BadCellError("Z01")
        return None
    return each.read(cells.value(cell))


def _read_settings(plan: Plan, lines: Sequence[Mapping[str, Any]]) -> None:
    """Read the settings; the defaults are those of reading 15."""
    typed = {fold(line["Schlüssel"]): line["Wert"] for line in reversed(lines)}
    for each in SETTINGS:
        try:
            plan.settings[each.header] = _read(each, typed.get(fold(each.header)))
        except BadCellError as bad:
            plan.settings[each.header] = DEFAULTS.get(each.header)
            plan.findings.append((bad.code, ERROR, "Einstellungen", "Wert", each.header))


def _read_row(plan: Plan, table: str, number: int, line: Mapping[str, Any]) -> Row:
    row: Row = {"#": number, "!": set(), "?": set()}
    bad_cells = []
    for each in FIELDS[table]:
        try:
            row[each.header] = _read(each, line.get(each.header))
        except BadCellError as bad:
            row[each.header] = None
            bad_cells.append((bad.code, each.header))
    if table == "Rechnungen" and (row["Menge"] or 0) < 0 < (row["Betrag brutto"] or 0):  # reading 16
        bad_cells.append(("Z05", "Menge"))
        row["Menge"] = None
    if table == "Änderungsanträge":
        bad_cells += [("Z01", header) for header in _blank_though_it_applies(row, {bad for _, bad in bad_cells})]
    for code, header in bad_cells:
        plan.find(code, ERROR, table, row, header)
        row["?"].add(header)
    return row


def _doubled(plan: Plan, table: str) -> None:
    """Find numbers given twice: a finding on each row after the first, the code on all of them (reading 46)."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in plan.rows[table]:
        parts = [row[header] for header in KEYS[table]]
        if None in parts:
            continue
        key = tuple(fold(str(part)) for part in parts)
        if key in seen:
            plan.find("Z03", ERROR, table, row)
            seen[key]["!"].add("Z03")
        seen.setdefault(key, row)


def _unknown_orders(plan: Plan) -> None:
    """Find invoices whose pair of order and need does not exist (reading 17)."""
    known = {pair(row) for row in plan.rows["Bestellungen"]}
    for row in plan.rows["Rechnungen"]:
        if None not in (row["Bestellnummer"], row["Bedarfsnummer"]) and pair(row) not in known:
            plan.find("Z04", ERROR, "Rechnungen", row, "Bestellnummer")


def _unknown_invoices(plan: Plan) -> None:
    """Find disposals whose invoice row does not exist (reading 93)."""
    known = {triple(row) for row in plan.rows["Rechnungen"]}
    for row in plan.rows["Abgänge"]:
        if triple(row) is not None and triple(row) not in known:
            plan.find("Z04", ERROR, "Abgänge", row, "Rechnungsnummer")


def _blank_though_it_applies(row: Row, bad: set[str]) -> list[str]:
    """Columns B of WORKBOOK.md: a new value for a field, day and office of a refusal (an approval has F03)."""
    needed = ["Neuer Wert"] if row["Feld"] not in (None, "Neuer Bedarf", "Streichung") else []
    needed += ["Entschieden am", "Entschieden durch"] if row["Entscheidung"] == "abgelehnt" else []
    return [header for header in needed if row[header] is None and header not in bad]


def _unknown_requests(plan: Plan) -> None:
    """Reading 81."""
    known = {*plan.first("Bedarfe", "Bedarfsnummer"), *plan.first("Festschreibung", "Bedarfsnummer")}
    for row in plan.rows["Änderungsanträge"]:
        number = row["Bedarfsnummer"]
        if number is not None and row["Feld"] not in (None, "Neuer Bedarf") and fold(number) not in known:
            plan.find("Z04", ERROR, "Änderungsanträge", row, "Bedarfsnummer")


def allowing(plan: Plan, code: str, key: str) -> list[Row]:
    """Exemptions that fit a finding and hold (readings 41, 69, 102); one that lacks something allows nothing."""
    numbers = {fold(part) for part in (key, *key.split(" / "))}
    return [
        row
        for row in plan.rows["Ausnahmen"]
        if None not in (row["Code"], row["Schlüssel"], row["Begründung"], row["Zugelassen durch"])
        and fold(row["Code"]) == fold(code)
        and fold(row["Schlüssel"]) in numbers
        and "Gültig bis" not in row["?"]
        and (row["Gültig bis"] is None or row["Gültig bis"] >= plan.today)
    ]


def pair(row: Row) -> tuple[str, str] | None:
    """Return order and need of a row, None if one is missing."""
    if row["Bestellnummer"] is None or row["Bedarfsnummer"] is None:
        return None
    return fold(row["Bestellnummer"]), fold(row["Bedarfsnummer"])


def triple(row: Row) -> tuple[str, ...] | None:
    """Return invoice, supplier and need of a row, None if one is missing."""
    parts = [row[header] for header in ("Rechnungsnummer", "Lieferant", "Bedarfsnummer")]
    return None if None in parts else tuple(fold(part) for part in parts)
