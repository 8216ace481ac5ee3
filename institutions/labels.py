"""The headers that several lists share, and those of what is computed; files show columns in this order."""

from django.utils.translation import gettext_lazy as _

from govcompare.rows import PROVENANCE_LABELS

VALIDITY = {name: PROVENANCE_LABELS[name] for name in ("valid_from", "valid_to")}
PROVENANCE = {name: text for name, text in PROVENANCE_LABELS.items() if name not in VALIDITY}
PLACE = {"region_code": _("地区代码"), "region": _("地区")}

CHANGES = {
    "id": _("编号"),
    **PLACE,
    "body": _("机构种类"),
    "body_label": _("机构种类（名称）"),
    "name": _("机构"),
    "kind": _("变化"),
    "kind_label": _("变化（名称）"),
    "date": _("时间"),
    "is_by": _("只知不晚于此时"),
    "within": _("是否在期间内"),
    "within_label": _("是否在期间内（名称）"),
    "before": _("之前"),
    "after": _("之后"),
    **PROVENANCE,
    "earlier_source": _("之前状态的出处"),
}
CONFLICTS = {
    "id": _("编号"),
    **PLACE,
    "subject": _("对象"),
    "subject_label": _("对象（名称）"),
    "property": _("属性"),
    "kind": _("种类"),
    "kind_label": _("种类（名称）"),
    "value": _("值"),
    "value_label": _("值（名称）"),
    "counts": _("所指"),
    "counts_label": _("所指（名称）"),
    "as_of": _("截至日期"),
    "source": _("来源编号"),
    "source_label": _("来源"),
    "locator": _("出处位置"),
    "locator_label": _("出处位置（名称）"),
    "confidence": _("可信度"),
    "note": _("说明"),
    "note_label": _("说明（名称）"),
    "explanation": _("解释"),
    "explanation_label": _("解释（名称）"),
    "missing": _("缺失原因"),
}
RESPONSIBILITIES = {
    **PLACE,
    "unit": _("单位"),
    "unit_label": _("单位（名称）"),
    "unit_kind": _("部门种类"),
    "area": _("领域"),
    "area_label": _("领域（名称）"),
    "role": _("角色"),
    "tasks": _("任务数"),
    "titles": _("任务"),
    "led": _("牵头合计"),
    "participated": _("参与合计"),
    "as_of": _("截至日期"),
    "source": _("来源编号"),
    "locator": _("出处位置"),
    "missing": _("缺失原因"),
}
WITNESSES = {
    "fact": _("事实"),
    "field": _("字段"),
    "says": _("该来源所载"),
    "verdict": _("与本条"),
    "verdict_label": _("与本条（名称）"),
    **PROVENANCE,
}
