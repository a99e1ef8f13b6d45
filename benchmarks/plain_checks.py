"""Part of plain.py: the checks as masks over whole columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from plain_report import ERROR, NOTE, WARNING, Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plain_plan import Frames, Settings
    from plain_tables import Facts

REQUIRED = {
    "Schulen": ["Schulnummer", "Schulname", "Schulform", "Infrastruktur", "TPEK"],
    "Katalog": ["Artikelnummer", "Bezeichnung", "Fördersäule", "Warengruppe", "Förderfähig"],
    "Preise": ["Artikelnummer", "Gültig ab", "Preisart", "Quelle"],
    "Bedarfe": ["Bedarfsnummer", "Schulnummer", "Artikelnummer", "Menge", "Wunschjahr", "Finanzierung"],
    "Bestellungen": ["Bestellnummer", "Bedarfsnummer", "Bestellt am", "Lieferant", "Menge", "Status"],
    "Rechnungen": ["Rechnungsnummer", "Lieferant", "Bedarfsnummer", "Menge", "USt-Satz", "Rechnungsdatum"],
}
OVER_BUDGET = "Das Budget ist um {Mehr} überschritten: verfügbar sind {Verfügbar}, belegt sind {Wert}."
OVER_CAP = "Säule 3 überschreitet mit {Säule 3} die Obergrenze von {Grenze} (bindende Grenze: {bindend})."
NOT_DONE = "Das TPEK ist nicht umgesetzt; berechnet sind {berechnet}."
LIVE = {"Belegt": "Wert", "Restbudget": "Rest", "Säule 3 belegt": "Säule 3", "Säule 3 Obergrenze": "Grenze"}
LIVE_OF_NEEDS = {"Geplant": "geplant", "Bestellt offen": "bestellt", "Berechnet": "berechnet"}


def judged(facts: Facts, frames: Frames, settings: Settings) -> Iterator[tuple[Check, pd.DataFrame]]:
    yield from of_cells(frames)
    yield from of_needs(facts)
    yield from of_schools(facts)
    yield from of_orders(facts, frames)
    yield from of_authority(facts, settings)
    yield from of_formulas(facts, frames)


def of_cells(frames: Frames) -> Iterator[tuple[Check, pd.DataFrame]]:
    """Z01 and Z03 to Z05: blank cells, doubled numbers, unknown references, impossible quantities."""
    source, remedy = "Aufbau der Mappe", "Den Wert berichtigen."
    for sheet, columns in REQUIRED.items():
        for column in columns:
            blank = frames[sheet][frames[sheet][column].isna()]
            yield (
                Check("Z01", ERROR, "Zeile", sheet, column, "Das Pflichtfeld ist leer.", remedy, source, columns[0]),
                blank,
            )
    for sheet, key in (("Schulen", "Schulnummer"), ("Katalog", "Artikelnummer"), ("Bedarfe", "Bedarfsnummer")):
        again = frames[sheet][frames[sheet][key].duplicated()]
        yield Check("Z03", ERROR, "Zeile", sheet, key, "Die Nummer ist doppelt vergeben.", remedy, source, key), again
    needs = frames["Bedarfe"]
    references = (
        ("Bedarfe", "Schulnummer", frames["Schulen"]),
        ("Bedarfe", "Artikelnummer", frames["Katalog"]),
        ("Preise", "Artikelnummer", frames["Katalog"]),
        ("Bestellungen", "Bedarfsnummer", needs),
        ("Rechnungen", "Bedarfsnummer", needs),
    )
    for sheet, key, target in references:
        unknown = frames[sheet][~frames[sheet][key].isin(target[key])]
        yield Check("Z04", ERROR, "Zeile", sheet, key, f"{key} ist unbekannt.", remedy, source, key), unknown
    yield (
        Check("Z05", ERROR, "Zeile", "Bedarfe", "Menge", "Die Menge ist negativ.", remedy, source),
        needs[(needs["Menge"] < 0) | (needs["Menge"] % 1 != 0)],
    )


def of_needs(facts: Facts) -> Iterator[tuple[Check, pd.DataFrame]]:
    """Z06 to Z11, S08 and B01."""
    checks = (
        ("Z06", ERROR, "Wunschjahr", "Das Wunschjahr {Wunschjahr} liegt außerhalb der Laufzeit."),
        ("Z07", ERROR, "Finanzierung", "Der Artikel {Artikelnummer} ist nicht förderfähig."),
        ("Z08", ERROR, "Finanzierung", "Der Artikel {Artikelnummer} gehört zu Säule 4."),
        ("Z09", WARNING, "Finanzierung", "Endgerät (Säule 3) aus dem DigitalPakt, nach städtischer Festlegung nicht."),
        ("Z10", ERROR, "Artikelnummer", "Der Artikel {Artikelnummer} hat am Planungstag keinen gültigen Preis."),
        (
            "Z11",
            WARNING,
            "Wunschjahr",
            "Das Wunschjahr {Wunschjahr} ist vorbei, noch zu beschaffen: {offen} von {Menge}.",
        ),
        ("S08", ERROR, "Wunschjahr", "Die Schule ist geschlossen, noch zu beschaffen sind {offen}."),
    )
    for code, grade, column, text in checks:
        yield (
            Check(code, grade, "Zeile", "Bedarfe", column, text, "Den Bedarf berichtigen.", "Stadt Hamm"),
            facts.needs[facts.needs[code]],
        )
    more = facts.needs[facts.needs["Bestellmenge"] > facts.needs["Menge"]]
    text = "Bestellt sind {Bestellmenge:.0f}, der Bedarf ist nur {Menge}."
    yield Check("B01", WARNING, "Beschaffung", "Bedarfe", "Menge", text, "Die Bestellung prüfen.", "Regel 4"), more


def of_schools(facts: Facts) -> Iterator[tuple[Check, pd.DataFrame]]:
    """S01 to S07."""
    schools = facts.schools.assign(Verfügbar=facts.schools["DigitalPakt-Budget"], Mehr=-facts.schools["Rest"])
    number, base, concept = schools["Schulnummer"], schools["Infrastruktur"], schools["TPEK"]
    grant = facts.needs[facts.needs["Finanzierung"] == "DigitalPakt"]
    is_bought = grant["bestellt"] + grant["berechnet"] > 0
    has_needs = number.isin(grant[(grant["offen"] > 0) | is_bought]["Schulnummer"])
    late = number.isin(grant[(grant["Rang"] > 1) & is_bought]["Schulnummer"])
    first = number.isin(grant[(grant["Rang"] == 1) & ~grant["gedeckt"]]["Schulnummer"])
    mobile, none = schools["Säule 3"] > 0, base == "nicht vorhanden"
    over = ~none & (schools["Säule 3"] > schools["Grenze"])
    money, limit, nothing = ("Verfügbar", "Wert"), ("Grenze", "Säule 3"), ("", "")
    checks = (
        ("S01", ERROR, "DigitalPakt-Budget", OVER_BUDGET, schools["Rest"] < 0, money),
        ("S02", ERROR, "Säule 3 belegt", OVER_CAP, over, limit),
        ("S03", ERROR, "Infrastruktur", "Säule 3 ist mit {Säule 3} belegt, ohne Infrastruktur.", none & mobile, limit),
        ("S04", NOTE, "Infrastruktur", "Die Infrastruktur ist nur beantragt.", (base == "beantragt") & mobile, nothing),
        ("S05", ERROR, "TPEK", "Das TPEK fehlt.", has_needs & (concept == "fehlt"), nothing),
        ("S05", WARNING, "TPEK", "Das TPEK ist noch in Arbeit.", has_needs & (concept == "in Arbeit"), nothing),
        ("S06", WARNING, "TPEK", NOT_DONE, (concept == "liegt vor") & (schools["berechnet"] > 0), nothing),
        ("S07", WARNING, "DigitalPakt-Budget", "Nachrangige Bedarfe gehen vor.", late & first, nothing),
    )
    for code, grade, column, text, holds, amounts in checks:
        common = ("Die Planung ändern.", "Stadt Hamm", "Schulnummer", *amounts)
        yield Check(code, grade, "Schule", "Schulen", column, text, *common), schools[holds]


def of_orders(facts: Facts, frames: Frames) -> Iterator[tuple[Check, pd.DataFrame]]:
    """B02 to B04."""
    pair, invoices = ["Bestellnummer", "Bedarfsnummer"], frames["Rechnungen"]
    billed = invoices.groupby(pair)[["Menge", "Betrag brutto"]].sum().reset_index()
    orders = frames["Bestellungen"].merge(billed, on=pair, how="left", suffixes=("", " berechnet"))
    orders = orders.merge(facts.needs[["Bedarfsnummer", "Schulnummer"]], on="Bedarfsnummer", how="left")
    orders["Schlüssel"] = orders["Bestellnummer"] + " / " + orders["Bedarfsnummer"]
    orders = orders.rename(columns={"Betrag brutto": "Betrag", "Betrag brutto berechnet": "berechnet"})
    active = orders["Status"] == "bestellt"
    more = active & (orders["Menge berechnet"] > orders["Menge"])
    dearer = active & ~more & (orders["berechnet"] > orders["Betrag"])
    common = ("Die Rechnung prüfen.", "Regel 4", "Schlüssel")
    text = "Berechnet sind {Menge berechnet}, bestellt sind nur {Menge}."
    yield Check("B02", ERROR, "Beschaffung", "Bestellungen", "Menge", text, *common), orders[more]
    text = "Berechnet sind {berechnet}, mehr als der bestellte Betrag von {Betrag}."
    check = Check("B02", WARNING, "Beschaffung", "Bestellungen", "Betrag brutto", text, *common, "Betrag", "berechnet")
    yield check, orders[dearer]
    invoices = invoices.assign(
        Schlüssel=invoices["Rechnungsnummer"] + " / " + invoices["Lieferant"] + " / " + invoices["Bedarfsnummer"]
    )
    text, audit = "Die Rechnung ist doppelt erfasst.", "Rechnungsprüfung"
    again = invoices[invoices["Schlüssel"].duplicated()]
    yield (
        Check("B03", ERROR, "Beschaffung", "Rechnungen", "Rechnungsnummer", text, "Löschen.", audit, "Schlüssel"),
        again,
    )
    cancelled = invoices.merge(orders[~active][pair], on=pair)
    text = "Die Bestellung {Bestellnummer} ist storniert."
    yield (
        Check("B04", ERROR, "Beschaffung", "Rechnungen", "Bestellnummer", text, "Prüfen.", audit, "Schlüssel"),
        cancelled,
    )


def of_authority(facts: Facts, settings: Settings) -> Iterator[tuple[Check, pd.DataFrame]]:
    """J01 and T01 to T03."""
    lots = facts.lots[facts.lots["Erreicht"] == "ja"].copy()
    lots["Netto"], lots["EU"] = (lots["Auftragswert netto"] * 100).round(), lots["EU-Schwelle"] * 100
    lots["Schlüssel"] = lots["Jahr"].astype(str) + " / " + lots["Los"].astype(str)
    text = "Der Auftragswert des Loses {Los} im Jahr {Jahr} erreicht mit {Netto} den EU-Schwellenwert von {EU}."
    yield (
        Check(
            "J01",
            WARNING,
            "Jahr",
            "Lose",
            "",
            text,
            "Die Vergabestelle einschalten.",
            "§ 106 GWB",
            "Schlüssel",
            "EU",
            "Netto",
        ),
        lots,
    )
    grant = facts.needs[facts.needs["Finanzierung"] == "DigitalPakt"]
    value, by_pillar = grant["Wert"].sum(), grant.groupby("Fördersäule")[["Wert", "berechnet"]].sum()
    budget = round(float(str(settings["Trägerbudget"])) * 100)
    too_high = facts.schools["DigitalPakt-Budget"].sum() > budget
    too_mobile = by_pillar["berechnet"].get(3, 0) > grant["berechnet"].sum() * 20 // 100
    checks = (
        ("T01", ERROR, "Die Budgets der Schulen sind zu hoch.", too_high),
        ("T02", WARNING, "Auf Säule 3 entfällt zu viel.", too_mobile),
        ("T03", NOTE, "Auf Säule 1 entfällt weniger als die Hälfte.", by_pillar["Wert"].get(1, 0) * 2 < value),
    )
    for code, grade, text, holds in checks:
        yield (
            Check(code, grade, "Träger", "Einstellungen", "Wert", text, "Prüfen.", "Richtlinie", "Träger"),
            pd.DataFrame(index=range(int(holds))),
        )


def of_formulas(facts: Facts, frames: Frames) -> Iterator[tuple[Check, pd.DataFrame]]:
    """T05: what the formulas showed when the workbook was saved against what was computed."""
    text, remedy = "Die Formel ergibt etwas anderes.", "Die Formel wiederherstellen."
    for sheet, columns, computed, key in (
        ("Schulen", LIVE, facts.schools, "Schulnummer"),
        ("Bedarfe", LIVE_OF_NEEDS, facts.needs, "Bedarfsnummer"),
    ):
        for header, column in columns.items():
            shown = pd.to_numeric(frames[sheet].set_index("Zeile")[header], errors="coerce")
            known = computed.set_index("Zeile")[column] / 100
            wrong = known[~np.isclose(shown.reindex(known.index), known, atol=0.005, equal_nan=True)].index
            rows = computed[computed["Zeile"].isin(wrong)]
            yield Check("T05", ERROR, "Träger", sheet, header, text, remedy, "Rechnung der Mappe", key), rows
