"""Django's admin with the site of ours."""

from django.contrib.admin.apps import AdminConfig
from django.core.checks import register


class StaffConfig(AdminConfig):
    default_site = "govcompare.staff.site.StaffSite"

    def ready(self):
        from .address import is_free

        super().ready()
        register(is_free)
