"""Closed lists that provenance uses; the term is the label: Chinese, marked for translation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    STANDARD = "standard", _("标准")
    OFFICIAL_DOCUMENT = "official_document", _("官方文件")
    JOURNAL_ARTICLE = "journal_article", _("期刊论文")
    MAGAZINE_ARTICLE = "magazine_article", _("报刊文章")
    WEB_ARTICLE = "web_article", _("网络文章")
    REPORT_EXCERPT = "report_excerpt", _("报告节选")
    OFFICIAL_PAGE = "official_page", _("官方网页")
    NEWS_REPORT = "news_report", _("新闻报道")
    INDEX_REPORT = "index_report", _("指数报告")
    COMPANY_PAGE = "company_page", _("公司网页")
    CODE_REPOSITORY = "code_repository", _("代码库中的资料")


class CopyKind(TextChoices):
    """What was really read."""

    ORIGINAL = "original", _("原件")
    COPY_OF_OFFICIAL_TEXT = "copy_of_official_text", _("官方文本的副本")
    REPRINT = "reprint", _("转载")
    EXCERPT = "excerpt", _("节选")
    OFFICIAL_PAGE = "official_page", _("官方网页")
    OPENING_OF_OFFICIAL_TEXT = "opening_of_official_text", _("官方文本副本的开头")
    CITED_IN_OFFICIAL_TEXT = "cited_in_official_text", _("只见于其他文本的引用")
    AGGREGATOR = "aggregator", _("聚合网站")
    NEWS_REPORT = "news_report", _("新闻报道")
    NEWS_MIRROR = "news_mirror", _("新闻的镜像")
    MIRROR = "mirror", _("镜像网页")


class Language(TextChoices):
    SIMPLIFIED_CHINESE = "zh-Hans", _("简体中文")
    TRADITIONAL_CHINESE = "zh-Hant", _("繁体中文")
    ENGLISH = "en", _("英文")


class Confidence(TextChoices):
    STATED = "stated", _("来源明言")
    IMPLIED = "implied", _("由来源推出")


class MissingReason(TextChoices):
    """Why there is no value; after BODS unspecifiedReason. Never shown as 0."""

    NONE = "none", _("无")
    UNKNOWN = "unknown", _("未知")
    NOT_APPLICABLE = "not_applicable", _("不适用")
    NOT_PUBLISHED = "not_published", _("未公布")


class Presence(TextChoices):
    """Whether a region has a thing."""

    YES = "yes", _("有")
    NONE = "none", _("无")
    UNKNOWN = "unknown", _("未知")
    NOT_APPLICABLE = "not_applicable", _("不适用")
