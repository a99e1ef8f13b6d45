"""The parts of the rich workbook that no library of ours could write back: drawings, slicer, pivot, comments."""

# ruff: noqa: E501 - XML as an office program writes it, in pieces that belong together

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_XDR = f'xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" xmlns:r="{RELS}"'

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _anchor(top: int, content: str) -> str:
    corner = "<xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return (
        f"<xdr:twoCellAnchor><xdr:from>{corner.format(10, top)}</xdr:from><xdr:to>{corner.format(14, top + 8)}</xdr:to>"
        f"{content}<xdr:clientData/></xdr:twoCellAnchor>"
    )


_BOX = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'

_TEXT_BOX = (
    '<xdr:sp macro="" textlink="$B$1"><xdr:nvSpPr><xdr:cNvPr id="2" name="Textfeld 1"><a:hlinkClick r:id="rId3"/>'
    f'</xdr:cNvPr><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>{_BOX}</xdr:spPr><xdr:txBody><a:bodyPr/>'
    "<a:p><a:r><a:t>Zum Handbuch</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
_PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Wappen"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    f'<a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>{_BOX}</xdr:spPr></xdr:pic>'
)
_CHART_FRAME = (
    '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="4" name="Diagramm 1"/><xdr:cNvGraphicFramePr/>'
    '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
    f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" r:id="rId1"/></a:graphicData>'
    "</a:graphic></xdr:graphicFrame>"
)
_SLE = "http://schemas.microsoft.com/office/drawing/2010/slicer"
_SLICER_FRAME = (
    f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
    'Requires="a14"><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="5" name="Schule"/>'
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
    f'<a:graphic><a:graphicData uri="{_SLE}"><sle:slicer xmlns:sle="{_SLE}" name="Schule"/></a:graphicData></a:graphic>'
    '</xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/>'
    f"<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>{_BOX}</xdr:spPr></xdr:sp></mc:Fallback></mc:AlternateContent>"
)

DRAWING = (
    f"{HEAD}<xdr:wsDr {_XDR}>{_anchor(1, _TEXT_BOX)}{_anchor(10, _PICTURE)}{_anchor(20, _CHART_FRAME)}"
    f"{_anchor(30, _SLICER_FRAME)}</xdr:wsDr>"
)

CHART = (
    f'{HEAD}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{RELS}"><c:chart><c:plotArea>'
    '<c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser>'
    '<c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>Budgetübersicht!$B$4:$B$6</c:f></c:strRef></c:cat>'
    "<c:val><c:numRef><c:f>Budgetübersicht!$C$4:$C$6</c:f></c:numRef></c:val></c:ser>"
    '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/>'
    '</c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/>'
    '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/>'
    "</c:valAx></c:plotArea></c:chart></c:chartSpace>"
)

SLICER = (
    f'{HEAD}<slicers xmlns="{X14}" xmlns:mc="{MC}"><slicer name="Schule" cache="Datenschnitt_Schule" caption="Schule" '
    'rowHeight="241300"/></slicers>'
)
SLICER_CACHE = (
    f'{HEAD}<slicerCacheDefinition xmlns="{X14}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
    'name="Datenschnitt_Schule" sourceName="Schule"><extLst><x:ext '
    f'xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}"><x15:tableSlicerCache tableId="2" column="2"/>'
    "</x:ext></extLst></slicerCacheDefinition>"
)

_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
)
COMMENT_SHAPES = (
    f'{_VML}<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
    '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1">'
    '<v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>8,15,3,2,10,31,7,1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>3</x:Row><x:Column>7</x:Column>"
    "</x:ClientData></v:shape></xml>"
)
COMMENTS = (
    f'{HEAD}<comments xmlns="{MAIN}"><authors><author>tc={{5E8F2D4A-0000-4000-8000-000000000001}}</author></authors>'
    '<commentList><comment ref="H4" authorId="0"><text><t>Bitte prüfen</t></text></comment></commentList></comments>'
)
THREADED_COMMENTS = (
    f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="H4" dT="2024-01-02T10:00:00.00" personId="{5E8F2D4A-0000-4000-8000-000000000002}" '
    'id="{5E8F2D4A-0000-4000-8000-000000000001}"><text>Bitte prüfen</text></threadedComment></ThreadedComments>'
)
PERSONS = (
    f'{HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<person displayName="Amt" id="{5E8F2D4A-0000-4000-8000-000000000002}" userId="Amt" providerId="None"/></personList>'
)

BUTTON_SHAPES = (
    f'{_VML}<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe"/>'
    '<v:shape id="_x0000_s2049" type="#_x0000_t201" style="position:absolute" o:button="t"><v:textbox><div>Prüfen</div>'
    '</v:textbox><x:ClientData ObjectType="Button"><x:Anchor>4,0,1,0,6,0,3,0</x:Anchor>'
    "<x:FmlaMacro>pruefen</x:FmlaMacro></x:ClientData></v:shape></xml>"
)
BUTTON_PROPERTIES = f'{HEAD}<formControlPr xmlns="{X14}" objectType="Button" lockText="1"/>'
BUTTON_CONTROL = (
    f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice '
    'Requires="x14"><control shapeId="2049" r:id="rId2" name="Schaltfläche 1"><controlPr defaultSize="0" '
    f'macro="[0]!pruefen"><anchor xmlns:xdr="{_DRAWING}/spreadsheetDrawing"><from><xdr:col>4</xdr:col><xdr:colOff>0'
    "</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>6</xdr:col><xdr:colOff>0"
    "</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control></mc:Choice>"
    "</mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)


def pivot_cache(table: str, fields: Sequence[str]) -> str:
    """Cache of a pivot table on a table with these columns, filled when the workbook is opened."""
    inner = "".join(f'<cacheField name="{field}" numFmtId="0"><sharedItems/></cacheField>' for field in fields)
    return (
        f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELS}" r:id="rId1" refreshOnLoad="1" recordCount="0" '
        f'createdVersion="6" refreshedVersion="6"><cacheSource type="worksheet"><worksheetSource name="{table}"/>'
        f'</cacheSource><cacheFields count="{len(fields)}">{inner}</cacheFields></pivotCacheDefinition>'
    )


def pivot_table(fields: Sequence[str], *, data: str, place: str) -> str:
    """Pivot table that sums up a column by the first one."""
    axis = '<pivotField axis="axisRow" showAll="0"><items count="1"><item t="default"/></items></pivotField>' + "".join(
        '<pivotField dataField="1" showAll="0"/>' if field == data else '<pivotField showAll="0"/>'
        for field in fields[1:]
    )
    return (
        f'{HEAD}<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="1" dataCaption="Werte" '
        f'createdVersion="6" updatedVersion="6"><location ref="{place}" firstHeaderRow="1" firstDataRow="1" '
        f'firstDataCol="1"/><pivotFields count="{len(fields)}">{axis}</pivotFields><rowFields count="1"><field x="0"/>'
        '</rowFields><rowItems count="1"><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields '
        f'count="1"><dataField name="Summe von {data}" fld="{fields.index(data)}" baseField="0" baseItem="0"/>'
        "</dataFields></pivotTableDefinition>"
    )


PIVOT_RECORDS = f'{HEAD}<pivotCacheRecords xmlns="{MAIN}" count="0"/>'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/>'
    '</numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
    '<name val="Calibri"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills><borders count="1">'
    "<border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="2"><dxf><font>'
    '<color rgb="FF9C0006"/></font></dxf><dxf><font><b/></font></dxf></dxfs><tableStyles count="1"><tableStyle '
    'name="Hausstil" pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="1"/></tableStyle></tableStyles>'
    "</styleSheet>"
)
