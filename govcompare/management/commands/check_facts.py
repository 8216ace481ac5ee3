"""`manage.py check_facts`: what is wrong with the facts of this deployment; exits with 1 if anything is."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from govcompare.checking import KINDS, findings


class Command(BaseCommand):
    help = "Report facts without source, place or date, sources without facts, dead references, doubled names."

    def handle(self, **options):
        found = findings()
        for one in found:
            self.stderr.write(str(one))
        counts = Counter(one.kind for one in found)
        for kind, words in KINDS.items():
            self.stdout.write(f"{words}：{counts[kind]}")
        if found:
            raise CommandError(f"共 {len(found)} 处，须修正数据。")
