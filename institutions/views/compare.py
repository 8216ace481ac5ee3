"""2 to 31 regions side by side: as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.exports import FORMATS, respond
from govcompare.language import enumerated, headed, is_english
from govcompare.query import SEPARATOR, link, refuse_unknown
from govcompare.rows import sources_of
from regions.models import Region
from regions.vocabularies import OFFERED

from ..charts import agency_types, equity
from ..charts.dimension_profile import score_charts
from ..comparisons import LARGEST, facts_in_view, sections
from ..overview import provinces
from ..profiles import Profile, profiles, scores_beside
from ..ready_sets import compare_link, offers, ready_sets
from ..takeaways import long_file
from .reading import read_codes

# Regions that a heading names; of more it says how many.
MOST_NAMED = 6


class ComparePage(View):
    """/compare/?r=440000~330000~520000 and its .csv, .xlsx, .json twins."""

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"r", "as_of"}, format, repeatable={"r"})
        as_of = AsOf.read(request.GET)
        codes = read_codes(request, as_of)
        if format == "html":
            return render(request, "compare.html", self.context(codes, as_of, unknown))
        if not codes:
            raise InvalidQuery(_("请用 r 给出要比较的地区，例如 r=440000~330000~520000。"))
        chosen = profiles(codes, as_of.day)
        title = headed(_("地区比较"), enumerated(profile.region.display_name for profile in chosen))
        url = request.build_absolute_uri(compare_link(codes, as_of))
        facts = facts_in_view(sections(chosen), chosen)
        return respond(
            long_file(facts, as_of, name=file_stem(codes), title=title, url=url, filters={"r": codes}), format
        )

    def context(self, codes: list[str], as_of: AsOf, unknown: list[str]) -> dict:
        everyone = provinces(as_of.day)
        chosen = profiles(codes, as_of.day)
        compared = sections(chosen) if len(chosen) > 1 else []
        charts = self.charts(chosen, everyone, as_of) if compared else {}
        return {
            "as_of": as_of,
            "unknown": unknown,
            "heading": self.heading(chosen),
            "codes": codes,
            "joined_codes": SEPARATOR.join(codes),
            "columns": [(profile, self.without(codes, profile.region.code, as_of)) for profile in chosen],
            "sections": [(section, charts.get(section.kind, [])) for section in compared],
            "charts": [chart for pictures in charts.values() for chart in pictures],
            "ready_sets": ready_sets(everyone, as_of),
            "offers": offers(chosen, everyone, as_of),
            "choices": self.choices(codes),
            "largest": LARGEST,
            "full": len(codes) >= LARGEST,
            "compare_path": link("/compare/", {}),
            "date_hidden": [("r", SEPARATOR.join(codes))] if codes else [],
            "today_link": compare_link(codes, AsOf.today()),
            "sources": sources_of([fact.row() for profile in chosen for fact in profile.told]),
            "files": [(name.upper(), compare_link(codes, as_of, name)) for name in FORMATS],
        }

    @staticmethod
    def heading(chosen: list[Profile]) -> str:
        """What is compared, by name where the names fill no more than a line."""
        if len(chosen) > MOST_NAMED:
            return ngettext("比较 %(count)s 个地区", "比较 %(count)s 个地区", len(chosen)) % {"count": len(chosen)}
        if not chosen:
            return _("比较地区")
        return _("比较%(regions)s") % {"regions": enumerated(profile.region.display_name for profile in chosen)}

    @staticmethod
    def choices(codes: list[str]) -> list[tuple[str, list[Region]]]:
        """The provinces and cities that can be added, province by province; by name, as one looks for it. Counties are added
        from a list or a profile: a list of thousands helps nobody."""
        inside: dict[str, list[Region]] = {}  # the first two digits of a code are those of its province
        for region in sorted(Region.objects.filter(level__in=OFFERED), key=name_order):
            inside.setdefault(f"{region.code[:2]}0000", []).append(region)
        provinces = sorted(
            (one for code, regions in inside.items() for one in regions if one.code == code), key=name_order
        )
        groups = ((one, sorted(inside[one.code], key=lambda region: region != one)) for one in provinces)
        offered = ((one, [region for region in regions if region.code not in codes]) for one, regions in groups)
        return [(one.display_name, regions) for one, regions in offered if regions]

    @staticmethod
    def without(codes: list[str], code: str, as_of: AsOf) -> str:
        return compare_link([other for other in codes if other != code], as_of)

    @staticmethod
    def charts(chosen: list[Profile], everyone: list[Region], as_of: AsOf) -> dict[str, list]:
        """The pictures of each section, by its kind."""
        picked = [profile.region for profile in chosen]
        shares = [row for profile in chosen for row in profile.shareholdings]
        return {
            "agency": [agency_types.of_regions(picked, everyone, as_of)],
            "company": [equity.of_regions(picked, shares, as_of)] if equity.is_known(shares) else [],
            "score": score_charts(picked, scores_beside(chosen, as_of.day), as_of),
        }


def name_order(region: Region) -> str:
    """By the English name on an English page, else by the pinyin."""
    return region.display_name if is_english() else region.sort_key


def file_stem(codes: list[str]) -> str:
    """A file name of few codes, or of their number."""
    return "compare_" + ("-".join(codes) if len(codes) <= 5 else f"{len(codes)}-regions")
