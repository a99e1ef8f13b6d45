"""Style ids of grafted cells: equal styles of the target are reused, others are appended to its styles part."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...], tuple["Key", ...]]

# The order the schema wants, each with what must stand first in it: ids count from these entries.
_BLANK_XF = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_SECTIONS = {
    "numFmts": "",
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": _BLANK_XF,
    "cellXfs": _BLANK_XF.replace("/>", ' xfId="0"/>'),
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
    "dxfs": "",
    "tableStyles": "",
    "colors": "",
    "extLst": "",
}
_FIRST_OWN_FORMAT = 164  # below are the number formats that every office program knows
_TRUE = ("1", "true")
_FALSE = ("0", "false")


def empty_styles(namespace: str) -> Element:
    """Return the root of a styles part for a workbook that has none."""
    return etree.Element(f"{{{namespace}}}styleSheet", nsmap={None: namespace})


class StyleMerger:
    """Maps style ids of a donor to ids of a target whose tree it amends; ``changed`` says whether it did."""

    def __init__(self, target: Element, donor: Element) -> None:
        self.changed = False
        self._target = target
        self._namespace = etree.QName(target).namespace or ""
        self._lists = {name: self._section(name) for name in list(_SECTIONS)[:8]}
        self._donor = {etree.QName(part).localname: list(part) for part in donor if isinstance(part.tag, str)}
        self._ids = {name: _first_ids(entries) for name, entries in self._lists.items()}
        self._cells: dict[int, int] = {0: 0}  # what the donor left unformatted follows the user's default
        self._differentials: dict[int, int] = {}

    def cell(self, index: int) -> int:
        """Id in the target's cellXfs that looks like this id of the donor's."""
        if index not in self._cells:
            self._cells[index] = self._find("cellXfs", self._converted(self._donor["cellXfs"][index]))
        return self._cells[index]

    def differential(self, index: int) -> int:
        """Id in the target's dxfs (formats of conditions and tables) that looks like this id of the donor's."""
        if index not in self._differentials:
            entry = _renamed(self._donor["dxfs"][index], self._namespace)
            for form in entry.iter(f"{{{self._namespace}}}numFmt"):
                form.set("numFmtId", self._format(form.get("formatCode", "")))
            self._differentials[index] = self._find("dxfs", entry)
        return self._differentials[index]

    def _converted(self, donor_xf: Element) -> Element:
        """Copy an xf of the donor with the ids of number format, font, fill, border and named style mapped."""
        entry = _renamed(donor_xf, self._namespace)
        number = int(entry.get("numFmtId", "0"))
        if number >= _FIRST_OWN_FORMAT:
            code = next(f.get("formatCode", "") for f in self._donor["numFmts"] if f.get("numFmtId") == str(number))
            entry.set("numFmtId", self._format(code))
        for attribute, section in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            part = self._donor[section][int(entry.get(attribute, "0"))]
            entry.set(attribute, str(self._find(section, _renamed(part, self._namespace))))
        if "xfId" in entry.attrib:
            entry.set("xfId", self._named_style(entry.get("xfId", "0")))
        return entry

    def _format(self, code: str) -> str:
        """Id of the number format with this code; a new one comes after the last id in use."""
        taken = {form.get("formatCode"): form.get("numFmtId", "0") for form in self._lists["numFmts"]}
        if code not in taken:
            number = max([_FIRST_OWN_FORMAT - 1, *(int(value) for value in taken.values())]) + 1
            form = etree.Element(f"{{{self._namespace}}}numFmt", numFmtId=str(number), formatCode=code)
            self._append("numFmts", form)
            return str(number)
        return taken[code]

    def _named_style(self, donor_id: str) -> str:
        """Id of the named style (Normal, Hyperlink …) in the target, found by built-in number or by name."""
        style = next((s for s in self._donor.get("cellStyles", []) if s.get("xfId") == donor_id), None)
        if style is None:
            return "0"
        for known in self._lists["cellStyles"]:
            same_number = style.get("builtinId") is not None and known.get("builtinId") == style.get("builtinId")
            if same_number or known.get("name", "").casefold() == style.get("name", "").casefold():
                return known.get("xfId", "0")
        number = len(self._lists["cellStyleXfs"])
        self._append("cellStyleXfs", self._converted(self._donor["cellStyleXfs"][int(donor_id)]))
        added = _renamed(style, self._namespace)
        added.set("xfId", str(number))
        self._append("cellStyles", added)
        return str(number)

    def _find(self, section: str, entry: Element) -> int:
        """Index of an equal entry of this section, which is appended if there is none."""
        key = _key(entry)
        if key not in self._ids[section]:
            self._ids[section][key] = len(self._lists[section])
            self._append(section, entry)
        return self._ids[section][key]

    def _append(self, section: str, entry: Element) -> None:
        self.changed = True
        self._lists[section].append(entry)
        self._lists[section].set("count", str(len(self._lists[section])))

    def _section(self, name: str) -> Element:
        """Return this list of the target; one that is missing is put where the schema wants it."""
        found = self._target.find(f"{{{self._namespace}}}{name}")
        if found is not None and (len(found) or not _SECTIONS[name]):
            return found
        fresh = etree.fromstring(f'<{name} xmlns="{self._namespace}">{_SECTIONS[name]}</{name}>')
        if found is not None:
            self._target.remove(found)
        later = list(_SECTIONS)[list(_SECTIONS).index(name) + 1 :]
        following = [i for i, part in enumerate(self._target) if etree.QName(part).localname in later]
        self._target.insert(following[0] if following else len(self._target), fresh)
        self.changed = True
        return fresh


def _first_ids(entries: Element) -> dict[Key, int]:
    ids: dict[Key, int] = {}
    for index, entry in enumerate(entries):
        ids.setdefault(_key(entry), index)
    return ids


def _renamed(element: Element, namespace: str) -> Element:
    """Copy an element into the target's main namespace, without extensions."""
    fresh = etree.Element(f"{{{namespace}}}{etree.QName(element).localname}", dict(element.attrib))
    fresh.text = element.text
    for child in element.iterchildren("{*}*"):
        if etree.QName(child).localname != "extLst":
            fresh.append(_renamed(child, namespace))
    return fresh


def _key(element: Element) -> Key:
    """What an entry looks like, whatever program wrote it: order and spelled-out defaults do not count."""
    attributes = sorted((n, v) for n, v in element.attrib.items() if not _is_default(str(n), str(v)))
    children = sorted(_key(child) for child in element.iterchildren("{*}*"))
    return etree.QName(element).localname, tuple((str(n), str(v)) for n, v in attributes), tuple(children)


def _is_default(name: str, value: str) -> bool:
    if name == "val" or name.startswith("apply"):
        return value in _TRUE
    return name in ("pivotButton", "quotePrefix") and value in _FALSE
