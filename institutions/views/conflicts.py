"""Where sources disagree: the list and its files."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from govcompare.as_of import AsOf
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.query import link, refuse_unknown
from govcompare.rows import Row, sources_of
from regions.models import Region

from ..conflicts import Conflict, conflict_row, conflicts
from ..conflicts.conflict import KINDS
from ..labels import CONFLICTS
from ..phrases import Phrase
from ..typed import Typed
from .reading import read_choices, read_search


class ConflictList(View):
    """/conflicts/?kind=different_count&region_code=440300 and its .csv, .xlsx, .json twins."""

    KNOWN = {"as_of", "kind", "region_code", "q"}

    def get(self, request: HttpRequest, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, self.KNOWN, format, repeatable={"kind", "region_code"})
        as_of = AsOf.read(request.GET)
        search = read_search(request.GET)
        everything = conflicts(as_of.day)
        places = {one.region_code: one.region for one in everything if one.region_code}
        known = set(Region.objects.values_list("code", flat=True))
        asked = {
            "kind": read_choices(request.GET, "kind", KINDS),
            "region_code": read_choices(request.GET, "region_code", known, examples=places),
            "q": [search] if search else [],
        }
        found = [one for one in everything if _wanted(one, asked)]
        found = _having_all(found, Typed(search)) if search else found
        rows = [conflict_row(one) for one in found]
        if format != "html":
            return respond(self.takeaway(request, rows, as_of, asked), format)
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "found": found,
            "total": len(everything),
            "kinds": [(code, words, sum(one.kind == code for one in everything), code in asked["kind"])
                      for code, words in KINDS.items()],
            "places": [(code, name, code in asked["region_code"]) for code, name in sorted(places.items())],
            "search": search,
            "date_hidden": [(name, one) for name, values in asked.items() for one in values],
            "today_link": link("/conflicts/", asked),
            "sources": sources_of([side for row in rows for side in row["sides"]]),
            "files": [(name.upper(), link(f"/conflicts.{name}", {**asked, **as_of.param})) for name in FORMATS],
        }  # fmt: skip
        return render(request, "conflicts.html", context)

    @staticmethod
    def takeaway(request: HttpRequest, found: list[Row], as_of: AsOf, asked: dict) -> Takeaway:
        """JSON keeps a disagreement whole; in CSV and XLSX each of its sides is a line."""
        nested = request.path.endswith(".json")
        rows = found if nested else [line for row in found for line in _lines(row)]
        return Takeaway(
            name=f"govcompare_conflicts_{as_of.text}",
            title=ngettext("来源之间的分歧：%(number)s 处", "来源之间的分歧：%(number)s 处", len(found))
            % {"number": len(found)},
            columns=list(CONFLICTS),
            labels=CONFLICTS,
            rows=rows,
            sources=sources_of([side for row in found for side in row["sides"]]),
            notes=[
                (_("所示日期"), as_of.text),
                (_("网址"), request.build_absolute_uri(link("/conflicts/", {**asked, **as_of.param}))),
                (_("许可"), _("数据 CC BY 4.0")),
            ],
            body={"count": len(found), "as_of": as_of.text, "next_url": None},
        )


def _wanted(one: Conflict, asked: dict[str, list[str]]) -> bool:
    return (not asked["kind"] or one.kind in asked["kind"]) and (
        not asked["region_code"] or one.region_code in asked["region_code"]
    )


def _having_all(several: list[Conflict], typed: Typed) -> list[Conflict]:
    """Those that have the whole of what was typed, or else each of its words."""
    whole, words = _having(several, typed), several if typed.words else []
    for word in typed.words:
        words = _having(words, word)
    return [one for one in several if one in whole or one in words]


def _having(several: list[Conflict], typed: Typed) -> list[Conflict]:
    """Those that have what was typed in their subject, property, place or explanation."""
    there = set(typed.regions.values_list("code", flat=True))
    return [
        one
        for one in several
        if one.region_code in there
        or typed.is_in(one.property)
        or any(map(typed.is_said, (one.subject.text, *_parts(one.subject), one.explanation or "")))
    ]


def _parts(said: Phrase) -> Iterator[str]:
    """The texts that a phrase holds, each by itself, for only so have they a rendering."""
    for part in said.parts.values():
        if isinstance(part, Phrase):
            yield from _parts(part)
        else:
            yield str(part)


def _lines(row: Row) -> list[Row]:
    """One line a side, the disagreement's own columns repeated."""
    shared = {name: row[name] for name in row if name not in ("sides", "missing")}
    return [
        shared
        | {name: value for name, value in side.items() if name not in ("table", "key")}
        | {"missing": row["missing"] | ({} if side["source"] else {"source": "not_applicable"})}
        for side in row["sides"]
    ]


conflict_list = ConflictList.as_view()
