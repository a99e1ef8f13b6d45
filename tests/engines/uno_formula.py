"""Formulas in two grammars: as LibreOffice's interface writes them, and as Excel does in English."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHEET_BEFORE_CELL = re.compile(r"\$?([^\W\d]\w*)\.(?=\$?[A-Z]{1,3}\$?\d)")
_SHEET_BEFORE_MARK = re.compile(r"(?<![#\w])([^\W\d]\w*)!")
_CELL = re.compile(r"(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.!])")
_SIMPLE_HEADER = re.compile(r"\w+")
_ENDS_WITH_NAME = re.compile(r"[\w.]$")
_THIS_ROW = "[[#This Row],"


def pieces(formula: str) -> Iterator[str]:
    """Cut a formula into texts ("…"), sheet names ('…'), brackets ([…], nested) and what stands between them."""
    start = place = 0
    while place < len(formula):
        sign = formula[place]
        if sign not in "\"'[":
            place += 1
            continue
        if start < place:
            yield formula[start:place]
        end = _bracket_end(formula, place) if sign == "[" else _quote_end(formula, place)
        yield formula[place:end]
        start = place = end
    if start < len(formula):
        yield formula[start:]


def _quote_end(formula: str, start: int) -> int:
    """Place after a quoted piece; a doubled quote belongs to it."""
    sign, place = formula[start], start + 1
    while place < len(formula):
        if formula[place] != sign:
            place += 1
        elif formula[place + 1 : place + 2] == sign:
            place += 2
        else:
            return place + 1
    raise ValueError(f"a quote is not closed in {formula!r}")


def _bracket_end(formula: str, start: int) -> int:
    """Place after a bracket; ' keeps the next sign from meaning anything."""
    depth, place = 0, start
    while place < len(formula):
        sign = formula[place]
        depth += (sign == "[") - (sign == "]")
        place += 2 if sign == "'" else 1
        if depth == 0:
            return place
    raise ValueError(f"a bracket is not closed in {formula!r}")


def _separators(piece: str, argument: tuple[str, str], row: tuple[str, str]) -> str:
    """Change argument and array separators; ``argument`` and ``row`` are (found, wanted). In {…} both differ."""
    made, depth = [], 0
    for sign in piece:
        depth += (sign == "{") - (sign == "}")
        if sign == row[0] and depth:
            made.append(row[1])
        else:
            made.append(argument[1] if sign == argument[0] else sign)
    return "".join(made)


def _in_bracket(piece: str, found: str, wanted: str) -> str:
    """Change the separators of a table reference; what stands in inner brackets is a header's own text."""
    if not piece.startswith("[["):
        return piece
    made, depth, place = [], 0, 0
    while place < len(piece):
        sign = piece[place]
        depth += (sign == "[") - (sign == "]")
        taken = piece[place : place + 2] if sign == "'" else sign
        made.append(wanted if sign == found and depth == 1 else taken)
        place += len(taken)
    return "".join(made)


@cache  # a column has the same formula in all its rows
def to_excel(formula: str, table: str | None = None) -> str:
    """Turn a formula of LibreOffice into Excel's; ``table`` is the one in which the cell stands."""
    made: list[str] = []
    after_sheet = False
    for piece in pieces(formula):
        if piece[0] == '"':
            made.append(piece)
        elif piece[0] == "'":
            made[-1:] = [made[-1].removesuffix("$")]
            made.append(piece)
        elif piece[0] == "[":
            _add_reference(made, _in_bracket(piece, ";", ","), table)
        else:
            plain = "!" + piece[1:] if after_sheet and piece[0] == "." else piece
            plain = _SHEET_BEFORE_CELL.sub(r"\1!", plain)
            made.append(_separators(plain, (";", ","), ("|", ";")))
        after_sheet = piece[0] == "'"
    return "".join(made)


def _add_reference(made: list[str], bracket: str, table: str | None) -> None:
    """Write the cell of a column in this row as Excel shows it: [@Menge], [@[Betrag brutto]], Bedarfe[@Menge]."""
    if not bracket.startswith(_THIS_ROW):
        made.append(bracket)
        return
    if table is not None and re.search(rf"(?<![\w.]){re.escape(table)}$", made[-1], re.IGNORECASE):
        made[-1] = made[-1][: -len(table)]
    header = bracket[len(_THIS_ROW) : -1]
    made.append(f"[@{header[1:-1]}]" if _SIMPLE_HEADER.fullmatch(header[1:-1]) else f"[@{header}]")


def to_native(formula: str, table: str | None = None) -> str:
    """Turn a formula of Excel into LibreOffice's; ``table`` stands in where Excel leaves out the cell's own table."""
    made: list[str] = []
    after_sheet = False
    for piece in pieces(formula):
        if piece[0] == '"':
            made.append(piece)
        elif piece[0] == "'":
            made.append(f"${piece}")
        elif piece[0] == "[":
            if not (made and _ENDS_WITH_NAME.search(made[-1])):
                if table is None:
                    raise ValueError(f"{formula!r} leaves out its table, and the cell stands in none")
                made.append(table)
            made.append(_in_bracket(_long_reference(piece), ",", ";"))
        else:
            plain = "." + piece[1:] if after_sheet and piece[0] == "!" else piece
            plain = _SHEET_BEFORE_MARK.sub(r"$\1.", plain)
            made.append(_separators(plain, (",", ";"), (";", "|")))
        after_sheet = piece[0] == "'"
    return "".join(made)


def _long_reference(bracket: str) -> str:
    if not bracket.startswith("[@"):
        return bracket
    inner = bracket[2:-1]
    if not inner:
        return "[#This Row]"
    return f"{_THIS_ROW}{inner if inner.startswith('[') else f'[{inner}]'}]"


def moved(formula: str, rows: int, columns: int) -> str:
    """Move the relative references of a formula of Excel, as filling a range with it does."""

    def move(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, number = found.groups()
        column = letters if fixed_column else column_letters(_number(letters) + columns)
        row = number if fixed_row else str(int(number) + rows)
        return f"{fixed_column}{column}{fixed_row}{row}"

    return "".join(piece if piece[0] in "\"'[" else _CELL.sub(move, piece) for piece in pieces(formula))


def _number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def column_letters(number: int) -> str:
    """Letters of a column counted from 1."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(ord("A") + rest) + made
    return made
