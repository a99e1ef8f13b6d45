"""Every table of a workbook as a pandas DataFrame with documented dtypes; needs the extra ``frames``.

from pakt_xl.frames import read_frames
frames = read_frames("Hamm_2024.xlsx")
frames["Budgetübersicht"].groupby("Schulform")["Restbudget"].sum()
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.run.export_arrow import arrow_table
from pakt_xl.run.export_columns import Kind
from pakt_xl.run.export_tables import read_typed

import pandas as pd  # isort: skip  export_arrow says in German what to install
import pyarrow as pa  # isort: skip

if TYPE_CHECKING:
    from pakt_xl.run.export_tables import TypedTable

DTYPES = {
    Kind.TEXT: "string",
    Kind.MIXED: "string",
    Kind.WHOLE: "Int64",
    Kind.MONEY: "object",
    Kind.SHARE: "object",
    Kind.DAY: "datetime64[s]",
    Kind.MOMENT: "datetime64[s]",
}
"""The dtype of each kind of column (the data dictionary names the kinds).

Amounts and shares are ``decimal.Decimal`` in columns of objects, missing ones None: exact, and every sum, group and
difference goes on. Decimals of pyarrow do not: a sum widens them to 38 digits, and the next plus is refused.
"""


def read_frames(path: str | Path) -> dict[str, pd.DataFrame]:
    """Return every input table, every generated one and the data dictionary by name; nothing is written.

    Generated tables and live columns are computed afresh, whatever the sheets show; Protokoll, Rückläufe and
    Notizen ohne Zeile are those of the workbook. A cell that is blank or cannot be read is missing (``pd.NA``,
    ``pd.NaT``, None), and the frame Prüfbericht names each unreadable one. Raises UnusableError.
    """
    _, tables = read_typed(Path(path), datetime.now())  # noqa: DTZ005  a workbook shows local time
    return {table.name: frame_of(table) for table in tables}


def frame_of(table: TypedTable) -> pd.DataFrame:
    """Return a table as a frame with the dtypes of ``DTYPES``, also when it has no rows."""
    arrow = arrow_table(table)
    seconds = [
        pa.field(field.name, pa.timestamp("s") if _is_time(field.type) else field.type) for field in arrow.schema
    ]
    frame: pd.DataFrame = arrow.cast(pa.schema(seconds)).to_pandas(types_mapper=_dtype)
    return frame


def _is_time(kind: pa.DataType) -> bool:
    return bool(pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def _dtype(kind: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    if pa.types.is_string(kind):
        return pd.StringDtype()
    return pd.Int64Dtype() if pa.types.is_integer(kind) else None
