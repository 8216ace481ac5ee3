"""Further sources of a row: what another publication says of one of its fields."""

from django.db import models

from govcompare.models import Sourced


class Evidence(Sourced):
    """A further source of one field of a row.

    `value` is what that source gives, in the notation of the row; blank where it gives the row's own value.
    `govcompare` never decides which of two values is right: institutions.conflicts lists where they differ.
    """

    id = models.SlugField("编号", primary_key=True, max_length=160)
    field = models.CharField("字段", max_length=20)
    value = models.TextField("该来源所载", blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self):
        return self.pk
