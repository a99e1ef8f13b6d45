"""Oracle: baseline, change requests and exemptions (rule 15, readings 41, 69, 76 to 83, 102)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.oracle.cells import fold
from tests.oracle.needs import ZERO, buy, plan_purchase, worth
from tests.oracle.plan import ERROR, NOTE, PROGRAMME, WARNING, Plan, Row, allowing, key_text

if TYPE_CHECKING:
    from decimal import Decimal

COMPARED = {
    "Schule": "Schulnummer",
    "Artikel": "Artikelnummer",
    "Menge": "Menge",
    "Wunschjahr": "Wunschjahr",
    "Finanzierung": "Finanzierung",
}
FIELDS = (*COMPARED, "Neuer Bedarf", "Streichung")
NEEDED = ("Begründung", "Entschieden am", "Entschieden durch")


def compare_baseline(plan: Plan) -> None:
    """F01 to F04; every difference is kept for the table Änderungen."""
    needs = plan.first("Bedarfe", "Bedarfsnummer")
    for request in plan.rows["Änderungsanträge"]:
        if request["Entscheidung"] == "offen" and _is_blank(request, "Begründung"):
            plan.find("R03", WARNING, "Änderungsanträge", request)
        if request["Entscheidung"] == "genehmigt" and any(_is_blank(request, header) for header in NEEDED):
            plan.find("F03", ERROR, "Änderungsanträge", request)
            owner = needs.get(fold(request["Bedarfsnummer"] or ""))
            if owner is not None:
                owner.setdefault("F03", []).append(key_text("Änderungsanträge", request))
    if not plan.rows["Festschreibung"]:
        return
    frozen = plan.first("Festschreibung", "Bedarfsnummer")
    for number, row in frozen.items():
        _compare(plan, number, row, needs.get(number))
    for number, new in needs.items():
        if number not in frozen:
            asked = last_approved(plan, number, "Neuer Bedarf")
            fits = _has_reasons(asked)
            _differ(plan, "Neuer Bedarf", (None, new), asked, fits)
            if not fits:
                plan.find("F02", ERROR, "Bedarfe", new)
    _not_carried_out(plan, needs)


def _is_blank(request: Row, header: str) -> bool:
    return request[header] is None and header not in request["?"]


def _has_reasons(request: Row | None) -> bool:
    return request is not None and request["Begründung"] is not None


def _equals(wanted: str | None, cell: Any) -> bool:
    return wanted is not None and fold(wanted) == fold(str(cell))


def _asked(plan: Plan, number: str, field: str) -> list[Row]:
    return [
        row
        for row in plan.rows["Änderungsanträge"]
        if row["Feld"] == field and row["Bedarfsnummer"] is not None and fold(row["Bedarfsnummer"]) == number
    ]


def last_approved(plan: Plan, number: str, field: str) -> Row | None:
    """Reading 78: a blank day sorts first, then the number of the request."""
    rows = [row for row in _asked(plan, number, field) if row["Entscheidung"] == "genehmigt"]
    return max(
        rows, key=lambda row: (row["Entschieden am"] or date.min, row["Antragsnummer"] or "", row["#"]), default=None
    )


def _compare(plan: Plan, number: str, row: Row, need: Row | None) -> None:
    """Reading 77."""
    if need is None or (need["Menge"] == 0 and row["Menge"] is not None and row["Menge"] > 0):
        _struck_out(plan, number, row, need)
        return
    for field, header in COMPARED.items():
        if None in (row[header], need[header]) or fold(str(row[header])) == fold(str(need[header])):
            continue
        request = last_approved(plan, number, field)
        fits = request is not None and _has_reasons(request) and _equals(request["Neuer Wert"], need[header])
        _differ(plan, field, (row, need), request, fits)
        if not fits and "F01" in need["!"]:
            plan.findings.append(("F01", ERROR, "Bedarfe", "", key_text("Bedarfe", need)))
        elif not fits:
            plan.find("F01", ERROR, "Bedarfe", need)


def _struck_out(plan: Plan, number: str, row: Row, need: Row | None) -> None:
    approvals = [last_approved(plan, number, "Streichung")]
    if need is not None:
        zero = last_approved(plan, number, "Menge")
        approvals += [zero] if zero is not None and _equals(zero["Neuer Wert"], 0) else []
    there = [each for each in approvals if each is not None]
    granting = [each for each in there if _has_reasons(each)]
    _differ(plan, "Streichung", (row, need), next(iter(granting or there), None), bool(granting))
    if not granting:
        plan.find("F01", ERROR, *(("Festschreibung", row) if need is None else ("Bedarfe", need)))


def _not_carried_out(plan: Plan, needs: dict[str, Row]) -> None:
    """F04 (reading 80)."""
    for request in plan.rows["Änderungsanträge"]:
        number, field = fold(request["Bedarfsnummer"] or ""), request["Feld"]
        if not number or field is None or last_approved(plan, number, field) is not request:
            continue
        if any(request[header] is None for header in NEEDED):
            continue
        if not _carried_out(plan, request, field, needs.get(number)):
            plan.find("F04", WARNING, "Änderungsanträge", request)


def _carried_out(plan: Plan, request: Row, field: str, need: Row | None) -> bool:
    if field == "Neuer Bedarf":
        return need is not None
    if need is None or need["Menge"] == 0:
        return True
    if field == "Streichung":
        return need["Menge"] is None
    if any(each["need"] is need and each["field"] == field for each in plan.changes):
        return True
    cell = need[COMPARED[field]]
    return cell is None or request["Neuer Wert"] is None or _equals(request["Neuer Wert"], cell)


def _differ(plan: Plan, field: str, rows: tuple[Row | None, Row | None], request: Row | None, fits: bool) -> None:
    """Remember a difference between the row of the baseline and that of the need."""
    plan.changes.append({"field": field, "row": rows[0], "need": rows[1], "request": request, "fits": fits})


def changes(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows of Änderungen (readings 82 and 83)."""
    return [
        _change_line(plan, each)
        for each in sorted(
            plan.changes, key=lambda each: ((each["need"] or each["row"])["Bedarfsnummer"], FIELDS.index(each["field"]))
        )
    ]


def _change_line(plan: Plan, each: dict[str, Any]) -> dict[str, Any]:
    field, row, need = each["field"], each["row"], each["need"]
    shown = need or row
    number = shown["Bedarfsnummer"]
    request = each["request"] or _last_received(plan, fold(number), field)
    header = COMPARED.get(field, "Menge")
    school = plan.first("Schulen", "Schulnummer").get(fold(shown["Schulnummer"] or ""))
    code = "F02" if field == "Neuer Bedarf" else "F01"
    blocked = not each["fits"] and not allowing(plan, code, number)
    return {
        "Bedarfsnummer": number,
        "Schule": school["Schulname"] if school else None,
        "Feld": field,
        "Festgeschrieben": row[header] if row else None,
        "Aktuell": need[header] if need else 0,
        "Antragsnummer": request["Antragsnummer"] if request else None,
        "Entscheidung": request["Entscheidung"] if request else None,
        "Entschieden am": request["Entschieden am"] if request else None,
        "Begründung": request["Begründung"] if request else None,
        "Wirkung auf das Budget": _effect(plan, field, row, need),
        "Ergebnis": "gesperrt" if blocked else "zulässig",
    }


def _last_received(plan: Plan, number: str, field: str) -> Row | None:
    rows = _asked(plan, number, field)
    return max(
        rows, key=lambda row: (row["Eingang am"] or date.min, row["Antragsnummer"] or "", row["#"]), default=None
    )


def _effect(plan: Plan, field: str, row: Row | None, need: Row | None) -> Decimal:
    if field == "Schule":
        return ZERO
    if need is None:
        bare = {**(row or {}), "all orders": [], "all invoices": []}
        return -_programme_value(plan, bare)
    if row is None:
        return _programme_value(plan, need)
    header = COMPARED.get(field, "Menge")
    return _programme_value(plan, need) - _programme_value(plan, {**need, header: row[header]})


def _programme_value(plan: Plan, need: Row) -> Decimal:
    """Value of a need, computed afresh; other funding counts 0."""
    copy = {**need, "!": set()}
    copy["item"] = plan.first("Katalog", "Artikelnummer").get(fold(need["Artikelnummer"] or ""))
    copy["pillar"] = copy["item"]["Fördersäule"] if copy["item"] else None
    copy["group"] = copy["item"]["Warengruppe"] if copy["item"] else None
    buy(copy)
    plan_purchase(replace(plan, findings=[]), copy)
    return worth(copy) if need["Finanzierung"] == PROGRAMME else ZERO


def apply_exemptions(plan: Plan) -> None:
    """Mark the findings that are allowed, and find the exemptions that are over or needless: Z14."""
    used: set[int] = set()
    plan.findings[:] = [_marked(plan, each, used) for each in plan.findings]
    about_notes = [row for row in plan.rows["Ausnahmen"] if row["Code"] is not None and fold(row["Code"]) == "z14"]
    start = len(plan.findings)
    for row in plan.rows["Ausnahmen"]:
        if row not in about_notes:
            _find_needless(plan, row, used)
    plan.findings[start:] = [_marked(plan, each, used) for each in plan.findings[start:]]
    for row in about_notes:
        _find_needless(plan, row, used)


def _find_needless(plan: Plan, row: Row, used: set[int]) -> None:
    over = row["Gültig bis"] is not None and row["Gültig bis"] < plan.today
    if not row["!"] and (over or row["#"] not in used):
        plan.find("Z14", NOTE, "Ausnahmen", row)


def _marked(plan: Plan, finding: tuple[str, str, str, str, str], used: set[int]) -> tuple[str, str, str, str, str]:
    code, severity, sheet, column, key = finding
    rows = allowing(plan, code, key)
    used.update(row["#"] for row in rows)
    return (code, f"{severity}, zugelassen" if rows else severity, sheet, column, key)
