"""The regional models that sources name, side by side, and below each how its region is organised on the date shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from govcompare.as_of import AsOf
from govcompare.charts import Cell, Chart, Tone, nothing, text_table
from govcompare.charts.palette import INK
from govcompare.rows import Row, provenance
from govcompare.vocabularies import MissingReason
from regions.models import Region

from ..facts import KNOWN, Fact
from ..models import AgencyStatus, RegionalModel
from ..profiles import Profile, profiles
from ..ready_sets import MODELS_OF_THE_LITERATURE
from ..vocabularies import GroupStage, MandateKind, MandateStage
from .entry import Asked, Entry, Places
from .provenance import observed, resting_on

# Chinese characters in a line of a cell, by the number of columns: all of them stand on a picture 1000 pixels wide.
PER_LINE = {1: 36, 2: 30, 3: 21, 4: 16, 5: 13}
NARROWEST = 12
MOST = 6
LONGEST_NAMES = 24
TOLD, STATE = "told", "state"
TONES = {TOLD: Tone("来源对模式的概括", "#e4eef8", INK), STATE: Tone("所示日期的架构", "#f3efe6", INK)}
COLUMNS = [("region", "地区"), ("model", "模式"), ("aspect", "方面"), ("value", "内容")]
# What the title counts: presence -> what it is called.
COUNTED = {"has_agency": "大数据机构", "has_leading_group": "领导小组", "has_operating_company": "运营公司"}
HOME = ("as_of", "source", "locator", "source_label")
NO_HOME = dict.fromkeys(HOME)


@dataclass(frozen=True)
class Told:
    """One thing said in a cell: its words, or why there are none, and where that comes from."""

    text: str | None
    reason: str
    home: Row

    @property
    def words(self) -> str:
        return self.text if self.text is not None else str(MissingReason(self.reason).label)


@dataclass(frozen=True)
class Column:
    """One model of a region on a day; of a region without one in the sources, its organisation alone."""

    profile: Profile
    model: Row | None
    last_types: dict[tuple[str, str, str], Row]

    @property
    def head(self) -> str:
        region = self.profile.region.short_name
        if self.model is None:
            return f"{region}：模式未知"
        name = self.model["name"]
        return name if name.startswith(region) else f"{region}：{name}"

    @property
    def aspects(self) -> dict[str, tuple[str, list[Told]]]:
        """Aspect -> its tone and what is told of it."""
        return {
            "概括": (TOLD, [self._of_model("slogan")]),
            "特征": (TOLD, self._features()),
            "主要机构": (STATE, [self._agency("name")]),
            "机构类型": (STATE, self._type()),
            "领导小组": (STATE, self._groups()),
            "管运分离": (STATE, [self._presence("separated_operation")]),
            "运营公司": (STATE, self._companies()),
            "运营公司的股权": (STATE, self._shares()),
            "其他数据企业": (STATE, self._others()),
        }

    def _of_model(self, name: str) -> Told:
        if self.model is None:
            return unknown()
        return Told(self.model[name], self.model["missing"].get(name, "unknown"), self.model)

    def _features(self) -> list[Told]:
        features = self.model["features"] if self.model else []
        return [Told(feature, "unknown", self.model) for feature in features] or [self._of_model_absent("features")]

    def _of_model_absent(self, name: str) -> Told:
        return Told(None, self.model["missing"].get(name, "unknown"), self.model) if self.model else unknown()

    def _presence(self, name: str) -> Told:
        return of_fact(self.profile.presence(name))

    def _absent(self, name: str) -> Told:
        """Why there is nothing to show of a thing: there is none, or only that there is one is known."""
        there = self._presence(name)
        return unknown() if there.text is not None else there

    def _agency(self, name: str) -> Told:
        front = self.profile.principal
        if front is None:
            return self._absent("has_agency")
        return of_fact(self._fact("agency", name, front["id"]))

    def _type(self) -> list[Told]:
        """The type of the body in front; where it is unknown also the last one known, with its date."""
        own, front = self._agency("type"), self.profile.principal
        if own.text is not None or front is None or not front["last_known_type"]:
            return [own]
        kept = front["last_known_type"], front["last_known_as_of"]
        words = f"最近已知：{front['last_known_type_label']}，{kept[1]}"
        return [own, Told(words, "unknown", self.last_types.get((self.profile.region.code, *kept), NO_HOME))]

    def _groups(self) -> list[Told]:
        told = []
        for group in self.profile.leading_groups:
            if group["stage"] == GroupStage.IN_PLACE:
                heads = self._fact("leading_group", "heads", group["id"])
                head = f"组长：{heads.text}" if heads.status == KNOWN else f"组长{of_fact(heads).words}"
                home = of_fact(heads).home if heads.status == KNOWN else group
                told.append(Told(f"{group['name'] or '领导小组（名称未知）'}，{head}", "unknown", home))
        return told or [self._absent("has_leading_group")]

    @property
    def operating(self) -> list[Row]:
        """The companies that build and run the digital government of the region."""
        wanted = MandateStage.OPERATING, MandateKind.DIGITAL_GOVERNMENT
        return [one for one in self.profile.companies if (one["stage"], one["kind"]) == wanted]

    def _companies(self) -> list[Told]:
        told = [Told(one["name"] or "有，名称未知", "unknown", one) for one in self.operating]
        return told or [self._absent("has_operating_company")]

    def _shares(self) -> list[Told]:
        if not self.operating:
            company = self._presence("has_operating_company")
            return [Told(None, "not_applicable" if company.reason == "none" else "unknown", company.home)]
        names = {one["name"] for one in self.operating}
        told = [
            Told(f"{one['holder']} {share_in_words(one)}", "unknown", one)
            for one in sorted(self.profile.shareholdings, key=lambda one: (-(one["share_exact"] or 0), one["id"]))
            if one["company"] in names
        ]
        return told or [unknown()]

    def _others(self) -> list[Told]:
        others = [one for one in self.profile.companies if one not in self.operating]
        return [
            Told(f"{one['name'] or '名称未知'}（{one['kind_label']}，{one['stage_label']}）", "unknown", one)
            for one in others
        ] or [unknown()]

    def _fact(self, kind: str, name: str, row_id: str) -> Fact:
        return next(one for one in self.profile.facts if (one.kind, one.property, one.row_id) == (kind, name, row_id))


def unknown() -> Told:
    """That no source says anything."""
    return Told(None, "unknown", NO_HOME)


def of_fact(fact: Fact) -> Told:
    """A fact as it stands in a cell."""
    home = {name: getattr(fact, name) for name in HOME}
    return Told(fact.text, "unknown", home) if fact.is_known else Told(None, fact.status, home)


def share_in_words(holding: Row) -> str:
    """49%, 合计 51%, 比例未公布."""
    if holding["share_exact"] is None:
        return f"比例{MissingReason(holding['missing'].get('share_exact', 'unknown')).label}"
    return f"{'合计 ' if holding['collective'] else ''}{holding['share_exact']:g}%"


def models_side_by_side(columns: list[Column], as_of: AsOf) -> Chart:
    """Columns are models, rows what is told of them and of their regions."""
    if not any(column.model for column in columns):
        names = "、".join(dict.fromkeys(column.profile.region.short_name for column in columns))
        return nothing(slug="models", title=f"{names}：没有记载的模式", as_of=as_of.text, columns=COLUMNS,
                       why=f"截至 {as_of.text}，没有来源记载{names}的建设模式：未知，不是没有。")  # fmt: skip
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
        title=f"{_named(heads)}：{_finding([column.profile for column in columns])}",
        subtitle=f"上为来源对模式的概括和特征（{observed(of_models)}），下为各地在 {as_of.text} 的架构"
        f"（{observed(home['as_of'] for home in homes)}）；未知是没有找到，不是没有",
        alt=f"文字对照图：{'、'.join(heads)}的概括、特征，以及各地在 {as_of.text} 的主要机构、领导小组、运营公司和股权。",
        sources={home["source"]: home["source_label"] for home in homes},
        as_of=as_of.text,
    )


def _named(heads: list[str]) -> str:
    """The models by name, or how many where their names would fill the title."""
    names = "、".join(heads)
    return names if len(names) <= LONGEST_NAMES else f"{len(heads)} 种模式"


def _tone(tone: str, several: list[Told]) -> str:
    """The look of a cell: that of an absence where the first thing said is one."""
    return several[0].reason if several[0].text is None else tone


def _lines(aspect: str, several: list[Told]) -> list[str]:
    mark = "· " if aspect == "特征" or len(several) > 1 and several[0].text is not None else ""
    return [mark + one.words for one in several]


def _rows(column: Column) -> list[Row]:
    """What is told of one model and its region. What is unknown rests on all sources of the column: none of them says it."""
    told = [(aspect, one) for aspect, (_, several) in column.aspects.items() for one in several]
    behind = [one.home for _, one in told if one.home["source"]]
    return [
        {
            "region_code": column.profile.region.code,
            "region": column.profile.region.short_name,
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
    for name, thing in COUNTED.items():
        found: dict[str, list[str]] = {}
        for profile in regions.values():
            fact = profile.presence(name)
            word = "有" if fact.is_known else str(MissingReason(fact.status).label)
            found.setdefault(word, []).append(profile.region.short_name)
        if list(found) == ["有"]:
            alike.append(thing)
        elif len(regions) == 1:
            different.append(f"{thing}{next(iter(found))}")
        else:
            different.append(f"{thing}：" + "，".join("、".join(names) + word for word, names in found.items()))
    all_have = f"{'都' if len(regions) > 1 else ''}有{'、'.join(alike)}" if alike else ""
    return "；".join(part for part in (all_have, *different) if part)


def columns_of(codes: Iterable[str], as_of: AsOf) -> list[Column]:
    """The models in force in some regions, in their order, a column each."""
    found = profiles(codes, as_of.day)
    last_types = {
        (status.region_id, status.type, status.as_of): provenance(status)
        for status in AgencyStatus.objects.filter(region__in=codes).exclude(type="").select_related("source")
    }
    return [Column(profile, model, last_types) for profile in found for model in profile.models or [None]]


def draw(asked: Asked) -> Chart:
    """The models of the regions chosen."""
    return models_side_by_side(columns_of(asked.codes, asked.as_of), asked.as_of)


def _having_models():
    return Region.objects.filter(code__in=RegionalModel.objects.values("region"))


ENTRY = Entry(
    slug="models",
    title="建设模式并排对照",
    lead="文献和文件所称的模式：各自的概括和特征，下面是所示日期各地实际的机构、领导小组、运营公司和股权。",
    draw=draw,
    places=Places(
        _having_models,
        "能选有来源记载其建设模式的地区。",
        default=lambda as_of: list(MODELS_OF_THE_LITERATURE),
        least=1,
        most=MOST,
    ),
)
