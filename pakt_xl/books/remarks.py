"""What a fill did to things of the user's, in German sentences; the same for every adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pakt_xl.ooxml.fill import FillResult
    from pakt_xl.ooxml.fill_draft import Altered

SHOWN_CELLS = 5  # so many cells are named in a remark; the rest is counted
REPAIR = "pakt-xl repair ergänzt sie"


def remarks(result: FillResult, repair: str = REPAIR) -> Iterator[str]:
    """Yield the remarks on a fill; ``repair`` says how a missing table or column comes back."""
    for table in result.filled:
        if table.cleared:
            yield f"Blatt „{table.sheet}“: Filter oder Sortierung der Tabelle {table.name} wurde entfernt."
        for header in table.absent:
            yield f"Tabelle {table.name}: Spalte „{header}“ fehlt und wurde nicht gefüllt ({repair})."
    for name in result.missing:
        yield f"Tabelle {name} fehlt und wurde nicht gefüllt ({repair})."
    if result.notes:
        yield (
            "Werte aus eigenen Spalten, deren Zeile es nicht mehr gibt, stehen jetzt im Blatt „Notizen ohne Zeile“ "
            f"(Anzahl: {len(result.notes)})."
        )
    yield from altered_texts(result.altered)


def no_place_for_notes(number: int) -> UnusableError:
    """Return what is said when values would lose their row and the workbook has no table of notes."""
    return UnusableError(
        f"Werte aus eigenen Spalten haben ihre Zeile verloren (Anzahl: {number}), und das Blatt "
        "„Notizen ohne Zeile“ fehlt. Bitte ergänzen Sie es mit „pakt-xl repair“. Es wurde nichts geschrieben."
    )


def altered_texts(altered: Sequence[Altered]) -> Iterator[str]:
    """Yield one sentence on texts that Excel could not keep as they came, if there are any."""
    if not altered:
        return
    cells = ", ".join(f"{each.sheet}!{each.cell}" for each in altered[:SHOWN_CELLS])
    more = f" und {len(altered) - SHOWN_CELLS} weitere" if len(altered) > SHOWN_CELLS else ""
    yield f"Texte wurden gekürzt oder von Steuerzeichen befreit: {cells}{more}."
