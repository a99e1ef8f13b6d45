"""Einstellungen: what has a default, what is a finding, and without what nothing can be computed (reading 15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.reading import read_plan
from tests.reading.findings import lines, sentences
from tests.tables import GOOD as TEXTS
from tests.tables import appended, changed, workbook

if TYPE_CHECKING:
    from pakt_xl.domain.settings import Settings
    from pakt_xl.domain.table import Cell, Table

GOOD = workbook(live=True)
KEYS = [str(cells[0]) for cells in GOOD["Einstellungen"].rows]


def setting(key: str, cell: Cell) -> dict[str, Table]:
    """Return the good workbook with another value of a setting."""
    return changed(GOOD, "Einstellungen", KEYS.index(key) + 1, "Wert", cell)


def lacking(*keys: str) -> dict[str, Table]:
    """Return the good workbook without the rows of some settings."""
    kept = [text for text in TEXTS["Einstellungen"].splitlines() if text.split("|")[0].strip() not in keys]
    return workbook(live=True, Einstellungen="\n".join(kept))


def settings(tables: dict[str, Table]) -> Settings:
    """Return the settings as read."""
    return read_plan(tables).plan.settings


def test_the_settings_are_read_by_the_kind_of_their_key() -> None:
    read = settings(GOOD)

    assert read.as_of == date(2022, 3, 1)
    assert read.programme == "digitalpakt_nrw_2019"
    assert read.authority_budget == Decimal("1000000.00")
    assert read.transfers_allowed == "ja"
    assert (read.warning_days, read.split_limit_net, read.frozen_on) == (90, None, None)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (None, "(Blatt Einstellungen, Zelle C7): leer, erwartet: Datum TT.MM.JJJJ."),
        ("morgen", "(Blatt Einstellungen, Zelle C7): „morgen“, erwartet: Datum TT.MM.JJJJ."),
        (Decimal(44621), "(Blatt Einstellungen, Zelle C7): 44621, erwartet: Datum TT.MM.JJJJ."),
    ],
)
def test_without_a_stichtag_nothing_is_computed(cell: Cell, problem: str) -> None:
    with pytest.raises(UnusableError) as refused:
        read_plan(setting("Stichtag", cell))

    assert str(refused.value) == (
        f"Ohne diese Einstellungen kann nicht gerechnet werden: „Stichtag“ {problem} Bitte eintragen oder berichtigen."
    )


def test_all_three_settings_without_which_nothing_is_computed_stand_in_one_message() -> None:
    with pytest.raises(UnusableError) as refused:
        read_plan(lacking("Stichtag", "Programm", "Budgetart"))

    assert str(refused.value) == (
        "Ohne diese Einstellungen kann nicht gerechnet werden: „Programm“ fehlt in der Tabelle Einstellungen "
        "(erwartet: Nummer als Text); „Stichtag“ fehlt in der Tabelle Einstellungen (erwartet: Datum TT.MM.JJJJ); "
        "„Budgetart“ fehlt in der Tabelle Einstellungen (erwartet: Auswahl: Gesamtausgaben, Zuwendung). Bitte "
        "eintragen oder berichtigen."
    )


@pytest.mark.parametrize(
    ("key", "cell", "code", "field", "default"),
    [
        ("Schulträger", None, "Z01", "authority", None),
        ("Trägerbudget", None, "Z01", "authority_budget", None),
        ("Trägerbudget", "10.000", "Z02", "authority_budget", None),
        ("Budgetbeschluss", " ", "Z01", "budget_resolution", None),
        ("Umschichtung erlaubt", None, "Z01", "transfers_allowed", "nein"),
        ("Umschichtung erlaubt", "vielleicht", "Z02", "transfers_allowed", "nein"),
        ("Obergrenze Lesart", None, "Z01", "cap_reading", "beide"),
        ("Obergrenze Ebene", "Kreis", "Z02", "cap_level", "Schule"),
        ("Säulen nur aus städtischen Mitteln", None, "Z01", "city_pillars", (3,)),
        ("Säulen nur aus städtischen Mitteln", "3; 5", "Z02", "city_pillars", (3,)),
        ("Säulen nur aus städtischen Mitteln", Decimal("1.3"), "Z02", "city_pillars", (3,)),
    ],
)
def test_other_settings_go_on_with_their_default(key: str, cell: Cell, code: str, field: str, default: object) -> None:
    tables = setting(key, cell)

    assert lines(tables) == [f"{code} | Einstellungen | C{KEYS.index(key) + 5} | Wert |  | {key}"]
    assert getattr(settings(tables), field) == default
    assert read_plan(tables).counts["Einstellungen"].reported == 1


def test_a_number_that_excel_made_of_a_list_is_refused_with_what_to_type() -> None:
    ((wrong, todo),) = sentences(setting("Säulen nur aus städtischen Mitteln", Decimal("1.3")))

    assert wrong == "„Säulen nur aus städtischen Mitteln“ ist unlesbar oder nicht zulässig: 1,3."
    assert todo == "Berichtigen; erwartet: Säulen von 1 bis 4 als Text, durch Semikolon getrennt, z. B. 1; 3."


@pytest.mark.parametrize(("cell", "pillars"), [("1,3", (1, 3)), ("3; 1", (1, 3)), ("2", (2,)), (Decimal(2), (2,))])
def test_pillars_are_a_list(cell: Cell, pillars: tuple[int, ...]) -> None:
    tables = setting("Säulen nur aus städtischen Mitteln", cell)

    assert lines(tables) == []
    assert settings(tables).city_pillars == pillars


def test_keys_that_are_needed_and_missing_are_named() -> None:
    tables = lacking("Trägerbudget", "Schulträger", "Obergrenze Lesart")

    assert lines(tables) == [
        "Z01 | Einstellungen |  | Wert |  | Schulträger",
        "Z01 | Einstellungen |  | Wert |  | Trägerbudget",
    ]
    assert sentences(tables)[1] == (
        "Pflichtfeld „Trägerbudget“ ist leer.",
        "Wert eintragen (Betrag in Euro ab 0,00).",
    )
    assert settings(tables).cap_reading == "beide"


def test_an_unknown_key_is_named() -> None:
    tables = changed(GOOD, "Einstellungen", 1, "Schlüssel", "Schultraeger")

    assert lines(tables) == [
        "Z01 | Einstellungen |  | Wert |  | Schulträger",
        "Z02 | Einstellungen | B5 | Schlüssel |  | Schultraeger",
    ]


def test_a_blank_key_is_named() -> None:
    tables = changed(appended(GOOD, "Einstellungen", 1), "Einstellungen", 11, "Schlüssel", None)

    assert lines(tables) == ["Z01 | Einstellungen | B15 | Schlüssel |  | 11"]


def test_of_a_doubled_key_the_first_row_counts() -> None:
    tables = changed(appended(GOOD, "Einstellungen", 3), "Einstellungen", 11, "Wert", "kein Datum")

    assert lines(tables) == ["Z03 | Einstellungen | B15 | Schlüssel |  | Stichtag"]
    assert settings(tables).as_of == date(2022, 3, 1)


def test_keys_compare_without_case_and_blanks() -> None:
    tables = changed(GOOD, "Einstellungen", 3, "Schlüssel", " STICHTAG ")

    assert lines(tables) == []


def test_a_value_typed_otherwise_than_meant_is_noted() -> None:
    tables = setting("Stichtag", "1.3.2022")

    assert lines(tables) == ["Z12 | Einstellungen | C7 | Wert |  | Stichtag"]
    assert sentences(tables)[0][0] == "„Stichtag“ enthält Text „1.3.2022“; gelesen wurde 01.03.2022."
    assert settings(tables).as_of == date(2022, 3, 1)
