"""Closed lists about places; the term is the label: Chinese, marked for translation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegionLevel(TextChoices):
    COUNTRY = "country", _("国家")
    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("地级")
    COUNTY = "county", _("县级")
    OTHER = "other", _("其他")


# What forms offer to choose: counties are added from a list or a profile, as a list of thousands helps nobody.
OFFERED = (RegionLevel.PROVINCE, RegionLevel.PREFECTURE, RegionLevel.OTHER)


class RegionType(TextChoices):
    COUNTRY = "country", _("国家")
    PROVINCE = "province", _("省")
    AUTONOMOUS_REGION = "autonomous_region", _("自治区")
    MUNICIPALITY = "municipality", _("直辖市")
    SPECIAL_ADMINISTRATIVE_REGION = "special_administrative_region", _("特别行政区")
    PREFECTURE_LEVEL_CITY = "prefecture_level_city", _("地级市")
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture", _("自治州")
    PREFECTURE = "prefecture", pgettext_lazy("region type", "地区")
    LEAGUE = "league", _("盟")
    CORPS = "corps", _("生产建设兵团")


class RegionEvidenceField(TextChoices):
    """The columns of a region for which another standard stands."""

    ISO_CODE = "iso_code", "ISO 3166-2"
    ECONOMIC_REGION = "economic_region", _("经济区域")


class EconomicRegion(TextChoices):
    """The four of the National Bureau of Statistics (2011); not defined for Hong Kong, Macao, Taiwan."""

    EAST = "东部", _("东部")
    CENTRAL = "中部", _("中部")
    WEST = "西部", _("西部")
    NORTHEAST = "东北", _("东北")
