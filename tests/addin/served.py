"""Starts ``pakt-xl serve`` as a person would, and a browser on its task pane."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
BROWSER = Path(__file__).parent / "browser"
PACKAGES = ("package.json", "package-lock.json")
PATIENCE = 60  # seconds until the server answers


class Server:
    """A running server, its address and what it says."""

    def __init__(self, process: subprocess.Popen[str], port: int, context: ssl.SSLContext | None) -> None:
        self.process = process
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{port}"
        self._context = context

    def get(self, path: str) -> bytes:
        """Return the body of a page."""
        with urlopen(f"{self.url}{path}", context=self._context) as answer:  # noqa: S310  our own server on this machine
            body: bytes = answer.read()
        return body

    def stop(self) -> str:
        """Stop it as Ctrl-C does; return what it said on stdout and stderr."""
        self.process.send_signal(2)
        said, _ = self.process.communicate(timeout=PATIENCE)
        return said


@contextmanager
def serving(*options: str, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on a free port of this machine; ``context`` is what trusts its certificate."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "pakt_xl", "serve", "--port", str(port), *options],
        cwd=ROOT,
        env=environment | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    server = Server(process, port, context)
    try:
        _wait(server)
        yield server
    finally:
        process.kill()
        process.communicate()


def _wait(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            server.get("/")
        except URLError:
            if server.process.poll() is not None:
                pytest.fail(f"The server ended: {server.process.communicate()[0]}")
            time.sleep(0.1)
        else:
            return
    pytest.fail("The server does not answer")


class Pane:
    """The task pane in Chromium; each command is answered by tests/addin/browser/drive.mjs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, command: str, **parts: Any) -> Any:
        """Run a command of the driver and return its answer."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        stdin.write(json.dumps({"command": command, **parts}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["ok"]


@contextmanager
def browsing(profile: Path) -> Iterator[Pane]:
    """Start Chromium with an empty profile."""
    node = _needed("node")
    environment = {
        "PAKT_NODE_MODULES": str(node_modules()),
        "PAKT_CHROMIUM": _needed("chromium"),
        "PAKT_PROFILE": str(profile),
    }
    process = subprocess.Popen(
        [node, str(BROWSER / "drive.mjs")],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Pane(process)
        process.communicate(timeout=PATIENCE)  # the driver ends with its input and closes the browser
    finally:
        process.kill()
        process.communicate()


def node_modules() -> Path:
    """Return the folder with the npm packages of the tests, installed once and outside the tree."""
    key = hashlib.sha256(b"".join((BROWSER / name).read_bytes() for name in PACKAGES)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pakt-xl"
    folder = cache / f"browser-{key}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as made:
            _install(Path(made))
            with suppress(OSError):  # tests that run side by side: another one was quicker
                (Path(made) / "new").rename(folder)
    return folder / "node_modules"


def _install(place: Path) -> None:
    npm, target = _needed("npm"), place / "new"
    target.mkdir()
    for name in PACKAGES:
        shutil.copy(BROWSER / name, target / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    ran = subprocess.run(command, cwd=target, capture_output=True, check=False, encoding="utf-8")
    if ran.returncode:
        missing(f"npm could not install the packages: {ran.stderr[-500:]}")


def _needed(program: str) -> str:
    return shutil.which(program) or missing(f"{program} is not installed")


def missing(reason: str) -> str:
    """Skip the test; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason} (in CI)")
    pytest.skip(reason)
