"""What an office program refuses, told apart: busy, gone, denied, or a fault of ours."""

from __future__ import annotations

import pytest

from pakt_xl.books import live_errors

BUSY, GONE, DENIED = -2147418111, -2147023174, -2146827284


def raised(module: str, name: str = "Error", *args: object, **members: object) -> Exception:
    """Return an error of a class from this module, with these members."""
    error: Exception = type(name, (Exception,), {"__module__": module})(*args)
    for member, value in members.items():
        setattr(error, member, value)
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (raised("xlwings"), True),
        (raised("xlwings._xlwindows"), True),
        (raised("com.sun.star.uno"), True),
        (raised("_ctypes", "COMError", hresult=DENIED), True),
        (raised("xlwingsx"), False),
        (raised("pakt_xl.xlwings"), False),
        (ZeroDivisionError(), False),
    ],
    ids=str,
)
def test_only_the_program_and_xlwings_refuse(error: Exception, expected: bool) -> None:
    assert live_errors.is_refusal(error) is expected


@pytest.mark.parametrize(
    "error",
    [
        raised("pywintypes", hresult=BUSY),
        raised("pywintypes", hresult=DENIED, excepinfo=(0, "Excel", "beschäftigt", None, 0, -2146777998)),
        raised("xlwings._xlwindows", "ExcelBusyError"),
    ],
    ids=["Aufruf", "Ausnahme", "xlwings"],
)
def test_a_busy_program_is_asked_to_be_ready_and_says_no_to_nothing(error: Exception) -> None:
    assert str(live_errors.while_reading(error)) == live_errors.BUSY
    assert not live_errors.is_denial(error)


def test_a_program_that_is_gone_says_no_to_nothing() -> None:
    error = raised("pywintypes", hresult=GONE)
    assert str(live_errors.while_reading(error)).startswith("Excel antwortet nicht mehr")
    assert not live_errors.is_denial(error)


def test_any_other_answer_is_a_no_and_its_reason_is_told() -> None:
    error = raised(
        "pywintypes", "com_error", hresult=DENIED, excepinfo=(0, "Excel", "Das Blatt\r\nist geschützt.", None)
    )
    assert live_errors.is_denial(error)
    assert str(live_errors.while_reading(error)).startswith(
        "Die Mappe lässt sich nicht lesen (Das Blatt ist geschützt.). "
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (raised("pywintypes", "com_error", "Vorgang", excepinfo=(0, "Excel", "Blatt fehlt")), "Blatt fehlt"),
        (raised("pywintypes", "com_error", "Vorgang", excepinfo=(0, "Excel")), "Vorgang"),
        (raised("pywintypes", "com_error", "Vorgang", excepinfo=(0, "Excel", None, None, 0, DENIED)), "Vorgang"),
        (raised("xlwings", "XlwingsError", "eins\n zwei "), "eins zwei"),
        (raised("xlwings", "XlwingsError"), "XlwingsError"),
        (raised("xlwings", "XlwingsError", "x" * 300), "x" * 200),
    ],
    ids=["Beschreibung", "zu kurz", "ohne Beschreibung", "Zeilen", "stumm", "lang"],
)
def test_the_reason_is_one_line_of_the_program(error: Exception, told: str) -> None:
    assert live_errors.reason(error) == told
