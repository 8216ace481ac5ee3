"""What search engines should know of: every page that stands by itself, in both languages."""

from collections.abc import Iterator
from itertools import islice

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from institutions.catalogue import LISTINGS
from institutions.charts.catalogue import CHARTS
from institutions.models import Evaluation
from regions.models import Region

from .language import CHINESE, ENGLISH, TAGS
from .models import DatasetLoad, Source


class Pages(Sitemap):
    """Pages with a name of their own; item: the name of the route and its arguments."""

    i18n = alternates = x_default = True
    # Addresses in one file; a file of more takes too long to make, and of 50,000 is none any more.
    limit = 5000

    def items(self) -> list[tuple[str, tuple[str, ...]]]:
        return list(self.in_order())

    @staticmethod
    def in_order() -> Iterator[tuple[str, tuple[str, ...]]]:
        """The overview and the lists first, then charts, regions, indices and sources."""
        names = ["home", *(listing.key for listing in LISTINGS)]
        names += ["compare", "responsibilities", "changes", "conflicts", "charts", "sources", "about", "glossary"]
        single = [
            ("chart", CHARTS),
            ("profile", Region.objects.order_by("code").values_list("code", flat=True)),
            ("index", Evaluation.objects.values_list("pk", flat=True)),
            ("source", Source.objects.values_list("pk", flat=True)),
        ]
        yield from ((name, ()) for name in names)
        yield from ((name, (key,)) for name, keys in single for key in keys)

    def location(self, item: tuple[str, tuple[str, ...]]) -> str:
        """The address in the language that is active."""
        name, arguments = item
        return reverse(name, args=arguments)

    def get_urls(self, *args, **kwargs) -> list[dict]:
        """The pages as they are listed; languages by the tags that the pages themselves give."""
        pages = super().get_urls(*args, **kwargs)
        for alternate in (one for page in pages for one in page["alternates"]):
            alternate["lang_code"] = TAGS.get(alternate["lang_code"], alternate["lang_code"])
        return pages

    def get_latest_lastmod(self):
        """The day on which the dataset was loaded."""
        load = DatasetLoad.latest_or_none()
        return load.loaded_at if load else None


SITEMAPS = {"pages": Pages}


def whole(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: the map of the site or, where one file is too small for it, the list of its parts."""
    if Pages().paginator.num_pages > 1:
        return index(request, SITEMAPS, sitemap_url_name="sitemap_part")
    return sitemap(request, SITEMAPS)


def part(request: HttpRequest, section: str) -> HttpResponse:
    """/sitemap-pages.xml?p=2: one part of it."""
    return sitemap(request, SITEMAPS, section)


def made_ahead(most: int) -> list[str]:
    """The addresses of pages that are made before anybody asks: the first of the site map, in both languages."""
    pages, found = Pages(), []
    for item in islice(pages.in_order(), most // 2):
        for language in (CHINESE, ENGLISH):
            with override(language):
                found.append(pages.location(item))
    return found
