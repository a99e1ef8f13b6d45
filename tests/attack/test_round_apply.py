"""Approved requests that would do harm if they were put into Bedarfe: what was bought already stays what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.masters import rows
from tests.test_run_apply import applied, frozen, proposed

if TYPE_CHECKING:
    from pathlib import Path

ORDER = """
    Bestellnummer | Bedarfsnummer | Menge | Betrag brutto | Status
    O-1           | B-3           | 2     | 1.700,00      | bestellt
    """
INVOICE = """
    Rechnungsnummer | Bedarfsnummer | Menge | Betrag brutto | Rechnungssumme
    R-1             | B-3           | 1     | 850,00        | 850,00
    """
BOUGHT = {
    "bestellt": {"Bestellungen": ORDER},
    "berechnet": {"Rechnungen": INVOICE},
    "unlesbar": {"Bestellungen": ORDER.replace("| 2 ", "|   ")},
}
WHY = "Antrag Ä-1: Zum Bedarf B-3 ist schon bestellt oder berechnet; das würde mit umgestellt. "


@pytest.mark.parametrize("bought", BOUGHT.values(), ids=BOUGHT)
@pytest.mark.parametrize("line", ["Ä-1 | B-3 | Artikel | A-1", "Ä-1 | b-3 | Schule | 190002"])
def test_what_was_bought_becomes_no_other_item_and_no_cost_of_another_school(
    line: str, bought: dict[str, str], tmp_path: Path
) -> None:
    changes, left = proposed(frozen(tmp_path, line, "Ä-2 | B-2 | Artikel | A-1", **bought))
    assert changes == ["Bedarfe!C6: Artikelnummer A-2 -> A-1, Antrag Ä-2"]
    assert [text[: len(WHY)] for text in left] == [WHY]


def test_after_a_cancelled_order_the_item_may_change(tmp_path: Path) -> None:
    cancelled = ORDER.replace("bestellt\n", "storniert\n")
    path = frozen(tmp_path, "Ä-1 | B-3 | Artikel | A-1", Bestellungen=cancelled)
    assert proposed(path) == (["Bedarfe!C7: Artikelnummer A-3 -> A-1, Antrag Ä-1"], [])


@pytest.mark.parametrize("line", ["Menge | 1", "Wunschjahr | 2023", "Finanzierung | städtische Mittel", "Streichung |"])
def test_everything_else_of_a_need_may_change_after_the_order(line: str, tmp_path: Path) -> None:
    changes, left = proposed(frozen(tmp_path, f"Ä-1 | B-3 | {line}", Bestellungen=ORDER))
    assert (len(changes), left) == (1, [])


@pytest.mark.parametrize("value", ["6 Stück", "1E308", "６", "4\u200b5", "=4", "4 oder 5", "1e0", "²"])
def test_a_quantity_is_never_guessed(value: str, tmp_path: Path) -> None:
    path = frozen(tmp_path, f"Ä-1 | B-1 | Menge | {value}")
    changes, left = proposed(path)
    assert changes == []
    assert left[0].startswith("Antrag Ä-1: Neuer Wert für Menge nicht lesbar: ")


@pytest.mark.parametrize("line", ["\u200bÄ-1\u200b |  b-1\u00a0 | MENGE | 4\u200b", "Ä-1 | B-1 | \u00a0streichung |"])
def test_blanks_that_nobody_sees_and_another_case_do_no_harm(line: str, tmp_path: Path) -> None:
    path = frozen(tmp_path, line)
    applied(path)
    assert rows(path, "Bedarfe")[0]["Menge"] in {4, 0}
    assert proposed(path) == ([], [])
