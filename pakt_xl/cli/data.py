"""The commands on data: export for other programs, verify for the auditor, schools from the state's list."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path  # noqa: TC003  typer looks at the annotations
from typing import Annotated

import typer

from pakt_xl.cli import data_summary
from pakt_xl.cli.terminal import progress, say
from pakt_xl.domain.errors import UnusableError

WORKBOOKS = (".xlsx", ".xlsm")


def export(
    master: Annotated[Path, typer.Argument(metavar="MASTER.xlsx", help="Die Mappe (.xlsx oder .xlsm).")],
    folder: Annotated[Path, typer.Option("-o", metavar="DIR", help="Ordner für die Dateien.")],
    kind: Annotated[str, typer.Option("--format", metavar="csv|parquet|json", help="Format der Dateien.")] = "json",
) -> int:
    """Schreibt jede Tabelle und ein Datenwörterbuch als Datei in einen Ordner."""
    from pakt_xl.run.export import export as write  # noqa: PLC0415  only this command writes other files

    with progress() as step:
        exported = write(master, folder, kind, datetime.now(), step)  # noqa: DTZ005  a workbook shows local time
    say("\n".join(data_summary.of_export(exported, folder)))
    return int(exported.judged.has_errors)


def verify(
    master: Annotated[Path, typer.Argument(metavar="MASTER.xlsx", help="Die Mappe (.xlsx oder .xlsm).")],
    json: Annotated[
        bool, typer.Option("--json", help="Ein JSON-Objekt auf der Standardausgabe statt der Übersicht.")
    ] = False,
) -> int:
    """Rechnet neu und sagt, ob die erzeugten Blätter das sind, was die Eingaben ergeben; schreibt nichts."""
    from pakt_xl.run.verifying import verify as compare  # noqa: PLC0415  only this command compares

    with progress() as step:
        verified = compare(master, step)
    say(data_summary.verified_json(verified) if json else "\n".join(data_summary.of_verify(verified)))
    return int(not verified.holds)


def schools_from_csv(
    first: Annotated[Path, typer.Argument(metavar="MASTER.xlsx", help="Die Mappe (.xlsx oder .xlsm).")],
    second: Annotated[
        Path, typer.Argument(metavar="LISTE.csv", help="Die offene Liste „Schulgrunddaten NRW“; auch vor der Mappe.")
    ],
    authority: Annotated[
        str, typer.Option("--authority", metavar="NR", help="Nummer des Schulträgers in der Liste; Hamm ist 10315.")
    ],
) -> int:
    """Ergänzt Schulen aus der offenen Liste des Landes; was eingetragen ist, bleibt."""
    from pakt_xl.books.file import FileBook  # noqa: PLC0415  what only this command needs
    from pakt_xl.run.state_schools import take_schools  # noqa: PLC0415  for the same reason

    masters = [path for path in (first, second) if path.suffix.lower() in WORKBOOKS]
    if len(masters) != 1:
        raise UnusableError(
            "Es braucht eine Mappe (.xlsx oder .xlsm) und die Liste des Landes (.csv), in beliebiger Reihenfolge."
        )
    file = second if masters[0] == first else first
    with progress() as step:
        taken = take_schools(FileBook(masters[0]), file, authority, datetime.now(), step)  # noqa: DTZ005  local time
    say("\n".join(data_summary.of_schools(taken)))
    return 0
