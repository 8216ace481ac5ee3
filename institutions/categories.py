"""The one category a region has on the map, in badges and in counts: its agency's type, or why there is none."""

from dataclasses import dataclass

from govcompare.vocabularies import Presence

from .vocabularies import AgencyType

UNKNOWN_TYPE = "unknown_type"
LABELS = {
    UNKNOWN_TYPE: "有机构，类型未知",
    Presence.NONE.value: "无机构",
    Presence.UNKNOWN.value: "有无未知",
    Presence.NOT_APPLICABLE.value: "不在统计范围",
}
# Two characters for a tile.
WORDS = {
    "constituent_department": "组成",
    "directly_under": "直属",
    "department_administered": "部门",
    "nameplate": "挂牌",
    "public_institution": "事业",
    "internal_division": "内设",
    "statutory_body": "法定",
    UNKNOWN_TYPE: "未知",
    Presence.NONE.value: "无",
    Presence.UNKNOWN.value: "？",
    Presence.NOT_APPLICABLE.value: "—",
}


@dataclass(frozen=True)
class Category:
    """key: one of the palette; is_last_known: the body's own type is unknown, the one shown is an earlier body's."""

    key: str
    is_last_known: bool = False

    @property
    def label(self) -> str:
        name = LABELS.get(self.key) or str(AgencyType(self.key).label)
        return f"{name}（最近已知）" if self.is_last_known else name

    @property
    def word(self) -> str:
        return WORDS[self.key] + ("*" if self.is_last_known else "")


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
