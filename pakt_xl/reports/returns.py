"""Rückläufe: a row per school, returned or missing; filled by collecting only, a run leaves it as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn
from pakt_xl.domain.table import fold
from pakt_xl.reports.view import column_places, shown_text
from pakt_xl.reports.wording import all_counted, message, remedy
from pakt_xl.returns.files import printable
from pakt_xl.returns.requests import wish_key
from pakt_xl.returns.returned import State
from pakt_xl.returns.together import day_of_round, round_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from pakt_xl.domain.rows import School
    from pakt_xl.domain.table import Cells, Table
    from pakt_xl.returns.returned import Returned

MISSING, STALE, EMPTY = "fehlt", "veraltet", "nichts ausgefüllt"

SPEC = GeneratedTable(
    "Rückläufe",
    "Rückläufe",
    "Rückläufe: was die Schulen zurückgesandt haben",
    (
        OutColumn("Schulnummer", Look.TEXT, 15, "Amtliche Schulnummer; leer: die Datei gehört zu keiner Schule."),
        OutColumn("Schule", Look.TEXT, 32, "Name der Schule."),
        OutColumn(
            "Datei",
            Look.TEXT,
            40,
            "Name der Datei im Ordner der Rückläufe; von mehreren die neueste zuerst.",
            wrap=True,
        ),
        OutColumn("Eingelesen am", Look.MOMENT, 20, "Wann sie mit diesem Inhalt zuerst eingelesen wurde."),
        OutColumn("Stand der Mappe", Look.TEXT, 26, "Runde, für die sie verschickt wurde; veraltet: es gibt neuere."),
        OutColumn("Ergebnis", Look.TEXT, 70, "Übernommen oder nicht, Befunde, abweichende Angaben.", wrap=True),
        OutColumn("Änderungswünsche", Look.WHOLE, 18, "Anzahl, die als Anträge übernommen wurden."),
        OutColumn("Wirkung auf das Budget", Look.EURO, 18, "Wenn alle noch offenen Anträge genehmigt werden."),
    ),
    key=("Schulnummer",),
    purpose=(
        "Diese Tabelle füllen „pakt-xl collect“ und die Schaltfläche „Rückläufe“. Eigene Spalten rechts daneben "
        "bleiben erhalten."
    ),
)
_BETWEEN = "; "
_INSIDE = re.compile(r" \(intern „[^“]*“\)|, intern „[^“]*“")  # what a part of a file is called is nothing for people
_FILE, _READ_ON, _STATE, _RESULT = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Before:
    """The rows of the table as the workbook holds them, in our columns.

    ``rows`` are those with a file by folded Schulnummer, ``foreign`` those of no school by file.
    """

    rows: Mapping[str, Cells]
    foreign: Mapping[str, Cells]

    @classmethod
    def of(cls, table: Table | None) -> Before:
        """Take over what is there; nothing where the table or one of its columns is missing."""
        places = column_places(table, SPEC.headers) if table else None
        if table is None or places is None:
            return cls({}, {})
        rows = [tuple(row[place] for place in places) for row in table.rows]
        rows = [row for row in rows if shown_text(row[_FILE])]
        return cls(
            {fold(shown_text(row[0])): row for row in rows if shown_text(row[0])},
            {shown_text(row[_FILE]): row for row in rows if not shown_text(row[0])},
        )

    def rounds(self) -> list[str]:
        """Rounds of the returns that came before, JJJJ-MM-TT."""
        return list(filter(None, map(_round_before, self.rows.values())))

    def shown_at(self, returned: Returned) -> int | None:
        """Where a file stands among those of its school that were taken, the newest first; None if it is not there."""
        row = self.rows.get(fold(returned.school))
        if row is None or not shown_text(row[_RESULT]).startswith(State.TAKEN):
            return None
        place = f"{_BETWEEN}{shown_text(row[_FILE])}{_BETWEEN}".find(f"{_BETWEEN}{returned.file}{_BETWEEN}")
        return None if place < 0 else place


def build(
    returns: Sequence[Returned],
    schools: Iterable[School],
    effects: Mapping[str, Decimal | None],
    before: Before,
    now: datetime,
    *,
    newest: str,
) -> Table:
    """Return a row per school by number, then one per file that belongs to none.

    ``effects`` are those of the open requests of a school, by folded number. What other folders held stays unless it
    is of an older round than ``newest``, that of these returns.
    """
    groups: dict[str, list[Returned]] = defaultdict(list)
    for each in returns:
        groups[fold(each.school)].append(each)
    rows = []
    for school in schools:
        key = fold(school.number or "")
        old = before.rows.get(key)
        if key in groups:
            rows.append(_kept(_row(school, groups[key], effects.get(key), now), old))
        elif old and _round_before(old) >= newest:
            rows.append((school.number, school.name, *old[2:]))
        else:
            missing = printable("; ".join([MISSING, *_presumed(school, groups.get("", ()))]))
            rows.append((school.number, school.name, None, None, None, missing, None, None))
    rows += [
        _kept(
            (None, None, each.file, now, None, f"{State.REFUSED}; {refusal(each)}", None, None),
            before.foreign.get(each.file),
        )
        for each in groups.get("", ())
        if each.state is State.REFUSED
    ]
    return SPEC.table(rows)


def shows(there: Table | None, outcome: Table) -> bool:
    """Whether the table of the workbook shows this already."""
    places = column_places(there, SPEC.headers) if there else None
    if there is None or places is None:
        return False
    shown = [[shown_text(row[place]) for place in places] for row in there.rows]
    return shown == [[shown_text(cell) for cell in row] for row in outcome.rows]


def _row(school: School, group: Sequence[Returned], effect: Decimal | None, now: datetime) -> Cells:
    """Return the row of a school that sent something; what was taken goes before what was not, the newest first."""
    taken = sorted((each for each in group if each.counts), key=lambda each: each.superseded)
    refused = [each for each in group if each.state is State.REFUSED]
    shown = taken or refused or list(group)
    first = shown[0]
    return (
        school.number,
        school.name,
        _BETWEEN.join(each.file for each in shown),
        now,
        _state(first),
        _result(shown, refused if taken else ()),
        len({wish_key(wish) for each in taken for wish in each.wishes}),
        effect if taken else None,
    )


def _presumed(school: School, unknown: Iterable[Returned]) -> Iterator[str]:
    """Say which refused files may be the missing return: their names begin with the number of the school."""
    for each in unknown:
        name = each.file.rpartition("/")[2]
        if school.number and re.match(rf"{re.escape(school.number)}(?![0-9])", name) and each.state is State.REFUSED:
            yield f"vermutlich ist „{each.file}“ ihr Rücklauf, er wurde nicht übernommen (Grund am Ende der Tabelle)"


def refusal(returned: Returned) -> str:
    """Return why a file was refused and what to do, in one line for people."""
    first = returned.findings[0] if returned.findings else None
    text = returned.why or (f"{message(first)} {remedy(first)}" if first else "")
    return printable(_INSIDE.sub("", text))


def _state(returned: Returned) -> str:
    if returned.stamp is None:
        return ""
    stale = f", {STALE}" if returned.stale else ""
    return f"Runde {round_text(returned.stamp.round)}{stale}"


def _result(shown: Sequence[Returned], refused: Iterable[Returned] = ()) -> str:
    """Return what became of it, the findings by weight, what the school says of itself, what else it sent in vain."""
    first = shown[0]
    findings = [finding for each in shown for finding in each.findings]
    if first.state is State.REFUSED:
        return printable(f"{State.REFUSED}; {_first_sentence(first.why or message(first.findings[0]))}")
    parts = [State.TAKEN.value if first.counts else first.state.value]
    if first.empty:
        parts.append(EMPTY)
    if findings:
        parts.append(all_counted(findings))
    parts += [f"{each.label} laut Schule „{each.told}“, bisher „{each.known}“" for each in first.statements]
    parts += [f"nicht übernommen: „{each.file}“" for each in refused]
    return printable("; ".join(parts))


def _first_sentence(text: str) -> str:
    """Return what is wrong without what to do; of several files their names stand in another column."""
    return text.partition(": „")[0].partition(". Bitte")[0].rstrip(".")


def _kept(row: Cells, old: Cells | None) -> Cells:
    """Return the row with the time of before if nothing else has changed."""
    if old is None or any(
        shown_text(one) != shown_text(other)
        for place, (one, other) in enumerate(zip(row, old, strict=True))
        if place not in (1, _READ_ON)
    ):
        return row
    return (*row[:_READ_ON], old[_READ_ON], *row[_READ_ON + 1 :])


def _round_before(row: Cells) -> str:
    return day_of_round(shown_text(row[_STATE]))
