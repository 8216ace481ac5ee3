"""Parameters that several pages read: regions, codes of a closed list, words to search for."""

from collections.abc import Collection
from unicodedata import normalize

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from govcompare.as_of import AsOf
from govcompare.errors import InvalidQuery
from govcompare.language import enumerated
from govcompare.query import SEPARATOR
from regions.models import Region

from ..comparisons import LARGEST
from ..filters import LONGEST_SEARCH
from ..ready_sets import compare_link


def read_codes(request: HttpRequest, as_of: AsOf) -> list[str]:
    """`r=440000~330000` or `r` repeated; every code must exist, at most 31 of them."""
    codes = [code.strip() for text in request.GET.getlist("r") for code in text.split(SEPARATOR) if code.strip()]
    codes = list(dict.fromkeys(codes))
    if len(codes) > LARGEST:
        words = _("一次最多比较 %(largest)s 个地区，收到 %(count)s 个。请去掉一些。")
        raise InvalidQuery(words % {"largest": LARGEST, "count": len(codes)})
    known = set(Region.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        keep = [code for code in codes if code in known]
        listed = enumerated(code[:20] for code in unknown[:10])
        rest = ngettext("比较其余 %(count)s 个", "比较其余 %(count)s 个", len(keep)) % {"count": len(keep)}
        links = [(rest, compare_link(keep, as_of))] if keep else []
        raise InvalidQuery(_("没有这些代码的地区：%(codes)s。") % {"codes": listed}, links=links)
    return codes


def read_region(code: str) -> Region | None:
    """The region of a code, None for none; InvalidQuery for a code that nobody has."""
    if not code:
        return None
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise InvalidQuery(_("没有代码为“%(code)s”的地区。") % {"code": code[:20]})
    return region


def read_choices(query: QueryDict, name: str, known: Collection[str], *, examples: Collection[str] = ()) -> list[str]:
    """The values of a repeatable parameter, blanks left out; InvalidQuery names the choices, or some of them."""
    asked = [code for code in query.getlist(name) if code]
    if wrong := [code for code in asked if code not in known]:
        raise InvalidQuery(
            _("%(name)s 没有“%(value)s”这个选项；可用：%(known)s。")
            % {"name": name, "value": wrong[0][:40], "known": enumerated(sorted(examples or known))}
        )
    return asked


def read_search(query: QueryDict) -> str:
    """What is searched for: full-width letters as the usual ones, at most LONGEST_SEARCH characters."""
    text = normalize("NFKC", query.get("q", "")).strip()
    if len(text) > LONGEST_SEARCH:
        words = _("搜索（q）最多 %(longest)s 个字，收到 %(count)s 个。")
        raise InvalidQuery(words % {"longest": LONGEST_SEARCH, "count": len(text)})
    return text
