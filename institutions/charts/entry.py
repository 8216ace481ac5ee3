"""One chart of the catalogue: what it is called, what may be asked of it, and the function that draws it.

A chart has one address: /charts/<slug>/ with its parameters in the query. What is drawn on another page is the same
chart, and says so by carrying that address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govcompare.as_of import AsOf
from govcompare.charts import Chart
from govcompare.errors import InvalidQuery
from govcompare.language import clauses, enumerated, sentences
from govcompare.language_dates import shown_date
from govcompare.query import SEPARATOR, link
from regions.models import Region
from regions.vocabularies import RegionLevel

from .parameters import Choice, Chosen, Parameter

# A chart of more regions than all provinces, Hong Kong, Macao, Taiwan and the Corps together is none.
MOST_REGIONS = 40
# Of the regions that a chart can draw, so many are named where another is asked for.
MOST_NAMED = 12
# The regions that are shown are named up to this number.
MOST_IN_WORDS = 8
# More regions than this do not all have boxes on its page.
MOST_BOXES = 60
# More codes than this do not stand in the name of a file.
MOST_IN_NAMES = 5


@dataclass(frozen=True)
class Places:
    """The regions that a chart may be asked for with `r`.

    pool: those it can draw; role: what choosing does, in words; default: codes taken when none is asked;
    in_words: what the default is called where it has no codes ("31 个省份").
    """

    pool: Callable[[], QuerySet[Region]]
    role: str
    default: Callable[[AsOf], list[str]] = lambda as_of: []
    in_words: str = gettext_lazy("全部")
    least: int = 0
    most: int = MOST_REGIONS

    def boxes(self) -> tuple[list[Region], bool]:
        """The regions that its page offers, in the order of their codes, and whether there are more. Beside many regions
        only the provinces have boxes; the others are asked for by code. One query."""
        is_province = Q(level=RegionLevel.PROVINCE)
        found = list(self.pool().alias(is_province=is_province).order_by("-is_province", "code")[: MOST_BOXES + 1])
        if len(found) > MOST_BOXES:
            return [one for one in found if one.level == RegionLevel.PROVINCE], True
        return sorted(found, key=lambda one: one.code), False

    def read(self, codes: list[str], as_of: AsOf) -> list[Region]:
        """The regions asked for in their order, or the default ones; InvalidQuery for others, too few or too many."""
        codes = codes or self.default(as_of)
        if not self.least <= len(codes) <= self.most:
            bounds = {"least": self.least, "most": self.most, "number": len(codes)}
            if self.least == self.most:
                raise InvalidQuery(_("这张图的 r 须是 %(most)s 个地区，收到 %(number)s 个。") % bounds)
            raise InvalidQuery(_("这张图的 r 须是 %(least)s 至 %(most)s 个地区，收到 %(number)s 个。") % bounds)
        found = {region.code: region for region in Region.objects.filter(code__in=codes)} if codes else {}
        if unknown := [code for code in codes if code not in found]:
            some = enumerated(code[:20] for code in unknown[:10])
            raise InvalidQuery(_("没有这些代码的地区：%(codes)s。") % {"codes": some})
        drawable = set(self.pool().filter(code__in=codes).values_list("code", flat=True)) if codes else set()
        if outside := [found[code].display_name for code in codes if code not in drawable]:
            names = [f"{one.code} {one.display_name}" for one in self.pool().order_by("code")[: MOST_NAMED + 1]]
            some = enumerated(names[:MOST_NAMED])
            said = [
                _("这张图里没有：%(regions)s。") % {"regions": enumerated(outside[:10])},
                self.role,
                (_("可用：%(some)s等。") if len(names) > MOST_NAMED else _("可用：%(some)s。")) % {"some": some},
            ]
            raise InvalidQuery(sentences(said))
        return [found[code] for code in codes]


@dataclass(frozen=True)
class Asked:
    """What a chart is asked for: the date, regions, the other parameters with their defaults filled in."""

    as_of: AsOf
    regions: list[Region] = field(default_factory=list)
    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    # what was written, without defaults: what a link needs to ask the same again
    written: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    @property
    def codes(self) -> list[str]:
        return [region.code for region in self.regions]

    @property
    def day(self):
        return self.as_of.day

    def __getitem__(self, name: str) -> str:
        """The value of a parameter."""
        return self.chosen[name].value

    def words(self, name: str) -> str:
        """What the value of a parameter is called."""
        return self.chosen[name].words

    def query(self, *, dated: bool = False) -> dict[str, str]:
        """The parameters of a link. dated: with the date even where it is today, so that the link lasts."""
        date = {"as_of": self.as_of.text} if dated else self.as_of.param
        version = {"v": self.version} if self.version else {}
        return {**self.written, **date, **version}


@dataclass(frozen=True)
class Entry:
    """A chart of the catalogue. reading: how to read it, in sentences. each: whether one picture a province makes sense
    (the ZIP of all of them). What is said in words is translated when it is shown."""

    slug: str
    title: str
    lead: str
    draw: Callable[[Asked], Chart]
    places: Places
    parameters: tuple[Parameter, ...] = ()
    reading: tuple[str, ...] = ()
    each: bool = False

    @property
    def known(self) -> set[str]:
        """The names of all its parameters."""
        return {"r", "as_of", "v", *(one.name for one in self.parameters)}

    def ask(self, as_of: AsOf, codes: list[str] = (), *, version: str = "", **written: str) -> Asked:
        """Read what is asked for; InvalidQuery for anything this chart does not have."""
        codes = list(dict.fromkeys(codes))
        regions = self.places.read(codes, as_of)
        read = {one.name: one.read(written.get(one.name, ""), as_of) for one in self.parameters}
        kept = {"r": SEPARATOR.join(codes), **{name: text for name, text in written.items() if text}}
        return Asked(
            as_of,
            regions,
            chosen=read,
            written={name: text for name, text in kept.items() if text},
            version=version,
        )

    def given(self, as_of: AsOf, regions: list[Region], **values: Choice) -> Asked:
        """The same without reading: for a page that has the regions and choices in its hands."""
        written = {"r": SEPARATOR.join(region.code for region in regions)}
        written |= {name: choice.value for name, choice in values.items()}
        return Asked(
            as_of,
            regions,
            chosen={name: Chosen(choice.value, choice.label) for name, choice in values.items()},
            written={name: text for name, text in written.items() if text},
        )

    def address(self, asked: Asked, format: str = "", *, dated: bool = False) -> str:
        """Path and query of the chart's page, or of one of its files."""
        path = f"/charts/{self.slug}.{format}" if format else f"/charts/{self.slug}/"
        return link(path, asked.query(dated=dated))

    def defaults(self, asked: Asked) -> list[str]:
        """What is taken where nothing is asked for, in words, on the date that is asked for."""
        codes = self.places.default(asked.as_of)
        names = enumerated(region.display_name for region in Region.objects.filter(code__in=codes).order_by("code"))
        said = [_("地区 %(regions)s") % {"regions": names or self.places.in_words}]
        for one in self.parameters:
            options = {option.value: option.label for option in asked.chosen[one.name].options}
            value = one.first(asked.as_of) if one.default else next(iter(options), "")
            said += one.said(value, options.get(value, value if one.choices else shown_date(value)))
        return said

    def regions_in_words(self, asked: Asked, most: int = MOST_IN_WORDS) -> str:
        """The regions that are shown: `most` of them by name, all of them by their number."""
        names = [region.display_name for region in asked.regions]
        some = enumerated(names[:most])
        if len(names) > most:
            some = _("%(names)s等 %(number)s 个") % {"names": some, "number": len(names)}
        return some or str(self.places.in_words)

    def filters(self, asked: Asked) -> str:
        """What is shown, in words: regions and the other parameters, the defaults too."""
        said = [_("地区 %(regions)s") % {"regions": self.regions_in_words(asked)}]
        for one in self.parameters:
            said += one.said(asked[one.name], asked.words(one.name))
        if asked.version:
            said.append(_("数据集固定版本 %(version)s") % {"version": asked.version})
        return clauses(said)

    def signed(self, chart: Chart, asked: Asked) -> Chart:
        """A chart that another page drew from its own rows, as the one that stands under the catalogue's address."""
        return replace(chart, slug=self.slug, reading=tuple(map(str, self.reading))).signed(
            filters=self.filters(asked),
            address=self.address(asked, dated=True),
            live=self.address(asked),
            album=self.album(asked) if self.each else "",
            stem=f"{self.stem(asked)}_{chart.as_of}",
        )

    def stem(self, asked: Asked) -> str:
        """What files are called: the slug, and the regions chosen where they are few; ASCII, so that all systems keep it."""
        codes = asked.codes if asked.written.get("r") else []
        some = "-".join(codes) if len(codes) <= MOST_IN_NAMES else f"{len(codes)}-regions"
        return "_".join(part for part in ("govcompare", self.slug, some) if part)

    def album(self, asked: Asked) -> str:
        """The ZIP with one picture for each province."""
        query = {name: text for name, text in asked.query(dated=True).items() if name != "r"}
        return link(f"/charts/{self.slug}.zip", {**query, "each": "province"})

    def chart(self, asked: Asked) -> Chart:
        """The chart that is asked for."""
        return self.signed(self.draw(asked), asked)


def provinces() -> Places:
    """Places of a chart that restricts itself to the provinces chosen."""
    return Places(
        partial(Region.objects.counted),
        gettext_lazy("r 只能是 31 个省份，选了就只画这些。"),
        in_words=gettext_lazy("31 个省份"),
    )
