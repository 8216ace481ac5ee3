"""Profiles and comparisons as one long file: a row a fact."""

from govcompare.as_of import AsOf
from govcompare.exports import Takeaway
from govcompare.rows import sources_of

from .facts import Fact

LABELS = {
    "region_code": "地区代码",
    "region": "地区",
    "kind": "类别",
    "property": "属性",
    "value": "值",
    "value_label": "值（名称）",
    "status": "状态",
    "as_of": "截至日期",
    "source": "来源编号",
    "locator": "出处位置",
    "source_label": "来源",
    "subject": "对象",
    "property_label": "属性（名称）",
    "confidence": "可信度",
    "note": "说明",
    "missing": "缺失原因",
}


def long_file(facts: list[Fact], as_of: AsOf, *, name: str, title: str, url: str, filters: dict) -> Takeaway:
    """Some facts in their order. name: stem of the file; url: the page that shows the same."""
    rows = [fact.row() for fact in facts]
    return Takeaway(
        name=f"govcompare_{name}_{as_of.text}",
        title=title,
        columns=list(LABELS),
        labels=LABELS,
        rows=[{column: row[column] for column in LABELS} for row in rows],
        sources=sources_of(rows),
        notes=[
            ("所示日期", as_of.text),
            ("网址", url),
            ("状态", "known 已知、none 无、unknown 未知、not_applicable 不适用、not_published 未公布"),
            ("许可", "数据 CC BY 4.0"),
        ],
        body={"count": len(rows), "as_of": as_of.text, "filters": filters, "next_url": None},
    )
