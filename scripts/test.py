"""Runs everything that CI runs: python3 scripts/test.py [pytest arguments]."""

from __future__ import annotations

import shutil
import subprocess
import sys

from environment import ROOT, project_python, utf8_output

# Every branch of these floors is covered; an exception is named in the code with its reason.
COVERED = ("domain", "reading", "planning", "checks", "ooxml")


def main() -> None:
    """Run the gates in turn, all of them even if one fails; the exit code says whether all passed."""
    utf8_output()
    python = str(project_python("dev"))
    if shutil.which("soffice") is None:
        print("LibreOffice (soffice) is not here: the tests that need it are skipped.")
    covered = ",".join(f"*/pakt_xl/{floor}/*" for floor in COVERED)
    narrowed = sys.argv[1:]
    gates = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        [python, "-m", "pytest", "--numprocesses=auto", "--cov", "--cov-report=", *narrowed],
    ]
    if not narrowed:
        report = ["report", "--show-missing", "--skip-covered", "--fail-under=100", f"--include={covered}"]
        gates.append([python, "-m", "coverage", *report])
    failed = [gate for gate in gates if not _passes(gate)]
    for gate in failed:
        print("FAILED:", " ".join(gate[1:]))
    sys.exit(1 if failed else 0)


def _passes(command: list[str]) -> bool:
    print("\n$", " ".join(command[1:]), flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    main()
