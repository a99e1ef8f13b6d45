"""Stand-ins for pywin32 and the Windows parts of ctypes, so that xlwings' own Windows code runs on any system.

The desktop of these stand-ins holds the running applications: xlwings finds them by their windows, as it does under
Windows. They are in place only while ``xlwings._xlwindows`` is imported.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import functools
import importlib
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import xlwings

if TYPE_CHECKING:
    from collections.abc import Iterator


class ComError(Exception):
    """``pywintypes.com_error``: hresult, text, excepinfo (its last item is the scode), number of the bad argument."""

    __module__ = "pywintypes"

    def __init__(
        self, hresult: int, strerror: str | None, excepinfo: tuple[Any, ...] | None = None, argerror: int | None = None
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, strerror, excepinfo, argerror


class ComTime(dt.datetime):
    """``pywintypes.TimeType``: what COM gives for a cell with a date format, always with a time zone."""


class CDispatch:
    """What xlwings takes for a COM object and wraps to retry calls that a busy Excel rejects."""


class CoClassBaseClass:
    """Base of early-bound classes; the stand-ins have none."""


class DispatchBaseClass:
    """Base of early-bound interfaces; the stand-ins have none."""


@dataclass
class Desktop:
    """The running applications by window handle, topmost first, and the message boxes that were shown.

    ``answer`` is the button by which every box is closed: 1 OK, 2 Abbrechen, 6 Ja, 7 Nein.
    """

    applications: dict[int, Any] = field(default_factory=dict)
    messages: list[tuple[str, str]] = field(default_factory=list)
    answer: int = 1

    def top_window(self, _parent: object) -> int:
        return next(iter(self.applications), 0)

    def next_window(self, hwnd: int, _order: int) -> int:
        handles = list(self.applications)
        following = handles[handles.index(hwnd) + 1 :]
        return following[0] if following else 0

    def child_window(self, parent: int, _after: int, _kind: str, _title: object) -> int:
        return parent if parent in self.applications else 0

    def accessible(self, hwnd: int, _object: int, _interface: object, pointer: Any) -> int:
        pointer._obj.value = hwnd
        return 0

    def unknown(self, pointer: ctypes.c_void_p, _interface: object, _owned: bool) -> Any:
        return self.applications[pointer.value or 0]

    def show(self, _hwnd: int, text: str, title: str, _style: int) -> int:
        self.messages.append((title, text))
        return self.answer


DESKTOP = Desktop()


def _nothing(*_arguments: object) -> int:
    return 0


def _modules() -> dict[str, ModuleType]:
    members: dict[str, dict[str, Any]] = {
        "pywintypes": {"com_error": ComError, "error": OSError, "TimeType": ComTime, "IID": str},
        "pythoncom": {
            "com_error": ComError,
            "ole_error": ComError,
            "CoInitialize": _nothing,
            "DISPATCH_PROPERTYGET": 2,
            "DISPATCH_PROPERTYPUT": 4,
        },
        "win32api": {"MessageBox": DESKTOP.show},
        "win32con": {
            "MB_OK": 0,
            "MB_OKCANCEL": 1,
            "MB_YESNOCANCEL": 3,
            "MB_YESNO": 4,
            "MB_ICONINFORMATION": 64,
            "MB_ICONWARNING": 48,
        },
        "win32gui": {"FindWindowEx": DESKTOP.child_window},
        "win32process": {"GetWindowThreadProcessId": lambda hwnd: (1, hwnd + 1)},
        "win32timezone": {"TimeZoneInfo": SimpleNamespace(utc=lambda: dt.UTC)},
        "win32com": {},
        "win32com.client": {
            "CDispatch": CDispatch,
            "CoClassBaseClass": CoClassBaseClass,
            "DispatchBaseClass": DispatchBaseClass,
            "Dispatch": lambda found: found,
            "DispatchEx": _no_new_excel,
        },
    }
    modules = {name: ModuleType(name) for name in members}
    for name, module in modules.items():
        vars(module).update(members[name])
    modules["pythoncom"].__file__ = "pythoncom.dll"
    vars(modules["win32com"])["client"] = modules["win32com.client"]
    return modules


def _no_new_excel(name: str) -> Any:
    raise ComError(-2147221005, f"Invalid class string: {name}")


def _library(_path: str) -> Any:
    class Function:
        restype: Any = None

        def __call__(self, pointer: ctypes.c_void_p, interface: object, owned: bool) -> Any:
            return DESKTOP.unknown(pointer, interface, owned)

    return SimpleNamespace(PyCom_PyObjectFromIUnknown=Function())


def _ctypes() -> dict[str, Any]:
    user32 = SimpleNamespace(
        GetTopWindow=DESKTOP.top_window,
        GetWindow=DESKTOP.next_window,
        GetForegroundWindow=lambda: 0,
        SetForegroundWindow=_nothing,
        SetWindowPos=_nothing,
    )
    return {
        "windll": SimpleNamespace(user32=user32),
        "oledll": SimpleNamespace(
            ole32=SimpleNamespace(CLSIDFromString=_nothing),
            oleacc=SimpleNamespace(AccessibleObjectFromWindow=DESKTOP.accessible),
        ),
        "PyDLL": _library,
    }


@contextmanager
def _in_place() -> Iterator[None]:
    modules, functions, missing = _modules(), _ctypes(), object()
    before_modules = {name: sys.modules.get(name) for name in modules}
    before_functions = {name: getattr(ctypes, name, missing) for name in functions}
    sys.modules.update(modules)
    vars(ctypes).update(functions)
    try:
        yield
    finally:
        for name, module in before_modules.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
        for name, value in before_functions.items():
            if value is missing:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)


@functools.cache
def windows_code() -> ModuleType:
    """Return ``xlwings._xlwindows`` over the stand-ins, imported once and kept out of ``sys.modules``."""
    with _in_place():
        module = importlib.import_module("xlwings._xlwindows")
    atexit.unregister(module.cleanup)  # it would look for left-over Excel processes
    vars(module)["WindowsError"] = OSError
    for name in ("_xlwindows", "_win32patch"):
        sys.modules.pop(f"xlwings.{name}", None)
        vars(xlwings).pop(name, None)
    return module
