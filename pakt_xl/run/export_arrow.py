"""Tables as Arrow and Parquet; needs pandas and pyarrow (extra ``frames``), so it is imported only when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError
from pakt_xl.run.export_columns import Kind
from pakt_xl.run.export_text import plain_text

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError as error:
    raise UnusableError(
        "Dafür fehlen pandas und pyarrow. Bitte installieren Sie pakt-xl mit dem Zusatz „frames“: "
        'pip install "pakt-xl[frames]"'
    ) from error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pakt_xl.run.export_tables import TypedTable, Value

TYPES = {
    Kind.TEXT: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.MONEY: pa.decimal128(18, 2),  # with more digits pyarrow could not multiply or add amounts
    Kind.SHARE: pa.decimal128(18, 4),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("ms"),  # Parquet knows no seconds
    Kind.MIXED: pa.string(),
}
_TEXTS = (Kind.TEXT, Kind.MIXED)


def arrow_table(table: TypedTable) -> pa.Table:
    """Return the table with a type a column; blank texts are missing values."""
    schema = pa.schema(
        [pa.field(column.header, TYPES[column.kind], metadata={"Erläuterung": column.help}) for column in table.columns]
    )
    cells: Sequence[Sequence[Value]] = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    arrays = [
        pa.array([plain_text(value) for value in values] if column.kind in _TEXTS else values, TYPES[column.kind])
        for column, values in zip(table.columns, cells, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def as_parquet(table: TypedTable) -> bytes:
    """Return the table as a Parquet file: decimal128 for money, date32 for days."""
    out = pa.BufferOutputStream()
    parquet.write_table(arrow_table(table), out)
    return out.getvalue().to_pybytes()
