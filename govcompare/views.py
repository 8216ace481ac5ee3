"""The pages that stand above the apps: the national overview, the sources, the method."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import content_disposition_header
from django.views import View

from institutions import categories, overview, sourced
from institutions.catalogue import LISTINGS
from institutions.charts import agency_map
from institutions.headlines import headlines
from institutions.ready_sets import ready_sets
from regions.models import Denominator

from .as_of import AsOf
from .errors import InvalidQuery, NothingHere
from .exports import FORMATS
from .list_page import ListPage
from .models import Source
from .query import link, refuse_unknown
from .source_listing import Sources


class Home(View):
    """The national overview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of", "denominator"}, "html")
        as_of = AsOf.read(request.GET)
        denominators = list(Denominator.objects.prefetch_related("members"))
        denominator = read_denominator(request.GET.get("denominator", ""), denominators)
        provinces = overview.provinces(as_of.day)
        codes = {member.region_id for member in denominator.members.all()} if denominators else set()
        counted = [region for region in provinces if region.code in codes]
        behind = overview.behind_types(provinces, as_of.day)
        chart = agency_map.of_provinces(provinces, behind, as_of)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "behind": behind,
            "rests_on_later": behind.is_later_than(as_of.day),
            "chart": chart,
            "charts": [chart],
            "denominator": denominator,
            "denominator_hidden": [] if denominator.position == 1 else [("denominator", denominator.pk)],
            "home_today": denominator_link(denominator, AsOf.today()),
            "denominators": [(one, denominator_link(one, as_of)) for one in denominators],
            "agencies": overview.tally(counted),
            "detail": overview.detail(counted, as_of.day),
            "groups": overview.tally(counted, "has_leading_group"),
            "companies": overview.tally(counted, "has_operating_company"),
            "separated": overview.tally(counted, "separated_operation"),
            "types": categories.counts(region for region in counted if region.has_agency == "yes").items(),
            "headlines": headlines(as_of.day),
            "ready_sets": ready_sets(provinces, as_of),
            "listings": [(listing, link(f"/{listing.key}/", as_of.param)) for listing in LISTINGS],
        }
        return render(request, "home.html", context)


def read_denominator(text: str, denominators: list[Denominator]) -> Denominator:
    """The set of regions asked for, the first one where none is; InvalidQuery names the others."""
    if not text:
        return (
            denominators[0] if denominators else Denominator(name="省份", size=0, position=1)
        )  # nothing is loaded yet
    found = next((one for one in denominators if one.pk == text), None)
    if found is None:
        known = "、".join(one.pk for one in denominators)
        raise InvalidQuery(f"没有“{text[:40]}”这个分母；可用：{known}。")
    return found


def denominator_link(denominator: Denominator, as_of: AsOf) -> str:
    """The overview over another set of regions; the first is the default and left out."""
    chosen = {} if denominator.position == 1 else {"denominator": denominator.pk}
    return link("/", {**chosen, **as_of.param})


class SourceList(ListPage):
    listing = Sources()


class SourceDetail(View):
    """One source: how to cite it, what kind of copy was read, and every fact that rests on it by the date shown."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, "html")
        as_of = AsOf.read(request.GET)
        source = Source.objects.filter(pk=pk).first()
        if source is None:
            raise NothingHere(f"没有编号为 {pk[:80]} 的来源。请从来源列表进入。")
        groups = sourced.resting_on(source, as_of)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "source": source,
            "groups": groups,
            "total": sum(len(facts) for _, facts in groups),
            "ever": sourced.fact_counts(date.max)[source.pk],
        }
        return render(request, "source.html", context)


def source_bibtex(request: HttpRequest, pk: str) -> HttpResponse:
    """One source as a BibTeX file."""
    source = Source.objects.filter(pk=pk).first()
    if source is None:
        raise NothingHere(f"没有编号为 {pk[:80]} 的来源。请从来源列表进入。")
    name = content_disposition_header(as_attachment=True, filename=f"{source.pk}.bib")
    return HttpResponse(source.bibtex + "\n", content_type="application/x-bibtex; charset=utf-8",
                        headers={"Content-Disposition": name})  # fmt: skip


class About(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(
            request,
            "about.html",
            {"unknown": refuse_unknown(request, {"as_of"}, "html"), "as_of": AsOf.read(request.GET)},
        )


def robots(request: HttpRequest) -> HttpResponse:
    """Everything here is public; jobs are for who asked for them."""
    return HttpResponse("User-agent: *\nDisallow: /exports/\nAllow: /\n", content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """The address that browsers try by themselves leads to the icon."""
    return redirect(static("icon.svg"), permanent=True)


def unknown_format(request: HttpRequest, stem: str, suffix: str) -> HttpResponse:
    """/agencies.pdf: say which formats there are."""
    del stem
    if suffix in FORMATS:
        raise NothingHere(
            "这个网址没有内容。可以取走文件的有：各列表、地区概况（/regions/440000.csv）和比较（/compare.csv?r=…）。"
        )
    raise NothingHere(f"没有 .{suffix} 这种格式；可用：{'、'.join('.' + name for name in FORMATS)}。")
