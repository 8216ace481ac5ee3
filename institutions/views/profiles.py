"""One region: as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import NothingHere
from govcompare.exports import FORMATS, respond
from govcompare.query import link, refuse_unknown
from govcompare.rows import sources_of
from regions.models import Region

from ..cards import cards
from ..charts import equity
from ..charts.dimension_profile import score_charts
from ..models import Platform, Statistic, Task
from ..portrait import identity_line, portrait
from ..profiles import Profile, profiles, scores_beside
from ..ready_sets import compare_link
from ..sentences import summary, summary_html
from ..takeaways import long_file


class ProfilePage(View):
    """/regions/440000/ and its .csv, .xlsx, .json twins."""

    def get(self, request: HttpRequest, code: str, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, format)
        as_of = AsOf.read(request.GET)
        inside = Region.objects.filter(parent=code).values_list("code", flat=True)
        found = profiles([code], as_of.day, briefly=inside)
        if not found:
            words = _("没有代码为“%(code)s”的地区。请在地区列表中按名称、拼音或代码查找。")
            raise NothingHere(words % {"code": code[:20]})
        profile, *children = found
        if format == "html":
            return render(request, "profile.html", self.context(profile, children, as_of, unknown))
        title = _("%(region)s概况") % {"region": profile.region.display_full_name}
        url = request.build_absolute_uri(self.path(profile, as_of))
        shown = [*profile.facts, *(fact for child in children for fact in child.of("region"))]
        return respond(
            long_file(shown, as_of, name=code, title=title, url=url, filters={"region_code": [code]}), format
        )

    @staticmethod
    def path(profile: Profile, as_of: AsOf) -> str:
        return link(f"/regions/{profile.region.code}/", as_of.param)

    @staticmethod
    def elsewhere(region: Region, as_of: AsOf) -> list[tuple[str, int, str]]:
        """What other pages hold of this region: words, how many, the link."""
        here = {"region_code": region.code, **as_of.param}
        pages = [
            (_("任务分工"), Task, link("/responsibilities/", {"r": region.code, **as_of.param})),
            (pgettext("list", "平台"), Platform, link("/platforms/", here)),
            (_("统计数字"), Statistic, link("/statistics/", here)),
        ]
        counted = [
            (words, model.objects.known(as_of.day).filter(region=region).count(), url) for words, model, url in pages
        ]
        conflicts = (pgettext("list", "分歧"), 0, link("/conflicts/", here))
        return [*(page for page in counted if page[1]), conflicts]

    def context(self, profile: Profile, children: list[Profile], as_of: AsOf, unknown: list[str]) -> dict:
        region = profile.region
        known = equity.is_known(profile.shareholdings)
        shares = equity.of_regions([region], profile.shareholdings, as_of) if known else None
        scores = score_charts([region], scores_beside([profile], as_of.day), as_of)
        return {
            "as_of": as_of,
            "unknown": unknown,
            "region": region,
            "parent": Region.objects.filter(pk=region.parent_id).first(),
            "children": [(child.region, child.row) for child in children],
            "summary": summary(profile),
            "summary_html": summary_html(profile),
            "identity_line": identity_line(region),
            "portrait": portrait(profile, children),
            "cards": cards(profile),
            "equity": shares,
            "score_charts": scores,
            "charts": [chart for chart in (shares, *scores) if chart],
            "compare_link": compare_link([region.code], as_of),
            "changes_link": link("/changes/", {"r": region.code, **as_of.param}),
            "elsewhere": self.elsewhere(region, as_of),
            "today_link": link(f"/regions/{region.code}/", {}),
            "sources": sources_of([fact.row() for one in (profile, *children) for fact in one.told]),
            "files": [(name.upper(), link(f"/regions/{region.code}.{name}", as_of.param)) for name in FORMATS],
        }
