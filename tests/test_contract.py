"""The public contract: names, headers, keys, lists and codes that the office's own formulas and pivots rest on.

They are written out here once more, so that a change of one is seen as what it is: a breaking change.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from pakt_xl import checks
from pakt_xl.domain.finding import Rule
from pakt_xl.domain.rows import MODELS, REQUIRED_TABLES, Row, columns
from pakt_xl.domain.settings import setting_columns
from pakt_xl.programme import load
from pakt_xl.reading.rules import ALL_RULES
from pakt_xl.reports import generated_tables
from pakt_xl.returns import rules as returns

# Typed columns with R (required), B (required when it applies) or f (free), then the live formula columns.
INPUTS = {
    "Einstellungen": ("Schlüssel R, Wert R, Erläuterung f", ""),
    "Kontakte": ("Thema R, Stelle R, E-Mail f, Telefon f", ""),
    "Schulen": (
        "Schulnummer R, Schulname R, Schulform R, DigitalPakt-Budget R, Infrastruktur R, TPEK R, Geschlossen ab f",
        "Belegt, Restbudget, Säule 3 belegt, Säule 3 Obergrenze",
    ),
    "Katalog": ("Artikelnummer R, Bezeichnung R, Fördersäule R, Warengruppe R, Einheit f, Förderfähig R", ""),
    "Preise": ("Artikelnummer R, Gültig ab R, Einzelpreis R, Preisart R, Quelle R", ""),
    "Bedarfe": (
        "Bedarfsnummer R, Schulnummer R, Artikelnummer R, Menge R, Wunschjahr R, Finanzierung R, Erfasst im Jahr R",
        "Noch zu beschaffen, Einzelpreis, Geplant, Bestellt offen, Berechnet",
    ),
    "Bestellungen": (
        (
            "Bestellnummer R, Bedarfsnummer R, Bestellt am R, Lieferant R, Vergabenummer f, Menge R, Betrag brutto R, "
            "Status R"
        ),
        "Berechnete Menge, Offener Betrag",
    ),
    "Rechnungen": (
        (
            "Rechnungsnummer R, Lieferant R, Bedarfsnummer R, Bestellnummer f, Menge R, Betrag brutto R, USt-Satz R, "
            "Rechnungssumme R, Rechnungsdatum R, Geliefert am R, Bezahlt am f, Aktenzeichen B, Abrufnummer f"
        ),
        "",
    ),
    "Bescheide": (
        (
            "Aktenzeichen R, Lucom-Nr. f, Fördersäule R, Bewilligt am R, Zuwendung R, Zuwendungsfähige Ausgaben R, "
            "Durchführung ab R, Durchführung bis R, Nachweis bis f"
        ),
        "",
    ),
    "Mittelabrufe": ("Abrufnummer R, Aktenzeichen R, Abgerufen am R, Betrag R", ""),
    "Umschichtungen": ("Datum R, Von Schule R, An Schule R, Betrag R, Grund R, Beschluss R", ""),
    "Abgänge": ("Rechnungsnummer R, Lieferant R, Bedarfsnummer R, Menge R, Datum R, Grund R", ""),
    "Festschreibung": (
        (
            "Bedarfsnummer R, Schulnummer R, Artikelnummer R, Menge R, Wunschjahr R, Finanzierung R, "
            "Erfasst im Jahr R, Festgeschrieben am R"
        ),
        "",
    ),
    "Änderungsanträge": (
        (
            "Antragsnummer R, Bedarfsnummer R, Feld R, Neuer Wert B, Begründung R, Eingang am R, Entscheidung R, "
            "Entschieden am B, Entschieden durch B"
        ),
        "",
    ),
    "Ausnahmen": ("Code R, Schlüssel R, Begründung R, Zugelassen durch R, Gültig bis f", ""),
}

SETTINGS = (
    "Schulträger R, Programm R, Stichtag R, Budgetart R, Trägerbudget R, Budgetbeschluss R, Festgeschrieben am f, "
    "Umschichtung erlaubt R, Wertgrenze Stückelung netto f, Warnfrist Tage f, Prüfsumme Festschreibung f, "
    "Obergrenze Lesart R, Obergrenze Ebene R, Säulen nur aus städtischen Mitteln R"
)

LISTS = {
    "Infrastruktur": "vorhanden / beantragt / nicht vorhanden",
    "TPEK": "fehlt / in Arbeit / liegt vor / umgesetzt",
    "Fördersäule": "1 / 2 / 3 / 4",
    "Warengruppe": "Präsentationstechnik / WLAN / LAN und Server / Arbeitsplätze / Mobile Endgeräte / Sonstiges",
    "Förderfähig": "ja / nein",
    "Preisart": "brutto / netto",
    "Finanzierung": "DigitalPakt / städtische Mittel / anderes Förderprogramm",
    "Status": "bestellt / storniert",
    "USt-Satz": "19 / 16 / 0",
    "Feld": "Schule / Artikel / Menge / Wunschjahr / Finanzierung / Neuer Bedarf / Streichung",
    "Entscheidung": "offen / genehmigt / abgelehnt",
    "Grund": "Verlust / Diebstahl / Defekt / Umzug",
    "Budgetart": "Gesamtausgaben / Zuwendung",
    "Umschichtung erlaubt": "ja / nein",
    "Obergrenze Lesart": "beide / eine",
    "Obergrenze Ebene": "Schule / Träger",
}

PLAN = (
    "Los, Artikelnummer, Bezeichnung, Einheit, Menge Bedarf, bereits bestellt, noch zu beschaffen, Schulen, "
    "Einzelpreis netto, Auftragswert netto, Betrag brutto, davon DigitalPakt"
)
# Sheet, table, columns, the columns of the key.
GENERATED = (
    (
        "Prüfbericht",
        "Prüfbericht",
        (
            "Nr., Schwere, Code, Bereich, Blatt, Zelle, Spalte, Schulnummer, Schule, Schlüssel, Was ist falsch, "
            "Was ist zu tun, Soll, Ist, Differenz, Quelle, Stand"
        ),
        "Code, Blatt, Spalte, Schlüssel",
    ),
    (
        "Befundübersicht",
        "Befundübersicht",
        "Schwere, Code, Blatt, Spalte, Anzahl, Erste Zellen, Was zu tun ist",
        "Schwere, Code, Blatt, Spalte",
    ),
    (
        "Programmwerte",
        "Programmwerte",
        "Schlüssel, Wert, Gültig ab, Gültig bis, Herkunft, Quelle",
        "Schlüssel, Gültig ab",
    ),
    (
        "Budgetübersicht",
        "Budgetübersicht",
        (
            "Schulnummer, Schule, Schulform, Budget, Umschichtung, Verfügbar, Geplant, Bestellt offen, Berechnet, "
            "Belegt, Restbudget, Ausgeschöpft %, Vollständig, Säule 3 Obergrenze, Säule 3 Belegt, Säule 3 Rest, "
            "Bindende Grenze, TPEK, Infrastruktur, Nachrichtlich städtische Mittel, Nachrichtlich anderes Programm"
        ),
        "Schulnummer",
    ),
    (
        "Jahresübersicht",
        "Jahresübersicht",
        "Jahr, Fördersäule, Geplant, Bestellt offen, Berechnet, Summe, davon Zuwendung, davon Eigenanteil",
        "Jahr, Fördersäule",
    ),
    *((f"Plan {year}", f"Plan{year}", PLAN, "Los, Artikelnummer") for year in range(2020, 2025)),
    (
        "Lose",
        "Lose",
        "Jahr, Los, Auftragswert netto, EU-Schwelle, Erreicht, Hinweis Verfahren",
        "Jahr, Los",
    ),
    (
        "Verteilliste",
        "Verteilliste",
        (
            "Jahr, Los, Schulnummer, Schule, Artikelnummer, Bezeichnung, Menge, Bedarfsnummer, Finanzierung, Anlass, "
            "Gedeckt, Grund"
        ),
        "Bedarfsnummer, Jahr",
    ),
    (
        "Änderungen",
        "Änderungen",
        (
            "Bedarfsnummer, Schule, Feld, Festgeschrieben, Aktuell, Antragsnummer, Entscheidung, Entschieden am, "
            "Begründung, Wirkung auf das Budget, Ergebnis"
        ),
        "Bedarfsnummer, Feld",
    ),
    (
        "Rückläufe",
        "Rückläufe",
        (
            "Schulnummer, Schule, Datei, Eingelesen am, Stand der Mappe, Ergebnis, Änderungswünsche, "
            "Wirkung auf das Budget"
        ),
        "Schulnummer",
    ),
    (
        "OffeneLieferungen",
        "OffeneLieferungen",
        (
            "Bestellnummer, Lieferant, Bestellt am, Schule, Artikel, Bestellt, Berechnet, Offen, Offener Betrag, "
            "Tage offen, Liefern bis"
        ),
        "Bestellnummer, Schule, Artikel, Bestellt",
    ),
    (
        "Mittelabruf",
        "Mittelabruf",
        (
            "Aktenzeichen, Lucom-Nr., Fördersäule, Bewilligt, Bezahlte Ausgaben, davon Zuwendung, Bereits abgerufen, "
            "Abrufbar"
        ),
        "Aktenzeichen",
    ),
    (
        "MittelabrufBelege",
        "MittelabrufBelege",
        "Aktenzeichen, Rechnungsnummer, Lieferant, Rechnungsdatum, Bezahlt am, Schule, Artikel, Betrag",
        "Rechnungsnummer, Lieferant, Schule, Artikel, Betrag",
    ),
    (
        "Verwendungsnachweis",
        "Verwendungsnachweis",
        (
            "Aktenzeichen, Warengruppe, Bewilligte Ausgaben, Tatsächliche Ausgaben, Zuwendung, Eigenanteil, Abgerufen, "
            "Differenz"
        ),
        "Aktenzeichen, Warengruppe",
    ),
    (
        "VerwendungsnachweisBelege",
        "VerwendungsnachweisBelege",
        (
            "Aktenzeichen, Rechnungsnummer, Lieferant, Rechnungsdatum, Bezahlt am, Schule, Artikel, Betrag, "
            "Geliefert am, Schulnummer"
        ),
        "Rechnungsnummer, Lieferant, Schulnummer, Artikel, Betrag",
    ),
    (
        "Zweckbindung",
        "Zweckbindung",
        (
            "Schule, Artikel, Menge geliefert, Abgänge, Bestand, Rechnungsnummer, Geliefert am, Aktenzeichen, "
            "Gebunden bis"
        ),
        "Rechnungsnummer, Schule, Artikel, Menge geliefert, Geliefert am",
    ),
    (
        "Lesarten",
        "Lesarten",
        (
            "Schulnummer, Schule, Obergrenze beide Schule, Rest beide Schule, Obergrenze eine Schule, "
            "Rest eine Schule, Obergrenze beide Träger, Rest beide Träger, Obergrenze eine Träger, Rest eine Träger"
        ),
        "Schulnummer",
    ),
    (
        "Protokoll",
        "Protokoll",
        (
            "Zeitpunkt, Stichtag, Fassung, Programmdatei, Prüfsumme Programm, Prüfsumme Eingaben, Zeilen je Tabelle, "
            "Fehler, Warnungen, Hinweise, Belegt, Restbudget"
        ),
        "Zeitpunkt",
    ),
    (
        "Notizen ohne Zeile",
        "NotizenOhneZeile",
        "Tabelle, Schlüssel, Spalte, Wert",
        "Tabelle, Schlüssel, Spalte",
    ),
    # Not in the contract: what the charts of the sheet Übersicht point at.
    (
        "Kennzahlen",
        "Kennzahlen",
        ("Abschnitt, Nr., Bezeichnung, Näheres, Anzahl, Berechnet, Bestellt offen, Geplant, Betrag, Frei, Anteil"),
        "Abschnitt, Nr.",
    ),
)

# Each code with its severities and its Bereich (reading 100).
CODES = {
    **{f"Z{number:02}": ("Fehler", "Zeile") for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 13)},
    **{f"Z{number:02}": ("Warnung", "Zeile") for number in (9, 11)},
    "Z12": ("Hinweis", "Zeile"),
    "Z14": ("Hinweis", "Zeile"),
    "P01": ("Hinweis", "Mappe"),
    "P02": ("Hinweis", "Mappe"),
    "S01": ("Fehler", "Schule"),
    "S02": ("Fehler", "Schule, Träger"),
    "S03": ("Fehler", "Schule"),
    "S04": ("Hinweis", "Schule"),
    "S05": ("Fehler, Warnung", "Schule"),
    "S06": ("Warnung", "Schule"),
    "S07": ("Warnung", "Schule"),
    "S08": ("Fehler", "Zeile"),
    **{f"J{number:02}": ("Warnung", "Jahr") for number in (1, 2)},
    "T01": ("Fehler", "Träger"),
    "T02": ("Fehler, Warnung", "Träger"),
    "T03": ("Hinweis", "Träger"),
    "T04": ("Fehler", "Träger"),
    "T05": ("Fehler, Hinweis", "Träger"),
    **{f"F{number:02}": ("Fehler", "Festschreibung") for number in (1, 2, 3, 5)},
    "F04": ("Warnung", "Festschreibung"),
    "B01": ("Warnung", "Beschaffung"),
    "B02": ("Fehler, Warnung", "Beschaffung"),
    "B03": ("Fehler", "Beschaffung"),
    "B04": ("Fehler", "Beschaffung"),
    "B05": ("Warnung", "Beschaffung"),
    "B06": ("Fehler", "Beschaffung"),
    "B07": ("Warnung", "Beschaffung"),
    "B08": ("Fehler, Warnung", "Beschaffung"),
    "B09": ("Fehler", "Beschaffung"),
    "M01": ("Fehler", "Mittel"),
    "M02": ("Warnung", "Mittel"),
    "M03": ("Warnung", "Mittel"),
    "R01": ("Fehler", "Rücklauf"),
    "R02": ("Warnung", "Rücklauf"),
    "R03": ("Warnung", "Rücklauf"),
    "R04": ("Hinweis", "Rücklauf"),
}


def _need(required: bool, requirement: str) -> str:
    return "R" if required else requirement or "f"


def test_input_tables_stand_in_their_order_and_five_of_them_must_be_there() -> None:
    assert [model.TABLE for model in MODELS] == list(INPUTS)
    assert REQUIRED_TABLES == ("Einstellungen", "Schulen", "Katalog", "Preise", "Bedarfe")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.TABLE)
def test_columns_of_an_input_table(model: type[Row]) -> None:
    typed = [f"{each.header} {_need(each.required, each.requirement)}" for each in columns(model).values()]
    assert (", ".join(typed), ", ".join(model.LIVE)) == INPUTS[model.TABLE]


def test_keys_of_the_settings() -> None:
    assert ", ".join(f"{each.header} {_need(each.required, '')}" for each in setting_columns().values()) == SETTINGS


def test_lists_of_values() -> None:
    typed = [column for model in MODELS for column in columns(model).values()]
    choices = {each.header: " / ".join(each.choices) for each in (*typed, *setting_columns().values()) if each.choices}
    assert choices.pop("Schulform").startswith("Grundschule / Hauptschule / ")
    assert choices == LISTS


def test_generated_sheets_tables_columns_and_keys() -> None:
    found = [
        (spec.sheet, spec.name, ", ".join(spec.headers), ", ".join(spec.key))
        for spec in generated_tables(load("digitalpakt_nrw_2019"))
    ]
    assert found == list(GENERATED)


def test_codes_with_their_severities_and_scopes() -> None:
    modules = (vars(module).values() for module in vars(checks).values() if hasattr(module, "__file__"))
    rules = {
        *ALL_RULES,
        *returns.ALL_RULES,
        *(value for module in modules for value in module if isinstance(value, Rule)),
    }
    severities, scopes = defaultdict(set), defaultdict(set)
    for rule in rules:
        severities[rule.code].add(str(rule.severity))
        scopes[rule.code].add(str(rule.scope))
    assert {code: (", ".join(sorted(severities[code])), ", ".join(sorted(scopes[code]))) for code in scopes} == CODES
