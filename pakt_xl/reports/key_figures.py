"""Kennzahlen: what the page for the committee shows, in sections of a fixed size (domain/key_figures.py)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.domain import key_figures as shape
from pakt_xl.domain.finding import Severity
from pakt_xl.domain.money import HUNDRED, ZERO
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.planning.budgets import exhausted
from pakt_xl.reports import budgets
from pakt_xl.reports.key_figure_lists import Cut, largest, over_budget, school_types, states, without_concept
from pakt_xl.reports.wording import german

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.planning.outlook import YearFacts
    from pakt_xl.programme import Programme
    from pakt_xl.reports.view import View

SPEC = GeneratedTable(
    shape.TABLE,
    shape.TABLE,
    "Kennzahlen: Zahlen des Blatts Übersicht",
    (
        OutColumn(shape.SECTION, Look.TEXT, 24, "Teil des Blatts Übersicht."),
        OutColumn(shape.NUMBER, Look.WHOLE, 8, "Nummer im Abschnitt."),
        OutColumn(shape.LABEL, Look.TEXT, 44, "Wovon die Zeile handelt; leere Zeilen halten Platz frei."),
        OutColumn(shape.DETAIL, Look.TEXT, 44, "Angabe in Worten."),
        OutColumn(shape.COUNT, Look.WHOLE, 10, "Zahl der Schulen oder der Stücke."),
        OutColumn(shape.INVOICED, Look.EURO, 18, "Summe der Rechnungen."),
        OutColumn(shape.ORDERED, Look.EURO, 18, "Bestellt, noch nicht berechnet."),
        OutColumn(shape.PLANNED, Look.EURO, 18, "Noch zu beschaffen."),
        OutColumn(
            shape.AMOUNT,
            Look.EURO,
            18,
            "Abschnitte Budget, Stand, Schulform, Schulen: gemessen wie das Budget; sonst Ausgaben.",
        ),
        OutColumn(
            shape.FREE,
            Look.EURO,
            18,
            "Restbudget; unter 0,00 ist das Budget überschritten. Stand des Budgets: was der Balken als frei zeigt.",
        ),
        OutColumn(shape.SHARE, Look.PERCENT, 12, "Anteil am Budget, bei Säulen und Beschaffungen an allen Ausgaben."),
    ),
    key=(shape.SECTION, shape.NUMBER),
    purpose="Auf diese Zellen zeigen die Diagramme der Übersicht. Das Werkzeug füllt sie bei jedem Lauf neu.",
)


def build(view: View) -> Table:
    """Return the sections, each with as many rows as it has for every plan of the programme."""
    programme, totals = view.outlook.programme, _totals(view)
    cuts: dict[str, Sequence[Cut]] = {
        shape.HEAD: _head(view),
        shape.BUDGET: _budget(view, totals),
        shape.STATE: _state(view, totals),
        shape.TYPES: school_types(view.outlook),
        **_by_year(view.outlook.years, programme),
        shape.PILLARS: _pillars(view),
        shape.FOCUS: _focus(view),
        shape.OVER: over_budget(view.outlook),
        shape.NO_CONCEPT: without_concept(view),
        shape.LARGEST: largest(view.outlook),
    }
    places = shape.sections(programme.years, [pillar.number for pillar in programme.pillars])
    return SPEC.table([row for name, section in places.items() for row in _rows(section, cuts[name])])


def _rows(section: shape.Section, cuts: Sequence[Cut]) -> Iterable[Cells]:
    """Rows of a section; places that nothing fills keep their label alone."""
    for number, label in enumerate(section.labels, start=1):
        cut = cuts[number - 1] if number <= len(cuts) else Cut(label)
        yield (
            section.name,
            number,
            cut.label or None,
            cut.detail or None,
            cut.count,
            cut.invoiced,
            cut.ordered,
            cut.planned,
            cut.amount,
            cut.free,
            cut.share,
        )


def _head(view: View) -> list[Cut]:
    outlook = view.outlook
    settings, programme = outlook.plan.settings, outlook.programme
    texts = (settings.authority or "", programme.name, german(settings.as_of), settings.budget_type, _remark(view))
    return [Cut(label, text) for label, text in zip(shape.HEAD_ROWS, texts, strict=True)]


def _remark(view: View) -> str:
    """What whoever reads the figures must know: the programme is incomplete, or rows were left out of the sums."""
    remarks = []
    if not view.outlook.programme.complete:
        remarks.append("Programmdatei unvollständig – Ergebnisse nicht verwenden.")
    incomplete = sum(not facts.complete for facts in view.outlook.schools)
    if incomplete:
        schools = "1 Schule" if incomplete == 1 else f"{incomplete} Schulen"
        remarks.append(f"Die Summen von {schools} sind unvollständig, siehe Prüfbericht.")
    return " ".join(remarks)


def _budget(view: View, totals: Mapping[str, Decimal]) -> list[Cut]:
    """Totals as in the Budgetübersicht, and how many schools need a word."""
    schools = view.outlook.schools
    concepts = Counter(finding.rule.severity for finding in view.findings if finding.rule.code == "S05")
    cuts = (
        Cut(amount=view.outlook.plan.settings.authority_budget),
        Cut(amount=totals["Verfügbar"]),
        Cut(amount=totals["Belegt"], share=totals.get("Ausgeschöpft %")),
        Cut(amount=totals["Restbudget"]),
        Cut(count=len(schools)),
        Cut(count=sum(not facts.complete for facts in schools)),
        Cut(count=sum(facts.remaining is not None and facts.remaining < ZERO for facts in schools)),
        Cut(count=concepts[Severity.ERROR]),
        Cut(count=concepts[Severity.WARNING]),
    )
    return [cut.named(label) for label, cut in zip(shape.BUDGET_ROWS, cuts, strict=True)]


def _totals(view: View) -> Mapping[str, Decimal]:
    """Return the amounts of the totals row of the Budgetübersicht by header."""
    table = budgets.build(view)
    cells = zip(table.headers, table.totals or (), strict=True)
    return {header: cell for header, cell in cells if isinstance(cell, Decimal)}


def _state(view: View, totals: Mapping[str, Decimal]) -> list[Cut]:
    """Budget by state; the four parts add up to what is available.

    A bar of parts of a whole cannot show a part below zero: of a budget that is exceeded it shows what is committed.
    """
    all_states = states(view.outlook, view.outlook.schools)
    parts = (all_states.invoiced, all_states.ordered, all_states.planned, totals["Restbudget"])
    bar = {shape.FREE: max(totals["Restbudget"], ZERO)}
    return [
        Cut(label, amount=part, free=bar.get(label), share=exhausted(part or ZERO, totals["Verfügbar"]))
        for label, part in zip(shape.STATE_ROWS, parts, strict=True)
    ]


def _by_year(years: Iterable[YearFacts], programme: Programme) -> dict[str, list[Cut]]:
    """Sections with the amounts by year, of all pillars and of each; a further year counts to the nearest."""
    facts = tuple(years)
    pillars = {shape.pillar_section(pillar.number): (pillar.number,) for pillar in programme.pillars}
    wanted = {shape.YEARS: tuple(pillar.number for pillar in programme.pillars), **pillars}
    return {
        name: [_year(facts, year, numbers, programme) for year in programme.years] for name, numbers in wanted.items()
    }


def _year(facts: Sequence[YearFacts], year: int, pillars: Sequence[int], programme: Programme) -> Cut:
    in_year = [each for each in facts if min(max(each.year, programme.first_year), programme.last_year) == year]
    return _sum([each for each in in_year if each.pillar in pillars]).named(_years_text(in_year, year))


def _years_text(in_year: Sequence[YearFacts], year: int) -> str:
    """Name of a year to which further ones may count: ``ab 2024``; of the only year, both sides of it: ``gesamt``."""
    earlier, later = (any(each.year < year for each in in_year), any(each.year > year for each in in_year))
    if earlier and later:
        return "gesamt"
    return f"ab {year}" if later else f"bis {year}" if earlier else str(year)


def _sum(facts: Sequence[YearFacts]) -> Cut:
    return Cut(
        invoiced=sum((each.invoiced for each in facts), ZERO),
        ordered=sum((each.ordered for each in facts), ZERO),
        planned=sum((each.planned for each in facts), ZERO),
        amount=sum((each.total for each in facts), ZERO),
    )


def _pillars(view: View) -> list[Cut]:
    cuts = []
    for pillar in view.outlook.programme.pillars:
        whole = _sum([each for each in view.outlook.years if each.pillar == pillar.number])
        share = exhausted(whole.amount or ZERO, view.outlook.authority.value)
        cuts.append(whole.named(shape.pillar_section(pillar.number), pillar.name, share))
    return cuts


def _focus(view: View) -> list[Cut]:
    """Share of the pillar with priority beside the threshold; whether it is reached is what T03 says."""
    authority, programme = view.outlook.authority, view.outlook.programme
    share = exhausted(authority.value_pillar1, authority.value)
    missed = any(finding.rule.code == "T03" for finding in view.findings)
    entry = programme.entries.focus_share_percent
    source = " (die Schwelle ist eine Annahme)" if entry.assumption else ""
    words = "" if share is None else f"Schwelle {'nicht erreicht' if missed else 'erreicht'}{source}."
    name = shape.pillar_section(programme.focus_pillar)
    return [
        Cut(name, words, amount=authority.value_pillar1, share=share),
        Cut("Schwelle", share=programme.pillar1_share_percent / HUNDRED),
    ]
