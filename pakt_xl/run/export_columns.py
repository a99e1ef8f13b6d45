"""The columns of every table for other programs: kind of value, origin, list of values; from row models and SPECs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pakt_xl.domain.cells import DATE, EURO, QUANTITY, WHOLE, YEAR
from pakt_xl.domain.rows import Row, Setting, columns
from pakt_xl.domain.sheets import Look
from pakt_xl.layout.formulas import live_columns

if TYPE_CHECKING:
    from pakt_xl.domain.columns import Column
    from pakt_xl.domain.sheets import GeneratedTable

DICTIONARY = "Datenwörterbuch"


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "Text"
    WHOLE = "ganze Zahl"
    MONEY = "Betrag"
    SHARE = "Anteil"
    DAY = "Datum"
    MOMENT = "Zeitpunkt"
    MIXED = "Zahl, Datum oder Text"


class Origin(StrEnum):
    """Where the values of a column come from."""

    TYPED = "Eingabe"
    LIVE = "Formelspalte"
    GENERATED = "erzeugt"


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column with one kind of value; ``values`` is what may stand in it, ``refers`` the table its keys point to."""

    header: str
    kind: Kind
    origin: Origin
    required: str = ""
    is_key: bool = False
    values: str = ""
    refers: str = ""
    help: str = ""


_KINDS = {EURO: Kind.MONEY, WHOLE: Kind.WHOLE, QUANTITY: Kind.WHOLE, YEAR: Kind.WHOLE, DATE: Kind.DAY}
_FORMATS = {EURO.number_format: Kind.MONEY, QUANTITY.number_format: Kind.WHOLE}
_LOOKS = {
    Look.TEXT: Kind.TEXT,
    Look.EURO: Kind.MONEY,
    Look.WHOLE: Kind.WHOLE,
    Look.YEAR: Kind.WHOLE,
    Look.PERCENT: Kind.SHARE,
    Look.DATE: Kind.DAY,
    Look.MOMENT: Kind.MOMENT,
    Look.LINK: Kind.TEXT,
    Look.VALUE: Kind.MIXED,
}


def input_columns(model: type[Row]) -> tuple[TypedColumn, ...]:
    """Return the typed columns of an input table, then its live ones; of Einstellungen key and value."""
    if model is Setting:
        key, value, _ = columns(model).values()
        by_key = replace(_typed(model, "value", value), kind=Kind.MIXED, values="je nach Schlüssel")
        return _typed(model, "key", key), by_key
    typed = [_typed(model, name, column) for name, column in columns(model).items()]
    live = {column.header: column for column in live_columns(model.TABLE)}
    return (
        *typed,
        *(
            TypedColumn(header, _FORMATS[live[header].number_format], Origin.LIVE, help=live[header].help)
            for header in model.LIVE
        ),
    )


def generated_columns(spec: GeneratedTable) -> tuple[TypedColumn, ...]:
    """Return the columns of a generated table."""
    return tuple(
        TypedColumn(
            column.header,
            _LOOKS[column.look],
            Origin.GENERATED,
            is_key=column.header in spec.key,
            help=column.help,
        )
        for column in spec.columns
    )


def dictionary_columns() -> tuple[TypedColumn, ...]:
    """Return the columns of the data dictionary itself."""
    texts = {
        "Tabelle": "Name der Tabelle; so heißt auch ihre Datei.",
        "Spalte": "Überschrift der Spalte.",
        "Nummer": "Wievielte Spalte der Tabelle.",
        "Art": "Art der Werte.",
        "Herkunft": "Eingabe, Formelspalte (hier vom Werkzeug gerechnet) oder erzeugt.",
        "Pflicht": "Bei Eingaben: ja, nein oder wenn zutreffend.",
        "Schlüssel": "ja, wenn die Spalte zum Schlüssel der Zeile gehört.",
        "Werte": "Was in der Spalte stehen darf.",
        "Verweist auf": "Tabelle, in der die Nummer steht.",
        "Erläuterung": "Was die Spalte bedeutet.",
    }
    keys = ("Tabelle", "Spalte")
    return tuple(
        TypedColumn(
            header,
            Kind.WHOLE if header == "Nummer" else Kind.TEXT,
            Origin.GENERATED,
            is_key=header in keys,
            help=text,
        )
        for header, text in texts.items()
    )


def dictionary_row(table: str, number: int, column: TypedColumn) -> tuple[str | int, ...]:
    """Return the row of the data dictionary on a column; ``number`` counts from 1."""
    return (
        table,
        column.header,
        number,
        str(column.kind),
        str(column.origin),
        column.required,
        "ja" if column.is_key else "nein",
        column.values,
        column.refers,
        column.help,
    )


def _typed(model: type[Row], name: str, column: Column) -> TypedColumn:
    required = "ja" if column.required else "wenn zutreffend" if column.requirement == "B" else "nein"
    return TypedColumn(
        column.header,
        _KINDS.get(column.kind, Kind.TEXT),
        Origin.TYPED,
        required,
        name in model.ROW_KEY,
        "; ".join(column.choices) or column.wanted,
        column.refers,
        column.help,
    )
