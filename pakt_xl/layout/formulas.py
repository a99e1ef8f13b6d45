"""The live formulas of the input tables (rules 1 to 9 and 11), with helper columns in place of monsters.

A formula is written as Excel shows it in English: ``[@Menge]`` is the cell of this row; ``stored`` turns it into the
form of the file. Every key is compared as text behind a ``|``, so that ``017`` is not 17 and ``=1`` is no operator;
sums go through SUMIFS, which leaves out text, so that a bad cell spoils its own row only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pakt_xl.domain.cells import DATE, EURO, QUANTITY
from pakt_xl.domain.rows.base import ABSENT, APPLIED_FOR, GROSS, NET, ORDERED, PRESENT, PROGRAMME, YES
from pakt_xl.domain.settings import EITHER, GRANT, PER_AUTHORITY

HELPER = "Hilfe "  # what the header of every helper column begins with
PLAIN = "General"  # in a cell of format Text a formula would turn into text when it is edited


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A calculated column: header, formula as Excel shows it (without ``=``), number format, what it says."""

    header: str
    formula: str
    number_format: str
    help: str

    @property
    def helper(self) -> bool:
        """Whether it only serves other formulas; such columns stand grey and folded at the right end."""
        return self.header.startswith(HELPER)


_THIS_ROW = re.compile(r"(?<![\w\]])\[@(?:(\[[^\]]+\](?::\[[^\]]+\])?)|([^\[\]]+))\]")


def stored(table: str, formula: str) -> str:
    """Return the formula as the file stores it: ``[@Menge]`` becomes ``Bedarfe[[#This Row],[Menge]]``."""
    return _THIS_ROW.sub(lambda match: f"{table}[[#This Row],{match[1] or f'[{match[2]}]'}]", formula)


def live_columns(table: str) -> tuple[LiveColumn, ...]:
    """Return the calculated columns of an input table in their order, the helper columns last."""
    return _LIVE.get(table, ())


def setting(key: str) -> str:
    """Formula of a value of Einstellungen; the first row of the key counts."""
    return f'INDEX(Einstellungen[Wert],MATCH("{key}",Einstellungen[Schlüssel],0))'


def programme_value(key: str) -> str:
    """Formula of a value of Programmwerte."""
    return f'INDEX(Programmwerte[Wert],MATCH("{key}",Programmwerte[Schlüssel],0))'


def _key(header: str) -> str:
    """Formula of a key for comparing: trimmed text behind a bar; blank for a blank or broken cell."""
    cell = f"[@[{header}]]" if " " in header else f"[@{header}]"
    return f'IFERROR(IF(TRIM({cell})="","","|"&TRIM({cell})),"")'


def _helper(name: str, formula: str, note: str, number_format: str = PLAIN) -> LiveColumn:
    return LiveColumn(HELPER + name, formula, number_format, note)


def _first_row(table: str, key: str) -> str:
    """Condition that this row is the first of the table with its key (readings 9, 10, 11)."""
    return f"MATCH([@[{key}]],{table}[{key}],0)=ROW()-ROW({table}[[#Headers],[{key}]])"


_CATALOGUE = (_helper("Artikel", _key("Artikelnummer"), "Schlüssel zum Vergleichen."),)

_PRICES = (
    _helper("Artikel", _key("Artikelnummer"), "Schlüssel zum Vergleichen."),
    _helper("Tag", 'IF(ISNUMBER([@[Gültig ab]]),INT([@[Gültig ab]]),"")', "Gültig ab ohne Uhrzeit.", DATE.number_format),
    _helper(
        "Rang",
        'IF([@[Hilfe Tag]]="","",COUNTIFS(Preise[Hilfe Artikel],[@[Hilfe Artikel]],Preise[Hilfe Tag],'
        '"<="&[@[Hilfe Tag]]))',
        "Wievielter Preis des Artikels.",
    ),
    _helper(
        "Rangfolge",
        'IFERROR(IF([@[Hilfe Rang]]="","",[@[Hilfe Artikel]]&"|"&[@[Hilfe Rang]]&"|"&TRIM([@Preisart])),"")',
        "Artikel, Rang und Preisart.",
    ),
    # Of two prices of one day the greater counts (reading 8): the smaller one gets no key.
    _helper(
        "Preisfolge",
        'IF([@[Hilfe Rangfolge]]="","",IF(COUNTIFS(Preise[Hilfe Rangfolge],[@[Hilfe Rangfolge]],'
        'Preise[Einzelpreis],">"&[@Einzelpreis])>0,"",[@[Hilfe Rangfolge]]))',
        "Danach suchen die Bedarfe ihren Preis.",
    ),
)

_NEEDS = (
    LiveColumn(
        "Noch zu beschaffen",
        'IFERROR(IF(TRIM([@Menge])="","",MAX(0,[@Menge]-[@[Hilfe gebunden]])),"")',
        QUANTITY.number_format,
        "Menge, die weder bestellt noch berechnet ist.",
    ),
    LiveColumn(
        "Einzelpreis",
        'IF([@[Hilfe Preis]]=0,"",IF([@[Hilfe brutto]]=[@[Hilfe Preis]],[@[Hilfe brutto]],[@[Hilfe netto]]))',
        EURO.number_format,
        "Preis am Planungstag, wie im Blatt Preise eingetragen.",
    ),
    LiveColumn(
        "Geplant",
        'IF([@[Noch zu beschaffen]]="","",IF(OR([@[Noch zu beschaffen]]=0,[@[Hilfe verfallen]]=1),0,'
        'IF([@[Hilfe Preis]]=0,"",ROUND(ROUND([@[Noch zu beschaffen]]*[@[Hilfe Preis]],6),2))))',
        EURO.number_format,
        "Wert der noch zu beschaffenden Menge, brutto.",
    ),
    LiveColumn(
        "Bestellt offen",
        'IF([@[Hilfe Bedarf]]="","",IF([@[Hilfe verfallen]]=1,0,'
        "ROUND(SUMIFS(Bestellungen[Offener Betrag],Bestellungen[Hilfe Bedarf],[@[Hilfe Bedarf]]),2)))",
        EURO.number_format,
        "Bestellt und noch nicht berechnet, brutto.",
    ),
    LiveColumn(
        "Berechnet",
        'IF([@[Hilfe Bedarf]]="","",'
        "ROUND(SUMIFS(Rechnungen[Betrag brutto],Rechnungen[Hilfe Bedarf],[@[Hilfe Bedarf]]),2))",
        EURO.number_format,
        "Summe der Rechnungszeilen, brutto.",
    ),
    _helper("Nummer", _key("Bedarfsnummer"), "Schlüssel zum Vergleichen."),
    # Orders and invoices of a doubled number belong to its first row (reading 10).
    _helper(
        "Bedarf",
        f'IFERROR(IF({_first_row("Bedarfe", "Hilfe Nummer")},[@[Hilfe Nummer]],""),"")',
        "Der Schlüssel, nur in der ersten Zeile der Nummer.",
    ),
    _helper("Schule", _key("Schulnummer"), "Schlüssel der Schule."),
    _helper("Artikel", _key("Artikelnummer"), "Schlüssel des Artikels."),
    _helper(
        "gebunden",
        'IF([@[Hilfe Bedarf]]="",0,SUMIFS(Bestellungen[Hilfe gebunden],Bestellungen[Hilfe Bedarf],[@[Hilfe Bedarf]])'
        "+SUMIFS(Rechnungen[Hilfe ohne Bestellung],Rechnungen[Hilfe Bedarf],[@[Hilfe Bedarf]]))",
        "Bestellte oder berechnete Menge.",
    ),
    _helper(
        "Planungstag",
        f'IFERROR(IF(TRIM([@Wunschjahr])="","",MAX(INT({setting("Stichtag")}),'
        'DATE(MAX(1900,[@Wunschjahr]+0),1,1))),"")',
        "Stichtag oder 1. Januar des Wunschjahrs, der spätere.",
        DATE.number_format,
    ),
    # What began up to the day less what ended before it is the rate of the day.
    _helper(
        "Steuersatz",
        'SUMIFS(Programmwerte[Wert],Programmwerte[Schlüssel],"Umsatzsteuer*",Programmwerte[Gültig ab],'
        '"<="&[@[Hilfe Planungstag]])-SUMIFS(Programmwerte[Wert],Programmwerte[Schlüssel],"Umsatzsteuer*",'
        'Programmwerte[Gültig bis],"<"&[@[Hilfe Planungstag]])',
        "Umsatzsteuer am Planungstag in Prozent.",
    ),
    _helper(
        "Preisfolge",
        'IF([@[Hilfe Planungstag]]="","",[@[Hilfe Artikel]]&"|"&COUNTIFS(Preise[Hilfe Artikel],[@[Hilfe Artikel]],'
        'Preise[Hilfe Tag],"<="&[@[Hilfe Planungstag]]))',
        "Der letzte Preis bis zum Planungstag.",
    ),
    *(
        _helper(
            kind,
            f'IFERROR(INDEX(Preise[Einzelpreis],MATCH([@[Hilfe Preisfolge]]&"|{kind}",Preise[Hilfe Preisfolge],0))+0,0)',
            f"Preis {kind}.",
            EURO.number_format,
        )
        for kind in (GROSS, NET)
    ),
    _helper(
        "Preis",
        "IFERROR(MAX([@[Hilfe brutto]],[@[Hilfe netto]]*(100+[@[Hilfe Steuersatz]])/100),0)",
        "Preis mit Umsatzsteuer, ungerundet.",
    ),
    _helper(
        "verfallen",
        f'IFERROR(IF(TRIM([@Finanzierung])<>"{PROGRAMME}",0,'
        f'IF(INT({setting("Stichtag")})>{programme_value("Ende des Programms")},1,0)),0)',
        "1: Stichtag nach dem Ende des Programms.",
    ),
    _helper(
        PROGRAMME,
        f'IFERROR(IF(TRIM([@Finanzierung])="{PROGRAMME}",SUM([@[Geplant]:[Berechnet]]),0),0)',
        "Wert, der gegen das Budget zählt.",
        EURO.number_format,
    ),
    _helper(
        "Säule 3",
        "IFERROR(IF(TRIM(INDEX(Katalog[Fördersäule],MATCH([@[Hilfe Artikel]],Katalog[Hilfe Artikel],0)))"
        f'=TRIM({programme_value("Säule mit Obergrenze")}),[@[Hilfe {PROGRAMME}]],0),0)',
        "Wert, der gegen die Obergrenze zählt.",
        EURO.number_format,
    ),
)

_ORDERS = (
    LiveColumn(
        "Berechnete Menge",
        'IF([@[Hilfe Bedarf]]="","",'
        "MAX(0,SUMIFS(Rechnungen[Menge],Rechnungen[Hilfe Bestellung],[@[Hilfe Bestellung]])))",
        QUANTITY.number_format,
        "Menge aus den Rechnungen zu dieser Bestellung.",
    ),
    LiveColumn(
        "Offener Betrag",
        'IF([@[Hilfe Bedarf]]="","",IF([@[Hilfe Menge]]=0,0,ROUND(ROUND([@[Hilfe Betrag]]*'
        "MAX(0,[@[Hilfe Menge]]-[@[Berechnete Menge]])/[@[Hilfe Menge]],6),2)))",
        EURO.number_format,
        "Anteil des Betrags, der noch nicht berechnet ist.",
    ),
    _helper("Bedarf", _key("Bedarfsnummer"), "Schlüssel des Bedarfs."),
    # An order without a number has no invoices: its key is its own.
    _helper(
        "Bestellung",
        'IFERROR(IF([@[Hilfe Bedarf]]="","",[@[Hilfe Bedarf]]&"|"&'
        'IF(TRIM([@Bestellnummer])="","|"&ROW(),TRIM([@Bestellnummer]))),"")',
        "Schlüssel aus Bedarf und Bestellnummer.",
    ),
    _helper(
        "aktiv",
        f'IFERROR(IF(TRIM([@Status])="{ORDERED}",[@[Hilfe Bestellung]],""),"")',
        "Der Schlüssel, wenn nicht storniert.",
    ),
    # Rows of one order and need that are not cancelled are added up in the first of them all (reading 11).
    *(
        _helper(
            name,
            f'IFERROR(IF([@[Hilfe Bedarf]]="",0,IF({_first_row("Bestellungen", "Hilfe Bestellung")},'
            f"SUMIFS(Bestellungen[{header}],Bestellungen[Hilfe aktiv],[@[Hilfe Bestellung]]),0)),0)",
            f"{header} der Bestellung, in ihrer ersten Zeile.",
        )
        for name, header in (("Menge", "Menge"), ("Betrag", "Betrag brutto"))
    ),
    _helper(
        "gebunden",
        "IF([@[Hilfe Menge]]=0,0,MAX([@[Hilfe Menge]],[@[Berechnete Menge]]))",
        "Bestellte oder berechnete Menge, die größere.",
    ),
)

_INVOICES = (
    _helper("Bedarf", _key("Bedarfsnummer"), "Schlüssel des Bedarfs."),
    _helper(
        "Bestellung",
        'IFERROR(IF(OR([@[Hilfe Bedarf]]="",TRIM([@Bestellnummer])=""),"",'
        '[@[Hilfe Bedarf]]&"|"&TRIM([@Bestellnummer])),"")',
        "Schlüssel aus Bedarf und Bestellnummer.",
    ),
    _helper(
        "ohne Bestellung",
        'IF([@[Hilfe Bedarf]]="","",IF([@[Hilfe Bestellung]]="",[@Menge],'
        "IF(COUNTIFS(Bestellungen[Hilfe aktiv],[@[Hilfe Bestellung]])=0,[@Menge],0)))",
        "Menge ohne gültige Bestellung.",
    ),
)

_TRANSFERS = (
    _helper("von", _key("Von Schule"), "Schlüssel der gebenden Schule."),
    _helper("an", _key("An Schule"), "Schlüssel der nehmenden Schule."),
    _helper(
        "erlaubt",
        f'IFERROR(IF(AND(TRIM({setting("Umschichtung erlaubt")})="{YES}",TRIM([@Beschluss])<>""),1,0),0)',
        "1: Umschichtung erlaubt und beschlossen.",
    ),
    _helper(
        "Betrag",
        'IFERROR(IF(OR([@[Hilfe erlaubt]]=0,[@[Hilfe von]]="",[@[Hilfe an]]=""),0,'
        "[@Betrag]*MIN(1,MATCH([@[Hilfe von]],Schulen[Hilfe Schule],0),MATCH([@[Hilfe an]],Schulen[Hilfe Schule],0))),0)",
        "Betrag, der gerechnet wird.",
        EURO.number_format,
    ),
)

_SCHOOLS = (
    LiveColumn(
        "Belegt",
        'IF([@[Hilfe Schule]]="","",ROUNDDOWN(ROUND([@[Hilfe Ausgaben]]*[@[Hilfe Anteil]]/100,6),2))',
        EURO.number_format,
        "Geplant, bestellt und berechnet, gemessen wie das Budget.",
    ),
    LiveColumn(
        "Restbudget",
        'IF([@[Hilfe Verfügbar]]="","",ROUND([@[Hilfe Verfügbar]]-[@Belegt],2))',
        EURO.number_format,
        "Verfügbar abzüglich Belegt; unter 0,00 ist überschritten.",
    ),
    LiveColumn(
        "Säule 3 belegt",
        'IF([@[Hilfe Schule]]="","",'
        "ROUND(SUMIFS(Bedarfe[Hilfe Säule 3],Bedarfe[Hilfe Schule],[@[Hilfe Schule]]),2))",
        EURO.number_format,
        "Mobile Endgeräte aus dem DigitalPakt (Ausgaben).",
    ),
    LiveColumn(
        "Säule 3 Obergrenze",
        f'IF([@[Hilfe Verfügbar]]="","",IF(TRIM([@Infrastruktur])="{ABSENT}",0,'
        f'IF(OR(TRIM([@Infrastruktur])="{PRESENT}",TRIM([@Infrastruktur])="{APPLIED_FOR}"),[@[Hilfe Obergrenze]],"")))',
        EURO.number_format,
        "Höchstbetrag der mobilen Endgeräte nach den Einstellungen.",
    ),
    _helper("Schule", _key("Schulnummer"), "Schlüssel zum Vergleichen."),
    _helper(
        "Ausgaben",
        f"ROUND(SUMIFS(Bedarfe[Hilfe {PROGRAMME}],Bedarfe[Hilfe Schule],[@[Hilfe Schule]]),2)",
        "Wert aller Bedarfe aus dem DigitalPakt.",
        EURO.number_format,
    ),
    _helper(
        "Anteil",
        f'IFERROR(IF(TRIM({setting("Budgetart")})="{GRANT}",{programme_value("Förderanteil in Prozent")},100),100)',
        "Anteil der Zuwendung in Prozent; 100 bei Gesamtausgaben.",
    ),
    _helper(
        "Verfügbar",
        'IF(AND([@[Hilfe Schule]]<>"",ISNUMBER([@[DigitalPakt-Budget]])),ROUND([@[DigitalPakt-Budget]]+'
        "SUMIFS(Umschichtungen[Hilfe Betrag],Umschichtungen[Hilfe an],[@[Hilfe Schule]])-"
        'SUMIFS(Umschichtungen[Hilfe Betrag],Umschichtungen[Hilfe von],[@[Hilfe Schule]]),2),"")',
        "Budget mit Umschichtungen.",
        EURO.number_format,
    ),
    _helper(
        "Grenze Anteil",
        "IFERROR(ROUNDDOWN(ROUND(ROUNDDOWN(ROUND([@[Hilfe Verfügbar]]*100/[@[Hilfe Anteil]],6),2)*"
        f'{programme_value("Obergrenze Säule 3 in Prozent")}/100,6),2),"")',
        "Anteil am verfügbaren Budget, als Ausgaben gemessen.",
        EURO.number_format,
    ),
    _helper(
        "Grenze Betrag",
        f'IFERROR({programme_value("Obergrenze Säule 3 je Schule")}+0,"")',
        "Höchstbetrag je Schule.",
        EURO.number_format,
    ),
    _helper(
        "Lesart",
        f'IFERROR(IF(TRIM({setting("Obergrenze Ebene")})="{PER_AUTHORITY}","{PER_AUTHORITY}",'
        f'TRIM({setting("Obergrenze Lesart")})),"")',
        "Welche Grenze gilt.",
    ),
    _helper(
        "Obergrenze",
        f'IF([@[Hilfe Lesart]]="{PER_AUTHORITY}",[@[Hilfe Grenze Betrag]],MAX(0,IF([@[Hilfe Lesart]]="{EITHER}",'
        "MAX([@[Hilfe Grenze Anteil]],[@[Hilfe Grenze Betrag]]),MIN([@[Hilfe Grenze Anteil]],[@[Hilfe Grenze Betrag]]))))",
        "Obergrenze bei vorhandener Infrastruktur.",
        EURO.number_format,
    ),
)

_LIVE = {
    "Schulen": _SCHOOLS,
    "Katalog": _CATALOGUE,
    "Preise": _PRICES,
    "Bedarfe": _NEEDS,
    "Bestellungen": _ORDERS,
    "Rechnungen": _INVOICES,
    "Umschichtungen": _TRANSFERS,
}
