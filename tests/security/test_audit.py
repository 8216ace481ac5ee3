"""The audit of dependencies: silent failures of a network are told, vulnerabilities fail."""

import subprocess

import pytest

from tests import audit

FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}
CLEAN = {"dependencies": [{"name": "django", "version": "5.2.19", "vulns": []}], "fixes": []}
FLAWED = {"dependencies": [{"name": "old", "version": "1.0", "vulns": [FLAW]}], "fixes": []}
UNKNOWN = {"dependencies": [{"name": "django", "skip_reason": "not found on PyPI"}], "fixes": []}


def test_vulnerability_fails_and_is_named(capsys):
    assert audit.audit(["x"], lambda service, files: FLAWED) == 1
    printed = capsys.readouterr().out
    assert "old 1.0: PYSEC-2026-1; mended in 2.0" in printed and "1 known vulnerabilities" in printed


def test_nothing_found_passes(capsys):
    assert audit.audit(["x"], lambda service, files: CLEAN) == 0
    assert "1 pinned packages audited by pypi: 0 known" in capsys.readouterr().out


@pytest.mark.parametrize("report", ["pypi: no route to host", UNKNOWN])
def test_service_that_cannot_say_is_told_and_does_not_fail(capsys, report):
    assert audit.audit(["x"], lambda service, files: report) == 0
    assert capsys.readouterr().out.startswith("Not audited: no service that knows of vulnerabilities can be reached")


def test_second_service_is_asked_where_the_first_does_not_know():
    assert audit.audit(["x"], lambda service, files: UNKNOWN if service == "pypi" else FLAWED) == 1


def test_answer_that_is_no_report_is_a_reason(monkeypatch):
    said = subprocess.CompletedProcess([], 1, stdout="", stderr="Traceback\nConnectionError: refused\n")
    monkeypatch.setattr(audit.subprocess, "run", lambda *args, **kwargs: said)
    assert audit.ask("osv", ["x"]) == "osv: ConnectionError: refused"


def test_audit_that_cannot_be_done_here_fails(capsys, monkeypatch):
    monkeypatch.setattr(audit.importlib.util, "find_spec", lambda name: None)
    assert audit.audit(["x"], lambda service, files: CLEAN) == 1
    assert "install requirements-dev.txt" in capsys.readouterr().out
