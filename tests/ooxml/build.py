"""Minimal workbooks made by hand: parts as strings, so that a test shows exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def rels(*relations: tuple[str, str, str]) -> str:
    """Relations part from (id, last word of the type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{inner}</Relationships>'


def table(name: str, ref: str, columns: Sequence[str], *, number: int = 1, attributes: str = "") -> str:
    """Table part; ``columns`` are header names, or whole ``<tableColumn …>`` elements when they begin with ``<``."""
    inner = "".join(
        column if column.startswith("<") else f'<tableColumn id="{index}" name="{column}"/>'
        for index, column in enumerate(columns, 1)
    )
    return (
        f'{HEAD}<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{ref}" {attributes}>'
        f'<autoFilter ref="{ref}"/><tableColumns count="{len(columns)}">{inner}</tableColumns></table>'
    )


def sheet(rows: str, *, before: str = "", after: str = "", tables: int = 0) -> str:
    """Sheet part around ``<row>`` elements; ``tables`` table parts are announced as rId1, rId2."""
    parts = "".join(f'<tablePart r:id="rId{index}"/>' for index in range(1, tables + 1))
    announced = f'<tableParts count="{tables}">{parts}</tableParts>' if tables else ""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELS}">{before}<sheetData>{rows}</sheetData>'
        f"{after}{announced}</worksheet>"
    )


def styles(*formats: str | int) -> str:
    """Styles part: cell style 0 is General, 1… have these number formats (an id, or a format code)."""
    codes = [code for code in formats if isinstance(code, str)]
    custom = "".join(f'<numFmt numFmtId="{164 + index}" formatCode="{code}"/>' for index, code in enumerate(codes))
    ids = [0, *(code if isinstance(code, int) else 164 + codes.index(code) for code in formats)]
    cells = "".join(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in ids)
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{custom}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(ids)}">{cells}</cellXfs></styleSheet>'
    )


def shared(*items: str) -> str:
    """Shared strings part; an item beginning with ``<`` is the inner XML of ``<si>``, else its text."""
    inner = "".join(f"<si>{item if item.startswith('<') else f'<t>{item}</t>'}</si>" for item in items)
    return f'{HEAD}<sst xmlns="{MAIN}">{inner}</sst>'


def parts(
    sheets: Mapping[str, str],
    tables: Mapping[str, Sequence[str]] | None = None,
    *,
    strings: str = "",
    style: str = "",
    workbook_pr: str = "",
    workbook_after: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """All parts of a workbook: sheet parts by sheet name, table parts by the name of their sheet.

    ``more`` adds parts or replaces those made here. The parts can be changed before `pack`.
    """
    made: dict[str, str | bytes] = {"[Content_Types].xml": "", "_rels/.rels": ""}
    relations = []
    listed = ""
    count = 0
    for number, (name, content) in enumerate(sheets.items(), 1):
        listed += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        relations.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        made[f"xl/worksheets/sheet{number}.xml"] = content
        targets: list[tuple[str, str, str]] = []
        for content_of_table in (tables or {}).get(name, ()):
            count += 1
            made[f"xl/tables/table{count}.xml"] = content_of_table
            targets.append((f"rId{len(targets) + 1}", "table", f"../tables/table{count}.xml"))
        if targets:
            made[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = rels(*targets)
    for kind, content in (("sharedStrings", strings), ("styles", style)):
        if content:
            relations.append((f"rId{len(relations) + 1}", kind, f"{kind}.xml"))
            made[f"xl/{kind}.xml"] = content
    made["xl/workbook.xml"] = (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{workbook_pr}<sheets>{listed}</sheets>'
        f"{workbook_after}</workbook>"
    )
    made["xl/_rels/workbook.xml.rels"] = rels(*relations)
    made["_rels/.rels"] = rels(("rId1", "officeDocument", "xl/workbook.xml"))
    made["[Content_Types].xml"] = content_types(made)
    return made | dict(more or {})


def content_types(names: Mapping[str, str | bytes]) -> str:
    """Content types of the parts made here, judged by their place."""
    kinds = {"worksheets/sheet": "worksheet", "tables/": "table", "sharedStrings": "sharedStrings", "styles": "styles"}
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    for name in names:
        for place, kind in kinds.items():
            if name.startswith(f"xl/{place}"):
                overrides += f'<Override PartName="/{name}" ContentType="{SHEET_TYPE}.{kind}+xml"/>'
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def pack(contents: Mapping[str, str | bytes]) -> bytes:
    """The zip file with these members, dated like a file that Excel wrote."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def save(path: Path, contents: Mapping[str, str | bytes]) -> Path:
    """Write the zip file with these members; returns the path."""
    path.write_bytes(pack(contents))
    return path


def schulen(rows: str, ref: str = "A1:C3") -> dict[str, str | bytes]:
    """The smallest useful workbook: sheet and table Schulen with three columns and these ``<row>`` elements."""
    return parts(
        {"Schulen": sheet(rows, tables=1)},
        {"Schulen": [table("Schulen", ref, ["Schulnummer", "Schulname", "DigitalPakt-Budget"])]},
    )
