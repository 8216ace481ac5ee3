"""Written explanations of disagreements, kept as data beside the rule that finds them."""

from django.db import models


class Explanation(models.Model):
    """Why two sources disagree, in our words. `id` is that of the disagreement (institutions.conflicts)."""

    id = models.CharField("编号", primary_key=True, max_length=200)
    text = models.TextField("解释")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.pk
