"""Pinyin order: what the keys are, that every row has them, and that every database sorts by them alike."""

import gzip

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import F

from govcompare import snapshot
from govcompare.archiving import archive
from govcompare.models import DatasetArchive, DatasetLoad, Source
from govcompare.sort_keys import SortKeyField, sort_key, typed
from institutions.models import AgencyStatus, Evaluation
from regions.models import Region

KEYS = [
    pytest.param(model, field, id=f"{model._meta.model_name}.{field.name}")
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, SortKeyField)
]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("长沙市", "changshashi"),
        ("市长", "shizhang"),
        ("长春新区", "changchunxinqu"),
        ("重庆市大数据局", "chongqingshidashujuju"),
        ("陕西省", "shanxisheng"),
        ("吕梁", "lvliang"),
        ("《“十四五”规划》", "shisiwuguihua"),
        ("DEDI指数", "dedizhishu"),
        ("粤府〔2020〕9号", "yuefu002020000009hao"),
        ("……", ""),
    ],
)
def test_key_is_the_sound_and_then_the_text(text, sound):
    assert sort_key(text) == f"{sound} {text}"


def test_order_is_that_of_the_sound():
    ordered = "安徽 北京 长沙 长沙市 成都 第9批 第10批 第100批 广东 山西 陕西 台州 泰州 厦门".split()
    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_places_sound_as_the_table_of_regions_has_them(raw):
    for row in raw("regions"):
        if row["region_type"] not in ("country", "corps"):  # their short names are not what the table spells
            sound = typed(row["pinyin"]).replace("shaan", "shan")
            assert sort_key(row["short_name"]) == f"{sound} {row['short_name']}"
            assert sort_key(row["name"]).startswith(sound)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), KEYS)
def test_every_row_has_its_key(model, field):
    for text, key in model._base_manager.values_list(field.of, field.name):
        assert key == (sort_key(text) if text else None)


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), KEYS)
def test_database_sorts_by_the_key_and_nothing_else(model, field):
    rows = model._base_manager.filter(**{f"{field.name}__isnull": False})
    keys = list(rows.order_by(F(field.name).asc()).values_list(field.name, flat=True))
    assert keys == sorted(keys)
    assert list(rows.order_by(F(field.name).desc()).values_list(field.name, flat=True)) == keys[::-1]


@pytest.mark.django_db
def test_key_of_a_region_is_what_one_types():
    assert Region.objects.get(pk="141100").sort_key == "lvliang141100"
    assert Region.objects.get(pk="610000").sort_key == "shanxi610000"
    assert all(key.isascii() for key in Region.objects.values_list("sort_key", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("shaanxi", {"610000"}),
        ("Shaan xi", {"610000"}),
        ("shanxi", {"140000", "610000"}),
        ("lvliang", {"141100"}),
        ("lü liang", {"141100"}),
        ("xi'an", {"610100"}),
    ],
)
def test_regions_are_found_as_they_are_typed(text, codes):
    assert codes <= {region.code for region in Region.objects.matching(text)}
    assert "shanxi" in text or Region.objects.matching(text).filter(code="140000").count() == 0


@pytest.mark.django_db
def test_version_from_before_the_keys_sorts_by_them_too(settings, tmp_path):
    """An archive of the tables as they were: what is shown of it is migrated, keys and all."""
    content = bytes(DatasetArchive.objects.get(load=DatasetLoad.latest_or_none()).content)
    old = tmp_path / "old.sqlite3"
    old.write_bytes(gzip.decompress(content))
    with snapshot.opened(old, writable=True) as alias:
        call_command("migrate", "institutions", "0003", database=alias, verbosity=0)
        call_command("migrate", "govcompare", "0003", database=alias, verbosity=0)
    new = tmp_path / "new.sqlite3"
    snapshot.unpack(gzip.compress(old.read_bytes()), new)
    with snapshot.opened(new):
        for model, field in (param.values for param in KEYS):
            assert all(
                key == field.derived(text) for text, key in model._base_manager.values_list(field.of, field.name)
            )


@pytest.mark.django_db
def test_keys_are_kept_with_a_version(tmp_path):
    path = tmp_path / "kept.sqlite3"
    load = DatasetLoad.latest_or_none()
    DatasetArchive.objects.filter(load=load).delete()
    path.write_bytes(gzip.decompress(bytes(archive(load).content)))
    keys = [
        set(model.objects.values_list(name, flat=True))
        for model, name in ((Source, "title_key"), (AgencyStatus, "superior_key"), (Evaluation, "name_key"))
    ]
    with snapshot.opened(path):
        assert keys == [
            set(model.objects.values_list(name, flat=True))
            for model, name in ((Source, "title_key"), (AgencyStatus, "superior_key"), (Evaluation, "name_key"))
        ]
