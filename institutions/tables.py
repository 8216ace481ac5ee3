"""Which columns each list shows on the page; files carry all of them."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from govcompare.tables import CodeColumn, EvidenceColumn, FactColumn, FactTable, LinkColumn


def profile_of(code_field: str):
    """A function from a row to the profile of the region in one of its columns."""
    return lambda row: reverse("profile", args=[row[code_field]])


def region_column(code_field: str = "region_code", verbose_name: str = "地区") -> LinkColumn:
    """The column that leads to the profile of the region."""
    return LinkColumn(verbose_name, profile_of(code_field), attrs={"td": {"class": "place"}})


class PickColumn(tables.Column):
    """A tick box that takes a region into a comparison."""

    def __init__(self, code_field: str):
        super().__init__(verbose_name="选", accessor=code_field, orderable=False, attrs={"td": {"class": "pick"}})
        self.code_field = code_field

    def render(self, value, record):
        name = record.get("region") or record.get("short_name")
        return format_html('<input type="checkbox" name="r" value="{}" aria-label="比较{}">', value, name)


class TypeColumn(CodeColumn):
    """Agency type: the known one, or 未知 with the last known one beside it."""

    def __init__(self, verbose_name: str = "机构类型"):
        super().__init__(verbose_name, css="type")

    def render(self, value, record, bound_column, table):
        shown = super().render(value, record, bound_column, table)
        if value is None and record["last_known_type"]:
            return format_html(
                '{} <small class="last-known">最近已知：{}（{}）</small>',
                shown, record["last_known_type_label"], record["last_known_as_of"],
            )  # fmt: skip
        return shown


class RankColumn(CodeColumn):
    """Rank; a rank that a source gives only for the type in general says so."""

    def __init__(self):
        super().__init__("行政级别")

    def show(self, value, record, name, table):
        shown = super().show(value, record, name, table)
        if record["rank_confidence"] == "implied":
            return format_html('{} <small class="hint">按该类机构一般规格</small>', shown)
        return shown


class PlaceColumn(FactColumn):
    """A rank, with its tie as printed."""

    def __init__(self):
        super().__init__("排名", attrs={"td": {"class": "number"}})

    def show(self, value, record, name, table):
        return f"{value}（并列）" if record["tied"] else value


class YesNoColumn(FactColumn):
    def show(self, value, record, name, table):
        return "是" if value else "否"


class RegionTable(FactTable):
    pick = PickColumn("code")
    short_name = region_column("code", "名称")
    code = FactColumn("代码", attrs={"td": {"class": "number"}})
    level = CodeColumn("层级")
    economic_region = FactColumn("经济区域")
    has_agency = CodeColumn("大数据机构", css="presence")
    agency_type = TypeColumn("主要机构的类型")
    has_leading_group = CodeColumn("领导小组", css="presence")
    has_operating_company = CodeColumn("运营公司", css="presence")
    separated_operation = CodeColumn("管运分离", css="presence")


class AgencyTable(FactTable):
    facts = "agency_statuses"

    pick = PickColumn("region_code")
    region = region_column()
    name = FactColumn("机构名称")
    type = TypeColumn()
    rank = RankColumn()
    superior = FactColumn("隶属")
    plates = FactColumn("加挂牌子")
    valid_from = FactColumn("设立时间")
    last_observed = FactColumn("最近观察")
    source = EvidenceColumn()


class LeadingGroupTable(FactTable):
    facts = "leading_groups"

    region = region_column()
    name = FactColumn("领导小组")
    heads = FactColumn("组长")
    deputies = FactColumn("副组长")
    office = FactColumn("办公室设在")
    advisory_bodies = FactColumn("咨询机构")
    established = FactColumn("成立时间")
    predecessor = FactColumn("前身")
    source = EvidenceColumn()


class CompanyTable(FactTable):
    facts = "operating_mandates"

    region = region_column()
    name = FactColumn("公司")
    role = FactColumn("职责")
    kind = CodeColumn("种类")
    serves = FactColumn("服务的机构")
    stage = CodeColumn("阶段")
    source = EvidenceColumn()


class ShareholdingTable(FactTable):
    facts = "shareholdings"

    company = FactColumn("公司")
    holder = FactColumn("股东")
    share_exact = FactColumn("持股比例（%）", attrs={"td": {"class": "number"}})
    share_minimum = FactColumn("下限（%）", attrs={"td": {"class": "number"}})
    share_maximum = FactColumn("上限（%）", attrs={"td": {"class": "number"}})
    collective = YesNoColumn("合计持有")
    source = EvidenceColumn()


class DocumentTable(FactTable):
    facts = "documents"

    region = region_column()
    title = FactColumn("标题", attrs={"td": {"class": "title"}})
    number = FactColumn("文号")
    kind = FactColumn("文种")
    issuers = FactColumn("发文机关")
    issued_on = FactColumn("发布日期")
    effective_from = FactColumn("施行日期")
    period = FactColumn("规划期")
    stage = CodeColumn("状态")
    source = EvidenceColumn()


class ScoreTable(FactTable):
    facts = "scores"

    region = region_column()
    evaluation = FactColumn("评估")
    edition = FactColumn("版本")
    indicator = FactColumn("指标")
    value = FactColumn("得分", attrs={"td": {"class": "number"}})
    rank = PlaceColumn()
    band = FactColumn("档次")
    n_evaluated = FactColumn("参评数", attrs={"td": {"class": "number"}})
    source = EvidenceColumn()


class RegionalModelTable(FactTable):
    facts = "regional_models"

    region = region_column()
    name = FactColumn("模式")
    slogan = FactColumn("概括")
    features = FactColumn("特征")
    source = EvidenceColumn()
