"""The rules on the build of the workbook: Z01 to Z05, Z12, Z13, P02 of RULES.md with their German sentences."""

from __future__ import annotations

from pakt_xl.domain.finding import Rule, Scope, Severity

_SOURCE = "Aufbau der Mappe"

BLANK = Rule(
    "Z01",
    Severity.ERROR,
    Scope.ROW,
    "Pflichtfeld „{column}“ ist leer.",
    "Wert eintragen ({expected}).",
    _SOURCE,
)
UNREADABLE = Rule(
    "Z02",
    Severity.ERROR,
    Scope.ROW,
    "„{column}“ ist unlesbar oder nicht zulässig: {found}.",
    "Berichtigen; erwartet: {expected}.",
    _SOURCE,
)
DOUBLED = Rule(
    "Z03",
    Severity.ERROR,
    Scope.ROW,
    "{column} {found} ist schon in Zeile {first} vergeben.",
    "Eine der beiden Zeilen löschen oder neu nummerieren.",
    _SOURCE,
)
UNKNOWN = Rule(
    "Z04",
    Severity.ERROR,
    Scope.ROW,
    "{column} {found} steht nicht in der Tabelle {table}.",
    "Nummer berichtigen oder Tabelle {table} ergänzen.",
    _SOURCE,
)
BROKEN_QUANTITY = Rule(
    "Z05",
    Severity.ERROR,
    Scope.ROW,
    "{column} {found} ist negativ oder keine ganze Zahl.",
    "Berichtigen; erwartet: {expected}. Streichung = Menge 0 mit Antrag.",
    _SOURCE,
)
READ_AS = Rule(
    "Z12",
    Severity.NOTE,
    Scope.ROW,
    "„{column}“ enthält {found}; gelesen wurde {read}.",
    "Zelle als {kind} eingeben.",
    _SOURCE,
)
STRAY_ROWS = Rule(
    "Z13",
    Severity.ERROR,
    Scope.ROW,
    "Direkt unter der Tabelle {table} steht etwas, das nicht gerechnet wird: {rows}.",
    "Tabelle bis zur letzten Zeile erweitern oder die Zeilen leeren.",
    _SOURCE,
)
MISSING = Rule(
    "P02",
    Severity.NOTE,
    Scope.WORKBOOK,
    "{what} fehlt; gerechnet wird ohne sie.",
    "Mit „pakt-xl repair“ ergänzen.",
    _SOURCE,
)

BY_CODE = {rule.code: rule for rule in (BLANK, UNREADABLE, BROKEN_QUANTITY)}
"""Rules of the codes that a single cell can break."""

ALL_RULES = (BLANK, UNREADABLE, DOUBLED, UNKNOWN, BROKEN_QUANTITY, READ_AS, STRAY_ROWS, MISSING)
"""Every rule that reading judges."""
