"""Live formulas of Bestellungen and Rechnungen: what of an order is invoiced and what is open (rule 4)."""

from __future__ import annotations

from pakt_xl.domain.cells import EURO, QUANTITY
from pakt_xl.domain.rows.base import ORDERED
from pakt_xl.layout.formulas.language import LiveColumn, first_row, helper, key, sum_of

ORDERS = (
    LiveColumn(
        "Berechnete Menge",
        f'IF([@[Hilfe Bedarf]]="","",MAX(0,{sum_of("Rechnungen", "Menge", "Hilfe Bestellung", "Hilfe Bestellung")}))',
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
    helper("Bedarf", key("Bedarfsnummer"), "Schlüssel des Bedarfs."),
    # An order without a number has no invoices: its key is its own.
    helper(
        "Bestellung",
        'IFERROR(IF([@[Hilfe Bedarf]]="","",[@[Hilfe Bedarf]]&"|"&'
        'IF(TRIM([@Bestellnummer])="","|"&ROW(),TRIM([@Bestellnummer]))),"")',
        "Schlüssel aus Bedarf und Bestellnummer.",
    ),
    helper(
        "aktiv",
        f'IFERROR(IF(TRIM([@Status])="{ORDERED}",[@[Hilfe Bestellung]],""),"")',
        "Der Schlüssel, wenn nicht storniert.",
    ),
    # Rows of one order and need that are not cancelled are added up in the first of them all (reading 11).
    helper(
        "erste Zeile",
        f'IFERROR(IF({first_row("Bestellungen", "Hilfe Bestellung")},[@[Hilfe Bestellung]],""),"")',
        "Der Schlüssel, nur in der ersten Zeile der Bestellung.",
    ),
    *(
        helper(
            name,
            f'IF([@[Hilfe erste Zeile]]="",0,'
            f"SUMIFS(Bestellungen[{header}],Bestellungen[Hilfe aktiv],[@[Hilfe erste Zeile]]))",
            f"{header} der Bestellung, in ihrer ersten Zeile.",
        )
        for name, header in (("Menge", "Menge"), ("Betrag", "Betrag brutto"))
    ),
    helper(
        "gebunden",
        "IF([@[Hilfe Menge]]=0,0,MAX([@[Hilfe Menge]],[@[Berechnete Menge]]))",
        "Bestellte oder berechnete Menge, die größere.",
    ),
)

INVOICES = (
    helper("Bedarf", key("Bedarfsnummer"), "Schlüssel des Bedarfs."),
    helper(
        "Bestellung",
        'IFERROR(IF(OR([@[Hilfe Bedarf]]="",TRIM([@Bestellnummer])=""),"",'
        '[@[Hilfe Bedarf]]&"|"&TRIM([@Bestellnummer])),"")',
        "Schlüssel aus Bedarf und Bestellnummer.",
    ),
    helper(
        "ohne Bestellung",
        'IF([@[Hilfe Bedarf]]="","",IF([@[Hilfe Bestellung]]="",[@Menge],'
        "IF(COUNTIFS(Bestellungen[Hilfe aktiv],[@[Hilfe Bestellung]])=0,[@Menge],0)))",
        "Menge ohne gültige Bestellung.",
    ),
)
