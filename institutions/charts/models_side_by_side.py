"""The regional models that sources name, side by side, and below each how its region is organised on the date shown."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts import Cell, Chart, Tone, nothing, text_table
from govcompare.charts.palette import INK
from govcompare.language import clauses, enumerated, headed, is_english, phrases
from govcompare.language_dates import shown_date
from govcompare.rows import Row
from govcompare.vocabularies import Presence
from regions.models import Region

from ..models import RegionalModel
from ..profiles import Profile
from ..ready_sets import MODELS_OF_THE_LITERATURE
from .entry import Asked, Entry, Places
from .model_columns import STATE, TOLD, Column, Told, columns_of
from .provenance import observed, resting_on

# Chinese characters in a line of a cell, by the number of columns: all of them stand on a picture 1000 pixels wide.
PER_LINE = {1: 36, 2: 30, 3: 21, 4: 16, 5: 13}
NARROWEST = 12
MOST = 6
# A title holds names of so many characters, by language.
CHINESE_NAMES, ENGLISH_NAMES = 24, 48
TONES = {
    TOLD: Tone(gettext_lazy("来源对模式的概括"), "#e4eef8", INK),
    STATE: Tone(gettext_lazy("所示日期的架构"), "#f3efe6", INK),
}
COLUMNS = [
    ("region", gettext_lazy("地区")),
    ("model", gettext_lazy("模式")),
    ("aspect", gettext_lazy("方面")),
    ("value", gettext_lazy("内容")),
]
# What the title counts: presence -> what it is called, alone and after "have".
COUNTED = {
    "has_agency": (pgettext_lazy("in a sentence", "大数据机构"), pgettext_lazy("one of them", "大数据机构")),
    "has_leading_group": (pgettext_lazy("in a sentence", "领导小组"), pgettext_lazy("one of them", "领导小组")),
    "has_operating_company": (pgettext_lazy("in a sentence", "运营公司"), pgettext_lazy("one of them", "运营公司")),
}


def models_side_by_side(columns: list[Column], as_of: AsOf) -> Chart:
    """Columns are models, rows what is told of them and of their regions."""
    if not any(column.model for column in columns):
        names = enumerated(dict.fromkeys(column.profile.region.display_name for column in columns))
        why = _("截至 %(date)s，没有来源记载%(regions)s的建设模式：未知，不是没有。") % {
            "date": shown_date(as_of.text),
            "regions": names,
        }
        return nothing(
            slug="models", title=headed(names, _("没有记载的模式")), as_of=as_of.text, columns=COLUMNS, why=why
        )
    heads = [column.head for column in columns]
    told = [column.aspects for column in columns]
    aspects = list(told[0])
    cells = [
        Cell(row, column, _tone(*told[column][aspect]), _lines(aspect, told[column][aspect][1]))
        for row, aspect in enumerate(aspects)
        for column in range(len(columns))
    ]
    homes = [one.home for said in told for _, several in said.values() for one in several if one.home["source"]]
    of_models = [column.model["as_of"] for column in columns if column.model]
    return text_table(
        cells,
        heads=heads,
        labels=aspects,
        tones=TONES,
        per_line=PER_LINE.get(len(columns), NARROWEST),
        label_width=7,
        rows=[row for column in columns for row in _rows(column)],
        columns=COLUMNS,
        slug="models",
        title=headed(_named(heads), _finding([column.profile for column in columns])),
        subtitle=_(
            "上为来源对模式的概括和特征（%(dates_of_models)s），下为各地在%(date)s的架构"
            "（%(dates)s）；未知是没有找到，不是没有"
        )
        % {
            "dates_of_models": observed(of_models),
            "date": shown_date(as_of.text),
            "dates": observed(home["as_of"] for home in homes),
        },
        alt=_("文字对照图：%(models)s的概括、特征，以及各地在%(date)s的主要机构、领导小组、运营公司和股权。")
        % {"models": enumerated(heads), "date": shown_date(as_of.text)},
        sources={home["source"]: home["source_label"] for home in homes},
        as_of=as_of.text,
    )


def _named(heads: list[str]) -> str:
    """The models by name, or how many where their names would fill the title."""
    names = enumerated(heads)
    return (
        names
        if len(names) <= (ENGLISH_NAMES if is_english() else CHINESE_NAMES)
        else _("%(number)s 种模式") % {"number": len(heads)}
    )


def _tone(tone: str, several: list[Told]) -> str:
    """The look of a cell: that of an absence where the first thing said is one."""
    return several[0].reason if several[0].text is None else tone


def _lines(aspect: str, several: list[Told]) -> list[str]:
    mark = "· " if aspect == _("特征") or len(several) > 1 and several[0].text is not None else ""
    return [mark + one.words for one in several]


def _rows(column: Column) -> list[Row]:
    """What is told of one model and its region. What is unknown rests on all sources of the column: none of them says it."""
    told = [(aspect, one) for aspect, (_, several) in column.aspects.items() for one in several]
    behind = [one.home for _, one in told if one.home["source"]]
    return [
        {
            "region_code": column.profile.region.code,
            "region": column.profile.region.display_name,
            "model": column.model["name"] if column.model else None,
            "aspect": aspect,
            "value": one.text,
            "missing": {"value": one.reason, "model": "unknown"},
            **resting_on([one.home] if one.home["source"] else behind),
        }
        for aspect, one in told
    ]


def _finding(several: list[Profile]) -> str:
    """What the regions have in common and where they differ, of the bodies that a model may rest on."""
    regions = {profile.region.code: profile for profile in several}
    alike, different = [], []
    for name, (thing, one_of_them) in COUNTED.items():
        found: dict[str, list[str]] = {}
        for profile in regions.values():
            fact = profile.presence(name)
            there = Presence.YES.value if fact.is_known else fact.status
            found.setdefault(there, []).append(profile.region.display_name)
        if list(found) == [Presence.YES]:
            alike.append(one_of_them)
        elif len(regions) == 1:
            different.append(
                _("%(thing)s%(presence)s") % {"thing": thing, "presence": Presence(next(iter(found))).label}
            )
        else:
            words = [_("%(regions)s%(presence)s") % {"regions": enumerated(names), "presence": Presence(there).label}
                     for there, names in found.items()]  # fmt: skip
            different.append(headed(thing, phrases(words)))
    if alike:
        all_have = _("都有%(things)s") if len(regions) > 1 else _("有%(things)s")
        return clauses([all_have % {"things": enumerated(alike)}, *different])
    return clauses(different)


def draw(asked: Asked) -> Chart:
    """The models of the regions chosen."""
    return models_side_by_side(columns_of(asked.codes, asked.as_of), asked.as_of)


def _having_models():
    return Region.objects.filter(code__in=RegionalModel.objects.values("region"))


ENTRY = Entry(
    slug="models",
    title=gettext_lazy("建设模式并排对照"),
    lead=gettext_lazy(
        "文献和文件所称的模式：各自的概括和特征，下面是所示日期各地实际的机构、领导小组、运营公司和股权。"
    ),
    draw=draw,
    places=Places(
        _having_models,
        gettext_lazy("能选有来源记载其建设模式的地区。"),
        default=lambda as_of: list(MODELS_OF_THE_LITERATURE),
        least=1,
        most=MOST,
    ),
    reading=(
        gettext_lazy("一列是一个模式，一行是一个方面。上面几行是来源对模式的概括，下面几行是所示日期各地实际的架构。"),
        gettext_lazy("底色只分这两种；斜线是未知或未公布，格里写明是哪一种。"),
        gettext_lazy("模式是文献和文件的说法，各来源的详略不同；没有提到的特征不等于没有。"),
        gettext_lazy("“最近已知”的类型是较早日期的，后来是否改变没有来源。"),
    ),
)
