"""The native charts of the sheet Übersicht: all point at fixed cells of Kennzahlen, a run only changes values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from pakt_xl.domain import key_figures as shape
from pakt_xl.layout import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.chart._chart import ChartBase
    from openpyxl.worksheet.worksheet import Worksheet

    from pakt_xl.domain.key_figures import Section

# From dark to pale, so that they can be told apart in grey and by the colour-blind.
STATE_COLOURS = (style.TEAL, style.TEAL_SOFT, style.BAR, style.GREY_HEAD)
PILLAR_COLOURS = (style.SLATE, style.AMBER, "8FA9C4", "DCCB9F", "6B7F5E", style.BAR)
THOUSANDS = "#,##0,;\\-#,##0,;"  # in thousands; nothing for zero
SHARE = "0.0%"
_STATES = (shape.INVOICED, shape.ORDERED, shape.PLANNED, shape.FREE)
_POINT = 100  # sizes of fonts in charts are hundredths of a point


@dataclass(frozen=True, slots=True)
class Figures:
    """The table Kennzahlen in its sheet: the cells of its sections."""

    sheet: Worksheet
    header_row: int
    headers: tuple[str, ...]
    sections: dict[str, Section]

    def cells(self, section: str, header: str) -> str:
        """Reference to a column of a section, for a chart."""
        part = self.sections[section]
        return self._range(header, part.first, part.last)

    def cell(self, section: str, label: str, header: str) -> str:
        """Reference to one cell of the row with this label."""
        row = self.sections[section].row(label)
        return self._range(header, row, row)

    def _range(self, header: str, first: int, last: int) -> str:
        column = self.headers.index(header) + 1
        rows = (self.header_row + first, self.header_row + last)
        return str(Reference(self.sheet, min_col=column, max_col=column, min_row=rows[0], max_row=rows[1]))


@dataclass(frozen=True, slots=True)
class Line:
    """A series: where its values and its name stand, and its colour."""

    values: str
    name: str
    colour: str


def state_chart(figures: Figures) -> ChartBase:
    """One bar: the budget by state."""
    cells = [figures.cell(shape.STATE, state, shape.AMOUNT) for state in _STATES[:-1]]
    cells.append(figures.cell(shape.STATE, shape.FREE, shape.FREE))  # never below zero
    names = [figures.cell(shape.STATE, state, shape.LABEL) for state in _STATES]
    chart = _bars([Line(*each) for each in zip(cells, names, STATE_COLOURS, strict=True)], lying=True, gap=0)
    chart.grouping = "percentStacked"  # the whole width
    chart.layout = _layout(0, 0, 1, 1)
    return chart


def year_chart(figures: Figures, pillars: Sequence[int]) -> ChartBase:
    """Columns: spending by year, stacked by pillar, with the sum above."""
    lines = []
    for number, pillar in enumerate(pillars):
        name = shape.pillar_section(pillar)
        colour = PILLAR_COLOURS[number % len(PILLAR_COLOURS)]
        lines.append(Line(figures.cells(name, shape.AMOUNT), figures.cell(shape.PILLARS, name, shape.LABEL), colour))
    chart = _bars(lines, figures.cells(shape.YEARS, shape.LABEL), gap=45)
    chart.layout = _layout(0.02, 0.11, 0.96, 0.77)  # room for the sums above the columns
    sums = LineChart()
    sums.x_axis, sums.y_axis = chart.x_axis, chart.y_axis
    whole = figures.cells(shape.YEARS, shape.AMOUNT)
    series = _series(Line(whole, "", style.INK), figures.cells(shape.YEARS, shape.LABEL))
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.marker = Marker("none")
    series.smooth = False
    series.dLbls = _labels(THOUSANDS, "t")
    sums.series.append(series)
    chart += sums
    return chart


def type_chart(figures: Figures) -> ChartBase:
    """Bars: the budget of each type of school by state."""
    cells = [figures.cells(shape.TYPES, state) for state in _STATES]
    names = [figures.cell(shape.STATE, state, shape.LABEL) for state in _STATES]
    lines = [Line(*each) for each in zip(cells, names, STATE_COLOURS, strict=True)]
    chart = _bars(lines, figures.cells(shape.TYPES, shape.DETAIL), lying=True, gap=45)
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.y_axis.delete = False
    chart.y_axis.crosses = "max"  # below, though the order of rows is turned round
    chart.y_axis.number_format = "#,##0,"
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=_thin(style.LINE)))
    return chart


def focus_chart(figures: Figures) -> ChartBase:
    """Two bars: the share of the pillar with priority, and the share that it should reach."""
    places = zip(shape.FOCUS_ROWS, (style.SLATE, style.GREY_HEAD), strict=True)
    lines = [
        Line(figures.cell(shape.FOCUS, row, shape.SHARE), figures.cell(shape.FOCUS, row, shape.LABEL), colour)
        for row, colour in places
    ]
    chart = _bars(lines, lying=True, gap=60)
    chart.grouping, chart.overlap = "clustered", -60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.layout = _layout(0, 0, 1, 1)
    return chart


def place(sheet: Worksheet, chart: ChartBase, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Lay a chart over the cells from ``first`` to ``last`` (row and column, 1-based); it moves with them."""
    chart.anchor = TwoCellAnchor(  # type: ignore[assignment]  # openpyxl takes an anchor as well as a cell
        editAs="oneCell",
        _from=AnchorMarker(row=first[0] - 1, col=first[1] - 1),
        to=AnchorMarker(row=last[0], col=last[1]),
    )
    sheet.add_chart(chart)


def _bars(lines: Sequence[Line], categories: str = "", *, lying: bool = False, gap: int) -> BarChart:
    """Return stacked bars without frame, legend and axis of values."""
    chart = BarChart()
    chart.type = "bar" if lying else "col"
    chart.grouping, chart.overlap, chart.gapWidth = "stacked", 100, gap
    chart.legend, chart.roundedCorners = None, False
    chart.visible_cells_only = False  # a filter on Kennzahlen does not empty the chart
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    for line in lines:
        series = _series(line, categories)
        series.graphicalProperties = GraphicalProperties(solidFill=line.colour, ln=_thin(style.WHITE))
        series.invertIfNegative = False
        chart.series.append(series)
    for axis in (chart.x_axis, chart.y_axis):
        axis.title = None
        axis.txPr = _text()
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.x_axis.delete, chart.y_axis.delete = not categories, True
    chart.x_axis.tickLblPos = "low"  # beside the bars also where one is below zero
    chart.y_axis.majorGridlines = None
    return chart


def _series(line: Line, categories: str) -> Series:
    series = Series(val=NumDataSource(numRef=NumRef(f=line.values)))
    if line.name:
        series.tx = SeriesLabel(strRef=StrRef(f=line.name))
    if categories:
        series.cat = AxDataSource(strRef=StrRef(f=categories))
    return series


class _Labels(DataLabelList):
    """Labels whose number format is their own, not that of the cells."""

    __elements__ = DataLabelList.__elements__  # openpyxl does not hand them down to a subclass
    __nested__ = DataLabelList.__nested__

    def to_tree(self, tagname: str | None = None, idx: Any = None, namespace: str | None = None) -> Any:
        """Return the element; openpyxl leaves out the attribute that unties the format from the cells."""
        tree: Any = super().to_tree(tagname, idx, namespace)
        tree.find("{*}numFmt").set("sourceLinked", "0")
        return tree


def _labels(number_format: str, position: str) -> DataLabelList:
    labels = _Labels(numFmt=number_format, dLblPos=position, txPr=_text(style.INK, bold=True))
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = labels.showBubbleSize = False
    return labels


def _text(colour: str = style.MUTED, size: float = 10, *, bold: bool = False) -> RichText:
    look = CharacterProperties(sz=int(size * _POINT), b=bold, solidFill=colour, latin=Font(typeface=style.FONT))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _layout(x: float, y: float, width: float, height: float) -> Layout:
    """Place of the plot itself, as parts of the chart."""
    return Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=width, h=height))


def _thin(colour: str) -> LineProperties:
    return LineProperties(solidFill=colour, w=9525)
