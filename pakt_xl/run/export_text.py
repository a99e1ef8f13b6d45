"""Tables as JSON and as CSV for German Excel."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.run.export_columns import Kind

if TYPE_CHECKING:
    from pakt_xl.run.export_tables import TypedTable, Value

GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""A text that begins so gets an apostrophe in front: a sheet could take it for a formula, or drop its apostrophe."""


def as_json(table: TypedTable) -> bytes:
    """Return a list of objects by header. Amounts are texts with two places, shares numbers, days ISO dates."""
    headers = [column.header for column in table.columns]
    shares = [column.kind is Kind.SHARE for column in table.columns]
    rows = [
        {
            header: float(value) if share and isinstance(value, Decimal) else _plain(value)
            for header, value, share in zip(headers, row, shares, strict=True)
        }
        for row in table.rows
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(table: TypedTable) -> bytes:
    """Return lines parted by semicolons in UTF-8 with BOM: ``1234,56``, ``31.10.2024``; texts guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(column.header) for column in table.columns])
    writer.writerows([german(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return a text that no sheet takes for a formula; to read it back, take one apostrophe off its front."""
    return f"'{text}" if text.startswith(GUARDED) else text


def german(value: Value) -> str:
    """Return a value as German Excel reads it; only texts are guarded, -850,00 stays a number."""
    if isinstance(value, str):
        return guarded(value)
    return text_of(value, ",", "%d.%m.%Y", "%d.%m.%Y %H:%M:%S")


def plain_text(value: Value) -> str | None:
    """Return a value of mixed kind as text for programs: numbers with a point, days as JJJJ-MM-TT; None if blank."""
    text = value if isinstance(value, str) else text_of(value, ".", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S")
    return text or None


def text_of(value: Value, point: str, day: str, moment: str) -> str:
    """Return a value as text, with this decimal point and these forms of a day and of a moment."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", point)
    if isinstance(value, datetime):
        return value.strftime(moment)
    if isinstance(value, date):
        return value.strftime(day)
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _plain(value: Value) -> object:
    """Return a value as JSON knows it; a Decimal stays exact as text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
