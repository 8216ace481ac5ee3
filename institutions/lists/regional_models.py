"""Regional models: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet

from govcompare.listing import Listing
from govcompare.rows import Row, finish
from govcompare.tables import EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, in_use
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import RegionalModel
from ..ordering import PLACE_SORTS, filled
from ..rows import place
from ..tables import region_column

LABELS = {
    "id": "编号",
    **PLACE,
    "name": "模式名称",
    "slogan": "概括",
    "features": "特征",
    **VALIDITY,
    **PROVENANCE,
}


def regional_model_row(model: RegionalModel) -> Row:
    """One regional model."""
    row = {
        "id": model.id,
        **place(model.region),
        "name": model.name,
        "slogan": model.slogan or None,
        "features": model.features,
        "valid_from": model.valid_from,
        "valid_to": model.valid_to,
    }
    return finish(row, model)


class RegionalModelTable(FactTable):
    facts = "regional_models"

    region = region_column()
    name = FactColumn("模式")
    slogan = FactColumn("概括")
    features = FactColumn("特征")
    source = EvidenceColumn()


class RegionalModelFilter(PlaceFilter):
    name = Choices(lambda: in_use(RegionalModel.objects, "name"), label="模式")

    searched = ("name", "slogan")


class RegionalModels(Listing):
    key, title, unit = "models", "建设模式", "种模式"
    lead = "文献以地区命名的数字政府建设模式，和文件中概括的地方架构。"
    table_class, filterset_class, labels = RegionalModelTable, RegionalModelFilter, LABELS
    facets = ("level", "economic_region")
    sorts = PLACE_SORTS | {"name": ["name"], "slogan": ["slogan_or_null"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[RegionalModel]:
        return (
            RegionalModel.objects.in_force(day)
            .annotate(slogan_or_null=filled("slogan"))
            .select_related("region", "source")
        )

    def row(self, item, day: date):
        return regional_model_row(item)
