"""The map of the site."""

from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("sources/", views.SourceList.as_view(), name="sources"),
    re_path(r"^sources\.(?P<format>csv|xlsx|json)$", views.SourceList.as_view()),
    path("sources/<slug:pk>/", views.SourceDetail.as_view(), name="source"),
    path("sources/<slug:pk>.bib", views.source_bibtex, name="source_bibtex"),
    path("about/", views.About.as_view(), name="about"),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("", include("institutions.urls")),
    re_path(r"^(?P<stem>.+)\.(?P<suffix>[A-Za-z0-9]{1,8})$", views.unknown_format),
]

handler400 = "govcompare.errors.bad_request"
handler404 = "govcompare.errors.page_not_found"
handler500 = "govcompare.errors.server_error"
