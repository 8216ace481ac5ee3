"""Each page and its files share one path; the suffix is the format."""

from django.urls import path, re_path

from .views.changes import ChangesPage
from .views.chart_files import ChartFile
from .views.charts import ChartFrame, ChartIndex, ChartPage
from .views.compare import ComparePage
from .views.conflicts import conflict_list
from .views.facts import FactPage
from .views.indices import IndexPage
from .views.lists import list_views
from .views.profiles import ProfilePage
from .views.responsibilities import ResponsibilitiesPage
from .views.search import SearchPage, Suggestions

FORMAT = r"(?P<format>csv|xlsx|json)"

urlpatterns = [
    path("search/", SearchPage.as_view(), name="search"),
    re_path(r"^search\.(?P<format>json)$", SearchPage.as_view()),
    path("search/suggest/", Suggestions.as_view(), name="search_suggest"),
    path("charts/", ChartIndex.as_view(), name="charts"),
    path("charts/<str:slug>/", ChartPage.as_view(), name="chart"),
    re_path(r"^charts/(?P<slug>[^/]+?)\.(?P<format>[^/.]+)$", ChartFile.as_view()),
    path("embed/<str:slug>/", ChartFrame.as_view(), name="embed"),
    path("compare/", ComparePage.as_view(), name="compare"),
    re_path(rf"^compare\.{FORMAT}$", ComparePage.as_view()),
    path("changes/", ChangesPage.as_view(), name="changes"),
    re_path(rf"^changes\.{FORMAT}$", ChangesPage.as_view()),
    path("responsibilities/", ResponsibilitiesPage.as_view(), name="responsibilities"),
    re_path(rf"^responsibilities\.{FORMAT}$", ResponsibilitiesPage.as_view()),
    path("conflicts/", conflict_list, name="conflicts"),
    re_path(rf"^conflicts\.{FORMAT}$", conflict_list),
    path("facts/<str:table>/<str:key>/", FactPage.as_view(), name="fact"),
    re_path(rf"^facts/(?P<table>[a-z_]+)/(?P<key>[^/.]+)\.{FORMAT}$", FactPage.as_view()),
    path("indices/<str:key>/", IndexPage.as_view(), name="index"),
    path("regions/<str:code>/", ProfilePage.as_view(), name="profile"),
    re_path(rf"^regions/(?P<code>[^/.]+)\.{FORMAT}$", ProfilePage.as_view()),
]
for key, view in list_views.items():
    urlpatterns += [path(f"{key}/", view, name=key), re_path(rf"^{key}\.{FORMAT}$", view)]
