"""Random baselines for the random plans, with requests that allow their changes or nearly do, and exemptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.oracle.columns import FUNDINGS

if TYPE_CHECKING:
    from random import Random

    from pakt_xl.domain.table import Cell
    from tests.oracle.spoil import Lines

FIELDS = {
    "Schule": "Schulnummer",
    "Artikel": "Artikelnummer",
    "Menge": "Menge",
    "Wunschjahr": "Wunschjahr",
    "Finanzierung": "Finanzierung",
}
OF_NEEDS = ("Z01", "Z02", "Z03", "Z04", "Z06", "Z07", "Z08", "Z09", "Z10", "Z11", "S08", "f01", "F01", "F02")
OF_SCHOOLS = ("S01", "S02", "S03", "S05", "s05", "S06")
DAYS = (date(2021, 12, 1), date(2022, 3, 1), date(2022, 3, 2), date(2023, 5, 4))


def decisions(chance: Random, needs: Lines) -> dict[str, Lines]:
    """Return the three tables; in half of the plans nothing was fixed yet."""
    frozen = [_frozen(chance, need) for need in needs if chance.random() < 0.93] if chance.random() < 0.5 else []
    frozen += [{**line, "Bedarfsnummer": "B-weg"} for line in frozen[:1] if chance.random() < 0.5]
    now = {str(need["Bedarfsnummer"]): need for need in (*frozen, *needs)}
    differing = _differing(frozen, now)
    asked = [_request(chance, number, now, differing) for number in range(chance.randrange(16))]
    exempt = [_exemption(chance, needs) for _ in range(chance.randrange(6))]
    return {"Festschreibung": frozen, "Änderungsanträge": asked, "Ausnahmen": exempt}


def _frozen(chance: Random, need: dict[str, Cell]) -> dict[str, Cell]:
    """Return a need as it was fixed; often it is the same, sometimes one or two fields have changed since."""
    line = {**need, "Festgeschrieben am": date(2021, 12, 1)}
    for header in chance.choice(((), (), (), (), ("Menge",), ("Wunschjahr",), ("Artikelnummer", "Finanzierung"))):
        line[header] = {
            "Menge": Decimal(chance.randrange(8)),
            "Wunschjahr": Decimal(chance.randrange(2020, 2025)),
            "Artikelnummer": chance.choice(("A-1", "017", "17")),
            "Finanzierung": chance.choice(FUNDINGS),
        }[header]
    if chance.random() < 0.05:
        line["Schulnummer"] = "190001"
    return line


def _differing(frozen: Lines, now: dict[str, dict[str, Cell]]) -> list[tuple[str, str]]:
    """Return need and field of what a request would have to allow."""
    known = {str(line["Bedarfsnummer"]): line for line in frozen}
    found = [
        (number, "Streichung" if header == "Menge" and now[number][header] == 0 else field)
        for number, line in known.items()
        for field, header in FIELDS.items()
        if line[header] != now[number][header]
    ]
    new = [(number, "Neuer Bedarf") for number in now if number not in known] if known else []
    return [*found, *new, *[("B-weg", "Streichung")] * ("B-weg" in known)]


def _request(
    chance: Random, number: int, needs: dict[str, dict[str, Cell]], differing: list[tuple[str, str]]
) -> dict[str, Cell]:
    """Return a request; often it asks for what the need has now."""
    need = chance.choice((*needs, "B-neu", "B-1"))
    field = chance.choice((*FIELDS, "Menge", "Menge", "Neuer Bedarf", "Streichung"))
    if differing and chance.random() < 0.6:
        need, field = chance.choice(differing)
    now = needs.get(need, {}).get(FIELDS.get(field, ""))
    wanted = now if chance.random() < 0.6 else chance.choice((Decimal(0), Decimal(5), "0", "5", "17", "DigitalPakt"))
    decision = chance.choice(("genehmigt", "genehmigt", "genehmigt", "offen", "abgelehnt"))
    decided = decision != "offen" and chance.random() < 0.9
    return {
        "Antragsnummer": f"AN-{number}",
        "Bedarfsnummer": need,
        "Feld": field,
        "Neuer Wert": wanted if field in FIELDS else None,
        "Begründung": "Umbau" if chance.random() < 0.85 else None,
        "Eingang am": chance.choice(DAYS),
        "Entscheidung": decision,
        "Entschieden am": chance.choice(DAYS) if decided else None,
        "Entschieden durch": "Medienzentrum" if decided and chance.random() < 0.9 else None,
    }


def _exemption(chance: Random, needs: Lines) -> dict[str, Cell]:
    numbers = [str(need["Bedarfsnummer"]) for need in needs]
    code, key = chance.choice(
        (
            (chance.choice(OF_SCHOOLS), chance.choice(("190001", "190002"))),
            (chance.choice(OF_NEEDS), chance.choice(numbers)),
            (chance.choice(("F01", "F02", "Z10")), chance.choice(numbers)),
            chance.choice(
                (
                    ("Z02", "A-1"),
                    ("F03", "AN-1"),
                    ("F03", "AN-2"),
                    ("Z14", "190001"),
                    ("B04", "O-1"),
                    ("B08", "R-1"),
                    ("M02", "AZ-1"),
                    ("J02", "WLAN"),
                )
            ),
        )
    )
    return {
        "Code": code,
        "Schlüssel": key,
        "Begründung": "geprüft",
        "Zugelassen durch": "Amt",
        "Gültig bis": chance.choice((None, None, *DAYS)),
    }
