"""A donor as the template is built, with openpyxl, and workbooks that lack something of it."""

from __future__ import annotations

import io
import warnings
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting import rule as rules
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from pakt_xl.ooxml.package import Package
from tests.office import recalculate
from tests.ooxml import build
from tests.ooxml.invariants import assert_sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# The stubs know these three without types.
CellIsRule: Any = rules.CellIsRule
DataBarRule: Any = rules.DataBarRule
FormulaRule: Any = rules.FormulaRule

HEADER = Font(bold=True, color="FFFFFF")
BLUE = PatternFill("solid", fgColor="1F4E78")
EURO = '#,##0.00 "€"'


def package(data: bytes, name: str = "Mappe.xlsx") -> Package:
    """Return these bytes as a package, as if they had been read from a file."""
    return Package(Path(name), data, 0)


def saved(target: Package) -> bytes:
    """Bytes of the file that the package would be written as."""
    stream = io.BytesIO()
    target.write(stream)
    return stream.getvalue()


def opened(target: Package) -> Workbook:
    """What the independent reader makes of the package, in which there is nothing for Excel to repair."""
    data = saved(target)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Mappe.xlsx"
        path.write_bytes(data)
        assert_sound(path)
    return openpyxl.load_workbook(io.BytesIO(data))


def computed(target: Package, folder: Path) -> Workbook:
    """What LibreOffice computes when it opens the package, as openpyxl reads it."""
    path = folder / "Ergebnis.xlsx"
    path.write_bytes(saved(target))
    data = io.BytesIO(recalculate(path, folder).read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LibreOffice writes extensions that openpyxl does not know
        return openpyxl.load_workbook(data, data_only=True)


def contents(target: Package) -> dict[str, bytes]:
    """All parts by name."""
    return {name: target.read(name) for name in target.names}


def bytes_of(book: Workbook) -> bytes:
    """Bytes of a workbook that openpyxl saves."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_table(
    sheet: Worksheet, name: str, ref: str, formulas: Mapping[str, str] | None = None, totals: str = ""
) -> Table:
    """Make a table of cells that stand on the sheet; ``totals`` is the column that a totals row adds up."""
    table = Table(displayName=name, ref=ref)
    headers = next(sheet[ref].__iter__())
    for number, cell in enumerate(headers, 1):
        column = TableColumn(id=number, name=str(cell.value))
        if str(cell.value) in (formulas or {}):
            column.calculatedColumnFormula = TableFormula(attr_text=(formulas or {})[str(cell.value)])
        if totals and number == 1:
            column.totalsRowLabel = "Summe"
        if str(cell.value) == totals:
            column.totalsRowFunction = "sum"
        table.tableColumns.append(column)
    if totals:
        table.totalsRowCount = 1
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    return table


@cache
def donor_bytes() -> bytes:
    """Bytes of the donor: Start, Bedarfe, Prüfbericht, Budgetübersicht and Übersicht with a chart."""
    book = openpyxl.Workbook()
    start: Any = book.active
    start.title = "Start"
    start.sheet_view.tabSelected = True
    start["A1"] = "So geht es"
    start["A1"].hyperlink = Hyperlink(ref="A1", location="'Prüfbericht'!A1")
    start["A2"] = "=Prüfbericht!A3"
    start["A3"] = "Amt"
    start["A3"].hyperlink = "https://www.hamm.de/"
    start["A4"] = "Bericht"
    start["A4"].hyperlink = "#Prüfbericht!A1"
    _needs(book.create_sheet("Bedarfe"))
    _report(book.create_sheet("Prüfbericht"))
    _budgets(book.create_sheet("Budgetübersicht"))
    _overview(book.create_sheet("Übersicht"))
    book.defined_names["Satz"] = DefinedName("Satz", attr_text="Bedarfe!$B$2")
    book.defined_names["Kopf"] = DefinedName("Kopf", attr_text="'Prüfbericht'!$A$3")
    book.defined_names["Steuer"] = DefinedName("Steuer", attr_text="0.19")
    return bytes_of(book)


def donor() -> Package:
    """Return the donor as a package."""
    return package(donor_bytes(), "Vorlage.xlsx")


HEADERS = ("Schulnummer", "Schulname", "DigitalPakt-Budget")


def row(number: int, *texts: str | None) -> str:
    """XML of a row of texts from column A on; None leaves a cell out."""
    cells = "".join(
        f'<c r="{chr(64 + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in enumerate(texts, 1)
        if text is not None
    )
    return f'<row r="{number}">{cells}</row>'


def schools() -> dict[str, str | bytes]:
    """Parts of the smallest workbook: the table Schulen, no styles, no names."""
    return build.schulen(row(1, *HEADERS) + row(2, "191234", "Schillerschule"), "A1:C2")


def look(sheet: Any) -> dict[str, object]:
    """All that a person sees on a sheet, as openpyxl reads it."""
    cells = {
        cell.coordinate: (
            cell.value,
            _format(cell),
            cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target),
        )
        for line in sheet.iter_rows()
        for cell in line
        if _is_formatted(cell) or cell.value is not None
    }
    return {
        "cells": cells,
        "dropdowns": sorted(
            (str(each.sqref), each.type, each.formula1, each.prompt) for each in sheet.data_validations.dataValidation
        ),
        "conditions": [
            (str(place.sqref), rule.type, rule.formula, rule.dxf and (rule.dxf.font, rule.dxf.fill))
            for place in sheet.conditional_formatting
            for rule in place.rules
        ],
        "widths": {letter: (each.width, each.hidden) for letter, each in sheet.column_dimensions.items()},
        "heights": {number: each.height for number, each in sheet.row_dimensions.items() if each.height},
        "page": (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.oddFooter.center.text),
        "titles": (sheet.print_title_rows, sheet.print_area, sheet.freeze_panes),
        "colour": sheet.sheet_properties.tabColor and sheet.sheet_properties.tabColor.rgb,
        "state": sheet.sheet_state,
        "tables": {table.name: table.ref for table in sheet.tables.values()},
        "charts": len(sheet._charts),
    }


def _is_formatted(cell: Any) -> bool:
    return bool(cell.has_style and cell._style != cell.parent.parent._cell_styles[0])


def _format(cell: Any) -> object:
    """Format of a cell; False for one that was left unformatted and follows the default of its workbook."""
    return _is_formatted(cell) and (
        cell.number_format,
        (cell.font.name, cell.font.b, cell.font.i, cell.font.sz, cell.font.color and str(cell.font.color.rgb)),
        (cell.fill.patternType, cell.fill.fgColor.rgb),
        cell.border.bottom.style,
        (cell.alignment.wrap_text, cell.alignment.vertical),
    )


def _needs(sheet: Any) -> None:
    sheet.append(["Bedarfsnummer", "Menge", "Einzelpreis", "Wert", "Laufend"])
    sheet.append([None, None, None, "=Bedarfe[[#This Row],[Menge]]*2", "=SUM($B$2:B2)"])
    for cell in sheet[1]:
        cell.font, cell.fill = HEADER, BLUE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["C2"].number_format = sheet["D2"].number_format = EURO
    sheet["D2"].font = Font(italic=True, color="7F7F7F")
    formulas = {"Wert": "Bedarfe[[#This Row],[Menge]]*2", "Laufend": "SUM($B$2:B2)"}
    add_table(sheet, "Bedarfe", "A1:E2", formulas)
    whole = DataValidation(
        type="whole", operator="greaterThanOrEqual", formula1="0", prompt="Anzahl", promptTitle="Menge"
    )
    whole.add("B2:B2")
    listed = DataValidation(type="list", formula1='"ja,nein"')
    listed.add("D2:D2")
    later = DataValidation(type="custom", formula1="E2>0")
    later.add("E2:E1000")
    for rule in (whole, listed, later):
        sheet.add_data_validation(rule)
    red = Font(color="9C0006")
    sheet.conditional_formatting.add("D2:D2", CellIsRule("lessThan", formula=["0"], font=red))
    sheet.conditional_formatting.add("A2:E2", FormulaRule(["$B2=0"], fill=PatternFill(bgColor="D9D9D9")))
    sheet.conditional_formatting.add("E2:E2", FormulaRule(["E2>D2"], font=Font(bold=True)))
    for letter, width in (("A", 16), ("D", 14.5), ("E", 11)):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 30


def _report(sheet: Any) -> None:
    sheet["A1"] = "Prüfbericht"
    sheet["A1"].font = Font(name="Georgia", size=18, bold=True)
    sheet.append([])
    sheet.append(["Nr.", "Schwere", "Was ist\nfalsch", "Tag", "Zelle"])
    sheet.append([None, None, None, date(2024, 10, 31), "='Prüfbericht'!A3&\"Prüfbericht!\""])
    style = NamedStyle("Kopfzeile", font=HEADER, fill=BLUE, border=Border(bottom=Side("thin")))
    for cell in sheet[3]:
        cell.style = style
    sheet["D4"].number_format = "dd.mm.yyyy"
    sheet["B4"].fill = PatternFill("solid", fgColor="FFF2CC")
    table = add_table(sheet, "Prüfbericht", "A3:E4")
    table.headerRowDxfId = 0
    sheet.conditional_formatting.add(
        "B4:B4", CellIsRule("equal", formula=['"Fehler"'], font=HEADER, fill=PatternFill(bgColor="C00000"))
    )
    sheet.conditional_formatting.add("A4:A4", DataBarRule("num", 0, "num", 1, color="63C384"))
    day = DataValidation(type="date", operator="greaterThan", formula1="43831")
    day.add("D4:D4")
    sheet.add_data_validation(day)
    sheet.sheet_properties.tabColor = "C00000"
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.print_area = "A1:E4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.oddFooter.center.text = "Seite &P von &N"
    sheet.column_dimensions["C"].width = 60


def _budgets(sheet: Worksheet) -> None:
    sheet.append(["Schulnummer", "Budget"])
    sheet.append([None, None])
    sheet.append(["Summe", "=SUBTOTAL(109,Budgetübersicht[Budget])"])
    sheet["B2"].number_format = sheet["B3"].number_format = EURO
    add_table(sheet, "Budgetübersicht", "A1:B3", totals="Budget")


def _overview(sheet: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet.parent["Budgetübersicht"], min_col=2, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "B2")
    sheet["A1"] = "=SUM(Budgetübersicht!B2:B2)"
    sheet.sheet_state = "hidden"
