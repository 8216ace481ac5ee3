"""Kombu's queue in a folder, made safe for many writers and readers at once.

Kombu writes a message under the name under which readers look for it, so that one may take it half written, and
moves it through the system's temporary folder, where two may get it. Here every message and every list of queues
appears whole, by a rename within the folder, and exactly one reader wins a message. A broken message is put aside.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """A channel whose messages are files of settings.BROKER_DIR."""

    supports_fanout = False

    @property
    def folder(self) -> Path:
        """Where the messages lie; made when it is not there."""
        folder = Path(self.transport_options["folder"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ChannelError(f"Cannot use the folder {folder} as a queue: {error}") from error
        return folder

    @property
    def control_folder(self) -> Path:
        """Where the lists of queues lie: beside the messages."""
        return self.folder

    def _names(self, queue: str) -> list[str]:
        with os.scandir(self.folder) as entries:
            return sorted(entry.name for entry in entries if entry.name.endswith(f".{queue}.msg"))

    def _put(self, queue, message, **kwargs):
        self._write(self.folder / f"{time.time_ns():020d}-{uuid4().hex}.{queue}.msg", message)

    def _write(self, path: Path, content) -> None:
        """The file appears under its name only when it is whole."""
        draft = path.with_name(f"{uuid4().hex}.draft")
        try:
            draft.write_bytes(dumps(content).encode())
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise ChannelError(f"Cannot write to the queue {path.parent}: {error}") from error

    def _get(self, queue, timeout=None):
        for name in self._names(queue):
            taken = self.folder / f"{uuid4().hex}.taken"
            try:
                (self.folder / name).rename(taken)  # one reader wins
            except OSError:
                continue
            try:
                content = taken.read_bytes()
                taken.unlink()
                message = loads(content.decode())
                properties = message["properties"]
                if message["headers"] and properties["delivery_tag"] and properties["delivery_info"]["routing_key"]:
                    return message
            except (OSError, ValueError, KeyError, TypeError):
                pass
            log.error("A message of the queue cannot be read and is left out: %s", name)
            with suppress(OSError):
                taken.unlink(missing_ok=True)
        raise Empty()

    def _size(self, queue):
        return len(self._names(queue))

    def _purge(self, queue):
        count = 0
        for name in self._names(queue):
            with suppress(OSError):
                (self.folder / name).unlink()
                count += 1
        return count

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def get_table(self, exchange):
        """Which queues an exchange delivers to."""
        try:
            rows = json.loads(self._exchange_file(exchange).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except ValueError:
            log.error("The list of queues of %r cannot be read and is written anew", exchange)
            return []
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        if row in self.get_table(exchange):
            return
        with self._locked():
            self._write(self._exchange_file(exchange), sorted({*self.get_table(exchange), row}))

    def _delete(self, queue, exchange, routing_key, pattern, *args, **kwargs):
        self._purge(queue)
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._locked():
            self._write(self._exchange_file(exchange), sorted({*self.get_table(exchange)} - {row}))


class Transport(filesystem.Transport):
    """What `filesystem://` means here. A worker looks into the folder by its event loop, as with any other broker.

    Kombu's transport has no place in that loop, and the pool of processes that Celery uses instead loses its way when
    one of them is killed.
    """

    Channel = Channel
    implements = filesystem.Transport.implements.extend(asynchronous=True)
    _looks = None

    def register_with_event_loop(self, connection, loop):
        """Look for messages every few milliseconds."""
        self._looks = loop.call_repeatedly(self.polling_interval, self._deliver_all)

    def _deliver_all(self):
        with suppress(Empty):
            while True:  # as many as the worker takes at once
                self.cycle.get(self._deliver)

    def close_connection(self, connection):
        """Look no more."""
        if self._looks is not None:
            self._looks.cancel()
        super().close_connection(connection)
