"""Django's admin with the site of ours."""

from django.contrib.admin.apps import AdminConfig
from django.core.checks import register


class StaffConfig(AdminConfig):
    default_site = "govcompare.staff.site.StaffSite"

    def ready(self):
        from . import names
        from .address import is_free

        names.give()
        super().ready()
        register(is_free)
