"""Each page and its files share one path; the suffix is the format."""

from django.urls import path, re_path

from .views.compare import ComparePage
from .views.lists import list_views
from .views.profiles import ProfilePage

FORMAT = r"(?P<format>csv|xlsx|json)"

urlpatterns = [
    path("compare/", ComparePage.as_view(), name="compare"),
    re_path(rf"^compare\.{FORMAT}$", ComparePage.as_view()),
    path("regions/<str:code>/", ProfilePage.as_view(), name="profile"),
    re_path(rf"^regions/(?P<code>[^/.]+)\.{FORMAT}$", ProfilePage.as_view()),
]
for key, view in list_views.items():
    urlpatterns += [path(f"{key}/", view, name=key), re_path(rf"^{key}\.{FORMAT}$", view)]
