"""A worker: one warm browser in each of its processes, and a sign of life."""

import logging
import os
import signal
import threading
import time

from celery.signals import worker_process_init, worker_process_shutdown, worker_ready
from django.db import DatabaseError, connection

from ..models import ExportWorker
from . import clock, jobs, queue
from .rendering import NO_CHINESE, Renderer, RenderFailure

log = logging.getLogger(__name__)

# Seconds between looks for the main process, and between signs of life.
LOOK_EVERY, SIGN_EVERY = 1, 10

NO_FOLDER = "导出进程不能在临时文件夹中写文件（{why}），图片做不了。请告诉管理员。"


class Process:
    """What a process of a worker has: its browser, and what is wrong with it."""

    def __init__(self):
        self.renderer = Renderer()
        self.fonts_problem = self.browser_problem = ""
        self.started_at = clock.now()
        self.ended = threading.Event()

    def check(self) -> None:
        """Start the browser and look whether it draws Chinese characters."""
        try:
            self.fonts_problem = "" if self.renderer.draws_chinese() else NO_CHINESE
            self.browser_problem = ""
        except RenderFailure as failure:
            self.browser_problem = str(failure)
        except OSError as error:  # no room for the browser's folder, say
            self.browser_problem = NO_FOLDER.format(why=error.strerror or type(error).__name__)
        if problem := self.browser_problem or self.fonts_problem:
            log.error("%s", problem)

    def draw(self, figure: dict, format: str, width: int, height: int, scale: float = 1.0) -> bytes:
        """Renderer.render, remembering whether the browser works."""
        try:
            picture = self.renderer.render(figure, format, width, height, scale)
        except RenderFailure as failure:
            if failure.of_browser:
                self.browser_problem = str(failure)
            raise
        if self.browser_problem:
            self.check()  # a browser is back: does it draw Chinese?
        return picture

    def sign(self) -> None:
        """Say in the database that this process is there."""
        values = {"seen_at": clock.now(), "problem": self.browser_problem or self.fonts_problem}
        try:
            ExportWorker.objects.update_or_create(
                name=jobs.me(), defaults=values, create_defaults=values | {"started_at": self.started_at}
            )
        except DatabaseError:
            log.warning("No sign of life could be left", exc_info=True)

    def keep_signing(self, main: int) -> None:
        """Until the end; in a thread, for a picture may take long. Where the main process was killed, end as hard.

        The kernel's own death signal would come too early: it follows the thread that forked, and that may end before.
        """
        signed = time.monotonic()
        while not self.ended.wait(LOOK_EVERY):
            if os.getppid() != main:
                os.kill(os.getpid(), signal.SIGKILL)  # and the browser with us, see TiedChromium
            if time.monotonic() - signed >= SIGN_EVERY:
                signed = time.monotonic()
                if self.fonts_problem:
                    self.renderer.stop()  # a browser sees only the fonts that were there when it started
                if self.browser_problem or self.fonts_problem:
                    self.check()  # what was missing may have been installed meanwhile
                self.sign()
                connection.close()

    def end(self) -> None:
        """Take the browser along."""
        self.ended.set()
        self.renderer.stop()
        try:
            ExportWorker.objects.filter(name=jobs.me()).delete()
        except DatabaseError:
            log.warning("The sign of life stays", exc_info=True)


_process: Process | None = None


def draw(figure: dict, format: str, width: int, height: int, scale: float = 1.0) -> bytes:
    """A picture by the browser of this process."""
    global _process
    if _process is None:  # a pool without processes of its own, as `celery worker -P solo`
        _process = Process()
    return _process.draw(figure, format, width, height, scale)


def has_problem() -> bool:
    """Whether this process is known to draw nothing, or no Chinese characters."""
    return _process is not None and bool(_process.browser_problem or _process.fonts_problem)


@worker_process_init.connect
def begin(**kwargs) -> None:
    """After the fork: a browser started before it would answer nobody."""
    global _process
    main = os.getppid()
    _process = Process()
    _process.check()
    _process.sign()
    connection.close()
    threading.Thread(target=_process.keep_signing, args=[main], name="sign-of-life", daemon=True).start()


@worker_process_shutdown.connect
def end(pid: int, **kwargs) -> None:
    """No browser is left behind."""
    if _process is not None and pid == os.getpid():
        _process.end()


@worker_ready.connect
def ready(sender, **kwargs) -> None:
    """Look at once for what an earlier worker left; beat has it looked for again (beat.py)."""
    _chore(queue.RECOVER, True, expires=60)
    _chore(queue.AHEAD, True, expires=60)


def _chore(name: str, *args, expires: float) -> None:
    try:
        queue.send_chore(name, *args, expires=expires)
    except queue.QueueDown:
        log.warning("A chore could not be sent: %s", name)
