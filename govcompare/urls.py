"""The map of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from . import export_views, sitemaps, views
from .operations import views as operations

# Pages and their files, in every language; Chinese has no prefix.
pages = [
    path("", views.Home.as_view(), name="home"),
    path("sources/", views.SourceList.as_view(), name="sources"),
    re_path(r"^sources\.(?P<format>csv|xlsx|json)$", views.SourceList.as_view()),
    path("sources/<slug:pk>/", views.SourceDetail.as_view(), name="source"),
    path("sources/<slug:pk>.bib", views.source_bibtex, name="source_bibtex"),
    path("exports/<uuid:pk>/", export_views.JobPage.as_view(), name="export"),
    re_path(
        r"^exports/(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?P<suffix>[a-z]{3,4})$",
        export_views.job_file,
        name="export_file",
    ),
    path("about/", views.About.as_view(), name="about"),
    path("glossary/", views.Glossary.as_view(), name="glossary"),
    path("", include("institutions.urls")),
    re_path(r"^(?P<stem>.+)\.(?P<suffix>[A-Za-z0-9]{1,8})$", views.unknown_format),
]
if settings.ADMIN_PATH:
    pages.append(path(f"{settings.ADMIN_PATH}/", admin.site.urls))
urlpatterns = [
    path("s/<slug:key>/", export_views.short_link),
    path("healthz/", operations.alive),
    path("healthz/export", export_views.export_health),
    path("readyz/", operations.Ready.as_view()),
    path("metrics", operations.Metrics.as_view()),
    path("robots.txt", views.robots),
    path("sitemap.xml", sitemaps.whole, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.part, name="sitemap_part"),
    path("favicon.ico", views.favicon),
    *i18n_patterns(*pages, prefix_default_language=False),
]

handler400 = "govcompare.errors.bad_request"
handler403 = "govcompare.errors.forbidden"
handler404 = "govcompare.errors.page_not_found"
handler500 = "govcompare.errors.server_error"
