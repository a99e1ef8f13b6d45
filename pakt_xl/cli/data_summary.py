"""What a person and a program read after export, verify and schools-from-csv."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from pakt_xl import __version__
from pakt_xl.domain.cells import shortened
from pakt_xl.domain.money import number_text
from pakt_xl.reports.protocol import counts_text
from pakt_xl.reports.wording import all_counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pakt_xl.run import Exported
    from pakt_xl.run.differences import CellDifference, TableDifference
    from pakt_xl.run.state_schools import Taken, Told
    from pakt_xl.run.verifying import Verified

SHOWN = 5  # cells of a table that are named; the rest is counted, --json has all
INDENT = " " * 4
LEFT_OUT = (
    "Nicht verglichen: Protokoll, Rückläufe, Notizen ohne Zeile und eigene Spalten; im Prüfbericht Nr., Stand und die "
    "Befunde T05 und P02, die am Zustand der Datei hängen."
)


def of_export(exported: Exported, folder: Path) -> Iterator[str]:
    """Yield what was written, the rows of each table, and in words what exit code 1 means."""
    yield f"Geschrieben: {len(exported.files)} Dateien in {folder}"
    yield f"Zeilen: {counts_text(exported.rows)}"
    if exported.unread:
        yield f"Zellen, die nicht zu ihrer Spalte passen und leer ausgegeben sind: {counts_text(exported.unread)}"
    yield f"Befunde der Mappe: {all_counted(exported.judged.findings)}"
    if exported.judged.has_errors:
        yield (
            "Die Mappe hat Fehler; Summen können unvollständig sein. Was falsch und was zu tun ist, steht in der Datei "
            "Prüfbericht."
        )


def of_verify(verified: Verified) -> Iterator[str]:
    """Yield yes or no, why, and the first cells of each table that differs."""
    last = verified.last
    if last is None:
        yield (
            "Nein: Das Protokoll nennt keinen Lauf; die erzeugten Blätter wurden nie gefüllt. Bitte „pakt-xl run“ "
            "ausführen."
        )
    elif verified.holds:
        rows = number_text(Decimal(verified.rows), 0)
        yield (
            f"Ja: Die erzeugten Blätter sind, was diese Eingaben ergeben (Lauf vom {last.moment:%d.%m.%Y %H:%M:%S}; "
            f"verglichen: {verified.tables} Tabellen, {rows} Zeilen)."
        )
    else:
        yield f"Nein (letzter Eintrag im Protokoll: {last.moment:%d.%m.%Y %H:%M:%S}). {' '.join(_why(verified))}"
    if last is not None and not verified.same_version:
        yield f"Gerechnet hat damals die Fassung {last.version or 'ohne Angabe'}, jetzt rechnet {__version__}."
    for table in verified.differences:
        yield from _table(table)
    yield LEFT_OUT
    yield "Geschrieben wurde nichts."


def _why(verified: Verified) -> Iterator[str]:
    if not verified.same_inputs:
        yield (
            "Seit dem letzten Lauf wurden Eingaben geändert: Bitte „pakt-xl run“ ausführen, oder die Sicherung der "
            "Mappe zurückholen, wenn nichts geändert werden sollte."
        )
    if not verified.same_programme:
        yield "Die Programmdatei ist nicht die des letzten Laufs: Bitte „pakt-xl run“ ausführen."
    if verified.same_inputs and verified.same_programme:
        yield (
            "Die Eingaben sind unverändert; erzeugte Blätter wurden danach geändert oder noch nicht gefüllt (freeze, "
            "apply, collect, schools-from-csv und einzelne Schaltflächen füllen sie nicht alle). „pakt-xl run“ füllt "
            "sie neu."
        )
    elif not verified.differences:
        yield "Auf die erzeugten Blätter wirkt sich das nicht aus."


def _table(table: TableDifference) -> Iterator[str]:
    if table.is_missing:
        yield f"{table.table}: Die Tabelle fehlt; „pakt-xl run“ legt sie wieder an."
        return
    for header in table.absent:
        yield f"{table.table}: Die Spalte „{header}“ fehlt; „pakt-xl repair“ ergänzt sie."
    if table.rows:
        rows = "1 Zeile weicht" if table.rows == 1 else f"{number_text(Decimal(table.rows), 0)} Zeilen weichen"
        yield f"{table.table}: {rows} ab."
    for cell in table.cells[:SHOWN]:
        yield f"{INDENT}{_cell(cell)}"
    if len(table.cells) > SHOWN:
        yield f"{INDENT}und {number_text(Decimal(len(table.cells) - SHOWN), 0)} weitere"


def _cell(each: CellDifference) -> str:
    if each.actual is None:
        return f"{each.sheet}: Es fehlt die Zeile {each.key} ({each.column})."
    if each.expected is None:
        return f"{each.sheet}!{each.cell}: Zu viel ist die Zeile {each.key} ({each.column})."
    row = f", Zeile {each.key}" if each.key else ""
    return f"{each.sheet}!{each.cell} ({each.column}{row}): Soll {each.expected}, Ist {each.actual}"


def verified_json(verified: Verified) -> str:
    """Return the object of ``verify --json``; only ASCII, all differing cells."""
    last = verified.last
    told = {
        "same": verified.holds,
        "last_run": last
        and {
            "moment": last.moment.isoformat(),
            "version": last.version,
            "programme_checksum": last.programme,
            "inputs_checksum": last.inputs,
        },
        "same_inputs": verified.same_inputs,
        "same_programme": verified.same_programme,
        "same_version": verified.same_version,
        "compared": {"tables": verified.tables, "rows": verified.rows},
        "tables": [_object(table) for table in verified.differences],
    }
    return json.dumps(told)


def _object(table: TableDifference) -> dict[str, object]:
    return {
        "table": table.table,
        "sheet": table.sheet,
        "missing": table.is_missing,
        "missing_columns": list(table.absent),
        "rows": table.rows,
        "cells": [
            {
                "sheet": each.sheet,
                "cell": each.cell,
                "column": each.column,
                "key": each.key,
                "expected": each.expected,
                "actual": each.actual,
            }
            for each in table.cells
        ],
    }


def of_schools(taken: Taken) -> Iterator[str]:
    """Yield the count of lines, what was written, and what is only told."""
    found, compared = taken.found, taken.comparison
    used = len(found.schools) - compared.left_closed
    left_out = (
        (found.foreign, "anderer Schulträger"),
        (found.offices, "Schulamt"),
        (compared.left_closed, "geschlossen und nicht in der Mappe"),
        (found.doubled, "doppelt"),
        (found.unreadable, "ohne lesbare Schulnummer"),
    )
    reasons = ", ".join(f"{_count(number)} {why}" for number, why in left_out if number)
    yield (
        f"Liste: {_count(found.lines)} Zeilen = {_count(used)} Schulen des Schulträgers {taken.authority} + "
        f"{_count(found.lines - used)} ausgelassen{f' ({reasons})' if reasons else ''}"
    )
    new = [f"{each.number} {shortened(each.name)} ({each.school_type or 'Schulform offen'})" for each in compared.new]
    yield from _list("Neu", new)
    cells = [f"{place}: {key[1]} {shortened(compared.filled[key])}" for key, place in compared.places.items()]
    yield from _list("Leere Zellen in Schulen gefüllt", cells)
    yield from _list("Anderer Name (nicht geändert)", map(_otherwise, compared.renamed))
    yield from _list("Andere Schulform (nicht geändert)", map(_otherwise, compared.retyped))
    keys = [f"{_school(each)}: Schlüssel {each.listed or 'leer'}; bitte eintragen" for each in compared.untyped]
    yield from _list("Schulform ohne Wort in der Auswahlliste", keys)
    closed = [f"{_school(each)}: {each.listed}" for each in compared.closed]
    yield from _list("Geschlossen? („Geschlossen ab“ bitte selbst eintragen)", closed)
    yield from _written(taken)


def _written(taken: Taken) -> Iterator[str]:
    filled = taken.filled
    if filled is None:
        yield "Nichts zu tun; die Mappe ist unverändert."
        return
    if taken.comparison.new:
        yield "Budget, Infrastruktur und TPEK der neuen Schulen fehlen noch; „pakt-xl check“ nennt die Zellen (Z01)."
    yield from filled.remarks
    yield f"Geschrieben: {filled.path}"
    if filled.backup:
        yield f"Vorherige Fassung: {filled.backup}"


def _list(title: str, entries: Sequence[str] | Iterator[str]) -> Iterator[str]:
    found = list(entries)
    if found:
        yield f"{title}: {len(found)}"
        yield from (f"{INDENT}{entry}" for entry in found)


def _school(each: Told) -> str:
    return f"{each.number} {shortened(each.name)}".strip()


def _otherwise(each: Told) -> str:
    return f"{each.number}: Mappe „{shortened(each.here)}“, Liste „{shortened(each.listed)}“"


def _count(number: int) -> str:
    return number_text(Decimal(number), 0)
