"""What search engines should know of: every page that stands by itself, in both languages."""

from django.contrib.sitemaps import Sitemap
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

    def items(self) -> list[tuple[str, tuple[str, ...]]]:
        """The overview and the lists first, then charts, regions, indices and sources."""
        names = ["home", *(listing.key for listing in LISTINGS)]
        names += ["compare", "responsibilities", "changes", "conflicts", "charts", "sources", "about", "glossary"]
        single = [
            ("chart", CHARTS),
            ("profile", Region.objects.order_by("code").values_list("code", flat=True)),
            ("index", Evaluation.objects.values_list("pk", flat=True)),
            ("source", Source.objects.values_list("pk", flat=True)),
        ]
        return [(name, ()) for name in names] + [(name, (key,)) for name, keys in single for key in keys]

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


def made_ahead(most: int) -> list[str]:
    """The addresses of pages that are made before anybody asks: the first of the site map, in both languages."""
    pages, found = Pages(), []
    for item in pages.items()[: most // 2]:
        for language in (CHINESE, ENGLISH):
            with override(language):
                found.append(pages.location(item))
    return found
