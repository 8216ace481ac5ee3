"""Rows of jobs as tests need them."""

from datetime import timedelta

from django.utils import timezone

from govcompare.exporting import jobs
from govcompare.models import ExportJob


def again(job: ExportJob) -> ExportJob:
    return ExportJob.objects.get(pk=job.pk)


def change(job: ExportJob, **values) -> None:
    ExportJob.objects.filter(pk=job.pk).update(**values)


def made(job: ExportJob, content: bytes = b"picture") -> ExportJob:
    assert jobs.finish(jobs.claim(job.pk, "here:1"), content)
    return again(job)


def long_ago(**amount):
    return timezone.now() - timedelta(**amount)
