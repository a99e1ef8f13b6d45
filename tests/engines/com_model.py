"""The Excel process of the recording COM model: what was asked of it in order, and how it refuses.

Capitalised names are COM's and may be asked by xlwings; names in small letters are the model's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tests.engines.com_stubs import CDispatch, ComError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engines.com_typed import Locale

DISP_E_EXCEPTION = -2147352567
DISP_E_BADINDEX = -2147352565
DISP_E_UNKNOWNNAME = -2147352570
RPC_E_CALL_REJECTED = -2147418111
APPLICATION_ERROR = -2146827284
"""scode of Excel's run-time error 1004."""
EDIT_MODE = -2146777998
"""scode while a cell is being edited (VBA_E_IGNORE)."""
PATIENCE = 2000
"""After so many rejected calls in a row the caller would ask for ever."""


class ModelError(BaseException):
    """The model cannot go on: something it does not know, or a caller that would never end. Never caught by code."""


def excel_error(text: str = "", scode: int = APPLICATION_ERROR) -> ComError:
    """Return the exception that pywin32 raises when Excel refuses a call; scode as in Excel's documentation."""
    return ComError(DISP_E_EXCEPTION, "Ausnahmefehler aufgetreten.", (0, "Microsoft Excel", text, None, 0, scode))


@dataclass(frozen=True)
class Call:
    """One call: target as a person would name it ("Schulen!$A$5:$B$7"), member, arguments; ``changes``: a write."""

    target: str
    member: str
    args: tuple[object, ...] = ()
    changes: bool = True


Busy = Literal["rejected", "editing"]


@dataclass
class Excel:
    """One Excel process: its language, the calls so far, and the switches for its moods.

    ``year``: of days typed without one. ``short_references``: formulas show as in the formula bar ("[@Preis]") instead
    of as in a file.
    ``fail_at``: the n-th change from now is refused with error 1004, once. ``fail_when``: every change it is true for
    is refused. ``busy(times)``: the next calls are rejected; None means until ``busy(0)``.
    """

    locale: Locale
    year: int = 2024
    short_references: bool = True
    log: list[Call] = field(default_factory=list)
    fail_at: int | None = None
    fail_when: Callable[[Call], bool] | None = None
    rejections: int | None = 0
    mood: Busy = "rejected"
    asked_in_vain: int = 0

    @property
    def changes(self) -> list[Call]:
        """The calls that changed something, in order."""
        return [call for call in self.log if call.changes]

    def busy(self, times: int | None, mood: Busy = "rejected") -> None:
        """Reject the next calls: as with a dialog open ("rejected") or with a cell in edit mode ("editing")."""
        self.rejections, self.mood, self.asked_in_vain = times, mood, 0

    def knock(self) -> None:
        """Let a call in or reject it."""
        if self.rejections == 0:
            self.asked_in_vain = 0
            return
        if self.rejections is not None:
            self.rejections -= 1
        self.asked_in_vain += 1
        if self.asked_in_vain > PATIENCE:
            raise ModelError("the caller asks a busy Excel for ever: a person would see a frozen program")
        if self.mood == "editing":
            raise excel_error(scode=EDIT_MODE)
        raise ComError(RPC_E_CALL_REJECTED, "Aufruf wurde durch Aufgerufenen abgelehnt.")

    def read(self, name: str, member: str) -> None:
        """Record a read of cells."""
        self.log.append(Call(name, member, changes=False))

    def change(self, name: str, member: str, *args: object) -> None:
        """Record a change, or refuse it without recording it."""
        call = Call(name, member, args)
        if self.fail_at is not None:
            self.fail_at = self.fail_at - 1 if self.fail_at > 1 else None
            if self.fail_at is None:
                raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        if self.fail_when is not None and self.fail_when(call):
            raise excel_error("Anwendungs- oder objektdefinierter Fehler")
        self.log.append(call)


class ComObject(CDispatch):
    """Base of all objects of the model: busy Excel rejects, unknown members stop the test instead of hanging xlwings.

    xlwings repeats a call that ends in AttributeError for ever, so none may leave the model.
    """

    excel: Excel

    def __getattribute__(self, name: str) -> Any:
        """Let only members through that the model has, and only when Excel is not busy."""
        if name[0].isupper():
            object.__getattribute__(self, "excel").knock()
            if not hasattr(type(self), name):
                raise ModelError(f"the model knows no {type(self).__name__}.{name}")
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        """Set only properties that the model can set."""
        if name[0].isupper():
            self.excel.knock()
            known = getattr(type(self), name, None)
            if not isinstance(known, property) or known.fset is None:
                raise ModelError(f"the model cannot set {type(self).__name__}.{name}")
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        """Name the kind of object."""
        return f"<{type(self).__name__}>"


def unwrap(value: Any) -> Any:
    """Return the model's object behind the wrapper in which xlwings hands it back."""
    return vars(value).get("_inner", value) if hasattr(value, "__dict__") else value
