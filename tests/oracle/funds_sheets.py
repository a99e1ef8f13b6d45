"""Oracle: the tables on what is to be delivered, called for, proved and bound (readings 90 to 99)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.oracle.cells import fold, h
from tests.oracle.columns import GROUPS
from tests.oracle.funds import by_programme, readable_notices
from tests.oracle.funds_findings import open_orders
from tests.oracle.needs import ZERO, usable_invoice
from tests.oracle.plan import END, PROGRAMME, Plan, Row, triple

Line = dict[str, Any]


def _texts(row: Row, *headers: str) -> tuple[str, ...]:
    return tuple(fold(row[header] or "") for header in headers)


def _names(need: Row | None) -> Line:
    """Reading 97."""
    return {
        "Schule": need["school"]["Schulname"] if need and need["school"] else None,
        "Artikel": need["item"]["Bezeichnung"] if need and need["item"] else None,
    }


def open_deliveries(plan: Plan) -> list[Line]:
    """Reading 96; the oldest first."""

    def place(order: Row) -> tuple[Any, ...]:
        row = order["row"]
        return (row["Bestellt am"] or date.max, *_texts(row, "Bestellnummer", "Bedarfsnummer"), row["#"])

    return [_open_delivery(plan, order) for order in sorted(open_orders(plan), key=place)]


def _open_delivery(plan: Plan, order: Row) -> Line:
    row, need = order["row"], order["need"]
    missing = order["q"] - order["i"]
    day = row["Bestellt am"]
    return {
        "Bestellnummer": row["Bestellnummer"],
        "Lieferant": row["Lieferant"],
        "Bestellt am": day,
        **_names(need),
        "Bestellt": order["q"],
        "Berechnet": order["i"],
        "Offen": missing,
        "Offener Betrag": h(order["amount"] * missing / order["q"]),
        "Tage offen": None if day is None else (plan.today - day).days,
        "Liefern bis": END if need and need["Finanzierung"] == PROGRAMME else None,
    }


def _notices(plan: Plan) -> list[Row]:
    return [notice for _, notice in sorted(readable_notices(plan).items())]


def calls(plan: Plan) -> list[Line]:
    """Rule 12, reading 90."""
    return [
        {
            "Aktenzeichen": notice["Aktenzeichen"],
            "Lucom-Nr.": notice["Lucom-Nr."],
            "Fördersäule": notice["Fördersäule"],
            "Bewilligt": notice["Zuwendung"],
            "Bezahlte Ausgaben": notice["E"],
            "davon Zuwendung": notice["Z"],
            "Bereits abgerufen": notice["called"],
            "Abrufbar": notice["Z"] - notice["called"],
        }
        for notice in _notices(plan)
    ]


def _spent(notice: Row) -> list[Row]:
    """Rows of E by day and number."""
    headers = ("Rechnungsnummer", "Lieferant", "Bedarfsnummer")
    return sorted(
        notice["E rows"], key=lambda row: (row["Rechnungsdatum"] or date.max, *_texts(row, *headers), row["#"])
    )


def _invoice_line(notice: Row, row: Row) -> Line:
    return {
        "Aktenzeichen": notice["Aktenzeichen"],
        "Rechnungsnummer": row["Rechnungsnummer"],
        "Lieferant": row["Lieferant"],
        "Rechnungsdatum": row["Rechnungsdatum"],
        "Bezahlt am": row["Bezahlt am"],
        **_names(row["need"]),
        "Betrag": row["Betrag brutto"],
    }


def call_list(plan: Plan) -> list[Line]:
    """Reading 99."""
    return [
        _invoice_line(notice, row) for notice in _notices(plan) for row in _spent(notice) if row["Abrufnummer"] is None
    ]


def proof_list(plan: Plan) -> list[Line]:
    """Reading 99."""
    return [
        {
            **_invoice_line(notice, row),
            "Geliefert am": row["Geliefert am"],
            "Schulnummer": row["need"]["Schulnummer"],
        }
        for notice in _notices(plan)
        for row in _spent(notice)
    ]


def proofs(plan: Plan) -> list[Line]:
    """Reading 91; the groups that have a row of E in the order of their list."""
    return [line for notice in _notices(plan) for line in _proof(notice)]


def _proof(notice: Row) -> list[Line]:
    lines = []
    for group in (*GROUPS, None):
        rows = [row for row in notice["E rows"] if row["need"]["group"] == group]
        if rows:
            lines.append(
                {
                    "Aktenzeichen": notice["Aktenzeichen"],
                    "Warengruppe": group or "ohne Warengruppe",
                    "Tatsächliche Ausgaben": sum((row["Betrag brutto"] for row in rows), ZERO),
                }
            )
    whole = {
        "Aktenzeichen": notice["Aktenzeichen"],
        "Warengruppe": "gesamt",
        "Bewilligte Ausgaben": notice["Zuwendungsfähige Ausgaben"],
        "Tatsächliche Ausgaben": notice["E"],
        "Zuwendung": notice["Z"],
        "Eigenanteil": notice["E"] - notice["Z"],
        "Abgerufen": notice["called"],
        "Differenz": notice["Z"] - notice["called"],
    }
    return [dict.fromkeys(whole) | line for line in (*lines, whole)]


def bound(plan: Plan) -> list[Line]:
    """Reading 95; of an invoice row that stands twice the first has the disposals."""
    rows = [row for row in plan.rows["Rechnungen"] if row["notice"] and by_programme(row) and usable_invoice(row)]
    return [_bound_line(plan, row) for row in sorted(rows, key=_bound_place) if row["Menge"]]


def _bound_place(row: Row) -> tuple[Any, ...]:
    numbers = _texts(row, "Rechnungsnummer", "Lieferant", "Bedarfsnummer")
    return (*_texts(row["need"], "Schulnummer", "Artikelnummer"), *numbers, row["#"])


def _bound_line(plan: Plan, row: Row) -> Line:
    first = next((each for each in plan.rows["Rechnungen"] if triple(each) == triple(row)), None)
    gone = 0
    if triple(row) and first is row:
        gone = sum(each["Menge"] or 0 for each in plan.rows["Abgänge"] if triple(each) == triple(row))
    return {
        **_names(row["need"]),
        "Menge geliefert": row["Menge"],
        "Abgänge": gone,
        "Bestand": row["Menge"] - gone,
        "Rechnungsnummer": row["Rechnungsnummer"],
        "Geliefert am": row["Geliefert am"],
        "Aktenzeichen": row["notice"]["Aktenzeichen"],
        "Gebunden bis": row["notice"]["Gebunden bis"],
    }
