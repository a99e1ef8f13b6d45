"""Oracle: what was spent and called under each notice, and until when it is bound (rules 12 to 14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.oracle.cells import d, fold
from tests.oracle.needs import ZERO, usable_invoice
from tests.oracle.plan import PROGRAMME, Plan, Row

DECEMBER = 12


def follow_the_money(plan: Plan) -> None:
    """Add ``need`` and ``notice`` to every invoice row, and to every notice E, Z, its calls and its days."""
    owners = plan.first("Bedarfe", "Bedarfsnummer")
    for row in plan.rows["Rechnungen"]:
        number, reference = row["Bedarfsnummer"], row["Aktenzeichen"]
        row["need"] = owners.get(fold(number)) if number is not None else None
        row["notice"] = readable_notices(plan).get(fold(reference)) if reference is not None else None
    for reference, notice in readable_notices(plan).items():
        end = notice["Durchführung bis"]
        notice["invoices"] = [row for row in plan.rows["Rechnungen"] if row["notice"] is notice]
        notice["E rows"] = [row for row in notice["invoices"] if all(verdicts(plan, row))]
        notice["E"] = sum((row["Betrag brutto"] for row in notice["E rows"]), ZERO)
        notice["Z"] = min(notice["Zuwendung"], d(notice["E"] * 90 / 100))
        calls = [row for row in plan.rows["Mittelabrufe"] if fold(row["Aktenzeichen"] or "") == reference]
        notice["called"] = sum((row["Betrag"] for row in calls if row["Betrag"] is not None), ZERO)
        notice["Gebunden bis"] = date(end.year + 5, DECEMBER, 31)
        notice["Nachweis"] = notice["Nachweis bis"] or last_day_of_sixth_month_after(end)


def readable_notices(plan: Plan) -> dict[str, Row]:
    """First row of each Aktenzeichen, if all of its cells can be read (reading 90)."""
    return {key: row for key, row in plan.first("Bescheide", "Aktenzeichen").items() if not row["?"]}


def last_day_of_sixth_month_after(day: date) -> date:
    """Rule 14: the day before the first of the seventh month."""
    months = day.year * 12 + day.month - 1 + 7
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def verdicts(plan: Plan, row: Row) -> list[Any]:
    """Each condition of rule 12 on an invoice row: True, False, or None where it cannot be known."""
    need, notice = row["need"], row["notice"]
    funding = need["Finanzierung"] if need else None
    eligible = need["item"]["Förderfähig"] if need and need["item"] else None
    delivered, paid = row["Geliefert am"], row["Bezahlt am"]
    return [
        None if funding is None else funding == PROGRAMME,
        None if eligible is None else eligible == "ja",
        None if delivered is None else notice["Durchführung ab"] <= delivered <= notice["Durchführung bis"],
        paid <= plan.today if paid else None if "Bezahlt am" in row["?"] else False,
        True if usable_invoice(row) else None,
    ]


def is_whole(plan: Plan, notice: Row) -> bool:
    """Whether no row is missing in E only because something cannot be read."""
    found = [verdicts(plan, row) for row in notice["invoices"]]
    return not any(None in each and False not in each for each in found)


def by_programme(row: Row) -> bool:
    """Whether the DigitalPakt pays the need of an invoice row (reading 89)."""
    return bool(row["need"] and row["need"]["Finanzierung"] == PROGRAMME)
