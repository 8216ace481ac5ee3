"""What sources say and this dataset does not enter, each with the reason."""

from django.db import models

from govcompare.models import Source
from govcompare.sort_keys import SortKeyField

from ..vocabularies import LeftOutKind


class LeftOut(models.Model):
    """Something read and not entered: doubtful, misprinted, the same text as another source, or out of scope."""

    id = models.SlugField("编号", primary_key=True, max_length=160)
    kind = models.CharField("类别", max_length=20, choices=LeftOutKind)
    subject = models.TextField("内容")
    subject_key = SortKeyField("subject")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="left_out", verbose_name="来源"
    )
    reason = models.TextField("理由")

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self):
        return self.subject
