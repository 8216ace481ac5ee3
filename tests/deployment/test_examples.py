"""What stands in deploy/ fits the project: variables, commands, files and addresses are those that there are."""

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.processes import ROOT

from .runbook import RUNBOOK, blocks

DEPLOY = ROOT / "deploy"
KNOWN = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SITE = {name: service for name, service in COMPOSE["services"].items() if "build" in service}
NGINX = {path.name: path.read_text(encoding="utf-8") for path in DEPLOY.glob("nginx*.conf")}


def exists(command: str) -> bool:
    """Whether a command of the site is there to be called, with the files and subcommands it names."""
    words = shlex.split(command)
    if words[:2] == ["python", "manage.py"]:
        return words[2] in get_commands()
    has_application = "-A" not in words or (ROOT / words[words.index("-A") + 1]).is_dir()
    return (BIN / Path(words[0]).name).exists() and has_application


def test_services_of_the_compose_file_stand_on_what_there_is():
    assert set(SITE) == {"setup", "web-8001", "web-8002", "worker", "beat"}
    for name, service in COMPOSE["services"].items():
        assert ("build" in service) != ("image" in service), name
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in COMPOSE["volumes"], (name, volume)
        assert "no-new-privileges:true" in service["security_opt"], name
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), (name, port)


def test_proxy_asks_the_web_processes_of_the_units_and_of_the_compose_file_alike():
    asked = re.findall(r"^    server 127\.0\.0\.1:(\d+) ", NGINX["nginx.conf"], re.MULTILINE)
    counted = re.findall(r"^    /metrics/(\d+) 127\.0\.0\.1:\1;$", NGINX["nginx.conf"], re.MULTILINE)
    published = [port.split(":")[1] for service in SITE.values() for port in service.get("ports", [])]
    enabled = re.findall(r"govcompare-web@(\d+)", blocks("Install")[2])
    restarted = re.findall(r"restart\.sh <site>((?: \d+)+)$", RUNBOOK, re.MULTILINE)
    assert asked == counted == published == enabled
    assert restarted and all(ports.split() == asked for ports in restarted)


def test_machine_that_is_added_is_asked_and_counted_under_the_address_it_listens_to():
    """The lines of the runbook stand in the same form as those of the example."""
    servers, counts = (block.splitlines() for block in blocks("Scale out", language="nginx"))
    host = re.search(r"say `HOST=([\d.]+)`", RUNBOOK)[1]
    example = re.findall(r"^    (server .*)$", NGINX["nginx.conf"], re.MULTILINE)[:2]
    assert servers == [line.replace("127.0.0.1", host) for line in example]
    assert counts == [f"/metrics/{host}:{port} {host}:{port};" for port in (8001, 8002)]


def test_variables_and_commands_of_the_compose_file_are_those_of_the_project():
    for name, service in SITE.items():
        assert set(service["environment"]) <= KNOWN, name
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
        given = service.get("command", ["gunicorn"])
        commands = given[2].split(" && ") if given[:2] == ["sh", "-c"] else [shlex.join(given)]
        assert all(map(exists, commands)), (name, commands)


def test_copy_of_the_example_of_variables_does_not_undo_what_a_container_needs():
    """env_file goes before what the image says, so what is of containers must stand in the compose file."""
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    said = dict(re.findall(r"([A-Z_]+)=(\S+)", re.search(r"^ENV (.*)$", image, re.MULTILINE)[1]))
    for name, service in SITE.items():
        for variable in set(said) & KNOWN:
            assert service["environment"][variable] == said[variable], (name, variable)
        (volume,) = service["volumes"]
        assert volume.partition(":")[2] == said["GOVCOMPARE_VAR_DIR"]


def test_image_takes_no_secret_and_nothing_of_this_machine():
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "var", "deploy/*.env"} <= set(left_out)
    assert SITE["web-8001"]["env_file"] == "govcompare.env"  # in deploy/
    assert "deploy/*.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def parted(command: str) -> tuple[dict[str, str], str]:
    """What /usr/bin/env adds to the environment, and the command it starts."""
    program, *words = shlex.split(command)
    assert program == "/usr/bin/env"
    decided = dict(word.split("=", 1) for word in words if "=" in word and not word.startswith("-"))
    return decided, shlex.join(words[len(decided) :])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_file_of_variables_does_not_undo_what_the_unit_decides(path):
    """Here it is a copy of .env.example, which names a port and a folder; systemd lets it overrule Environment=."""
    text = path.read_text(encoding="utf-8").replace("%i", "8001")
    said = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    file = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    before = dict(pair.split("=", 1) for pair in shlex.split(said.get("Environment", "")))
    decided, command = parted(said["ExecStart"])
    start = said["ExecStart"].removesuffix(command) + "env"
    seen = subprocess.run(shlex.split(start), env=before | file, capture_output=True, text=True, check=True).stdout
    found = dict(line.split("=", 1) for line in seen.splitlines())
    assert found["GOVCOMPARE_VAR_DIR"] == said["ReadWritePaths"] != file["GOVCOMPARE_VAR_DIR"]
    assert "@" not in path.stem or found["PORT"] == "8001" != file["PORT"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_unit_starts_what_there_is_with_variables_that_are_known(path):
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read_string(path.read_text(encoding="utf-8"))
    service = unit["Service"]
    decided, command = parted(service["ExecStart"])
    assert exists(command.removeprefix(service["WorkingDirectory"] + "/"))
    assert set(decided) <= KNOWN
    assert service["EnvironmentFile"] in RUNBOOK and service["WorkingDirectory"] in RUNBOOK
    assert (
        f"useradd --system --user-group {'--groups govcompare ' if 'worker' in path.stem else ''}{service['User']}"
        in RUNBOOK
    )
    assert path.stem.rstrip("@") in RUNBOOK
    for protection in ("NoNewPrivileges", "ProtectKernelLogs", "RestrictSUIDSGID"):
        assert service[protection] == "yes"
    assert service["SystemCallFilter"].startswith("@system-service") and service["SystemCallErrorNumber"] == "EPERM"


def test_files_of_nginx_include_each_other_and_the_runbook_copies_them():
    included = set(re.findall(r"include /etc/nginx/govcompare-([a-z]+\.conf);", NGINX["nginx.conf"]))
    assert {f"nginx-{name}" for name in included} | {"nginx.conf"} == set(NGINX)
    for name in NGINX:
        assert f"deploy/{name}" in RUNBOOK, name


def test_whoever_speaks_slowly_to_nginx_is_cut_off_before_a_server_is_chosen():
    """nginx times a connection by its default server until the host is known."""
    blocks = re.findall(r"^server \{$(.*?)^\}$", NGINX["nginx.conf"], re.DOTALL | re.MULTILINE)
    (default,) = [block for block in blocks if "default_server" in block]
    assert "client_header_timeout 10s;" in default
    (site,) = [block for block in blocks if "ssl_certificate " in block]
    for limit in ("client_body_timeout", "send_timeout", "keepalive_timeout", "limit_conn ", "client_max_body_size"):
        assert limit in site, limit


def test_every_place_of_nginx_with_a_header_of_its_own_keeps_the_strict_ones():
    for place in re.findall(r"location [^{]*\{(.*?)\n    \}", NGINX["nginx.conf"], re.DOTALL):
        assert "add_header" not in place or "include /etc/nginx/govcompare-headers.conf;" in place
