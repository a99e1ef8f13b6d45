"""Export as JSON: a file per table, inputs as they were read and generated tables as they were computed."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pakt_xl import __version__
from pakt_xl.books.file import FileBook
from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows import MODELS, Setting, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.domain.sheets import Look
from pakt_xl.domain.table import Link
from pakt_xl.reports import build_all, generated_tables, protocol
from pakt_xl.reports.view import View
from pakt_xl.run.checking import collector_paused, judged, programme_of
from pakt_xl.run.results import Exported, Judged, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.sheets import GeneratedTable
    from pakt_xl.domain.table import Table


def export_json(path: Path, folder: Path, now: datetime, step: Step = no_step) -> Exported:
    """Write ``Tabelle.json`` for each table into the folder: a list of objects by header.

    Amounts are texts with two places, days are ISO dates. Raises UnusableError before anything is written.
    """
    with collector_paused():
        step("Mappe wird gelesen")
        tables = FileBook(path).read()
        done = judged(tables, programme_of(tables), step)
        step("Dateien werden geschrieben")
        contents = {name: json.dumps(rows, ensure_ascii=False, indent=1) for name, rows in _records(done, now).items()}
    return Exported(done, tuple(_write(folder, contents)))


def _records(done: Judged, now: datetime) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table by its name; Protokoll is the history of runs and stays in the workbook."""
    plan = done.outlook.plan
    settings = [(column.header, getattr(plan.settings, name)) for name, column in setting_columns().items()]
    records = {Setting.TABLE: [{"Schlüssel": key, "Wert": _plain(value)} for key, value in settings]}
    for model, each in zip(MODELS[1:], fields(plan)[1:], strict=True):
        records[model.TABLE] = _typed(model, getattr(plan, each.name))
    view = View(done.outlook, done.findings, done.tables, done.counts, now, __version__)
    specs = {table.name: table for table in generated_tables(done.outlook.programme)}
    for table in build_all(view):
        if table.name != protocol.SPEC.name:
            records[table.name] = _computed(table, specs[table.name])
    return records


def _typed(model: type[Row], rows: Iterable[Row]) -> list[dict[str, object]]:
    headers = {name: column.header for name, column in columns(model).items()}
    return [{header: _plain(getattr(row, name)) for name, header in headers.items()} for row in rows]


def _computed(table: Table, spec: GeneratedTable) -> list[dict[str, object]]:
    shares = {column.header for column in spec.columns if column.look is Look.PERCENT}
    return [
        {
            header: float(cell) if header in shares and isinstance(cell, Decimal) else _plain(cell)
            for header, cell in zip(table.headers, row, strict=True)
        }
        for row in table.rows
    ]


def _plain(value: object) -> object:
    """Return a value as JSON knows it; a Decimal stays exact as text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return value.cell if isinstance(value, Link) else value


def _write(folder: Path, contents: Mapping[str, str]) -> Iterator[Path]:
    """Write all files or none; those of the same name are replaced, and only when all are written."""
    if folder.exists() and not folder.is_dir():
        raise UnusableError(f"„{folder}“ ist kein Ordner. Bitte mit -o einen Ordner angeben.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".pakt-xl-", dir=folder) as beside:
        for name, content in contents.items():
            (Path(beside) / f"{name}.json").write_text(content + "\n", encoding="utf-8")
        for name in contents:
            yield (Path(beside) / f"{name}.json").replace(folder / f"{name}.json")
