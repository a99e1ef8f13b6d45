"""What a person reads after a command: rows, findings summed up, the budget, files; coloured on a terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl.cli.terminal import clean, say
from pakt_xl.domain.finding import Severity
from pakt_xl.domain.money import ZERO, euro_text, number_text
from pakt_xl.reports.findings_overview import Group, groups
from pakt_xl.reports.protocol import counts_text
from pakt_xl.reports.wording import all_counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pakt_xl.books.port import Filled
    from pakt_xl.run import Checked, Judged, Ran, Repaired
    from pakt_xl.run.applying import Proposed
    from pakt_xl.run.freezing import Frozen
    from pakt_xl.run.schools import SchoolFile, SchoolsMade

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

INDENT = 4  # blanks before the sentences of a finding


@dataclass(frozen=True, slots=True)
class Summary:
    """Lines above and below the findings."""

    above: tuple[str, ...]
    findings: tuple[Group, ...]
    below: tuple[str, ...]


def of_check(checked: Checked) -> Summary:
    """Summary of ``check``."""
    judged = checked.judged
    return Summary(_head(judged), tuple(groups(judged.findings)), (_budget(judged), "Geschrieben wurde nichts."))


def of_run(ran: Ran) -> Summary:
    """Summary of ``run``: also what was put back, what was written and where the last version lies."""
    judged = ran.judged
    below = [_budget(judged), *(f"Wieder angelegt: {part}." for part in ran.restored), *_written(ran.filled)]
    return Summary(_head(judged), tuple(groups(judged.findings)), tuple(below))


def of_repair(repaired: Repaired) -> Summary:
    """Summary of ``repair``: each part that was added."""
    added = tuple(f"Ergänzt: {part}." for part in repaired.added) or ("Es fehlt nichts.",)
    return Summary(added, (), tuple(_written(repaired.filled)) if repaired.filled else ("Geschrieben wurde nichts.",))


def of_schools(made: SchoolsMade) -> Summary:
    """Summary of ``schools``: a line per school, and how many have each outcome."""
    found = dict.fromkeys((file.outcome for file in made.files), 0)
    for file in made.files:
        found[file.outcome] += 1
    counted = ", ".join(f"{count} {outcome}" for outcome, count in found.items())
    schools_text = "1 Schule" if len(made.files) == 1 else f"{len(made.files)} Schulen"
    below = (f"{schools_text}: {counted or 'keine'}", f"Befunde der Mappe: {all_counted(made.judged.findings)}")
    return Summary(tuple(map(_school_line, made.files)), (), below)


def _school_line(file: SchoolFile) -> str:
    where = file.path.name if file.path else " ".join(filter(None, (file.number, file.name))) or "Schule"
    return " ".join(filter(None, (f"{where}: {file.outcome}.", file.reason)))


def of_freeze(frozen: Frozen) -> Summary:
    """Summary of ``freeze``: how many needs are binding from now on."""
    count = number_text(Decimal(frozen.needs), 0)
    head = (
        f"Festgeschrieben: {count} {'Bedarf' if frozen.needs == 1 else 'Bedarfe'} zum {frozen.day:%d.%m.%Y}.",
        f"Prüfsumme: {frozen.checksum}",
    )
    return Summary(head, (), tuple(_written(frozen.filled)))


def of_proposal(proposed: Proposed) -> Summary:
    """Summary of what ``apply`` would do: a line for each cell and for each request that is left."""
    lines = [f"Genehmigte Anträge, die zu übernehmen sind: {len(proposed.changes)}"]
    lines += [_indented(change.text) for change in proposed.changes]
    if proposed.left:
        lines.append(f"Genehmigte Anträge, die liegen bleiben: {len(proposed.left)}")
        lines += [_indented(left.text) for left in proposed.left]
    if proposed.overtaken:
        lines.append(f"Genehmigte Anträge, die überholt sind: {len(proposed.overtaken)}")
        lines += [_indented(earlier.text) for earlier in proposed.overtaken]
    return Summary(tuple(lines), (), ())


def of_apply(proposed: Proposed, filled: Filled) -> Summary:
    """Summary of ``apply`` when it was done."""
    recalculated = "Die Formeln der Mappe rechnen neu, sobald Excel sie öffnet (in LibreOffice: Strg+Umschalt+F9)."
    lines = [f"Übernommen: {len(proposed.changes)}. {recalculated}"]
    lines += [f"Nicht übernommen: {earlier.text}" for earlier in proposed.overtaken]
    return Summary(tuple(lines), (), tuple(_written(filled)))


def show(summary: Summary) -> None:
    """Print the summary; with colours on a terminal."""
    if sys.stdout and sys.stdout.isatty():
        _show_coloured(summary)
    else:
        lines = [line for group in summary.findings for line in (_title(group), *map(_indented, _sentences(group)))]
        say("\n".join([*summary.above, *lines, *summary.below]))


def _head(judged: Judged) -> tuple[str, ...]:
    programme, settings = judged.outlook.programme, judged.outlook.plan.settings
    faulty = {name: counts.reported for name, counts in judged.counts.items() if counts.reported}
    lines = [
        f"{programme.name}, Stichtag {settings.as_of:%d.%m.%Y}",
        f"Zeilen: {counts_text({name: counts.read for name, counts in judged.counts.items()})}",
    ]
    if faulty:
        lines.append(f"Davon mit Fehlern: {counts_text(faulty)}")
    return (*lines, f"Befunde: {all_counted(judged.findings)}")


def _budget(judged: Judged) -> str:
    schools = judged.outlook.schools
    available = sum((facts.available for facts in schools if facts.available is not None), ZERO)
    remaining = sum((facts.remaining for facts in schools if facts.remaining is not None), ZERO)
    committed = sum((facts.committed for facts in schools), ZERO)
    partial = sum(not facts.complete for facts in schools)
    schools_text = "1 Schule" if partial == 1 else f"{partial} Schulen"
    note = f" ({schools_text} unvollständig gerechnet)" if partial else ""
    return (
        f"Budget: verfügbar {euro_text(available)}, belegt {euro_text(committed)}, "
        f"Restbudget {euro_text(remaining)}{note}"
    )


def _written(filled: Filled) -> Iterator[str]:
    yield from filled.remarks
    yield f"Geschrieben: {filled.path}"
    if filled.backup:
        yield f"Vorherige Fassung: {filled.backup}"


def _where(group: Group) -> str:
    return ", ".join(part for part in (group.sheet, group.column) if part)


def _example(group: Group) -> str:
    return group.message if group.count == 1 else f"z. B. {group.message}"


def _indented(line: str) -> str:
    return " " * INDENT + line


def _title(group: Group) -> str:
    cells = f" ({group.cells})" if group.cells else ""
    return f"{group.severity} {group.code}: {group.count} × {_where(group)}{cells}"


def _sentences(group: Group) -> tuple[str, str]:
    return _example(group), f"-> {group.remedy}"


def _show_coloured(summary: Summary) -> None:
    from rich.console import Console  # noqa: PLC0415  plain output need not wait for it
    from rich.padding import Padding  # noqa: PLC0415  for the same reason
    from rich.text import Text  # noqa: PLC0415  for the same reason

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(*map(clean, summary.above), sep="\n")
    for group in summary.findings:
        console.print(Text(clean(_title(group)), style=f"bold {COLOURS[group.severity]}"))
        console.print(*(Padding(Text(clean(line)), (0, 0, 0, INDENT)) for line in _sentences(group)))
    console.print(*map(clean, summary.below), sep="\n")
