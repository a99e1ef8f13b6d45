"""Makes the project's own virtual environment beside it, with nothing but Python 3.11+; safe to repeat."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
OLDEST = (3, 11)


def project_python(extra: str = "") -> Path:
    """Return the interpreter of an environment in which the project and the extra are installed.

    The environment is built on the first call and brought up to date when pyproject.toml has changed.
    Ends the program with one sentence where Python is too old or cannot make environments.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = FOLDER / f"installed-{extra or 'plain'}.txt"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    _build(python, extra)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def _build(python: Path, extra: str) -> None:
    print(f"Setting up {FOLDER.name} (once; takes a minute) …", flush=True)
    if not python.exists():
        try:
            venv.create(FOLDER, with_pip=True, clear=FOLDER.exists())
        except (subprocess.CalledProcessError, OSError) as error:
            sys.exit(
                f"No virtual environment could be made in {FOLDER}: {error}.\n"
                "On Debian and Ubuntu: sudo apt-get install python3-venv"
            )
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    if subprocess.run(command, check=False).returncode:
        sys.exit("pip could not install the packages (see above). Is this machine online? Then run it again.")


def utf8_output() -> None:
    """Let German text through on consoles with an old code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
