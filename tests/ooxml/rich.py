"""A workbook full of what a user may have made, written by hand: a test proves that nothing of it is lost."""

# ruff: noqa: E501 - XML as an office program writes it, in pieces that belong together

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ooxml import rich_objects as objects
from tests.ooxml.build import SHEET_TYPE, TYPES, pack, shared
from tests.ooxml.build import rels as office_rels
from tests.ooxml.rich_objects import HEAD, MAIN, MC, RELS, X14, XM

if TYPE_CHECKING:
    from pathlib import Path

_MS = "http://schemas.microsoft.com/office"
_NAMESPACES = (
    f'xmlns="{MAIN}" xmlns:r="{RELS}" xmlns:mc="{MC}" xmlns:x14="{X14}" mc:Ignorable="x14ac" '
    f'xmlns:x14ac="{_MS}/spreadsheetml/2009/9/ac"'
)
COLUMNS = ("Schulnummer", "Schule", "Budget", "Restbudget", "Doppelt", "Notiz")
STRINGS = (
    *("Budgetübersicht", *COLUMNS, "Summe"),  # 0 to 7
    *("100001", "100002", "Grundschule Am Süd", "Realschule Nord", "Rückruf am Montag", "bleibt hier"),  # 8 to 13
    "<r><t>fett</t></r><r><rPr><b/></rPr><t> gedruckt</t></r>",  # 14
    *("Code", "Zelle", "Tag", "Schlüssel", "Tabelle", "Spalte", "Wert", "Stand"),  # 15 to 22
)


def _text(index: int) -> str:
    return f' t="s"><v>{index}</v></c>'


BUDGET_SHEET = (
    f'{HEAD}<worksheet {_NAMESPACES}><sheetPr><tabColor rgb="FF00B050"/></sheetPr><dimension ref="A1:I8"/>'
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="C6" sqref="C6"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="6" width="18" customWidth="1"/></cols><sheetData>'
    f'<row r="1" spans="1:9" ht="30" customHeight="1"><c r="A1"{_text(0)}<c r="C1"><f>SUM(B3:B4)</f><v>0</v></c></row>'
    f'<row r="3" spans="1:9"><c r="A3" s="1"{_text(1)}<c r="B3" s="1"{_text(2)}<c r="C3" s="1"{_text(3)}'
    f'<c r="D3" s="1"{_text(4)}<c r="E3" s="1"{_text(5)}<c r="F3" s="1"{_text(6)}</row>'
    f'<row r="4" spans="1:9" hidden="1" ht="20" customHeight="1" x14ac:dyDescent="0.25"><c r="A4" s="4"{_text(8)}'
    f'<c r="B4"{_text(10)}<c r="C4" s="2"><v>1000</v></c><c r="D4" s="2"><v>10</v></c>'
    '<c r="E4" s="2"><f>Budgetübersicht[[#This Row],[Budget]]*2</f><v>2000</v></c>'
    f'<c r="F4" s="5"{_text(12)}<c r="H4"{_text(13)}<c r="I4"><f t="shared" ref="I4:I6" si="0">C4+1</f><v>1001</v></c>'
    f'</row><row r="5" spans="1:9"><c r="A5" s="4"{_text(9)}<c r="B5" s="6"{_text(11)}<c r="C5" s="2"><v>2000</v></c>'
    '<c r="D5" s="2"><v>20</v></c><c r="E5" s="2"><f>Budgetübersicht[[#This Row],[Budget]]*2</f><v>4000</v></c>'
    f'<c r="F5" s="7"{_text(14)}<c r="I5"><f t="shared" si="0"/><v>2001</v></c></row>'
    '<row r="6" spans="1:9" hidden="1"><c r="A6" s="4" t="inlineStr"><is><t>100003</t></is></c><c r="C6" s="2"/>'
    '<c r="E6" s="2"><f>Budgetübersicht[[#This Row],[Budget]]*2</f><v>0</v></c>'
    '<c r="F6" s="7"><v>45292</v></c><c r="I6"><f t="shared" si="0"/><v>1</v></c></row>'
    f'<row r="7" spans="1:9"><c r="A7" s="1"{_text(7)}'
    '<c r="C7" s="3"><f>SUBTOTAL(109,Budgetübersicht[Budget])</f><v>3000</v></c>'
    '<c r="D7" s="3"><f>SUM(D4:D6)</f><v>30</v></c><c r="E7" s="3"><f>C7/2</f><v>1500</v></c></row>'
    "</sheetData>"
    '<conditionalFormatting sqref="D4:D6"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0'
    "</formula></cfRule></conditionalFormatting>"
    '<conditionalFormatting sqref="C4:C6"><cfRule type="dataBar" priority="2"><dataBar><cfvo type="min"/><cfvo type="max"/>'
    '<color rgb="FF638EC6"/></dataBar><extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"><x14:id>'
    "{11111111-2222-3333-4444-555555555555}</x14:id></ext></extLst></cfRule></conditionalFormatting>"
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="F4:F6 H4"><formula1>"offen,erledigt"'
    "</formula1></dataValidation></dataValidations>"
    '<pageMargins left="0.7" right="0.7" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" r:id="rId6"/>'
    '<drawing r:id="rId2"/><legacyDrawing r:id="rId3"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
    f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="dataBar" id="{{11111111-2222-3333-4444-555555555555}}">'
    '<x14:dataBar minLength="0" maxLength="100"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:negativeFillColor '
    'rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule><xm:sqref>C4:C6</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext>"
    f'<ext xmlns:x14="{X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="{XM}" count="1">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Auswertung!$A$1:$A$2</xm:f></x14:formula1>'
    "<xm:sqref>E4:E6</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    f'<ext xmlns:x14="{X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{XM}">'
    "<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Budgetübersicht!C4:D4</xm:f><xm:sqref>H6</xm:sqref>"
    "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>"
    '<ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
    'uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}"><x14:slicerList><x14:slicer r:id="rId7"/></x14:slicerList></ext>'
    "</extLst></worksheet>"
)

BUDGET_TABLE = (
    f'{HEAD}<table xmlns="{MAIN}" id="2" name="Budgetübersicht" displayName="Budgetübersicht" ref="A3:F7" '
    'totalsRowCount="1"><autoFilter ref="A3:F6"><filterColumn colId="1"><filters><filter val="Realschule Nord"/></filters>'
    '</filterColumn></autoFilter><sortState ref="A4:F6"><sortCondition ref="A4:A6"/></sortState><tableColumns count="6">'
    '<tableColumn id="1" name="Schulnummer" totalsRowLabel="Summe"/><tableColumn id="2" name="Schule"/>'
    '<tableColumn id="3" name="Budget" totalsRowFunction="sum"/><tableColumn id="4" name="Restbudget" '
    'totalsRowFunction="custom"><totalsRowFormula>SUM(D4:D6)</totalsRowFormula></tableColumn>'
    '<tableColumn id="5" name="Doppelt" totalsRowFunction="custom"><calculatedColumnFormula>'
    "Budgetübersicht[[#This Row],[Budget]]*2</calculatedColumnFormula><totalsRowFormula>C7/2</totalsRowFormula>"
    '</tableColumn><tableColumn id="6" name="Notiz"/></tableColumns><tableStyleInfo name="Hausstil" showFirstColumn="0" '
    'showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
)

REPORT_SHEET = (
    f'{HEAD}<worksheet {_NAMESPACES}><dimension ref="A1:D2"/><sheetData><row r="1"><c r="A1" s="1"{_text(15)}'
    f'<c r="B1" s="1"{_text(16)}<c r="C1" s="1"{_text(17)}<c r="D1" s="1"{_text(18)}</row>'
    '<row r="2"><c r="A2"/><c r="B2" s="8"/><c r="C2" s="7"/><c r="D2" s="4"/></row></sheetData>'
    '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
)
REPORT_TABLE = (
    f'{HEAD}<table xmlns="{MAIN}" id="3" name="Prüfbericht" displayName="Prüfbericht" ref="A1:D2" totalsRowShown="0">'
    '<autoFilter ref="A1:D2"/><tableColumns count="4"><tableColumn id="1" name="Code"/><tableColumn id="2" name="Zelle"/>'
    '<tableColumn id="3" name="Tag"/><tableColumn id="4" name="Schlüssel"/></tableColumns>'
    '<tableStyleInfo name="TableStyleMedium2" showRowStripes="1"/></table>'
)

NOTES_SHEET = (
    f'{HEAD}<worksheet {_NAMESPACES}><dimension ref="A1:D2"/><sheetData><row r="1"><c r="A1"{_text(19)}'
    f'<c r="B1"{_text(18)}<c r="C1"{_text(20)}<c r="D1"{_text(21)}</row><row r="2"><c r="A2" s="4"/><c r="B2" s="4"/>'
    '<c r="C2" s="4"/><c r="D2"/></row></sheetData><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
)
NOTES_TABLE = (
    f'{HEAD}<table xmlns="{MAIN}" id="4" name="NotizenOhneZeile" displayName="NotizenOhneZeile" ref="A1:D2">'
    '<autoFilter ref="A1:D2"/><tableColumns count="4"><tableColumn id="1" name="Tabelle"/><tableColumn id="2" '
    'name="Schlüssel"/><tableColumn id="3" name="Spalte"/><tableColumn id="4" name="Wert"/></tableColumns></table>'
)

USER_SHEET = (
    f"{HEAD}<worksheet {_NAMESPACES}><sheetData>"
    '<row r="1"><c r="A1"><f>SUM(Budgetübersicht[Budget])</f><v>3000</v></c>'
    '<c r="B1"><f>COUNTA(Budgetübersicht[Schulnummer])</f><v>3</v></c></row>'
    '<row r="2"><c r="A2"><f>Budgetübersicht[[#Totals],[Restbudget]]</f><v>30</v></c>'
    '<c r="B2"><f>SUMIFS(Budgetübersicht[Budget],Budgetübersicht[Schulnummer],"100002")</f><v>2000</v></c></row>'
    '<row r="3"><c r="A3"><f>SUM(Budgets)</f><v>3000</v></c>'
    '<c r="B3"><f>SUM(Budgetübersicht[Doppelt])</f><v>6000</v></c></row></sheetData>'
    f'<legacyDrawing r:id="rId1"/>{objects.BUTTON_CONTROL}</worksheet>'
)

SHEETS = ("Budgetübersicht", "Prüfbericht", "Auswertung", "Notizen ohne Zeile")
WORKBOOK = (
    f'{HEAD}<workbook {_NAMESPACES}><fileVersion appName="xl"/><workbookPr codeName="DieseArbeitsmappe"/><bookViews>'
    '<workbookView activeTab="2"/></bookViews><sheets>'
    + "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(SHEETS, 1))
    + '</sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Budgetübersicht!$A$1:$F$7</definedName>'
    '<definedName name="Budgets">Budgetübersicht!$C$4:$C$6</definedName>'
    '<definedName name="Datenschnitt_Schule">#N/A</definedName>'
    '<definedName name="Satz">0.9</definedName></definedNames><calcPr calcId="191029"/>'
    '<pivotCaches><pivotCache cacheId="1" r:id="rId9"/></pivotCaches><extLst>'
    f'<ext xmlns:x15="{_MS}/spreadsheetml/2010/11/main" uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}">'
    f'<x15:slicerCaches xmlns:x14="{X14}"><x14:slicerCache r:id="rId8"/></x15:slicerCaches></ext></extLst></workbook>'
)


def _rels(*relations: tuple[str, str, str]) -> str:
    """Relations part; a kind with a slash is a whole type behind Microsoft's address."""
    text = office_rels(*relations)
    for _, kind, _ in relations:
        if "/" in kind:
            text = text.replace(f"{RELS}/{kind}", f"{_MS}/{kind}")
    return text


_SLICER = "2007/relationships/slicer"
RELATIONS = {
    "_rels/.rels": _rels(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "customXml", "customXml/item1.xml")),
    "xl/_rels/workbook.xml.rels": _rels(
        *((f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, 5)),
        *(("rId5", "styles", "styles.xml"), ("rId6", "sharedStrings", "sharedStrings.xml")),
        ("rId7", "calcChain", "calcChain.xml"),
        ("rId8", "2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
        ("rId9", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        ("rId10", "2017/10/relationships/person", "persons/person.xml"),
    ),
    "xl/worksheets/_rels/sheet1.xml.rels": _rels(
        *(("rId1", "table", "../tables/table1.xml"), ("rId2", "drawing", "../drawings/drawing1.xml")),
        *(("rId3", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("rId4", "comments", "../comments1.xml")),
        ("rId5", "2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
        *(("rId6", "printerSettings", "../printerSettings/printerSettings1.bin"),),
        ("rId7", _SLICER, "../slicers/slicer1.xml"),
    ),
    "xl/worksheets/_rels/sheet2.xml.rels": _rels(("rId1", "table", "../tables/table2.xml")),
    "xl/worksheets/_rels/sheet3.xml.rels": _rels(
        *(("rId1", "vmlDrawing", "../drawings/vmlDrawing2.vml"), ("rId2", "ctrlProp", "../ctrlProps/ctrlProp1.xml")),
        ("rId3", "pivotTable", "../pivotTables/pivotTable1.xml"),
    ),
    "xl/worksheets/_rels/sheet4.xml.rels": _rels(("rId1", "table", "../tables/table3.xml")),
    "xl/drawings/_rels/drawing1.xml.rels": _rels(
        *(("rId1", "chart", "../charts/chart1.xml"), ("rId2", "image", "../media/image1.png")),
        ("rId3", "hyperlink", 'https://example.org/" TargetMode="External'),
    ),
    "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": _rels(
        ("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
    ),
    "xl/pivotTables/_rels/pivotTable1.xml.rels": _rels(
        ("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
    ),
}

_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing"
PARTS: dict[str, tuple[str | bytes, str]] = {
    "xl/workbook.xml": (WORKBOOK, f"{SHEET_TYPE}.sheet.main+xml"),
    "xl/worksheets/sheet1.xml": (BUDGET_SHEET, f"{SHEET_TYPE}.worksheet+xml"),
    "xl/worksheets/sheet2.xml": (REPORT_SHEET, f"{SHEET_TYPE}.worksheet+xml"),
    "xl/worksheets/sheet3.xml": (USER_SHEET, f"{SHEET_TYPE}.worksheet+xml"),
    "xl/worksheets/sheet4.xml": (NOTES_SHEET, f"{SHEET_TYPE}.worksheet+xml"),
    "xl/tables/table1.xml": (BUDGET_TABLE, f"{SHEET_TYPE}.table+xml"),
    "xl/tables/table2.xml": (REPORT_TABLE, f"{SHEET_TYPE}.table+xml"),
    "xl/tables/table3.xml": (NOTES_TABLE, f"{SHEET_TYPE}.table+xml"),
    "xl/styles.xml": (objects.STYLES, f"{SHEET_TYPE}.styles+xml"),
    "xl/sharedStrings.xml": (shared(*STRINGS), f"{SHEET_TYPE}.sharedStrings+xml"),
    "xl/calcChain.xml": (
        f'{HEAD}<calcChain xmlns="{MAIN}"><c r="C1" i="1"/><c r="A1" i="3"/></calcChain>',
        f"{SHEET_TYPE}.calcChain+xml",
    ),
    "xl/drawings/drawing1.xml": (objects.DRAWING, f"{_DRAWING_TYPE}+xml"),
    "xl/charts/chart1.xml": (objects.CHART, f"{_DRAWING_TYPE}ml.chart+xml"),
    "xl/drawings/vmlDrawing1.vml": (objects.COMMENT_SHAPES, ""),
    "xl/drawings/vmlDrawing2.vml": (objects.BUTTON_SHAPES, ""),
    "xl/comments1.xml": (objects.COMMENTS, f"{SHEET_TYPE}.comments+xml"),
    "xl/threadedComments/threadedComment1.xml": (
        objects.THREADED_COMMENTS,
        "application/vnd.ms-excel.threadedcomments+xml",
    ),
    "xl/persons/person.xml": (objects.PERSONS, "application/vnd.ms-excel.person+xml"),
    "xl/ctrlProps/ctrlProp1.xml": (objects.BUTTON_PROPERTIES, "application/vnd.ms-excel.controlproperties+xml"),
    "xl/slicers/slicer1.xml": (objects.SLICER, "application/vnd.ms-excel.slicer+xml"),
    "xl/slicerCaches/slicerCache1.xml": (objects.SLICER_CACHE, "application/vnd.ms-excel.slicerCache+xml"),
    "xl/pivotTables/pivotTable1.xml": (
        objects.pivot_table(COLUMNS, data="Budget", place="H2:I4"),
        f"{SHEET_TYPE}.pivotTable+xml",
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        objects.pivot_cache("Budgetübersicht", COLUMNS),
        f"{SHEET_TYPE}.pivotCacheDefinition+xml",
    ),
    "xl/pivotCache/pivotCacheRecords1.xml": (objects.PIVOT_RECORDS, f"{SHEET_TYPE}.pivotCacheRecords+xml"),
    "xl/printerSettings/printerSettings1.bin": (bytes(range(256)), ""),
    "xl/media/image1.png": (objects.PICTURE, ""),
    "customXml/item1.xml": (f'{HEAD}<akte xmlns="urn:hamm:akte">40.1</akte>', ""),
}
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "vml": f"{_DRAWING_TYPE[: -len('drawing')]}vmlDrawing",
    "png": "image/png",
    "bin": f"{SHEET_TYPE}.printerSettings",
}


def content_types() -> str:
    """Content types of all parts."""
    defaults = "".join(f'<Default Extension="{key}" ContentType="{kind}"/>' for key, kind in _DEFAULTS.items())
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (_, kind) in PARTS.items() if kind
    )
    return f'{HEAD}<Types xmlns="{TYPES}">{defaults}{overrides}</Types>'


def save_rich(path: Path) -> Path:
    """Write the rich workbook; returns the path."""
    contents = {name: content for name, (content, _) in PARTS.items()}
    path.write_bytes(pack({"[Content_Types].xml": content_types(), **RELATIONS, **contents}))
    return path
