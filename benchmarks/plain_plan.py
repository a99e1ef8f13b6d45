"""Part of plain.py: values, budgets, caps and obstacles in whole columns, amounts in whole cents."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import pandas as pd

YEARS = range(2020, 2025)
GROUPS = ["Präsentationstechnik", "WLAN", "LAN und Server", "Arbeitsplätze", "Mobile Endgeräte", "Sonstiges"]
CAP = 25_000_00
READINGS = [("beide", "Schule"), ("eine", "Schule"), ("beide", "Träger"), ("eine", "Träger")]
Frames: TypeAlias = dict[str, pd.DataFrame]
Settings: TypeAlias = dict[str, object]


def vat_on(day: pd.Series) -> pd.Series:
    return pd.Series(np.where((day >= "2020-07-01") & (day <= "2020-12-31"), 16, 19), index=day.index)


def divided(amount: pd.Series, by: pd.Series | int) -> pd.Series:
    """Half up to the cent; amounts are not negative here."""
    return (2 * amount + by) // (2 * by)


def valued(frames: Frames, as_of: pd.Timestamp) -> pd.DataFrame:
    """Needs with item, school and price, and with P, O and I."""
    needs = frames["Bedarfe"][["Bedarfsnummer", "Schulnummer", "Artikelnummer", "Menge", "Wunschjahr"]].copy()
    needs[["Finanzierung", "Erfasst", "Zeile"]] = frames["Bedarfe"][["Finanzierung", "Erfasst im Jahr", "Zeile"]]
    needs = needs.merge(frames["Katalog"].drop(columns="Zeile"), on="Artikelnummer", how="left")
    schools = frames["Schulen"][["Schulnummer", "Schulname", "Infrastruktur", "TPEK", "Geschlossen ab"]]
    needs = needs.merge(schools, on="Schulnummer", how="left")
    wished = pd.to_datetime(needs["Wunschjahr"].astype(str) + "-01-01")
    needs["Tag"] = wished.where(wished > as_of, as_of).astype("datetime64[ns]")
    needs["Jahr"] = needs["Wunschjahr"].clip(lower=as_of.year)
    prices = frames["Preise"][["Artikelnummer", "Gültig ab", "Einzelpreis", "Preisart"]]
    prices = prices.astype({"Gültig ab": "datetime64[ns]"}).sort_values("Gültig ab")
    needs = pd.merge_asof(
        needs.sort_values("Tag", kind="stable"), prices, left_on="Tag", right_on="Gültig ab", by="Artikelnummer"
    ).sort_values("Zeile")
    needs = needs.merge(bought(frames["Bestellungen"], frames["Rechnungen"]), on="Bedarfsnummer", how="left")
    needs = needs.fillna({"bestellt": 0, "berechnet": 0, "gebunden": 0, "Bestellmenge": 0})
    needs["offen"] = (needs["Menge"] - needs["gebunden"]).clip(lower=0).astype("int64")
    return with_plan_values(needs)


def with_plan_values(needs: pd.DataFrame) -> pd.DataFrame:
    """Add P gross and net; nothing where a price is missing."""
    price = needs["Einzelpreis"].fillna(0).astype("int64")
    vat, amount = vat_on(needs["Tag"]), needs["offen"] * price
    is_net = needs["Preisart"] == "netto"
    needs["ohne Preis"] = (needs["offen"] > 0) & needs["Einzelpreis"].isna()
    needs["geplant"] = amount.where(~is_net, divided(amount * (100 + vat), 100))
    needs["netto"] = amount.where(is_net, divided(amount * 100, 100 + vat))
    needs["Einzelpreis netto"] = price.where(is_net, divided(price * 100, 100 + vat))
    needs["Wert"] = (needs["geplant"] + needs["bestellt"] + needs["berechnet"]).astype("int64")
    return needs


def bought(orders: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """O, I and C by need."""
    pair = ["Bestellnummer", "Bedarfsnummer"]
    active = orders[orders["Status"] == "bestellt"].groupby(pair)[["Menge", "Betrag brutto"]].sum()
    billed = invoices.groupby(pair)[["Menge"]].sum().rename(columns={"Menge": "i"})
    active = active.join(billed).fillna({"i": 0}).astype("int64")
    rest = (active["Menge"] - active["i"]).clip(lower=0)
    active["bestellt"] = divided(active["Betrag brutto"] * rest, active["Menge"])
    active["gebunden"] = active[["Menge", "i"]].max(axis=1) - active["i"]
    by_need = active.groupby("Bedarfsnummer")[["bestellt", "gebunden", "Menge"]].sum()
    by_need = by_need.rename(columns={"Menge": "Bestellmenge"})
    paid = invoices.groupby("Bedarfsnummer")[["Betrag brutto", "Menge"]].sum()
    both = by_need.join(paid, how="outer").fillna(0).astype("int64")
    both["gebunden"] += both["Menge"]
    return both.rename(columns={"Betrag brutto": "berechnet"}).drop(columns="Menge").reset_index()


def with_sums(schools: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """Schools with the sums of their needs."""
    grant = needs[needs["Finanzierung"] == "DigitalPakt"]
    sums = grant.groupby("Schulnummer")[["geplant", "bestellt", "berechnet", "Wert"]].sum()
    sums["Säule 3"] = grant[grant["Fördersäule"] == 3].groupby("Schulnummer")["Wert"].sum()
    for name, funding in (("Stadt", "städtische Mittel"), ("anderes", "anderes Förderprogramm")):
        sums = sums.join(
            needs[needs["Finanzierung"] == funding].groupby("Schulnummer")["Wert"].sum().rename(name), how="outer"
        )
    sums["lückenhaft"] = needs.groupby("Schulnummer")["ohne Preis"].any()
    numbers = ["geplant", "bestellt", "berechnet", "Wert", "Säule 3", "Stadt", "anderes", "lückenhaft"]
    schools = schools.merge(sums, left_on="Schulnummer", right_index=True, how="left")
    schools[numbers] = schools[numbers].fillna(0).astype("int64")
    schools["Rest"] = schools["DigitalPakt-Budget"] - schools["Wert"]
    return schools.sort_values("Schulnummer")


def with_caps(schools: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Schools with the cap of pillar 3 under each reading, and the one that is set."""
    share = schools["DigitalPakt-Budget"] * 20 // 100
    none = schools["Infrastruktur"] == "nicht vorhanden"
    for reading, level in READINGS:
        cap = share.clip(upper=CAP) if reading == "beide" else share.clip(lower=CAP)
        cap = cap if level == "Schule" else pd.Series(CAP, index=schools.index)
        schools[f"{reading} {level}"] = cap.where(~none, 0)
    schools["Grenze"] = schools[f"{settings['Obergrenze Lesart']} {settings['Obergrenze Ebene']}"]
    binding = np.where(schools["Grenze"] == share, "20 %", "25.000 €")
    schools["bindend"] = np.where(none, "keine Infrastruktur", binding)
    return schools


def with_states(needs: pd.DataFrame, schools: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Needs with what blocks them, and whether the budget covers them."""
    grant, is_open = needs["Finanzierung"] == "DigitalPakt", needs["offen"] > 0
    withdrawn = (needs["Menge"] == 0) & (needs["Bestellmenge"] == 0) & (needs["berechnet"] == 0)
    active = grant & ~withdrawn
    no_base = schools[(schools["Infrastruktur"] == "nicht vorhanden") & (schools["Säule 3"] > 0)]["Schulnummer"]
    codes = {
        "Z03": needs["Bedarfsnummer"].duplicated(keep=False),
        "Z04": needs["Schulname"].isna() | needs["Bezeichnung"].isna(),
        "Z06": active & ~needs["Wunschjahr"].isin(YEARS),
        "Z07": active & (needs["Förderfähig"] == "nein") & (needs["Fördersäule"] != 4),
        "Z08": active & (needs["Fördersäule"] == 4),
        "Z10": needs["ohne Preis"],
        "S03": grant & (needs["Fördersäule"] == 3) & needs["Schulnummer"].isin(no_base),
        "S05": grant & (needs["TPEK"] == "fehlt"),
        "S08": is_open & (needs["Jahr"] >= pd.to_datetime(needs["Geschlossen ab"]).dt.year),
    }
    reason = pd.Series("", index=needs.index)
    for code, holds in codes.items():
        needs[code] = holds
        reason = reason.where(~holds, reason + ", " + code)
    needs["Sperre"] = reason.str.removeprefix(", ")
    needs["Z09"] = active & (needs["Fördersäule"] == 3)
    needs["Z11"] = is_open & (needs["Wunschjahr"] < as_of.year) & ~codes["Z06"]
    needs["Rang"] = ranks(needs)
    needs["gedeckt"] = covered(needs[grant & (needs["geplant"] > 0)], schools).reindex(needs.index, fill_value=True)
    needs["frei"] = is_open & (needs["Sperre"] == "") & needs["gedeckt"]
    return needs


def ranks(needs: pd.DataFrame) -> pd.Series:
    group, pillar = needs["Warengruppe"], needs["Fördersäule"]
    first, second = group.isin(GROUPS[:2]), group == "LAN und Server"
    return pd.Series(np.select([first, second, pillar == 1, pillar == 2, pillar == 3], [1, 2, 3, 4, 5], 6), needs.index)


def covered(planned: pd.DataFrame, schools: pd.DataFrame) -> pd.Series:
    """Covered in the order of the ranks, until the first need that does not fit."""
    ranked = planned.sort_values(["Schulnummer", "Rang", "Wunschjahr", "Erfasst", "Bedarfsnummer"])
    left = schools["DigitalPakt-Budget"] - schools["berechnet"] - schools["bestellt"]
    left = ranked["Schulnummer"].map(pd.Series(left.to_numpy(), index=schools["Schulnummer"]))
    running = ranked.groupby("Schulnummer")["geplant"].cumsum()
    return ~(running > left).groupby(ranked["Schulnummer"]).cummax()
