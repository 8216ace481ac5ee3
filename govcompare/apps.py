import sentry_sdk
from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created


class GovcompareConfig(AppConfig):
    name = "govcompare"
    verbose_name = "数据来源"

    def ready(self):
        from .exporting import clock
        from .operations import logs, slow_queries

        connection_created.connect(slow_queries.watch)
        connection_created.connect(clock.read)
        if settings.SENTRY_DSN:
            sentry_sdk.init(**logs.reporting(settings.SENTRY_DSN))
