"""Style ids of grafted cells: equal styles of the target are reused, others appended to its styles part."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from pakt_xl.ooxml.edit import entries_of, local, renamed, section
from pakt_xl.ooxml.values import is_date_format

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...], tuple["Key", ...]]

# The order the schema wants, each with what must stand first in it: ids count from these entries.
_BLANK_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_PATTERN = '<fill><patternFill patternType="{}"/></fill>'
_SECTIONS = {
    "numFmts": "",
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": _PATTERN.format("none") + _PATTERN.format("gray125"),
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": _BLANK_XF,
    "cellXfs": _BLANK_XF.replace("/>", ' xfId="0"/>'),
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
    "dxfs": "",
}
_ORDER = (*_SECTIONS, "tableStyles", "colors", "extLst")
_FONT = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_OWN_FORMAT = 164  # below are the number formats that every office program knows
_TRUE = ("1", "true")
_FALSE = ("0", "false")


def empty_styles(namespace: str) -> Element:
    """Return the root of a styles part for a workbook that has none."""
    return etree.fromstring(f'<styleSheet xmlns="{namespace}"/>')


class StyleMerger:
    """Maps style ids of a donor to ids of a target whose tree it amends; ``changed`` says whether it did."""

    def __init__(self, target: Element, donor: Element) -> None:
        self.changed = False
        self._root = target
        self._namespace = str(etree.QName(target).namespace)
        self._sections = {name: self._section(target, name) for name in _SECTIONS}
        self._entries = {name: entries_of(each) for name, each in self._sections.items()}
        self._donor = {local(part): entries_of(part) for part in entries_of(donor)}
        self._ids = {name: _first_ids(entries) for name, entries in self._entries.items()}
        self._cells: dict[int, int] = {0: 0}  # what the donor left unformatted follows the user's default
        self._differentials: dict[int, int] = {}

    def cell(self, index: int) -> int:
        """Id in the target's cellXfs that looks like this id of the donor's."""
        if index not in self._cells:
            self._cells[index] = self._find("cellXfs", self._converted(self._donor["cellXfs"][index]))
        return self._cells[index]

    def differential(self, index: int) -> int:
        """Id in the target's dxfs, the formats of conditions and tables, that looks like this donor's id."""
        if index not in self._differentials:
            entry = renamed(self._donor["dxfs"][index], self._namespace)
            for form in entry.iter("{*}numFmt"):
                form.set("numFmtId", self._format(form.get("formatCode", "")))
            self._differentials[index] = self._find("dxfs", entry)
        return self._differentials[index]

    def finished(self) -> Element:
        """Return the amended tree, in the form that the schema wants: a list of number formats is not empty."""
        if not self._entries["numFmts"]:
            self._root.remove(self._sections["numFmts"])
        return self._root

    def shows_date(self, index: int) -> bool:
        """Whether cells with this id of the donor's cellXfs show their number as a date."""
        number = self._donor["cellXfs"][index].get("numFmtId", "0")
        return is_date_format(number, self._codes().get(number))

    def _codes(self) -> dict[str, str]:
        """Codes of the donor's own number formats by id."""
        formats = self._donor.get("numFmts", [])
        return {form.get("numFmtId", "0"): form.get("formatCode", "") for form in formats}

    def _converted(self, donor_xf: Element) -> Element:
        """Copy an xf of the donor with the ids of number format, font, fill, border and named style mapped."""
        entry = renamed(donor_xf, self._namespace)
        number = entry.get("numFmtId", "0")
        if int(number) >= _FIRST_OWN_FORMAT:
            entry.set("numFmtId", self._format(self._codes()[number]))
        for attribute, kind in _PARTS.items():
            part = self._donor[kind][int(entry.get(attribute, "0"))]
            entry.set(attribute, str(self._find(kind, renamed(part, self._namespace))))
        if "xfId" in entry.attrib:
            entry.set("xfId", self._named_style(entry.get("xfId", "0")))
        return entry

    def _format(self, code: str) -> str:
        """Id of the number format with this code; a new one comes after the last id in use."""
        taken = {form.get("formatCode"): form.get("numFmtId", "0") for form in self._entries["numFmts"]}
        if code in taken:
            return taken[code]
        number = str(max([_FIRST_OWN_FORMAT - 1, *map(int, taken.values())]) + 1)
        tag = f"{{{self._namespace}}}numFmt"
        self._append("numFmts", etree.Element(tag, {"numFmtId": number, "formatCode": code}))
        return number

    def _named_style(self, donor_id: str) -> str:
        """Id of the named style (Normal, Hyperlink …) in the target, found by built-in number or by name."""
        style = next((s for s in self._donor.get("cellStyles", []) if s.get("xfId") == donor_id), None)
        if style is None:
            return "0"
        names = _style_names(style)
        known = next((s for s in self._entries["cellStyles"] if names & _style_names(s)), None)
        if known is not None:
            return known.get("xfId", "0")
        number = str(len(self._entries["cellStyleXfs"]))
        self._append("cellStyleXfs", self._converted(self._donor["cellStyleXfs"][int(donor_id)]))
        added = renamed(style, self._namespace)
        added.set("xfId", number)
        self._append("cellStyles", added)
        return number

    def _find(self, kind: str, entry: Element) -> int:
        """Index of an equal entry of this kind, which is appended if there is none."""
        key = _key(entry)
        if key not in self._ids[kind]:
            self._ids[kind][key] = len(self._entries[kind])
            self._append(kind, entry)
        return self._ids[kind][key]

    def _append(self, kind: str, entry: Element) -> None:
        self.changed = True
        for font in entry.iter("{*}font"):
            font[:] = sorted(font, key=lambda part: _FONT.index(local(part)))
        self._entries[kind].append(entry)
        self._sections[kind].append(entry)
        self._sections[kind].set("count", str(len(self._entries[kind])))

    def _section(self, target: Element, name: str) -> Element:
        """Return this list of the target; one that is missing is put where the schema wants it."""
        found = section(target, name, _ORDER)
        if not entries_of(found):
            first = etree.fromstring(f'<{name} xmlns="{self._namespace}">{_SECTIONS[name]}</{name}>')
            found.extend(list(first))
        return found


def _style_names(style: Element) -> set[str]:
    """What two named styles must share to be the same; built-in ones have another name in each language."""
    names = {style.get("name", "").casefold()}
    return names | {f"#{style.get('builtinId')}"} if "builtinId" in style.attrib else names


def _first_ids(entries: list[Element]) -> dict[Key, int]:
    ids: dict[Key, int] = {}
    for index, entry in enumerate(entries):
        ids.setdefault(_key(entry), index)
    return ids


def _key(element: Element) -> Key:
    """What an entry looks like, whatever program wrote it: order and spelled-out defaults do not count."""
    children = sorted(_key(child) for child in entries_of(element))
    attributes = ((str(name), str(value)) for name, value in element.attrib.items())
    told = sorted(each for each in attributes if not _is_default(*each, bare=not children))
    return local(element), tuple(told), tuple(children)


def _is_default(name: str, value: str, *, bare: bool) -> bool:
    if name == "val" or name.startswith("apply"):
        return value in _TRUE
    if name == "patternType":
        return bare and value == "none"
    return name in ("pivotButton", "quotePrefix") and value in _FALSE
