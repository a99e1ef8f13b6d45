"""What goes wrong around a command: no traceback, no harm to the terminal, the right exit code."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pakt_xl import run as cases
from pakt_xl.cli import main, usage
from pakt_xl.cli.terminal import clean
from tests.masters import EXAMPLE_10, master

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = [sys.executable, "-m", "pakt_xl"]
LIMIT = 60  # seconds
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Master with an error and a name that tries to command the terminal. Tests only read it."""
    schools = EXAMPLE_10["Schulen"]
    needs = EXAMPLE_10["Bedarfe"].replace("A-2  ", "[red]\x1b[2J\u202e ")
    return master(tmp_path_factory.mktemp("faulty") / "m.xlsx", **(EXAMPLE_10 | {"Schulen": schools, "Bedarfe": needs}))


def failing_with(error: BaseException) -> Callable[..., object]:
    def check(*_: object) -> object:
        raise error

    return check


def told(error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and message of a check that raises this error."""
    monkeypatch.setattr(cases, "check", failing_with(error))
    code = main(["check", "m.xlsx"])
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    return code, printed.err.strip()


def test_unforeseen_error_is_one_sentence_with_the_place_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code, message = told(ZeroDivisionError("geheim"), monkeypatch, capsys)
    (log,) = tmp_path.iterdir()
    assert code == 2
    assert message == (
        "Unerwarteter Fehler (ZeroDivisionError); es ist ein Fehler des Werkzeugs. "
        f"Das Protokoll dazu liegt in {log}; bitte an die Betreuung des Werkzeugs geben."
    )
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "geheim" in log.read_text(encoding="utf-8")


def test_unforeseen_error_without_a_place_for_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "weg"))
    code, message = told(RuntimeError(), monkeypatch, capsys)
    assert (code, message.endswith("Das Protokoll dazu ließ sich nicht schreiben.")) == (2, True)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(errno.EACCES, "denied", "m.xlsx"), "m.xlsx: Der Zugriff ist verweigert."),
        (OSError(errno.ENOSPC, "full"), "Der Datenträger ist voll."),
        (FileNotFoundError(errno.ENOENT, "no", "m.xlsx"), "m.xlsx: Datei oder Ordner gibt es nicht."),
        (MemoryError(), "Der Arbeitsspeicher reicht nicht."),
    ],
)
def test_foreseen_errors_of_the_machine_have_their_own_words(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = told(error, monkeypatch, capsys)
    assert code == 2
    assert found.startswith(message)


def test_interrupt_says_so_and_has_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, message = told(KeyboardInterrupt(), monkeypatch, capsys)
    assert code == 130
    assert message.startswith("Abgebrochen.")


def test_interrupt_outside_a_command_says_so_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(usage, "help_text", failing_with(KeyboardInterrupt()))
    assert main(["--help"]) == 130
    assert capsys.readouterr().err.startswith("Abgebrochen.")


def test_other_versions_of_typer_name_an_interrupt_abort() -> None:
    abort = type("Abort", (RuntimeError,), {})
    assert isinstance(usage.translated(abort(), None), KeyboardInterrupt)


def test_value_that_typer_refuses_is_german() -> None:
    bad = type("BadParameter", (Exception,), {"option_name": "--zahl"})
    command = type("Command", (), {"name": "check", "params": ()})
    assert str(usage.translated(bad(), command)) == "Die Angabe --zahl ist nicht zulässig. Aufruf: pakt-xl check"


def test_text_is_cleaned_of_everything_that_commands_a_terminal() -> None:
    assert clean("a\x1b[2Jb\r\n\x07\u202ec\u00a0€\u009b") == "a [2Jb    c € "


def test_module_runs_as_a_program(faulty: Path) -> None:
    done = subprocess.run([*PROGRAM, "check", str(faulty)], capture_output=True, timeout=LIMIT, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "Artikelnummer „[red][2J “ steht nicht" in done.stdout.decode()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_code_page_without_a_character_ends_no_command(encoding: str, faulty: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for arguments in (["check", str(faulty)], ["check", str(faulty), "--json"], ["check", "Ω.xlsx"]):
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, env=environment, timeout=LIMIT, check=False)
        assert done.returncode == (2 if "Ω.xlsx" in arguments else 1)
        assert b"Traceback" not in done.stderr


def test_reader_that_goes_away_is_no_failure(faulty: Path) -> None:
    with subprocess.Popen([*PROGRAM, "check", str(faulty)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(LIMIT) == 1


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_output_that_cannot_be_written_is_a_failure(faulty: Path) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run([*PROGRAM, "check", str(faulty)], stdout=full, stderr=-1, timeout=LIMIT, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Der Datenträger ist voll.")
    assert b"Traceback" not in done.stderr


def test_terminal_gets_colours_and_progress_but_no_commands_of_a_cell(faulty: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")
    lead, follow = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen([*PROGRAM, "check", str(faulty)], stdout=follow, stderr=follow, env=environment) as process:
        os.close(follow)
        output = b""
        try:
            while chunk := os.read(lead, 65536):
                output += chunk
        except OSError:  # Linux says so when the program has gone
            pass
        assert process.wait(LIMIT) == 1
    os.close(lead)
    text = output.decode()
    assert re.search("(gelesen|gerechnet|geprüft) …", text), "no progress was shown"
    assert "\x1b[1;31mFehler" in text
    assert "„[red][2J “" in text
    plain = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", text)
    assert all(len(line) <= 80 for line in plain.replace("\r", "\n").split("\n"))


def test_check_imports_nothing_that_it_does_not_need(faulty: Path) -> None:
    script = (
        "import sys; from pakt_xl.cli import main; main(['check', sys.argv[1]]);"
        "print([name for name in ('openpyxl', 'pandas', 'numpy', 'xlwings', 'rich', 'pakt_xl.layout', "
        "'pakt_xl.ooxml.graft') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(faulty)], capture_output=True, timeout=LIMIT, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_file_opened_elsewhere_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    before = path.read_bytes()
    (tmp_path / "~$m.xlsx").write_bytes(b"")
    assert main(["run", str(path)]) == 2
    assert capsys.readouterr().err.strip()
    assert path.read_bytes() == before
    assert main(["run", str(path), "-o", str(tmp_path / "out.xlsx")]) == 1


def test_paths_are_taken_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = master(tmp_path / "Müller & Söhne [neu].xlsx", **EXAMPLE_10)
    main(["run", str(path)])
    assert f"Geschrieben: {path}" in capsys.readouterr().out
