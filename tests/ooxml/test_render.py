"""Cells as XML text: every kind of value, subclasses of a kind, and memory that forgets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.table import ErrorValue, Formula, Link
from pakt_xl.ooxml import render
from pakt_xl.ooxml.render import Column, Frame

if TYPE_CHECKING:
    from pakt_xl.ooxml.render import Written


class _Looks:
    def dated(self, style: int, *, timed: bool) -> int | None:
        return style + 100 + timed

    def undated(self, style: int) -> int:
        return style


class _Gravity(StrEnum):
    ERROR = "Fehler"


class _Pillar(IntEnum):
    THREE = 3


def _cell(value: Written, prefix: str = "") -> str:
    return Column("B", 7, Frame(prefix, date1904=False, looks=_Looks())).cells(4, [value])[0]


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, '<c r="B4" s="7"/>'),
        ("", '<c r="B4" s="7"/>'),
        ("\x07", '<c r="B4" s="7"/>'),
        ("=1+1", '<c r="B4" s="7" t="inlineStr"><is><t>=1+1</t></is></c>'),
        (" a\n", '<c r="B4" s="7" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>'),
        (_Gravity.ERROR, '<c r="B4" s="7" t="inlineStr"><is><t>Fehler</t></is></c>'),
        (_Pillar.THREE, '<c r="B4" s="7"><v>3</v></c>'),
        (Decimal("1E+3"), '<c r="B4" s="7"><v>1000</v></c>'),
        (True, '<c r="B4" s="7" t="b"><v>1</v></c>'),
        (date(2024, 10, 31), '<c r="B4" s="107"><v>45596</v></c>'),
        (datetime(2024, 10, 31, 6), '<c r="B4" s="108"><v>45596.25</v></c>'),  # noqa: DTZ001 - cells know no time zone
        (ErrorValue("#REF!"), '<c r="B4" s="7" t="e"><v>#REF!</v></c>'),
        (Formula('A1&"<"', "<"), '<c r="B4" s="7" t="str"><f>A1&amp;"&lt;"</f><v>&lt;</v></c>'),
        (Formula("A1", None), '<c r="B4" s="7"><f>A1</f></c>'),
        (Formula("A1", ""), '<c r="B4" s="7" t="str"><f>A1</f><v></v></c>'),
        (Formula("A1", False), '<c r="B4" s="7" t="b"><f>A1</f><v>0</v></c>'),
        (Formula("A1", ErrorValue("#N/A")), '<c r="B4" s="7" t="e"><f>A1</f><v>#N/A</v></c>'),
        (Formula("A1", date(2024, 10, 31)), '<c r="B4" s="107"><f>A1</f><v>45596</v></c>'),
        (Formula("A1", Decimal("0.10")), '<c r="B4" s="7"><f>A1</f><v>0.10</v></c>'),
        (Formula("A1", 5), '<c r="B4" s="7"><f>A1</f><v>5</v></c>'),
        (
            Link("Max' \"Blatt\"", "D17"),
            '<c r="B4" s="7" t="str"><f>HYPERLINK("#\'Max\'\' ""Blatt""\'!D17","D17")</f><v>D17</v></c>',
        ),
    ],
)  # fmt: skip
def test_each_kind_of_value_is_written_in_its_own_way(value: Written, xml: str) -> None:
    assert _cell(value) == xml


def test_a_prefix_of_the_namespace_stands_at_every_element() -> None:
    assert _cell("a", "x:") == '<x:c r="B4" s="7" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
    assert _cell(Formula("A1", 5), "x:") == '<x:c r="B4" s="7"><x:f>A1</x:f><x:v>5</x:v></x:c>'


def test_a_column_forgets_texts_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_MEMORY", 3)
    column = Column("B", 0, Frame("", date1904=False, looks=_Looks()))
    texts = [f"Bedarf {number}" for number in range(9)]
    assert column.cells(1, texts) == column.cells(1, texts)
    assert not column._texts
