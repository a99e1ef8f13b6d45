"""Cells out: the values of a column as the XML text of its cells, made for tables of a hundred thousand rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pakt_xl.domain.table import Cell, ErrorValue, Formula, Link
from pakt_xl.ooxml import escapes
from pakt_xl.ooxml.graft_formula import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TEXT_LIMIT = 32767
"""Characters that Excel keeps in a cell, counted as it does: in units of UTF-16."""

_MEMORY = 10_000  # texts whose XML a column remembers; most columns repeat a few
LARGEST = 307  # power of ten; beyond it a number is none for Excel
_FIRST_TRUE_SERIAL = 61  # 1 March 1900; Excel counts a 29 February 1900 that never was
_LINE_ENDS = re.compile("\r\n?")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell that the user typed, as it stands in the file: all that follows its address."""

    tail: str

    def xml(self, prefix: str) -> bytes:
        """Return the cell as an element, without its address."""
        return f'<{prefix}c r="{self.tail}'.encode()


@dataclass(frozen=True, slots=True)
class Calculated:
    """A formula (without ``=``) whose value only the office program knows."""

    text: str
    array: bool = False


Written: TypeAlias = Cell | Raw | Calculated


class Looks(Protocol):
    """Answers which style (an index in cellXfs) fits a value into a cell that has this style."""

    def dated(self, style: int, *, timed: bool) -> int | None:
        """Return this style if it shows dates, else one like it that does; None if there can be none."""

    def undated(self, style: int) -> int:
        """Return this style unless it shows numbers as dates, else one like it that does not."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all cells of a sheet share: prefix of the main namespace (``x:`` or empty), date system, styles."""

    prefix: str
    date1904: bool
    looks: Looks


class Kinds(dict[type, Any]):
    """Finds what writes a kind of value; subclasses (a StrEnum is a text) as their base."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """Return what writes the nearest base class."""
        for base in kind.__mro__:
            if base in self:
                self[kind] = self[base]
                return self[kind]  # type: ignore[no-any-return]
        message = f"a cell cannot hold a {kind.__name__}"
        raise TypeError(message)


class Column:
    """Writes the cells of one column in one style. ``altered`` holds the texts that were cut or cleaned."""

    def __init__(self, letters: str, style: int, frame: Frame) -> None:
        self.altered: set[str] = set()
        self._letters = letters
        self._style = style
        self._frame = frame
        self._tag = f"{frame.prefix}c"
        self._texts = _Memory(self._text)
        self._days = _Memory(self._day)
        self._numbers: str | None = None
        self._kinds = Kinds(
            {
                type(None): lambda _: f"{self._head(style)}/>",
                str: self._texts.__getitem__,
                int: self._number,
                Decimal: self._decimal,
                bool: lambda value: self._with(style, "b", self._value(str(int(value)))),
                date: self._days.__getitem__,
                datetime: self._days.__getitem__,
                ErrorValue: lambda value: self._with(style, "e", self._value(escaped(value.code))),
                Link: lambda value: self._formula(Formula(link_formula(value), value.cell)),
                Formula: self._formula,
                Raw: lambda value: value.tail,
            }
        )

    def cells(self, first: int, values: Sequence[Written]) -> list[str]:
        """XML of the cells from row ``first`` on down."""
        kinds, start = self._kinds, f'<{self._tag} r="{self._letters}'
        cells: list[str] = []
        for row, value in enumerate(values, first):
            if type(value) is Calculated:
                cells.append(f"{start}{row}{self._calculated(value, row)}")
            else:
                cells.append(f"{start}{row}{kinds[type(value)](value)}")
        self._texts.forget()
        self._days.forget()
        return cells

    def _head(self, style: int) -> str:
        return f'" s="{style}"' if style else '"'

    def _with(self, style: int, kind: str, content: str) -> str:
        told = f' t="{kind}"' if kind else ""
        return f"{self._head(style)}{told}>{content}</{self._tag}>"

    def _value(self, text: str) -> str:
        return f"<{self._frame.prefix}v>{text}</{self._frame.prefix}v>"

    def _text(self, text: str) -> str:
        inner = self._cleaned(text)
        if not inner:
            return f"{self._head(self._style)}/>"
        p = self._frame.prefix
        space = ' xml:space="preserve"' if inner != inner.strip() else ""
        return self._with(self._style, "inlineStr", f"<{p}is><{p}t{space}>{inner}</{p}t></{p}is>")

    def _cleaned(self, text: str) -> str:
        kept = cleaned(text)
        if kept != text:
            self.altered.add(text)
        return escaped(escapes.encode(kept))

    def _number(self, number: int | str) -> str:
        if self._numbers is None:
            self._numbers = f"{self._head(self._frame.looks.undated(self._style))}><{self._frame.prefix}v>"
        return f"{self._numbers}{number}</{self._frame.prefix}v></{self._tag}>"

    def _decimal(self, number: Decimal) -> str:
        if not number.is_finite() or number.adjusted() > LARGEST:
            return self._with(self._style, "e", self._value("#NUM!"))
        return self._number(f"{number:f}")

    def _day(self, day: date) -> str:
        serial = serial_of(day, date1904=self._frame.date1904)
        style = self._frame.looks.dated(self._style, timed=isinstance(day, datetime))
        if serial is None or style is None:
            return self._text(f"{day:%d.%m.%Y}")
        return self._with(style, "", self._value(serial))

    def _formula(self, formula: Formula) -> str:
        p, value = self._frame.prefix, formula.value
        text = f"<{p}f>{self._cleaned(formula.text)}</{p}f>"
        if value is None:
            return self._with(self._style, "", text)
        style, kind, shown = self._result(value)
        return self._with(style, kind, text + self._value(shown))

    def _result(self, value: str | Decimal | int | date | ErrorValue) -> tuple[int, str, str]:
        """Style, kind and text of the value stored with a formula."""
        if isinstance(value, str):
            return self._style, "str", self._cleaned(value)
        if isinstance(value, bool):
            return self._style, "b", str(int(value))
        if isinstance(value, ErrorValue):
            return self._style, "e", escaped(value.code)
        if isinstance(value, date):
            style = self._frame.looks.dated(self._style, timed=isinstance(value, datetime))
            return style or 0, "", serial_of(value, date1904=self._frame.date1904) or "0"
        return self._style, "", f"{value:f}" if isinstance(value, Decimal) else str(value)

    def _calculated(self, formula: Calculated, row: int) -> str:
        kind = f' t="array" ref="{self._letters}{row}"' if formula.array else ""
        p = self._frame.prefix
        return self._with(self._style, "", f"<{p}f{kind}>{escaped(escapes.encode(formula.text))}</{p}f>")


class _Memory(dict[Any, str]):
    """Remembers the XML of values that repeat; forgets all when there are too many."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        made = self[value] = self._make(value)
        return made

    def forget(self) -> None:
        if len(self) > _MEMORY:
            self.clear()


def is_cut(text: str) -> bool:
    """Whether a text is longer than a cell can be."""
    return len(_CONTROLS.sub("", text).encode("utf-16-le")) > 2 * TEXT_LIMIT


def cleaned(text: str) -> str:
    """Return what Excel can keep of a text: no control characters but tab and line feed, no more than 32,767."""
    if text.isprintable() and len(text) <= TEXT_LIMIT // 2:
        return text
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * TEXT_LIMIT else units[: 2 * TEXT_LIMIT].decode("utf-16-le", "ignore")


def escaped(text: str) -> str:
    """Text as XML; quotes stay, as in the text of elements."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link_formula(link: Link) -> str:
    """Formula (without ``=``) that jumps to the cell when clicked, in Excel and in LibreOffice."""
    target = f"#{quoted(link.sheet)}!{link.cell}".replace('"', '""')
    return f'HYPERLINK("{target}","{link.cell}")'


def serial_of(day: date, *, date1904: bool) -> str | None:
    """Return the number that stands for a date (or a date and time) in a cell; None before the first such day."""
    whole = day.date() if isinstance(day, datetime) else day
    if date1904:
        days = (whole - date(1904, 1, 1)).days
    else:
        days = (whole - date(1899, 12, 30)).days
        days -= days < _FIRST_TRUE_SERIAL
    if days < 0 or (days < 1 and not date1904):
        return None
    if not isinstance(day, datetime):
        return str(days)
    seconds = day.hour * 3600 + day.minute * 60 + day.second + day.microsecond / 1_000_000
    return repr(days + seconds / 86400)


def joined(columns: Iterable[Iterable[str]]) -> bytes:
    """Rows from columns of equal length: the pieces of each row one after the other, as UTF-8."""
    return "".join(map("".join, zip(*columns, strict=True))).encode()
