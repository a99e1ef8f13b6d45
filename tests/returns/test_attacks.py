"""Files that were made to do harm: each is refused in one line, and the returns beside it are still taken."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from pakt_xl.ooxml.gate import Limits
from pakt_xl.returns import process
from pakt_xl.returns.child import read
from pakt_xl.returns.layouts import LAYOUTS, wanted
from pakt_xl.returns.process import read_apart
from pakt_xl.returns.returned import State
from tests.returns import bombs
from tests.returns.office import WISHES, Office

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = Limits(file=1 << 20, seconds=2, memory=1 << 30, answer=1_000)
TABLES = wanted(LAYOUTS)
EMPTY = '{"tables": {}, "reaches": []}'
LINK = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"
 Type="http://x/externalLinkPath" Target="file:///c:/x.xlsx" TargetMode="External"/></Relationships>"""


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        pytest.param(bombs.with_part("xl/media/a.bin", bytes(2 << 20)), "100-Fache", id="ratio"),
        pytest.param(bombs.many_small_parts, "200 MB", id="many parts"),
        pytest.param(bombs.many_members, "mehr als 1000 Teilen", id="many members"),
        pytest.param(bombs.overlapping, "öffnen Sie sie nicht", id="overlapping members"),
        pytest.param(bombs.huge_in_zip64, "größer als 4 GB ausgibt. Bitte öffnen Sie sie nicht", id="huge in ZIP64"),
        pytest.param(bombs.huge_without_extra, "öffnen Sie sie nicht", id="huge without its ZIP64 field"),
        pytest.param(
            lambda data: bombs.huge_in_zip64(bombs.overlapping(data)), "öffnen Sie sie nicht", id="overlapping in ZIP64"
        ),
        pytest.param(bombs.twice, "doppelt", id="one name twice"),
        pytest.param(bombs.nested, "ZIP-Archiv", id="nested zips"),
        pytest.param(bombs.laughing, "DOCTYPE", id="billion laughs"),
        pytest.param(bombs.reaching_out, "DOCTYPE", id="external entity"),
        pytest.param(bombs.utf16, "UTF-8", id="UTF-16"),
        pytest.param(bombs.with_part("../../etc/cron.d/x", b"<a/>"), "unzulässigen Teil", id="escaping name"),
        pytest.param(bombs.with_part("xl/a\\\x1b[2J\nb.xml", b"<a/>"), "unzulässigen Teil", id="name that commands"),
        pytest.param(bombs.million_rows, "500.000 Zellen", id="a million rows"),
        pytest.param(bombs.with_part("[Content_Types].xml", b"<Types/>"), "keine Excel-Arbeitsmappe", id="no types"),
        pytest.param(bombs.with_part("xl/workbook.xml", b"<html/>"), "beschädigt", id="other root"),
        pytest.param(
            bombs.in_part("xl/workbook.xml", b"<sheets>", b'<sheets><sheet name="x" sheetId="99" r:id="rId999"/>'),
            "beschädigt",
            id="sheet that is not there",
        ),
        pytest.param(lambda data: data[: len(data) // 2], "unvollständig", id="cut in two"),
        pytest.param(lambda data: data + bytes(10 << 20), "größer als 10 MB", id="too large"),
    ],
)
def test_attack_is_refused_in_one_line_and_the_others_are_taken(
    attack: Callable[[bytes], bytes], words: str, office: Office
) -> None:
    office.put("angriff.xlsx", attack(office.original().read_bytes()))
    office.send_back(WISHES[:1], "gut.xlsx", "190001")
    bad, good = office.collect().returns
    assert (bad.state, good.state) == (State.REFUSED, State.TAKEN)
    assert words in bad.why
    assert bad.why.endswith(".")
    assert bad.why.isprintable()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("import time; time.sleep(60)", "nach 2 Sekunden nicht gelesen", id="hangs"),
        pytest.param("while True: pass", "nach 2 Sekunden nicht gelesen", id="works without end"),
        pytest.param(f"print({EMPTY!r} + ' ' * 10_000_000)", "ließ sich nicht lesen", id="says too much"),
        pytest.param("import os; os.abort()", "ließ sich nicht lesen", id="crashes"),
        pytest.param("print('no JSON')", "ließ sich nicht lesen", id="says nonsense"),
        pytest.param("print('[]')", "ließ sich nicht lesen", id="says another thing"),
        pytest.param('print(\'{"tables": {"a": 1}, "reaches": []}\')', "ließ sich nicht lesen", id="says half a thing"),
        pytest.param("print('[' * 500)", "ließ sich nicht lesen", id="says deep brackets"),
        pytest.param("", "ließ sich nicht lesen", id="says nothing"),
    ],
)
def test_process_that_goes_wrong_is_one_sentence(code: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-I", "-c", code])
    with pytest.raises(UnusableError, match=words):
        read_apart("mappe.xlsx", b"x" * 500_000, TABLES, SMALL)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process for sure")
def test_process_has_bounds_on_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    greedy = "from pakt_xl.returns.child import bound; from pakt_xl.ooxml.gate import RETURN; bound(RETURN); "
    start = "import sys; sys.path.insert(0, sys.argv[1]); "
    takes = 'bytearray(2 << 30); print(\'{"tables": {}, "reaches": []}\')'
    call = process.command()
    monkeypatch.setattr(process, "command", lambda: [*call[:3], start + greedy + takes, call[4]])
    with pytest.raises(UnusableError, match="zu viel Speicher"):
        read_apart("mappe.xlsx", b"", TABLES, Limits(file=1, seconds=60, answer=1_000))


def test_process_takes_no_path_from_its_surroundings(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (office.inbox / "json.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    monkeypatch.chdir(office.inbox)
    monkeypatch.setenv("PYTHONPATH", str(office.inbox))
    assert read_apart("mappe.xlsx", office.original().read_bytes(), TABLES).tables


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(file=1 << 20, cells=20), "mehr als 20 Zellen"),
        (Limits(file=1 << 20, lines=1), "mehr als 1 Zeilen"),
        (Limits(file=1 << 20, unpacked=1 << 20), ""),
    ],
)
def test_limits_hold_to_the_number(limits: Limits, words: str, office: Office) -> None:
    data = office.original().read_bytes()
    if not words:
        assert read("mappe.xlsx", data, TABLES, limits).tables
        return
    with pytest.raises(UnusableError, match=words):
        read("mappe.xlsx", data, TABLES, limits)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_links_out_of_the_folder_and_pipes_are_not_opened(office: Office) -> None:
    (office.inbox / "link.xlsx").symlink_to(office.original())
    (office.inbox / "ordner").symlink_to(office.sent)
    os.mkfifo(office.inbox / "pipe.xlsx")
    told = {each.file: (each.state, each.why) for each in office.collect().returns}
    assert set(told) == {"link.xlsx", "ordner", "pipe.xlsx"}
    assert {state for state, _ in told.values()} == {State.REFUSED}
    assert "Verknüpfung" in told["link.xlsx"][1]
    assert "Verknüpfung" in told["ordner"][1]
    assert "keine gewöhnliche Datei" in told["pipe.xlsx"][1]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
@pytest.mark.parametrize(
    "name", ["zwei\nZeilen.xlsx", "\x1b[31mrot\x1b[0m.xlsx", "evil\u202exslx.exe", "\udcff.xlsx", "=1+1.xlsx"]
)
def test_names_can_harm_neither_terminal_nor_workbook(
    name: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.send_back([("B-9", "Menge", 1, "x")], "gut.xlsx").rename(office.inbox / name)
    assert main(["collect", str(office.master), str(office.inbox)]) == 1
    printed = capsys.readouterr().out
    assert not {"\x1b", "\u202e", "\udcff"} & set(printed)
    assert len([line for line in printed.splitlines() if "übernommen – Schule" in line]) == 1
    shown = str(office.overview("190001")["Datei"])
    assert shown.isprintable()
    assert f"„{shown}“" in office.answer()


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        ("xl/vbaProject.bin", b"\xcc\x61", "Makros"),
        ("xl/connections.xml", b"<connections/>", "Verbindungen"),
        (
            "xl/worksheets/_rels/sheet9.xml.rels",
            LINK,
            "Verknüpfungen",
        ),
    ],
)
def test_R04_what_reaches_out_is_named_and_not_followed(part: str, content: bytes, words: str, office: Office) -> None:
    returned = office.send_back(WISHES[:1])
    returned.write_bytes(bombs.with_part(part, content)(returned.read_bytes()))
    collected = office.collect()
    assert [(each.rule.code, each.values["what"]) for each in collected.returns[0].findings] == [("R04", words)]
    assert len(collected.requests) == 1


@pytest.mark.skipif(os.name == "nt", reason="paths as long as this are not possible on Windows")
def test_folders_without_end_are_left_and_said(office: Office) -> None:
    office.send_back(WISHES[:1], "tief/gut.xlsx")
    deep = office.inbox
    for _ in range(40):
        deep /= "o"
    deep.mkdir(parents=True)
    told = {each.file: each for each in office.collect().returns}
    assert told.pop("tief/gut.xlsx").state is State.TAKEN
    assert [(each.state, "zu tief" in each.why) for each in told.values()] == [(State.REFUSED, True)]


def test_cell_with_line_breaks_forges_no_line(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    forged = "B-9\nb.xlsx: übernommen – Schule 190002"
    office.send_back([(forged, "Menge", 1, "x")], "a.xlsx")
    assert main(["collect", str(office.master), str(office.inbox)]) == 1
    assert not [line for line in capsys.readouterr().out.splitlines() if line.startswith("b.xlsx")]
    assert "\nb.xlsx" not in office.answer()
