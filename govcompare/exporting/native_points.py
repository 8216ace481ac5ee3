"""A scatter that a presentation program draws by itself.

All points share one column of X in the sheet behind the chart, and each series has its own column of Y with gaps: where
series have X columns of their own and a later one is longer, LibreOffice loses the earlier ones.
"""

import math

from django.utils.translation import gettext_lazy
from lxml import etree
from pptx.chart.data import XyChartData
from pptx.chart.xlsx import XyWorkbookWriter
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from ..charts.native import Native
from ..language import is_english
from .native_parts import GRID, INK, SMALL, TextStaysText, is_light, rgb, written
from .origin import plain

# Categories are named by the labels of points that are not seen, at the top of the chart.
HEADINGS = gettext_lazy("各列的名称")
# About so many steps of the scale are between the lowest and the highest point.
STEPS = 7
INSIDE, BESIDE = Pt(9), Pt(8)


class _Writer(TextStaysText, XyWorkbookWriter):
    """The sheet: X, a column for each series, and what each point is."""

    def series_name_ref(self, series) -> str:
        return f"Sheet1!${_column(series)}$1"

    def x_values_ref(self, series) -> str:
        return f"Sheet1!$A$2:$A${len(series) + 1}"

    def y_values_ref(self, series) -> str:
        return f"Sheet1!${_column(series)}$2:${_column(series)}${len(series) + 1}"

    def _populate_worksheet(self, workbook, worksheet) -> None:
        series = list(self._chart_data)
        worksheet.write_column(1, 0, series[0].x_values)
        for number, one in enumerate(series, start=1):
            worksheet.write(0, number, one.name)
            worksheet.write_column(1, number, one.y_values)
        worksheet.write_column(1, len(series) + 1, self._chart_data.names)


class _Points(XyChartData):
    names: list[str]

    @property
    def _workbook_writer(self):
        return _Writer(self)


def points_data(native: Native) -> XyChartData:
    """The points of all series under one another, and at last those that carry the names of the categories."""
    columns = [(series.name, series.points) for series in native.series]
    if native.places:
        top = scale(native)[2]
        columns.append((HEADINGS, [(x, top, name) for x, name in zip(native.places, native.categories, strict=True)]))
    data = _Points(number_format="General")
    data.names = [plain(label) for _, points in columns for _, _, label in points]
    for name, own in columns:
        series = data.add_series(plain(name))
        for _, points in columns:
            for x, y, _ in points:
                series.add_data_point(x, y if points is own else None)
    return data


def scale(native: Native) -> tuple[float, float, float]:
    """Step of the scale, its end at the bottom of the chart, and the height of the headings at its top: some steps of
    room beyond the points. Not from 0: what is compared are places, not lengths."""
    values = [y for series in native.series for _, y, _ in series.points]
    low, high = min(values), max(values)
    step = _round((high - low) / STEPS or 1)
    if native.reversed_values:
        step = max(1, math.ceil((high - 1) / STEPS))
        return step, 1 + step * math.ceil((high - 0.5) / step), 1 - step * _room()
    bottom = step * math.floor(low / step)
    return step, bottom - step if low == bottom else bottom, step * (math.ceil(high / step) + _room())


def _room() -> int:
    """Steps of the scale that the headings take: English ones have more lines."""
    return 2 if is_english() else 1


def with_points(chart, native: Native) -> None:
    """Scale the axes, write what each point is, and name the columns."""
    drawn = list(chart.plots[0].series)
    first = 0
    for series, plain_series in zip(drawn, native.series, strict=False):
        for index, (_, _, name) in enumerate(plain_series.points, start=first):
            if name:
                _label(series, index, plain(name), native.inside, plain_series.colour)
        first += len(plain_series.points)
        if native.inside:
            series.marker.size = 17
    if native.places:
        _headed(chart, drawn[-1], native, first)


def _label(series, index: int, words: str, inside: bool, colour: str) -> None:
    label = series.points[index].data_label
    size, colour = (INSIDE, INK if is_light(colour) else "#ffffff") if inside else (BESIDE, INK)
    written(label.text_frame, words, size=size, colour=colour)
    label.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.RIGHT


def _headed(chart, headings, native: Native, first: int) -> None:
    """The columns: scales that leave room for their names, which are the labels of unseen points."""
    values, across = chart.value_axis, chart.category_axis
    step, bottom, top = scale(native)
    values.minimum_scale, values.maximum_scale = min(bottom, top), max(bottom, top)
    values.major_unit = step
    # where the names stand there is nothing to measure
    beyond = "<1" if native.reversed_values else f">={top - step * (_room() - 1):g}"
    values.tick_labels.number_format = f'[{beyond}]"";General'
    xs = [x for series in native.series for x, _, _ in series.points]
    edge = min(native.places[0], min(xs)) - 1, max(native.places[-1], max(xs)) + 1
    across.minimum_scale, across.maximum_scale = math.floor(edge[0]), math.ceil(edge[1])
    across.has_major_gridlines = False
    across.tick_label_position, across.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    values.major_gridlines.format.line.color.rgb = rgb(GRID)
    headings.marker.style = XL_MARKER_STYLE.NONE
    headings.format.line.fill.background()
    for index, name in enumerate(native.categories, start=first):
        label = headings.points[index].data_label
        written(label.text_frame, "\n".join(map(plain, name.split("\n"))), size=SMALL)
        label.position = XL_LABEL_POSITION.BELOW
    if chart.has_legend:
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx"), val=str(len(native.series)))
        etree.SubElement(entry, qn("c:delete"), val="1")
        chart.legend._element.find(qn("c:legendPos")).addnext(entry)


def _round(rough: float) -> float:
    """The next of 1, 2, 5, 10 and so on."""
    power = 10 ** math.floor(math.log10(rough))
    return next(round(many * power, 6) for many in (1, 2, 5, 10) if many * power >= rough - 1e-9)


def _column(series) -> str:
    """The letters of the column of a series; A is for X."""
    number, letters = series.index + 2, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
