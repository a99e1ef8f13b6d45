"""Does the plan keep to the baseline, is the baseline what was written, can requests be decided: F01 to F05, R03."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.checks.sources import BASELINE_RULE, HAMM
from pakt_xl.domain.finding import Finding, Place, Rule, Scope, Severity, Value
from pakt_xl.domain.rows import ChangeRequest, columns
from pakt_xl.domain.rows.decisions import APPROVED, FIELD_NEW, FIELD_WITHDRAWAL, NEED_FIELDS, OPEN
from pakt_xl.domain.settings import setting_columns
from pakt_xl.planning.baseline_sum import baseline_checksum
from pakt_xl.planning.requests import lacks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.checks.evidence import Evidence
    from pakt_xl.planning.outlook import Deviation

F01_CHANGED = Rule(
    "F01",
    Severity.ERROR,
    Scope.BASELINE,
    "{field}: festgeschrieben ist {frozen}, hier steht {current}. {request} Der Bedarf ist gesperrt.",
    "Die Zeile zurücksetzen oder einen Antrag über das Medienzentrum stellen.",
    HAMM,
)
F01_GONE = Rule(
    "F01",
    Severity.ERROR,
    Scope.BASELINE,
    "Der festgeschriebene Bedarf steht nicht mehr im Blatt Bedarfe. {request}",
    "Die Zeile wieder eintragen oder die Streichung über das Medienzentrum beantragen.",
    HAMM,
)


def changed_needs(evidence: Evidence) -> Iterator[Finding]:
    """F01: a frozen need differs, is struck out or is gone, and no approved request allows it (rule 15, reading 77)."""
    for each in evidence.outlook.deviations:
        if not each.allowed and each.field != FIELD_NEW:
            yield Finding(F01_CHANGED if each.need else F01_GONE, _place(evidence, each), _values(each))


def _place(evidence: Evidence, each: Deviation) -> Place:
    """Return the cell that differs; the row of the baseline if the need is gone."""
    if each.need is None:
        return evidence.places.of(each.baseline, "number") if each.baseline else Place()
    return evidence.places.of(each.need, "quantity" if each.field == FIELD_WITHDRAWAL else NEED_FIELDS[each.field])


def _values(each: Deviation) -> dict[str, Value]:
    return {
        "field": "Menge" if each.field == FIELD_WITHDRAWAL else each.field,
        "frozen": f"„{each.frozen}“",
        "current": f"„{each.current}“",
        "request": _request_text(each),
    }


def _request_text(each: Deviation) -> str:
    """Say why the request that is there does not allow it, if there is one."""
    request = each.request
    if request is None:
        return "Einen Antrag dazu gibt es nicht."
    name = f"Der Antrag {request.number or f'in Zeile {request.line}'}"
    if request.decision != APPROVED:
        return f"{name} ist nicht genehmigt."
    if request.reasons is None:
        return f"{name} hat keine Begründung."
    return f"{name} genehmigt „{request.new_value or ''}“."


F02 = Rule(
    "F02",
    Severity.ERROR,
    Scope.BASELINE,
    "Der Bedarf kam nach der Festschreibung dazu. {request} Der Bedarf ist gesperrt.",
    "Die Zeile löschen oder einen Antrag über das Medienzentrum stellen; ist er schon beantragt, im Antrag diese "
    "Nummer nennen.",
    HAMM,
)


def new_needs(evidence: Evidence) -> Iterator[Finding]:
    """F02: a need that was not frozen has no approved request with reasons (rule 15)."""
    for each in evidence.outlook.deviations:
        if not each.allowed and each.field == FIELD_NEW and each.need is not None:
            yield Finding(F02, evidence.places.of(each.need, "number"), {"request": _request_text(each)})


F03 = Rule(
    "F03",
    Severity.ERROR,
    Scope.BASELINE,
    "Der Antrag ist genehmigt, es fehlt aber: {missing}. Der Bedarf {need} ist gesperrt.",
    "Die fehlenden Angaben ergänzen.",
    HAMM,
)


def incomplete_approvals(evidence: Evidence) -> Iterator[Finding]:
    """F03: an approved request lacks reasons, date or office; also without a baseline (reading 76)."""
    for request in evidence.outlook.plan.requests:
        missing = lacks(request)
        if missing:
            headers = [columns(ChangeRequest)[name].header for name in missing]
            values: dict[str, Value] = {"missing": ", ".join(headers), "need": request.need_number or ""}
            yield Finding(F03, evidence.places.of(request, missing[0]), values)


F05 = Rule(
    "F05",
    Severity.ERROR,
    Scope.BASELINE,
    "Die Festschreibung ist nicht mehr, wie sie geschrieben wurde: Ihre Prüfsumme stimmt nicht.",
    "Die Sicherung der Mappe zurückholen; im Blatt Festschreibung nichts ändern.",
    HAMM,
)


def tampered_baseline(evidence: Evidence) -> Iterator[Finding]:
    """F05: the rows of the baseline do not give the checksum in the settings (reading 101).

    Also if all of them are gone. A cell that cannot be read has its own finding, which says more.
    """
    plan = evidence.outlook.plan
    written = plan.settings.baseline_checksum
    if written is None or any(row.unread for row in plan.baseline):
        return
    if baseline_checksum(plan.baseline) != written.lower():
        yield Finding(F05, evidence.places.setting(setting_columns()["baseline_checksum"].header))


F04 = Rule(
    "F04",
    Severity.WARNING,
    Scope.BASELINE,
    "Der Antrag ist genehmigt ({wanted}), im Bedarf {need} steht es aber nicht.",
    "Mit „pakt-xl apply“ oder der Schaltfläche „Übernehmen“ übernehmen, sonst die Zeile im Blatt Bedarfe anpassen.",
    BASELINE_RULE,
)
F04_NEW = Rule(
    "F04",
    Severity.WARNING,
    Scope.BASELINE,
    "Der neue Bedarf {need} ist genehmigt, steht aber nicht im Blatt Bedarfe.",
    "Die Zeile mit dieser Nummer eintragen oder im Antrag die Nummer der Zeile nennen, die es schon gibt.",
    BASELINE_RULE,
)


def unapplied_requests(evidence: Evidence) -> Iterator[Finding]:
    """F04: what was approved is not in the row of the need (reading 80)."""
    for request in evidence.outlook.unapplied:
        need, places = request.need_number or "", evidence.places
        if request.field == FIELD_NEW:
            yield Finding(F04_NEW, places.of(request, "field"), {"need": need})
            continue
        has_value = request.field in NEED_FIELDS
        wanted = f"{request.field} „{request.new_value}“" if has_value else request.field or ""
        yield Finding(F04, places.of(request, "new_value" if has_value else "field"), {"wanted": wanted, "need": need})


R03 = Rule(
    "R03",
    Severity.WARNING,
    Scope.RETURN,
    "Änderungswunsch ohne Begründung.",
    "Die Schule um eine Begründung bitten; der Antrag bleibt offen.",
    HAMM,
)


def open_without_reasons(evidence: Evidence) -> Iterator[Finding]:
    """R03: an open request has no reasons, whoever entered it; once it is granted F03 says so (reading 54)."""
    for request in evidence.outlook.plan.requests:
        if request.decision == OPEN and request.reasons is None and "reasons" not in request.unread:
            yield Finding(R03, evidence.places.of(request, "reasons"))
