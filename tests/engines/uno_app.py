"""The application and its workbooks in the live LibreOffice, as xlwings asks an engine for them."""

# ruff: noqa: D105 - the methods of a collection do what they do for every collection

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from tests.engines.uno_bridge import properties
from tests.engines.uno_names import Names
from tests.engines.uno_office import office
from tests.engines.uno_sheet import Sheets

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

XLSX = "Calc MS Excel 2007 XML"  # LibreOffice's name of the format


@dataclass(frozen=True, slots=True)
class Alert:
    """A message box that a person would have seen."""

    prompt: str
    title: str | None
    buttons: str | None
    mode: str | None


class App(base_classes.App):
    """The one application of an engine; a message box is recorded in ``alerts`` and answered with its first button."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.opened: list[Book] = []  # the active one first
        self.alerts: list[Alert] = []
        self._screen_updating = True
        self._calculation = "automatic"
        self._status_bar: str | bool = False
        self._display_alerts = True

    @property
    def engine(self) -> Any:
        return self._engine

    @property
    def api(self) -> Any:
        return office().desktop

    @property
    def pid(self) -> int:
        return office().pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def visible(self) -> bool:
        return False

    @visible.setter
    def visible(self, visible: bool) -> None:
        raise NotImplementedError(visible)

    def activate(self, steal_focus: bool = False) -> None:
        """Bring the application to the front: there is no other."""

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value != self._screen_updating:
            for book in self.opened:
                if value:
                    book.api.unlockControllers()
                else:
                    book.api.lockControllers()
        self._screen_updating = value

    @property
    def display_alerts(self) -> bool:
        return self._display_alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._display_alerts = value

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in {"automatic", "manual", "semiautomatic"}:
            raise KeyError(value)
        self._calculation = value
        for book in self.opened:
            book.api.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        for book in self.opened:
            book.api.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        return self._status_bar

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status_bar = value

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, _callback: object) -> str:
        self.alerts.append(Alert(prompt, title, buttons, mode))
        return "yes" if (buttons or "ok").startswith("yes") else "ok"


class Apps(base_classes.Apps):
    """The applications of an engine: one."""

    def __init__(self, app: App) -> None:
        self._app = app

    def keys(self) -> list[int]:
        return [self._app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self._app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != self._app.pid:
            raise KeyError(pid)
        return self._app


class Books(base_classes.Books):
    """The open workbooks; the first is the active one."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        return self._app

    @property
    def active(self) -> Book | None:
        return next(iter(self._app.opened), None)

    def __call__(self, name_or_index: int | str) -> Book:
        for number, book in enumerate(self._app.opened, start=1):
            if name_or_index == number or (
                isinstance(name_or_index, str) and book.name.casefold() == name_or_index.casefold()
            ):
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._app.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(tuple(self._app.opened))


class Book(base_classes.Book):
    """An open workbook; ``totals`` keeps the totals rows that tables do not show at the moment."""

    def __init__(self, app: App, path: Path) -> None:
        self._app = app
        self._path = path
        self._api = office().load(path)
        self._api.enableAutomaticCalculation(app.calculation != "manual")
        self.totals: dict[str, Any] = {}
        self._tables: dict[str, list[str]] = {}
        app.opened.insert(0, self)

    @property
    def api(self) -> Any:
        return self._api

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def fullname(self) -> str:
        return str(self._path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def table_names(self, sheet: str) -> list[str]:
        """Names of the tables of a sheet; they are looked up once, for no call of this engine adds or moves one."""
        if not self._tables:
            sheets = [each.name for each in self.sheets]
            for name in self._api.DatabaseRanges.ElementNames:
                place = sheets[self._api.DatabaseRanges.getByName(name).DataArea.Sheet]
                self._tables.setdefault(place, []).append(name)
        return self._tables.get(sheet, [])

    def activate(self) -> None:
        self._app.opened.remove(self)
        self._app.opened.insert(0, self)

    def save(self, path: str | os.PathLike[str] | None = None, password: str | None = None) -> None:  # noqa: ARG002 - asked by name
        """Write an .xlsx file; where the book was opened from if no path is said."""
        self._api.storeToURL(Path(path or self._path).absolute().as_uri(), properties(FilterName=XLSX))

    def close(self) -> None:
        if self in self._app.opened:
            self._app.opened.remove(self)
            self._api.close(True)
