"""What a worker makes in these tests, and the figures it makes it of."""

import os
import signal
import time
from pathlib import Path


def figure(mark: str) -> dict:
    """A figure that says which one it is."""
    return {"data": [{"type": "bar", "x": ["广", "浙"], "y": [1, 2]}], "layout": {"title": {"text": mark}}}


def spec(mark: str, format: str = "svg", **more) -> dict:
    return {"figure": figure(mark), "format": format, "width": 300, "height": 200, "scale": 1, **more}


def picture(spec: dict, render) -> bytes:
    """The figure; on the way, whatever the test has in mind."""
    if spec.get("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    if path := spec.get("waits_for"):  # says that it is at work, goes on when told
        with Path(path + ".at").open("a") as file:
            file.write(f"{os.getpid()}\n")
        while not Path(path).exists():
            time.sleep(0.02)
    if spec.get("raises"):
        raise LookupError(spec["raises"])
    return render(spec["figure"], spec["format"], spec["width"], spec["height"], spec["scale"])


def archive(spec: dict, render, progress) -> bytes:
    """Several figures, one after the other."""
    content = b""
    for number, mark in enumerate(spec["marks"], start=1):
        content += render(figure(mark), "svg", 300, 200, 1)
        progress(number)
        time.sleep(spec.get("pause", 0))
    return content


def plain(spec: dict, render) -> bytes:
    """No figure at all."""
    return f"{spec['text']} ".encode() + render({}, "png", 1, 1, 1)


def plain_archive(spec: dict, render, progress) -> bytes:
    content = b""
    for number in range(1, 4):
        content += render({}, "png", 1, 1, 1)
        progress(number)
    return content
