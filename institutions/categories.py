"""The one category a region has on the map, in badges and in counts: its agency's type, or why there is none."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext

from govcompare.language import bracketed
from govcompare.vocabularies import Presence

from .vocabularies import AgencyType

UNKNOWN_TYPE = "unknown_type"
LABELS = {
    UNKNOWN_TYPE: _("有机构，类型未知"),
    Presence.NONE.value: _("无机构"),
    Presence.UNKNOWN.value: _("有无未知"),
    Presence.NOT_APPLICABLE.value: _("不在统计范围"),
}
# Two characters for a tile, or a short word.
WORDS = {
    "constituent_department": pgettext("tile", "组成"),
    "directly_under": pgettext("tile", "直属"),
    "department_administered": pgettext("tile", "部门"),
    "nameplate": pgettext("tile", "挂牌"),
    "public_institution": pgettext("tile", "事业"),
    "internal_division": pgettext("tile", "内设"),
    "statutory_body": pgettext("tile", "法定"),
    UNKNOWN_TYPE: pgettext("tile", "未知"),
    Presence.NONE.value: pgettext("tile", "无"),
    Presence.UNKNOWN.value: pgettext("tile", "？"),
    Presence.NOT_APPLICABLE.value: "—",
}


@dataclass(frozen=True)
class Category:
    """key: one of the palette; is_last_known: the body's own type is unknown, the one shown is an earlier body's."""

    key: str
    is_last_known: bool = False

    @property
    def label(self) -> str:
        name = str(LABELS.get(self.key) or AgencyType(self.key).short)
        return bracketed(name, pgettext("remark", "最近已知")) if self.is_last_known else name

    @property
    def word(self) -> str:
        return str(WORDS[self.key]) + ("*" if self.is_last_known else "")


def category(region) -> Category:
    """The category of a region annotated by `with_facts`."""
    if region.agency_type in AgencyType.values:
        return Category(region.agency_type, is_last_known=not region.agency_type_known)
    return Category(UNKNOWN_TYPE if region.has_agency == Presence.YES else region.has_agency)


def counts(regions) -> dict[Category, int]:
    """How many regions have each category, in the order of the vocabulary; last-known types counted apart."""
    order = [*AgencyType.values, *LABELS]
    found: dict[Category, int] = {}
    for region in regions:
        one = category(region)
        found[one] = found.get(one, 0) + 1
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0].key), item[0].is_last_known)))
