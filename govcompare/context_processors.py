"""What every page says: where one can go, and which dataset is shown."""

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .language import bare
from .models import DatasetLoad
from .remembered import Remembered
from .shown_version import keepable

LOADS = Remembered(lambda: DatasetLoad.objects.all())

# What stands in the bar, and what stands in its menus.
NAVIGATION = [
    ("/regions/", pgettext_lazy("list", "地区")),
    ("/compare/", _("比较")),
    (pgettext_lazy("menu", "机构"), [
        ("/agencies/", pgettext_lazy("list", "大数据机构")),
        ("/leading-groups/", pgettext_lazy("list", "领导小组")),
        ("/companies/", pgettext_lazy("list", "运营公司")),
        ("/shareholdings/", pgettext_lazy("list", "股权")),
        ("/functions/", pgettext_lazy("list", "国家机构职能")),
        ("/models/", pgettext_lazy("list", "建设模式")),
        ("/agency-types/", _("机构类型的定义")),
    ]),
    (pgettext_lazy("menu", "分工"), [
        ("/responsibilities/", _("谁牵头什么")),
        ("/tasks/", _("全部任务")),
        ("/documents/", pgettext_lazy("list", "政策文件")),
        ("/platforms/", pgettext_lazy("list", "平台")),
    ]),
    (pgettext_lazy("menu", "数字"), [
        ("/statistics/", pgettext_lazy("list", "统计数字")),
        ("/scores/", pgettext_lazy("list", "评估得分")),
    ]),
    ("/charts/", pgettext_lazy("list", "图表")),
    ("/changes/", pgettext_lazy("list", "变化")),
    ("/conflicts/", pgettext_lazy("list", "分歧")),
    ("/sources/", pgettext_lazy("list", "来源")),
]  # fmt: skip


def site(request):
    """Where one can go from every page: links, and menus of links; and where one is, in either language."""
    bare_path, entries = bare(request.path), []
    for first, second in NAVIGATION:
        links = second if isinstance(second, list) else []
        here = bare_path in dict(links)
        entries.append(
            {"label": first if links else second, "path": None if links else first, "links": links, "here": here}
        )
    return {"navigation": entries, "bare_path": bare_path}


def dataset(request):
    """The latest load of the dataset and the dates at which something changed, read only where a template shows them."""
    return {"dataset_load": SimpleLazyObject(_latest_load)}


def _latest_load() -> DatasetLoad | None:
    version = keepable()
    return LOADS.get({version.pk}).get(version.pk) if version else DatasetLoad.latest_or_none()
