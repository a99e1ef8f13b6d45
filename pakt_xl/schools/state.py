"""The state of a need in one or two words that a head teacher understands (column Stand of Ihre Bedarfe)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pakt_xl.domain.money import ZERO

if TYPE_CHECKING:
    from pakt_xl.planning.outlook import NeedFacts

_REASONS = {
    "S03": "Infrastruktur fehlt",
    "S05": "TPEK fehlt",
    "S08": "Schule geschlossen",
    "F01": "Änderung nicht genehmigt",
    "F02": "nicht genehmigt",
    "F03": "Entscheidung unvollständig",
}
_ROW = "Angaben fehlerhaft"  # every other code is an error in a row of the master


def state_of(facts: NeedFacts) -> str:
    """Return what has happened to a need so far; what blocks it goes before what is planned."""
    if facts.withdrawn or facts.need.quantity == 0:
        return "gestrichen"
    if facts.open_quantity == 0 and not facts.need.errors:
        return "bestellt" if facts.ordered > ZERO else "berechnet"
    if facts.blocking:
        return f"gesperrt: {_REASONS.get(facts.blocking[-1], _ROW)}"
    return _open_state(facts)


def _open_state(facts: NeedFacts) -> str:
    """State of a need of which something is still to be bought, and may be."""
    if facts.open_quantity is None or facts.planned is None:
        return "unvollständig"
    if facts.lapsed:
        return "verfallen"
    if not facts.covered:
        return "nicht gedeckt"
    return "teilweise bestellt" if facts.bought_quantity else "geplant"
