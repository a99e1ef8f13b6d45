"""What columns have beside their cells: dropdowns, conditional formats, width and hiding, taken from a donor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from pakt_xl.ooxml.edit import WORKSHEET, entries_of, insert, local, renamed, section, tag_beside
from pakt_xl.ooxml.graft_formula import fill
from pakt_xl.ooxml.grid import Area, address, meets, reference
from pakt_xl.ooxml.parts import MAIN, bounds, child, children, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from pakt_xl.ooxml.graft_donor import Graft

_WHOLE = re.compile(r"^(\$?[A-Z]{1,3}):(\$?[A-Z]{1,3})$")
_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Move:
    """Where columns of a donor's table come to stand: numbers of columns, first and last data rows in both."""

    columns: Mapping[int, int]
    donor_rows: tuple[int, int]
    rows: tuple[int, int]

    def area(self, old: Area) -> Area | None:
        """Return an area of the donor as it lies in the target; None if not all of it is moved as a whole."""
        top, bottom, left, right = old
        columns = [self.columns.get(column, 0) for column in range(left, right + 1)]
        together = list(range(columns[0], columns[0] + len(columns)))
        if columns != together or not columns[0] or not self.donor_rows[0] <= top <= self.donor_rows[1]:
            return None
        down = self.rows[0] - self.donor_rows[0]
        last = max(bottom + down, self.rows[1]) if bottom >= self.donor_rows[1] else bottom + down
        return top + down, last, columns[0], columns[-1]


def bring_rules(graft: Graft, donor: Element, target: Element, move: Move) -> None:
    """Copy dropdowns and conditional formats of moved columns, unless the target has some at these cells."""
    bring_dropdowns(graft, donor, target, move)
    there = [area for each in children(target, "conditionalFormatting") for area in _areas(each)]
    last = max((whole_number(rule.get("priority", ""), 0) for rule in target.iter("{*}cfRule")), default=0)
    for old in list(children(donor, "conditionalFormatting")):
        fresh = _moved(graft, old, target, move, there)
        if fresh is not None:
            insert(target, fresh, WORKSHEET)
            for rule in children(fresh, "cfRule"):
                last += 1
                rule.set("priority", str(last))


def bring_dropdowns(graft: Graft, donor: Element, target: Element, move: Move) -> None:
    """Copy the dropdowns of moved columns; a cell must not have two of them."""
    listed = child(target, "dataValidations")
    there = [area for each in entries_of(listed) for area in _areas(each)] if listed is not None else []
    donated = child(donor, "dataValidations")
    for old in list(entries_of(donated)) if donated is not None else []:
        fresh = _moved(graft, old, target, move, there)
        if fresh is not None:
            listed = section(target, "dataValidations", WORKSHEET)
            listed.append(fresh)
            listed.set("count", str(len(entries_of(listed))))


def bring_column(graft: Graft, donor: tuple[Element, int], target: tuple[Element, int]) -> None:
    """Give a column of a sheet the donor's width and format, and hide it if it is hidden there.

    A width that the user has set is kept. Both ways are the root of a sheet and the number of the column.
    """
    (root, number), (source, donor_number) = target, donor
    donated = next((each for each in _columns(source) if _covers(each, donor_number)), None)
    here = next((each for each in _columns(root) if _covers(each, number)), None)
    own = here is not None and here.get("customWidth") in ("1", "true")
    if donated is None or (own and donated.get("hidden") is None):
        return
    listed = section(root, "cols", WORKSHEET)
    fresh = etree.Element(tag_beside(root, "col")) if here is None else _cut_out(listed, here, number)
    for name, value in graft.convert(renamed(donated, MAIN)).attrib.items():
        if name not in ("width", "style") or not own:
            fresh.set(name, value)
    fresh.set("min", str(number))
    fresh.set("max", str(number))
    behind = next(
        (i for i, each in enumerate(entries_of(listed)) if whole_number(each.get("min", ""), 0) > number), None
    )
    listed.insert(len(listed) if behind is None else behind, fresh)


def _moved(graft: Graft, old: Element, target: Element, move: Move, there: list[Area]) -> Element | None:
    """Copy a rule with its cells moved; None if it has no moved cells or meets rules that are there."""
    pairs = [(each, move.area(each)) for each in _areas(old)]
    moved = [(before, after) for before, after in pairs if after is not None]
    if not moved or any(meets(after, other) for _, after in moved for other in there):
        return None
    fresh = renamed(graft.convert(old), str(etree.QName(target).namespace))
    fresh.set("sqref", " ".join(reference(after) for _, after in moved))
    first, now = moved[0]
    for formula in fresh.iter("{*}formula", "{*}formula1", "{*}formula2"):
        formula.text = fill(formula.text or "", address(first[0], first[2]))(address(now[0], now[2]))
    return fresh


def _areas(rule: Element) -> list[Area]:
    """Cells of a rule; what is written as whole columns is expanded, what is no range at all is left out."""
    refs = (_WHOLE.sub(rf"\g<1>1:\g<2>{_LAST_ROW}", ref) for ref in rule.get("sqref", "").split())
    return [area for area in map(bounds, refs) if area]


def _columns(root: Element) -> list[Element]:
    listed = child(root, "cols")
    return [] if listed is None else [each for each in entries_of(listed) if local(each) == "col"]


def _covers(column: Element, number: int) -> bool:
    return whole_number(column.get("min", ""), 0) <= number <= whole_number(column.get("max", ""), 0)


def _cut_out(listed: Element, column: Element, number: int) -> Element:
    """Take one column out of a range of columns of one format; what was left and right of it stays."""
    alone = renamed(column, str(etree.QName(column).namespace))
    right = renamed(column, str(etree.QName(column).namespace))
    first, last = whole_number(column.get("min", ""), 0), whole_number(column.get("max", ""), 0)
    right.set("min", str(number + 1))
    column.set("max", str(number - 1))
    if number < last:
        column.addnext(right)
    if number == first:
        listed.remove(column)
    return alone
