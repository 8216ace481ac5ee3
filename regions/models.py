"""Places and their codes; nothing here knows of institutions."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from govcompare.language import is_english
from govcompare.models import Sourced

from .querysets import RegionQuerySet
from .vocabularies import EconomicRegion, RegionEvidenceField, RegionLevel, RegionType


class Region(Sourced):
    """An administrative division, known by its six-digit GB/T 2260 code (Popolo: Area)."""

    code = models.CharField(_("代码"), primary_key=True, max_length=6)
    name = models.CharField(_("名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=40)
    name_en = models.CharField(_("英文名"), max_length=80)
    pinyin = models.CharField(_("拼音"), max_length=120)
    initials = models.CharField(_("拼音首字母"), max_length=40)
    # pinyin without spaces, then the code: the same order on every database and collation
    sort_key = models.CharField(max_length=130, db_index=True)
    abbreviation = models.CharField(_("一字简称"), max_length=1, blank=True)
    iso_code = models.CharField("ISO 3166-2", max_length=5, blank=True)
    level = models.CharField(_("层级"), max_length=12, choices=RegionLevel)
    region_type = models.CharField(_("类型"), max_length=40, choices=RegionType)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    economic_region = models.CharField(_("经济区域"), max_length=4, choices=EconomicRegion, blank=True)
    counted_in_31 = models.BooleanField(_("计入31个省级行政区"))

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        # each in the order of lists: what concerns the provinces never walks through all counties
        indexes = [
            models.Index(name="region_by_level", fields=["level", "code"]),
            models.Index(name="region_by_type", fields=["region_type", "code"]),
        ]
        constraints = [
            CheckConstraint(
                name="region_code_is_six_digits",
                violation_error_code="code",
                violation_error_message="代码须是六位数字",
                condition=Q(code__regex=r"^[0-9]{6}$"),
            ),
            CheckConstraint(
                name="region_level_matches_code",
                violation_error_code="level",
                violation_error_message="省级代码以 0000 结尾",
                condition=~Q(level=RegionLevel.PROVINCE) | Q(code__endswith="0000"),
            ),
            CheckConstraint(
                name="region_only_provinces_count_in_31",
                violation_error_code="counted_in_31",
                violation_error_message="只有省级计入31个",
                condition=Q(counted_in_31=False) | Q(level=RegionLevel.PROVINCE),
            ),
        ]

    def __str__(self):
        return self.display_name

    @property
    def display_name(self) -> str:
        """What the region is called in the language of the page."""
        return self.name_en if is_english() else self.short_name

    @property
    def display_full_name(self) -> str:
        """Its full name in Chinese; English has one name."""
        return self.name_en if is_english() else self.name


class RegionEvidence(Sourced):
    """The source of a column that the division codes do not give."""

    id = models.SlugField("编号", primary_key=True, max_length=40)
    region = models.ForeignKey(Region, models.CASCADE, related_name="evidence", verbose_name=_("地区"))
    field = models.CharField(_("字段"), max_length=20, choices=RegionEvidenceField)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.region_id} {self.field}"


class Denominator(Sourced):
    """The set of regions that a share is counted over: 31 provinces, or 32 with the Corps."""

    id = models.SlugField("编号", primary_key=True, max_length=40)
    name = models.CharField(_("名称"), max_length=60)
    size = models.PositiveIntegerField(_("个数"))
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return self.name


class DenominatorMember(models.Model):
    id = models.SlugField("编号", primary_key=True, max_length=60)
    denominator = models.ForeignKey(Denominator, models.CASCADE, related_name="members", verbose_name="分母")
    region = models.ForeignKey(Region, models.PROTECT, related_name="denominators", verbose_name="地区")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="denominator_member_once",
                violation_error_code="region_code",
                violation_error_message="同一分母中同一地区只能有一行",
                fields=["denominator", "region"],
            ),
        ]

    def __str__(self):
        return f"{self.denominator_id} {self.region_id}"
