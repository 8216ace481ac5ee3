"""Charts that a presentation program draws and edits by itself, made of the plain data of `Native`."""

import math

from lxml import etree
from pptx.chart.chart import Chart as PowerPointChart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
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

from ..charts.native import Native, NativeSeries
from ..charts.palette import INK, LIGHT, LINE
from .native_parts import FONT, GRID, SMALL, SMALLEST, TEXT, TextStaysText, chinese, is_light, rgb, written
from .native_points import points_data, with_points
from .origin import plain
from .slide_tables import halves

# So many bars under one another have room for names of this size.
FITTING = ((13, TEXT), (20, SMALL), (32, Pt(8)))
CHART_WIDTH = 888  # points: about that of a slide
# Beyond so many values words beside them would run into one another.
MOST_LABELS = 60
# A part smaller than this share of its bar has no room for its value.
SMALLEST_LABELLED = 0.04


class _CategoryWriter(TextStaysText, CategoryWorkbookWriter):
    pass


class _Categories(CategoryChartData):
    @property
    def _workbook_writer(self):
        return _CategoryWriter(self)


def drawable(native: Native | None) -> bool:
    """Whether there is anything to draw: a presentation program cannot open a chart of nothing."""
    if native is None:
        return False
    if native.form == "scatter":
        return any(series.points for series in native.series)
    return bool(native.categories and native.series)


def has_gaps(native: Native) -> bool:
    """Whether somewhere a value is missing. A bar is not missing where it stands in another series."""
    if native.form in {"bar", "stacked_bar"}:
        return not all(_bars_of(native))
    return any(value is None for series in native.series for value in series.values)


def placed(shapes, native: Native, box: tuple[Emu, Emu, Emu, Emu]):
    """Put the chart among the shapes of a slide, within left, top, width, height; returns its frame."""
    frame = shapes.add_chart(_kind(native), *box, _data(native))
    chart = frame.chart
    _lettered(chart)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1 and native.legend
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, native)
    for series, plain_series in zip(
        chart.plots[0].series, native.series, strict=False
    ):  # there may be one of headings
        _coloured(series, plain_series, native)
    match native.form:
        case "bar" | "stacked_bar":
            _bars(chart.plots[0], native)
            _roomy(chart, native)
        case "line" if (
            not native.markers_only
            and len(native.series) <= 3
            and len(native.categories) <= 12
            and not native.reversed_values
        ):
            _values(chart.plots[0], native, XL_LABEL_POSITION.ABOVE)
        case "scatter":
            with_points(chart, native)
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
        return points_data(native)
    categories = _Categories(number_format="General")
    categories.categories = [plain(name) for name in native.categories]
    for series in native.series:
        categories.add_series(plain(series.name), series.values)
    return categories


def _lettered(chart: PowerPointChart) -> None:
    """Font, size and colour of all words of the chart, Chinese ones too."""
    chart.font.size, chart.font.name, chart.font.color.rgb = TEXT, FONT, rgb(INK)
    chinese(chart.font._rPr)


def _axes(chart: PowerPointChart, native: Native) -> None:
    values, others = chart.value_axis, chart.category_axis
    for axis, title in ((values, native.value_title), (others, native.category_title)):
        axis.format.line.color.rgb = rgb(LINE)
        axis.has_title = bool(title)
        if title:
            written(axis.axis_title.text_frame, plain(title))
    values.has_major_gridlines, others.has_major_gridlines = True, native.form == "scatter"
    for axis in (values, others):
        if axis.has_major_gridlines:
            axis.major_gridlines.format.line.color.rgb = rgb(GRID)
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
    axis.tick_labels.font.size = _fitting(many)
    axis.tick_labels.font.name = FONT
    chinese(axis.tick_labels.font._rPr)
    # LibreOffice leaves none out where the words are not turned
    axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
    skip = axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _fitting(many: int):
    """The size of letters for so many bars."""
    return next((size for most, size in FITTING if many <= most), SMALLEST)


def _roomy(chart: PowerPointChart, native: Native) -> None:
    """Many bars take all the height there is: by itself a program leaves them too little."""
    if native.form != "bar" or len(native.categories) <= FITTING[0][0]:
        return
    letters = max(halves(name) for name in native.categories) * _fitting(len(native.categories)).pt * 0.55
    left = min(0.45, (letters + 14) / CHART_WIDTH)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for tag, value in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), ("x", left), ("y", 0.01),
                       ("w", 0.97 - left), ("h", 0.82 if chart.has_legend else 0.88)):  # fmt: skip
        etree.SubElement(manual, qn(f"c:{tag}"), val=value if isinstance(value, str) else f"{value:.4f}")
    area.insert(0, layout)


def _format(native: Native, *, axis: bool) -> str:
    """How numbers are written; a bar stretched to 100 % counts its axis in parts of 1."""
    if axis and native.form == "stacked_bar" and _is_whole(native):
        return "0%"
    return 'General"%"' if native.percent else "General"


def _coloured(series, plain_series: NativeSeries, native: Native) -> None:
    colour = rgb(plain_series.colour)
    if native.form in {"bar", "stacked_bar"}:
        series.invert_if_negative = False
        fill = series.format.fill
        if plain_series.colour == LIGHT["unknown"]:  # hatched, as everywhere
            fill.patterned()
            fill.pattern, fill.fore_color.rgb, fill.back_color.rgb = (
                MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
                rgb(LINE),
                colour,
            )
        else:
            fill.solid()
            fill.fore_color.rgb = colour
        series.format.line.color.rgb = rgb(LINE if is_light(plain_series.colour) else "#ffffff")
        return
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 8
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = rgb(LINE if is_light(plain_series.colour) else "#ffffff")
    if native.form == "line":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
    if native.form == "scatter" or native.markers_only:
        series.format.line.fill.background()


def _bars(plot, native: Native) -> None:
    plot.gap_width, plot.vary_by_categories = 45, False
    if native.form == "bar":
        if all(len(values) <= 1 for values in _bars_of(native)):
            plot.overlap = 100  # a bar of one series stands where the others have a gap
        if sum(map(len, _bars_of(native))) <= MOST_LABELS:
            _values(plot, native, XL_LABEL_POSITION.OUTSIDE_END, _fitting(len(native.categories)))
        return
    totals = [sum(parts) for parts in _bars_of(native)]
    for series, plain_series in zip(plot.series, native.series, strict=True):
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = _format(native, axis=False), False
        labels.font.size, labels.font.name = TEXT, FONT
        labels.font.color.rgb = rgb(INK if is_light(plain_series.colour) else "#ffffff")
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


def _values(plot, native: Native, position: XL_LABEL_POSITION, size=TEXT) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position, labels.font.size = True, position, size
    labels.number_format, labels.number_format_is_linked = _format(native, axis=False), False
