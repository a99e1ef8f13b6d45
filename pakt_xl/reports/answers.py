"""The answer to a school on its return: a short German text, ready to mail; what is wrong, where, what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pakt_xl.domain.finding import Severity
from pakt_xl.reading import rules as cell_rules
from pakt_xl.reports.wording import message, remedy
from pakt_xl.returns import rules
from pakt_xl.returns.files import printable
from pakt_xl.returns.returned import Returned, State
from pakt_xl.schools.facts import taker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pakt_xl.domain.finding import Finding, Rule
    from pakt_xl.domain.plan import Plan
    from pakt_xl.domain.rows import School

_NEW_WORKBOOK = "Bitte warten Sie auf die neue Mappe, die wir Ihnen senden; Ihre Wünsche haben wir gelesen."
_WAIT = "Bitte warten Sie auf die neue Mappe, die wir Ihnen senden."
_FOR_SCHOOLS: Mapping[Rule, tuple[str, str]] = {
    rules.OUTDATED: ("Ihre Mappe ist veraltet: {why}.", _NEW_WORKBOOK),
    rules.UNKNOWN_LAYOUT: ("Ihre Mappe hat eine Fassung, die wir nicht lesen können: {version}.", _WAIT),
    rules.INCOMPLETE: ("In Ihrer Mappe fehlt das Blatt „{sheet}“ oder eine seiner Spalten.", _WAIT),
    rules.SEVERAL: (
        "Von Ihrer Schule haben wir mehrere Mappen mit verschiedenem Inhalt: {files}.",
        "Bitte teilen Sie uns mit, welche Mappe gilt; bis dahin übernehmen wir keine.",
    ),
    rules.CHANGED: (
        rules.CHANGED.text,
        "Bitte tragen Sie Ihren Wunsch im Blatt „Änderungswünsche“ ein; andere Blätter lesen wir nicht.",
    ),
    rules.ELSEWHERE: (
        "Auch im Blatt {sheet} Ihrer Mappe stehen Änderungswünsche; gelesen haben wir nur das Blatt „{own}“.",
        "Bitte tragen Sie alle Wünsche in das Blatt „Änderungswünsche“ ein und senden Sie uns die Mappe noch einmal.",
    ),
    rules.BROKEN_STAMP: ("Das verborgene Kennzeichen Ihrer Mappe wurde geändert.", _NEW_WORKBOOK),
    rules.WITHOUT_REASONS: (
        rules.WITHOUT_REASONS.text,
        "Bitte nennen Sie uns die Begründung; ohne sie kann nicht entschieden werden.",
    ),
    rules.UNKNOWN_NEED: (
        "{column} {found} gibt es bei Ihrer Schule nicht.",
        "Bitte prüfen Sie die Nummer; die Nummern Ihrer Bedarfe stehen im Blatt „Ihre Bedarfe“.",
    ),
    rules.CONTRADICTORY: (
        "Ihre Wünsche zu {need} widersprechen sich: hier {this}, in Zelle {cell} {other}. Wir haben keinen übernommen.",
        "Bitte lassen Sie nur die Zeile stehen, die gilt, und senden Sie uns die berichtigte Mappe.",
    ),
    rules.OWN_NUMBER: (
        rules.OWN_NUMBER.text,
        "Die Nummer eines neuen Bedarfs vergeben wir. Meinten Sie einen, den es schon gibt, nennen Sie ihn uns bitte.",
    ),
    rules.OUTSIDE: (
        rules.OUTSIDE.text,
        "Bitte nennen Sie ein Jahr von {first} bis {last} oder wünschen Sie eine andere Finanzierung.",
    ),
    rules.PENDING: (
        "Zu {need} wünschen Sie jetzt {this}; offen ist noch Ihr früherer Wunsch {other} (Antrag {number}).",
        "Bitte teilen Sie uns mit, welcher der beiden Wünsche gilt.",
    ),
    rules.DECIDED: (
        "Über Ihren Wunsch zu {need}, {this}, ist schon entschieden (Antrag {number}): {decision}.",
        "Ist er Ihnen weiter wichtig, nennen Sie uns bitte neue Gründe; dann entscheiden wir noch einmal.",
    ),
    rules.REACHES: (
        "Ihre Mappe enthält {what}; nichts davon haben wir ausgeführt oder geöffnet.",
        "Bitte senden Sie die Mappe künftig ohne Makros, Verknüpfungen und Verbindungen.",
    ),
    cell_rules.UNKNOWN: (
        cell_rules.UNKNOWN.text,
        "Bitte prüfen Sie die Nummer oder beschreiben Sie uns, was gemeint ist.",
    ),
    cell_rules.READ_AS: (cell_rules.READ_AS.text, "Stimmt das, ist nichts zu tun; sonst bitte berichtigen."),
}
"""What is wrong and what to do in words for the school, where those for the office do not fit."""


def answer(returns: Sequence[Returned], school: School, plan: Plan) -> str:
    """Return the text to a school on its files; empty if there is nothing to tell.

    ``returns`` are all files of the school; copies of one that was taken and older ones need no answer.
    """
    told = [each for each in returns if each.is_newest or each.state is State.REFUSED]
    if not any(each.findings or each.statements for each in told):
        return ""
    lines = [
        f"Betreff: DigitalPakt Schule – Rückmeldung zu Ihrer Mappe, {school.name or 'Schule'} ({school.number})",
        "",
        "Guten Tag,",
        "",
        *(line for each in told for line in _outcome(each)),
        *_numbered(told),
        *_compared(told),
        *_statements(told),
        "",
        f"Antwort und berichtigte Mappe senden Sie bitte {taker(plan.contacts)}.",
        "",
        "Mit freundlichen Grüßen",
        plan.settings.authority or "Ihr Schulträger",
    ]
    return "\n".join(map(printable, lines)) + "\n"


def _outcome(returned: Returned) -> Iterator[str]:
    """Say what became of a file."""
    if returned.state is State.REFUSED:
        yield f"Ihre Mappe „{returned.file}“ konnten wir nicht übernehmen."
        return
    number = len(returned.wishes)
    wishes = {0: "Es wurden keine Änderungswünsche", 1: "Ein Änderungswunsch wurde"}.get(
        number, f"{number} Änderungswünsche wurden"
    )
    yield f"Ihre Mappe „{returned.file}“ ist angekommen. {wishes} als Antrag übernommen."
    if number:
        yield "Ein Antrag gilt erst, wenn er genehmigt ist."
    if returned.refused_wishes:
        yield f"Nicht übernommene Zeilen mit Fehlern: {returned.refused_wishes}."


def _numbered(returns: Iterable[Returned]) -> Iterator[str]:
    """Yield each different finding once, the gravest first."""
    weights = list(Severity)
    findings = [finding for each in returns for finding in each.findings]
    texts: dict[tuple[str, str], None] = {}
    for finding in sorted(findings, key=lambda each: weights.index(each.rule.severity)):
        text, todo = _FOR_SCHOOLS.get(finding.rule, (finding.rule.text, finding.rule.remedy))
        told = replace(finding, rule=replace(finding.rule, text=text, remedy=todo))
        texts.setdefault((f"{_where(told)}{message(told)}", remedy(told)))
    for number, (what, todo) in enumerate(texts, start=1):
        yield from ("", f"{number}. {what}", f"   {todo}")


def _where(finding: Finding) -> str:
    place = finding.place
    if not place.cell:
        return ""
    key = f" ({place.key})" if place.key and not place.key.isdigit() else ""
    return f"Blatt „{place.sheet}“, Zelle {place.cell}{key}: "


def _compared(returns: Sequence[Returned]) -> Iterator[str]:
    """Show side by side what several different returns of one school want."""
    if not any(finding.rule is rules.SEVERAL for each in returns for finding in each.findings):
        return
    for each in returns:
        yield ""
        yield f"In „{each.file}“ steht:"
        for wish in each.wishes:
            value = f" = {wish.value}" if wish.value else ""
            yield f"   {wish.need or 'ohne Nummer'}: {wish.field}{value} ({wish.reasons or 'ohne Begründung'})"
        if not each.wishes:
            yield "   kein Änderungswunsch"


def _statements(returns: Iterable[Returned]) -> Iterator[str]:
    for each in returns:
        for told in each.statements:
            yield ""
            yield (
                f"Sie geben an: {told.label} „{told.told}“; bei uns steht bisher „{told.known}“. "
                "Wir prüfen das und melden uns bei Rückfragen."
            )
