"""Questions about places."""

from django.db.models import Q

from govcompare.models import SourcedQuerySet
from govcompare.sort_keys import typed

from .vocabularies import RegionLevel, RegionType


class RegionQuerySet(SourcedQuerySet):
    def provinces(self):
        """The province-level units: 34 in GB/T 2260."""
        return self.filter(level=RegionLevel.PROVINCE)

    def provinces_and_corps(self):
        """The province-level units, and the Corps, which some counts count beside them."""
        return self.filter(Q(level=RegionLevel.PROVINCE) | Q(region_type=RegionType.CORPS))

    def counted(self):
        """The denominator of most studies: the provinces other than Hong Kong, Macao and Taiwan."""
        return self.filter(counted_in_31=True)

    def prefectures(self):
        return self.filter(level=RegionLevel.PREFECTURE)

    def matching(self, text: str):
        """Names, pinyin (with or without spaces), initials, one-character names, codes."""
        text = text.strip()
        compact = typed(text)
        words = (
            Q(name__icontains=text)
            | Q(short_name__icontains=text)
            | Q(name_en__istartswith=text)
            | Q(name_en__icontains=f" {text}")  # Mongolia
            | Q(abbreviation=text)
            | Q(code__startswith=text)
            | Q(iso_code__iexact=text)
        )
        if compact:
            words |= Q(sort_key__startswith=compact) | Q(initials=compact) | Q(name_en__istartswith=compact)
        return self.filter(words)
