"""Export: a file per table in one of three formats, with a data dictionary; all files or none."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.run.export_tables import read_typed
from pakt_xl.run.export_text import as_csv, as_json
from pakt_xl.run.results import Exported, Step, no_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from pakt_xl.run.export_tables import TypedTable

FORMATS = ("csv", "parquet", "json")


def export(path: Path, folder: Path, kind: str, now: datetime, step: Step = no_step) -> Exported:
    """Write ``Tabelle.json`` (or .csv, .parquet) for each table into the folder.

    ``kind`` is one of ``FORMATS``. Raises UnusableError before anything is written; parquet without pyarrow is one.
    """
    writer = _writer(kind)
    if folder.exists() and not folder.is_dir():
        raise UnusableError(f"„{folder}“ ist kein Ordner. Bitte mit -o einen Ordner angeben.")
    done, tables = read_typed(path, now, step)
    step("Dateien werden geschrieben")
    files = _write(folder, {f"{table.name}.{kind}": table for table in tables}, writer)
    unread = {table.name: table.unread for table in tables if table.unread}
    return Exported(done, files, {table.name: len(table.rows) for table in tables}, unread)


def _writer(kind: str) -> Callable[[TypedTable], bytes]:
    if kind not in FORMATS:
        raise UnusableError(f"Das Format „{kind}“ gibt es nicht. Formate: {', '.join(FORMATS)}.")
    if kind == "parquet":
        from pakt_xl.run.export_arrow import as_parquet  # noqa: PLC0415  an extra need not be installed

        return as_parquet
    return as_csv if kind == "csv" else as_json


def _write(folder: Path, tables: Mapping[str, TypedTable], writer: Callable[[TypedTable], bytes]) -> tuple[Path, ...]:
    """Write all files beside, then put them in place; those of the same name are replaced."""
    taken = [name for name in tables if (folder / name).is_dir()]
    if taken:
        raise UnusableError(f"In {folder} steht ein Ordner namens {taken[0]}. Bitte einen anderen Ordner angeben.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".pakt-xl-", dir=folder) as beside:
        for name, table in tables.items():
            (Path(beside) / name).write_bytes(writer(table))
        _put(Path(beside), folder, list(tables))
    return tuple(folder / name for name in tables)


def _put(beside: Path, folder: Path, names: Sequence[str]) -> None:
    """Put the new files in place of the old ones; if one cannot be replaced, all old ones come back."""
    before = beside / "vorher"
    before.mkdir()
    begun: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(before / name)
            begun.append(name)
            (beside / name).replace(folder / name)
    except OSError:
        _undo(before, folder, begun)
        raise


def _undo(before: Path, folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if (before / name).exists():
            (before / name).replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
