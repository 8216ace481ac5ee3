"""What the admin shows. The dataset can only be looked at: it comes from data/, and a change made here would be gone with
the next load."""

from collections.abc import Callable
from datetime import datetime

from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.db import models
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from .dataset_tables import TABLES
from .models import DatasetLoad, Dated, ExportJob, ExportWorker, ShortLink, Sourced

MOST_COLUMNS = 7
# What is too long for a cell.
LONG = (models.TextField, models.JSONField, models.BinaryField)

# What all rows have stands last.
SHARED = {field.name for base in (Sourced, Dated) for field in base._meta.fields}


def column(attribute: str, name: str, **options) -> Callable:
    """A column of a list, or a line of the page of a row, under a name of ours. options: as of admin.display."""

    @admin.display(description=name, ordering=attribute, **options)
    def shown(row: models.Model):
        value = getattr(row, attribute)
        return localize(localtime(value)) if isinstance(value, datetime) else "-" if value is None else value

    return shown


class LookOnly(admin.ModelAdmin):
    """Rows as they are; nothing can be added, changed or removed."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def is_derived(field: models.Field) -> bool:
    """Whether a column is there only to sort by."""
    return field.name.endswith("_key") and not field.primary_key


def name_of(field: models.ForeignKey) -> str:
    """What a row points to: by a name of its own, or by that of the other table."""
    has_name = field.verbose_name != field.name.replace("_", " ")
    return field.verbose_name if has_name else field.related_model._meta.verbose_name


class TableAdmin(LookOnly):
    """A table with the columns it has."""

    def __init__(self, model, admin_site):
        short = [field for field in model._meta.fields if not isinstance(field, LONG) and not is_derived(field)]
        short.sort(key=lambda field: (not field.primary_key, field.name in SHARED))
        # what a row points to by its id: as words it would be a query of its own in each cell
        self.list_display = [
            column(field.attname, name_of(field)) if field.is_relation else field.name
            for field in short[:MOST_COLUMNS]
        ]
        self.search_fields = [
            field.name for field in model._meta.fields if isinstance(field, (models.CharField, models.TextField))
        ]
        super().__init__(model, admin_site)


class Removable(LookOnly):
    """Rows of a library, in columns of ours; each can be taken away. The list has all there is to see."""

    columns: list[Callable] = []
    list_display_links = None

    def __init__(self, model, admin_site):
        self.list_display = self.fields = self.readonly_fields = self.columns
        super().__init__(model, admin_site)

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


WHO = [
    column("attempt_time", _("时间")),
    column("username", _("用户名")),
    column("ip_address", _("来自")),
]


class AttemptAdmin(Removable):
    """Who failed to log in. Whoever is locked can come in again when the row is gone."""

    columns = [*WHO, column("failures_since_start", _("失败次数")), column("user_agent", _("浏览器"))]
    search_fields = ["username", "ip_address"]


class LoginAdmin(Removable):
    """Who logged in."""

    columns = [*WHO, column("logout_time", _("退出")), column("user_agent", _("浏览器"))]
    search_fields = ["username", "ip_address"]


class DeviceAdmin(Removable):
    """Second factors: who has one, since when. They are enrolled by `manage.py addotp`, and can be taken away here."""

    columns = [
        column("user", _("用户")),
        column("confirmed", _("启用"), boolean=True),
        column("created_at", _("登记")),
        column("last_used_at", _("上次使用")),
        column("throttling_failure_count", _("连续输错次数")),
    ]
    list_select_related = ["user"]


admin.site.register([model for _table, model, _derive in TABLES], TableAdmin)
admin.site.register([DatasetLoad, ExportJob, ExportWorker, ShortLink], TableAdmin)
# in place of those of django-otp (registered by the import above), which show keys
admin.site.unregister([TOTPDevice, StaticDevice])
admin.site.register([TOTPDevice, StaticDevice], DeviceAdmin)
admin.site.register(AccessAttempt, AttemptAdmin)
admin.site.register(AccessLog, LoginAdmin)
