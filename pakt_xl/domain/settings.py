"""The settings of a workbook: the keys of Einstellungen with the kind and default of their values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict

from pakt_xl.domain.cells import CHOICE, DATE, EURO, KEY, LIST, TEXT, WHOLE
from pakt_xl.domain.columns import Column
from pakt_xl.domain.rows.base import NO, YES

TOTAL_SPENDING, GRANT = "Gesamtausgaben", "Zuwendung"
BOTH, EITHER = "beide", "eine"
PER_SCHOOL, PER_AUTHORITY = "Schule", "Träger"

CapReading = Literal["beide", "eine"]
CapLevel = Literal["Schule", "Träger"]


class Settings(BaseModel):
    """The settings that computing needs; the header of each column is the key in Einstellungen (reading 15).

    ``as_of``, ``programme`` and ``budget_type`` have no default: without them the workbook cannot be used.
    """

    model_config = ConfigDict(frozen=True)

    authority: Annotated[str | None, Column("Schulträger", TEXT, "Name des Schulträgers.")] = None
    programme: Annotated[
        str,
        Column("Programm", KEY, "Kennung der Programmdatei, z. B. digitalpakt_nrw_2019."),
    ]
    as_of: Annotated[
        date, Column("Stichtag", DATE, "Tag, zu dem gerechnet wird (Annahme: Beginn des Programms – bitte setzen).")
    ]
    budget_type: Annotated[
        str,
        Column(
            "Budgetart",
            CHOICE,
            "Ob die Schulbudgets Gesamtausgaben oder Zuwendung sind (Annahme: Gesamtausgaben).",
            choices=(TOTAL_SPENDING, GRANT),
        ),
    ]
    authority_budget: Annotated[
        Decimal | None,
        Column(
            "Trägerbudget",
            EURO,
            "Budget des Schulträgers in Euro.",
            minimum=0,
            expected="Betrag in Euro ab 0,00",
        ),
    ] = None
    budget_resolution: Annotated[
        str | None, Column("Budgetbeschluss", TEXT, "Beschluss über die Verteilung auf die Schulen.")
    ] = None
    frozen_on: Annotated[date | None, Column("Festgeschrieben am", DATE, "Tag der Festschreibung.", required=False)] = (
        None
    )
    transfers_allowed: Annotated[
        str,
        Column(
            "Umschichtung erlaubt",
            CHOICE,
            "Ob Budget zwischen Schulen verschoben werden darf (Annahme: nein).",
            choices=(YES, NO),
            default=NO,
        ),
    ] = NO
    split_limit_net: Annotated[
        Decimal | None,
        Column(
            "Wertgrenze Stückelung netto",
            EURO,
            "Grenze für gleichartige Bestellungen; leer: nicht geprüft.",
            required=False,
            minimum=0,
        ),
    ] = None
    warning_days: Annotated[
        int,
        Column(
            "Warnfrist Tage",
            WHOLE,
            "So viele Tage vor einer Frist wird gewarnt.",
            required=False,
            default=90,
            minimum=0,
            expected="ganze Zahl ab 0",
        ),
    ] = 90
    baseline_checksum: Annotated[
        str | None,
        Column("Prüfsumme Festschreibung", KEY, "Schreibt das Werkzeug; nicht ändern.", required=False),
    ] = None
    cap_reading: Annotated[
        CapReading,
        Column(
            "Obergrenze Lesart",
            CHOICE,
            "beide: Anteil und Höchstbetrag je Schule; eine: die höhere der zwei Grenzen (Annahme: beide).",
            choices=(BOTH, EITHER),
            default=BOTH,
        ),
    ] = "beide"
    cap_level: Annotated[
        CapLevel,
        Column(
            "Obergrenze Ebene",
            CHOICE,
            "Ob der Anteil je Schule oder für den ganzen Träger gilt (Annahme: Schule).",
            choices=(PER_SCHOOL, PER_AUTHORITY),
            default=PER_SCHOOL,
        ),
    ] = "Schule"
    city_pillars: Annotated[
        tuple[int, ...],
        Column(
            "Säulen nur aus städtischen Mitteln",
            LIST,
            "Nummern der Säulen, durch Semikolon getrennt (Annahme: 3).",
            default=(3,),
            minimum=1,
            maximum=4,
            expected="Säulen von 1 bis 4 als Text, durch Semikolon getrennt, z. B. 1; 3",
        ),
    ] = (3,)


def setting_columns() -> dict[str, Column]:
    """Columns of the settings by field name, in the order of the sheet."""
    return {
        name: part for name, info in Settings.model_fields.items() for part in info.metadata if isinstance(part, Column)
    }
