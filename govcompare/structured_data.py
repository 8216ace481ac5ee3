"""What search engines for data read of the dataset: schema.org Dataset (https://schema.org/Dataset) as JSON-LD."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from institutions.catalogue import LISTINGS

from .language import TAGS, current
from .models import DatasetLoad
from .query import link

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def dataset_description(site: str, load: DatasetLoad | None) -> SafeString:
    """The dataset in a script element of data. site: "https://host", without a slash at the end."""
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("中国地区数字政府组织比较"),
        "description": _("各省市大数据机构、领导小组、运营公司、政策文件与评估得分：每条事实都有来源、出处和日期。"),
        "url": site + link("/", {}),
        "inLanguage": TAGS[current()],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "govcompare", "url": site + link("/about/", {})},
        "spatialCoverage": {"@type": "Place", "name": _("中国")},
        "measurementTechnique": site + link("/about/", {}),
        "variableMeasured": [str(listing.title) for listing in LISTINGS],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(listing.title),
                "contentUrl": site + link(f"/{listing.key}.{suffix}", {}),
                "encodingFormat": media_type,
            }
            for listing in LISTINGS
            for suffix, media_type in MEDIA_TYPES.items()
        ],
    }
    if load:
        described |= {"version": load.version, "dateModified": load.loaded_at.date().isoformat()}
        if load.turning_points:
            described["temporalCoverage"] = f"{load.turning_points[0]}/{load.loaded_at.date().isoformat()}"
    # data, not code: the policy of the page has no say in it; "<" is written so that no text can end the element
    text = json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
