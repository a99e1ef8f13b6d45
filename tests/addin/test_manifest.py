"""The manifest that the server hands out: read by Microsoft's own package, its ribbon compared with SERVED."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pakt_xl.domain.actions import SERVED
from tests.addin.served import BROWSER, Server, missing, node_modules

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

NAMES = {
    "app": "http://schemas.microsoft.com/office/appforoffice/1.1",
    "bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
    "o": "http://schemas.microsoft.com/office/taskpaneappversionoverrides",
}
LONGEST_ID, LONGEST_SHORT, LONGEST_LONG = 32, 125, 250  # what the schema of the manifest allows


@pytest.fixture(scope="module")
def manifest(server: Server) -> _Element:
    return etree.fromstring(server.get("/manifest"))


def found(element: _Element, path: str) -> list[_Element]:
    return element.findall(path, NAMES)


def value(element: _Element, name: str) -> str:
    return str(element.attrib[name])


def resources(manifest: _Element) -> dict[str, str]:
    return {value(each, "id"): value(each, "DefaultValue") for each in found(manifest, ".//o:Resources/*/*")}


def test_office_addin_manifest_reads_it(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "pakt-xl.xml"
    path.write_bytes(server.get("/manifest/download"))
    node = shutil.which("node") or missing("node is not installed")
    environment = os.environ | {"PAKT_NODE_MODULES": str(node_modules())}
    command = [node, str(BROWSER / "manifest.mjs"), str(path)]
    ran = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8")
    read = json.loads(ran.stdout)
    assert (read["displayName"], read["defaultLocale"], read["hosts"]) == ("pakt-xl", "de-DE", ["Workbook"])
    assert (read["officeAppType"], read["permissions"]) == ("TaskPaneApp", "ReadWriteDocument")
    assert read["defaultSettings"]["sourceLocation"] == f"{server.url}/taskpane.html"


def test_ribbon_has_a_button_for_every_action_of_the_server_and_one_for_the_pane(manifest: _Element) -> None:
    texts = resources(manifest)
    (group,) = found(manifest, ".//o:OfficeTab[@id='TabHome']/o:Group")
    (label,) = found(group, "o:Label")
    assert texts[value(label, "resid")] == "DigitalPakt"
    buttons = []
    for control in found(group, "o:Control"):
        (name,), (help_text,) = found(control, "o:Label"), found(control, "o:Supertip/o:Description")
        word = control.findtext("o:Action/o:FunctionName", None, NAMES)
        buttons.append((word, texts[value(name, "resid")], texts[value(help_text, "resid")]))
    helps = [f"{action.help[0].upper()}{action.help[1:]}." for action in SERVED]
    expected = [(action.word, action.label, text) for action, text in zip(SERVED, helps, strict=True)]
    assert buttons[:-1] == expected
    assert buttons[-1][:2] == (None, "Aufgabenbereich")


def test_every_reference_has_its_resource_within_the_limits_of_the_schema(manifest: _Element) -> None:
    texts = resources(manifest)
    used = {each.attrib["resid"] for each in manifest.iter() if "resid" in each.attrib}
    assert used == set(texts)
    identifiers = [each.attrib["id"] for each in manifest.iter() if "id" in each.attrib]
    assert len(identifiers) == len(set(identifiers))
    assert max(map(len, identifiers)) <= LONGEST_ID
    for kind, longest in (("ShortStrings", LONGEST_SHORT), ("LongStrings", LONGEST_LONG)):
        strings = found(manifest, f".//bt:{kind}/bt:String") or found(manifest, f".//o:{kind}/bt:String")
        assert strings
        assert all(0 < len(each.attrib["DefaultValue"]) <= longest for each in strings)


def test_icons_are_there_in_their_sizes_and_no_address_leads_elsewhere(manifest: _Element, server: Server) -> None:
    values = [str(value) for each in manifest.iter() for value in each.attrib.values()]
    urls = [value for value in values if value.startswith("http")]
    assert all(url.startswith(server.url) for url in urls)
    icons = {url for url in urls if url.endswith(".png")}
    assert len(icons) == 4
    for url in icons:
        image = server.get(url.removeprefix(server.url))
        size = int(url.removesuffix(".png").rpartition("-")[2])
        assert struct.unpack(">II", image[16:24]) == (size, size)


def test_no_custom_functions_are_offered(manifest: _Element) -> None:
    assert b"CustomFunctions" not in etree.tostring(manifest)


def test_no_excel_is_admitted_that_cannot_resize_a_table(manifest: _Element) -> None:
    asked = {each.attrib["Name"]: each.attrib["MinVersion"] for each in manifest.iter("{*}Set")}
    assert [int(part) for part in str(asked["ExcelApi"]).split(".")] >= [1, 13]  # Microsoft: Excel.Table.resize
