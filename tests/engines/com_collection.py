"""Collections of the recording COM model: sheets of a workbook, tables of a sheet, columns of a table, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.com_model import DISP_E_BADINDEX, ComObject, excel_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.engines.com_model import Excel


class Collection(ComObject):
    """A COM collection: called or asked for an ``Item`` by name (upper and lower case alike) or place from 1."""

    def __init__(self, excel: Excel, items: Sequence[Any], parent: ComObject, scode: int = DISP_E_BADINDEX) -> None:
        self.excel, self.items, self.parent, self.scode = excel, items, parent, scode

    def __call__(self, key: str | int) -> Any:
        return self.item(key)

    def __iter__(self) -> Iterator[Any]:
        """Yield the items in order."""
        return iter(self.items)

    def item(self, key: str | int) -> Any:
        """Return the item, or refuse as Excel does: index out of range."""
        if isinstance(key, str):
            found = [item for item in self.items if item.name.casefold() == key.casefold()]
        else:
            found = [self.items[key - 1]] if 1 <= key <= len(self.items) else []
        if not found:
            raise excel_error("Index außerhalb des gültigen Bereichs", self.scode)
        return found[0]

    def Item(self, key: str | int) -> Any:
        return self.item(key)

    @property
    def Count(self) -> int:
        return len(self.items)

    @property
    def Parent(self) -> ComObject:
        return self.parent

    @property
    def Application(self) -> Any:
        parent: Any = self.parent
        return parent.Application
