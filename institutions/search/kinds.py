"""The kinds of things that can be found, in the order in which equally good results stand."""

from django.utils.translation import pgettext_lazy

KINDS = {
    "region": pgettext_lazy("one result", "地区"),
    "page": pgettext_lazy("one result", "页面"),
    "agency": pgettext_lazy("one result", "大数据机构"),
    "leading_group": pgettext_lazy("one result", "领导小组"),
    "company": pgettext_lazy("one result", "公司"),
    "index": pgettext_lazy("one result", "指数"),
    "model": pgettext_lazy("one result", "建设模式"),
    "term": pgettext_lazy("one result", "术语"),
    "body": pgettext_lazy("one result", "其他机构"),
    "platform": pgettext_lazy("one result", "平台"),
    "document": pgettext_lazy("one result", "政策文件"),
    "chart": pgettext_lazy("one result", "图表"),
    "unit": pgettext_lazy("one result", "任务中的单位"),
    "task": pgettext_lazy("one result", "任务"),
    "source": pgettext_lazy("one result", "来源"),
}
SEVERAL = {
    "region": pgettext_lazy("several results", "地区"),
    "page": pgettext_lazy("several results", "页面"),
    "agency": pgettext_lazy("several results", "大数据机构"),
    "leading_group": pgettext_lazy("several results", "领导小组"),
    "company": pgettext_lazy("several results", "公司"),
    "index": pgettext_lazy("several results", "指数"),
    "model": pgettext_lazy("several results", "建设模式"),
    "term": pgettext_lazy("several results", "术语"),
    "body": pgettext_lazy("several results", "其他机构"),
    "platform": pgettext_lazy("several results", "平台"),
    "document": pgettext_lazy("several results", "政策文件"),
    "chart": pgettext_lazy("several results", "图表"),
    "unit": pgettext_lazy("several results", "任务中的单位"),
    "task": pgettext_lazy("several results", "任务"),
    "source": pgettext_lazy("several results", "来源"),
}
ORDER = {kind: place for place, kind in enumerate(KINDS)}
