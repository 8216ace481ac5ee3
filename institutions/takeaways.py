"""Profiles and comparisons as one long file: a row a fact."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govcompare.as_of import AsOf
from govcompare.exports import Takeaway
from govcompare.rows import sources_of

from .facts import Fact

LABELS = {
    "region_code": gettext_lazy("地区代码"),
    "region": gettext_lazy("地区"),
    "kind": gettext_lazy("类别"),
    "property": gettext_lazy("属性"),
    "value": gettext_lazy("值"),
    "value_label": gettext_lazy("值（名称）"),
    "status": gettext_lazy("状态"),
    "as_of": gettext_lazy("截至日期"),
    "source": gettext_lazy("来源编号"),
    "locator": gettext_lazy("出处位置"),
    "source_label": gettext_lazy("来源"),
    "subject": gettext_lazy("对象"),
    "property_label": gettext_lazy("属性（名称）"),
    "confidence": gettext_lazy("可信度"),
    "note": gettext_lazy("说明"),
    "missing": gettext_lazy("缺失原因"),
}


def long_file(facts: list[Fact], as_of: AsOf, *, name: str, title: str, url: str, filters: dict) -> Takeaway:
    """Some facts in their order. name: stem of the file; url: the page that shows the same."""
    rows = [fact.row() for fact in facts]
    return Takeaway(
        name=f"govcompare_{name}_{as_of.text}",
        title=title,
        columns=list(LABELS),
        labels={column: str(words) for column, words in LABELS.items()},
        rows=[{column: row[column] for column in LABELS} for row in rows],
        sources=sources_of(rows),
        notes=[
            (_("所示日期"), as_of.text),
            (_("网址"), url),
            (_("状态"), _("known 已知、none 无、unknown 未知、not_applicable 不适用、not_published 未公布")),
            (_("许可"), _("数据 CC BY 4.0")),
        ],
        body={"count": len(rows), "as_of": as_of.text, "filters": filters, "next_url": None},
    )
