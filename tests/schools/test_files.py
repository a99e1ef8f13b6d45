"""Names of the files, and which of them may be replaced."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pakt_xl.schools.files import SHORT, file_name, is_untouched
from tests.schools.sheets import NEEDS, made, opened, sheet


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gymnasium Mitte", "190001_Gymnasium-Mitte.xlsx"),
        ("Grundschule Süd, Große Straße", "190001_Grundschule-Sued-Grosse-Strasse.xlsx"),
        ("École Ærø", "190001_Ecole-Aeroe.xlsx"),
        ("CON", "190001_CON.xlsx"),
        ('../..\\a:b*?"<>|', "190001_a-b.xlsx"),
        ("Schule. ", "190001_Schule.xlsx"),
        ("Schule\u0308 O\u0308st", "190001_Schule-Oest.xlsx"),
        ("学校", "190001.xlsx"),
        ("", "190001.xlsx"),
    ],
)
def test_a_file_name_has_the_number_and_plain_letters(name: str, expected: str) -> None:
    assert file_name("190001", name) == expected


def test_a_long_name_ends_with_a_whole_word() -> None:
    long = file_name("190001", "Städtische Gemeinschaftsgrundschule an der Langen Straße in Hamm-Westen")
    assert long == "190001_Staedtische-Gemeinschaftsgrundschule-an.xlsx"
    assert file_name("190001", "x" * 300) == f"190001_{'x' * SHORT}.xlsx"


def test_a_number_that_is_none_makes_no_path() -> None:
    assert file_name("../1", "Ost") == "1_Ost.xlsx"
    assert file_name("", "") == "Schule.xlsx"


def test_what_we_wrote_is_untouched_also_without_needs() -> None:
    assert is_untouched(made(sheet()), "190001")
    assert is_untouched(made(sheet(needs=())), "190001")


@given(st.text(), st.text())
@example("_x000a_", "Tafel\r\n mit ¦ Fuß\u00ad")
@example(" ", "x" * 40_000)
def test_what_we_wrote_is_untouched_whatever_the_texts_of_the_master(name: str, item: str) -> None:
    assert is_untouched(made(sheet(name, (("B-1", item, *NEEDS[0][2:]),))), "190001")


def test_the_workbook_of_another_school_is_not_ours_to_replace() -> None:
    assert not is_untouched(made(sheet()), "190002")


def test_a_file_that_a_program_saved_is_touched() -> None:
    again = BytesIO()
    opened(made(sheet())).save(again)
    assert not is_untouched(again.getvalue(), "190001")


@pytest.mark.parametrize(
    ("part", "cell"),
    [
        ("xl/worksheets/sheet3.xml", "D6"),  # a reason
        ("xl/worksheets/sheet4.xml", "B7"),  # the day
    ],
)
def test_one_filled_cell_is_enough_to_keep_a_file_whatever_program_it_names(part: str, cell: str) -> None:
    filled = typed(made(sheet()), part, cell, "Umbau")
    assert filled != made(sheet())
    assert not is_untouched(filled, "190001")


def test_a_changed_need_is_enough_to_keep_a_file() -> None:
    data = typed(made(sheet()), "xl/worksheets/sheet2.xml", "B5", "Beamer")
    assert not is_untouched(data, "190001")


@pytest.mark.parametrize("data", [b"PK", b"Text", b"", made(sheet())[:2000]], ids=["kopf", "text", "leer", "halb"])
def test_what_is_no_workbook_is_not_ours_to_replace(data: bytes) -> None:
    assert not is_untouched(data, "190001")


def typed(data: bytes, part: str, cell: str, text: str) -> bytes:
    """Return the file with a text in one cell, every other byte of its parts as it was."""
    done = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(done, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                start = content.index(f'<c r="{cell}"'.encode())
                end = content.index(b">", start)
                close = end + 1 if content[end - 1 : end] == b"/" else content.index(b"</c>", end) + 4
                new = f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
                content = content[:start] + new + content[close:]
            target.writestr(info, content)
    return done.getvalue()
