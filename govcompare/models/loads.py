"""The versions of the dataset that this installation has loaded."""

from django.db import models


class DatasetLoad(models.Model):
    """One row per version of the dataset that changed anything here."""

    version = models.CharField("版本", max_length=40)
    # what `v=` says: the version, and where its data changed under the same number also the start of their checksum
    label = models.CharField("固定版本", max_length=60, unique=True)
    sha256 = models.CharField("校验和", max_length=64)
    loaded_at = models.DateTimeField("载入时间")
    # the written dates at which something changed, oldest first: every page offers them
    turning_points = models.JSONField("情况变化的日期", default=list)

    @classmethod
    def latest_or_none(cls, using: str | None = None) -> "DatasetLoad | None":
        """The load that is shown; None where nothing is loaded yet. Loads wait for each other, so that the last one has the
        highest key; the clock of the machine that loaded it may have been wrong."""
        return cls.objects.using(using).order_by("-pk").first()

    def __str__(self):
        return f"{self.version} ({self.sha256[:8]})"


class DatasetArchive(models.Model):
    """The tables of one load as they were, so that `v=` can show them for ever."""

    load = models.OneToOneField(DatasetLoad, models.CASCADE, related_name="archive", verbose_name="载入")
    content = models.BinaryField("SQLite 文件（gzip）")

    def __str__(self):
        return self.load.label
