"""What the lists of the admin are called, in both languages: our own models have no such names, those of libraries have English ones."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

APPS = {
    "govcompare": _("来源与运行"),
    "regions": _("行政区划"),
    "institutions": _("机构与评估"),
    "axes": _("登录"),
    "otp_totp": _("第二重验证：手机"),
    "otp_static": _("第二重验证：恢复码"),
}
# Those of the dataset are called as in data/datapackage.json.
MODELS = {
    "govcompare.Source": _("来源"),
    "regions.Region": _("行政区划"),
    "regions.RegionEvidence": _("行政区划的其他依据"),
    "regions.Denominator": _("分母"),
    "regions.DenominatorMember": _("分母的成员"),
    "institutions.Organization": _("机构"),
    "institutions.AgencyStatus": _("大数据机构"),
    "institutions.AgencyEvidence": _("大数据机构的其他依据"),
    "institutions.LeadingGroup": _("领导小组"),
    "institutions.LeadingGroupEvidence": _("领导小组的其他依据"),
    "institutions.Membership": _("领导小组成员"),
    "institutions.OperatingMandate": _("运营公司"),
    "institutions.MandateEvidence": _("运营职责的其他依据"),
    "institutions.SeparatedOperation": _("管运分离"),
    "institutions.Shareholding": _("股权"),
    "institutions.ShareholdingEvidence": _("股权的其他依据"),
    "institutions.RegionalModel": _("建设模式"),
    "institutions.PolicyDocument": _("政策文件"),
    "institutions.DocumentEvidence": _("文件的其他依据"),
    "institutions.Task": _("任务"),
    "institutions.TaskUnit": _("任务的单位"),
    "institutions.TaskEvidence": _("任务的其他依据"),
    "institutions.UnitName": _("单位的其他名称"),
    "institutions.Platform": _("平台"),
    "institutions.PlatformEvidence": _("平台的其他依据"),
    "institutions.NationalFunction": _("国家机构职能"),
    "institutions.BodyName": _("国家机构的其他名称"),
    "institutions.Definition": _("术语"),
    "institutions.Evaluation": _("评估"),
    "institutions.Edition": _("评估版本"),
    "institutions.Indicator": _("指标"),
    "institutions.Score": _("得分"),
    "institutions.Statistic": _("统计"),
    "institutions.StatisticMember": _("统计成员"),
    "institutions.StatisticEvidence": _("统计的其他依据"),
    "institutions.Explanation": _("分歧的解释"),
    "institutions.LeftOut": _("未录入的内容"),
    "govcompare.DatasetLoad": _("数据的载入"),
    "govcompare.ExportJob": _("导出任务"),
    "govcompare.ExportWorker": _("导出进程"),
    "govcompare.ShortLink": _("短网址"),
    "axes.AccessAttempt": _("失败的登录"),
    "axes.AccessLog": _("成功的登录"),
    "otp_totp.TOTPDevice": _("手机应用"),
    "otp_static.StaticDevice": _("一组恢复码"),
}


def give() -> None:
    """Name them where the admin looks. What migrations see stays as it was."""
    for label, name in APPS.items():
        apps.get_app_config(label).verbose_name = name
    for label, name in MODELS.items():
        options = apps.get_model(label)._meta
        options.verbose_name = options.verbose_name_plural = name
