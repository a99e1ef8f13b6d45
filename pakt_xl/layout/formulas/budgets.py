"""Live formulas of Schulen and Umschichtungen: committed, remaining budget, cap of pillar 3 (rules 6, 7 and 9)."""

from __future__ import annotations

from pakt_xl.domain.cells import EURO
from pakt_xl.domain.rows.base import ABSENT, APPLIED_FOR, PRESENT, PROGRAMME, YES
from pakt_xl.domain.settings import EITHER, GRANT, PER_AUTHORITY
from pakt_xl.layout.formulas.language import LiveColumn, helper, key, programme_value, setting, sum_of

TRANSFERS = (
    helper("von", key("Von Schule"), "Schlüssel der gebenden Schule."),
    helper("an", key("An Schule"), "Schlüssel der nehmenden Schule."),
    helper(
        "erlaubt",
        f'IFERROR(IF(AND(TRIM({setting("Umschichtung erlaubt")})="{YES}",TRIM([@Beschluss])<>""),1,0),0)',
        "1: Umschichtung erlaubt und beschlossen.",
    ),
    helper(
        "Betrag",
        'IF(OR([@[Hilfe erlaubt]]=0,[@[Hilfe von]]="",[@[Hilfe an]]="",NOT(ISNUMBER([@Betrag]))),0,'
        "IF(ISNUMBER(MATCH([@[Hilfe von]],Schulen[Hilfe Schule],0)+MATCH([@[Hilfe an]],Schulen[Hilfe Schule],0)),"
        "[@Betrag],0))",
        "Betrag, der gerechnet wird.",
        EURO.number_format,
    ),
)

SCHOOLS = (
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
        f'IF([@[Hilfe Schule]]="","",ROUND({sum_of("Bedarfe", "Hilfe Säule 3", "Hilfe Schule", "Hilfe Schule")},2))',
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
    helper("Schule", key("Schulnummer"), "Schlüssel zum Vergleichen."),
    helper(
        "Ausgaben",
        f"ROUND({sum_of('Bedarfe', f'Hilfe {PROGRAMME}', 'Hilfe Schule', 'Hilfe Schule')},2)",
        "Wert aller Bedarfe aus dem DigitalPakt.",
        EURO.number_format,
    ),
    helper(
        "Anteil",
        f'IFERROR(IF(TRIM({setting("Budgetart")})="{GRANT}",{programme_value("Förderanteil in Prozent")},100),100)',
        "Anteil der Zuwendung in Prozent; 100 bei Gesamtausgaben.",
    ),
    helper(
        "Umschichtung",
        "SUMIFS(Umschichtungen[Hilfe Betrag],Umschichtungen[Hilfe an],[@[Hilfe Schule]])-"
        "SUMIFS(Umschichtungen[Hilfe Betrag],Umschichtungen[Hilfe von],[@[Hilfe Schule]])",
        "Erhalten abzüglich abgegeben.",
        EURO.number_format,
    ),
    helper(
        "Verfügbar",
        'IF(AND([@[Hilfe Schule]]<>"",ISNUMBER([@[DigitalPakt-Budget]])),'
        'ROUND([@[DigitalPakt-Budget]]+[@[Hilfe Umschichtung]],2),"")',
        "Budget mit Umschichtungen.",
        EURO.number_format,
    ),
    helper(
        "Grenze Anteil",
        "IFERROR(ROUNDDOWN(ROUND(ROUNDDOWN(ROUND([@[Hilfe Verfügbar]]*100/[@[Hilfe Anteil]],6),2)*"
        f'{programme_value("Obergrenze Säule 3 in Prozent")}/100,6),2),"")',
        "Anteil am verfügbaren Budget, als Ausgaben gemessen.",
        EURO.number_format,
    ),
    helper(
        "Grenze Betrag",
        f'IFERROR({programme_value("Obergrenze Säule 3 je Schule")}+0,"")',
        "Höchstbetrag je Schule.",
        EURO.number_format,
    ),
    helper("Ebene", f'IFERROR(TRIM({setting("Obergrenze Ebene")}),"")', "Für wen der Anteil gilt."),
    helper("Lesart", f'IFERROR(TRIM({setting("Obergrenze Lesart")}),"")', "Welche der zwei Grenzen gilt."),
    helper(
        "Obergrenze",
        f'IF([@[Hilfe Ebene]]="{PER_AUTHORITY}",[@[Hilfe Grenze Betrag]],MAX(0,IF([@[Hilfe Lesart]]="{EITHER}",'
        "MAX([@[Hilfe Grenze Anteil]],[@[Hilfe Grenze Betrag]]),"
        "MIN([@[Hilfe Grenze Anteil]],[@[Hilfe Grenze Betrag]]))))",
        "Obergrenze bei vorhandener Infrastruktur.",
        EURO.number_format,
    ),
)
