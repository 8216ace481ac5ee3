"""Closed lists that provenance uses; the Chinese term is the label."""

from django.db.models import TextChoices


class SourceKind(TextChoices):
    STANDARD = "standard", "标准"
    OFFICIAL_DOCUMENT = "official_document", "官方文件"
    JOURNAL_ARTICLE = "journal_article", "期刊论文"
    MAGAZINE_ARTICLE = "magazine_article", "报刊文章"
    WEB_ARTICLE = "web_article", "网络文章"
    REPORT_EXCERPT = "report_excerpt", "报告节选"
    OFFICIAL_PAGE = "official_page", "官方网页"
    NEWS_REPORT = "news_report", "新闻报道"
    INDEX_REPORT = "index_report", "指数报告"
    COMPANY_PAGE = "company_page", "公司网页"
    CODE_REPOSITORY = "code_repository", "代码库中的资料"


class CopyKind(TextChoices):
    """What was really read."""

    ORIGINAL = "original", "原件"
    COPY_OF_OFFICIAL_TEXT = "copy_of_official_text", "官方文本的副本"
    REPRINT = "reprint", "转载"
    EXCERPT = "excerpt", "节选"
    OFFICIAL_PAGE = "official_page", "官方网页"
    OPENING_OF_OFFICIAL_TEXT = "opening_of_official_text", "官方文本副本的开头"
    CITED_IN_OFFICIAL_TEXT = "cited_in_official_text", "只见于其他文本的引用"
    AGGREGATOR = "aggregator", "聚合网站"
    NEWS_REPORT = "news_report", "新闻报道"
    NEWS_MIRROR = "news_mirror", "新闻的镜像"
    MIRROR = "mirror", "镜像网页"


class Language(TextChoices):
    SIMPLIFIED_CHINESE = "zh-Hans", "简体中文"
    TRADITIONAL_CHINESE = "zh-Hant", "繁体中文"
    ENGLISH = "en", "英文"


class Confidence(TextChoices):
    STATED = "stated", "来源明言"
    IMPLIED = "implied", "由来源推出"


class MissingReason(TextChoices):
    """Why there is no value; after BODS unspecifiedReason. Never shown as 0."""

    NONE = "none", "无"
    UNKNOWN = "unknown", "未知"
    NOT_APPLICABLE = "not_applicable", "不适用"
    NOT_PUBLISHED = "not_published", "未公布"


class Presence(TextChoices):
    """Whether a region has a thing."""

    YES = "yes", "有"
    NONE = "none", "无"
    UNKNOWN = "unknown", "未知"
    NOT_APPLICABLE = "not_applicable", "不适用"
