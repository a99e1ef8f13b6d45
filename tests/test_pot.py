"""A further pot or another programme is a file, not code: the video systems of the Berufskollegs, with a pillar 5."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from pakt_xl.programme import load
from pakt_xl.programme.load import FOLDER, load_file
from pakt_xl.reading import read_plan
from pakt_xl.reports.wording import message
from pakt_xl.run import run
from tests.masters import master_of, rows
from tests.tables import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pakt_xl.programme import Programme

BASE = (FOLDER / "digitalpakt_nrw_2019.yaml").read_text(encoding="utf-8")
PILLAR_5 = """
  - number: 5
    name: Videokonferenzsysteme der Berufskollegs
    valid_from: 2024-01-01
    reference: "RL DigitalPakt NRW, BASS 11-02 Nr. 34, Nr. 2.1 d"
"""
POT = "videokonferenz_2024"
TABLES = {
    "Einstellungen": f"""
        Schlüssel       | Wert
        Schulträger     | Stadt Hamm
        Programm        | {POT}
        Stichtag        | 1.9.2024
        Budgetart       | Zuwendung
        Trägerbudget    | 18.000,00
        Budgetbeschluss | Rat 2024/3
        """,
    "Schulen": """
        Schulnummer | Schulname | Schulform    | DigitalPakt-Budget
        190001      | BK Mitte  | Berufskolleg | 18.000,00
        """,
    "Katalog": """
        Artikelnummer | Bezeichnung    | Fördersäule | Warengruppe
        V-1           | Videokonferenz | 5           | Präsentationstechnik
        """,
    "Preise": """
        Artikelnummer | Gültig ab | Einzelpreis
        V-1           | 1.1.2024  | 4.999,99
        """,
    "Bedarfe": """
        Bedarfsnummer | Schulnummer | Artikelnummer | Menge | Wunschjahr | Erfasst im Jahr
        B-1           | 190001      | V-1           | 4     | 2024       | 2024
        """,
    "Bestellungen": """
        Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Bestellt am
        O-1           | B-1           | 2     | 9.999,98      | 1.3.2024
        """,
    "Rechnungen": """
        Rechnungsnummer | Bedarfsnummer | Bestellnummer | Menge | Betrag brutto | Rechnungssumme | Rechnungsdatum | Geliefert am | Bezahlt am | Aktenzeichen
        R-1             | B-1           | O-1           | 2     | 9.999,98      | 9.999,98       | 2.5.2024       | 2.5.2024     | 3.6.2024   | AZ-5
        """,  # noqa: E501  one line a row
    "Bescheide": """
        Aktenzeichen | Fördersäule | Bewilligt am | Zuwendung | Zuwendungsfähige Ausgaben | Durchführung ab
        AZ-5         | 5           | 1.2.2024     | 18.000,00 | 20.000,00                 | 1.1.2024
        """,
    "Umschichtungen": "Von Schule",
}


@pytest.fixture
def pot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Programme]:
    """The programme file of the pot, beside the others."""
    start = BASE.index("pillars:")
    ranks = 'ranks:\n  - pillar: 5\n    valid_from: 2024-01-01\n    reference: "Nr. 2.1 d"\n'
    text = BASE[:start] + f"pillars:{PILLAR_5}\n{ranks}"
    for old, new in (
        ("id: digitalpakt_nrw_2019", f"id: {POT}"),
        ("value: 2020\n", "value: 2024\n"),
        ("  Säule mit Vorrang:\n    value: 1\n", "  Säule mit Vorrang:\n    value: 5\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / f"{POT}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys.modules[load_file.__module__], "FOLDER", folder)  # the function load hides its module
    load.cache_clear()
    yield load(POT)
    load.cache_clear()


def test_a_pot_with_its_own_pillar_and_budget_is_a_programme_file(tmp_path: Path, pot: Programme) -> None:
    path = master_of(pot, tmp_path / "Topf.xlsx", **TABLES)

    done = run(path, None, datetime(2024, 9, 1, 12, 0)).judged  # noqa: DTZ001  Excel knows no zones

    assert {finding.rule.code for finding in done.findings} <= {"M02", "P02", "T05"}
    (school,) = rows(path, "Budgetübersicht")
    # 2 x 4.999,99 to come and 9.999,98 invoiced are 19.999,96; d(90 %) = 17.999,96.
    assert (school["Budget"], school["Belegt"], school["Restbudget"]) == (18000, Decimal("17999.96"), Decimal("0.04"))
    assert [(row["Jahr"], row["Fördersäule"], row["Summe"]) for row in rows(path, "Jahresübersicht")] == [
        (2024, 5, Decimal("19999.96"))
    ]


def test_what_the_pot_paid_can_be_called_under_its_own_notice(tmp_path: Path, pot: Programme) -> None:
    path = master_of(pot, tmp_path / "Topf.xlsx", **TABLES)

    run(path, None, datetime(2024, 9, 1, 12, 0))  # noqa: DTZ001  Excel knows no zones

    (notice,) = rows(path, "Mittelabruf")
    assert (notice["Aktenzeichen"], notice["Fördersäule"], notice["Bezahlte Ausgaben"], notice["Abrufbar"]) == (
        "AZ-5",
        5,
        Decimal("9999.98"),
        Decimal("8999.98"),  # d(9.999,98 x 90 %) = d(8.999,982)
    )


def test_the_master_of_the_pot_offers_its_pillar(tmp_path: Path, pot: Programme) -> None:
    path = master_of(pot, tmp_path / "Topf.xlsx", **TABLES)

    lists = [
        rule.formula1
        for sheet in ("Katalog", "Bescheide")
        for rule in openpyxl.load_workbook(path)[sheet].data_validations.dataValidation
        if rule.promptTitle == "Fördersäule"
    ]

    assert lists == ['"5"', '"5"']


def test_a_pillar_that_the_programme_file_adds_is_known_and_another_is_z02(tmp_path: Path) -> None:
    text = BASE.replace("\n# Wer zuerst aus dem Budget", f"{PILLAR_5}\n# Wer zuerst aus dem Budget")
    (tmp_path / "digitalpakt_nrw_2019.yaml").write_text(text, encoding="utf-8")
    wider = load_file(tmp_path / "digitalpakt_nrw_2019.yaml")
    items = TABLES["Katalog"] + "V-2 | Sonstiges | 6 | Sonstiges"
    tables = workbook(Katalog=items)

    reading = read_plan(tables, pillars=wider.pillar_numbers)

    assert [item.pillar for item in reading.plan.items] == [5, None]
    assert [message(finding) for finding in reading.findings if finding.place.column == "Fördersäule"] == [
        "„Fördersäule“ ist unlesbar oder nicht zulässig: 6."
    ]
    assert wider.pillar_numbers == ("1", "2", "3", "4", "5")
