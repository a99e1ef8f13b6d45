"""On random plans every sum of Mittelabruf and Verwendungsnachweis is that of its list, every row that of an input."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, TypeAlias

import pytest

from pakt_xl.domain.actions import Part
from pakt_xl.domain.money import ZERO, percent_down
from pakt_xl.planning.compute import outlook
from pakt_xl.reading import read_plan
from pakt_xl.reports import build_all
from tests.reports.facts import PROGRAMME, view
from tests.reports.random_funds import random_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pakt_xl.domain.table import Cell, Table

Row: TypeAlias = "Mapping[str, Cell]"
Tables: TypeAlias = "Mapping[str, Table]"
SEEDS = range(20)
GRANT_PERCENT = Decimal(90)


def made(seed: int) -> tuple[Tables, Tables]:
    """Input tables of a seed and the tables of the grant that they give."""
    inputs = random_workbook(Random(seed))  # noqa: S311  a test, not a secret
    facts = outlook(read_plan(inputs).plan, PROGRAMME)
    return inputs, {table.name: table for table in build_all(view(facts), {Part.FUNDS})}


def rows(table: Table) -> list[Row]:
    return [dict(zip(table.headers, cells, strict=True)) for cells in table.rows]


def sums(of: Iterable[Row], header: str, by: str = "Aktenzeichen") -> dict[Cell, Decimal]:
    """Sums of a column by another one; blank amounts are none."""
    found: defaultdict[Cell, Decimal] = defaultdict(lambda: ZERO)
    for row in of:
        amount = row[header]
        found[row[by]] += amount if isinstance(amount, Decimal) else ZERO
    return dict(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_of_the_head_tables_are_the_sums_of_their_lists(seed: int) -> None:
    _, built = made(seed)
    heads, proofs = rows(built["Mittelabruf"]), rows(built["Verwendungsnachweis"])
    listed = sums(rows(built["VerwendungsnachweisBelege"]), "Betrag")
    wholes = [row for row in proofs if row["Warengruppe"] == "gesamt"]
    groups = sums((row for row in proofs if row["Warengruppe"] != "gesamt"), "Tatsächliche Ausgaben")
    spent = sums(heads, "Bezahlte Ausgaben")
    assert any(spent.values())
    assert {key: amount for key, amount in spent.items() if amount or key in listed} == listed == groups
    assert sums(wholes, "Tatsächliche Ausgaben") == spent
    for head, whole in zip(heads, wholes, strict=True):
        assert head["davon Zuwendung"] == whole["Zuwendung"] == share(head)
        assert whole["Eigenanteil"] == number(whole["Tatsächliche Ausgaben"]) - number(whole["Zuwendung"])
        assert head["Abrufbar"] == whole["Differenz"] == number(whole["Zuwendung"]) - number(whole["Abgerufen"])


def share(head: Row) -> Decimal:
    """Z of rule 12, from what the row itself shows."""
    return min(number(head["Bewilligt"]), percent_down(GRANT_PERCENT, number(head["Bezahlte Ausgaben"])))


def number(cell: Cell) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_called_is_the_sum_of_the_calls_whatever_case_names_the_notice(seed: int) -> None:
    inputs, built = made(seed)
    calls = [{**row, "Aktenzeichen": str(row["Aktenzeichen"]).upper()} for row in rows(inputs["Mittelabrufe"])]
    typed = sums(calls, "Betrag")
    called = sums(rows(built["Mittelabruf"]), "Bereits abgerufen")
    assert called == {key: typed.get(key, ZERO) for key in ("AZ-1", "AZ-2", "AZ-3")}  # AZ-4 cannot be read


def input_rows(inputs: Tables) -> list[Row]:
    """Invoice rows with the names of their school and item; those of an unknown need have none."""
    schools = {row["Schulnummer"]: row["Schulname"] for row in rows(inputs["Schulen"])}
    items = {row["Artikelnummer"]: row["Bezeichnung"] for row in rows(inputs["Katalog"])}
    needs = {row["Bedarfsnummer"]: row for row in rows(inputs["Bedarfe"])}
    found: list[Row] = []
    for row in rows(inputs["Rechnungen"]):
        need = needs.get(row["Bedarfsnummer"])
        if need:
            names = {"Schule": schools[need["Schulnummer"]], "Artikel": items[need["Artikelnummer"]]}
            found.append({**row, **names, "Schulnummer": need["Schulnummer"], "Betrag": row["Betrag brutto"]})
    return found


def counted(of: Iterable[Row], headers: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Rows by these cells, compared as the keys are: case ignored."""
    names = tuple(headers)
    return Counter(tuple(str(row[name]).upper() for name in names) for row in of)


@pytest.mark.parametrize("table", ["MittelabrufBelege", "VerwendungsnachweisBelege"])
def test_every_row_of_a_list_is_a_row_of_rechnungen_with_the_same_cells(table: str) -> None:
    found = 0
    for seed in SEEDS:
        inputs, built = made(seed)
        headers = built[table].headers
        listed, typed = counted(rows(built[table]), headers), counted(input_rows(inputs), headers)
        assert listed <= typed
        found += listed.total()
    assert found > 10 * len(SEEDS)


def test_invoice_supplier_school_and_item_lead_back_to_the_rows_that_bear_them() -> None:
    trace = ("Rechnungsnummer", "Lieferant", "Schule", "Artikel", "Betrag")
    for seed in SEEDS:
        inputs, built = made(seed)
        typed = counted(input_rows(inputs), trace)
        for table in ("MittelabrufBelege", "VerwendungsnachweisBelege"):
            assert counted(rows(built[table]), trace) <= typed


@pytest.mark.parametrize("seed", SEEDS)
def test_the_list_of_the_call_is_that_of_the_proof_without_what_bears_a_number(seed: int) -> None:
    inputs, built = made(seed)
    headers = built["MittelabrufBelege"].headers
    numbered = counted((row for row in input_rows(inputs) if row["Abrufnummer"]), headers)
    proof = counted(rows(built["VerwendungsnachweisBelege"]), headers)
    assert counted(rows(built["MittelabrufBelege"]), headers) == proof - numbered


@pytest.mark.parametrize("seed", SEEDS)
def test_stock_is_what_was_delivered_less_what_is_gone(seed: int) -> None:
    inputs, built = made(seed)
    bound = rows(built["Zweckbindung"])
    assert bound
    assert all(row["Bestand"] == whole(row["Menge geliefert"]) - whole(row["Abgänge"]) for row in bound)
    gone = sum(number(row["Menge"]) for row in rows(inputs["Abgänge"]))
    assert sum(whole(row["Abgänge"]) for row in bound) <= gone


def whole(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell
