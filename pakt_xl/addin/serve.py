"""``pakt-xl serve``: the add-in's server on this machine, by xlwings-server, with nothing to set up first."""

from __future__ import annotations

import gc
import importlib.util
import ipaddress
import os
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parent / "project"
LICENCE = "XLWINGS_LICENSE_KEY"
APP = "xlwings_server.main:main_app"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens; ``cert`` and ``key`` are PEM files, both or none."""

    host: str
    port: int
    cert: Path | None = None
    key: Path | None = None

    @property
    def url(self) -> str:
        """Address of the server as a browser on this machine writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.cert else 'http'}://{host}:{self.port}"


def serve(address: Address, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``say`` is told in German what was started. Raises UnusableError if it cannot start."""
    _check(address)
    if not os.environ.get(LICENCE):
        os.environ[LICENCE] = "noncommercial"
        say(
            f"Lizenz von xlwings Server: {LICENCE} ist nicht gesetzt; gestartet wird mit „noncommercial“ (PolyForm "
            "Noncommercial). Ob das für den Dienstbetrieb gilt, bitte vorher mit dem Hersteller klären."
        )
    _check_licence()
    os.environ["XLWINGS_PROJECT_DIR"] = str(PROJECT)
    for line in _notes(address):
        say(line)
    import uvicorn  # noqa: PLC0415  the web framework comes with the extra and only here

    gc.enable()  # the command line switches it off for its short commands
    uvicorn.run(
        APP,
        host=address.host,
        port=address.port,
        ssl_certfile=address.cert,
        ssl_keyfile=address.key,
        log_level="warning",
        server_header=False,
    )


def _check(address: Address) -> None:
    """Refuse what uvicorn would answer with a traceback or an English line."""
    if importlib.util.find_spec("xlwings_server") is None:
        raise UnusableError('Der Server ist nicht installiert. Bitte ausführen: pip install "pakt-xl[server]"')
    if (address.cert is None) != (address.key is None):
        raise UnusableError("Für HTTPS braucht es beide Dateien: --cert (Zertifikat) und --key (privater Schlüssel).")
    for file in filter(None, (address.cert, address.key)):
        if not file.is_file():
            raise UnusableError(f"Die Datei „{file}“ gibt es nicht. Bitte den Pfad prüfen.")
    if address.cert and address.key:
        _check_pair(address.cert, address.key)
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except (OSError, OverflowError) as error:
            raise UnusableError(
                f"Auf {address.host} lässt sich der Anschluss {address.port} nicht öffnen; vielleicht läuft dort schon "
                "ein Server. Bitte ihn beenden oder mit --port einen anderen Anschluss wählen."
            ) from error


def _check_licence() -> None:
    """Refuse a key that xlwings refuses: the server could import no script."""
    from xlwings import LicenseError  # noqa: PLC0415  as above

    try:
        import xlwings.pro  # noqa: F401, PLC0415  proves the key
    except LicenseError as error:
        raise UnusableError(
            f"Der Lizenzschlüssel in {LICENCE} gilt nicht oder ist abgelaufen. Bitte den Schlüssel des Herstellers "
            "eintragen; zum nicht-kommerziellen Ausprobieren „noncommercial“."
        ) from error


def _check_pair(cert: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password=lambda: "")
    except (OSError, ValueError) as error:
        raise UnusableError(
            f"Zertifikat „{cert.name}“ und Schlüssel „{key.name}“ lassen sich nicht verwenden. Gebraucht werden zwei "
            "zusammengehörende PEM-Dateien, der Schlüssel ohne Kennwort."
        ) from error


def _notes(address: Address) -> list[str]:
    lines = [f"Aufgabenbereich: {address.url}/taskpane", f"Manifest für Excel: {address.url}/manifest/download"]
    if address.cert is None:
        lines.append("Ohne HTTPS nimmt Excel das Add-in nicht an; dafür --cert und --key angeben.")
    if not _is_loopback(address.host):
        lines.append("Der Server ist von anderen Rechnern erreichbar und verlangt keine Anmeldung.")
    return [*lines, "Beenden mit Strg+C."]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
