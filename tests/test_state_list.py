"""The state's list of schools: its format, what is refused, and what is counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.domain.rows.base import SCHOOL_TYPES as WORDS
from pakt_xl.run.state_list import SCHOOL_TYPES, Listed, StateList, read_state_list

HEAD = (
    "Schulnummer;Schulform;Schulbezeichnung_1;Schulbezeichnung_2;Rechtsform;Traegernummer;"
    "Schulbetriebsschluessel;Schulbetriebsdatum;EPSG;"
)
REAL = "PAKT_XL_SCHULLISTE"  # variable of the environment with the path of the real list


def state_list(path: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8", first: str = "sep=;\n") -> Path:
    """Write a list from ``number key name authority [state [day]]``, parted by ``|``, in the published format."""
    rows = []
    for line in lines:
        number, key, name, authority, *state = [cell.strip() for cell in line.split("|")]
        operation, day = [*state, *("1", "01.08.1973")[len(state) :]]
        cells = (number, key, name, "Zusatz", "1", authority, operation, day, "null")
        rows.append(";".join(f'"{cell}"' for cell in cells))
    path.write_bytes((first + "\n".join([head, *rows]) + "\n").encode(encoding))
    return path


def test_schools_of_the_authority_are_read_and_every_line_is_counted(tmp_path: Path) -> None:
    path = state_list(
        tmp_path / "l.csv",
        "120674 | 02 | Stephanusschule | 10315",
        "144174 | 04 | Luther; „West“ | 10315 | 2 | 31.07.2026",
        "100000 | 25 | Fremde Schule | 10100",
        "100001 | 0A | Fremdes Schulamt | 10100",
        "190000 | 0a | Schulamt Hamm | 10315",
        "120674 | 02 | Noch einmal | 10315",
        "12 | 02 | Falsche Nummer | 10315",
    )
    assert read_state_list(path, "10315") == StateList(
        lines=7,
        schools={
            "120674": Listed("120674", "Stephanusschule", "02", "1", "01.08.1973"),
            "144174": Listed("144174", "Luther; „West“", "04", "2", "31.07.2026"),
        },
        elsewhere={"100000": "10100", "100001": "10100"},
        offices=1,
        foreign=2,
        unreadable=1,
        doubled=1,
    )


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_first_line_and_byte_order_mark_may_be_there_or_not(first: str, encoding: str, tmp_path: Path) -> None:
    path = state_list(tmp_path / "l.csv", "120674 | 02 | Bäume | 10315", first=first, encoding=encoding)
    assert read_state_list(path, " 10315 ").schools["120674"].name == "Bäume"


def test_blank_lines_are_no_lines(tmp_path: Path) -> None:
    path = state_list(tmp_path / "l.csv", "120674 | 02 | Schule | 10315")
    path.write_bytes(path.read_bytes() + b"\n;;\n")
    assert read_state_list(path, "10315").lines == 1


def test_keys_of_types_give_words_of_our_list_and_others_none() -> None:
    assert set(SCHOOL_TYPES.values()) == set(WORDS)
    assert Listed("1", "", "14").school_type == "Sekundarschule"
    assert Listed("1", "", "88").school_type is None
    assert [Listed("1", "", "02", state).is_closed for state in ("1", "2", "6", "9")] == [False, False, False, True]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "Es fehlt die Spalte Schulnummer, Schulform"),
        (b"sep=;\nSchulnummer;Schulform\n", "Es fehlt die Spalte Schulbezeichnung_1"),
        (HEAD.replace(";", ",").encode(), "Es fehlt die Spalte Schulnummer"),
        (f"{HEAD}\nBäume".encode("cp1252"), "nicht in UTF-8"),
        (b"PK\x03\x04\xff\xfe", "nicht in UTF-8"),
        (f"sep=;\n{HEAD}\n120674;02\n".encode(), "Zeile 3 hat mehr oder weniger Spalten"),
        (f"{HEAD}\n1;02;a;b;1;10315;1;1.1.2020;null;;zu viel\n".encode(), "Zeile 2 hat mehr oder weniger"),
        (f'{HEAD}\n"120674"x;02\n'.encode(), "Anführungszeichen oder Zeilen gehen nicht auf"),
    ],
)
def test_other_file_is_refused_with_one_sentence_that_says_why(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_bytes(content)
    with pytest.raises(UnusableError) as raised:
        read_state_list(path, "10315")
    assert what in str(raised.value)
    assert str(raised.value).startswith("l.csv ist nicht die Liste „Schulgrunddaten NRW“")
    assert str(raised.value).endswith("Es wurde nichts geschrieben.")


def test_authority_without_schools_and_missing_file_are_refused(tmp_path: Path) -> None:
    path = state_list(tmp_path / "l.csv", "120674 | 02 | Schule | 10315", "190000 | 0A | Schulamt | 10316")
    for authority in ("10316", "9", ""):
        with pytest.raises(UnusableError, match=f"keine Schule des Schulträgers „{authority}“"):
            read_state_list(path, authority)
    with pytest.raises(UnusableError, match="gibt es nicht"):
        read_state_list(tmp_path / "fehlt.csv", "10315")


def test_real_list_is_read(tmp_path: Path) -> None:
    """Set the variable PAKT_XL_SCHULLISTE to the path of the list of autumn 2021 that the state publishes."""
    given = os.environ.get(REAL)
    if not given:
        pytest.skip(f"{REAL} names no list of the state")
    found = read_state_list(Path(given), "10315")
    assert (found.lines, len(found.schools), found.foreign) == (5507, 52, 5455)
    assert (found.offices, found.unreadable, found.doubled) == (0, 0, 0)
    assert all(school.school_type for school in found.schools.values())
    assert not list(tmp_path.iterdir())
