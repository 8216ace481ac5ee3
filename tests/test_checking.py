"""The check of a deployment: nothing is wrong with the shipped facts, and each kind of wrong is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from govcompare.checking import KINDS, findings
from govcompare.models import Source
from institutions.models import Explanation, PolicyDocument, Score, UnitName
from regions.models import DenominatorMember

pytestmark = pytest.mark.django_db


def test_nothing_is_wrong_with_the_shipped_facts(capsys):
    call_command("check_facts")
    said = capsys.readouterr().out
    assert all(f"{words}：0" in said for words in KINDS.values())
    assert findings() == []


def locator():
    Score.objects.filter(pk=Score.objects.first().pk).update(locator=" ")


def undated():
    Score.objects.filter(pk=Score.objects.first().pk).update(as_of="2019-13")


def unused():
    Source.objects.create(
        id="made",
        kind="web_article",
        copy_kind="reprint",
        title="甲",
        language="zh-Hans",
        citation="甲",
        bibtex="@misc{made}",
    )


def explained():
    Explanation.objects.create(id="no-such-disagreement", text="甲")


def renamed():
    UnitName.objects.filter(pk=UnitName.objects.first().pk).update(unit="没有任务写到的单位")


def fewer():
    DenominatorMember.objects.filter(pk="provinces-110000").delete()


def doubled():
    one = PolicyDocument.objects.filter(title__contains="（").first()
    one.pk, one.title = "made", one.title.replace("（", "(").replace("）", ")")
    one.save(force_insert=True)


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (locator, "no_locator"),
        (undated, "no_date"),
        (unused, "unused_source"),
        (explained, "dead_reference"),
        (renamed, "dead_reference"),
        (fewer, "dead_reference"),
        (doubled, "same_name"),
    ],
)
def test_each_kind_of_wrong_is_found_and_the_command_fails(spoil, kind):
    spoil()
    assert kind in {one.kind for one in findings()}
    with pytest.raises(CommandError, match="须修正"):
        call_command("check_facts")


def test_source_that_is_gone_is_found():
    """Foreign keys forbid it; a restored dump may hold it all the same."""
    with connection.constraint_checks_disabled():
        Score.objects.filter(pk=Score.objects.first().pk).update(source_id="gone")
        found = {one.kind for one in findings()}
        assert "dead_reference" in found
        Score.objects.filter(source_id="gone").update(source_id="hefei-data-bureau-article")
