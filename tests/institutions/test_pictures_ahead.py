"""Pictures that are drawn before anybody asks: found by pages, in every form, without a job of a visitor's own."""

import re
from contextlib import nullcontext
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govcompare.exporting import ahead, drawn, jobs, limits, page_pictures, queue, serving, tasks, worker
from govcompare.exporting.rendering import RenderFailure
from govcompare.models import DatasetLoad, DrawnAhead, ExportJob, ExportState
from institutions.charts import pictures
from institutions.charts.catalogue import CHARTS

pytestmark = pytest.mark.django_db

PAGE = "/charts/agency-type-map/"


@pytest.fixture(autouse=True)
def alone(settings, tmp_path, monkeypatch):
    """A folder of the test, one site, two charts, a queue that takes everything, and a memory that knows nothing."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"exports": storage}
    settings.VAR_DIR, settings.SITES, settings.EXPORT_WAIT = tmp_path, ["http://testserver"], 0.01
    monkeypatch.setattr(ahead, "TURN", 3600)  # a turn ends by its work, however slow the machine
    monkeypatch.setattr(queue, "is_up", lambda: True)
    monkeypatch.setattr(queue, "send_chore", lambda name, *arguments, expires: None)
    monkeypatch.setattr(pictures, "CHARTS", {slug: CHARTS[slug] for slug in ("agency-type-map", "models")})
    forget()


def forget() -> None:
    """As in a process that has just started."""
    page_pictures._memory.forget()
    serving._memory.files.clear()


def draw(figure, format, width, height, scale=1.0) -> bytes:
    words = figure["layout"]["title"]["text"].replace("&", "&amp;").replace("<br>", "")
    colour = figure["layout"]["template"]["layout"]["paper_bgcolor"]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" fill="{colour}">'
    return f"{head}<desc>{words}</desc></svg>".encode()


def sources(html: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(r'(?:srcset|img src)="(/[^"]+\.svg[^"]*)"', html)]


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def test_every_chart_is_drawn_in_every_language_width_and_theme():
    assert ahead.take_turn(draw) == 4
    assert {row.address for row in DrawnAhead.objects.all()} == {
        PAGE, "/charts/models/", f"/en{PAGE}", "/en/charts/models/"
    }  # fmt: skip
    row = DrawnAhead.objects.get(address=PAGE)
    assert list(row.pictures) == ["366", "740", "1120"] and row.drawn_at
    assert all(set(forms) == {"height", "light", "dark"} for forms in row.pictures.values())
    assert set(ExportJob.objects.values_list("state", flat=True)) == {"done"}


def test_page_shows_the_pictures_and_they_are_there_without_a_new_job(client):
    ahead.take_turn(draw)
    made = ExportJob.objects.count()
    for path in (PAGE, "/charts/models/", f"/en{PAGE}", "/", "/en/"):
        urls = sources(client.get(path).text)
        assert len(urls) == (4 if path in ("/", "/en/") else 6 if "map" in path else len(urls)) and urls, path
        for url in urls:
            response = client.get(url)
            assert response.status_code == 200 and response["Content-Type"] == "image/svg+xml", url
            colour = "#14191f" if "theme=dark" in url else "#ffffff"
            assert f'width="{re.search(r"w=([0-9]+)", url)[1]}"' in (text := body(response)) and colour in text
    assert ExportJob.objects.count() == made


def test_size_of_the_picture_stands_in_the_page(client):
    ahead.take_turn(draw)
    page = client.get(PAGE).text
    height = DrawnAhead.objects.get(address=PAGE).pictures["1120"]["height"]
    assert f'width="1120" height="{height}"' in page and page.count("fetchpriority") == 1
    assert 'media="screen and (prefers-color-scheme: dark) and (max-width: 600px)"' in page
    assert 'class="chart-data">' in page and "图片还在制作" not in page


def test_visitor_who_asks_for_the_same_picture_finds_it_by_its_content(client):
    ahead.take_turn(draw)
    DrawnAhead.objects.all().delete()
    made = ExportJob.objects.count()
    for asked in ("w=366", "w=740&theme=dark", "w=1120&theme=light"):
        assert body(client.get(f"/charts/agency-type-map.svg?{asked}")).count("<svg") == 1
    assert ExportJob.objects.count() == made


def test_picture_is_served_without_drawing_the_chart(client, monkeypatch):
    ahead.take_turn(draw)
    monkeypatch.setattr("institutions.views.chart_files.draw", lambda *arguments: pytest.fail("the chart was drawn"))
    with CaptureQueriesContext(connection) as queries:
        assert body(client.get("/charts/agency-type-map.svg?w=366")).count("<svg") == 1
    assert len(queries) <= 3


def test_second_turn_finds_nothing_to_do_and_a_new_worker_renders_nothing_again():
    ahead.take_turn(draw)
    made = ExportJob.objects.count()
    assert ahead.take_turn(draw) == 0
    assert ahead.take_turn(lambda *arguments: pytest.fail("drawn again"), at_start=True) == 4
    assert ExportJob.objects.count() == made


def test_whoever_waits_for_a_file_goes_first():
    waiting = ExportJob.objects.create(key="k", format="png", address="/", file_name="k", content_type="image/png")
    assert ahead.take_turn(draw) == 0
    assert not ExportJob.objects.exclude(pk=waiting.pk).exists()
    waiting.delete()
    assert ahead.take_turn(draw) == 4


def test_turn_pauses_between_two_pictures_and_goes_on_where_it_ended():
    def someone_comes(*arguments):
        ExportJob.objects.get_or_create(key="k", state=ExportState.QUEUED, defaults={"format": "png"})
        return draw(*arguments)

    assert ahead.take_turn(someone_comes) == 0
    assert ExportJob.objects.filter(state=ExportState.DONE).count() == 1
    ExportJob.objects.filter(key="k").delete()
    assert ahead.take_turn(draw) == 4 and DrawnAhead.objects.filter(attempts=0).count() == 4


def test_only_one_process_draws(monkeypatch):
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(ahead, "alone", lambda name: nullcontext(False))
        assert ahead.take_turn(draw) == 0
    assert ahead.take_turn(draw) == 4


def begun() -> ExportJob:
    """The first picture of the page, begun by a worker that says no more."""
    spec = pictures.variants(PAGE, "http://testserver")[0].spec
    kind = {"format": "svg", "file_name": "x.svg", "content_type": "image/svg+xml"}
    return jobs.begin(key=spec.key(), spec=spec.packed(), address=PAGE, **kind)


def test_killed_worker_leaves_nothing_behind_that_the_next_cannot_finish():
    def killed(*arguments):
        raise SystemExit

    with pytest.raises(SystemExit):
        ahead.take_turn(killed)
    assert not ExportJob.objects.exists()
    # killed without a word: its job is still running under its name
    left = begun()
    assert ahead.take_turn(draw) == 0 and DrawnAhead.objects.filter(drawn_at=None).count() == 4
    left.delete()
    assert ahead.take_turn(draw) == 4


def test_picture_of_a_killed_worker_is_made_by_the_next_as_any_other(monkeypatch):
    left = begun()
    ExportJob.objects.filter(pk=left.pk).update(worker="elsewhere:1", lease_until=None)
    monkeypatch.setattr(queue, "send_job", lambda pk, total: tasks.render(str(pk)))
    monkeypatch.setattr(worker, "draw", draw)
    assert jobs.recover() == 1 and jobs.ready(left.key).pk == left.pk


def test_chart_that_cannot_be_drawn_is_left_alone_and_the_others_are_drawn(caplog):
    def fails_for_one(figure, *arguments):
        if "table" in figure["layout"]["meta"]:
            raise LookupError("no such thing")
        return draw(figure, *arguments)

    ahead.take_turn(fails_for_one)
    done = DrawnAhead.objects.exclude(drawn_at=None)
    assert {row.address for row in done} == {PAGE, f"/en{PAGE}"}
    assert DrawnAhead.objects.filter(attempts=ahead.MAX_ATTEMPTS).count() == 2
    assert "no such thing" in caplog.text and not ExportJob.objects.exclude(state="done").exists()


def test_what_no_chart_can_show_is_not_tried_again():
    where = ("http://testserver", "/charts/type-flow/?from=2016&to=2015")
    asked = drawn.asked_of(*where, DatasetLoad.latest_or_none().pk)
    refused = DrawnAhead.objects.create(asked=asked, site=where[0], address=where[1])
    ahead.take_turn(draw)
    refused.refresh_from_db()
    assert refused.drawn_at is None and refused.attempts == ahead.MAX_ATTEMPTS


def test_without_a_browser_nothing_is_tried_in_vain():
    def no_browser(*arguments):
        raise RenderFailure("没有浏览器")

    assert ahead.take_turn(no_browser) == 0
    assert not ExportJob.objects.exists() and not DrawnAhead.objects.exclude(attempts=0).exists()
    assert ahead.take_turn(draw) == 4


def test_other_day_and_other_data_are_drawn_anew(monkeypatch, client):
    ahead.take_turn(draw)
    monkeypatch.setattr(drawn.timezone, "localdate", lambda *arguments: date(2031, 1, 2))
    assert ahead.take_turn(draw) == 4
    DatasetLoad.objects.create(version="9", label="9", sha256="9" * 64, loaded_at=drawn.timezone.now())
    forget()
    assert "图片还在制作" in client.get(PAGE).text
    assert ahead.take_turn(draw) == 4
    forget()
    assert "图片还在制作" not in client.get(PAGE).text


def test_what_another_release_wants_is_left_to_its_own_workers(monkeypatch):
    """Two releases share the table while the newer one is brought in."""
    ahead.take_turn(draw)
    DrawnAhead.objects.update(drawn_at=None)
    monkeypatch.setattr(drawn, "SOFTWARE", "newer")
    assert ahead.take_turn(draw) == 4
    assert DrawnAhead.objects.count() == 8 and DrawnAhead.objects.filter(drawn_at=None).count() == 4


def test_what_was_wanted_of_former_data_is_forgotten():
    ahead.take_turn(draw)
    DrawnAhead.objects.create(asked="of-former-data", site="http://testserver", address="/charts/models/")
    DrawnAhead.objects.filter(pk="of-former-data").update(created_at=drawn.timezone.now() - ahead.KEEP)
    ahead.take_turn(draw)
    assert not DrawnAhead.objects.filter(pk="of-former-data").exists()


def test_no_picture_is_wanted_for_an_address_nobody_is_sent_to(client):
    client.get("/?as_of=2018", headers={"host": "localhost"})
    assert not DrawnAhead.objects.exists()
    client.get("/?as_of=2018")
    assert DrawnAhead.objects.exists()


def test_rows_of_days_that_are_over_are_forgotten():
    ahead.take_turn(draw)
    assert ahead.forget() == 0
    DrawnAhead.objects.update(created_at=drawn.timezone.now() - ahead.KEEP * 2)
    assert ahead.forget() == 4


def test_page_without_pictures_shows_its_table_and_has_them_drawn(client):
    page = client.get("/charts/ranking/?as_of=2023-05-05").text
    assert "<noscript>" in page and "图片还在制作，请先看数据表。" in page and 'class="chart-data instead"' in page
    assert not sources(page) and 'class="plot waiting"' in page
    row = DrawnAhead.objects.get()
    assert (row.address, row.site, row.is_default) == ("/charts/ranking/?as_of=2023-05-05", "http://testserver", False)
    assert ahead.take_turn(draw) == 5  # after those of the catalogue
    forget()
    assert len(sources(client.get("/charts/ranking/?as_of=2023-05-05").text)) == 6


def test_charts_of_a_profile_are_looked_for_together_and_only_once(client, monkeypatch):
    monkeypatch.setattr(page_pictures, "AGAIN", 600)
    with CaptureQueriesContext(connection) as first:
        client.get("/regions/440000/")
    with CaptureQueriesContext(connection) as second:
        client.get("/regions/440000/")

    def about(queries):
        return [query["sql"] for query in queries if "drawnahead" in query["sql"] and "SAVEPOINT" not in query["sql"]]

    assert len(about(first)) == 3 and DrawnAhead.objects.count() > 3  # looked, counted, asked for
    assert about(second) == []


def test_nothing_is_asked_for_where_the_queue_is_down(client, monkeypatch):
    monkeypatch.setattr(queue, "is_up", lambda: False)
    page = client.get(PAGE)
    assert page.status_code == 200 and "图片还在制作" in page.text and not DrawnAhead.objects.exists()


def test_one_client_cannot_ask_for_everything(client, settings, monkeypatch):
    settings.EXPORT_LIMIT = 2 * page_pictures.PART
    for year in range(2015, 2020):
        assert client.get(f"/charts/ranking/?as_of={year}").status_code == 200
    assert DrawnAhead.objects.count() == 2
    monkeypatch.setattr(page_pictures, "MOST_WANTED", 2)
    client.get("/charts/ranking/?as_of=2021", REMOTE_ADDR="10.0.0.9")
    assert DrawnAhead.objects.count() == 2
    assert limits.seconds_to_wait(DrawnAhead.objects.first().client) == 0  # looking at pages costs no export


def test_gallery_shows_small_pictures_and_starts_no_job(client):
    ahead.take_turn(draw)
    made = ExportJob.objects.count()
    page = client.get("/charts/").text
    assert len(sources(page)) == 4 and page.count('loading="lazy"') == 1 and ".png?" not in page
    assert page.count('class="unmade"') == len(CHARTS) - 2
    assert ExportJob.objects.count() == made


def test_frame_for_other_sites_has_the_same_pictures_and_no_menu(client):
    ahead.take_turn(draw)
    page = client.get("/embed/agency-type-map/").text
    assert len(sources(page)) == 6 and "导出与引用" not in page


@pytest.mark.parametrize(
    "path", ["/charts/x.svg?w=366", "/en/charts/x.svg?r=440000~330000&as_of=2021&w=740&theme=dark"]
)
def test_address_of_a_picture_leads_back_to_its_chart(path):
    page, width, theme = drawn.chart_address(path)
    assert drawn.picture_address(page, int(width), theme) == path


@pytest.mark.parametrize(
    "path", ["/charts/x.svg", "/charts/x.png?w=366", "/charts/x.svg?w=366&h=200", "/charts/x.svg?"]
)
def test_other_addresses_are_no_pictures_drawn_ahead(path):
    assert drawn.chart_address(path) is None


def test_sites_are_those_of_the_settings(settings):
    settings.SITES = []
    settings.ALLOWED_HOSTS, settings.HTTPS, settings.PORT = (
        ["localhost", "[::1]", ".example.org", "a.cn"],
        True,
        "8000",
    )
    assert drawn.sites() == ["https://a.cn"]
    settings.HTTPS = False
    assert drawn.sites() == ["http://localhost:8000", "http://a.cn:8000"]
    settings.SITES = ["https://b.cn"]
    assert drawn.sites() == ["https://b.cn"]


def test_loading_the_dataset_calls_for_the_pictures(monkeypatch, capsys):
    called = []
    monkeypatch.setattr(queue, "send_chore", lambda name, *arguments, expires: called.append(name))
    call_command("load_dataset")
    assert called == [queue.AHEAD]

    def down(*arguments, **options):
        raise queue.QueueDown

    monkeypatch.setattr(queue, "send_chore", down)
    call_command("load_dataset")  # the data are loaded all the same
    monkeypatch.setattr(queue, "is_up", lambda: False)
    call_command("load_dataset", "--dry-run")


def test_worker_that_draws_no_chinese_draws_nothing_ahead(monkeypatch):
    monkeypatch.setattr(worker, "has_problem", lambda: True)
    tasks.draw_ahead()
    assert not DrawnAhead.objects.exists()
    monkeypatch.setattr(worker, "has_problem", lambda: False)
    monkeypatch.setattr(worker, "draw", draw)
    tasks.draw_ahead(at_start=True)
    assert DrawnAhead.objects.exclude(drawn_at=None).count() == 4
