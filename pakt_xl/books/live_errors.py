"""What an office program refuses, as one German message: busy, protected, closed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator

# HRESULTs of COM (winerror.h) and of Excel (VBA_E_IGNORE: a cell is being edited or a dialog is open).
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})
_GONE = frozenset({-2147023174, -2147023170, -2147417848, -2147220995})
_ENGINES = ("xlwings", "pywintypes", "pythoncom", "appscript", "aem", "com.sun.star")

BUSY = (
    "Excel ist beschäftigt: Eine Zelle wird gerade bearbeitet, oder ein Fenster ist offen. Bitte schließen Sie die "
    "Eingabe mit der Eingabetaste ab, schließen Sie das Fenster und klicken Sie noch einmal. "
    "Es wurde nichts geschrieben."
)
_NO_ANSWER = (
    "Excel antwortet nicht mehr; vielleicht wurde die Mappe geschlossen. Bitte öffnen Sie sie und klicken Sie noch "
    "einmal. Es wurde nichts geschrieben."
)


def is_refusal(error: Exception) -> bool:
    """Whether the office program or xlwings raised this; anything else is a fault of ours."""
    module = type(error).__module__
    return hasattr(error, "hresult") or any(module == name or module.startswith(f"{name}.") for name in _ENGINES)


def is_busy(error: Exception) -> bool:
    """Whether the office program waits for its user and will take no order."""
    return bool(_codes(error) & _BUSY) or type(error).__name__ == "ExcelBusyError"


def is_denial(error: Exception) -> bool:
    """Whether the office program answered, and said no: it is neither busy nor gone."""
    return is_refusal(error) and not is_busy(error) and not _codes(error) & _GONE


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the program refuses into one German message; for all that is done before the first write."""
    try:
        yield
    except Exception as error:
        if is_refusal(error):
            raise while_reading(error) from error
        raise


def while_reading(error: Exception) -> UnusableError:
    """Return the message for a refusal before anything was written."""
    if is_busy(error):
        return UnusableError(BUSY)
    if _codes(error) & _GONE:
        return UnusableError(_NO_ANSWER)
    return UnusableError(
        f"Die Mappe lässt sich nicht lesen ({reason(error)}). Bitte speichern Sie sie, öffnen Sie sie neu und klicken "
        "Sie noch einmal. Es wurde nichts geschrieben."
    )


def protected(sheet: str) -> UnusableError:
    """Return the message for a sheet that cannot be changed, found before anything was written."""
    return UnusableError(
        f"Das Blatt „{sheet}“ ist geschützt. Bitte heben Sie den Blattschutz auf (Überprüfen, Blattschutz aufheben) "
        "und klicken Sie noch einmal. Es wurde nichts geschrieben."
    )


def read_only(book: str) -> UnusableError:
    """Return the message for a workbook whose results could not be saved."""
    return UnusableError(
        f"Die Mappe „{book}“ ist schreibgeschützt geöffnet; vielleicht hat sie jemand anderes offen. Bitte schließen "
        "Sie sie und öffnen Sie sie zum Bearbeiten. Es wurde nichts geschrieben."
    )


def half_way(error: Exception, table: str, filled: list[str], *, moves: bool) -> UnusableError:
    """Return the message for a table that could not be written after others were, as `state_of_fill`."""
    return UnusableError(
        f"Beim Füllen der Tabelle „{table}“ brach Excel ab ({reason(error)}). "
        f"{state_of_fill(table, filled, moves=moves)}; bleibt es dabei, füllen Sie die gespeicherte und geschlossene "
        "Mappe mit „pakt-xl run“."
    )


def state_of_fill(table: str, filled: list[str], *, moves: bool) -> str:
    """Say what is written already when a fill ended in this table, and what to do; without a full stop.

    ``moves``: values in columns of the user were to go with their rows. They may stand beside other rows now, and
    another click would take that for true.
    """
    done = f"Gefüllt sind schon: {', '.join(filled)}" if filled else "Vorher wurde keine Tabelle gefüllt"
    again = "Bitte klicken Sie noch einmal"
    if moves:
        again = (
            "Werte in eigenen Spalten dieser Tabelle können jetzt neben falschen Zeilen stehen: Bitte schließen Sie "
            "die Mappe, ohne sie zu speichern, öffnen Sie sie neu und klicken Sie dann noch einmal"
        )
    return (
        f"{done}; die Tabelle „{table}“ kann unvollständig sein, alle weiteren sind unverändert. Eingaben sind nicht "
        f"betroffen. {again}"
    )


def half_amended(error: Exception, table: str, amended: list[str]) -> UnusableError:
    """Return the message for an input table that could not be amended, as `state_of_amendment`."""
    return UnusableError(
        f"Beim Ändern der Tabelle „{table}“ brach Excel ab ({reason(error)}). {state_of_amendment(table, amended)}."
    )


def state_of_amendment(table: str, amended: list[str]) -> str:
    """Say what is changed already when amending ended in this table, and what to do; without a full stop."""
    done = f"Geändert sind schon: {', '.join(amended)}" if amended else "Vorher wurde keine Tabelle geändert"
    return (
        f"{done}; die Tabelle „{table}“ kann unvollständig geändert sein. Bitte schließen Sie die Mappe, ohne sie zu "
        "speichern, öffnen Sie sie neu und wiederholen Sie den Schritt"
    )


def reason(error: Exception) -> str:
    """Return what the program says itself, on one line, for whoever is asked for help."""
    information = getattr(error, "excepinfo", None)
    told = information[2] if information and len(information) > 2 and information[2] else str(error)  # noqa: PLR2004  EXCEPINFO
    return " ".join(str(told).split())[:200] or type(error).__name__


def _codes(error: Exception) -> set[object]:
    information = getattr(error, "excepinfo", None) or ()
    return {getattr(error, "hresult", None), *information[-1:]}
