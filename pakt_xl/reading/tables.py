"""The input tables of a workbook: found by name, their columns by header; what is missing or doubled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS, REQUIRED_TABLES, Row, columns
from pakt_xl.domain.table import Table, fold, fold_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pakt_xl.domain.sheets import GeneratedTable


@dataclass(frozen=True, slots=True)
class Source:
    """An input table that is there: its row model, its table, and where in it each header stands (0-based)."""

    model: type[Row]
    table: Table
    positions: Mapping[str, int]

    def position(self, header: str) -> int | None:
        """Index of the column with this header, None if the table has none."""
        return self.positions.get(fold_header(header))

    def fields(self) -> dict[str, int]:
        """Index of the column of each field of the model that the table has."""
        found = ((name, self.position(column.header)) for name, column in columns(self.model).items())
        return {name: position for name, position in found if position is not None}


@dataclass(frozen=True, slots=True)
class Gap:
    """A table or column that is missing and does not stop the run (P02)."""

    sheet: str
    table: str
    header: str = ""


def find_sources(tables: Mapping[str, Table]) -> dict[str, Source]:
    """Input tables that are there, by name; one UnusableError names all that a workbook must have and has not."""
    names = {fold(name): name for name in tables}  # the tables of other people are not read at all
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for model in MODELS:
        name = names.get(fold(model.TABLE))
        if name is not None:
            table = tables[name]
            places = {fold_header(header): index for index, header in enumerate(table.headers)}
            source = sources[model.TABLE] = Source(model, table, places)
            problems += _problems(source)
        elif model.TABLE in REQUIRED_TABLES:
            problems.append(f"Tabelle „{model.TABLE}“ fehlt")
    if not sources:
        raise UnusableError(
            f"Das ist keine Mappe von pakt-xl: Keine der Tabellen {', '.join(REQUIRED_TABLES)} ist darin. Bitte prüfen "
            "Sie, ob es die richtige Datei ist; eine neue Mappe legt „pakt-xl new“ an."
        )
    if problems:
        raise UnusableError(
            f"Die Mappe kann nicht gerechnet werden: {'; '.join(problems)}. Fehlende Tabellen mit „pakt-xl repair“ "
            "ergänzen, fehlende Spalten wieder anlegen, doppelte Spalten umbenennen."
        )
    return sources


def _problems(source: Source) -> Iterator[str]:
    """Missing required columns and doubled headers of a table, in German."""
    name = source.model.TABLE
    for column in columns(source.model).values():
        if column.required and source.position(column.header) is None:
            yield f"in Tabelle „{name}“ fehlt die Spalte „{column.header}“"
    headers = {fold_header(header): header for header in reversed(source.table.headers)}
    for folded, number in Counter(map(fold_header, source.table.headers)).items():
        if folded and number > 1:
            yield f"in Tabelle „{name}“ steht die Spalte „{headers[folded].strip()}“ mehrfach"


def find_gaps(
    tables: Mapping[str, Table], sources: Mapping[str, Source], generated: Iterable[GeneratedTable]
) -> list[Gap]:
    """Optional tables and columns, live formula columns and generated tables that are missing, in sheet order."""
    gaps: list[Gap] = []
    for model in MODELS:
        source = sources.get(model.TABLE)
        if source is None:
            gaps.append(Gap(model.TABLE, model.TABLE))
            continue
        headers = [*(column.header for column in columns(model).values()), *model.LIVE]
        missing = [header for header in headers if source.position(header) is None]
        gaps += [Gap(source.table.sheet, model.TABLE, header) for header in missing]
    names = set(map(fold, tables))
    return gaps + [Gap(each.sheet, each.name) for each in generated if fold(each.name) not in names]
