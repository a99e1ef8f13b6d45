"""Row models and settings: the headers that WORKBOOK.md promises, and breaches across the cells of a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pakt_xl.domain.finding import Finding, Place, Rule, Scope, Severity
from pakt_xl.domain.rows import MODELS, REQUIRED_TABLES, Invoice, Need, Row, columns
from pakt_xl.domain.settings import Settings, setting_columns
from pakt_xl.domain.sheets import GeneratedTable, Look, OutColumn

HEADERS = {
    "Einstellungen": "Schlüssel R, Wert R, Erläuterung f",
    "Kontakte": "Thema R, Stelle R, E-Mail f, Telefon f",
    "Schulen": "Schulnummer R, Schulname R, Schulform R, DigitalPakt-Budget R, Infrastruktur R, TPEK R, "
    "Geschlossen ab f | Belegt, Restbudget, Säule 3 belegt, Säule 3 Obergrenze",
    "Katalog": "Artikelnummer R, Bezeichnung R, Fördersäule R, Warengruppe R, Einheit f, Förderfähig R",
    "Preise": "Artikelnummer R, Gültig ab R, Einzelpreis R, Preisart R, Quelle R",
    "Bedarfe": "Bedarfsnummer R, Schulnummer R, Artikelnummer R, Menge R, Wunschjahr R, Finanzierung R, "
    "Erfasst im Jahr R | Noch zu beschaffen, Einzelpreis, Geplant, Bestellt offen, Berechnet",
    "Bestellungen": "Bestellnummer R, Bedarfsnummer R, Bestellt am R, Lieferant R, Vergabenummer f, Menge R, "
    "Betrag brutto R, Status R | Berechnete Menge, Offener Betrag",
    "Rechnungen": "Rechnungsnummer R, Lieferant R, Bedarfsnummer R, Bestellnummer f, Menge R, Betrag brutto R, "
    "USt-Satz R, Rechnungssumme R, Rechnungsdatum R, Geliefert am R, Bezahlt am f, Aktenzeichen B, Abrufnummer f",
    "Umschichtungen": "Datum R, Von Schule R, An Schule R, Betrag R, Grund R, Beschluss R",
    "Bescheide": "Aktenzeichen R, Lucom-Nr. f, Fördersäule R, Bewilligt am R, Zuwendung R, "
    "Zuwendungsfähige Ausgaben R, Durchführung ab R, Durchführung bis R, Nachweis bis f",
    "Mittelabrufe": "Abrufnummer R, Aktenzeichen R, Abgerufen am R, Betrag R",
    "Abgänge": "Rechnungsnummer R, Lieferant R, Bedarfsnummer R, Menge R, Datum R, Grund R",
    "Festschreibung": "Bedarfsnummer R, Schulnummer R, Artikelnummer R, Menge R, Wunschjahr R, Finanzierung R, "
    "Erfasst im Jahr R, Festgeschrieben am R",
    "Änderungsanträge": "Antragsnummer R, Bedarfsnummer R, Feld R, Neuer Wert B, Begründung R, Eingang am R, "
    "Entscheidung R, Entschieden am B, Entschieden durch B",
    "Ausnahmen": "Code R, Schlüssel R, Begründung R, Zugelassen durch R, Gültig bis f",
}
KEYS = (
    "Schulträger, Programm, Stichtag, Budgetart, Trägerbudget, Budgetbeschluss, Festgeschrieben am, "
    "Umschichtung erlaubt, Wertgrenze Stückelung netto, Warnfrist Tage, Prüfsumme Festschreibung, "
    "Obergrenze Lesart, Obergrenze Ebene, Säulen nur aus städtischen Mitteln"
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_every_table_has_the_columns_of_the_contract(model: type[Row]) -> None:
    typed = ", ".join(
        f"{column.header} {'R' if column.required else column.requirement or 'f'}" for column in columns(model).values()
    )

    assert " | ".join(filter(None, [typed, ", ".join(model.LIVE)])) == HEADERS[model.TABLE]


def test_five_tables_are_required() -> None:
    assert REQUIRED_TABLES == ("Einstellungen", "Schulen", "Katalog", "Preise", "Bedarfe")


def test_the_settings_have_the_keys_of_the_contract() -> None:
    assert {column.header for column in setting_columns().values()} == set(KEYS.split(", "))


def test_settings_have_the_defaults_of_reading_15() -> None:
    settings = Settings.model_validate(
        {"programme": "digitalpakt_nrw_2019", "as_of": date(2022, 3, 1), "budget_type": "zuwendung"}
    )

    assert settings.budget_type == "Zuwendung"
    assert settings.transfers_allowed == "nein"
    assert (settings.cap_reading, settings.cap_level) == ("beide", "Schule")
    assert settings.city_pillars == (3,)
    assert settings.warning_days == 90


@pytest.mark.parametrize(
    ("quantity", "amount", "wrong"),
    [(-1, "0.01", True), (-1, "0.00", False), (-1, "-5.00", False), (1, "5.00", False), (0, "5.00", False)],
)
def test_a_negative_quantity_of_an_invoice_needs_an_amount_up_to_nought(
    quantity: int, amount: str, wrong: bool
) -> None:
    invoice = Invoice.model_construct(quantity=quantity, amount=Decimal(amount))

    assert [(name, error.code) for name, error in invoice.breaches()] == ([("quantity", "Z05")] if wrong else [])


def test_an_unreadable_amount_hides_the_breach_of_the_quantity() -> None:
    assert Invoice.model_construct(quantity=-1, amount=None).breaches() == []
    assert Invoice.model_construct(quantity=None, amount=Decimal(5)).breaches() == []


def test_other_rows_have_no_breach_across_cells() -> None:
    assert Need().breaches() == []


def test_the_difference_of_a_finding_is_actual_less_expected() -> None:
    rule = Rule("S01", Severity.ERROR, Scope.SCHOOL, "", "", "")

    assert Finding(rule, Place(), {}, Decimal("10.00"), Decimal("12.50")).difference == Decimal("2.50")
    assert Finding(rule, Place(), {}, Decimal("10.00")).difference is None
    assert Finding(rule, Place(), {}, None, Decimal("10.00")).difference is None


def test_a_generated_table_makes_a_table_of_its_rows() -> None:
    spec = GeneratedTable(
        "Lose", "Lose", "Lose", (OutColumn("Jahr", Look.YEAR, 8), OutColumn("Los", Look.TEXT, 20)), ("Jahr",)
    )

    table = spec.table([(2022, "WLAN")], totals=(None, None))

    assert (table.name, table.sheet, table.headers, table.key) == ("Lose", "Lose", ("Jahr", "Los"), ("Jahr",))
    assert (table.rows, table.totals) == (((2022, "WLAN"),), (None, None))
