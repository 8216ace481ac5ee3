"""Imports point downwards: shelf → regions → institutions → wiring."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The roof of govcompare wires everything; the rest of it is the shelf on which the apps stand.
ROOF = {
    "urls",
    "wsgi",
    "views",
    "front_page",
    "sitemaps",
    "structured_data",
    "loading",
    "archiving",
    "dataset_tables",
    "source_listing",
    "export_views",
    "checking",
    "management",
    "admin",
    "staff",
}
SHELF, REGIONS, INSTITUTIONS, TOP = range(4)


def floor(module: str) -> int | None:
    """The floor of one of our modules; None for anybody else's."""
    parts = module.split(".")
    match parts[0]:
        case "govcompare":
            return TOP if len(parts) > 1 and parts[1] in ROOF else SHELF
        case "regions":
            return REGIONS
        case "institutions":
            return INSTITUTIONS
    return None


def modules() -> dict[str, Path]:
    found = {}
    for package in ("govcompare", "regions", "institutions"):
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" not in path.parts:
                found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def imports(module: str, path: Path) -> set[str]:
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{prefix}.{alias.name}" for alias in node.names}
    return names


def test_no_module_imports_a_higher_floor():
    upward = [
        f"{module} imports {name}"
        for module, path in modules().items()
        for name in imports(module, path)
        if (target := floor(name)) is not None and target > floor(module)
    ]
    assert upward == []


def test_charts_know_neither_database_nor_request():
    for module, path in modules().items():
        if module.startswith("govcompare.charts"):
            assert not any(name.startswith("django") for name in imports(module, path)), module


def test_only_dataset_imports_frictionless():
    users = [
        module
        for module, path in modules().items()
        if any(n.startswith("frictionless") for n in imports(module, path))
    ]
    assert users == ["govcompare.dataset"]


def test_no_file_outgrows_a_newcomer():
    long = {module: lines for module, path in modules().items() if (lines := len(path.read_text().splitlines())) > 300}
    assert long == {}


def test_project_reads_nothing_beside_itself():
    for module, path in modules().items():
        assert "../shared" not in path.read_text(encoding="utf-8"), module
