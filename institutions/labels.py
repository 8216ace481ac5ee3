"""The Chinese headers that several lists share, and those of what is computed; files show columns in this order."""

from govcompare.rows import PROVENANCE_LABELS

VALIDITY = {name: PROVENANCE_LABELS[name] for name in ("valid_from", "valid_to")}
PROVENANCE = {name: text for name, text in PROVENANCE_LABELS.items() if name not in VALIDITY}
PLACE = {"region_code": "地区代码", "region": "地区"}

CHANGES = {
    "id": "编号",
    **PLACE,
    "body": "机构种类",
    "body_label": "机构种类（名称）",
    "name": "机构",
    "kind": "变化",
    "kind_label": "变化（名称）",
    "date": "时间",
    "is_by": "只知不晚于此时",
    "within": "是否在期间内",
    "within_label": "是否在期间内（名称）",
    "before": "之前",
    "after": "之后",
    **PROVENANCE,
    "earlier_source": "之前状态的出处",
}
CONFLICTS = {
    "id": "编号",
    **PLACE,
    "subject": "对象",
    "property": "属性",
    "kind": "种类",
    "kind_label": "种类（名称）",
    "value": "值",
    "counts": "所指",
    "as_of": "截至日期",
    "source": "来源编号",
    "source_label": "来源",
    "locator": "出处位置",
    "confidence": "可信度",
    "explanation": "解释",
    "missing": "缺失原因",
}
RESPONSIBILITIES = {
    **PLACE,
    "unit": "单位",
    "unit_kind": "部门种类",
    "area": "领域",
    "role": "角色",
    "tasks": "任务数",
    "titles": "任务",
    "led": "牵头合计",
    "participated": "参与合计",
    "as_of": "截至日期",
    "source": "来源编号",
    "locator": "出处位置",
    "missing": "缺失原因",
}
WITNESSES = {
    "fact": "事实",
    "field": "字段",
    "says": "该来源所载",
    "verdict": "与本条",
    "verdict_label": "与本条（名称）",
    "as_of": "截至日期",
    "source": "来源编号",
    "source_label": "来源",
    "locator": "出处位置",
    "confidence": "可信度",
    "confidence_label": "可信度（名称）",
    "note": "说明",
    "missing": "缺失原因",
}
