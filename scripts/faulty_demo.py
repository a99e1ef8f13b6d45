"""Writes the faulty demo, a small master full of mistakes: python faulty_demo.py PATH (called by demo.py)."""

from __future__ import annotations

import sys
from pathlib import Path

from pakt_xl.programme import load
from pakt_xl.run.demo import faulty_package
from pakt_xl.run.masters import TEMPLATE_PROGRAMME


def main() -> None:
    """Write the workbook to the path given."""
    with Path(sys.argv[1]).open("xb") as stream:
        faulty_package(load(TEMPLATE_PROGRAMME)).write(stream)


if __name__ == "__main__":
    main()
