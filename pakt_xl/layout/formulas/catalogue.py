"""Live formulas of Katalog and Preise: the order in which the prices of an item hold (rule 2)."""

from __future__ import annotations

from pakt_xl.domain.cells import DATE
from pakt_xl.layout.formulas.language import helper, key

CATALOGUE = (helper("Artikel", key("Artikelnummer"), "Schlüssel zum Vergleichen."),)

PRICES = (
    helper("Artikel", key("Artikelnummer"), "Schlüssel zum Vergleichen."),
    helper("Tag", 'IF(ISNUMBER([@[Gültig ab]]),INT([@[Gültig ab]]),"")', "Gültig ab ohne Uhrzeit.", DATE.number_format),
    helper(
        "Rang",
        'IF([@[Hilfe Tag]]="","",COUNTIFS(Preise[Hilfe Artikel],[@[Hilfe Artikel]],Preise[Hilfe Tag],'
        '"<="&[@[Hilfe Tag]]))',
        "Wievielter Preis des Artikels.",
    ),
    helper(
        "Rangfolge",
        'IFERROR(IF([@[Hilfe Rang]]="","",[@[Hilfe Artikel]]&"|"&[@[Hilfe Rang]]&"|"&TRIM([@Preisart])),"")',
        "Artikel, Rang und Preisart.",
    ),
    # Of two prices of one day the greater counts (reading 8): the smaller one gets no key.
    helper(
        "Preisfolge",
        'IF([@[Hilfe Rangfolge]]="","",IF(COUNTIFS(Preise[Hilfe Rangfolge],[@[Hilfe Rangfolge]],'
        'Preise[Einzelpreis],">"&[@Einzelpreis])>0,"",[@[Hilfe Rangfolge]]))',
        "Danach suchen die Bedarfe ihren Preis.",
    ),
)
