"""What ``pakt-xl check`` costs before it does anything: its start on a tiny master less that of the bare interpreter.

It also proves that the heavy libraries stay out of it.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from measure import HERE, cost_of, folder, least, print_machine, print_table

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 10
HEAVY = ("pandas", "numpy", "openpyxl", "xlwings")
LIMIT = 0.400
PROBE = """
import sys
from pakt_xl.cli import main
main(["check", sys.argv[1]])
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules), file=sys.stderr)
"""


def main() -> None:
    print_machine()
    with folder() as place:
        master = place / "klein.xlsx"
        cost_of(["-m", "pakt_xl", "new", master])
        bare = least([cost_of(["-c", "pass"]) for _ in range(TIMES)])
        tiny: list[str | Path] = ["-m", "pakt_xl", "check", master]
        check = least([cost_of(tiny, (0, 1, 2)) for _ in range(TIMES)])
        loaded = heavy_modules(master)
    print_table([("bare interpreter", bare), ("pakt_xl check, empty master", check)])
    above = check.cpu - bare.cpu
    verdict = "within" if above < LIMIT else "ABOVE"
    print(f"Start and check: {above * 1000:.0f} ms of CPU, {verdict} {LIMIT * 1000:.0f} ms")
    print(f"Loaded of {', '.join(HEAVY)}: {loaded or 'none'}")


def heavy_modules(master: Path) -> str:
    """Names of the heavy libraries that a check has imported."""
    command = [sys.executable, "-c", PROBE, str(master), ",".join(HEAVY)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""


if __name__ == "__main__":
    main()
