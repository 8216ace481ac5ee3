"""Regional models: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, rendered
from govcompare.tables import EvidenceColumn, FactColumn, FactTable

from ..filters import Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import RegionalModel
from ..ordering import PLACE_SORTS
from ..rows import place
from ..tables import region_column

LABELS = {
    "id": _("编号"),
    **PLACE,
    "name": _("模式名称"),
    "name_label": _("模式（名称）"),
    "slogan": _("概括"),
    "slogan_label": _("概括（名称）"),
    "features": _("特征"),
    "features_label": _("特征（名称）"),
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
    return finish(rendered(row, "name", "slogan", "features"), model)


class RegionalModelTable(FactTable):
    facts = "regional_models"

    region = region_column()
    name = FactColumn(_("模式"))
    slogan = FactColumn(_("概括"))
    features = FactColumn(_("特征"))
    source = EvidenceColumn()


class RegionalModelFilter(PlaceFilter):
    name = Choices(lambda: named(RegionalModel.objects, "name"), label=_("模式"))

    searched = ("name", "slogan")
    looks_in = _("模式名称、提法、地区")


class RegionalModels(Listing):
    key, title = "models", pgettext("list", "建设模式")
    unit = ngettext("%(count)s 种模式", "%(count)s 种模式", "count")
    lead = _("文献以地区命名的数字政府建设模式，和文件中概括的地方架构。")
    table_class, filterset_class, labels = RegionalModelTable, RegionalModelFilter, LABELS
    facets = ("level", "economic_region")
    sorts = PLACE_SORTS | {"name": ["name_key"], "slogan": ["slogan_key"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[RegionalModel]:
        return RegionalModel.objects.in_force(day).select_related("region", "source")

    def row(self, item, day: date):
        return regional_model_row(item)
