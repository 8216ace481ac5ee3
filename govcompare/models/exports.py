"""Files that workers make: what is asked for, who works at it, and the short addresses printed in pictures."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy

from ..exporting import clock


class ExportKind(models.TextChoices):
    """One picture, or one picture a region in an archive."""

    IMAGE = "image", "图片"
    ARCHIVE = "archive", "图片包"


class ExportState(models.TextChoices):
    """Where a job stands; the last four are ends."""

    QUEUED = "queued", pgettext_lazy("job", "排队")
    RUNNING = "running", pgettext_lazy("job", "制作中")
    DONE = "done", pgettext_lazy("job", "完成")
    FAILED = "failed", pgettext_lazy("job", "失败")
    EXPIRED = "expired", pgettext_lazy("job", "已过期")
    CANCELLED = "cancelled", pgettext_lazy("job", "已取消")


ACTIVE = (ExportState.QUEUED, ExportState.RUNNING)


class ExportJob(models.Model):
    """A file to be made. The row exists before its task is sent, so that no task runs for nothing."""

    id = models.UUIDField("编号", primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("内容", max_length=64, db_index=True)  # sha256 of all that decides how the file looks
    kind = models.CharField("种类", max_length=10, choices=ExportKind, default=ExportKind.IMAGE)
    format = models.CharField("格式", max_length=8)
    state = models.CharField("状态", max_length=10, choices=ExportState, default=ExportState.QUEUED)
    spec = models.JSONField("要做什么", default=dict)  # emptied when the job ends
    address = models.TextField("网址")  # path and query under which the file was asked for
    file_name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("内容类型", max_length=100)
    stored = models.CharField("存放", max_length=200, blank=True)  # name in storages["exports"]
    content_sha256 = models.CharField("校验和", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("字节数", null=True, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共", default=1)
    # a sentence for the visitor, where it failed: as it stands in the source, and what stands in it
    reason = models.TextField("原因", blank=True)
    reason_values = models.JSONField("原因中的值", default=dict)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    worker = models.CharField("工作进程", max_length=120, blank=True)
    client = models.CharField("来访者", max_length=64, blank=True, db_index=True)  # a keyed hash, not an address
    created_at = models.DateTimeField("提交", default=clock.now, editable=False, db_index=True)
    started_at = models.DateTimeField("开始", null=True, blank=True)
    finished_at = models.DateTimeField("结束", null=True, blank=True)
    lease_until = models.DateTimeField("占用至", null=True, blank=True)  # after that another worker may take it
    expires_at = models.DateTimeField("过期", null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                name="export_one_active_job_per_content",
                fields=["key"],
                condition=Q(state__in=["queued", "running"]),
            ),
        ]

    def __str__(self):
        return f"{self.file_name} {self.get_state_display()}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def why(self) -> str:
        """The reason in the language of the page."""
        said = gettext(self.reason)
        return said % self.reason_values if self.reason_values else said


class ExportWorker(models.Model):
    """A worker process that renders, with the day's word on whether it can."""

    name = models.CharField("名称", max_length=120, primary_key=True)  # host:pid
    started_at = models.DateTimeField("启动")
    seen_at = models.DateTimeField("最近出现", db_index=True)
    problem = models.TextField("问题", blank=True)  # a sentence; empty where it can draw Chinese

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class DrawnAhead(models.Model):
    """A chart as pages show it, wanted or drawn before anybody asks for its pictures: of one load, on one day."""

    asked = models.CharField("所求", max_length=64, primary_key=True)  # sha256 of site, address, load and day
    site = models.CharField("站点", max_length=200)
    address = models.TextField("网址")  # of the chart's page, in its language
    is_default = models.BooleanField("目录中的默认图", default=False)
    pictures = models.JSONField("图片", default=dict)  # {width: {"height": …, "light": number of the job, "dark": …}}
    client = models.CharField("来访者", max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    created_at = models.DateTimeField("提交", auto_now_add=True, db_index=True)
    drawn_at = models.DateTimeField("画成", null=True, blank=True)  # null: to be drawn, or to be looked at again

    class Meta:
        ordering = ["-is_default", "created_at"]

    def __str__(self):
        return self.address


class ShortLink(models.Model):
    """The short address printed in a picture, and the page it stands for."""

    key = models.CharField("短码", max_length=16, primary_key=True)
    address = models.TextField("网址")

    def __str__(self):
        return f"{self.key} → {self.address}"
