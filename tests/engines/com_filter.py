"""The filter of a table in the recording COM model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.engines.com_model import ComObject, excel_error
from tests.engines.com_range import Range

if TYPE_CHECKING:
    from tests.engines.com_table import Table


@dataclass(frozen=True)
class Criterion:
    """What a column is filtered by, as COM gives it."""

    first: Any
    operator: int = 0
    second: Any = None


class AutoFilter(ComObject):
    """The filter of a table."""

    def __init__(self, table: Table) -> None:
        self.excel, self.table = table.excel, table

    @property
    def Range(self) -> Any:
        return Range(self.table.sheet, self.table.box)

    @property
    def FilterMode(self) -> bool:
        return bool(self.table.criteria)

    def ShowAllData(self) -> None:
        self.table.sheet.ask_to_change(self.table.label, "ShowAllData")
        self.table.criteria.clear()

    def Filters(self, field: int) -> Filter:
        return Filter(self.table, field)


class Filter(ComObject):
    """The filter of one column; without one only ``On`` may be asked, as in Excel."""

    def __init__(self, table: Table, field: int) -> None:
        self.excel, self.table, self.field = table.excel, table, field

    def _criterion(self) -> Criterion:
        found = self.table.criteria.get(self.field)
        if found is None:
            raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        return found

    @property
    def On(self) -> bool:
        return self.field in self.table.criteria

    @property
    def Operator(self) -> int:
        return self._criterion().operator

    @property
    def Criteria1(self) -> Any:
        return self._criterion().first

    @property
    def Criteria2(self) -> Any:
        found = self._criterion().second
        if found is None:
            raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        return found
