"""One fact: every field, every source, whether they agree; as a page and as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from govcompare.as_of import AsOf
from govcompare.errors import NothingHere
from govcompare.exports import FORMATS, Takeaway, respond
from govcompare.language import clauses, headed
from govcompare.query import link, refuse_unknown
from govcompare.rows import label, sources_of
from govcompare.vocabularies import MissingReason
from govcompare.wording import plain

from ..labels import WITNESSES
from ..records import VERDICTS, concerning, fields_of, witnesses
from ..sourced import BY_TABLE, profile


class FactPage(View):
    """/facts/agency_statuses/jiangsu-agency-2024/ and its .csv, .xlsx, .json twins."""

    def get(self, request: HttpRequest, table: str, key: str, format: str = "html") -> HttpResponse:
        unknown = refuse_unknown(request, {"as_of"}, format)
        as_of = AsOf.read(request.GET)
        kind = BY_TABLE.get(table)
        row = None
        if kind and not kind.belongs_to:
            row = kind.model.objects.filter(pk=key).select_related("source", *kind.beside).first()
        if row is None:
            words = _("没有 %(table)s / %(key)s 这条事实。请从列表或来源页进入。")
            raise NothingHere(words % {"table": table[:40], "key": key[:80]})
        path = link(f"/facts/{table}/{key}/", {})
        shown, homes = fields_of(row), witnesses(kind, row, as_of.day)
        rows = [
            {
                "fact": key,
                "field": one.field,
                "says": one.says or None,
                "verdict": one.verdict,
                "verdict_label": str(VERDICTS[one.verdict]),
                **one.home,
                "missing": {} if one.says else {"says": "not_applicable"},
            }
            for one in homes
        ]
        if format != "html":
            title = headed(kind.label, kind.words(row).plain)
            body = {
                "fact": {field.name: field.items or field.text for field in shown},
                "missing": {field.name: field.absent for field in shown if field.absent},
                "as_of": as_of.text,
            }
            notes = [(_("网址"), request.build_absolute_uri(link(path, as_of.param)))]
            notes += [
                (
                    field.label,
                    clauses(map(plain, field.items)) or plain(field.text or "") or label(MissingReason, field.absent),
                )
                for field in shown
            ]
            return respond(
                Takeaway(key, title, list(WITNESSES), WITNESSES, rows, sources_of(rows), notes, body), format
            )
        context = {
            "as_of": as_of,
            "unknown": unknown,
            "kind": kind,
            "title": kind.words(row),
            "row": row,
            "path": path,
            "is_later": row.known_from > as_of.day,
            "region_url": profile(kind.region(row), as_of),
            "fields": shown,
            "units": list(row.units.all()) if table == "tasks" else [],
            "witnesses": [(one, str(VERDICTS[one.verdict])) for one in homes],
            "several": len({one.home["source"] for one in homes}) > 1,
            "disagree": any(one.verdict == "differs" for one in homes),
            "conflicts": concerning(kind, row, as_of.day),
            "sources": sources_of(rows),
            "files": [(name.upper(), link(f"/facts/{table}/{key}.{name}", as_of.param)) for name in FORMATS],
        }
        return render(request, "fact.html", context)
