"""Styles of a donor in a target: equal ones are found again, others come behind what is there."""

from __future__ import annotations

from lxml import etree

from pakt_xl.ooxml.graft_styles import StyleMerger, empty_styles
from pakt_xl.ooxml.parts import MAIN

FONT = '<font><sz val="11"/><name val="Calibri"/></font>'
BOLD = '<font><name val="Calibri"/><sz val="11"/><b val="1"/></font>'
FILLS = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'


def _styles(
    *,
    formats: str = "",
    fonts: str = FONT,
    style_xfs: str = XF,
    xfs: str = XF.replace("/>", ' xfId="0"/>'),
    styles: str = '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
    dxfs: str = "",
) -> etree._Element:
    lists = {"numFmts": formats, "fonts": fonts, "fills": FILLS, "borders": BORDER}
    lists |= {"cellStyleXfs": style_xfs, "cellXfs": xfs, "cellStyles": styles, "dxfs": dxfs}
    inner = "".join(f"<{name}>{content}</{name}>" for name, content in lists.items() if content)
    return etree.fromstring(f'<styleSheet xmlns="{MAIN}">{inner}</styleSheet>')


def _list(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iterfind(f"{{{MAIN}}}{name}/*"))


def _cell_format(root: etree._Element, index: int) -> etree._Element:
    return _list(root, "cellXfs")[index]


def test_an_equal_style_is_reused_although_another_program_spelled_it() -> None:
    plain = XF.replace("/>", ' xfId="0"/>')
    formats = '<numFmt numFmtId="164" formatCode="0.0"/>'
    of_excel = '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    excel_bold = "<font><b/><sz val='11'/><name val='Calibri'/></font>"
    target = _styles(
        formats=formats.replace("164", "170"),
        fonts=FONT + excel_bold,
        xfs=plain + of_excel.replace("164", "170"),
    )
    of_openpyxl = '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" pivotButton="0" quotePrefix="0" xfId="0"/>'
    before = etree.tostring(target)
    merger = StyleMerger(target, _styles(formats=formats, fonts=FONT + BOLD, xfs=plain + of_openpyxl))
    assert merger.cell(1) == 1
    assert not merger.changed
    assert etree.tostring(target).replace(b"<dxfs/>", b"") == before


def test_the_unformatted_style_is_the_users_own() -> None:
    merger = StyleMerger(_styles(), _styles(fonts=BOLD))
    assert merger.cell(0) == 0
    assert not merger.changed


def test_a_new_style_comes_with_its_font_and_a_fresh_number_format() -> None:
    plain = XF.replace("/>", ' xfId="0"/>')
    target = _styles(formats='<numFmt numFmtId="170" formatCode="0.00"/>')
    donor = _styles(
        formats='<numFmt numFmtId="164" formatCode="0.000"/>',
        fonts=FONT + BOLD,
        xfs=f"{plain}{plain}"
        '<xf numFmtId="164" fontId="1" fillId="1" borderId="0" xfId="0"><alignment wrapText="1"/></xf>',
    )
    merger = StyleMerger(target, donor)
    assert (merger.cell(2), merger.cell(2), merger.cell(1)) == (1, 1, 0)
    assert merger.changed
    xf = _list(merger.finished(), "cellXfs")[1]
    wanted = {"numFmtId": "171", "fontId": "1", "fillId": "1", "borderId": "0", "xfId": "0"}
    assert dict(xf.items()) == wanted
    assert xf[0].get("wrapText") == "1"
    assert [etree.QName(part).localname for part in _list(target, "fonts")[1]] == ["b", "sz", "name"]
    assert [form.get("formatCode") for form in _list(target, "numFmts")] == ["0.00", "0.000"]
    fonts = target.find(f"{{{MAIN}}}fonts")
    assert fonts is not None
    assert fonts.get("count") == "2"


def test_built_in_number_formats_keep_their_number() -> None:
    target = _styles()
    donor = _styles(xfs=XF + '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/>')
    merger = StyleMerger(target, donor)
    assert _cell_format(target, merger.cell(1)).get("numFmtId") == "14"
    assert b"numFmts" not in etree.tostring(merger.finished())


def test_a_built_in_style_is_found_in_another_language_and_an_own_one_by_name() -> None:
    xf = '<xf numFmtId="{0}" fontId="0" fillId="0" borderId="0" xfId="{0}"/>'
    xfs = "".join(xf.format(number) for number in range(4))
    donor_styles = (
        '<cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Hyperlink" xfId="1" builtinId="8"/>'
        '<cellStyle name="Kopfzeile" xfId="2"/>'
    )
    target_styles = (
        '<cellStyle name="Standard" xfId="0" builtinId="0"/><cellStyle name="KOPFZEILE" xfId="1"/>'
        '<cellStyle name="Link" xfId="2" builtinId="8"/>'
    )
    target = _styles(styles=target_styles, style_xfs=XF * 3)
    merger = StyleMerger(target, _styles(xfs=xfs, styles=donor_styles, style_xfs=XF * 3))
    found = [_cell_format(target, merger.cell(number)).get("xfId") for number in (1, 2, 3)]
    assert found == ["2", "1", "0"]  # the fourth has a style that has no name
    assert len(_list(target, "cellStyles")) == 3


def test_a_named_style_that_the_target_lacks_is_added() -> None:
    plain = XF.replace("/>", ' xfId="0"/>')
    donor = _styles(
        fonts=FONT + BOLD,
        style_xfs=XF + XF.replace('fontId="0"', 'fontId="1"'),
        xfs=plain + '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="1"/>',
        styles='<cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Kopf" xfId="1"/>',
    )
    target = _styles()
    merger = StyleMerger(target, donor)
    assert _cell_format(target, merger.cell(1)).get("xfId") == "1"
    assert [style.get("name") for style in _list(target, "cellStyles")] == ["Normal", "Kopf"]
    assert [style.get("xfId") for style in _list(target, "cellStyles")] == ["0", "1"]
    assert _list(target, "cellStyleXfs")[1].get("fontId") == "1"


def test_formats_of_conditions_are_reused_or_appended_with_a_number_format_of_their_own() -> None:
    red = '<dxf><font><color rgb="FFFF0000"/></font></dxf>'
    euro = '<dxf><numFmt numFmtId="164" formatCode="0 &quot;€&quot;"/></dxf>'
    target = _styles(formats='<numFmt numFmtId="164" formatCode="0.0"/>', dxfs=f"<dxf/>{red}{red}")
    merger = StyleMerger(target, _styles(dxfs=red + euro))
    assert (merger.differential(0), merger.changed) == (1, False)
    assert (merger.differential(1), merger.differential(1)) == (3, 3)
    assert _list(target, "dxfs")[3][0].get("numFmtId") == "165"


def test_a_fill_without_pattern_is_the_same_however_it_is_written_but_a_condition_s_is_not() -> None:
    plain = XF.replace("/>", ' xfId="0"/>')
    donor = _styles(xfs=plain * 2)
    fill = next(donor.iter(f"{{{MAIN}}}patternFill"))
    del fill.attrib["patternType"]
    assert StyleMerger(_styles(), donor).cell(1) == 0
    none = '<dxf><fill><patternFill patternType="none"><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'
    merger = StyleMerger(_styles(dxfs=none), _styles(dxfs=none.replace(' patternType="none"', "")))
    assert merger.differential(0) == 1


def test_a_workbook_without_styles_gets_all_that_ids_count_from() -> None:
    root = empty_styles(MAIN)
    plain = XF.replace("/>", ' xfId="0"/>')
    donor = _styles(fonts=FONT + BOLD, xfs=plain + plain.replace('fontId="0"', 'fontId="1"'))
    merger = StyleMerger(root, donor)
    assert merger.cell(1) == 1
    names = [etree.QName(part).localname for part in merger.finished()]
    assert names == ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"]
    assert [len(part) for part in root] == [2, 2, 1, 1, 2, 1, 0]


def test_missing_lists_go_where_the_schema_wants_them_and_comments_are_not_counted() -> None:
    root = etree.fromstring(
        f'<styleSheet xmlns="{MAIN}"><fonts><!-- Schrift -->{FONT}</fonts><tableStyles/><extLst/></styleSheet>'
    )
    plain = XF.replace("/>", ' xfId="0"/>')
    donor = _styles(fonts=FONT + BOLD, xfs=plain + plain.replace('fontId="0"', 'fontId="1"'))
    merger = StyleMerger(root, donor)
    assert _cell_format(root, merger.cell(1)).get("fontId") == "1"
    names = [etree.QName(part).localname for part in merger.finished()]
    assert names[0] == "fonts"
    assert names[-3:] == ["dxfs", "tableStyles", "extLst"]


def test_extensions_are_not_taken_along() -> None:
    dxf = '<dxf><font><b/></font><extLst><ext uri="x"/></extLst></dxf>'
    target = _styles()
    StyleMerger(target, _styles(dxfs=dxf)).differential(0)
    assert b"extLst" not in etree.tostring(target)


def test_dates_are_told_by_their_format() -> None:
    xf = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0"/>'
    xfs = "".join(map(xf.format, (0, 14, 164, 165)))
    formats = '<numFmt numFmtId="164" formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="0.0"/>'
    merger = StyleMerger(_styles(), _styles(formats=formats, xfs=xfs))
    assert [merger.shows_date(number) for number in range(4)] == [False, True, True, False]
