"""One warm browser: what it draws, and what becomes of it when things go wrong."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from govcompare.exporting.rendering import Renderer, RenderFailure

from .makers import figure

pytestmark = pytest.mark.browser

NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


@pytest.fixture
def renderer():
    renderer = Renderer(limit=20)
    yield renderer
    renderer.stop()


@pytest.fixture(scope="module")
def warm():
    renderer = Renderer(limit=20)
    renderer.start()
    yield renderer
    renderer.stop()


def group(renderer) -> int:
    """The process group of the browser."""
    return renderer._kaleido.subprocess.pid


def is_left(group: int) -> bool:
    """Whether a process of a group still lives, when those that were killed have had time to die."""
    for _ in range(100):
        if not members(group):
            return False
        time.sleep(0.05)
    return True


def members(group: int) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, belongs_to = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(belongs_to) == group and state != "Z":
            found.append(path.parent.name)
    return found


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_png_has_the_pixels_asked_for(warm):
    with Image.open(BytesIO(warm.render(figure("题"), "png", 640, 360, 2))) as image:
        assert image.size == (1280, 720)


def test_svg_and_pdf_are_what_they_say(warm):
    assert warm.render(figure("题"), "svg", 300, 200).startswith(b"<svg")
    assert warm.render(figure("题"), "pdf", 300, 200).startswith(b"%PDF")


def test_the_same_figure_is_the_same_picture_whatever_was_drawn_between(warm):
    first = warm.render(figure("题"), "png", 300, 200)
    for number in range(60):  # beyond the life of a page
        warm.render(figure(str(number)), "png" if number % 5 else "pdf", 400, 300)
    assert warm.render(figure("题"), "png", 300, 200) == first


def test_threads_get_their_own_pictures(warm):
    marks = [f"MARK{number:04d}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        pictures = list(pool.map(lambda mark: warm.render(figure(mark), "svg", 300, 200).decode(), marks))
    assert [mark for mark, svg in zip(marks, pictures, strict=True) if mark not in svg or svg.count("MARK") > 1] == []


def test_chinese_characters_are_seen_to_be_drawn(warm):
    assert warm.draws_chinese()


def test_a_computer_without_chinese_fonts_is_noticed(renderer, monkeypatch, tmp_path):
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(folder=tmp_path))
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    assert not renderer.draws_chinese()


def test_a_figure_reaches_no_other_host(warm):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        hostile = figure(f"<img src='http://127.0.0.1:{server.server_port}/title'>")
        hostile["layout"]["images"] = [{"source": f"http://127.0.0.1:{server.server_port}/image"}]
        try:
            warm.render(hostile, "svg", 300, 200)
        except RenderFailure:
            warm.start()
        server.shutdown()
    assert asked == []


def test_a_refused_figure_says_so_and_the_next_one_is_drawn(renderer):
    with pytest.raises(RenderFailure, match="画不出这张图") as caught:
        renderer.render({"data": 5}, "png", 300, 200)
    assert not caught.value.of_browser
    assert renderer.render(figure("题"), "png", 300, 200)


def test_a_browser_killed_in_the_middle_fails_that_picture_only(renderer):
    renderer.start()
    first = group(renderer)
    os.killpg(first, signal.SIGSTOP)  # so that it is in the middle, however fast it is
    with ThreadPoolExecutor(1) as pool:
        picture = pool.submit(renderer.render, figure("题"), "png", 300, 200)
        os.killpg(first, signal.SIGKILL)
        with pytest.raises(RenderFailure, match="意外退出"):
            picture.result()
    assert not is_left(first)
    assert renderer.render(figure("题"), "png", 300, 200)


def test_a_browser_killed_between_two_pictures_is_replaced(renderer):
    first = renderer.render(figure("题"), "png", 300, 200)
    killed = group(renderer)
    os.killpg(killed, signal.SIGKILL)
    renderer._kaleido.subprocess.wait()
    assert renderer.render(figure("题"), "png", 300, 200) == first
    assert not is_left(killed) and group(renderer) != killed


def test_a_hung_browser_is_ended_within_the_limit(renderer):
    renderer.start()
    renderer.limit = 2
    hung, folder = group(renderer), renderer._folder
    os.killpg(hung, signal.SIGSTOP)
    with pytest.raises(RenderFailure, match="2 秒内没有画完"):
        renderer.render(figure("题"), "png", 300, 200)
    assert not is_left(hung) and not folder.exists()
    renderer.limit = 20
    assert renderer.render(figure("题"), "png", 300, 200)


def test_a_missing_browser_is_named(renderer, settings):
    present = settings.CHROMIUM
    settings.CHROMIUM = "/nowhere/chromium"
    with pytest.raises(RenderFailure, match="找不到浏览器 /nowhere/chromium"):
        renderer.render(figure("题"), "png", 300, 200)
    settings.CHROMIUM = present
    assert renderer.render(figure("题"), "png", 300, 200)


@pytest.mark.parametrize(("does", "said"), [("exit 1", "提前退出"), ("exec sleep 60", "2 秒内没有应答")])
def test_a_browser_that_does_not_start_is_named(does, said, settings, tmp_path):
    settings.CHROMIUM = script(tmp_path / "chromium", does)
    renderer = Renderer(limit=2)
    with pytest.raises(RenderFailure, match=f"{said}.*{settings.CHROMIUM}"):
        renderer.start()
    assert renderer._kaleido is None and renderer._folder is None


def test_nothing_is_left_after_stopping(renderer):
    renderer.start()
    browser, folder = group(renderer), renderer._folder
    renderer.stop()
    assert not is_left(browser) and not folder.exists()
