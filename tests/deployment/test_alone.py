"""One process of the site at a time, on whatever machines the processes run."""

import subprocess
import sys

import pytest

from tests.processes import ROOT, Machine

pytestmark = pytest.mark.browser

# Says whether it is alone, and stays so until its input ends.
HOLDER = """
import sys, django; django.setup()
from govcompare.alone import alone
with alone("test") as is_mine:
    print(is_mine, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["postgresql", "sqlite"])
def database(request, tmp_path):
    """DATABASE_URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/site.sqlite3"
    postgres = request.getfixturevalue("postgres")
    return postgres.url(postgres.copy("template1"))


def start(machine: Machine) -> tuple[subprocess.Popen, bool]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT, env=machine.environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    return process, process.stdout.readline().strip() == "True"


def end(process: subprocess.Popen) -> None:
    with process:
        process.stdin.close()


def test_second_machine_is_not_alone_until_the_first_has_ended_or_was_killed(database):
    environment = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.deployment.settings"}
    machines = Machine(**environment), Machine(**environment)
    for finish in (end, lambda process: process.kill() or process.communicate()):
        first, is_first_alone = start(machines[0])
        second, is_second_alone = start(machines[1])
        end(second)
        assert (is_first_alone, is_second_alone) == (True, False)
        finish(first)
    last, is_last_alone = start(machines[1])
    end(last)
    assert is_last_alone
