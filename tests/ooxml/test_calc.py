"""Cached calculation state goes, and the office program is told to compute anew."""

from __future__ import annotations

from pathlib import Path

from pakt_xl.ooxml.calc import drop_calc_chain, force_recalculation
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from tests.ooxml import build

CHAIN_TYPE = '<Override PartName="/xl/calcChain.xml" ContentType="application/xml"/></Types>'


def _package(contents: dict[str, str | bytes]) -> Package:
    return Package(Path("Mappe.xlsx"), build.pack(contents), 0)


def _with_chain(*, stored: bool = True) -> Package:
    contents = build.schulen("")
    relation = f'<Relationship Id="k" Type="{build.RELS}/calcChain" Target="CALCCHAIN.xml"/></Relationships>'
    name = "xl/_rels/workbook.xml.rels"
    contents[name] = str(contents[name]).replace("</Relationships>", relation)
    contents["[Content_Types].xml"] = str(contents["[Content_Types].xml"]).replace("</Types>", CHAIN_TYPE)
    if stored:
        contents["xl/calcChain.xml"] = f'<calcChain xmlns="{build.MAIN}"><c r="A1" i="1"/></calcChain>'
    return _package(contents)


def test_calc_chain_goes_with_its_relation_and_content_type() -> None:
    for package in (_with_chain(), _with_chain(stored=False)):
        drop_calc_chain(package)
        assert package.find("xl/calcChain.xml") is None
        assert Workbook.of(package).related("calcChain") is None
        assert Workbook.of(package).related("worksheet") == "xl/worksheets/sheet1.xml"
        assert b"calcChain" not in package.read("[Content_Types].xml")


def test_a_workbook_without_calc_chain_stays_byte_for_byte() -> None:
    package = _package(build.schulen(""))
    drop_calc_chain(package)
    assert package.changed == frozenset()


def test_full_calculation_is_asked_for_once_and_in_its_place() -> None:
    contents = build.schulen("")
    contents["xl/workbook.xml"] = str(contents["xl/workbook.xml"]).replace("</sheets>", "</sheets><oleSize/>")
    package = _package(contents)
    force_recalculation(package)
    assert b'</sheets><calcPr fullCalcOnLoad="1"/><oleSize/>' in package.read("xl/workbook.xml")
    assert package.changed == {"xl/workbook.xml"}


def test_settings_of_the_calculation_are_kept() -> None:
    contents = build.schulen("")
    own = '</sheets><calcPr calcId="191029" iterate="1"/>'
    contents["xl/workbook.xml"] = str(contents["xl/workbook.xml"]).replace("</sheets>", own)
    package = _package(contents)
    force_recalculation(package)
    wanted = b'<calcPr calcId="191029" iterate="1" fullCalcOnLoad="1"/>'
    assert wanted in package.read("xl/workbook.xml")


def test_a_workbook_that_computes_anyway_stays_byte_for_byte() -> None:
    contents = build.schulen("")
    own = '</sheets><calcPr fullCalcOnLoad="true"/>'
    contents["xl/workbook.xml"] = str(contents["xl/workbook.xml"]).replace("</sheets>", own)
    package = _package(contents)
    force_recalculation(package)
    assert package.changed == frozenset()
