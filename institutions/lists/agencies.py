"""Bodies in charge of data and digital government: row, columns, filters and list."""

from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.partial_dates import last_day
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import CodeColumn, DateColumn, EvidenceColumn, FactColumn, FactTable
from govcompare.vocabularies import Confidence

from ..evidence import agency_sources, elsewhere, sources_elsewhere
from ..filters import AGENCY_TYPES, Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import AgencyStatus
from ..ordering import PLACE_SORTS, filled, in_order, own_or_unknown
from ..rows import joined, place
from ..tables import PickColumn, TypeColumn, region_column
from ..vocabularies import AdministrativeRank, AgencyType

LABELS = {
    "id": _("编号"),
    **PLACE,
    "name": _("机构名称"),
    "name_label": _("机构（名称）"),
    "principal": _("主要机构"),
    "type": _("机构类型"),
    "type_label": _("机构类型（名称）"),
    "last_known_type": _("最近已知类型"),
    "last_known_type_label": _("最近已知类型（名称）"),
    "last_known_as_of": _("最近已知类型截至"),
    "rank": _("行政级别"),
    "rank_label": _("行政级别（名称）"),
    "rank_confidence": _("级别依据"),
    "superior": _("隶属"),
    "superior_label": _("隶属（名称）"),
    "predecessor": _("前身"),
    "plates": _("加挂牌子"),
    "functions": _("职能"),
    "functions_label": _("职能（名称）"),
    **VALIDITY,
    "last_observed": _("最近观察"),
    **PROVENANCE,
    "evidence": _("其他字段的依据"),
    "later_fields": _("依据晚于所示日期的字段"),
}


def agency_row(status: AgencyStatus, day: date) -> Row:
    """Needs `region_front`: the id of the status in front of its region on the day, or None."""
    row = {
        "id": status.id,
        **place(status.region),
        "name": status.organization.name or None,
        "principal": is_principal(status),
        "type": status.type or None,
        "type_label": label(AgencyType, status.type),
        "last_known_type": status.last_known_type or None,
        "last_known_type_label": label(AgencyType, status.last_known_type),
        "last_known_as_of": status.last_known_as_of or None,
        "rank": status.rank or None,
        "rank_label": label(AdministrativeRank, status.rank),
        "rank_confidence": status.rank_confidence or None,
        "superior": status.superior or None,
        "predecessor": joined(status.organization.predecessor),
        "plates": status.plates,
        "functions": status.functions,
        "valid_from": status.valid_from,
        "valid_to": status.valid_to,
        "last_observed": last_observed(status, day),
    }
    row = finish(rendered(row, "name", "superior", "functions"), status)
    homes = agency_sources(status, day)
    row["evidence"] = elsewhere(row, homes)
    row["later_fields"] = [
        name for name, home in homes.items() if row.get(name) not in (None, []) and last_day(home["as_of"]) > day
    ]
    if last_day(status.as_of) > day:
        # the state is certain by its beginning, its details are observed later: see docs/decisions.md
        row |= {"confidence": "implied", "confidence_label": label(Confidence, "implied")}
    return row


def is_principal(status: AgencyStatus) -> bool | None:
    """True for the one body in front; unknown where no source says which body that is."""
    if status.region_front == status.id:
        return True
    return False if status.region_front or status.principal is False else None


def last_observed(status: AgencyStatus, day: date) -> str:
    """The latest date, not after `day`, for which a source vouches for this body; needs its evidence prefetched."""
    dates = [status.as_of, *(evidence.as_of for evidence in status.evidence.all())]
    return max((text for text in dates if last_day(text) <= day), key=last_day, default=status.as_of)


class RankColumn(CodeColumn):
    """Rank; a rank that a source gives only for the type in general says so."""

    def __init__(self):
        super().__init__(_("行政级别"))

    def show(self, value, record, name, table):
        shown = super().show(value, record, name, table)
        if record["rank_confidence"] == "implied":
            return format_html('{} <small class="hint">{}</small>', shown, gettext("按该类机构一般规格"))
        return shown


class AgencyTable(FactTable):
    facts = "agency_statuses"

    pick = PickColumn("region_code")
    region = region_column()
    name = FactColumn(_("机构名称"), proper=True)
    type = TypeColumn()
    rank = RankColumn()
    superior = FactColumn(_("隶属"), proper=True)
    plates = FactColumn(_("加挂牌子"), proper=True)
    valid_from = DateColumn(_("设立时间"))
    last_observed = DateColumn(_("最近观察"))
    source = EvidenceColumn()


class AgencyFilter(PlaceFilter):
    agency_type = Choices(AGENCY_TYPES, label=_("机构类型"), field_name="shown_type")
    rank = Choices(
        [*AdministrativeRank.choices, ("unknown", _("级别未知"))], label=_("行政级别"), field_name="shown_rank"
    )
    principal = Choices(
        [("true", _("主要机构")), ("false", _("其他机构"))], label=_("主要机构"), field_name="shown_principal"
    )
    name = Choices(
        lambda: named(AgencyStatus.objects, "organization__name"), label=_("机构名称"), field_name="organization__name"
    )
    superior = Choices(lambda: named(AgencyStatus.objects, "superior"), label=_("隶属"))

    searched = ("organization__name", "organization__short_name", "superior")
    looks_in = _("机构名称、简称、上级机构、地区")


class Agencies(Listing):
    key, title = "agencies", pgettext("list", "大数据机构")
    unit = ngettext("%(count)s 个机构", "%(count)s 个机构", "count")
    lead = _("各省市主管大数据、数字政府的机构：名称、类型、级别和隶属。来源只说有、没说名称的，名称写“未知”。")
    table_class, filterset_class, labels = AgencyTable, AgencyFilter, LABELS
    facets = ("agency_type", "rank", "principal", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {
        "name": ["organization__name_key"],
        "type": ["type_order"],
        "rank": ["rank_order"],
        "superior": ["superior_key"],
        "valid_from": ["valid_from"],
        "as_of": ["as_of"],
    }
    default_sort = "region_code"
    counted_apart = {"agency_type": "agency_type_is_own"}

    def queryset(self, day: date) -> QuerySet[AgencyStatus]:
        front = AgencyStatus.objects.in_front(day).filter(region=OuterRef("region"))
        return (
            AgencyStatus.objects.in_force(day)
            .annotate(
                region_front=Subquery(front.values("pk")[:1]),
                shown_type=Coalesce(filled("type"), filled("last_known_type"), Value("unknown")),
                shown_rank=Coalesce(filled("rank"), Value("unknown")),
                shown_principal=Case(
                    When(region_front=F("pk"), then=Value("true")),
                    When(Q(region_front__isnull=False) | Q(principal=False), then=Value("false")),
                    default=Value(""),
                    output_field=CharField(),
                ),
                agency_type_is_own=own_or_unknown("type", "last_known_type"),
                type_order=in_order("type", AgencyType),
                rank_order=in_order("rank", AdministrativeRank),
            )
            .select_related("organization__source", "region", "source")
            .prefetch_related("evidence__source")
        )

    def row(self, item, day: date):
        return agency_row(item, day)

    def sources_behind(self, rows, day: date) -> set[str]:
        return sources_elsewhere(rows)
