"""Documentation is checked: what it names exists."""

import json
import re
from pathlib import Path

import plotly
import pytest
from django.conf import settings

from govcompare.charts.palette import FILLS
from govcompare.dataset import Dataset

ROOT = Path(settings.BASE_DIR)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_command_of_the_readme_is_in_the_makefile(name):
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", text(name))) <= targets


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_file_of_the_readme_exists(name):
    for path in re.findall(r"\]\(([^)#:]+)\)", text(name)):
        assert (ROOT / path).exists(), path


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_address_of_the_readme_answers(client, name):
    for address in re.findall(r"`(/[^`\s]*)`", text(name)):
        assert client.get(address).status_code == 200, address


def test_every_table_of_the_dataset_is_explained():
    for table in Dataset(settings.DATA_DIR).tables:
        assert f"`{table}`" in text("data/README.md"), table


def test_every_variable_of_the_settings_is_in_the_example():
    code = text("govcompare/settings.py") + text("gunicorn.conf.py")
    names = set(
        re.findall(r"(?:environ\.get|required|flag|listed|number|path|url|choice)\(\s*\"([A-Z_]+)\"", code)
    ) | {"DATABASE_URL"}
    assert names <= set(re.findall(r"^([A-Z_]+)=", text(".env.example"), re.MULTILINE))


def test_version_of_the_dataset_is_in_the_changelog_and_readme():
    version = json.loads(text("data/datapackage.json"))["version"]
    assert f"## {version}" in text("CHANGELOG.md") and version in text("README.md")


def test_counts_of_the_changelog_are_those_of_the_dataset():
    dataset = Dataset(settings.DATA_DIR)
    said = text("CHANGELOG.md")
    for table, noun in {"regions": "regions", "agency_statuses": "agency states", "leading_groups": "leading groups",
                        "operating_mandates": "companies", "shareholdings": "shareholdings",
                        "regional_models": "models", "documents": "documents", "tasks": "tasks", "task_units": "units",
                        "platforms": "platforms", "national_functions": "functions", "scores": "scores",
                        "evaluations": "indices", "statistics": "printed figures", "definitions": "terms",
                        "left_out": "things read"}.items():  # fmt: skip
        assert re.search(rf"\b{sum(1 for _ in dataset.rows(table))} {noun}", said), table


def test_every_direct_dependency_has_its_reason():
    for name in ("requirements.in", "requirements-dev.in"):
        for line in text(name).splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.search(r"  # .+", line), line


def test_requirements_are_pinned():
    for line in text("requirements.txt").splitlines():
        assert re.match(r"^[a-z0-9-]+==\S+", line), line


def test_vendored_plotly_is_the_one_of_the_python_package():
    bundled = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")[:400]
    vendored = text("static/vendor/plotly/plotly-basic.min.js")[:400]
    version = re.compile(r"v(\d+\.\d+\.\d+)")
    assert version.search(vendored)[1] == version.search(bundled)[1]


def test_badges_have_the_colours_of_the_charts():
    style = text("static/css/site.css")
    for name, colour in FILLS.items():
        assert f"--{name}: {colour}" in style


def test_no_file_names_a_home_folder_or_leaves_work_for_later():
    skipped = {".venv", "var", ".git", "vendor"}
    for path in ROOT.rglob("*"):
        if path.suffix in {".py", ".md", ".html", ".csv", ".txt", ".in", ".toml", ".json", ".js", ".css"}:
            if skipped & set(path.relative_to(ROOT).parts) or path == Path(__file__):
                continue
            found = re.search(r"(?<![\w.])/(?:home|root|Users)/|TODO|FIXME", path.read_text(encoding="utf-8"))
            assert not found, (path, found)
