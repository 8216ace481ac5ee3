"""Leading groups: row, columns, filters and list."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as ngettext
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.listing import Listing
from govcompare.rows import Row, finish, label, rendered
from govcompare.tables import DateColumn, EvidenceColumn, FactColumn, FactTable

from ..evidence import ROLES, elsewhere, leading_group_sources, sources_elsewhere
from ..filters import Choices, PlaceFilter, named
from ..labels import PLACE, PROVENANCE, VALIDITY
from ..models import LeadingGroup, Membership
from ..ordering import PLACE_SORTS
from ..rows import joined, place
from ..tables import region_column
from ..vocabularies import GroupStage

LABELS = {
    "id": _("编号"),
    **PLACE,
    "name": _("领导小组名称"),
    "stage": _("阶段"),
    "stage_label": _("阶段（名称）"),
    "heads": _("组长"),
    "heads_label": _("组长（名称）"),
    "deputies": _("副组长"),
    "deputies_label": _("副组长（名称）"),
    "office": _("办公室设在"),
    "lead_unit": _("牵头单位"),
    "members": _("成员单位"),
    "advisory_bodies": _("咨询机构"),
    "established": _("成立时间"),
    "predecessor": _("前身"),
    "functions": _("职责"),
    "functions_label": _("职责（名称）"),
    **VALIDITY,
    **PROVENANCE,
    "evidence": _("其他字段的依据"),
}


def leading_group_row(group: LeadingGroup) -> Row:
    """Needs `members`: the memberships in force on the day."""

    def labels(name: str) -> list[str]:
        return [membership.label for membership in group.members if membership.role == ROLES[name]]

    row = {
        "id": group.id,
        **place(group.region),
        "name": group.organization.name or None,
        "stage": group.stage,
        "stage_label": label(GroupStage, group.stage),
        "heads": labels("heads"),
        "deputies": labels("deputies"),
        "office": joined(labels("office")),
        "lead_unit": joined(labels("lead_unit")),
        "members": labels("members"),
        "advisory_bodies": labels("advisory_bodies"),
        "established": group.established,
        "predecessor": joined(group.organization.predecessor),
        "functions": group.functions,
        "valid_from": group.valid_from,
        "valid_to": group.valid_to,
    }
    row = finish(rendered(row, "heads", "deputies", "functions"), group)
    row["evidence"] = elsewhere(row, leading_group_sources(group))
    return row


class LeadingGroupTable(FactTable):
    facts = "leading_groups"

    region = region_column()
    name = FactColumn(_("领导小组"), proper=True)
    heads = FactColumn(_("组长"))
    deputies = FactColumn(_("副组长"))
    office = FactColumn(_("办公室设在"), proper=True)
    advisory_bodies = FactColumn(_("咨询机构"), proper=True)
    established = DateColumn(_("成立时间"))
    predecessor = FactColumn(_("前身"), proper=True)
    source = EvidenceColumn()


class LeadingGroupFilter(PlaceFilter):
    stage = Choices(GroupStage.choices, label=_("阶段"))
    name = Choices(
        lambda: named(LeadingGroup.objects, "organization__name"), label=_("名称"), field_name="organization__name"
    )

    searched = ("organization__name",)
    looks_in = _("小组名称、成员、地区")

    def mentions(self, model, typed):
        """Also by who sits in the group."""
        seated = Membership.objects.filter(typed.within(Membership, "label")).values("leading_group")
        return super().mentions(model, typed) | Q(pk__in=seated)


class LeadingGroups(Listing):
    key, title = "leading-groups", pgettext("list", "领导小组")
    unit = ngettext("%(count)s 个领导小组", "%(count)s 个领导小组", "count")
    lead = _("统筹数字政府建设的领导小组：谁任组长，办公室设在哪里，有哪些专家机构。")
    table_class, filterset_class, labels = LeadingGroupTable, LeadingGroupFilter, LABELS
    facets = ("stage", "level", "economic_region", "confidence")
    sorts = PLACE_SORTS | {"name": ["organization__name_key"], "established": ["established"], "as_of": ["as_of"]}
    default_sort = "region_code"

    def queryset(self, day: date) -> QuerySet[LeadingGroup]:
        members = Membership.objects.in_force(day).select_related("source").order_by("id")
        return (
            LeadingGroup.objects.in_force(day)
            .select_related("organization__source", "region", "source")
            .prefetch_related(Prefetch("memberships", members, to_attr="members"))
        )

    def row(self, item, day: date):
        return leading_group_row(item)

    def sources_behind(self, rows, day: date) -> set[str]:
        return sources_elsewhere(rows)
