from django.apps import AppConfig


class GovcompareConfig(AppConfig):
    name = "govcompare"
    verbose_name = "数据来源"
