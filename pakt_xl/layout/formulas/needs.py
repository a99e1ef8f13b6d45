"""Live formulas of Bedarfe: quantity still to be bought, price, planned, ordered, invoiced (rules 1 to 5 and 11)."""

from __future__ import annotations

from pakt_xl.domain.cells import DATE, EURO, QUANTITY
from pakt_xl.domain.rows.base import GROSS, NET, PROGRAMME
from pakt_xl.layout.formulas.language import LiveColumn, first_row, helper, key, programme_value, setting, sum_of

VAT = "Umsatzsteuer in Prozent"  # Schlüssel of its rates in Programmwerte

NEEDS = (
    LiveColumn(
        "Noch zu beschaffen",
        'IFERROR(IF(TRIM([@Menge])="","",MAX(0,[@Menge]-[@[Hilfe gebunden]]-[@[Hilfe ohne Bestellung]])),"")',
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
        'IF([@[Hilfe Bedarf]]="","",ROUND((1-[@[Hilfe verfallen]])*[@[Hilfe offen]],2))',
        EURO.number_format,
        "Bestellt und noch nicht berechnet, brutto.",
    ),
    LiveColumn(
        "Berechnet",
        f'IF([@[Hilfe Bedarf]]="","",ROUND({sum_of("Rechnungen", "Betrag brutto", "Hilfe Bedarf", "Hilfe Bedarf")},2))',
        EURO.number_format,
        "Summe der Rechnungszeilen, brutto.",
    ),
    helper("Nummer", key("Bedarfsnummer"), "Schlüssel zum Vergleichen."),
    # Orders and invoices of a doubled number belong to its first row (reading 10).
    helper(
        "Bedarf",
        f'IFERROR(IF({first_row("Bedarfe", "Hilfe Nummer")},[@[Hilfe Nummer]],""),"")',
        "Der Schlüssel, nur in der ersten Zeile der Nummer.",
    ),
    helper("Schule", key("Schulnummer"), "Schlüssel der Schule."),
    helper("Artikel", key("Artikelnummer"), "Schlüssel des Artikels."),
    helper(
        "gebunden",
        sum_of("Bestellungen", "Hilfe gebunden", "Hilfe Bedarf", "Hilfe Bedarf"),
        "Bestellte oder zu Bestellungen berechnete Menge.",
    ),
    helper(
        "ohne Bestellung",
        sum_of("Rechnungen", "Hilfe ohne Bestellung", "Hilfe Bedarf", "Hilfe Bedarf"),
        "Ohne gültige Bestellung berechnete Menge.",
    ),
    helper(
        "offen",
        sum_of("Bestellungen", "Offener Betrag", "Hilfe Bedarf", "Hilfe Bedarf"),
        "Offener Betrag der Bestellungen.",
        EURO.number_format,
    ),
    helper(
        "Tag",
        f'IFERROR(IF(TRIM([@Wunschjahr])="","",MAX(INT({setting("Stichtag")}),'
        'DATE(MAX(1900,[@Wunschjahr]+0),1,1))),"")',
        "Stichtag oder 1. Januar des Wunschjahrs, der spätere.",
        DATE.number_format,
    ),
    # What began up to the day less what ended before it is the rate of the day (rule 1).
    helper(
        "Steuer begonnen",
        f'SUMIFS(Programmwerte[Wert],Programmwerte[Schlüssel],"{VAT}",Programmwerte[Gültig ab],"<="&[@[Hilfe Tag]])',
        "Summe der Steuersätze, die bis zum Planungstag begannen.",
    ),
    helper(
        "Steuersatz",
        "[@[Hilfe Steuer begonnen]]-"
        f'SUMIFS(Programmwerte[Wert],Programmwerte[Schlüssel],"{VAT}",Programmwerte[Gültig bis],"<"&[@[Hilfe Tag]])',
        "Umsatzsteuer am Planungstag in Prozent.",
    ),
    helper(
        "Preisfolge",
        'IF([@[Hilfe Tag]]="","",[@[Hilfe Artikel]]&"|"&COUNTIFS(Preise[Hilfe Artikel],[@[Hilfe Artikel]],'
        'Preise[Hilfe Tag],"<="&[@[Hilfe Tag]]))',
        "Der letzte Preis bis zum Planungstag.",
    ),
    *(
        helper(
            kind,
            f'IFERROR(INDEX(Preise[Einzelpreis],MATCH([@[Hilfe Preisfolge]]&"|{kind}",'
            "Preise[Hilfe Preisfolge],0))+0,0)",
            f"Preis {kind}.",
            EURO.number_format,
        )
        for kind in (GROSS, NET)
    ),
    helper(
        "Preis",
        "IFERROR(MAX([@[Hilfe brutto]],[@[Hilfe netto]]*(100+[@[Hilfe Steuersatz]])/100),0)",
        "Preis mit Umsatzsteuer, ungerundet.",
    ),
    helper(
        "verfallen",
        f'IFERROR((TRIM([@Finanzierung])="{PROGRAMME}")*'
        f"(INT({setting('Stichtag')})>{programme_value('Ende des Programms')}),0)",
        "1: Stichtag nach dem Ende des Programms.",
    ),
    helper(
        PROGRAMME,
        f'IFERROR(IF(TRIM([@Finanzierung])="{PROGRAMME}",SUM([@[Geplant]:[Berechnet]]),0),0)',
        "Wert, der gegen das Budget zählt.",
        EURO.number_format,
    ),
    helper(
        "Säule",
        'IFERROR(TRIM(INDEX(Katalog[Fördersäule],MATCH([@[Hilfe Artikel]],Katalog[Hilfe Artikel],0))),"")',
        "Fördersäule des Artikels.",
    ),
    helper(
        "Säule 3",
        f"IFERROR(IF([@[Hilfe Säule]]=TRIM({programme_value('Säule mit Obergrenze')}),[@[Hilfe {PROGRAMME}]],0),0)",
        "Wert, der gegen die Obergrenze zählt.",
        EURO.number_format,
    ),
)
