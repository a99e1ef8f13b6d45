"""A master in which a user has made about everything that Excel can make, on the generated sheets and beside them."""

# ruff: noqa: E501 - XML as an office program writes it, in pieces that belong together

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pakt_xl.domain.table import column_letters
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook, relations_part
from tests.ooxml import rich_objects as objects
from tests.ooxml.build import SHEET_TYPE, rels
from tests.ooxml.rich import BUDGET_SHEET, USER_SHEET
from tests.ooxml.rich import PARTS as RICH
from tests.ooxml.rich import RELATIONS as RICH_RELATIONS
from tests.ooxml.rich_objects import RELS, X14

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.ooxml.parts import TableInfo

USER_COLUMNS = ("Doppelt", "Notiz")
USER_FORMULA = "Budgetübersicht[[#This Row],[Budget]]*2"
_MS = "http://schemas.microsoft.com/office"

# The user's parts, taken from the rich workbook as they are: none of them may ever change.
DRAWING, CHART = "xl/drawings/drawing99.xml", "xl/charts/chart99.xml"  # the master has some of its own
OBJECTS = (
    *("xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml", "xl/comments1.xml"),
    *("xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml", "xl/ctrlProps/ctrlProp1.xml"),
    *("xl/slicers/slicer1.xml", "xl/slicerCaches/slicerCache1.xml", "xl/pivotCache/pivotCacheRecords1.xml"),
    *("xl/printerSettings/printerSettings1.bin", "xl/media/image1.png", "customXml/item1.xml"),
)


def enrich(path: Path, notes: dict[str, str]) -> Path:
    """Add all of it to a master that was run; ``notes`` are typed beside the schools of these numbers."""
    package = Package.open(path)
    info = Workbook.of(package).table("Budgetübersicht")
    assert info is not None
    fields = [*(column.name for column in info.columns), *USER_COLUMNS]
    made = {name: RICH[name] for name in OBJECTS} | {
        DRAWING: RICH["xl/drawings/drawing1.xml"],
        CHART: (
            objects.CHART.replace("$4:", f"${info.first_data_row}:").replace("$6<", f"${info.last_data_row}<"),
            RICH["xl/charts/chart1.xml"][1],
        ),
        "xl/pivotCache/pivotCacheDefinition1.xml": (
            objects.pivot_cache("Budgetübersicht", fields),
            f"{SHEET_TYPE}.pivotCacheDefinition+xml",
        ),
        "xl/pivotTables/pivotTable1.xml": (
            objects.pivot_table(fields, data="Budget", place="H2:I4"),
            f"{SHEET_TYPE}.pivotTable+xml",
        ),
        "xl/worksheets/sheet99.xml": (_user_sheet(), f"{SHEET_TYPE}.worksheet+xml"),
        "xl/calcChain.xml": (RICH["xl/calcChain.xml"][0], f"{SHEET_TYPE}.calcChain+xml"),
    }
    for name, (content, _) in made.items():
        package.add(name, content if isinstance(content, bytes) else content.encode())
    for part in ("xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotTables/pivotTable1.xml"):
        package.add(relations_part(part), RICH_RELATIONS[relations_part(part)].encode())
    relations = RICH_RELATIONS[relations_part("xl/drawings/drawing1.xml")]
    package.add(relations_part(DRAWING), relations.replace("chart1.xml", "chart99.xml").encode())
    package.add("xl/worksheets/_rels/sheet99.xml.rels", RICH_RELATIONS["xl/worksheets/_rels/sheet3.xml.rels"].encode())
    _content_types(package, {name: kind for name, (_, kind) in made.items() if kind})
    _workbook(package)
    _budget_sheet(package, info, notes)
    with path.open("wb") as stream:
        package.write(stream)
    return path


def _user_sheet() -> str:
    """The user's formulas on generated tables."""
    rest = USER_SHEET.partition("</sheetData>")[2]
    formulas = {
        "A1": "SUM(Budgetübersicht[Budget])",
        "B1": "COUNTA(Budgetübersicht[Schulnummer])",
        "A2": "Budgetübersicht[[#Totals],[Budget]]",
        "B2": 'SUMIFS(Budgetübersicht[Budget],Budgetübersicht[Schulnummer],"190002")',
        "A3": "SUM(Budgets)",
        "B3": "SUM(Budgetübersicht[Doppelt])",
        "A4": 'COUNTIF(Prüfbericht[Code],"S01")',
        "B4": "SUM(Verteilliste[Menge])",
    }
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{letters}{row}"><f>{formulas[f"{letters}{row}"]}</f></c>' for letters in "AB")
        + "</row>"
        for row in range(1, 5)
    )
    return f"{USER_SHEET.partition('<sheetData>')[0]}<sheetData>{rows}</sheetData>{rest}"


def _edit(package: Package, part: str, *changes: tuple[str, str]) -> None:
    text = package.read(part).decode()
    for old, new in changes:
        assert old in text, (part, old)
        text = text.replace(old, new, 1)
    package.replace(part, text.encode())


def _content_types(package: Package, kinds: dict[str, str]) -> None:
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    defaults = (
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="bin" ContentType="{SHEET_TYPE}.printerSettings"/>'
    )
    _edit(package, "[Content_Types].xml", ("<Override ", f"{defaults}<Override "), ("</Types>", f"{overrides}</Types>"))


def _relate(package: Package, part: str, *relations: tuple[str, str, str]) -> None:
    text = rels(*relations)
    for _, kind, _ in relations:
        if "/" in kind:
            text = text.replace(f"{RELS}/{kind}", f"{_MS}/{kind}")
    inner = text.partition("<Relationships")[2].partition(">")[2].partition("</Relationships>")[0]
    _edit(package, relations_part(part), ("</Relationships>", f"{inner}</Relationships>"))


def _workbook(package: Package) -> None:
    info = Workbook.of(package).table("Budgetübersicht")
    assert info is not None
    sheet = f'<sheet xmlns:u="{RELS}" name="Auswertung" sheetId="99" u:id="rIdU1"/></sheets>'
    name = f"Budgetübersicht!$D${info.first_data_row}:$D${info.last_data_row}"
    names = f'<definedName name="Budgets">{name}</definedName><definedName name="Datenschnitt_Schule">#N/A</definedName></definedNames>'
    caches = f'<pivotCaches><pivotCache xmlns:u="{RELS}" cacheId="1" u:id="rIdU3"/></pivotCaches>'
    slicers = (
        f'<extLst><ext xmlns:x15="{_MS}/spreadsheetml/2010/11/main" uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}">'
        f'<x15:slicerCaches xmlns:x14="{_MS}/spreadsheetml/2009/9/main"><x14:slicerCache xmlns:u="{RELS}" u:id="rIdU2"/>'
        "</x15:slicerCaches></ext></extLst></workbook>"
    )
    part = Workbook.of(package).part
    _edit(package, part, ("</sheets>", sheet), ("</definedNames>", names), ("</workbook>", caches + slicers))
    _relate(
        package,
        part,
        ("rIdU1", "worksheet", "worksheets/sheet99.xml"),
        ("rIdU2", "2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
        ("rIdU3", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        ("rIdU4", "2017/10/relationships/person", "persons/person.xml"),
        ("rIdU5", "calcChain", "calcChain.xml"),
    )
    _relate(package, "", ("rIdU6", "customXml", "customXml/item1.xml"))


def _budget_sheet(package: Package, info: TableInfo, notes: dict[str, str]) -> None:
    """Two columns of the user, values right of the table, and everything around its rows."""
    part = info.sheet.part
    text = package.read(part).decode()
    formula, typed, beside = (column_letters(info.last_col + step) for step in (1, 2, 4))
    for row in range(info.first_row, info.last_row + 1):
        if row == info.first_row:
            cells = "".join(
                f'<c r="{at}{row}" t="inlineStr"><is><t>{name}</t></is></c>'
                for at, name in zip((formula, typed), USER_COLUMNS, strict=True)
            )
        elif row <= info.last_data_row:
            line = text.partition(f'<row r="{row}"')[2].partition("</row>")[0]
            note = next((note for school, note in notes.items() if f">{school}<" in line), "")
            cells = f'<c r="{formula}{row}"><f>{USER_FORMULA}</f><v>1</v></c>'
            cells += f'<c r="{typed}{row}" t="inlineStr"><is><t>{note}</t></is></c>' if note else ""
            cells += f'<c r="{beside}{row}" t="inlineStr"><is><t>neben Zeile {row}</t></is></c>'
        else:
            cells = ""
        text = re.sub(rf'(<row r="{row}".*?)(</row>)', rf"\g<1>{cells}\g<2>", text, count=1, flags=re.DOTALL)
    text = re.sub(r"(<worksheet )", rf'\g<1>xmlns:u="{RELS}" xmlns:x14="{X14}" ', text, count=1)
    objects_ = '<drawing u:id="rIdU1"/><legacyDrawing u:id="rIdU2"/><tableParts'
    text = text.replace("<tableParts", objects_, 1)
    text = re.sub(r"<pageSetup ", '<pageSetup u:id="rIdU5" ', text, count=1)
    extensions = "<extLst>" + BUDGET_SHEET.partition("</tableParts><extLst>")[2]
    data = f"{info.first_data_row}:K{info.last_data_row}"
    for old, new in (
        ("C4:C6", f"K{data}"),
        ("E4:E6", f"J{info.first_data_row}:J{info.last_data_row}"),
        ("r:id", "u:id"),
        ("rId7", "rIdU6"),
    ):
        extensions = extensions.replace(old, new)
    package.replace(part, text.replace("</worksheet>", extensions, 1).encode())
    _relate(
        package,
        part,
        *(("rIdU1", "drawing", "../drawings/drawing99.xml"), ("rIdU2", "vmlDrawing", "../drawings/vmlDrawing1.vml")),
        *(
            ("rIdU3", "comments", "../comments1.xml"),
            ("rIdU5", "printerSettings", "../printerSettings/printerSettings1.bin"),
        ),
        ("rIdU4", "2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
        ("rIdU6", "2007/relationships/slicer", "../slicers/slicer1.xml"),
    )
    _table(package, info, typed)


def _table(package: Package, info: TableInfo, last: str) -> None:
    own = f"{column_letters(info.last_col)}{{}}"
    count = len(info.columns)
    columns = (
        f'<tableColumn id="901" name="Doppelt"><calculatedColumnFormula>{USER_FORMULA}</calculatedColumnFormula></tableColumn>'
        '<tableColumn id="902" name="Notiz"/></tableColumns>'
    )
    _edit(
        package,
        info.part,
        (f":{own.format(info.last_row)}", f":{last}{info.last_row}"),
        (f":{own.format(info.last_data_row)}", f":{last}{info.last_data_row}"),
        (f'<tableColumns count="{count}">', f'<tableColumns count="{count + 2}">'),
        ("</tableColumns>", columns),
    )
