"""Makes the demo master of Hamm and runs the main job on it: python3 scripts/demo.py."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from environment import ROOT, project_python, utf8_output

if TYPE_CHECKING:
    from pathlib import Path


def main() -> None:
    """Write demo/hamm.xlsx afresh, run the main job on it, say where the file lies."""
    utf8_output()
    python = project_python()
    master = ROOT / "demo" / "hamm.xlsx"
    _make_room(master)
    tool = [str(python), "-m", "pakt_xl"]
    subprocess.run([*tool, "new", str(master), "--demo"], check=True)
    done = subprocess.run([*tool, "run", str(master)], check=False)
    if done.returncode not in (0, 1):  # 1: the demo holds mistakes on purpose
        sys.exit(done.returncode)
    print(
        f"\nDemo master: {master}\nOpen it in Excel or LibreOffice and look at Start, Prüfbericht and the Plan sheets."
    )


def _make_room(master: Path) -> None:
    """Keep an older demo under another name; a person may have typed into it."""
    master.parent.mkdir(exist_ok=True)
    if master.exists():
        number = 1
        while (kept := master.with_name(f"hamm-{number}.xlsx")).exists():
            number += 1
        master.rename(kept)
        print(f"An older demo was kept as {kept.name}.")


if __name__ == "__main__":
    main()
