"""Charts as Word's own charts, drawn by the reader's program from the same values as the table beside them."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from reports.document import Chart
from reports.render.chart_bars import FILLS
from reports.render.chart_scale import Scale, scale_for
from reports.render.charts import COLOURS, REFERENCE
from reports.render.docx_chart_steps import Bars, edges, steps
from reports.render.docx_writer import Writer
from reports.render.words import clean

PER_MM = 36_000  # English metric units
WIDTH, LINES_HEIGHT, LEAST_HEIGHT, BAR_HEIGHT = 174, 80, 50, 6  # mm
CATEGORY_AXIS, VALUE_AXIS = 111_111_111, 222_222_222
NAMES = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
COMMAS = {"£": "", "£000": ",", "£m": ",,", "£bn": ",,,"}
MARKERS = ("circle", "square", "diamond", "triangle")


def chart_xml(chart: Chart, writer: Writer) -> str:
    """A run that holds the chart, with what it shows as the text that is read out; empty when it has no values."""
    if not chart.categories or not any(value is not None for series in chart.series for value in series.values):
        return ""
    writer.charts += 1
    package = writer.document.part.package
    name = package.next_partname("/word/charts/chart%d.xml")
    part = Part(PackURI(str(name)), CONTENT_TYPE.DML_CHART, _space(chart).encode(), package)
    relation = writer.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    described = escape(clean(f"{chart.title}. {chart.description}"), quote=True)
    drawing = nsdecls("wp", "a", "r")
    width = round(min(WIDTH, writer.rooms[0]) * PER_MM)
    return (
        f'<w:r><w:drawing><wp:inline {drawing} distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{_height(chart) * PER_MM}"/>'
        f'<wp:docPr id="{500 + writer.charts}" name="Chart" '
        f'descr="{described}"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _height(chart: Chart) -> int:
    """In mm: lines have one height, bars grow with their number."""
    if chart.kind == "line":
        return LINES_HEIGHT
    each = BAR_HEIGHT if chart.kind == "waterfall" else BAR_HEIGHT * max(len(chart.series), 2) - 4
    return max(LEAST_HEIGHT, 22 + len(chart.categories) * each)


def _scale(chart: Chart) -> Scale:
    if chart.kind == "waterfall":
        return scale_for(edges(chart))
    return scale_for(value for series in chart.series for value in series.values if value is not None)


def _space(chart: Chart) -> str:
    lying = chart.kind != "line"
    bars = _bars(chart) if lying else []
    plot = _bar_plot(chart, bars) if lying else _line_plot(chart)
    hidden = "".join(
        f'<c:legendEntry><c:idx val="{i}"/><c:delete val="1"/></c:legendEntry>'
        for i, b in enumerate(bars)
        if not b.named
    )
    several = len(chart.series) > 1 or chart.kind == "waterfall"
    key = f'<c:legend><c:legendPos val="t"/>{hidden}<c:overlay val="0"/></c:legend>' if several else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMES}><c:lang val="en-GB"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'{plot}{_axes(_scale(chart), lying)}</c:plotArea>{key}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="800">'
        '<a:solidFill><a:srgbClr val="0B0C0C"/></a:solidFill><a:latin typeface="Arial"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:chartSpace>'
    )


def _axes(scale: Scale, lying: bool) -> str:
    """The categories from the left or from above, and the amounts with the unit that they are in."""
    faint = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="B8C9CB"/></a:solidFill></a:ln></c:spPr>'
    places = max(0, -_exponent(scale.step / scale.divisor))
    digits = "#,##0" + ("." + "0" * places if places else "") + COMMAS[scale.unit]
    shown = f"{digits};\N{MINUS SIGN}{digits};0"
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{}"/>'
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks.format("low")}{faint}<c:crossAx val="{VALUE_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{scale.high:f}"/>'
        f'<c:min val="{scale.low:f}"/></c:scaling><c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>'
        f"<c:majorGridlines>{faint}</c:majorGridlines>"
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:p><a:pPr><a:defRPr sz="800" b="0"/></a:pPr><a:r>'
        f'<a:rPr lang="en-GB" sz="800" b="0"/><a:t>{scale.unit}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:overlay val="0"/></c:title><c:numFmt formatCode="{shown}" sourceLinked="0"/>{ticks.format("nextTo")}'
        f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{CATEGORY_AXIS}"/>'
        f'<c:crosses val="{"max" if lying else "autoZero"}"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{scale.step:f}"/></c:valAx>'
    )


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _line_plot(chart: Chart) -> str:
    series = []
    for i, one in enumerate(chart.series):
        colour = REFERENCE if one.dotted else COLOURS[i % len(COLOURS)]
        dash = "sysDot" if one.dotted else "dash" if one.dashed else "solid"
        fill = _fill(colour)
        look = (
            f'<c:spPr><a:ln w="28575" cap="rnd">{fill}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
            f'<c:marker><c:symbol val="{MARKERS[i % len(MARKERS)]}"/><c:size val="5"/><c:spPr>{fill}</c:spPr></c:marker>'
        )
        values = one.values[: len(chart.categories)]
        series.append(_series(i, one.name, chart.categories, values, look, '<c:smooth val="0"/>'))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}<c:marker val="1"/>'
        f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/></c:lineChart>'
    )


def _bars(chart: Chart) -> list[Bars]:
    if chart.kind == "waterfall":
        return steps(chart)
    colours = [(inside.lstrip("#"), outline.lstrip("#")) for inside, outline in FILLS]
    return [Bars(one.name, one.values, colours[i % len(colours)]) for i, one in enumerate(chart.series)]


def _bar_plot(chart: Chart, bars: list[Bars]) -> str:
    stacked = chart.kind == "waterfall"
    series = []
    for i, one in enumerate(bars):
        look = "<a:noFill/><a:ln><a:noFill/></a:ln>"
        if one.colours:
            look = f'{_fill(one.colours[0])}<a:ln w="12700">{_fill(one.colours[1])}</a:ln>'
        look = f'<c:spPr>{look}</c:spPr><c:invertIfNegative val="0"/>'
        series.append(_series(i, one.name, chart.categories, one.values[: len(chart.categories)], look))
    overlap = '<c:overlap val="100"/>' if stacked else ""
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{"".join(series)}<c:gapWidth val="60"/>{overlap}'
        f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/></c:barChart>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def _series(
    place: int, name: str, categories: tuple[str, ...], values: tuple[Decimal | None, ...], look: str, after: str = ""
) -> str:
    shown = "".join(_point(i, clean(category)) for i, category in enumerate(categories))
    known = "".join(_point(i, f"{value:f}") for i, value in enumerate(values) if value is not None)
    count = len(categories)
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>{_text(name)}</c:v></c:tx>{look}'
        f'<c:cat><c:strLit><c:ptCount val="{count}"/>{shown}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{known}</c:numLit></c:val>'
        f"{after}</c:ser>"
    )


def _point(place: int, text: str) -> str:
    return f'<c:pt idx="{place}"><c:v>{_text(text)}</c:v></c:pt>'


def _text(text: Any) -> str:
    return escape(clean(str(text)), quote=False)
