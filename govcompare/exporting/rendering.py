"""Figures to pictures, by one warm browser a process.

The browser is driven by Kaleido in an event loop of its own, behind a lock: Kaleido's ready-made server hands
concurrent callers each other's pictures and waits for ever when the browser is gone. Every wait here has an end.
"""

import asyncio
import concurrent.futures
import contextlib
import logging
import shutil
import subprocess
import threading
import time
from collections.abc import Coroutine
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils.translation import gettext_noop as _
from kaleido import Kaleido
from kaleido._page_generator import PageGenerator

from . import browser

log = logging.getLogger(__name__)
# They tell of every step, and warn of every end of a browser, wanted or not; what matters is said here.
logging.getLogger("choreographer").setLevel(logging.ERROR)
logging.getLogger("kaleido").setLevel(logging.WARNING)

BUNDLE = Path("static/vendor/plotly/plotly-basic.min.js")
# What a page may have kept of its figures goes after so many.
PICTURES_PER_PAGE = 50
# Kaleido's page with our bundle, allowed nothing but its own scripts and the pictures it makes.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src file:; '
    "style-src 'unsafe-inline'; img-src data: blob:\">"
)
# Two characters of the provinces' names that no fallback box can tell apart.
PROBES = ("广", "浙")
NO_CHINESE = "服务器上没有中文字体，图片里的汉字会变成方框。请安装 fonts-noto-cjk（Noto Sans CJK SC）后重启导出进程。"
MISSING = _("找不到浏览器 %(path)s，无法制作图片。请安装 Chromium，或用环境变量 CHROMIUM 写明它的位置。")
NOT_STARTED = _("浏览器没有启动成功（%(why)s），图片没有做成。请重试；若仍如此，请管理员查看 %(path)s 能否运行。")
ENDED_EARLY = _("浏览器没有启动成功（提前退出），图片没有做成。请重试；若仍如此，请管理员查看 %(path)s 能否运行。")
NO_ANSWER = _(
    "浏览器没有启动成功（%(seconds)s 秒内没有应答），图片没有做成。请重试；若仍如此，请管理员查看 %(path)s 能否运行。"
)
DIED = _("制作图片时浏览器意外退出，图片没有做成。请重试，下一张会用新的浏览器。")
SLOW = _("浏览器在 %(seconds)s 秒内没有画完，已被结束，图片没有做成。请重试，或选小一些的尺寸。")
REFUSED = _("浏览器画不出这张图（%(why)s）。请把网址告诉管理员。")


class RenderFailure(Exception):
    """No picture; `reason` is a sentence for the visitor, as it stands in the source, and `values` what stands in it.
    As text it is that sentence in Chinese, for the operator."""

    def __init__(self, reason: str, *, of_browser: bool = True, **values):
        super().__init__(reason % values if values else reason)
        self.reason, self.values = reason, values
        self.of_browser = of_browser  # the browser is at fault, not the figure


class WarmKaleido(Kaleido):
    """Kaleido loads its page anew after each picture, which takes three times as long as the picture."""

    pictures = 0

    async def _return_kaleido_tab(self, tab) -> None:
        self.pictures += 1
        if self.pictures % PICTURES_PER_PAGE:
            await self.tabs_ready.put(tab)
        else:
            await super()._return_kaleido_tab(tab)


class Renderer:
    """One browser and the thread that talks to it. Safe to call from several threads: one picture at a time."""

    def __init__(self, limit: float | None = None):
        self.limit = limit or settings.EXPORT_TIME_LIMIT
        self._lock = threading.Lock()
        self._kaleido = self._loop = self._thread = self._folder = None

    def start(self) -> None:
        """Start the browser, if it does not run; a RenderFailure if it cannot."""
        with self._lock:
            self._ensure(time.monotonic() + self.limit)

    def render(self, figure: dict, format: str, width: int, height: int, scale: float = 1.0) -> bytes:
        """The figure as png, svg or pdf. Within the limit there is a picture or a RenderFailure."""
        options = {"format": format, "width": width, "height": height, "scale": scale}
        with self._lock:
            end = time.monotonic() + self.limit
            self._ensure(end)
            try:
                return self._run(self._kaleido.calc_fig(figure, options), end)
            except (RenderFailure, SoftTimeLimitExceeded):  # a figure is not to blame for the task's own limit
                self._discard()
                raise
            except Exception as error:  # the browser tells of a bad figure in errors of many kinds
                # Kaleido gives the page back by loading it anew; whether that worked is not known here.
                self._discard()
                log.warning("Figure refused by the browser", exc_info=True)
                why = str(error).strip().partition("\n")[0][:200] or type(error).__name__
                raise RenderFailure(REFUSED, why=why, of_browser=False) from error
            except BaseException:  # the process is being ended
                self._discard()
                raise

    def stop(self) -> None:
        """End the browser and all its processes."""
        with self._lock:
            self._discard()

    def draws_chinese(self) -> bool:
        """Whether two different characters look different."""
        return len({self.render(_sign(probe), "png", 120, 120) for probe in PROBES}) == len(PROBES)

    def _process(self) -> subprocess.Popen | None:
        return getattr(self._kaleido, "subprocess", None)

    def _is_running(self) -> bool:
        process = self._process()
        return process is not None and process.poll() is None

    def _ensure(self, end: float) -> None:
        if self._is_running():
            return
        self._discard()
        if not Path(settings.CHROMIUM).is_file():
            raise RenderFailure(MISSING, path=settings.CHROMIUM)
        self._folder = browser.new_folder()
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _, context: log.debug("Left by a browser: %s", context.get("message")))
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser-loop", daemon=True)
        self._thread.start()
        try:
            self._run(self._open(), end)
        except RenderFailure as failure:
            self._discard()
            if failure.reason == DIED:
                raise RenderFailure(ENDED_EARLY, path=settings.CHROMIUM) from failure
            raise RenderFailure(NO_ANSWER, seconds=round(self.limit), path=settings.CHROMIUM) from failure
        except SoftTimeLimitExceeded:
            self._discard()
            raise
        except Exception as error:  # whatever kept it from starting, the visitor gets a sentence and the log the rest
            self._discard()
            log.warning("Browser did not start", exc_info=True)
            raise RenderFailure(NOT_STARTED, why=type(error).__name__, path=settings.CHROMIUM) from error
        except BaseException:
            self._discard()
            raise

    async def _open(self) -> None:
        bundle = (settings.BASE_DIR / BUNDLE).as_uri()
        page = PageGenerator(plotly=(bundle, "utf-8"), mathjax=False).generate_index()
        index = self._folder / "index.html"
        index.write_text(page.replace("<head>", f"<head>\n        {POLICY}", 1), encoding="utf-8")
        # Our own limit is in _run; Kaleido's covers a part of the work only.
        self._kaleido = WarmKaleido(n=1, timeout=None, page_generator=index, path=settings.CHROMIUM,
                                browser_cls=browser.TiedChromium, tmp_dir=str(self._folder))  # fmt: skip
        await self._kaleido.open()

    def _run(self, work: Coroutine, end: float):
        """The result of work in the browser's loop; a RenderFailure when the browser dies or time runs out."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        while True:
            try:
                return future.result(timeout=min(0.2, max(0.0, end - time.monotonic())))
            except concurrent.futures.CancelledError:
                raise RenderFailure(DIED) from None
            except TimeoutError:
                if future.done():  # the work's own, not ours
                    raise
            except Exception as error:  # a browser that died shows in whatever it was doing
                if self._process() is not None and not self._is_running():
                    raise RenderFailure(DIED) from error
                raise
            if time.monotonic() >= end:
                future.cancel()
                raise RenderFailure(SLOW, seconds=round(self.limit))
            if self._process() is not None and not self._is_running():
                future.cancel()
                raise RenderFailure(DIED)

    def _discard(self) -> None:
        """Kill the browser whatever it does, and put away all that belonged to it."""
        kaleido, loop, thread, folder = self._kaleido, self._loop, self._thread, self._folder
        process = self._process()
        self._kaleido = self._loop = self._thread = self._folder = None
        if process is not None and process.poll() is None:
            browser.kill_group(process.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)
        if loop is not None:
            if kaleido is not None:
                kaleido._channel.close()  # wakes the thread that reads from a browser that is no more
            with contextlib.suppress(Exception):
                asyncio.run_coroutine_threadsafe(_put_away(kaleido), loop).result(timeout=5)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=5)
            if not loop.is_running():
                loop.close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


async def _put_away(kaleido) -> None:
    if kaleido is not None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(kaleido.close(), 4)
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _sign(text: str) -> dict:
    """A figure of nothing but one large character."""
    note = {"text": text, "showarrow": False, "font": {"size": 60, "family": "Noto Sans CJK SC, sans-serif"}}
    hidden = {"visible": False}
    layout = {"annotations": [note], "xaxis": hidden, "yaxis": hidden, "margin": dict.fromkeys("lrtb", 0)}
    return {"data": [], "layout": layout}
