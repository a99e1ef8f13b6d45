"""What becomes of a user's columns in an open workbook, column by column."""

from __future__ import annotations

from decimal import Decimal

from pakt_xl.books.live_user import UserColumn, user_columns
from pakt_xl.domain.table import Cell, Formula, Link, Table
from pakt_xl.ooxml.fill_user import Note

OURS = ("Jahr", "Wert")
NOW, LATER = (Decimal(2020), Decimal(2021), Decimal(2022)), (Decimal(2022), Decimal(2020), Decimal(2021))


def column(cells: tuple[Cell, ...], years: tuple[Cell, ...] = NOW) -> tuple[UserColumn, tuple[Note, ...]]:
    """Return what becomes of a column „Notiz“ beside the years 2020 to 2022 when these years are filled."""
    before = tuple((cell, year, Decimal(at)) for at, (cell, year) in enumerate(zip(cells, NOW, strict=True)))
    after = tuple((year, Decimal(7)) for year in years)
    ((found,), notes) = user_columns(
        Table("Lose", ("Notiz", *OURS), before), Table("Lose", OURS, after, key=("Jahr",)), (None, 0, 1)
    )
    return found, notes


def doubled(*rows: int) -> tuple[Cell, ...]:
    return tuple(Formula(f"B{row}*2", None) for row in rows)


def test_typed_cells_follow_their_key_whatever_else_changed() -> None:
    found, notes = column(("a", None, "b"), LATER)
    assert (found.typed, found.origins, found.moved) == ({1: "a", 0: "b"}, {1: 0, 0: 2}, True)
    assert notes == ()


def test_cells_that_stay_where_they_are_move_nothing() -> None:
    found, _ = column(("a", " ", "b"))
    assert (found.typed, found.origins, found.moved) == ({0: "a", 2: "b"}, {0: 0, 2: 2}, False)


def test_one_cell_that_moves_is_a_move_whichever_it_is() -> None:
    years = (Decimal(2020), Decimal(2022), Decimal(2021))
    assert column((None, "a", None), years)[0].moved
    found, _ = column(("a", None, None), years)
    assert not found.moved, "its row stays"
    found, _ = column(("a", "b", "c"), (Decimal(2021), Decimal(2020), Decimal(2022)))
    assert found.moved, "the last one stays"


def test_a_cell_that_has_lost_its_row_is_a_note_and_a_move() -> None:
    found, notes = column((None, "Rückruf", None), (Decimal(2020),))
    assert notes == (Note("Lose", "2021", "Notiz", "Rückruf"),)
    assert (found.typed, found.moved) == ({}, True)


def test_a_note_says_what_was_typed() -> None:
    cells: tuple[Cell, ...] = (Formula("1+1", Decimal(2)), Link("Schulen", "B7"), Decimal("0.5"))
    _, notes = column(cells, (Decimal(1999),))
    assert [note.value for note in notes] == ["=1+1", "B7", Decimal("0.5")]


def test_a_table_without_rows_keeps_what_stands_beside_its_blank_row() -> None:
    before = Table("Lose", ("Notiz", *OURS), (("a", None, None),))
    (found,), notes = user_columns(before, Table("Lose", OURS, (), key=("Jahr",)), (None, 0, 1))
    assert (found.typed, notes) == ({0: "a"}, ())


def test_a_formula_in_every_row_is_the_columns_and_nothing_typed() -> None:
    found, _ = column(doubled(5, 6, 7), LATER)
    assert (found.formula, found.typed, found.moved) == ("B5*2", {}, False)


def test_a_formula_in_half_of_the_rows_is_the_columns() -> None:
    before = tuple((cell, year) for cell, year in zip((*doubled(5), "von Hand"), NOW[:2], strict=True))
    after = Table("Lose", OURS[:1], tuple((year,) for year in NOW[:2]), key=OURS[:1])
    (found,), _ = user_columns(Table("Lose", ("Notiz", "Jahr"), before), after, (None, 0))
    assert (found.formula, found.typed) == ("B5*2", {1: "von Hand"})


def test_a_formula_in_fewer_rows_was_typed_and_its_references_move_along() -> None:
    found, _ = column((*doubled(5), None, None), LATER)
    assert found.formula is None
    assert found.typed == {1: Formula("B6*2", None)}


def test_another_formula_in_a_column_with_one_was_typed() -> None:
    found, _ = column((*doubled(5, 6), Formula("B7*3", None)))
    assert (found.formula, found.typed) == ("B5*2", {2: Formula("B7*3", None)})
