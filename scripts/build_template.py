"""Builds workbooks/template.xlsx, the master that the tool hands out; the same input gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from pakt_xl.layout import build_master, workbook_bytes
from pakt_xl.programme import load
from pakt_xl.reports import generated_tables

PROGRAMME = "digitalpakt_nrw_2019"
TEMPLATE = Path(__file__).parents[1] / "workbooks" / "template.xlsx"


def template() -> bytes:
    """Return the template as a file."""
    programme = load(PROGRAMME)
    return workbook_bytes(build_master(programme, generated_tables(programme)))


def main() -> None:
    """Write the template."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    print(f"{TEMPLATE.name}: {TEMPLATE.stat().st_size} Bytes")


if __name__ == "__main__":
    main()
