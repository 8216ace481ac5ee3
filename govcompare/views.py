"""The pages that stand above the apps: the national overview, the sources, the method."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views import View

from institutions import categories, overview, pictures, sourced
from institutions.listings import LISTINGS
from institutions.ready_sets import ready_sets

from .as_of import AsOf
from .errors import NothingHere
from .exports import FORMATS
from .list_page import ListPage
from .models import Source
from .query import link, refuse_unknown
from .source_listing import Sources


class Home(View):
    """The national overview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, "html")
        as_of = AsOf.read(request.GET)
        provinces = overview.provinces(as_of.day)
        counted = [region for region in provinces if region.counted_in_31]
        behind = overview.behind_types(provinces, as_of.day)
        chart = pictures.agency_type_map(provinces, overview.names_in_front(provinces), as_of, behind)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "behind": behind,
            "chart": chart,
            "charts": [chart],
            "agencies": overview.tally(counted),
            "groups": overview.tally(counted, "has_leading_group"),
            "companies": overview.tally(counted, "has_operating_company"),
            "separated": overview.tally(counted, "separated_operation"),
            "types": categories.counts(region for region in counted if region.has_agency == "yes").items(),
            "headlines": overview.headlines(as_of.day),
            "turning_points": overview.turning_points(),
            "ready_sets": ready_sets(provinces, as_of),
            "listings": [(listing, link(f"/{listing.key}/", as_of.param)) for listing in LISTINGS],
        }
        return render(request, "home.html", context)


class SourceList(ListPage):
    listing = Sources()


class SourceDetail(View):
    """One source and every fact that rests on it."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, "html")
        as_of = AsOf.read(request.GET)
        source = Source.objects.filter(pk=pk).first()
        if source is None:
            raise NothingHere(f"没有编号为 {pk[:80]} 的来源。请从来源列表进入。")
        groups = sourced.resting_on(source)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "source": source,
            "groups": groups,
            "total": sum(len(facts) for _, facts in groups),
        }
        return render(request, "source.html", context)


class About(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(
            request,
            "about.html",
            {"unknown": refuse_unknown(request, {"as_of"}, "html"), "as_of": AsOf.read(request.GET)},
        )


def robots(request: HttpRequest) -> HttpResponse:
    """Everything here is public."""
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


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
