"""What a worker does when something is killed, hung or missing: one answer, in time, and nothing left behind."""

import base64
import os
import signal
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


@pytest.fixture(scope="module")
def site(deploy):
    site = deploy(EXPORT_TIME_LIMIT="5", EXPORT_WORKERS="1")
    site.start_worker()
    return site


def in_the_middle(site, name: str) -> tuple[str, Path]:
    """A job that has begun and goes on when its file is touched."""
    go = site.folder / name
    job = site.call("ask", f"MARK {name}", waits_for=str(go))
    site.until(Path(f"{go}.at").exists, "it did not begin")
    return job, go


def times_begun(go: Path) -> int:
    return len(Path(f"{go}.at").read_text().split())


def svg(site, job: str) -> str:
    return base64.b64decode(site.call("content", job)).decode()


def test_a_process_killed_in_the_middle_leaves_the_job_to_the_next(site):
    job, go = in_the_middle(site, "child")
    owner = int(site.call("job", job)["worker"].partition(":")[2])
    os.kill(owner, signal.SIGKILL)
    site.until(lambda: times_begun(go) == 2, "nobody took over")
    go.touch()
    ended = site.call("ended", job)
    assert ended["state"] == "done" and ended["attempts"] == 2 and times_begun(go) == 2
    assert "MARK child" in svg(site, job)
    site.until(lambda: len(site.browsers()) == 1, "the browser of the killed process is left")


def test_a_job_that_kills_every_process_is_given_up(site):
    ended = site.call("ended", site.call("ask", "poison", dies=True))
    assert ended["state"] == "failed" and "3 次都没有做完" in ended["reason"]
    assert site.call("ended", site.call("ask", "MARK after poison"))["state"] == "done"


def test_a_browser_killed_while_idle_costs_nothing(site):
    assert site.call("ended", site.call("ask", "MARK before the kill"))["state"] == "done"
    (browser,) = site.browsers()
    os.killpg(browser, signal.SIGKILL)
    site.until(lambda: not Path(f"/proc/{browser}").exists(), "the browser is left")
    ended = site.call("ended", site.call("ask", "MARK after the kill"))
    assert ended["state"] == "done", ended["reason"]


def test_a_hung_browser_costs_one_picture(site):
    assert site.call("ended", site.call("ask", "MARK before the hang"))["state"] == "done"
    (browser,) = site.browsers()
    os.killpg(browser, signal.SIGSTOP)
    ended = site.call("ended", site.call("ask", "MARK hangs"))
    assert ended["state"] == "failed" and "5 秒内没有画完" in ended["reason"]
    assert site.call("ended", site.call("ask", "MARK after the hang"))["state"] == "done"
    site.until(lambda: browser not in site.processes(), "the browser is left")


def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next_and_no_process(deploy):
    site = deploy(EXPORT_WORKERS="1")
    worker = site.start_worker()
    job, go = in_the_middle(site, "parent")
    waiting = site.call("ask", "MARK waiting")
    worker.kill()
    worker.wait()
    site.until(lambda: not site.processes(), "a process is left")
    go.touch()
    site.start_worker()
    ended = site.call("ended", job)
    assert ended["state"] == "done" and ended["attempts"] == 2 and times_begun(go) == 2
    assert "MARK parent" in svg(site, job)
    assert site.call("ended", waiting)["state"] == "done"


def test_without_a_browser_the_worker_stands_and_says_why(deploy):
    site = deploy(EXPORT_WORKERS="1", CHROMIUM="/nowhere/chromium")
    site.start_worker()
    ended = site.call("ended", site.call("ask", "MARK"))
    assert ended["state"] == "failed" and "找不到浏览器 /nowhere/chromium" in ended["reason"]
    assert any("找不到浏览器" in problem for problem in site.call("problems"))


def test_without_chinese_fonts_the_worker_says_so_before_anybody_asks(deploy, tmp_path):
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(folder=tmp_path))
    site = deploy(EXPORT_WORKERS="1", FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    site.start_worker()
    assert ["没有中文字体" in problem for problem in site.call("problems")] == [True]


def test_without_a_queue_the_visitor_is_told_when_to_come_back(deploy):
    site = deploy()
    (site.folder / "queue").write_text("not a folder")
    refused = site.call("refused", "MARK")
    assert "暂时连不上任务队列" in refused["said"] and refused["retry_after"] > 0
    assert any("任务队列连不上" in problem for problem in site.call("problems"))
