"""The date a page shows: read from the query, kept in its links, said on the page."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from .errors import InvalidQuery, Slip
from .partial_dates import last_day

# The years within which a date is a plausible question; outside them it is a slip of the finger.
EARLIEST_YEAR, LATEST_YEAR = 1949, 2099


@dataclass(frozen=True)
class AsOf:
    """A date as asked (`text`), the day it stands for (`day`), and whether it is simply today."""

    text: str
    day: date
    is_today: bool = False

    @classmethod
    def today(cls) -> "AsOf":
        today = timezone.localdate()
        return cls(today.isoformat(), today, is_today=True)

    @classmethod
    def parse(cls, text: str, name: str = "as_of") -> "AsOf":
        """Read YYYY[-MM[-DD]]; InvalidQuery, naming the parameter, for anything else."""
        try:
            day = last_day(text)
        except ValueError:
            raise InvalidQuery(
                _("%(name)s 的值“%(text)s”不是日期，请写成 2019、2019-06 或 2019-06-30。")
                % {"name": name, "text": text[:40]},
                slip=Slip(name, text[:40]),
            ) from None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise InvalidQuery(
                _("%(name)s 的年份须在 %(first)s 与 %(last)s 之间，收到的是“%(text)s”。")
                % {"name": name, "first": EARLIEST_YEAR, "last": LATEST_YEAR, "text": text},
                slip=Slip(name, text),
            )
        return cls(text, day)

    @classmethod
    def of_load(cls, load) -> "AsOf":
        """The day on which a version of the dataset was loaded: what it shows where no date is asked for."""
        return cls.parse(timezone.localdate(load.loaded_at).isoformat())

    @classmethod
    def read(cls, query) -> "AsOf":
        """The date a query string asks for; today where it asks for none."""
        text = query.get("as_of", "")
        return cls.parse(text) if text else cls.today()

    @property
    def is_future(self) -> bool:
        """Whether the day lies after today: what is shown is what holds if nothing changes until then."""
        return self.day > timezone.localdate()

    @property
    def param(self) -> dict[str, str]:
        """What a link must carry to stay on this date; nothing for today."""
        return {} if self.is_today else {"as_of": self.text}
