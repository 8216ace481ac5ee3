"""Charts of this domain: rows of regions, scores and shares handed to the pure shapes of govcompare.charts."""

from collections.abc import Iterable

from django.urls import reverse

from govcompare.as_of import AsOf
from govcompare.charts import Chart, composition_bars, rank_strips, score_matrix, share_bars, tile_map
from govcompare.query import link
from govcompare.rows import Row
from govcompare.vocabularies import Presence
from regions.tile_grid import TILES

from .categories import category, counts
from .lists.scores import rank_label, unprinted
from .overview import Behind
from .profiles import Profile

# More regions than this in one chart are shown as a matrix, which stays readable, not as strips.
MOST_ON_STRIPS = 8
# A place among the others needs others.
FEWEST_TO_PLACE = 3


def agency_type_map(regions: Iterable, names: dict[str, str], as_of: AsOf, behind: Behind) -> Chart:
    """Provinces as tiles coloured by the type of the body in front. names: code -> name of that body."""
    rows = []
    drawn = [region for region in regions if region.code in TILES]  # the Corps has no tile: it lies within Xinjiang
    for region in drawn:
        shown = category(region)
        row, column = TILES[region.code]
        rows.append(
            {
                "code": region.code,
                "region": region.short_name,
                "row": row,
                "column": column,
                "category": shown.key,
                "is_last_known": shown.is_last_known,
                "category_label": shown.label,
                "word": shown.word,
                "detail": names.get(region.code) or ("名称未知" if region.has_agency == Presence.YES else ""),
                "url": link(reverse("profile", args=[region.code]), as_of.param),
            }
        )
    counted = [region for region in regions if region.counted_in_31]
    with_agency = sum(1 for region in counted if region.has_agency == Presence.YES)
    return tile_map(
        rows,
        slug="agency-type-map",
        title=f"{with_agency} 个省份确知设有省级大数据机构",
        subtitle=f"省级大数据机构类型，{observed(behind.dates)}；每格一个省级行政区，大小相同，不表示疆界",
        alt=f"省级行政区方格图：截至 {as_of.text}，{len(counted)} 个省份中 {with_agency} 个确知设有省级大数据机构，颜色与文字表示机构类型。",
        sources=behind.titles,
        as_of=as_of.text,
    )


def type_composition(groups: dict[str, Iterable], as_of: AsOf, behind: Behind) -> Chart:
    """Of which types the agencies of each group of regions are. groups: name -> regions."""
    rows = [
        {
            "group": name,
            "category": shown.key,
            "is_last_known": shown.is_last_known,
            "category_label": shown.label,
            "count": number,
        }
        for name, regions in groups.items()
        for shown, number in counts(regions).items()
    ]
    return composition_bars(
        rows,
        slug="agency-types",
        title="所选地区与总体的机构类型",
        subtitle=f"主要大数据机构的类型，格内为地区数；{observed(behind.dates)}",
        alt=f"横条图：{'与'.join(groups)}的大数据机构类型构成。",
        sources=behind.titles,
        as_of=as_of.text,
        unit="地区",
    )


def equity(shareholdings: list[Row], as_of: AsOf) -> Chart | None:
    """Who holds how much of which company; None where no share is known."""
    rows = [
        {
            "company": row["company"],
            "holder": row["holder"],
            "share": row["share_exact"],
            "collective": row["collective"],
            "collective_label": "是" if row["collective"] else "否",
            "missing": {"share": row["missing"].get("share_exact", "unknown")},
        }
        for row in shareholdings
    ]
    if not any(row["share"] is not None for row in rows):
        return None
    companies = "、".join(dict.fromkeys(row["company"] for row in rows))
    told = "；".join(f"{row['holder']} {row['share']:g}%" for row in rows if row["share"] is not None)
    return share_bars(
        rows,
        slug="equity",
        title=f"{companies}的股权",
        subtitle=f"持股比例（%）；几家合计持有的按合计画出，不作拆分；{observed(row['as_of'] for row in shareholdings)}",
        alt=f"横条图：{companies}的股权构成，{told}。",
        sources=_titles(shareholdings),
        as_of=as_of.text,
    )


def score_charts(profiles: list[Profile], others: list[Row], as_of: AsOf) -> list[Chart]:
    """One chart an edition and level in which any of the regions has something printed.

    others: all score rows of those indicators, so that a place can be seen among the others.
    """
    picked = {profile.region.code: profile.region for profile in profiles}
    charts = []
    for (title, level), rows in _by_edition(others).items():
        mine = [row for row in rows if row["region_code"] in picked]
        if not mine or len({row["region_code"] for row in rows}) < FEWEST_TO_PLACE:
            continue
        chosen = {code: region.short_name for code, region in picked.items() if region.level == level}
        if len(chosen) <= MOST_ON_STRIPS:
            charts.append(_strips(title, level, rows, chosen, picked, as_of))
        else:
            charts.append(_matrix(title, rows, chosen, picked, as_of))
    return charts


def _by_edition(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """(title of the edition, level) -> its rows, one for each indicator and region."""
    found: dict[tuple[str, str], dict] = {}
    for row in rows:
        title = f"{row['evaluation']} {row['edition']}"
        found.setdefault((title, row["indicator_level"]), {}).setdefault(
            (row["indicator_id"], row["region_code"]), row
        )
    return {key: list(unique.values()) for key, unique in found.items()}


def _strips(title, level, rows, chosen, picked, as_of: AsOf) -> Chart:
    mine = {row["indicator_id"] for row in rows if row["region_code"] in chosen}
    evaluated = max((row["n_evaluated"] or 0 for row in rows), default=0)
    points = [
        {
            "indicator": row["indicator"],
            "code": row["region_code"],
            "region": row["region"],
            "mark": (picked[row["region_code"]].abbreviation or row["region"][:1])
            if row["region_code"] in picked
            else "",
            "rank": row["rank"],
            "value": row["value"],
            "band": row["band"],
            "rank_label": rank_label(row),
            "missing": row["missing"] | {"rank_label": row["missing"].get("rank")},
        }
        for row in rows
        if row["indicator_id"] in mine
    ]
    names = "、".join(chosen.values())
    among = f"{evaluated} 个参评地区" if evaluated else "参评地区"
    return rank_strips(
        points,
        picked=chosen,
        slug=f"ranks-{level}-{rows[0]['edition_id']}",
        title=f"{names}：{title}",
        subtitle=f"{among}中印出的排名；灰点为其他地区；没有点的是来源未公布排名；{observed(row['as_of'] for row in rows)}",
        alt=f"点图：{names}在{title}各指标中的排名，与其他印出排名的地区对照。",
        sources=_titles(rows),
        as_of=as_of.text,
    )


def _matrix(title, rows, chosen, picked, as_of: AsOf) -> Chart:
    printed = {(row["indicator_id"], row["region_code"]): row for row in rows}
    indicators = {row["indicator_id"]: row for row in rows if row["region_code"] in chosen}
    cells = [
        {
            "indicator": example["indicator"],
            "code": code,
            "region": chosen[code],
            **{field: printed.get((indicator, code), {}).get(field) for field in ("rank", "tied", "value", "band")},
            "rank_label": rank_label(printed.get((indicator, code), {})),
            "missing": gaps(printed.get((indicator, code)), unprinted(example, region)),
        }
        for code, region in picked.items()
        if code in chosen
        for indicator, example in indicators.items()
    ]
    return score_matrix(
        cells,
        slug=f"scores-{rows[0]['indicator_level']}-{rows[0]['edition_id']}",
        title=title,
        subtitle=f"{len(chosen)} 个地区，以矩阵显示；格内为排名（= 并列）或档次，斜线为未公布或未知；{observed(row['as_of'] for row in rows)}",
        alt=f"矩阵图：{len(chosen)} 个地区在{title}各指标中的排名或档次，未公布的留空。",
        sources=_titles(rows),
        as_of=as_of.text,
    )


def observed(dates: Iterable[str]) -> str:
    """From when to when the facts of a picture were observed: none of them is newer than that."""
    written = sorted(set(dates))
    if not written:
        return "没有资料"
    return f"资料日期 {written[0]}" + (f" 至 {written[-1]}" if len(written) > 1 else "")


PRINTED = ("value", "rank", "band")


def gaps(row: Row | None, reason: str) -> dict[str, str]:
    """Why the cells of a score are empty: its own reasons, or `reason` where nothing is printed at all."""
    missing = row["missing"] if row else dict.fromkeys(PRINTED, reason)
    return missing | {"rank_label": missing.get("rank")}


def _titles(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(row["source_label"] for row in rows))
