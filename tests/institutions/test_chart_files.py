"""Charts as files: asked for over the web, made by a worker that stands in the same process."""

import gzip
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from pptx import Presentation

from govcompare.exporting import files, jobs, queue, serving, tasks, worker
from govcompare.exporting.held_data import held_data
from govcompare.exporting.reading import origin_of
from govcompare.exporting.rendering import RenderFailure
from govcompare.models import DatasetLoad, ExportJob, ShortLink
from institutions.charts.catalogue import CHARTS

pytestmark = pytest.mark.django_db

MAP = "/charts/agency-type-map"
PICTURES = ("png", "svg", "pdf", "zip")
DATA = ("csv", "xlsx", "json", "html")


def fake_picture(figure, format, width, height, scale=1.0) -> bytes:
    """A picture of the right size, as a browser would give it."""
    size = round(width * scale), round(height * scale)
    if format == "svg":
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}"/>'.encode()
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, format.upper())
    return stream.getvalue()


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "exports": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": None},
        }
    }
    settings.EXPORT_WAIT = 0.05


@pytest.fixture
def commits_at_once(monkeypatch):
    """A test runs in a transaction that is never committed: what waits for that is done at once."""
    monkeypatch.setattr(jobs.transaction, "on_commit", lambda work: work())
    monkeypatch.setattr(queue, "is_up", lambda: True)


@pytest.fixture
def at_work(monkeypatch, commits_at_once):
    """A worker that makes each job in the moment it is sent."""
    monkeypatch.setattr(worker, "draw", fake_picture)
    monkeypatch.setattr(queue, "send_job", lambda job_id, total: tasks.render(str(job_id)))


@pytest.fixture
def nobody_at_work(monkeypatch, commits_at_once):
    """A queue that takes messages which nobody hears."""
    monkeypatch.setattr(queue, "send_job", lambda job_id, total: None)


@pytest.fixture
def queue_down(monkeypatch):
    monkeypatch.setattr(queue, "is_up", lambda: False)


def body(response) -> bytes:
    """All of an answer; a file is closed when it has been read to its end."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("size", [(1200, 675), (850, 600), (333, 241)])
def test_png_has_the_pixels_that_were_asked_for(client, at_work, size, scale):
    response = client.get(f"{MAP}.png?w={size[0]}&h={size[1]}&scale={scale}")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(body(response))).size == (size[0] * scale, size[1] * scale)


def test_picture_says_where_it_comes_from_and_the_checksum_is_that_of_the_csv(client, at_work, tmp_path):
    (tmp_path / "picture").write_bytes(body(client.get(f"{MAP}.png?as_of=2021")))
    origin = origin_of(tmp_path / "picture")
    assert origin.link == "http://testserver/charts/agency-type-map/?as_of=2021"
    assert origin.csv_sha256 == files.sha256(client.get(f"{MAP}.csv?as_of=2021").content)
    assert origin.dataset_version == "0.2.0" and origin.sources
    short = re.search(r"/s/(\w+)/", origin.short_link)[1]
    assert client.get(f"/s/{short}/")["Location"] == "/charts/agency-type-map/?as_of=2021"


def test_link_of_a_picture_of_today_keeps_its_date(client, at_work, tmp_path):
    (tmp_path / "picture").write_bytes(body(client.get(f"{MAP}.png")))
    assert re.search(r"as_of=\d{4}-\d\d-\d\d$", origin_of(tmp_path / "picture").link)


@pytest.mark.parametrize("slug", CHARTS)
def test_every_chart_is_there_in_every_format_and_can_be_traced(client, at_work, tmp_path, slug):
    checksum = files.sha256(client.get(f"/charts/{slug}.csv?as_of=2024-06").content)
    for format in (*PICTURES, *DATA, "pptx"):
        response = client.get(f"/charts/{slug}.{format}?as_of=2024-06")
        assert response.status_code == 200, format
        path = tmp_path / f"file.{format}"
        path.write_bytes(body(response))
        assert origin_of(path).csv_sha256 == checksum, format
        assert held_data(path) == [checksum if format in (*DATA, "zip") else None], format
        assert format == "json" or f'filename="govcompare_{slug}_2024-06.{format}"' in response["Content-Disposition"]


@pytest.mark.parametrize("slug", ["equity", "ranking", "coverage", "agencies-over-time", "agency-types-by-economic-region",
                                  "type-against-score", "rank-over-editions"])  # fmt: skip
def test_forms_that_powerpoint_has_can_be_edited_there_and_need_no_worker(client, queue_down, slug):
    response = client.get(f"/charts/{slug}.pptx?as_of=2024-06")
    shapes = [shape for slide in Presentation(io.BytesIO(body(response))).slides for shape in slide.shapes]
    assert any(shape.has_chart for shape in shapes) and any(shape.has_table for shape in shapes)


def test_other_forms_are_a_picture_with_their_data(client, at_work):
    slides = Presentation(io.BytesIO(body(client.get(f"{MAP}.pptx")))).slides
    shapes = [shape for slide in slides for shape in slide.shapes]
    assert any(shape.shape_type == 13 for shape in shapes) and any(shape.has_table for shape in shapes)


def test_second_visitor_gets_the_same_file_without_a_second_job(client, at_work):
    first, second = (client.get(f"{MAP}.png?as_of=2020&w=400") for _ in range(2))
    assert first["ETag"] == second["ETag"] and not first["ETag"].startswith("W/")
    assert body(first) == body(second) and ExportJob.objects.count() == 1
    assert client.get(f"{MAP}.png?as_of=2020&w=400", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_file_is_found_by_its_content_where_the_address_is_new(client, at_work):
    assert body(client.get(f"{MAP}.png?as_of=2020&w=400")) == body(client.get(f"{MAP}.png?w=400&as_of=2020"))
    assert ExportJob.objects.count() == 1


def test_visitor_who_waited_long_enough_gets_the_page_of_the_job(client, nobody_at_work):
    response = client.get(f"{MAP}.png")
    assert response.status_code == 303
    page = client.get(response["Location"])
    assert "正在排队" in page.text and 'http-equiv="refresh"' in page.text
    assert page["Cache-Control"] == "no-store"


def test_two_who_ask_for_the_same_wait_for_the_same_job(client, nobody_at_work):
    assert client.get(f"{MAP}.png")["Location"] == client.get(f"{MAP}.png")["Location"]


def test_job_can_be_cancelled_without_a_script(client, nobody_at_work):
    address = client.get(f"{MAP}.png")["Location"]
    assert client.post(address).status_code == 303
    page = client.get(address)
    assert "已取消" in page.text and "refresh" not in page.text and "再试一次" in page.text


def test_only_who_asked_first_can_cancel(client, nobody_at_work):
    address = client.get(f"{MAP}.png")["Location"]
    stranger = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(f"{MAP}.png", **stranger)["Location"] == address
    assert "取消</button>" not in client.get(address, **stranger).text
    assert client.post(address, **stranger).status_code == 403
    assert client.post(address).status_code == 303


def test_picture_on_a_page_that_is_still_being_made_is_no_page(client, nobody_at_work):
    response = client.get(f"{MAP}.png", headers={"sec-fetch-dest": "image"})
    assert response.status_code == 503 and response["Retry-After"]


def test_picture_of_old_data_is_not_kept_under_the_name_of_new_ones(client, at_work, monkeypatch):
    """A dataset is loaded while the picture is drawn."""
    made = serving.made

    def made_late(*args):
        monkeypatch.setattr(serving, "shown_load", lambda: -1)
        return made(*args)

    monkeypatch.setattr(serving, "made", made_late)
    body(client.get(f"{MAP}.png?as_of=2017"))
    assert not [key for key in serving._memory.files if key[2].endswith("as_of=2017") and -1 in key]


def test_chart_that_was_drawn_while_a_dataset_was_loaded_is_drawn_again(client, monkeypatch):
    loads = iter([1, 2, 2, 2])
    real = DatasetLoad.latest_or_none()

    def changing(using=None):
        if using:  # the cache of pages, which asks for the live tables
            return real
        return DatasetLoad(pk=next(loads, 2), label=real.label, loaded_at=real.loaded_at)

    drawn = []
    entry = CHARTS["equity"]
    monkeypatch.setattr("institutions.charts.reading.DatasetLoad.latest_or_none", changing)
    monkeypatch.setitem(CHARTS, "equity", replace(entry, draw=lambda asked: drawn.append(1) or entry.draw(asked)))
    assert client.get("/charts/equity.csv").status_code == 200 and len(drawn) == 2


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "html", "pptx"])
def test_files_made_at_once_have_a_tag_too(client, format):
    first = client.get(f"/charts/equity.{format}?as_of=2021")
    again = client.get(f"/charts/equity.{format}?as_of=2021", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and "max-age" in first["Cache-Control"]


def test_file_of_a_fixed_version_and_date_may_be_kept_for_ever(client):
    assert "immutable" in client.get("/charts/equity.csv?as_of=2021&v=0.2.0")["Cache-Control"]
    assert "immutable" not in client.get("/charts/equity.csv?as_of=2021")["Cache-Control"]


def test_refusal_in_a_frame_can_be_read_there(client):
    gone = client.get("/embed/equity/?v=0.0.1")
    assert gone.status_code == 410 and "X-Frame-Options" not in gone
    assert "frame-ancestors *" in gone["Content-Security-Policy"]


def test_over_the_limit_nothing_is_drawn(client, at_work, settings, monkeypatch):
    settings.EXPORT_LIMIT = 1
    body(client.get(f"{MAP}.png?as_of=2016"))
    monkeypatch.setattr("institutions.views.chart_files.draw", lambda *args: pytest.fail("drawn"))
    assert client.get(f"{MAP}.png?as_of=2015").status_code == 429


def test_page_of_a_finished_job_offers_the_file(client, at_work):
    body(client.get(f"{MAP}.png"))
    job = ExportJob.objects.get()
    page = client.get(f"/exports/{job.pk}/").text
    assert "做好了" in page and f"/exports/{job.pk}.png" in page and 'href="/charts/agency-type-map/"' in page
    file = client.get(f"/exports/{job.pk}.png")
    assert file["ETag"] == f'"{files.sha256(body(file))}"'


def test_failure_is_told_in_a_sentence(client, at_work, monkeypatch):
    def refuse(*args):
        raise RenderFailure("浏览器没有启动。")

    monkeypatch.setattr(worker, "draw", refuse)
    response = client.get(f"{MAP}.png")
    assert response.status_code == 503 and "浏览器没有启动" in response.text and response["Retry-After"]
    assert "再试一次" in client.get(f"/exports/{ExportJob.objects.get().pk}/").text


@pytest.mark.parametrize("format", PICTURES)
def test_pictures_say_when_to_come_back_while_the_queue_is_down(client, queue_down, format):
    response = client.get(f"{MAP}.{format}")
    assert response.status_code == 503 and int(response["Retry-After"]) > 0
    assert not ExportJob.objects.exists()


@pytest.mark.parametrize("format", DATA)
def test_data_and_pages_do_without_the_queue(client, queue_down, format):
    assert client.get(f"{MAP}.{format}").status_code == 200
    assert "图片服务暂时没有开工" in client.get(f"{MAP}/").text


def test_menu_does_not_complain_where_all_is_well(client, commits_at_once):
    assert "图片服务暂时没有开工" not in client.get(f"{MAP}/").text


def test_one_client_may_have_so_many_pictures_made_and_is_told_when_to_come_back(client, at_work, settings):
    settings.EXPORT_LIMIT = 3
    for year in (2018, 2019, 2020):
        assert body(client.get(f"{MAP}.png?as_of={year}"))
    refused = client.get(f"{MAP}.png?as_of=2021")
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60 and "3" in refused.text
    assert body(client.get(f"{MAP}.png?as_of=2019")), "what was made before is not counted"
    assert body(client.get(f"{MAP}.png?as_of=2021", REMOTE_ADDR="192.0.2.7"))


def test_all_provinces_come_in_one_zip(client, at_work, tmp_path):
    response = client.get("/charts/dimension-profile.zip?each=province&as_of=2021&w=400")
    job = ExportJob.objects.get()
    assert response["Location"] == f"/exports/{job.pk}/" and (job.done, job.total) == (31, 31)
    (tmp_path / "all.zip").write_bytes(body(client.get(f"/exports/{job.pk}.zip")))
    names = zipfile.ZipFile(tmp_path / "all.zip").namelist()
    assert sum(name.endswith(".png") for name in names) == sum(name.endswith(".csv") for name in names) == 31
    assert {"readme.md", "datapackage.json"} <= set(names) and any("_610000_" in name for name in names)


@pytest.mark.parametrize("query", ["each=city", "each=province&r=440000", "each=province&edition=none"])
def test_no_zip_of_what_does_not_exist(client, at_work, query):
    assert client.get(f"/charts/dimension-profile.zip?{query}").status_code == 400
    assert not ExportJob.objects.exists()


@pytest.mark.parametrize(
    ("query", "bound"),
    [("w=319", "320"), ("w=2001", "2000"), ("h=10", "240"), ("scale=4", "3"), ("scale=1.5", "1"), ("w=abc", "320"),
     ("w=2000&h=2000&scale=3", "24"), ("quality=9", "scale"), ("w=400&w=500", "一次")],
)  # fmt: skip
def test_sizes_outside_their_bounds_are_refused_with_the_bounds(client, at_work, query, bound):
    response = client.get(f"{MAP}.png?{query}")
    assert response.status_code == 400 and bound in response.text
    assert not ExportJob.objects.exists()


def test_refusal_of_a_picture_is_a_page_for_a_browser_and_plain_words_for_a_program(client):
    assert "<h1>" in client.get(f"{MAP}.png?w=1", headers={"accept": "text/html,*/*"}).text
    plain = client.get(f"{MAP}.png?w=1", headers={"accept": "image/*"})
    assert plain["Content-Type"].startswith("text/plain")


def test_only_frames_may_be_framed(client):
    frame = client.get("/embed/equity/")
    assert "X-Frame-Options" not in frame and "frame-ancestors *" in frame["Content-Security-Policy"]
    for path in ("/", "/charts/equity/", "/charts/"):
        page = client.get(path)
        assert page["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_frame_has_title_source_and_the_way_back(client):
    frame = client.get("/embed/equity/?r=440000").text
    assert "<title>" in frame and "来源" in frame
    assert 'href="http://testserver/charts/equity/?r=440000"' in frame


def test_fixed_version_is_said_on_page_and_in_files_and_another_is_gone(client):
    page = client.get("/charts/equity/?v=0.2.0").text
    assert "固定版本 0.2.0" in page
    made = json.loads(client.get("/charts/equity.json?v=0.2.0").content)
    assert "v=0.2.0" in made["link"] and "as_of=" in made["link"]
    gone = client.get("/embed/equity/?v=0.0.1")
    assert gone.status_code == 410 and "0.2.0" in gone.text


def test_page_of_a_chart_has_the_picture_that_other_sites_show(client):
    page = client.get("/charts/equity/?r=440000&as_of=2021").text
    assert (
        'property="og:image" content="http://testserver/charts/equity.png?r=440000&amp;as_of=2021&amp;w=1200&amp;h=630"'
        in page
    )


def test_menu_offers_links_frames_and_citations(client):
    page = client.get("/charts/equity/?r=440000").text
    assert "http://testserver/charts/equity/?r=440000" in page and "v=0.2.0" in page
    assert "&lt;iframe" in page and "[DS/OL]" in page and "@misc{govcompare-" in page


def test_unknown_short_address_is_not_found(client):
    assert client.get("/s/nothing/").status_code == 404
    assert not ShortLink.objects.exists()


def test_unknown_job_is_not_found(client):
    job = "8d1b2f3e-0000-4000-8000-000000000000"
    for path in (f"/exports/{job}/", f"/exports/{job}.png", f"/exports/{'-' * 36}.png", f"/exports/{'f' * 36}.zip"):
        assert client.get(path).status_code == 404


def traced(path, capsys) -> str:
    call_command("trace", str(path))
    return capsys.readouterr().out


def test_trace_tells_where_a_file_came_from_and_that_its_data_are_the_same(client, tmp_path, capsys):
    path = tmp_path / "renamed.bin"
    path.write_bytes(client.get("/charts/equity.xlsx?r=440000&as_of=2021").content)
    said = traced(path, capsys)
    assert "/charts/equity/?r=440000&as_of=2021" in said and "数据没有变" in said


def test_trace_tells_that_data_have_changed(client, tmp_path, capsys):
    path = tmp_path / "file.csv"
    content = client.get("/charts/equity.csv?as_of=2020-12").content
    path.write_bytes(content.replace(b"49", b"48"))
    with pytest.raises(SystemExit):
        call_command("trace", str(path))
    assert "数据变了" in capsys.readouterr().out


@pytest.mark.parametrize("format", ["json", "html", "zip", "xlsx"])
def test_trace_tells_that_the_data_in_a_file_were_changed(client, at_work, tmp_path, capsys, format):
    path = tmp_path / f"file.{format}"
    content = body(client.get(f"/charts/equity.{format}?as_of=2020-12"))
    path.write_bytes(changed_within(content, b"49", b"48"))
    with pytest.raises(SystemExit):
        call_command("trace", str(path))
    assert "文件里的数据被改过" in capsys.readouterr().out


def changed_within(content: bytes, old: bytes, new: bytes) -> bytes:
    """The file with a value of its data changed, in whatever it is packed."""
    if not content.startswith(b"PK"):
        return content.replace(b'"share": ' + old, b'"share": ' + new)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            data = name.endswith((".csv", "sheet1.xml"))
            after.writestr(name, text.replace(old, new) if data else text)
    return stream.getvalue()


def test_trace_refuses_what_is_not_ours(tmp_path):
    path = tmp_path / "other.png"
    Image.new("RGB", (9, 9)).save(path)
    with pytest.raises(CommandError, match="govcompare|本站"):
        call_command("trace", str(path))


def test_drawing_goes_out_compressed_with_a_tag_of_its_own(client, at_work):
    plain = client.get(f"{MAP}.svg?as_of=2014", headers={"accept-encoding": "identity"})
    packed = client.get(f"{MAP}.svg?as_of=2014", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain and packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == body(plain)
    assert packed["Content-Length"] == str(len(packed.content)) and "attachment" in packed["Content-Disposition"]
    assert packed["ETag"] == plain["ETag"][:-1] + '-gzip"'
    for response in (plain, packed):
        assert response["Vary"] == "Accept-Encoding" and "max-age" in response["Cache-Control"]
    same = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    again = client.get(f"{MAP}.svg?as_of=2014", headers=same)
    assert again.status_code == 304 and again["ETag"] == packed["ETag"] and again["Vary"] == "Accept-Encoding"
    other = client.get(f"{MAP}.svg?as_of=2014", headers={"if-none-match": packed["ETag"]})
    assert other.status_code == 200 and body(other)  # who takes no gzip has another file
    refused = client.get(f"{MAP}.svg?as_of=2014", headers={"accept-encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in refused and body(refused)


def test_picture_on_dark_paper_is_another_picture(client, at_work):
    light, dark = (client.get(f"{MAP}.png?as_of=2014{theme}") for theme in ("", "&theme=dark"))
    assert 'filename="govcompare_agency-type-map_2014_dark.png"' in dark["Content-Disposition"]
    assert body(light) and body(dark) and ExportJob.objects.count() == 2
    assert body(client.get(f"{MAP}.png?as_of=2014&theme=light")) and ExportJob.objects.count() == 2


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_unknown_paper_is_refused(client, format):
    refused = client.get(f"{MAP}.{format}?theme=sepia")
    assert refused.status_code == 400 and "theme 须是 light、dark 之一" in refused.text


@pytest.mark.parametrize("format", ["csv", "json", "xlsx", "zip", "pptx"])
def test_only_pictures_have_a_paper(client, format):
    assert client.get(f"{MAP}.{format}?theme=dark").status_code == 400


def test_page_takes_no_notice_of_a_paper(client):
    page = client.get(f"{MAP}/?theme=sepia")
    assert page.status_code == 200 and "<code>theme</code>" in page.text
