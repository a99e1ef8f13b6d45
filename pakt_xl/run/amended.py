"""What a workbook will hold after an amendment, and the row of Protokoll that tells of it."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pakt_xl import __version__
from pakt_xl.ooxml.amend_plan import plan_of
from pakt_xl.reports import protocol
from pakt_xl.reports.view import View, table_named
from pakt_xl.run.checking import judged

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence
    from datetime import datetime

    from pakt_xl.domain.amendment import Amendment
    from pakt_xl.domain.table import Cell, Table
    from pakt_xl.programme import Programme


def with_amendments(tables: Mapping[str, Table], amendments: Sequence[Amendment]) -> Mapping[str, Table]:
    """Return the tables as they will be. Raises UnusableError where an amendment is not possible."""
    changed = {}
    for amendment in amendments:
        table = table_named(tables, amendment.table)
        if table is not None:
            changed[table.name] = _amended(table, amendment)
    return ChainMap(changed, cast("MutableMapping[str, Table]", tables))  # nothing is put into it


def _amended(table: Table, amendment: Amendment) -> Table:
    plan = plan_of(amendment, table, ())
    rows: list[list[Cell]] = [list(row) for row in table.rows]
    rows += [[None] * len(table.headers) for _ in range(plan.count - len(rows))]
    for index, cells in plan.cells.items():
        for column, value in cells.items():
            rows[index][column] = value
    return replace(table, rows=tuple(map(tuple, rows)))


def protocol_of(  # noqa: PLR0917  the state after the amendments, and what is told of them
    tables: Mapping[str, Table],
    amendments: Sequence[Amendment],
    programme: Programme,
    now: datetime,
    deed: str,
    details: Sequence[str] = (),
) -> Table:
    """Return Protokoll with a new first row: the state after the amendments, and in words what was done.

    ``details`` are told one by one after the ``deed``; many go on in the rows below. T05 is not counted: the formulas
    of the workbook follow the change when an office program computes them.
    """
    after = with_amendments(tables, amendments)
    done = judged(after, programme, with_gaps=False)
    findings = tuple(finding for finding in done.findings if finding.rule.code != "T05")
    view = View(done.outlook, findings, after, done.counts, now.replace(microsecond=0), __version__)
    return protocol.with_deed(protocol.build(view), deed, details)


def stored(value: str | int | None) -> Cell:
    """Return a value as a workbook holds it: every number is a Decimal there."""
    return Decimal(value) if isinstance(value, int) else value
