"""Part of plain.py: what was computed as the tables that are filled, amounts in euros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from plain_plan import GROUPS, READINGS, YEARS, divided, valued, with_caps, with_states, with_sums

if TYPE_CHECKING:
    from plain_plan import Frames, Settings

THRESHOLDS = dict(zip(YEARS, (214000, 214000, 215000, 215000, 221000), strict=True))


@dataclass(frozen=True)
class Facts:
    """What was computed: needs and schools in cents, the tables that are filled in euros."""

    needs: pd.DataFrame
    schools: pd.DataFrame
    budgets: pd.DataFrame
    years: pd.DataFrame
    plans: dict[int, pd.DataFrame]
    lots: pd.DataFrame
    deliveries: pd.DataFrame
    readings: pd.DataFrame


def compute(frames: Frames, settings: Settings) -> Facts:
    as_of = pd.Timestamp(str(settings["Stichtag"]))
    needs = valued(frames, as_of)
    schools = with_caps(with_sums(frames["Schulen"], needs), settings)
    needs = with_states(needs, schools, as_of)
    open_needs = needs[needs["frei"]]
    return Facts(
        needs,
        schools,
        budget_table(schools),
        year_table(needs, frames["Rechnungen"]),
        {year: plan_table(needs, year) for year in YEARS},
        lot_table(open_needs),
        delivery_table(needs),
        reading_table(schools),
    )


def budget_table(schools: pd.DataFrame) -> pd.DataFrame:
    euros = {
        "Budget": "DigitalPakt-Budget", "Verfügbar": "DigitalPakt-Budget", "Geplant": "geplant",
        "Bestellt offen": "bestellt", "Berechnet": "berechnet", "Belegt": "Wert", "Restbudget": "Rest",
        "Säule 3 Obergrenze": "Grenze", "Säule 3 Belegt": "Säule 3", "Nachrichtlich städtische Mittel": "Stadt",
        "Nachrichtlich anderes Programm": "anderes",
    }  # fmt: skip
    table = schools[["Schulnummer", "Schulform", "TPEK", "Infrastruktur"]].copy()
    table["Schule"], table["Umschichtung"], table["Bindende Grenze"] = schools["Schulname"], 0.0, schools["bindend"]
    for header, column in euros.items():
        table[header] = schools[column] / 100
    table["Säule 3 Rest"] = (schools["Grenze"] - schools["Säule 3"]) / 100
    share = divided(schools["Wert"] * 10_000, schools["DigitalPakt-Budget"].clip(lower=1)) / 10_000
    table["Ausgeschöpft %"] = share.where(schools["DigitalPakt-Budget"] > 0)
    table["Vollständig"] = np.where(schools["lückenhaft"] > 0, "nein", "ja")
    return table


def year_table(needs: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    grant = needs[needs["Finanzierung"] == "DigitalPakt"]
    by = ["Jahr", "Fördersäule"]
    sums = grant.groupby(by)[["geplant", "bestellt"]].sum()
    paid = invoices.merge(grant[["Bedarfsnummer", "Fördersäule"]], on="Bedarfsnummer")
    paid["Jahr"] = pd.to_datetime(paid["Bezahlt am"]).fillna(paid["Rechnungsdatum"]).dt.year
    sums = sums.join(paid.groupby(by)["Betrag brutto"].sum().rename("berechnet"), how="outer")
    grid = pd.MultiIndex.from_product([YEARS, range(1, 5)], names=by)
    sums = (
        sums.reindex(pd.MultiIndex.from_tuples(sorted({*grid, *sums.index}), names=by), fill_value=0)
        .fillna(0)
        .astype("int64")
    )
    total = sums.sum(axis=1)
    table = (sums / 100).rename(columns={"geplant": "Geplant", "bestellt": "Bestellt offen", "berechnet": "Berechnet"})
    table["Summe"], table["davon Zuwendung"] = total / 100, total * 90 // 100 / 100
    table["davon Eigenanteil"] = (total - total * 90 // 100) / 100
    return table.reset_index()


def plan_table(needs: pd.DataFrame, year: int) -> pd.DataFrame:
    finished = (needs["offen"] == 0) & (needs["Menge"] > 0) & (needs["Wunschjahr"] == year)
    rows = needs[(needs["frei"] & (needs["Jahr"] == year)) | finished].copy()
    rows["brutto"] = rows["geplant"].where(rows["frei"], 0)
    rows["Anteil"] = rows["brutto"].where(rows["Finanzierung"] == "DigitalPakt", 0)
    rows["wert"] = rows["netto"].where(rows["frei"], 0)
    rows["preis"] = rows["Einzelpreis netto"].where(rows["frei"])
    rows["Los"] = pd.Categorical(rows["Warengruppe"], GROUPS, ordered=True)
    table = rows.groupby(["Los", "Artikelnummer"], observed=True).agg(
        **{
            "Bezeichnung": ("Bezeichnung", "first"), "Einheit": ("Einheit", "first"),
            "Menge Bedarf": ("Menge", "sum"), "noch zu beschaffen": ("offen", "sum"),
            "Schulen": ("Schulnummer", "nunique"), "Einzelpreis netto": ("preis", "first"),
            "Auftragswert netto": ("wert", "sum"), "Betrag brutto": ("brutto", "sum"),
            "davon DigitalPakt": ("Anteil", "sum"),
        }
    )  # fmt: skip
    table["bereits bestellt"] = table["Menge Bedarf"] - table["noch zu beschaffen"]
    money = ["Einzelpreis netto", "Auftragswert netto", "Betrag brutto", "davon DigitalPakt"]
    table[money] = table[money] / 100
    return table.reset_index()


def lot_table(open_needs: pd.DataFrame) -> pd.DataFrame:
    sums = open_needs.groupby(["Jahr", "Warengruppe"])["netto"].sum()
    years = sorted({*YEARS, *open_needs["Jahr"]})
    grid = pd.MultiIndex.from_product([years, GROUPS], names=["Jahr", "Los"])
    table = (
        (sums.rename_axis(["Jahr", "Los"]).reindex(grid, fill_value=0) / 100).rename("Auftragswert netto").reset_index()
    )
    table["EU-Schwelle"] = table["Jahr"].map(THRESHOLDS)
    reached = table["Auftragswert netto"] >= table["EU-Schwelle"]
    table["Erreicht"] = np.where(reached, "ja", "nein")
    table["Hinweis Verfahren"] = pd.Series("EU-weites Verfahren", index=table.index).where(reached)
    return table


def delivery_table(needs: pd.DataFrame) -> pd.DataFrame:
    table = needs[needs["offen"] > 0].rename(columns={"Schulname": "Schule"})
    table["Menge"] = table["offen"]
    table["Los"] = pd.Categorical(table["Warengruppe"], GROUPS, ordered=True)
    automatic = table["Los"].isin(GROUPS[:2]) & table["Erfasst"].isin((2020, 2021))
    table["Anlass"] = np.where(automatic, "automatisch", "auf Anforderung")
    table["Gedeckt"] = np.select([table["Sperre"] != "", ~table["gedeckt"]], ["gesperrt", "nein"], "ja")
    table["Grund"] = table["Sperre"].where((table["Sperre"] != "") | table["gedeckt"], "Budget").replace("", None)
    return table.sort_values(["Jahr", "Los", "Schulnummer", "Artikelnummer", "Bedarfsnummer"])


def reading_table(schools: pd.DataFrame) -> pd.DataFrame:
    table = schools[["Schulnummer"]].assign(Schule=schools["Schulname"])
    for reading, level in READINGS:
        cap = schools[f"{reading} {level}"]
        table[f"Obergrenze {reading} {level}"] = cap / 100
        table[f"Rest {reading} {level}"] = (cap - schools["Säule 3"]) / 100
    return table
