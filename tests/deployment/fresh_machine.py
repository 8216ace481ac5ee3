"""A machine on which nothing is installed yet, as a folder: the runbook is followed on it with the paths of that folder.

Not done: users are not made, packages are not fetched (what is pinned must be here already), and systemctl is a stand-in.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from tests.processes import ROOT, Machine

from . import runbook
from .sites import BIN, HOST, Answer

RELEASE = ["govcompare", "regions", "institutions", "templates", "static", "locale", "data", "deploy",
           "requirements.txt", "manage.py", "gunicorn.conf.py"]  # fmt: skip
# What these tests do not wait for: nobody's picture is to be finished, and who dribbles does so for a second.
SOONER = {"client_header_timeout 10s": "client_header_timeout 1s", "TimeoutStopSec=60": "TimeoutStopSec=2"}
STAND_INS = {
    "useradd": "exit 0",
    "nginx": 'exec "$PROXY" -p "$STATE" -c "$STATE/nginx.conf" "$@"',
    "systemctl": f'exec {sys.executable} {ROOT}/tests/deployment/systemctl.py "$@"',
}
# Debian's, as far as it matters; as root its processes may go into the folder of a test
MAIN = """
{user} pid {state}/nginx.pid; error_log {state}/nginx.log; worker_processes 1; events {{ }}
http {{
    access_log off; types {{ text/css css; text/javascript js; }} default_type application/octet-stream;
    client_body_temp_path {state}/t1; proxy_temp_path {state}/t2; fastcgi_temp_path {state}/t3;
    uwsgi_temp_path {state}/t4; scgi_temp_path {state}/t5;
    include {root}/etc/nginx/conf.d/*.conf;
}}
"""


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


class FreshMachine(Machine):
    """A folder with a root of its own, a repository with releases, and commands that do what is needed here."""

    def __init__(self, settings: dict[str, str]):
        super().__init__()
        self.root, self.repository = self.folder / "root", self.folder / "repository"
        self.settings = settings
        self.first, self.second, self.tls, self.plain = free_ports(4)
        for folder in ("etc/systemd/system", "etc/nginx/conf.d", "etc/nginx/sites-enabled", "srv", "var/lib"):
            (self.root / folder).mkdir(parents=True)
        (self.folder / "bin").mkdir()
        for name, words in STAND_INS.items():
            self._write_program(name, words)
        self.bare = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder), "STATE": str(self.folder),
            "UNITS": str(self.root / "etc/systemd/system"), "GIT_CONFIG_GLOBAL": "/dev/null",
            "PROXY": shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx is missing: make programs",
        }  # fmt: skip
        self._write_certificate()
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(MAIN.format(user=user, state=self.folder, root=self.root))

    def _write_program(self, name: str, words: str) -> None:
        program = self.folder / "bin" / name
        program.write_text(f"#!/bin/sh\n{words}\n")
        program.chmod(0o755)

    def _write_certificate(self) -> None:
        folder, key = self.root / "etc/letsencrypt/live" / HOST, ec.generate_private_key(ec.SECP256R1())
        name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)]), timezone.now()
        certificate = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )  # fmt: skip
        folder.mkdir(parents=True)
        (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
        (folder / "privkey.pem").write_bytes(private)

    def here(self, text: str) -> str:
        """Commands or an example of deploy/ with the places of this machine."""
        text = re.sub(r"(?<![\w.-])/(srv/govcompare|var/lib/govcompare|etc/)", rf"{self.root}/\1", text)
        text = text.replace("8001", str(self.first)).replace("8002", str(self.second))
        return re.sub(r"listen (443|80)\b", lambda found: f"listen 127.0.0.1:{self.port(found[1])}", text)

    def port(self, number: str) -> int:
        return {"443": self.tls, "80": self.plain}[number]

    def release(self, version: str, change=lambda folder: None) -> None:
        """A version in the repository, with the examples of deploy/ for this machine."""
        git = ["git", "-C", self.repository, "-c", "user.name=t", "-c", "user.email=t@localhost"]
        if not self.repository.exists():
            ignored = shutil.ignore_patterns("__pycache__", "*.env")
            for name in RELEASE:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
                copy(ROOT / name, self.repository / name, **({"ignore": ignored} if copy is shutil.copytree else {}))
            for path in (self.repository / "deploy").rglob("*"):
                if path.is_file():
                    text = self.here(path.read_text(encoding="utf-8"))
                    for word, soon in SOONER.items():
                        text = text.replace(word, soon)
                    path.write_text(text, encoding="utf-8")
            subprocess.run([*git, "init", "--quiet"], check=True, env=self.bare)
        change(self.repository)
        for words in (["add", "--all"], ["commit", "--quiet", "--message", version], ["tag", version]):
            subprocess.run([*git, *words], check=True, env=self.bare)

    def follow(self, block: str, version: str) -> str:
        """Do what a block of the runbook says; what was said to it."""
        text = (
            block.replace("<version>", version).replace("<repository>", str(self.repository)).replace("<site>", HOST)
        )
        text = text.replace(" -o govcompare -g govcompare", "").replace("runuser -u govcompare -- ", "")
        text = text.replace("python3 -m venv .venv", f"ln -s {BIN.parent} .venv")
        text = text.replace("pip install -r", "pip install --quiet --dry-run --no-index --no-deps -r")
        return runbook.run(self.here(text), self.bare, self.folder)

    def write_variables(self) -> None:
        """/etc/govcompare.env as the runbook gives it, after all that .env.example has, but for what is of this machine."""
        (given,) = runbook.blocks("Install", language="")
        given = given.replace("SECRET_KEY=…", "SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJ+==")
        values = dict(line.split("=", 1) for line in self.here(given).replace("…", "word").splitlines())
        assert set(self.settings) & set(values) == {"DATABASE_URL", "BROKER_URL", "CACHE_URL"}
        lines = [f"{name}={value}\n" for name, value in (values | self.settings).items()]
        example = (ROOT / ".env.example").read_text(encoding="utf-8")
        (self.root / "etc/govcompare.env").write_text(example + "".join(lines))

    def run_nginx(self, *words: str) -> None:
        """Tell nginx something."""
        subprocess.run([self.folder / "bin/nginx", *words], env=self.bare, check=True, capture_output=True)

    def reload_nginx(self) -> None:
        """Have it read its files anew; the processes that read the old ones, and answer a little longer, have ended."""
        before = self._proxies()
        self.run_nginx("-s", "reload")
        self.until(lambda: self._proxies() and not self._proxies() & before, "nginx did not read what was changed")

    def _proxies(self) -> set[str]:
        main = (self.folder / "nginx.pid").read_text().strip()
        return set(Path(f"/proc/{main}/task/{main}/children").read_text().split())

    def connect(self, timeout: float = 30) -> ssl.SSLSocket:
        """A connection to nginx that asks for the site."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout=timeout)
        return context.wrap_socket(plain, server_hostname=HOST)

    def get(self, path: str, **headers: str) -> Answer:
        """What a visitor is answered."""
        connection = HTTPConnection(HOST)
        connection.sock = self.connect()
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        found = Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
        connection.close()
        return found

    def stop(self) -> None:
        """End the proxy, which hides whose it is, and then the rest."""
        file = self.folder / "nginx.pid"
        if file.exists() and file.read_text():
            self.run_nginx("-s", "stop")
            self.until(lambda: not file.exists(), "nginx did not end")
        self.kill()
        for port in (self.first, self.second):
            for folder in Path("/dev/shm").glob(f"govcompare-*-{port}"):
                shutil.rmtree(folder)
        shutil.rmtree(self.folder)
