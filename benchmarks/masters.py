"""Large master workbooks for the benchmarks: schools of the official list if it is there, needs invented by a seed.

A master is made as the demo of Hamm is: the template, filled with needs, orders and invoices.
``python masters.py MASTER.xlsx 1300 30000`` makes one with so many schools and needs.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pakt_xl.domain.rows.base import (
    ABSENT,
    APPLIED_FOR,
    CITY,
    CONCEPT_DONE,
    CONCEPT_IN_PROGRESS,
    CONCEPT_MISSING,
    CONCEPT_PRESENT,
    OTHER_PROGRAMME,
    PRESENT,
    PROGRAMME,
)
from pakt_xl.domain.table import Table
from pakt_xl.layout.demo.catalogue import ITEMS, MOBILE
from pakt_xl.layout.demo.needs import DemoNeed, DemoSchool
from pakt_xl.layout.demo.tables import tables_of
from pakt_xl.ooxml.save import save
from pakt_xl.programme import load
from pakt_xl.run.demo import demo_package
from pakt_xl.run.state_list import SCHOOL_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAMME_ID = "digitalpakt_nrw_2019"
SCHOOL_LIST = "PAKT_XL_SCHOOL_LIST"
BESIDE = Path(__file__).parents[2] / "shared" / "data" / "schulgrunddaten_nrw_2021.csv"
YEARS, YEAR_WEIGHTS = (2020, 2021, 2022, 2023, 2024), (14, 22, 26, 22, 16)
FUNDINGS, DEVICE_WEIGHTS, OTHER_WEIGHTS = (PROGRAMME, CITY, OTHER_PROGRAMME), (5, 75, 20), (98, 2, 0)
INFRASTRUCTURES, INFRASTRUCTURE_WEIGHTS = (PRESENT, APPLIED_FOR, ABSENT), (94, 4, 2)
CONCEPTS = (CONCEPT_DONE, CONCEPT_PRESENT, CONCEPT_IN_PROGRESS, CONCEPT_MISSING)
CONCEPT_WEIGHTS = (90, 5, 4, 1)
ROUND_TO = 500


def main() -> None:
    path, schools, needs = sys.argv[1:]
    make_master(Path(path), int(schools), int(needs))
    print(where_schools_come_from())


def make_master(path: Path, schools: int, needs: int) -> None:
    """Write a master with so many schools and needs, and orders and invoices in the proportion of the demo."""
    facts = school_facts(schools)
    wanted = _needs(facts, needs)
    tables = tables_of(_schools(facts, wanted), wanted)
    settings = tables["Einstellungen"]
    budget = sum((row[3] for row in tables["Schulen"].rows if isinstance(row[3], Decimal)), Decimal(0))
    rows = tuple(("Trägerbudget", budget) if row[0] == "Trägerbudget" else row for row in settings.rows)
    tables["Einstellungen"] = Table(settings.name, settings.headers, rows)
    save(demo_package(load(PROGRAMME_ID), tables), path)


def school_facts(count: int) -> list[tuple[str, str, str]]:
    """Return number, name and type of schools, spread over the official list; what it lacks is invented."""
    facts = _official()
    facts += [
        (f"{900000 + number}", f"Erfundene Schule {number}", "Grundschule") for number in range(len(facts), count)
    ]
    return [facts[number * len(facts) // count] for number in range(count)]


def _official() -> list[tuple[str, str, str]]:
    place = school_list()
    if place is None:
        return []
    lines = place.read_text(encoding="utf-8").splitlines()[1:]
    return [
        (row["Schulnummer"], row["Kurzbezeichnung"], SCHOOL_TYPES[row["Schulform"]])
        for row in csv.DictReader(lines, delimiter=";")
        if row["Schulform"] in SCHOOL_TYPES
    ]


def school_list() -> Path | None:
    """Return the official list of schools: the file that the variable names, else the one beside the project."""
    place = Path(os.environ.get(SCHOOL_LIST, BESIDE))
    return place if place.is_file() else None


def where_schools_come_from() -> str:
    """Return a sentence for the report of a benchmark."""
    place = school_list()
    if place is None:
        return f"School numbers are invented: no official list ({SCHOOL_LIST} is not set, {BESIDE} is not there)."
    return f"School numbers and names from {place.name}; needs, orders and invoices invented by a fixed seed."


def _needs(facts: Sequence[tuple[str, str, str]], count: int) -> list[DemoNeed]:
    """Return the needs, school by school, as many for each."""
    chance = Random(30)
    weights = list(accumulate(item.weight for item in ITEMS))
    found = []
    for number in range(count):
        item = chance.choices(ITEMS, cum_weights=weights)[0]
        year = chance.choices(YEARS, YEAR_WEIGHTS)[0]
        funding = chance.choices(FUNDINGS, DEVICE_WEIGHTS if item.group == MOBILE else OTHER_WEIGHTS)[0]
        school, quantity = facts[number * len(facts) // count][0], chance.randint(1, item.most)
        recorded = 2020 if year == YEARS[0] else chance.choice((2020, 2021))
        found.append(DemoNeed(f"B-{number + 1:06d}", school, item, quantity, year, funding, recorded))
    return found


def _schools(facts: Sequence[tuple[str, str, str]], needs: Sequence[DemoNeed]) -> list[DemoSchool]:
    """Give each school a budget a little above what it plans; a few get too little."""
    chance = Random(1300)
    cost: defaultdict[str, Decimal] = defaultdict(Decimal)
    for need in needs:
        if need.funding == PROGRAMME:
            cost[need.school] += need.cost
    found = []
    for number, name, school_type in facts:
        share = Decimal(chance.randint(980, 1200)) / 1000
        budget = (cost[number] * share / ROUND_TO).to_integral_value() * ROUND_TO
        infrastructure = chance.choices(INFRASTRUCTURES, INFRASTRUCTURE_WEIGHTS)[0]
        concept = chance.choices(CONCEPTS, CONCEPT_WEIGHTS)[0]
        found.append(DemoSchool(number, name, school_type, budget, infrastructure, concept))
    return found


if __name__ == "__main__":
    main()
