"""What every page says: where one can go, and which dataset is shown."""

from django.utils.functional import SimpleLazyObject

from .language import bare
from .models import DatasetLoad

# What stands in the bar, and what stands in its menus.
NAVIGATION = [
    ("/regions/", "地区"),
    ("/compare/", "比较"),
    ("机构", [
        ("/agencies/", "大数据机构"),
        ("/leading-groups/", "领导小组"),
        ("/companies/", "运营公司"),
        ("/shareholdings/", "股权"),
        ("/functions/", "国家机构职能"),
        ("/models/", "建设模式"),
        ("/agency-types/", "机构类型的定义"),
    ]),
    ("分工", [
        ("/responsibilities/", "谁牵头什么"),
        ("/tasks/", "全部任务"),
        ("/documents/", "政策文件"),
        ("/platforms/", "平台"),
    ]),
    ("数字", [("/statistics/", "统计数字"), ("/scores/", "评估得分")]),
    ("/charts/", "图表"),
    ("/changes/", "变化"),
    ("/conflicts/", "分歧"),
    ("/sources/", "来源"),
]  # fmt: skip


def site(request):
    """Where one can go from every page: links, and menus of links."""
    entries = []
    for first, second in NAVIGATION:
        links = second if isinstance(second, list) else []
        here = any(path == bare(request.path) for path, _ in links)
        entries.append(
            {"label": first if links else second, "path": None if links else first, "links": links, "here": here}
        )
    return {"navigation": entries}


def dataset(request):
    """The latest load of the dataset and the dates at which something changed, read only where a template shows them."""
    load = SimpleLazyObject(DatasetLoad.latest_or_none)
    return {"dataset_load": load}
