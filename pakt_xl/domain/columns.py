"""A column of an input table: the one place of its header, kind, list of values, limits and help text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

from pakt_xl.domain.cells import KEY, CellError, Code, Kind, is_blank, shown, value_of
from pakt_xl.domain.table import Cell, Formula, fold, trim

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler

_WILD = re.compile(r"[*?~]")  # wildcards of Excel's SUMIFS (reading 48)
plain_key = re.compile(r"[!-)+->@-}]+").fullmatch
"""Matches a key of visible ASCII characters without wildcards, of which nothing needs to be said (Z12)."""

_REMEMBERED = 4096  # most cells of a column repeat: schools, items, years, words of a list


@dataclass(frozen=True)
class Column:
    """Stands in ``Annotated`` of a row model's field; pydantic reads the field's cell through it.

    ``minimum`` and ``above`` are limits of a number (>= and >), ``pattern`` one of a key. ``blank_code`` is the
    code of the check that judges a blank cell in place of Z01 (reading 54). ``refers`` names the table whose key
    the cell must hold (Z04). ``pillars``: the list is that of the programme file; ``choices`` are those of the usual
    programme, so a cell is read as any whole number and compared with the programme's own pillars afterwards.
    """

    header: str
    kind: Kind
    help: str
    required: bool = True
    default: object = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    above: int | None = None
    maximum: int | None = None
    pattern: str = ""
    expected: str = ""
    blank_code: str = ""
    refers: str = ""
    pillars: bool = False
    requirement: str = ""  # "B" for a column that is required when it applies; documentation only

    def among(self, pillars: tuple[str, ...]) -> Column:
        """Return the column with the pillars of a programme; any other column as it is."""
        return replace(self, choices=pillars) if self.pillars else self

    @cached_property
    def wanted(self) -> str:
        """What the cell should hold, for messages."""
        if self.choices:
            return "Auswahl: " + ", ".join(self.choices)
        return self.expected or self.kind.expected

    def read(self, cell: Cell) -> object:
        """Read a cell as its value; None or the default for a blank one that may be blank; CellError."""
        if is_blank(cell):
            if self.required and not self.blank_code:
                raise CellError("Z01", "leer", self.wanted)
            return self.default
        seen = value_of(cell, self.wanted)
        value = self.kind.read(seen, self.wanted)
        if self.choices and not self.pillars:
            return self._choice(str(value), seen)
        self._check_limits(value)
        return value

    @cached_property
    def _values(self) -> dict[str, object]:
        """Values of the list by their folded text; numbers are numbers."""
        return {fold(choice): int(choice) if choice.isdigit() else choice for choice in self.choices}

    def _choice(self, text: str, seen: Cell) -> object:
        value = self._values.get(fold(text))
        if value is None:
            raise CellError("Z02", shown(seen), self.wanted)
        return value

    def _check_limits(self, value: object) -> None:
        if isinstance(value, tuple):
            for part in value:
                self._check_limits(part)
        elif isinstance(value, str):
            if self.pattern and not re.fullmatch(self.pattern, value):
                raise CellError("Z02", shown(value), self.wanted)
        elif isinstance(value, (int, Decimal)):
            self._check_range(value)

    def _check_range(self, value: int | Decimal) -> None:
        low = (self.minimum is not None and value < self.minimum) or (self.above is not None and value <= self.above)
        if low or (self.maximum is not None and value > self.maximum):
            # Reading 20: a negative quantity is Z05, every other breach of a range Z02.
            code: Code = "Z05" if self.kind.name == "Menge" and value < 0 else "Z02"
            raise CellError(code, shown(Decimal(value)), self.wanted)

    def note(self, cell: Cell) -> bool:
        """Whether a cell that was read was typed otherwise than meant: the person is told what was read (Z12)."""
        shows = cell.value if isinstance(cell, Formula) else cell
        if self.kind is KEY and isinstance(shows, str):
            text = trim(shows)
            return bool(text) and (text != shows or bool(_WILD.search(text)))
        return not is_blank(shows) and not isinstance(shows, self.kind.stored)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Let pydantic read the field through ``read``, with our codes in place of its English."""
        return core_schema.no_info_plain_validator_function(_validator(self))


def _validator(column: Column) -> Callable[[Cell], object]:
    # typed: Excel's TRUE equals 1 in Python and must not read as 1.
    read = lru_cache(maxsize=_REMEMBERED, typed=True)(column.read)

    def validate(cell: Cell) -> object:
        try:
            return read(cell)
        except CellError as error:
            context = {"found": error.found, "expected": error.expected}
            raise PydanticCustomError(error.code, "{found}", context) from None

    return validate
