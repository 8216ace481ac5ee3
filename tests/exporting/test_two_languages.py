"""Exports in two languages over the web: neither gets what the other asked for, and each is told in its own."""

import io
import json
import re
import zipfile

import pytest
from django.core.management import call_command
from django.utils.translation import override
from PIL import Image

from govcompare.exporting import jobs, queue, rendering, serving, tasks, worker
from govcompare.exporting.files import sha256
from govcompare.exporting.reading import origin_of, origins_of
from govcompare.models import ExportJob, ExportState
from govcompare.wording import HAN

pytestmark = pytest.mark.django_db

MAP = "/charts/agency-type-map"


def drawn(figure, format, width, height, scale=1.0) -> bytes:
    """A picture of the right size, as a browser would give it."""
    stream = io.BytesIO()
    Image.new("RGB", (round(width * scale), round(height * scale)), "white").save(stream, format)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def at_work(monkeypatch, settings, tmp_path):
    """A worker that makes each job in the moment it is sent, and speaks no language of its own accord."""

    def work(job_id, total):
        with override(None):
            tasks.render(str(job_id))

    settings.STORAGES = settings.STORAGES | {
        "exports": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "e"}}
    }
    settings.EXPORT_WAIT = 0.05
    monkeypatch.setattr(jobs.transaction, "on_commit", lambda work: work())
    monkeypatch.setattr(queue, "is_up", lambda: True)
    monkeypatch.setattr(worker, "draw", drawn)
    monkeypatch.setattr(queue, "send_job", work)
    serving._memory.files.clear()


def body(response) -> bytes:
    assert response.status_code == 200, response
    return b"".join(response.streaming_content) if response.streaming else response.content


def words(content: bytes) -> str:
    return Image.open(io.BytesIO(content)).text["Description"]


def test_each_language_gets_its_own_picture_and_keeps_it(client, monkeypatch):
    asked = {"Date shown: 2021.": f"/en{MAP}.png?as_of=2021&w=400", "所示日期 2021。": f"{MAP}.png?as_of=2021&w=400"}
    pictures = {said: body(client.get(address)) for said, address in asked.items()}
    assert all(said in words(picture) for said, picture in pictures.items())
    assert ExportJob.objects.count() == 2
    # kept under the whole path: a picture asked for again is found without drawing it, and is still one's own
    monkeypatch.setattr("institutions.views.chart_files.draw", lambda *args: pytest.fail("drawn again"))
    for said, address in asked.items():
        again = client.get(address)
        assert body(again) == pictures[said]
        assert again["Content-Language"] == ("en" if address.startswith("/en/") else "zh-CN")


def test_link_and_short_link_of_a_picture_lead_to_its_language(client, tmp_path):
    (tmp_path / "picture").write_bytes(body(client.get(f"/en{MAP}.png?as_of=2021&w=400")))
    origin = origin_of(tmp_path / "picture")
    assert origin.link == f"http://testserver/en{MAP}/?as_of=2021"
    short = re.search(r"/s/\w+/", origin.short_link)[0]
    assert client.get(short)["Location"] == f"/en{MAP}/?as_of=2021"


def test_all_provinces_speak_the_language_in_which_they_were_asked_for(client, tmp_path):
    contents = {}
    for prefix in ("/en", ""):
        job = client.get(f"{prefix}/charts/dimension-profile.zip?each=province&as_of=2021&w=400")["Location"]
        assert job.startswith(f"{prefix}/exports/")
        contents[prefix] = body(client.get(f"{job.rstrip('/')}.zip"))
    (tmp_path / "all.zip").write_bytes(contents["/en"])
    whole, parts = origin_of(tmp_path / "all.zip"), origins_of(tmp_path / "all.zip")
    assert whole.title.endswith(": one for each of the 31 provinces") and not HAN.search(whole.title)
    assert len(parts) == 31
    assert {part.link.partition("?")[0] for part in [whole, *parts]} == {
        "http://testserver/en/charts/dimension-profile/"
    }
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "## Files" in archive.read("readme.md").decode()
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
        assert all("Date shown: 2021." in words(archive.read(name)) for name in pictures)
    (tmp_path / "chinese.zip").write_bytes(contents[""])
    assert origin_of(tmp_path / "chinese.zip").title.endswith("：31 个省份各一张")


@pytest.mark.parametrize("format", ["png", "csv", "xlsx", "json", "html"])
def test_trace_finds_the_data_of_an_english_file_unchanged(client, tmp_path, capsys, format):
    path = tmp_path / "file.bin"
    path.write_bytes(body(client.get(f"/en{MAP}.{format}?as_of=2021")))
    call_command("trace", str(path))
    said = capsys.readouterr().out
    assert f"/en{MAP}/?as_of=2021" in said and "数据没有变" in said


def test_checksum_of_an_english_picture_is_that_of_the_english_csv(client, tmp_path):
    (tmp_path / "picture").write_bytes(body(client.get(f"/en{MAP}.png?as_of=2021&w=400")))
    english, chinese = (body(client.get(f"{prefix}{MAP}.csv?as_of=2021")) for prefix in ("/en", ""))
    assert origin_of(tmp_path / "picture").csv_sha256 == sha256(english) != sha256(chinese)
    assert english.partition(b"\r\n")[0] == chinese.partition(b"\r\n")[0]


STATES = {
    ExportState.QUEUED: ("In the queue.", "正在排队。"),
    ExportState.RUNNING: ("Being made.", "正在制作。"),
    ExportState.DONE: ("Done, ", "做好了，"),
    ExportState.CANCELLED: ("Cancelled as asked.", "已按要求取消。"),
    ExportState.EXPIRED: ("The file has expired", "文件已经过期删除"),
}


@pytest.mark.parametrize("state", STATES)
def test_page_of_a_job_is_told_in_the_language_of_its_address(client, monkeypatch, state):
    monkeypatch.setattr(queue, "send_job", lambda job_id, total: None)
    address = client.get(f"/en{MAP}.png?as_of=2021&w=400")["Location"]
    job = ExportJob.objects.get()
    match state:
        case ExportState.RUNNING:
            jobs.claim(job.pk, "there:1")
        case ExportState.DONE | ExportState.EXPIRED:
            tasks.render(str(job.pk))
            job.refresh_from_db()
        case ExportState.CANCELLED:
            jobs.cancel(job)
    if state == ExportState.EXPIRED:
        jobs.expire(job)
    english, chinese = (main(client.get(f"{prefix}/exports/{job.pk}/")) for prefix in ("/en", ""))
    assert address == f"/en/exports/{job.pk}/"
    assert STATES[state][0] in english and not HAN.search(english)
    assert STATES[state][1] in chinese
    assert f'href="/en{MAP}/?as_of=2021&amp;w=400"' in english and f'href="{MAP}/?as_of=2021&amp;w=400"' in chinese


def main(response) -> str:
    return re.search(r"<main.*</main>", response.text, re.S)[0]


def test_reason_of_a_failure_is_kept_once_and_told_in_both_languages(client, monkeypatch):
    def fail(*_):
        raise rendering.RenderFailure(rendering.SLOW, seconds=20)

    monkeypatch.setattr(worker, "draw", fail)
    refused = client.get(f"/en{MAP}.png?as_of=2021&w=400", headers={"accept": "image/*"})
    assert refused.status_code == 503 and "not finished drawing after 20 s" in refused.text
    job = ExportJob.objects.get()
    assert (job.reason, job.reason_values) == (rendering.SLOW, {"seconds": 20})
    assert "not finished drawing after 20 s" in client.get(f"/en/exports/{job.pk}/").text
    assert "20 秒内没有画完" in client.get(f"/exports/{job.pk}/").text
    gone = client.get(f"/en/exports/{job.pk}.png", headers={"accept": "image/*"})
    assert gone.status_code == 404 and not HAN.search(gone.text)


def test_every_reason_has_its_english_with_the_same_values():
    values = {"why": "KeyError", "path": "/usr/bin/chromium", "seconds": 20, "times": 3}
    reasons = [
        text
        for module in (jobs, queue, rendering, tasks)
        for name, text in vars(module).items()
        if name.isupper() and isinstance(text, str) and text.endswith("。") and name != "NO_CHINESE"
    ]
    assert len(reasons) >= 14
    for text in reasons:
        needed = {name: value for name, value in values.items() if f"%({name})s" in text}
        job = ExportJob(reason=text, reason_values=needed)
        with override("en"):
            english = job.why
        assert not HAN.search(english) and all(str(value) in english for value in needed.values()), text
        with override("zh-hans"):
            assert job.why == (text % needed if needed else text)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/en/charts/dimension-profile.zip?each=city", 400), ("/en/charts/equity.png?v=0.0.1", 410),
     ("/en/exports/8d1b2f3e-0000-4000-8000-000000000000.png", 404)],
)  # fmt: skip
def test_refusals_are_in_english(client, address, status):
    refused = client.get(address, headers={"accept": "image/*"})
    assert refused.status_code == status and not HAN.search(refused.text), refused.text


def test_a_queue_that_is_down_is_told_in_english(client, monkeypatch):
    monkeypatch.setattr(queue, "is_up", lambda: False)
    refused = client.get(f"/en{MAP}.png?as_of=2021", headers={"accept": "image/*"})
    assert refused.status_code == 503 and not HAN.search(refused.text)


def test_menu_speaks_english_and_its_links_stay_english(client):
    page = client.get(f"/en{MAP}/?as_of=2021").text
    menu = re.search(r'<details class="export">.*?</details>', page, re.S)[0]
    assert not HAN.search(menu)
    assert 'data-done="Copied"' in menu and "Export and cite" in menu and "[DS/OL]" in menu
    assert set(re.findall(r'href="(/[a-z]*/)', menu)) == {"/en/"}
    assert "http://testserver/en/charts/agency-type-map/?" in menu and "/en/embed/agency-type-map/?" in menu
    chinese = client.get(f"{MAP}/?as_of=2021").text
    assert 'data-done="已复制"' in chinese and "导出与引用" in chinese


def test_json_of_a_chart_names_the_english_address(client):
    made = json.loads(body(client.get("/en/charts/equity.json?as_of=2021")))
    assert made["link"] == "http://testserver/en/charts/equity/?as_of=2021"
    assert {row["chart"] for row in made["rows"]} == {"/en/charts/equity/?as_of=2021"}
