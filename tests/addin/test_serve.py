"""``pakt-xl serve``: what it says, what it refuses, HTTPS."""

from __future__ import annotations

import gc
import importlib.util
import os
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from pakt_xl.addin.serve import LICENCE, PROJECT
from pakt_xl.cli import main
from tests.addin.served import ROOT, serving

if TYPE_CHECKING:
    from pathlib import Path

Said = pytest.CaptureFixture[str]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What uvicorn would be started with; the environment is put back."""
    calls: dict[str, Any] = {}
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: calls.update(options, app=app))
    os.environ.pop(LICENCE, None)
    return calls


def pair(folder: Path, name: str = "server") -> tuple[Path, Path]:
    """Write a certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    cert_file, key_file = folder / f"{name}.pem", folder / f"{name}-key.pem"
    cert_file.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert_file, key_file


def refused(capsys: Said, *arguments: object) -> str:
    """Return the one line of a refusal."""
    assert main(["serve", *map(str, arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.strip()


def test_serve_listens_on_this_machine_only_and_says_so(started: dict[str, Any], capsys: Said) -> None:
    gc.disable()
    try:
        assert main(["serve"]) == 0
        assert gc.isenabled()
    finally:
        gc.enable()
    assert (started["app"], started["host"], started["port"]) == ("xlwings_server.main:main_app", "127.0.0.1", 8000)
    assert (started["ssl_certfile"], started["ssl_keyfile"]) == (None, None)
    assert os.environ["XLWINGS_PROJECT_DIR"] == str(PROJECT)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "Aufgabenbereich: http://127.0.0.1:8000/taskpane",
        "Manifest für Excel: http://127.0.0.1:8000/manifest/download",
        "Ohne HTTPS nimmt Excel das Add-in nicht an; dafür --cert und --key angeben.",
        "Beenden mit Strg+C.",
        "Der Server ist beendet.",
    ]


def test_licence_key_is_taken_as_noncommercial_only_if_none_is_set(started: dict[str, Any], capsys: Said) -> None:
    main(["serve"])
    assert started
    assert os.environ[LICENCE] == "noncommercial"
    assert capsys.readouterr().out.startswith(f"Lizenz von xlwings Server: {LICENCE} ist nicht gesetzt;")
    os.environ[LICENCE] = "von der Behörde"
    main(["serve"])
    assert os.environ[LICENCE] == "von der Behörde"
    assert "Lizenz" not in capsys.readouterr().out


def test_server_for_other_machines_says_that_nobody_has_to_sign_on(started: dict[str, Any], capsys: Said) -> None:
    main(["serve", "--host", "0.0.0.0", "--port", "8001"])  # noqa: S104  what is tested
    assert started["host"] == "0.0.0.0"  # noqa: S104  as above
    assert "Der Server ist von anderen Rechnern erreichbar und verlangt keine Anmeldung." in capsys.readouterr().out


def test_server_that_is_not_installed_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert refused(capsys) == 'Der Server ist nicht installiert. Bitte ausführen: pip install "pakt-xl[server]"'


def test_half_a_pair_is_refused(tmp_path: Path, capsys: Said) -> None:
    cert, key = pair(tmp_path)
    expected = "Für HTTPS braucht es beide Dateien: --cert (Zertifikat) und --key (privater Schlüssel)."
    assert refused(capsys, "--cert", cert) == expected
    assert refused(capsys, "--key", key) == expected


def test_files_that_are_missing_or_do_not_belong_together_are_refused(tmp_path: Path, capsys: Said) -> None:
    cert, key = pair(tmp_path)
    _, other = pair(tmp_path, "other")
    gone = tmp_path / "gone.pem"
    assert refused(capsys, "--cert", gone, "--key", key) == f"Die Datei „{gone}“ gibt es nicht. Bitte den Pfad prüfen."
    said = refused(capsys, "--cert", cert, "--key", other)
    assert said.startswith("Zertifikat „server.pem“ und Schlüssel „other-key.pem“ lassen sich nicht verwenden.")


def test_port_that_is_taken_is_refused(capsys: Said) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused(capsys, "--port", port)
    assert said.startswith(f"Auf 127.0.0.1 lässt sich der Anschluss {port} nicht öffnen")


@pytest.mark.parametrize("arguments", [("--port", "70000"), ("--host", "kein.rechner.invalid")])
def test_address_that_cannot_be_opened_is_refused(arguments: tuple[str, str], capsys: Said) -> None:
    assert "nicht öffnen" in refused(capsys, *arguments)


def test_https_is_served_and_the_manifest_names_it(tmp_path: Path) -> None:
    cert, key = pair(tmp_path)
    context = ssl.create_default_context(cafile=str(cert))
    context.check_hostname = False  # the certificate names no address
    with serving("--cert", str(cert), "--key", str(key), context=context) as server:
        with urlopen(f"{server.url}/manifest", context=context) as answer:  # noqa: S310  our own server
            manifest = answer.read().decode()
        assert f'"{server.url}/taskpane.html"' in manifest
        assert server.url.startswith("https://")
        assert "Ohne HTTPS" not in server.stop()


def test_key_that_xlwings_refuses_is_refused_in_german() -> None:
    environment = dict(os.environ) | {LICENCE: "falsch"}
    command = [sys.executable, "-m", "pakt_xl", "serve"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"Der Lizenzschlüssel in {LICENCE} gilt nicht oder ist abgelaufen.")
