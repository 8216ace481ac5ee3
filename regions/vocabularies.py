"""Closed lists about places; the Chinese term is the label."""

from django.db.models import TextChoices


class RegionLevel(TextChoices):
    COUNTRY = "country", "国家"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"
    OTHER = "other", "其他"


class RegionType(TextChoices):
    COUNTRY = "country", "国家"
    PROVINCE = "province", "省"
    AUTONOMOUS_REGION = "autonomous_region", "自治区"
    MUNICIPALITY = "municipality", "直辖市"
    SPECIAL_ADMINISTRATIVE_REGION = "special_administrative_region", "特别行政区"
    PREFECTURE_LEVEL_CITY = "prefecture_level_city", "地级市"
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture", "自治州"
    PREFECTURE = "prefecture", "地区"
    LEAGUE = "league", "盟"
    CORPS = "corps", "生产建设兵团"


class RegionEvidenceField(TextChoices):
    """The columns of a region for which another standard stands."""

    ISO_CODE = "iso_code", "ISO 3166-2"
    ECONOMIC_REGION = "economic_region", "经济区域"


class EconomicRegion(TextChoices):
    """The four of the National Bureau of Statistics (2011); not defined for Hong Kong, Macao, Taiwan."""

    EAST = "东部", "东部"
    CENTRAL = "中部", "中部"
    WEST = "西部", "西部"
    NORTHEAST = "东北", "东北"
