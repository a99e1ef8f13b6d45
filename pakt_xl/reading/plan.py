"""From tables to the plan: every input table read, its numbers compared, its flaws worded as findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pakt_xl.domain.finding import Finding, Place, Severity
from pakt_xl.domain.plan import Plan
from pakt_xl.domain.rows import (
    MODELS,
    Baseline,
    Call,
    ChangeRequest,
    Contact,
    Disposal,
    Exemption,
    Invoice,
    Item,
    Need,
    Notice,
    Order,
    Price,
    Row,
    School,
    Setting,
    Transfer,
    columns,
)
from pakt_xl.domain.rows.base import PILLARS
from pakt_xl.domain.settings import Settings, setting_columns
from pakt_xl.domain.table import Table, column_letters
from pakt_xl.reading import rules
from pakt_xl.reading.places import Places, school_by_need
from pakt_xl.reading.references import note_doubles, note_unknown, note_unknown_invoices, note_unknown_orders, numbers
from pakt_xl.reading.rows import Draft, R, finished, read_rows
from pakt_xl.reading.settings import first_by_key, read_settings
from pakt_xl.reading.tables import Source, find_gaps, find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pakt_xl.domain.sheets import GeneratedTable


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of an input table: ``read`` = ``used`` + ``reported``; reported rows have a Fehler of their own."""

    read: int
    used: int
    reported: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The plan of a workbook with the findings on its cells and rows, the rows counted, the place of each row."""

    plan: Plan
    findings: tuple[Finding, ...]
    counts: Mapping[str, Counts]
    places: Places


def read_plan(
    tables: Mapping[str, Table], generated: Sequence[GeneratedTable] = (), pillars: tuple[str, ...] = PILLARS
) -> Reading:
    """Read the input tables, by name; ``generated`` are the tables that a run fills and that should be there.

    ``pillars`` are the numbers of the programme's pillars, by default those of the usual programme.
    UnusableError if required tables or columns are missing, a header is doubled, or Stichtag, Programm or
    Budgetart cannot be read; what else is wrong is a finding.
    """
    sources = find_sources(tables)
    settings, settings_draft, missing = read_settings(sources[Setting.TABLE])
    drafts: dict[type[Row], Draft[Any]] = {Setting: settings_draft}
    drafts |= {model: read_rows(model, sources.get(model.TABLE), pillars) for model in MODELS if model is not Setting}
    _compare_numbers(drafts)
    places = Places(sources, school_by_need(drafts[Need].rows), first_by_key(settings_draft.rows))
    findings = [
        *_missing_parts(tables, sources, generated),
        *_missing_settings(missing, places),
        *(finding for model in MODELS for finding in _table_findings(model, sources, drafts[model], places)),
    ]
    counts = {model.TABLE: _count(drafts[model]) for model in MODELS}
    return Reading(_plan(settings, drafts), tuple(findings), counts, places)


def _plan(settings: Settings, drafts: Mapping[type[Row], Draft[Any]]) -> Plan:
    def rows(model: type[R]) -> tuple[R, ...]:
        return finished(drafts[model])

    return Plan(
        settings,
        contacts=rows(Contact),
        schools=rows(School),
        items=rows(Item),
        prices=rows(Price),
        needs=rows(Need),
        orders=rows(Order),
        invoices=rows(Invoice),
        notices=rows(Notice),
        calls=rows(Call),
        transfers=rows(Transfer),
        disposals=rows(Disposal),
        baseline=rows(Baseline),
        requests=rows(ChangeRequest),
        exemptions=rows(Exemption),
    )


def _compare_numbers(drafts: Mapping[type[Row], Draft[Any]]) -> None:
    """Z03 and Z04 on the rows of all tables."""
    known = {model.TABLE: numbers(drafts[model].rows) for model in (School, Item, Need, Notice)}
    frozen_too = known | {Need.TABLE: known[Need.TABLE] | numbers(drafts[Baseline].rows)}  # reading 81
    for model, draft in drafts.items():
        note_doubles(model, draft)
        note_unknown(model, draft, frozen_too if model is ChangeRequest else known)
    note_unknown_orders(drafts[Invoice], drafts[Order].rows)
    note_unknown_invoices(drafts[Disposal], drafts[Invoice].rows)


def _table_findings(
    model: type[Row], sources: Mapping[str, Source], draft: Draft[Any], places: Places
) -> Iterator[Finding]:
    """Findings of one table in the order of its rows and columns; the rows below it come last (Z13)."""
    order = list(columns(model))
    rows = {row.index: row for row in draft.rows}
    for flaw in sorted(draft.flaws, key=lambda each: (each.index, order.index(each.field))):
        yield Finding(flaw.rule, places.of(rows[flaw.index], flaw.field), flaw.values)
    source = sources.get(model.TABLE)
    if source and source.table.stray_rows:
        table = source.table
        place = Place(table.sheet, f"{column_letters(table.column)}{table.stray_rows[0]}", key=model.TABLE)
        yield Finding(rules.STRAY_ROWS, place, {"table": model.TABLE, "rows": row_ranges(table.stray_rows)})


def row_ranges(lines: Iterable[int]) -> str:
    """German text of sheet rows, runs joined: ``Zeile 12`` or ``Zeilen 12–14, 20``."""
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and line == runs[-1][-1] + 1:
            runs[-1][1:] = [line]
        else:
            runs.append([line])
    numbers = ", ".join("–".join(map(str, run)) for run in runs)
    return f"Zeile {numbers}" if numbers.isdigit() else f"Zeilen {numbers}"


def _missing_parts(
    tables: Mapping[str, Table], sources: Mapping[str, Source], generated: Iterable[GeneratedTable]
) -> Iterator[Finding]:
    """One P02 for each table or column that is missing."""
    for gap in find_gaps(tables, sources, generated):
        what = f"Spalte „{gap.header}“ der Tabelle {gap.table}" if gap.header else f"Tabelle {gap.table}"
        yield Finding(rules.MISSING, Place(gap.sheet, column=gap.header, key=gap.table), {"what": what})


def _missing_settings(missing: Iterable[str], places: Places) -> Iterator[Finding]:
    """One Z01 for each key of Einstellungen that is needed and has no row."""
    expected = {column.header: column.wanted for column in setting_columns().values()}
    for key in missing:
        yield Finding(rules.BLANK, places.setting(key), {"column": key, "expected": expected[key]})


def _count(draft: Draft[Any]) -> Counts:
    reported = {flaw.index for flaw in draft.flaws if flaw.rule.severity is Severity.ERROR}
    return Counts(len(draft.rows), len(draft.rows) - len(reported), len(reported))
