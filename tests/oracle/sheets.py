"""Oracle: the rows of the generated tables (readings 21 to 38)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.cells import d, h
from tests.oracle.columns import FUNDINGS, GROUPS
from tests.oracle.findings import lot_values, threshold
from tests.oracle.needs import ZERO, counted, day_of, funded, vat, worth
from tests.oracle.plan import FIRST_YEAR, LAST_YEAR, PROGRAMME, Plan, Row
from tests.oracle.schools import cap, listed, open_needs, reasons

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
Line = dict[str, Any]
ADDED = (
    "Budget",
    "Umschichtung",
    "Verfügbar",
    "Geplant",
    "Bestellt offen",
    "Berechnet",
    "Belegt",
    "Restbudget",
    "Nachrichtlich städtische Mittel",
    "Nachrichtlich anderes Programm",
)


def _sorted_schools(plan: Plan) -> list[Row]:
    return sorted(listed(plan), key=lambda school: school["Schulnummer"])


def _share(part: Decimal, whole: Decimal | None) -> Decimal | None:
    """Reading 23."""
    return (part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole is not None and whole > 0 else None


def budgets(plan: Plan) -> list[Line]:
    return [_budget_line(plan, school) for school in _sorted_schools(plan)]


def _budget_line(plan: Plan, school: Row) -> Line:
    others = {
        name: [n for n in counted(plan) if n["school"] is school and n["Finanzierung"] == name] for name in FUNDINGS
    }
    return {
        "Schulnummer": school["Schulnummer"],
        "Schule": school["Schulname"],
        "Schulform": school["Schulform"],
        "Budget": school["DigitalPakt-Budget"],
        "Umschichtung": school["transfer"],
        "Verfügbar": school["V"],
        "Geplant": school["P"],
        "Bestellt offen": school["O"],
        "Berechnet": school["I"],
        "Belegt": school["L"],
        "Restbudget": school["rest"],
        "Ausgeschöpft %": _share(school["L"], school["V"]),
        "Vollständig": "nein" if school.get("incomplete") else "ja",
        "Säule 3 Obergrenze": school["cap"],
        "Säule 3 Belegt": school["N"],
        "Säule 3 Rest": None if school["cap"] is None else school["cap"] - school["N"],
        "Bindende Grenze": school["binding"],
        "TPEK": school["TPEK"],
        "Infrastruktur": school["Infrastruktur"],
        "Nachrichtlich städtische Mittel": sum((worth(need) for need in others[FUNDINGS[1]]), ZERO),
        "Nachrichtlich anderes Programm": sum((worth(need) for need in others[FUNDINGS[2]]), ZERO),
    }


def budget_totals(plan: Plan) -> Line:
    """Reading 22."""
    lines = budgets(plan)
    totals: Line = {name: sum((line[name] or ZERO for line in lines), ZERO) for name in ADDED}
    totals["Ausgeschöpft %"] = _share(totals["Belegt"], totals["Verfügbar"])
    return totals


def cap_readings(plan: Plan) -> list[Line]:
    """Reading 98."""
    lines = []
    for school in _sorted_schools(plan):
        line = {"Schulnummer": school["Schulnummer"], "Schule": school["Schulname"]}
        for level in ("Schule", "Träger"):
            for reading in ("beide", "eine"):
                found, _ = cap(plan, school, reading, level)
                line[f"Obergrenze {reading} {level}"] = found
                line[f"Rest {reading} {level}"] = None if found is None else found - school["N"]
        lines.append(line)
    return lines


def years(plan: Plan) -> list[Line]:
    """Reading 31: DigitalPakt only, amounts where rule 10 puts them."""
    sums: dict[int, dict[int, Line]] = {year: _no_amounts() for year in YEARS}

    def add(year: int, pillar: int, column: str, amount: Decimal) -> None:
        if amount:
            sums.setdefault(year, _no_amounts())[pillar][column] += amount

    for need in funded(plan):
        if need["pillar"] is None:
            continue
        year = plan.today.year if need["year"] is None else need["year"]  # reading 60
        add(year, need["pillar"], "Geplant", need["P"] or ZERO)
        add(year, need["pillar"], "Bestellt offen", need["O"])
        for invoice in need["invoices"]:
            day = day_of(invoice)
            assert day is not None
            add(day.year, need["pillar"], "Berechnet", invoice["Betrag brutto"])
    shown = [year for year in sorted(sums) if year in YEARS or any(any(line.values()) for line in sums[year].values())]
    return [_year_line(year, pillar, amounts) for year in shown for pillar, amounts in sums[year].items()]


def _no_amounts() -> dict[int, Line]:
    return {pillar: {"Geplant": ZERO, "Bestellt offen": ZERO, "Berechnet": ZERO} for pillar in (1, 2, 3, 4)}


def _year_line(year: int, pillar: int, amounts: Line) -> Line:
    total = sum(amounts.values(), ZERO)
    grant = d(total * 90 / 100)
    more = {"Summe": total, "davon Zuwendung": grant, "davon Eigenanteil": total - grant}
    return {"Jahr": year, "Fördersäule": pillar} | amounts | more


def schedule(plan: Plan, year: int) -> list[Line]:
    """Plan of a year (readings 32, 33, 74)."""
    still_open = [need for need in open_needs(plan) if need["year"] == year]
    bought = [
        need
        for need in plan.rows["Bedarfe"]
        if (need["Menge"] or 0) > 0 and need["k"] == 0 and need["Wunschjahr"] == year and need["school"] is not None
    ]
    rows: dict[tuple[int, str], list[Row]] = {}
    for need in [*still_open, *bought]:
        if need["item"] is not None and need["group"] is not None:
            key = (GROUPS.index(need["group"]), need["item"]["Artikelnummer"])
            rows.setdefault(key, []).append(need)
    return [_schedule_line(needs) for _, needs in sorted(rows.items())]


def _schedule_line(needs: list[Row]) -> Line:
    item = needs[0]["item"]
    still_open = [need for need in needs if need["k"]]
    wanted, missing = sum(need["Menge"] for need in needs), sum(need["k"] for need in needs)
    return {
        "Los": item["Warengruppe"],
        "Artikelnummer": item["Artikelnummer"],
        "Bezeichnung": item["Bezeichnung"],
        "Einheit": None if "Einheit" in item["?"] else item["Einheit"] or "Stück",
        "Menge Bedarf": wanted,
        "bereits bestellt": wanted - missing,
        "noch zu beschaffen": missing,
        "Schulen": len({need["school"]["#"] for need in needs if need["school"]}),
        "Einzelpreis netto": _net_price(still_open[0]) if still_open else None,
        "Auftragswert netto": sum((need["net"] or ZERO for need in still_open), ZERO),
        "Betrag brutto": sum((need["P"] or ZERO for need in still_open), ZERO),
        "davon DigitalPakt": sum((need["P"] or ZERO for need in still_open if need["Finanzierung"] == PROGRAMME), ZERO),
    }


def _net_price(need: Row) -> Decimal | None:
    if need["price"] is None:  # an exemption lets a need without price be bought
        return None
    amount: Decimal = need["price"]["Einzelpreis"]
    return amount if need["price"]["Preisart"] == "netto" else h(amount * 100 / (100 + vat(need["day"])))


def lots(plan: Plan) -> list[Line]:
    """Reading 34."""
    values = lot_values(plan)
    all_years = sorted({*YEARS, *(year for year, _ in values)})
    return [_lot_line(year, group, values.get((year, group), ZERO)) for year in all_years for group in GROUPS]


def _lot_line(year: int, group: str, amount: Decimal) -> Line:
    limit = threshold(year)
    reached = limit is not None and amount >= limit
    return {
        "Jahr": year,
        "Los": group,
        "Auftragswert netto": amount,
        "EU-Schwelle": limit,
        "Erreicht": "ja" if reached else "nein",
        "Hinweis Verfahren": "EU-weites Verfahren" if reached else None,
    }


def distribution(plan: Plan) -> list[Line]:
    """Reading 35, lapsed needs by reading 30."""
    listed_needs = [need for need in plan.rows["Bedarfe"] if need["k"] and need["year"] is not None]
    return [_distribution_line(need) for need in sorted(listed_needs, key=_distribution_order)]


def _distribution_order(need: Row) -> tuple[Any, ...]:
    group = GROUPS.index(need["group"]) if need["group"] else len(GROUPS)
    texts = [need[header] or "" for header in ("Schulnummer", "Artikelnummer", "Bedarfsnummer")]
    return (need["year"], group, *texts, need["#"])


def _distribution_line(need: Row) -> Line:
    codes = reasons(need)
    covered, why = "ja", ""
    if need["lapsed"]:
        covered, why = "nein", "verfallen"
    elif codes:
        covered, why = "gesperrt", ", ".join(codes)
    elif need.get("uncovered"):
        covered, why = "nein", "Budget"
    automatic = need["group"] in ("Präsentationstechnik", "WLAN") and need["Erfasst im Jahr"] in (2020, 2021)
    return {
        "Jahr": need["year"],
        "Los": need["group"],
        "Schulnummer": need["Schulnummer"],
        "Schule": need["school"]["Schulname"] if need["school"] else None,
        "Artikelnummer": need["Artikelnummer"],
        "Bezeichnung": need["item"]["Bezeichnung"] if need["item"] else None,
        "Menge": need["k"],
        "Bedarfsnummer": need["Bedarfsnummer"],
        "Finanzierung": need["Finanzierung"],
        "Anlass": "automatisch" if automatic else "auf Anforderung",
        "Gedeckt": covered,
        "Grund": why,
    }
