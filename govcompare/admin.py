"""What the admin shows. The dataset can only be looked at: it comes from data/, and a change made here would be gone with
the next load."""

from django.contrib import admin
from django.db import models
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from .dataset_tables import TABLES
from .models import DatasetLoad, Dated, ExportJob, ExportWorker, ShortLink, Sourced

MOST_COLUMNS = 7
# What is too long for a cell.
LONG = (models.TextField, models.JSONField, models.BinaryField)

# What all rows have stands last.
SHARED = {field.name for base in (Sourced, Dated) for field in base._meta.fields}


class LookOnly(admin.ModelAdmin):
    """Rows as they are; nothing can be added, changed or removed."""

    list_per_page = 50
    show_full_result_count = False

    def __init__(self, model, admin_site):
        short = [field for field in model._meta.fields if not isinstance(field, LONG)]
        short.sort(key=lambda field: (not field.primary_key, field.name in SHARED))
        # what a row points to by its id: as words it would be a query of its own in each cell
        self.list_display = [field.attname for field in short[:MOST_COLUMNS]]
        self.search_fields = [
            field.name for field in model._meta.fields if isinstance(field, (models.CharField, models.TextField))
        ]
        super().__init__(model, admin_site)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DeviceAdmin(admin.ModelAdmin):
    """Second factors: who has one, since when. They are enrolled by `manage.py addotp`, and can be taken away here."""

    list_display = ["user", "name", "confirmed", "created_at", "last_used_at"]
    fields = [*list_display, "throttling_failure_count"]
    list_select_related = ["user"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


admin.site.register([model for _, model, _ in TABLES], LookOnly)
admin.site.register([DatasetLoad, ExportJob, ExportWorker, ShortLink], LookOnly)
# in place of those of django-otp (registered by the import above), which show keys
admin.site.unregister([TOTPDevice, StaticDevice])
admin.site.register([TOTPDevice, StaticDevice], DeviceAdmin)
