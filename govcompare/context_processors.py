"""What every page says: where one can go, and which dataset is shown."""

from .models import DatasetLoad

NAVIGATION = [
    ("/regions/", "地区"),
    ("/agencies/", "大数据机构"),
    ("/leading-groups/", "领导小组"),
    ("/companies/", "运营公司"),
    ("/shareholdings/", "股权"),
    ("/models/", "模式"),
    ("/documents/", "文件"),
    ("/scores/", "得分"),
    ("/compare/", "比较"),
    ("/sources/", "来源"),
]


def site(request):
    """Where one can go from every page."""
    return {"navigation": NAVIGATION}


def dataset(request):
    """The latest load of the dataset, read only by templates that show it."""
    return {"dataset_load": lambda: DatasetLoad.objects.order_by("-loaded_at").first()}
