"""Makes the demo master of Hamm and runs the main job on it: python3 scripts/demo.py."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from environment import ROOT, project_python, utf8_output

if TYPE_CHECKING:
    from pathlib import Path


def main() -> None:
    """Write demo/hamm.xlsx afresh, run the main job on it, say where the file lies; beside it a faulty demo."""
    utf8_output()
    python = str(project_python())
    master, faulty = ROOT / "demo" / "hamm.xlsx", ROOT / "demo" / "fehlerhaft.xlsx"
    for path in (master, faulty):
        _make_room(path)
    subprocess.run([python, "-m", "pakt_xl", "new", str(master), "--demo"], check=True)
    subprocess.run([python, str(ROOT / "scripts" / "faulty_demo.py"), str(faulty)], check=True)
    _run(python, faulty, subprocess.DEVNULL)
    _run(python, master, None)
    print(f"\nDemo master: {master}\nA small one full of mistakes: {faulty}")
    print("Open them in Excel or LibreOffice and look at Start, Prüfbericht and the Plan sheets.")


def _run(python: str, path: Path, output: int | None) -> None:
    done = subprocess.run([python, "-m", "pakt_xl", "run", str(path)], check=False, stdout=output)
    if done.returncode not in (0, 1):  # 1: the demos hold mistakes on purpose
        sys.exit(done.returncode)


def _make_room(master: Path) -> None:
    """Keep an older demo under another name; a person may have typed into it."""
    master.parent.mkdir(exist_ok=True)
    if master.exists():
        number = 1
        while (kept := master.with_name(f"{master.stem}-{number}.xlsx")).exists():
            number += 1
        master.rename(kept)
        print(f"An older demo was kept as {kept.name}.")


if __name__ == "__main__":
    main()
