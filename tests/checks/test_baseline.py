"""F01 to F05: what differs from the baseline, and whether the baseline is what was written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pakt_xl.planning.baseline_sum import baseline_checksum
from pakt_xl.reading import read_plan
from tests.checks.books import book, facts, findings, needs, report, sentence
from tests.tables import changed, workbook

GOOD_NEED = "B-0107 | 190001 | TAFEL | 4 | 2023 | DigitalPakt"
SECOND = "B-0108 | 190001 | FUNK | 2 | 2023 | DigitalPakt"
GOOD = needs(GOOD_NEED, SECOND)


def requests(*rows: str) -> str:
    """Requests: number | need | field | new value | reasons | decision | decided on | decided by."""
    header = "Antragsnummer | Bedarfsnummer | Feld | Neuer Wert | Begründung | Entscheidung | Entschieden am"
    return "\n".join((f"{header} | Entschieden durch", *rows))


def granted(field: str, wanted: str, reasons: str = "Umbau", need: str = "B-0107") -> str:
    return f"AN-1 | {need} | {field} | {wanted} | {reasons} | genehmigt | 1.2.2022 | Amt"


def after(*rows: str, request: str = "", frozen: str = GOOD) -> list[str]:
    """Findings of the needs of these rows beside the frozen ones."""
    asked = requests(request) if request else "Antragsnummer"
    return report(book(Bedarfe=needs(*rows), Festschreibung=frozen, Änderungsanträge=asked))


def test_a_plan_as_it_was_frozen_has_no_finding() -> None:
    assert after(GOOD_NEED, SECOND) == []


def test_a_plan_without_a_baseline_has_no_finding_whatever_changes() -> None:
    assert after("B-1 | 190001 | TAFEL | 9 | 2023 | DigitalPakt", frozen="Bedarfsnummer") == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("B-0107 | 190001 | FUNK  | 4 | 2023 | DigitalPakt", "Artikelnummer"),
        ("B-0107 | 190001 | TAFEL | 6 | 2023 | DigitalPakt", "Menge"),
        ("B-0107 | 190001 | TAFEL | 0 | 2023 | DigitalPakt", "Menge"),
        ("B-0107 | 190001 | TAFEL | 4 | 2024 | DigitalPakt", "Wunschjahr"),
        ("B-0107 | 190001 | TAFEL | 4 | 2023 | städtische Mittel", "Finanzierung"),
    ],
)
def test_F01_names_the_cell_that_differs(row: str, column: str) -> None:
    assert after(row, SECOND) == [f"F01 F Bedarfe.{column} B-0107"]


def test_F01_names_the_school_that_differs() -> None:
    tables = book(
        Schulen="Schulnummer\n190001\n190002",
        Bedarfe=needs(GOOD_NEED.replace("190001", "190002"), SECOND),
        Festschreibung=GOOD,
    )
    assert report(tables) == ["F01 F Bedarfe.Schulnummer B-0107"]


def test_F01_of_a_need_that_is_gone_stands_in_the_baseline() -> None:
    tables = book(Bedarfe=needs(SECOND), Festschreibung=GOOD)
    assert report(tables) == ["F01 F Festschreibung.Bedarfsnummer B-0107"]
    (finding,) = findings(tables)
    assert (finding.place.cell, finding.place.school) == ("B5", "190001")
    assert "steht nicht mehr im Blatt Bedarfe" in sentence(tables, "F01")


MORE = "B-0107 | 190001 | TAFEL | 6 | 2023 | DigitalPakt"


def test_example_9_a_what_was_granted_has_no_finding() -> None:
    assert after(MORE, SECOND, request=granted("Menge", "6")) == []


@pytest.mark.parametrize(
    ("request_", "codes", "says"),
    [
        ("", ["F01 F Bedarfe.Menge B-0107"], "Einen Antrag dazu gibt es nicht."),
        (
            granted("Menge", "6", reasons=""),
            ["F01 F Bedarfe.Menge B-0107", "F03 F Änderungsanträge.Begründung AN-1"],
            "Der Antrag AN-1 hat keine Begründung.",
        ),
        (granted("Menge", "5"), ["F01 F Bedarfe.Menge B-0107"], "Der Antrag AN-1 genehmigt „5“."),
        (
            "AN-1 | B-0107 | Menge | 6 | Umbau | offen | |",
            ["F01 F Bedarfe.Menge B-0107"],
            "Der Antrag AN-1 ist nicht genehmigt.",
        ),
    ],
    ids=["b", "c", "d", "open"],
)
def test_example_9_b_to_d_say_what_is_wrong_with_the_request(request_: str, codes: list[str], says: str) -> None:
    assert after(MORE, SECOND, request=request_) == codes
    asked = requests(request_) if request_ else "Antragsnummer"
    tables = book(Bedarfe=needs(MORE, SECOND), Festschreibung=GOOD, Änderungsanträge=asked)
    assert sentence(tables, "F01") == (
        f"Menge: festgeschrieben ist „4“, hier steht „6“. {says} Der Bedarf ist gesperrt."
    )


NEW = "B-0109 | 190001 | PC | 1 | 2023 | DigitalPakt"


def test_F02_names_a_need_that_was_not_frozen() -> None:
    assert after(GOOD_NEED, SECOND, NEW) == ["F02 F Bedarfe.Bedarfsnummer B-0109"]
    assert after(GOOD_NEED, SECOND, NEW, request=granted("Neuer Bedarf", "", need="B-0109")) == []


@pytest.mark.parametrize(
    ("cells", "column", "missing"),
    [
        (" | genehmigt | 1.2.2022 | Amt", "Begründung", "Begründung"),
        ("x | genehmigt |  | Amt", "Entschieden am", "Entschieden am"),
        ("x | genehmigt | 1.2.2022 | ", "Entschieden durch", "Entschieden durch"),
        (" | genehmigt |  | ", "Begründung", "Begründung, Entschieden am, Entschieden durch"),
    ],
)
def test_F03_says_what_an_approval_lacks(cells: str, column: str, missing: str) -> None:
    tables = book(Bedarfe=GOOD, Änderungsanträge=requests(f"AN-1 | B-0107 | Menge | 4 | {cells}"))
    assert report(tables) == [f"F03 F Änderungsanträge.{column} AN-1"]
    assert sentence(tables, "F03") == (
        f"Der Antrag ist genehmigt, es fehlt aber: {missing}. Der Bedarf B-0107 ist gesperrt."
    )
    assert findings(tables)[0].place.school == "190001"


@pytest.mark.parametrize(
    ("decision", "codes"),
    [("offen |  | ", ["R03 W Änderungsanträge.Begründung AN-1"]), ("abgelehnt | 1.2.2022 | Amt", [])],
)
def test_F03_is_silent_while_nothing_is_granted_an_open_request_has_R03(decision: str, codes: list[str]) -> None:
    tables = book(Bedarfe=GOOD, Änderungsanträge=requests(f"AN-1 | B-0107 | Menge | 4 |  | {decision}"))
    assert report(tables) == codes
    assert report(changed(tables, "Änderungsanträge", 1, "Begründung", "Umbau")) == []


def test_F04_names_what_was_granted_and_is_not_in_the_need() -> None:
    tables = book(Bedarfe=GOOD, Festschreibung=GOOD, Änderungsanträge=requests(granted("Menge", "6")))
    assert report(tables) == ["F04 W Änderungsanträge.Neuer Wert AN-1"]
    assert sentence(tables, "F04") == "Der Antrag ist genehmigt (Menge „6“), im Bedarf B-0107 steht es aber nicht."


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("Neuer Bedarf", "Der neue Bedarf B-0109 ist genehmigt, steht aber nicht im Blatt Bedarfe."),
        ("Streichung", "Der Antrag ist genehmigt (Streichung), im Bedarf B-0107 steht es aber nicht."),
    ],
)
def test_F04_of_a_new_or_withdrawn_need_stands_at_the_field(field: str, said: str) -> None:
    need = "B-0109" if field == "Neuer Bedarf" else "B-0107"
    assert after(GOOD_NEED, SECOND, request=granted(field, "", need=need)) == ["F04 W Änderungsanträge.Feld AN-1"]
    tables = book(Bedarfe=GOOD, Festschreibung=GOOD, Änderungsanträge=requests(granted(field, "", need=need)))
    assert sentence(tables, "F04") == said


def frozen_book(checksum: str = "") -> dict[str, str]:
    """Tables of a workbook whose baseline has the checksum that belongs to it, or another one."""
    rows = read_plan(workbook(Festschreibung=GOOD)).plan.baseline
    return {"Prüfsumme Festschreibung": checksum or baseline_checksum(rows)}


def test_F05_is_silent_on_a_baseline_as_it_was_written() -> None:
    tables = book(Bedarfe=GOOD, Festschreibung=GOOD, settings=frozen_book())
    assert report(tables) == []
    upper = frozen_book(frozen_book()["Prüfsumme Festschreibung"].upper())
    assert report(book(Bedarfe=GOOD, Festschreibung=GOOD, settings=upper)) == []


def test_F05_sees_a_value_that_was_changed_and_a_row_that_was_deleted() -> None:
    tables = book(Bedarfe=GOOD, Festschreibung=GOOD, settings=frozen_book())
    touched = changed(tables, "Festschreibung", 1, "Erfasst im Jahr", Decimal(2021))
    expected = "F05 F Einstellungen.Wert Prüfsumme Festschreibung"
    assert report(touched) == [expected]
    emptied = book(Bedarfe=GOOD, Festschreibung="Bedarfsnummer", settings=frozen_book())
    assert report(emptied) == [expected]


def test_F05_is_not_judged_without_a_checksum_or_with_a_cell_that_cannot_be_read() -> None:
    assert report(book(Bedarfe=GOOD, Festschreibung=GOOD)) == []
    tables = book(Bedarfe=GOOD, Festschreibung=GOOD, settings=frozen_book())
    blank = changed(tables, "Festschreibung", 1, "Erfasst im Jahr", None)
    assert report(blank) == ["Z01 F Festschreibung.Erfasst im Jahr B-0107"]


def test_F05_blocks_no_single_need() -> None:
    outlook = facts(book(Bedarfe=GOOD, Festschreibung=GOOD, settings=frozen_book("0" * 64)))
    assert [each.blocking for each in outlook.needs] == [(), ()]
