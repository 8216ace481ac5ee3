"""Facts in a sentence: the first line of a profile, made of nothing but its rows."""

from govcompare.vocabularies import Presence

from .profiles import Profile
from .vocabularies import AgencyType, GroupStage


def summary(profile: Profile) -> str:
    """One sentence a part: the agency, the leading group, the operating company."""
    parts = [_agency(profile)]
    if groups := [row for row in profile.leading_groups if row["stage"] == GroupStage.IN_PLACE]:
        names = "、".join(row["name"] or "有，名称未知" for row in groups)
        parts.append(f"领导小组：{names}" + (f"，组长为{'、'.join(groups[0]['heads'])}" if groups[0]["heads"] else ""))
    if operating := [
        row for row in profile.companies if row["stage"] == "operating" and row["kind"] == "digital_government"
    ]:
        parts.append("运营公司：" + "、".join(row["name"] or "名称未知" for row in operating))
    if profile.presence("separated_operation").is_known:
        parts.append("实行管运分离")
    return f"{profile.region.short_name}：{'；'.join(parts)}。"


def _agency(profile: Profile) -> str:
    fact = profile.presence("has_agency")
    if fact.status == Presence.NONE:
        return f"截至 {fact.as_of} 没有大数据机构（{fact.note}）"
    if fact.status == Presence.NOT_APPLICABLE:
        return "不在各项统计的范围内"
    if fact.status == Presence.UNKNOWN:
        return f"有无大数据机构未知：{fact.note or '现有来源没有提到'}"
    row = profile.principal
    if row is None:
        names = "、".join(agency["name"] or "名称未知的机构" for agency in profile.agencies)
        return f"设有{names}，哪个为主要机构未知"
    words = [row["name"] or "设有大数据机构，名称未知"]
    words.append(str(AgencyType(row["type"]).label) if row["type"] else _type_unknown(row))
    if row["rank_label"]:
        words.append(row["rank_label"] + ("（按该类机构一般规格）" if row["rank_confidence"] == "implied" else ""))
    if row["type"] == AgencyType.DEPARTMENT_ADMINISTERED and row["superior"]:
        words.append(f"由{row['superior']}管理")
    if row["type"] == AgencyType.NAMEPLATE and row["superior"]:
        words.append(f"挂在{row['superior']}")
    return "，".join(words)


def _type_unknown(row) -> str:
    """That the type is unknown, and the last one known with its date."""
    if not row["last_known_type"]:
        return "类型未知"
    return f"类型未知（最近已知：{row['last_known_type_label']}，{row['last_known_as_of']}）"
