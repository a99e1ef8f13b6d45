"""Judges one file by what was read of it: whose it is, whether it is up to date, what was changed, what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.cells import CellError, is_blank, shown
from pakt_xl.domain.finding import Finding, Place
from pakt_xl.domain.school_workbook import (
    ANSWERS,
    CONCEPT_KEY,
    INFRASTRUCTURE_KEY,
    LINES,
    STAMP_SHEET,
    WISHES_SHEET,
    Answer,
    SchoolLine,
    Wish,
    copied,
)
from pakt_xl.domain.table import fold
from pakt_xl.reading.rows import cell_flaw
from pakt_xl.returns import rules
from pakt_xl.returns.layouts import LAYOUTS, table_id
from pakt_xl.returns.locked import changed_cells
from pakt_xl.returns.returned import Returned, State, Statement
from pakt_xl.returns.stamped import says, stamp_of
from pakt_xl.returns.wishes import read_wishes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pakt_xl.domain.finding import Rule, Value
    from pakt_xl.domain.rows import School
    from pakt_xl.domain.school_workbook import Stamp
    from pakt_xl.returns.content import Content
    from pakt_xl.returns.layouts import Layout
    from pakt_xl.returns.master import Master


def judge_return(file: str, content: Content, master: Master, layouts: Mapping[str, Layout] = LAYOUTS) -> Returned:
    """Return what a file is worth on its own; what other files of the same school mean comes after.

    ``file`` is the name as shown.
    """
    stamp = stamp_of(content, layouts)
    school = master.schools.get(fold(stamp.school)) if stamp else None
    notes = tuple(_reaches(content, (school.number if school else None) or ""))
    if stamp is None:
        why = "Es ist keine Mappe, die der Schulträger verschickt hat; der Stempel fehlt"
        return _refused(file, _finding(rules.FOREIGN, "", {"why": why}), notes)
    if stamp.version not in layouts:
        number = school.number if school else None
        unknown = _finding(rules.UNKNOWN_LAYOUT, number or "", {"version": says(stamp.version)})
        return _refused(file, unknown, notes, number or "")
    foreign = _foreign(stamp, school, master) or _mixed(content, stamp, layouts[stamp.version])
    if foreign or school is None or school.number is None:
        return _refused(file, _finding(rules.FOREIGN, "", {"why": foreign or "Schule unbekannt"}), notes)
    if content.tables.get(table_id(stamp.version, Wish)) is None:
        return _refused(file, _finding(rules.INCOMPLETE, school.number, {"sheet": WISHES_SHEET}), notes, school.number)
    return _read(file, content, stamp, school, notes, master=master, layout=layouts[stamp.version])


def _read(
    file: str,
    content: Content,
    stamp: Stamp,
    school: School,
    notes: tuple[Finding, ...],
    *,
    master: Master,
    layout: Layout,
) -> Returned:
    """Read wishes and answers of a return whose school is known."""
    number, version = school.number or "", stamp.version
    changed = tuple(changed_cells(content, layout, version, stamp, number))
    found = content.tables[table_id(version, Wish)]
    wishes, wrong, refused = read_wishes(found, layout[Wish].headers, number, master)
    statements, unread = _statements(content, layout, version, school)
    outdated = _older_baseline(stamp, master, number)
    beside = tuple(
        Finding(rules.ELSEWHERE, Place(sheet, school=number), {"sheet": shown(sheet), "own": found.sheet})
        for sheet in found.elsewhere
    )
    return Returned(
        file,
        State.TAKEN,
        school=number,
        stamp=stamp,
        findings=(*outdated, *changed, *beside, *wrong, *unread, *notes),
        wishes=wishes,
        statements=statements,
        refused_wishes=refused,
        stale=bool(outdated),
        empty=not found.lines and not found.elsewhere and not _answered(content, layout, version),
    )


def _answered(content: Content, layout: Layout, version: str) -> bool:
    """Whether a cell of Angaben is filled in, whatever it holds."""
    found = content.tables.get(table_id(version, Answer))
    value = layout[Answer].headers["value"]
    return any(not is_blank(line.cells.get(value)) for line in (found.lines if found else ()))


def _reaches(content: Content, school: str) -> Iterator[Finding]:
    if content.reaches:
        yield _finding(rules.REACHES, school, {"what": ", ".join(content.reaches)})


def _foreign(stamp: Stamp, school: School | None, master: Master) -> str:
    """Return why a return belongs to no school of this master; empty if it does."""
    settings = master.settings
    if fold(stamp.programme) != fold(settings.programme):
        return f"Sie ist für das Programm {says(stamp.programme)} gemacht, diese Mappe für „{settings.programme}“"
    if fold(stamp.authority) != fold(settings.authority or ""):
        return f"Sie stammt vom Schulträger {says(stamp.authority)}"
    if school is None:
        return f"Die Schulnummer {says(stamp.school)} steht nicht in der Tabelle Schulen"
    return ""


def _mixed(content: Content, stamp: Stamp, layout: Layout) -> str:
    """Return in what Ihre Schule contradicts the stamp on whose workbook it is; empty if it does not."""
    found = content.tables.get(table_id(stamp.version, SchoolLine))
    headers = layout[SchoolLine].headers
    for line in found.lines if found else ():
        label, value = line.cells.get(headers["label"]), line.cells.get(headers["value"])
        if isinstance(label, str) and fold(label) == fold(LINES[0]) and not is_blank(value):
            number = copied([value])
            if fold(number) != fold(stamp.school):
                return f"Der Stempel nennt die Schule {says(stamp.school)}, das Blatt „Ihre Schule“ aber {says(number)}"
    return ""


def _older_baseline(stamp: Stamp, master: Master, school: str) -> tuple[Finding, ...]:
    if fold(stamp.baseline) == fold(master.settings.baseline_checksum or ""):
        return ()
    why = "Seit die Mappe verschickt wurde, wurden die Bedarfe festgeschrieben"
    if stamp.baseline:
        why = "Sie gehört zu einer anderen Festschreibung als der geltenden"
    return (Finding(rules.OUTDATED, Place(STAMP_SHEET, school=school), {"why": why}),)


def _statements(
    content: Content, layout: Layout, version: str, school: School
) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
    """Return what Angaben says otherwise than Schulen, and the findings on its cells."""
    found = content.tables.get(table_id(version, Answer))
    known = {CONCEPT_KEY: school.concept or "", INFRASTRUCTURE_KEY: school.infrastructure or ""}
    statements: list[Statement] = []
    findings: list[Finding] = []
    labels = {fold(label): label for label in ANSWERS}
    headers = layout[Answer].headers
    for line in found.lines if found else ():
        label = labels.get(fold(str(line.cells.get(headers["label"]))))
        if found is None or label is None:
            continue
        try:
            told = ANSWERS[label].read(line.cells.get(headers["value"]))
        except CellError as error:
            flaw = cell_flaw(0, "value", ANSWERS[label], error)
            cell = f"{found.letters[headers['value']]}{line.number}"
            place = Place(found.sheet, cell, headers["value"], school.number or "", label)
            findings.append(Finding(flaw.rule, place, flaw.values))
            continue
        if label in known and told is not None and fold(str(told)) != fold(known[label]):
            statements.append(Statement(label, str(told), known[label]))
    return tuple(statements), tuple(findings)


def _finding(rule: Rule, school: str, values: Mapping[str, Value]) -> Finding:
    return Finding(rule, Place(school=school), values)


def _refused(file: str, finding: Finding, notes: tuple[Finding, ...], school: str = "") -> Returned:
    return Returned(file, State.REFUSED, school=school, findings=(finding, *notes))
