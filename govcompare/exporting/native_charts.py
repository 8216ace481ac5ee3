"""Charts that a presentation program draws and edits by itself, made of the plain data of `Native`."""

import math
from contextlib import contextmanager
from datetime import UTC, datetime

from lxml import etree
from pptx.chart.chart import Chart as PowerPointChart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from ..charts.native import Native, NativeSeries
from ..charts.palette import INK, LIGHT, LINE
from .origin import plain

FONT = "Microsoft YaHei"  # every Office has it; where it is missing the system's own Chinese font takes its place
TEXT, SMALL, SMALLEST = Pt(12), Pt(10), Pt(7)
# So many bars under one another have room for names of this size.
FITTING = ((13, TEXT), (20, SMALL), (32, Pt(8)))
GRID = "#e3e8ed"
# Beyond so many values words beside them would run into one another.
MOST_LABELS = 60
# A part smaller than this share of its bar has no room for its value.
SMALLEST_LABELLED = 0.04
# The sheet behind a chart must say when it was made; the same data are to be the same bytes.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)


class _TextStaysText:
    """The sheet behind a chart: no text in it becomes a formula, a link or a number."""

    @contextmanager
    def _open_worksheet(self, stream):
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(stream, {"in_memory": True, **never})
        book.set_properties({"created": NO_TIME})
        yield book, book.add_worksheet()
        book.close()


class _CategoryWriter(_TextStaysText, CategoryWorkbookWriter):
    pass


class _PointWriter(_TextStaysText, XyWorkbookWriter):
    pass


class _Categories(CategoryChartData):
    @property
    def _workbook_writer(self):
        return _CategoryWriter(self)


class _Points(XyChartData):
    @property
    def _workbook_writer(self):
        return _PointWriter(self)


def drawable(native: Native | None) -> bool:
    """Whether there is anything to draw: a presentation program cannot open a chart of nothing."""
    if native is None:
        return False
    if native.form == "scatter":
        return any(series.points for series in native.series)
    return bool(native.categories and native.series)


def has_gaps(native: Native) -> bool:
    """Whether somewhere a value is missing."""
    return any(value is None for series in native.series for value in series.values)


def placed(shapes, native: Native, box: tuple[Emu, Emu, Emu, Emu]):
    """Put the chart among the shapes of a slide, within left, top, width, height; returns its frame."""
    frame = shapes.add_chart(_kind(native), *box, _data(native))
    chart = frame.chart
    _lettered(chart)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, native)
    for series, plain_series in zip(chart.plots[0].series, native.series, strict=True):
        _coloured(series, plain_series, native)
    match native.form:
        case "bar" | "stacked_bar":
            _bars(chart.plots[0], native)
        case "line" if len(native.series) <= 3 and len(native.categories) <= 12 and not native.reversed_values:
            _values(chart.plots[0], native, XL_LABEL_POSITION.ABOVE)
        case "scatter":
            _names(chart.plots[0], native)
    return frame


def _kind(native: Native) -> XL_CHART_TYPE:
    match native.form:
        case "bar":
            return XL_CHART_TYPE.BAR_CLUSTERED
        case "stacked_bar":
            return XL_CHART_TYPE.BAR_STACKED_100 if _is_whole(native) else XL_CHART_TYPE.BAR_STACKED
        case "line":
            return XL_CHART_TYPE.LINE_MARKERS
    return XL_CHART_TYPE.XY_SCATTER


def _is_whole(native: Native) -> bool:
    """Whether every bar is drawn as long as the others: counts to be stretched, or percentages that add up to 100; a bar
    of which a part is not known must not be stretched."""
    return native.stretched or native.percent and all(abs(sum(parts) - 100) < 0.1 for parts in _bars_of(native))


def _bars_of(native: Native) -> list[list[float]]:
    """The values of each category; gaps are no values."""
    columns = zip(*(series.values for series in native.series), strict=True)
    return [[value for value in parts if value is not None] for parts in columns]


def _data(native: Native) -> CategoryChartData | XyChartData:
    if native.form == "scatter":
        points = _Points(number_format="General")
        for series in native.series:
            own = points.add_series(plain(series.name))
            for x, y, _ in series.points:
                own.add_data_point(x, y)
        return points
    categories = _Categories(number_format="General")
    categories.categories = [plain(name) for name in native.categories]
    for series in native.series:
        categories.add_series(plain(series.name), series.values)
    return categories


def _lettered(chart: PowerPointChart) -> None:
    """Font, size and colour of all words of the chart, Chinese ones too."""
    chart.font.size, chart.font.name, chart.font.color.rgb = TEXT, FONT, _rgb(INK)
    chinese(chart.font._rPr)


def chinese(properties: etree._Element) -> None:
    """Run properties that name a Latin font name it for Chinese characters as well."""
    latin = properties.find(qn("a:latin"))
    if latin is not None and properties.find(qn("a:ea")) is None:
        latin.addnext(properties.makeelement(qn("a:ea"), {"typeface": latin.get("typeface")}))


def _axes(chart: PowerPointChart, native: Native) -> None:
    values, others = chart.value_axis, chart.category_axis
    for axis, title in ((values, native.value_title), (others, native.category_title)):
        axis.format.line.color.rgb = _rgb(LINE)
        axis.has_title = bool(title)
        if title:
            _written(axis.axis_title.text_frame, plain(title))
    values.has_major_gridlines, others.has_major_gridlines = True, native.form == "scatter"
    for axis in (values, others):
        if axis.has_major_gridlines:
            axis.major_gridlines.format.line.color.rgb = _rgb(GRID)
    values.tick_labels.number_format = _format(native, axis=True)
    values.tick_labels.number_format_is_linked = False
    if native.form in {"bar", "stacked_bar"}:
        others.reverse_order = True  # the first on top
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # and the scale still below, its line being above
        values.format.line.fill.background()
        values.major_tick_mark = XL_TICK_MARK.NONE
        _all_named(others, len(native.categories))
        values.minimum_scale = 0 if all(value >= 0 for parts in _bars_of(native) for value in parts) else None
    if native.percent and not _is_whole(native):
        values.minimum_scale, values.maximum_scale = 0, 100
    if native.reversed_values:
        values.reverse_order, values.minimum_scale = True, 1
        last = max((value for parts in _bars_of(native) for value in parts), default=1)
        values.major_unit = max(1, math.ceil((last - 1) / 10))  # there is no rank 1.5
        values.crosses = XL_AXIS_CROSSES.MAXIMUM  # the other axis stays at the bottom


def _all_named(axis, many: int) -> None:
    """A name at every bar, in letters small enough for it; by itself the program would leave some out."""
    axis.tick_labels.font.size = next((size for most, size in FITTING if many <= most), SMALLEST)
    axis.tick_labels.font.name = FONT
    chinese(axis.tick_labels.font._rPr)
    skip = axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _format(native: Native, *, axis: bool) -> str:
    """How numbers are written; a bar stretched to 100 % counts its axis in parts of 1."""
    if axis and native.form == "stacked_bar" and _is_whole(native):
        return "0%"
    return 'General"%"' if native.percent else "General"


def _coloured(series, plain_series: NativeSeries, native: Native) -> None:
    colour = _rgb(plain_series.colour)
    if native.form in {"bar", "stacked_bar"}:
        series.invert_if_negative = False
        fill = series.format.fill
        if plain_series.colour == LIGHT["unknown"]:  # hatched, as everywhere
            fill.patterned()
            fill.pattern, fill.fore_color.rgb, fill.back_color.rgb = (
                MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
                _rgb(LINE),
                colour,
            )
        else:
            fill.solid()
            fill.fore_color.rgb = colour
        series.format.line.color.rgb = _rgb(LINE if _is_light(plain_series.colour) else "#ffffff")
        return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = _rgb("#ffffff")
    if native.form == "line":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
    else:
        series.format.line.fill.background()


def _bars(plot, native: Native) -> None:
    plot.gap_width, plot.vary_by_categories = 45, False
    if native.form == "bar":
        if len(native.series) * len(native.categories) <= MOST_LABELS:
            _values(plot, native, XL_LABEL_POSITION.OUTSIDE_END)
        return
    totals = [sum(parts) for parts in _bars_of(native)]
    for series, plain_series in zip(plot.series, native.series, strict=True):
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = _format(native, axis=False), False
        labels.font.size, labels.font.name = TEXT, FONT
        labels.font.color.rgb = _rgb(INK if _is_light(plain_series.colour) else "#ffffff")
        chinese(labels.font._rPr)
        for index, (value, total) in enumerate(zip(plain_series.values, totals, strict=True)):
            if value is None or not total or value / total < SMALLEST_LABELLED:
                _unlabelled(labels._element, index)


def _unlabelled(labels: etree._Element, index: int) -> None:
    """No words at one point; single points stand first among the labels, in their order."""
    label = labels.makeelement(qn("c:dLbl"), {})
    etree.SubElement(label, qn("c:idx"), val=str(index))
    etree.SubElement(label, qn("c:delete"), val="1")
    labels.insert(len(labels.findall(qn("c:dLbl"))), label)


def _values(plot, native: Native, position: XL_LABEL_POSITION) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position, labels.font.size = True, position, TEXT
    labels.number_format, labels.number_format_is_linked = _format(native, axis=False), False


def _names(plot, native: Native) -> None:
    """What each point is, beside it."""
    for series, plain_series in zip(plot.series, native.series, strict=True):
        for index, (_, _, name) in enumerate(plain_series.points):
            if name:
                label = series.points[index].data_label
                _written(label.text_frame, plain(name), size=SMALL)
                label.position = XL_LABEL_POSITION.RIGHT


def _written(frame, text: str, size=TEXT) -> None:
    frame.text = text
    font = frame.paragraphs[0].runs[0].font if frame.paragraphs[0].runs else frame.paragraphs[0].font
    font.size, font.name, font.bold = size, FONT, False
    chinese(font._rPr)


def _is_light(colour: str) -> bool:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return 0.299 * red + 0.587 * green + 0.114 * blue > 170


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
