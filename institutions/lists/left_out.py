"""What was read and not entered, with the reason: row, columns, filters and list."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.query import path_of
from govcompare.rows import Row, label, rendered
from govcompare.tables import CodeColumn, FactColumn, FactTable, LinkColumn
from govcompare.wording import plain

from ..filters import Choices, TextFilter
from ..models import LeftOut
from ..ordering import in_order
from ..vocabularies import LeftOutKind

LABELS = {
    "id": _("编号"),
    "kind": _("类别"),
    "kind_label": _("类别（名称）"),
    "subject": _("内容"),
    "subject_label": _("内容（名称）"),
    "reason": _("理由"),
    "reason_label": _("理由（名称）"),
    "source": _("来源编号"),
    "source_title": _("来源标题"),
    "source_label": _("来源"),
    "missing": _("缺失原因"),
}


def left_out_row(one: LeftOut) -> Row:
    """One thing not entered; without a source where it was only seen in a remark."""
    row = {
        "id": one.id,
        "kind": one.kind,
        "kind_label": label(LeftOutKind, one.kind),
        "subject": one.subject,
        "reason": one.reason,
        "source": one.source_id,
        "source_title": one.source.title if one.source else None,
        "source_label": plain(one.source.title) if one.source else None,
    }
    row = rendered(row, "subject", "reason")
    return row | {"missing": {name: "not_applicable" for name, value in row.items() if value is None}}


class LeftOutTable(FactTable):
    kind = CodeColumn(_("类别"))
    subject = FactColumn(_("内容"), attrs={"td": {"class": "title"}})
    reason = FactColumn(_("理由"))
    source_label = LinkColumn(
        _("来源"), lambda row: path_of("source", row["source"]), accessor="source_title", proper=True
    )


class LeftOutFilter(TextFilter):
    kind = Choices(LeftOutKind.choices, label=_("类别"))

    searched = ("subject", "reason", "source__title")
    looks_in = _("事项、原因、来源")


class LeftOuts(Listing):
    key, title = "left-out", pgettext("list", "未录入的内容")
    lead = _("读到而没有录入的内容，和没有录入的理由：存疑、误印、与另一来源同文，或不属本站所录。")
    table_class, filterset_class, labels = LeftOutTable, LeftOutFilter, LABELS
    facets = ("kind",)
    sorts = {"kind": ["kind_order", "pk"], "subject": ["subject_key"], "source_label": ["source__title_key"]}
    default_sort = "kind"
    dated = False

    def queryset(self, day: date) -> QuerySet[LeftOut]:
        return LeftOut.objects.annotate(kind_order=in_order("kind", LeftOutKind)).select_related("source")

    def row(self, item, day: date):
        return left_out_row(item)
