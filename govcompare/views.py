"""The pages that stand above the apps: the national overview, the sources, the method."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View

from institutions import categories, overview, sourced
from institutions.charts import agency_map
from institutions.glossary import SECTIONS
from institutions.headlines import headlines
from institutions.lists.definitions import definition_row
from institutions.models import Definition, Evaluation
from institutions.ordering import in_order
from institutions.ready_sets import MODELS_OF_THE_LITERATURE, compare_link, ready_sets
from institutions.vocabularies import AgencyType, DefinitionCategory
from regions.models import Denominator

from . import front_page
from .as_of import AsOf
from .errors import InvalidQuery, NothingHere
from .exports import FORMATS
from .language import TAGS, current, enumerated, localized
from .list_page import ListPage
from .models import DatasetLoad, Source
from .paging import Pages
from .query import link, refuse_unknown, site_of
from .source_listing import Sources
from .structured_data import dataset_description


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
        agencies, detail = overview.tally(counted), overview.detail(counted, as_of.day)
        tallies = [
            overview.tally(counted, name)
            for name in ("has_leading_group", "has_operating_company", "separated_operation")
        ]
        sets, figures = ready_sets(provinces, as_of), headlines(as_of.day)
        counts = categories.counts(region for region in counted if region.has_agency == "yes")
        load = DatasetLoad.latest_or_none()
        example = link(f"/regions/{MODELS_OF_THE_LITERATURE[0]}/", as_of.param)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "chart": chart,
            "charts": [chart],
            "denominator": denominator,
            "denominator_hidden": [] if denominator.position == 1 else [("denominator", denominator.pk)],
            "home_path": link("/", {}),
            "home_today": denominator_link(denominator, AsOf.today()),
            "denominators": [(one, denominator_link(one, as_of)) for one in denominators],
            "agencies": agencies,
            "standing": front_page.standing(as_of, agencies, detail, behind),
            "tiles": front_page.tiles(as_of, agencies, *tallies),
            "types": front_page.type_links(counts, as_of),
            "headlines": figures,
            "first_headlines": figures[: front_page.OPEN_HEADLINES],
            "more_headlines": figures[front_page.OPEN_HEADLINES :],
            "ready_sets": sets,
            "steps": front_page.steps(as_of, example, compare_link(list(MODELS_OF_THE_LITERATURE), as_of)),
            "entrances": front_page.entrances(as_of),
            "dataset_load": load,
            "described": dataset_description(site_of(request), load),
        }
        return render(request, "home.html", context)


def read_denominator(text: str, denominators: list[Denominator]) -> Denominator:
    """The set of regions asked for, the first one where none is; InvalidQuery names the others."""
    if not text:
        return (
            denominators[0] if denominators else Denominator(name=_("省份"), size=0, position=1)
        )  # nothing is loaded yet
    found = next((one for one in denominators if one.pk == text), None)
    if found is None:
        known = enumerated(one.pk for one in denominators)
        raise InvalidQuery(_("没有“%(name)s”这个分母；可用：%(known)s。") % {"name": text[:40], "known": known})
    return found


def denominator_link(denominator: Denominator, as_of: AsOf) -> str:
    """The overview over another set of regions; the first is the default and left out."""
    chosen = {} if denominator.position == 1 else {"denominator": denominator.pk}
    return link("/", {**chosen, **as_of.param})


class SourceList(ListPage):
    listing = Sources()


# Of the facts that rest on one source.
FACTS_ON_A_PAGE = 500


class SourceDetail(View):
    """One source: how to cite it, what kind of copy was read, and every fact that rests on it by the date shown."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of", "page"}, "html")
        as_of = AsOf.read(request.GET)
        source = read_source(pk)
        resting = sourced.Resting(source, as_of)
        pages = Pages(
            resting, request.GET, size=FACTS_ON_A_PAGE,
            address=lambda page: link(f"/sources/{pk}/", {**as_of.param, "page": page}),
        )  # fmt: skip
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "source": source,
            "kinds": [(str(kind.label), count) for kind, count in resting.counts.items()],
            "groups": [(str(kind.label), resting.counts[kind], facts) for kind, facts in pages.shown],
            "total": len(resting),
            "state": pages,
            "page_numbers": pages.numbers,
            "ever": sourced.fact_counts(date.max, source)[source.pk],
        }
        return render(request, "source.html", context)


def read_source(pk: str) -> Source:
    """The source of that id; NothingHere where there is none."""
    source = Source.objects.filter(pk=pk).first()
    if source is None:
        raise NothingHere(_("没有编号为 %(id)s 的来源。请从来源列表进入。") % {"id": pk[:80]})
    return source


def source_bibtex(request: HttpRequest, pk: str) -> HttpResponse:
    """One source as a BibTeX file."""
    source = read_source(pk)
    name = content_disposition_header(as_attachment=True, filename=f"{source.pk}.bib")
    return HttpResponse(source.bibtex + "\n", content_type="application/x-bibtex; charset=utf-8",
                        headers={"Content-Disposition": name})  # fmt: skip


class Glossary(View):
    """The words of the field, each with an anchor that tables and charts lead to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        types = Definition.objects.filter(category=DefinitionCategory.AGENCY_TYPE).select_related("source")
        context = {
            "unknown": refuse_unknown(request, {"as_of"}, "html"),
            "as_of": AsOf.read(request.GET),
            "definitions": [definition_row(one) for one in types.order_by(in_order("type", AgencyType))],
            "sections": SECTIONS,
            "evaluations": Evaluation.objects.order_by("name").select_related("publisher"),
        }
        return render(request, "glossary.html", context)


class About(View):
    """Method and limits; a text of its own in each language."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "unknown": refuse_unknown(request, {"as_of"}, "html"),
            "as_of": AsOf.read(request.GET),
            "text": f"texts/about.{current()}.html",
        }
        return render(request, "about.html", context)


def robots(request: HttpRequest) -> HttpResponse:
    """Everything here is public; jobs are for who asked for them. Results of searches name the search as their page, so that
    nobody's words are found under our name."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {localized('/exports/', code)}" for code in TAGS]
    lines += ["Allow: /", f"Sitemap: {site_of(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """The address that browsers try by themselves leads to the icon."""
    return redirect(static("icon.svg"), permanent=True)


def unknown_format(request: HttpRequest, stem: str, suffix: str) -> HttpResponse:
    """/agencies.pdf: say which formats there are."""
    del stem
    if suffix in FORMATS:
        words = _("这个网址没有内容。可以取走文件的有：各列表、地区概况（%(profile)s）和比较（%(comparison)s?r=…）。")
        raise NothingHere(words % {"profile": link("/regions/440000.csv", {}), "comparison": link("/compare.csv", {})})
    known = enumerated(f".{name}" for name in FORMATS)
    raise NothingHere(_("没有 .%(suffix)s 这种格式；可用：%(known)s。") % {"suffix": suffix, "known": known})
