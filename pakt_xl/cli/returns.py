"""What a person and a program read after ``collect``: each file in one line, what is wrong in it, the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pakt_xl.domain.rows import ChangeRequest, columns
from pakt_xl.reports.returns import EMPTY
from pakt_xl.reports.wording import all_counted, message, remedy
from pakt_xl.returns.files import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.domain.finding import Finding
    from pakt_xl.returns.returned import Returned
    from pakt_xl.run.collected import Collected


def lines(collected: Collected) -> Iterator[str]:
    """Yield the lines for the terminal: files, numbers, what was written; no cell makes a line of its own."""
    yield from map(printable, _lines(collected))


def _lines(collected: Collected) -> Iterator[str]:
    for each in collected.returns:
        yield _line(each)
        for finding in each.findings:
            yield f"    {finding.rule.severity} {finding.rule.code}: {_where(finding)}{message(finding)}"
            yield f"    -> {remedy(finding)}"
    tally = collected.tally
    yield (
        f"Dateien: {tally.found} = {tally.taken} übernommen + {tally.refused} nicht übernommen "
        f"+ {tally.passed} übergangen"
    )
    yield f"Befunde: {all_counted(finding for each in collected.returns for finding in each.findings)}"
    yield f"Neue Anträge: {len(collected.requests)}"
    if collected.doubt:
        yield collected.doubt
    yield from _written(collected)


def objects(collected: Collected, findings: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what ``--json`` says beyond findings, budgets, counts and files; ``findings`` are those of all files.

    Each finding gets the name of its file.
    """
    names = (each.file for each in collected.returns for _ in each.findings)
    tally = collected.tally
    return {
        "findings": [{"file": name, **finding} for name, finding in zip(names, findings, strict=True)],
        "returns": [
            {
                "file": each.file,
                "state": each.state.value,
                "reason": each.why,
                "school": each.school,
                "wishes": len(each.wishes),
                "refused_wishes": each.refused_wishes,
            }
            for each in collected.returns
        ],
        "tally": {"found": tally.found, "taken": tally.taken, "refused": tally.refused, "passed": tally.passed},
        "requests": [
            {column.header: _text(getattr(request, name)) for name, column in columns(ChangeRequest).items()}
            for request in collected.requests
        ],
    }


def _line(returned: Returned) -> str:
    """Return the one line on a file."""
    parts = [f"{returned.file}: {returned.state}"]
    if returned.school:
        parts.append(f"Schule {returned.school}")
    if returned.counts:
        number = len(returned.wishes)
        counted = "1 Änderungswunsch" if number == 1 else f"{number} Änderungswünsche"
        parts.append(EMPTY if returned.empty else counted)
    if returned.why:
        parts.append(returned.why)
    return " – ".join(parts)


def _where(finding: Finding) -> str:
    place = finding.place
    return f"Blatt „{place.sheet}“, Zelle {place.cell}: " if place.cell else ""


def _written(collected: Collected) -> Iterator[str]:
    filled = collected.filled
    if filled is None:
        yield "An der Mappe war nichts zu ändern."
    else:
        yield from filled.remarks
        yield f"Geschrieben: {filled.path}"
        if filled.backup:
            yield f"Vorherige Fassung: {filled.backup}"
    for path in collected.answers.written:
        yield f"Antwort: {path}"
    yield from collected.answers.failed


def _text(value: object) -> str | None:
    return None if value is None else str(value)
