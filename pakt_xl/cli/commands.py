"""The commands: arguments in, use case, summary out; the return value is the exit code."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pakt_xl import run as cases
from pakt_xl.cli import as_json, data, summary
from pakt_xl.cli.terminal import agreed, attended, progress, say

NO_ERRORS, ERRORS = 0, 1
NOT_INSTALLED = 1
NOT_APPLIED = "Geschrieben wurde nichts. Übernommen wird mit „pakt-xl apply MASTER.xlsx --ja“."


class Deed(StrEnum):
    """What can be done about the links behind the buttons."""

    INSTALL = "install"
    STATUS = "status"
    UNINSTALL = "uninstall"


app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Plant, prüft und terminiert den DigitalPakt Schule in der Excel-Mappe des Schulträgers.",
)

Master = Annotated[Path, typer.Argument(metavar="MASTER.xlsx", help="Die Mappe (.xlsx oder .xlsm).")]
Output = Annotated[
    Path | None,
    typer.Option("-o", metavar="OUT.xlsx", help="In diese Datei schreiben statt in die Mappe selbst."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Ein JSON-Objekt auf der Standardausgabe statt der Übersicht.")]


@app.command()
def new(
    master: Master,
    programme: Annotated[
        str, typer.Option("--programme", metavar="ID", help="Kennung der Programmdatei.")
    ] = "digitalpakt_nrw_2019",
    demo: Annotated[bool, typer.Option("--demo", help="Mit den Beispieldaten von Hamm füllen.")] = False,
) -> int:
    """Legt eine neue Mappe an; eine vorhandene Datei wird nie ersetzt."""
    from pakt_xl.run.new import new as make  # noqa: PLC0415  only this command builds workbooks

    with progress() as step:
        made = make(master, programme, demo=demo, step=step)
    say(f"Angelegt: {made.path}")
    return NO_ERRORS


@app.command()
def check(master: Master, json: AsJson = False) -> int:
    """Liest und prüft die Mappe; schreibt nichts."""
    with progress() as step:
        checked = cases.check(master, step)
    if json:
        say(as_json.text(checked.judged, ()))
    else:
        summary.show(summary.of_check(checked))
    return ERRORS if checked.judged.has_errors else NO_ERRORS


@app.command()
def run(master: Master, output: Output = None, json: AsJson = False) -> int:
    """Prüft, rechnet Budgets und Plan und füllt die erzeugten Blätter."""
    with progress() as step:
        done = cases.run(master, output, datetime.now(), step)  # noqa: DTZ005  a workbook shows local time
    if json:
        say(as_json.text(done.judged, filter(None, (done.path, done.filled.backup))))
    else:
        summary.show(summary.of_run(done))
    return ERRORS if done.judged.has_errors else NO_ERRORS


@app.command()
def repair(master: Master, output: Output = None) -> int:
    """Ergänzt fehlende Blätter, Tabellen und Formelspalten."""
    from pakt_xl.run.repair import repair as mend  # noqa: PLC0415  only this command needs the parts of a fresh master

    with progress() as step:
        repaired = mend(master, output, step)
    summary.show(summary.of_repair(repaired))
    return NO_ERRORS


app.command()(data.verify)
app.command()(data.export)


@app.command()
def freeze(
    master: Master,
    yes: Annotated[
        bool, typer.Option("--ja", "--yes", help="Ohne Rückfrage schreiben; ohne Bildschirm wird nie gefragt.")
    ] = False,
) -> int:
    """Schreibt die Bedarfe einmal als Festschreibung fest; am Bildschirm nach Rückfrage."""
    from pakt_xl.books.file import FileBook  # noqa: PLC0415  what only these two commands need
    from pakt_xl.run import freezing  # noqa: PLC0415  for the same reason

    book = FileBook(master)
    with progress() as step:
        ready = freezing.prepare(book, step)
    if not yes and attended() and not agreed(f"{ready.amount} festschreiben? {freezing.ONCE}"):
        say("Geschrieben wurde nichts.")
        return NO_ERRORS
    with progress() as step:
        frozen = freezing.fix(book, ready, datetime.now(), step)  # noqa: DTZ005  a workbook shows local time
    summary.show(summary.of_freeze(frozen))
    return NO_ERRORS


@app.command()
def schools(
    master: Master,
    folder: Annotated[Path, typer.Option("-o", metavar="DIR", help="Ordner für die Mappen.")],
    numbers: Annotated[
        list[str] | None, typer.Option("--school", metavar="NR", help="Nur diese Schule; mehrfach möglich.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", metavar="N", help="Prozesse auf diesem Rechner.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADRESSE", help="Dask-Scheduler eines vorhandenen Clusters.")
    ] = None,
) -> int:
    """Legt für jede Schule ihre Mappe an; ausgefüllte werden nie ersetzt."""
    from pakt_xl.run import schools as batch  # noqa: PLC0415  only this command needs openpyxl and executors

    with progress() as step:
        made = batch.schools(master, folder, numbers or (), jobs=jobs, scheduler=scheduler, step=step)
    summary.show(summary.of_schools(made))
    return ERRORS if made.judged.has_errors or made.count(batch.Outcome.FAILED) else NO_ERRORS


@app.command()
def collect(
    master: Master,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Ordner mit den zurückgesandten Mappen.")],
    answers: Annotated[
        Path | None,
        typer.Option("-o", metavar="DIR", help="Ordner für die Antworttexte (sonst „Antworten“ neben der Mappe)."),
    ] = None,
    json: AsJson = False,
) -> int:
    """Liest die Rückläufe der Schulen ein; ihre Änderungswünsche werden offene Anträge."""
    from pakt_xl.cli import returns  # noqa: PLC0415  only this command tells of returns
    from pakt_xl.run.collecting import collect as take_in  # noqa: PLC0415  only this command reads foreign files

    with progress() as step:
        collected = take_in(master, folder, answers, datetime.now(), step)  # noqa: DTZ005  a workbook shows local time
    say(as_json.of_collected(collected) if json else "\n".join(returns.lines(collected)))
    return ERRORS if collected.has_errors else NO_ERRORS


@app.command()
def apply(
    master: Master,
    yes: Annotated[
        bool,
        typer.Option(
            "--ja",
            "--yes",
            help="Ohne Rückfrage schreiben. Ohne diese Angabe wird am Bildschirm gefragt, sonst nur gezeigt.",
        ),
    ] = False,
) -> int:
    """Zeigt, was genehmigte Anträge in den Bedarfen ändern, und übernimmt es nach Rückfrage."""
    from pakt_xl.books.file import FileBook  # noqa: PLC0415  what only these two commands need
    from pakt_xl.run import applying  # noqa: PLC0415  for the same reason

    book = FileBook(master)
    with progress() as step:
        proposed = applying.propose(book, step)
    summary.show(summary.of_proposal(proposed))
    if not proposed.changes or not (yes or agreed("Diese Änderungen in die Mappe schreiben?")):
        say("Geschrieben wurde nichts." if yes or not proposed.changes else NOT_APPLIED)
        return NO_ERRORS
    with progress() as step:
        filled = applying.apply(book, proposed, datetime.now(), step)  # noqa: DTZ005  a workbook shows local time
    summary.show(summary.of_apply(proposed, filled))
    return NO_ERRORS


app.command()(data.schools_from_csv)


@app.command()
def buttons(
    deed: Annotated[
        Deed,
        typer.Argument(
            metavar="install|status|uninstall",
            help="Für dieses Benutzerkonto einrichten, nachsehen oder wieder entfernen.",
        ),
    ],
) -> int:
    """Lässt die Schaltflächen der Mappe in Excel dieses Programm starten."""
    from pakt_xl.desktop import place, scheme  # noqa: PLC0415  only this command looks at the desktop

    report = {Deed.INSTALL: scheme.install, Deed.STATUS: scheme.status, Deed.UNINSTALL: scheme.uninstall}[deed]()
    say("\n".join(report.lines))
    return NO_ERRORS if deed is not Deed.STATUS or report.state is place.State.HERE else NOT_INSTALLED


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", metavar="NR", help="Anschluss, an dem der Server lauscht.")] = 8000,
    host: Annotated[str, typer.Option("--host", metavar="ADRESSE", help="Adresse, an der er lauscht.")] = "127.0.0.1",
    cert: Annotated[Path | None, typer.Option("--cert", metavar="PEM", help="Zertifikat für HTTPS.")] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="PEM", help="Schlüssel zum Zertifikat.")] = None,
) -> int:
    """Startet den Server des Excel-Add-ins auf diesem Rechner; Excel verlangt HTTPS (--cert und --key)."""
    from pakt_xl.addin import serve as addin  # noqa: PLC0415  only this command serves

    addin.serve(addin.Address(host, port, cert, key), say)
    say("Der Server ist beendet.")
    return NO_ERRORS
