"""Parameters that several pages read: one region, several codes of a closed list."""

from collections.abc import Collection
from unicodedata import normalize

from django.http import QueryDict

from govcompare.errors import InvalidQuery
from regions.models import Region

from ..filters import LONGEST_SEARCH


def read_region(code: str) -> Region | None:
    """The region of a code, None for none; InvalidQuery for a code that nobody has."""
    if not code:
        return None
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise InvalidQuery(f"没有代码为“{code[:20]}”的地区。")
    return region


def read_choices(query: QueryDict, name: str, known: Collection[str], *, examples: Collection[str] = ()) -> list[str]:
    """The values of a repeatable parameter, blanks left out; InvalidQuery names the choices, or some of them."""
    asked = [code for code in query.getlist(name) if code]
    if wrong := [code for code in asked if code not in known]:
        raise InvalidQuery(f"{name} 没有“{wrong[0][:40]}”这个选项；可用：{'、'.join(sorted(examples or known))}。")
    return asked


def read_search(query: QueryDict) -> str:
    """What is searched for: full-width letters as the usual ones, at most LONGEST_SEARCH characters."""
    text = normalize("NFKC", query.get("q", "")).strip()
    if len(text) > LONGEST_SEARCH:
        raise InvalidQuery(f"搜索（q）最多 {LONGEST_SEARCH} 个字，收到 {len(text)} 个。")
    return text
