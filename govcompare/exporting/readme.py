"""The words that go with the data of a chart: what each column, each code and each file means."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from ..charts.chart import Chart
from ..language import headed
from ..vocabularies import MissingReason
from .files import ADDRESS, columns, notes, rows
from .origin import LICENCE_URL, Origin

# What the columns mean that every file may have.
MEANINGS = {
    "missing": gettext_lazy("这一行的空格为什么空，写作“字段:原因”，多个用“；”隔开"),
    "as_of": gettext_lazy("这一行的事实最后一次被来源证实的日期"),
    "source": gettext_lazy("来源编号，见“来源”一节；多个用“；”隔开"),
    "locator": gettext_lazy("在来源中的位置；汇总得出的行没有"),
    ADDRESS: gettext_lazy("本图在网站上的路径和参数，写明日期"),
}
REASONS = {
    MissingReason.NONE: gettext_lazy("来源说明没有"),
    MissingReason.UNKNOWN: gettext_lazy("没有查到"),
    MissingReason.NOT_APPLICABLE: gettext_lazy("对这一行没有意义"),
    MissingReason.NOT_PUBLISHED: gettext_lazy("存在，但来源没有公布"),
}


def fields(chart: Chart) -> list[dict[str, str]]:
    """The columns of the chart's CSV as fields of a Table Schema."""
    filled = rows(chart)
    return [
        {"name": name, "title": label, "type": _type(row.get(name) for row in filled)}
        | ({"description": str(MEANINGS[name])} if name in MEANINGS else {})
        for name, label in columns(chart)
    ]


def _type(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return "integer"
    if kinds and kinds <= {int, float}:
        return "number"
    return "boolean" if kinds == {bool} else "string"


def readme(charts: dict[str, Chart], resources: list[dict[str, Any]], whole: Origin, cited: dict[str, str]) -> str:
    """readme.md of an archive: charts by the stem of their files, resources as in its datapackage.json."""
    first, checked = next(iter(charts)), _("所有表的校验值、字段和类型")
    parts = [
        f"# {_words(whole.title)}",
        "\n\n".join(_words(chart.alt) for chart in charts.values()) if len(charts) == 1 else _words(whole.description),
        "\n".join(f"- {headed(name, _words(text))}" for name, text in notes(whole) if text),
        _heading(pgettext("heading", "文件")),
        _table((pgettext("column", "文件"), pgettext("column", "内容"), "SHA-256"), _files(charts, resources)),
        _heading(pgettext("heading", "字段")),
        _("CSV 是 UTF-8（带 BOM），第一行是字段名；以 `=`、`+`、`-`、`@` 开头的文字前加了一个撇号，数字没有改动。"),
        *_explained(charts.values()),
        _heading(_("空格的含义")),
        _("空格不是 0。`missing` 写明每个空格的原因："),
        _table((pgettext("column", "代码"), pgettext("column", "名称"), pgettext("column", "意思")),
               [(f"`{reason.value}`", reason.label, REASONS[reason]) for reason in REASONS]),
        _heading(pgettext("heading", "来源")),
        "\n".join(f"{number}. `{id}` {_words(text)}" for number, (id, text) in enumerate(cited.items(), 1))
        or pgettext("sources", "无"),
        _heading(_("核对")),
        _("下面的命令算出的值应与“文件”一节的相同；不同就是文件改动过。"),
        f"    sha256sum {first}.csv          # Linux\n"
        f"    shasum -a 256 {first}.csv      # macOS\n"
        f"    Get-FileHash {first}.csv       # Windows PowerShell\n"
        f"    frictionless validate datapackage.json   # {checked}",
        _("在 govcompare 的安装目录运行 `python manage.py trace 文件`，会说明文件的出处，以及数据与现在是否相同。"),
        _heading(pgettext("heading", "许可")),
        _("%(licence)s，%(url)s。引用时请写明来源、所示日期和链接。") % {"licence": whole.licence, "url": LICENCE_URL},
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _heading(words: str) -> str:
    return f"## {words}"


def _files(charts: dict[str, Chart], resources: list[dict[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for (stem, chart), resource in zip(charts.items(), resources, strict=True):
        yield f"{stem}.png", _("图：%(title)s") % {"title": _words(chart.title)}, ""
        rows = ngettext("图的数据，%(rows)s 行", "图的数据，%(rows)s 行", len(chart.rows)) % {"rows": len(chart.rows)}
        yield f"{stem}.csv", rows, f"`{resource['hash'].removeprefix('sha256:')}`"
    yield "datapackage.json", _("数据说明（Frictionless Data Package）"), ""


def _explained(charts: Iterable[Chart]) -> Iterable[str]:
    """A table of the columns for each kind of chart: those with the same columns share it."""
    header = (
        pgettext("column", "字段"),
        pgettext("column", "名称"),
        pgettext("column", "类型"),
        pgettext("column", "说明"),
    )
    tables = {
        _table(header, [
            (f"`{field['name']}`", _words(field["title"]), field["type"], field.get("description", ""))
            for field in fields(chart)
        ])
        for chart in charts
    }  # fmt: skip
    return sorted(tables)


def _table(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (header, ("---",) * len(header), *lines))


def _words(text: str) -> str:
    """Text from data, which is to stay text in Markdown."""
    text = " ".join(str(text).split())
    return text.replace("<", "&lt;").replace("|", "\\|").replace("](", "]\\(")
