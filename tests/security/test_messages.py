"""What comes by queue, cache and cookie is read as text; nothing in it is ever run."""

import base64
import io
import json
import os
import pickle
import re
import tokenize
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from kombu.exceptions import ContentDisallowed
from kombu.message import Message

from govcompare.celery import app
from govcompare.exporting.queue import RENDER
from govcompare.page_cache import KeptPage
from govcompare.shared_cache import PlainBytes


class Bomb:
    """Makes a file where it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


@pytest.fixture
def bomb(tmp_path):
    """A pickle, and where its harm would be seen."""
    target = tmp_path / "harm"
    pickle.loads(pickle.dumps(Bomb(tmp_path / "proof")))
    assert (tmp_path / "proof").is_dir()  # it does work
    yield pickle.dumps(Bomb(target))
    assert not target.exists()


def test_queue_accepts_json_only():
    assert app.conf.accept_content == ["json"] and app.conf.task_serializer == "json"
    assert app.conf.result_accept_content in (None, ["json"])


@pytest.mark.parametrize("kind", ["application/x-python-serialize", "application/x-yaml", "application/x-msgpack"])
def test_message_that_is_not_json_is_refused(bomb, kind):
    body = base64.b64encode(bomb).decode()
    message = Message(body=body, content_type=kind, content_encoding="binary", properties={"body_encoding": "base64"},
                      accept=app.conf.accept_content and {"application/json"}, channel=None)  # fmt: skip
    with pytest.raises((ContentDisallowed, AttributeError)) as refused:
        message.decode()
    assert refused.type is ContentDisallowed


def test_worker_refuses_a_pickled_message_and_goes_on(deploy, bomb):
    """A real worker with a real queue: the message is put where messages lie."""
    deployment = deploy(EXPORT_WORKERS="1")
    deployment.start_worker()
    with app.connection_for_write() as connection:
        producer = connection.channel().prepare_message  # the form of a message, as kombu writes it
        message = producer(base64.b64encode(bomb).decode(), 0, "application/x-python-serialize", "binary",
                           {"task": RENDER, "id": "evil"},
                           {"body_encoding": "base64", "delivery_tag": "evil", "delivery_info": {"exchange": "", "routing_key": "exports"}})  # fmt: skip
    queue = deployment.folder / "queue"
    draft = queue / "evil.draft"
    draft.write_text(json.dumps(message))
    draft.rename(queue / f"{'0' * 20}-evil.exports.msg")
    refused = re.compile("Refusing to deserialize|ContentDisallowed")
    deployment.until(lambda: refused.search(deployment.log("worker")), "the message was not refused", 30)
    assert deployment.workers[0].poll() is None


def test_pickle_in_the_shared_cache_is_bytes(bomb):
    assert PlainBytes().loads(bomb) == bomb
    with pytest.raises(TypeError):
        PlainBytes().dumps({"a": 1})
    with pytest.raises(ValueError):
        KeptPage.unpacked(bomb)


@pytest.mark.django_db
def test_pickle_in_a_cookie_is_no_session(bomb, office):
    client = Client()
    client.cookies["session"] = client.cookies["messages"] = base64.b64encode(bomb).decode()
    assert client.get("/office/").status_code == 302
    assert project.SESSION_ENGINE.endswith(".db") and project.SESSION_SERIALIZER.endswith("JSONSerializer")


# Words by which a program makes something that runs of what it was sent.
RUNS = re.compile(r"\b(c?pickle|_pickle|dill|cloudpickle|marshal|shelve|jsonpickle|eval|exec|unsafe_load|full_load)\b"
                  r"|\byaml \. load\b")  # fmt: skip


def words_that_run(source: str) -> list[str]:
    """Every such word in a program; what it only tells, in comments and docstrings, left out."""
    words, before = [], tokenize.NEWLINE
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        is_told = token.type == tokenize.STRING and before in (tokenize.NEWLINE, tokenize.INDENT)
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            before = token.type
            words += [] if is_told else [token.string]
    return [found[0] for found in RUNS.finditer(" ".join(words))]


def test_words_that_run_are_found_wherever_they_stand():
    program = '''"""About eval."""
# exec
import pickle as p, yaml
def f(a):
    """As pickle would."""
    exec(a); yaml.load(a); run = {"serializer": "pickle"}
    return eval(a)
'''
    assert words_that_run(program) == ["pickle", "exec", "yaml . load", "pickle", "eval"]


def test_nothing_of_ours_unpickles_or_evaluates():
    ours = [path for package in ("govcompare", "regions", "institutions")
            for path in (project.BASE_DIR / package).rglob("*.py")]  # fmt: skip
    ours += project.BASE_DIR.glob("*.py")
    assert len(ours) > 100
    found = {
        str(path.relative_to(project.BASE_DIR)): words
        for path in ours
        if (words := words_that_run(path.read_text(encoding="utf-8")))
    }
    # the shell's word, in the line that starts a browser
    assert found == {"govcompare/exporting/browser.py": ["exec"]}
