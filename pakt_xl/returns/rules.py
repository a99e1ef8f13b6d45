"""The rules on returns: R01 to R04 of RULES.md with their German sentences; single cells reuse those of reading."""

from __future__ import annotations

from pakt_xl.checks.baseline import R03
from pakt_xl.checks.eligibility import Z06
from pakt_xl.domain.finding import Rule, Scope, Severity

_SOURCE = "Schulmappe"

FOREIGN = Rule(
    "R01",
    Severity.ERROR,
    Scope.RETURN,
    "Der Rücklauf gehört zu keiner oder einer anderen Schule: {why}.",
    "Die Schule um ihre eigene, unveränderte Mappe bitten; nichts wurde übernommen.",
    _SOURCE,
)
OUTDATED = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Der Rücklauf ist veraltet: {why}.",
    "Der Schule die neue Mappe senden; nur die Änderungswünsche wurden gelesen.",
    _SOURCE,
)
UNKNOWN_LAYOUT = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Der Rücklauf hat die Fassung {version}, die dieses Werkzeug nicht kennt.",
    "Das Werkzeug aktualisieren oder der Schule eine neue Mappe senden; nichts wurde übernommen.",
    _SOURCE,
)
INCOMPLETE = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Dem Rücklauf fehlt das Blatt „{sheet}“ oder eine seiner Spalten.",
    "Der Schule eine neue Mappe senden; nichts wurde übernommen.",
    _SOURCE,
)
SEVERAL = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Von dieser Schule liegen mehrere Rückläufe mit verschiedenem Inhalt vor: {files}.",
    "Keiner wurde übernommen. Bei der Schule erfragen, welcher gilt, die überholten Dateien aus dem Ordner nehmen und "
    "noch einmal einlesen.",
    _SOURCE,
)
CHANGED = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Gesperrter Inhalt geändert ({what}): gesendet wurde {old}, zurück kam {new}.",
    "Nur das Blatt „Änderungswünsche“ wird gelesen; was sich ändern soll, dort eintragen.",
    _SOURCE,
)
BROKEN_STAMP = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Das verborgene Blatt „Stempel“ wurde geändert; ob gesperrte Zellen geändert wurden, ist offen.",
    "Der Schule eine neue Mappe senden; nur die Änderungswünsche wurden gelesen.",
    _SOURCE,
)
ELSEWHERE = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Auch im Blatt {sheet} stehen Zeilen mit Änderungswünschen; gelesen wurde nur das Blatt „{own}“.",
    "Bei der Schule klären, welche Zeilen gelten; sie gehören alle in das Blatt „Änderungswünsche“.",
    _SOURCE,
)
PENDING = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Zu {need} wünscht die Schule jetzt {this}; offen ist noch der Antrag {number} mit {other}.",
    "Bei der Schule klären, welcher Wunsch gilt, und den anderen Antrag ablehnen.",
    _SOURCE,
)
DECIDED = Rule(
    "R02",
    Severity.WARNING,
    Scope.RETURN,
    "Zu {need} wünscht die Schule wieder {this}; darüber ist mit Antrag {number} schon entschieden: {decision}.",
    "Ein zweiter Antrag wurde nicht angelegt. Nennt die Schule neue Gründe, mit ihnen einen neuen Antrag eintragen.",
    _SOURCE,
)
WITHOUT_REASONS = R03
"""The same as on an open request in the master."""
UNKNOWN_NEED = Rule(
    "Z04",
    Severity.ERROR,
    Scope.ROW,
    "{column} {found} gibt es bei dieser Schule nicht.",
    "Die Schule nach der richtigen Nummer fragen; dieser Wunsch wurde nicht übernommen.",
    _SOURCE,
)
CONTRADICTORY = Rule(
    "Z03",
    Severity.ERROR,
    Scope.ROW,
    "Zu {need} stehen widersprüchliche Wünsche: hier {this}, in Zelle {cell} {other}.",
    "Die Schule fragen, welcher gilt; nur eine der Zeilen darf stehen. Keiner dieser Wünsche wurde übernommen.",
    _SOURCE,
)
OWN_NUMBER = Rule(
    "Z12",
    Severity.NOTE,
    Scope.ROW,
    "„{column}“ enthält {found}; der neue Bedarf wurde ohne diese Nummer übernommen.",
    "Die Nummer eines neuen Bedarfs vergibt der Schulträger; war ein Bedarf gemeint, den es gibt, die Schule fragen.",
    _SOURCE,
)
OUTSIDE = Rule(
    Z06.code,
    Z06.severity,
    Z06.scope,
    Z06.text,
    "Der Wunsch wurde nicht übernommen. Die Schule nach einem Jahr von {first} bis {last} oder einer anderen "
    "Finanzierung fragen.",
    Z06.source,
)
REACHES = Rule(
    "R04",
    Severity.NOTE,
    Scope.RETURN,
    "Der Rücklauf enthält {what}; nichts davon wurde ausgeführt oder geöffnet.",
    "Nachfragen, wenn die Schule das nicht selbst eingefügt hat; nichts anklicken.",
    _SOURCE,
)

ALL_RULES = (
    FOREIGN,
    OUTDATED,
    UNKNOWN_LAYOUT,
    INCOMPLETE,
    SEVERAL,
    CHANGED,
    BROKEN_STAMP,
    ELSEWHERE,
    PENDING,
    DECIDED,
    WITHOUT_REASONS,
    UNKNOWN_NEED,
    CONTRADICTORY,
    OWN_NUMBER,
    OUTSIDE,
    REACHES,
)
"""Every rule that only returns can break."""
