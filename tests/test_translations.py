"""The catalogues: whole, compiled, and with a translation for everything that the source marks."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from govcompare.wording import HAN

ROOT = settings.BASE_DIR
CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po"))
DJANGO = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]|\{\w*\}")
# function -> where among its arguments the context and the text stand
MARKS = {"gettext": (None, 0), "ngettext": (None, 0), "pgettext": (0, 1), "npgettext": (0, 1)}
MARKS |= {f"{name}_lazy": places for name, places in MARKS.items()} | {"gettext_noop": (None, 0)}

Key = tuple[str | None, str]


def entries():
    return [entry for entry in polib.pofile(str(DJANGO)) if not entry.obsolete]


def words(entry) -> list[str]:
    """What an entry says in English: one text, or one for each number."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_entry_is_translated_for_certain():
    assert not [entry.msgid for entry in entries() if entry.fuzzy or not all(words(entry))]


def test_english_has_no_chinese_in_it():
    assert not [said for entry in entries() for said in words(entry) if HAN.search(said)]


def test_english_has_no_full_width_punctuation():
    wide = re.compile(r"[\u3001-\u301f\uff00-\uff60]")
    assert not [said for entry in entries() for said in words(entry) if wide.search(said)]


def test_both_languages_have_the_same_placeholders():
    different = []
    for entry in entries():
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        if entry.msgid_plural:  # "one agency" need not say its number
            assert wanted == set(PLACEHOLDER.findall(entry.msgid_plural)), entry.msgid
            *rest, last = words(entry)
            right = set(PLACEHOLDER.findall(last)) == wanted
            right = right and all(set(PLACEHOLDER.findall(said)) <= wanted for said in rest)
        else:
            right = sorted(PLACEHOLDER.findall(entry.msgid)) == sorted(PLACEHOLDER.findall(entry.msgstr))
        if not right:
            different.append(entry.msgid)
    assert not different


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_catalogue_is_compiled_as_it_is_written(path):
    def content(catalogue):
        return {(one.msgctxt, one.msgid): words(one) for one in catalogue}

    written = polib.pofile(str(path))
    assert content(polib.mofile(str(path.with_suffix(".mo")))) == content(written)
    assert len(written) == len(content(written)), "an entry stands twice"


def marked_in_python() -> dict[Key, str]:
    """What the modules mark: context and text -> where."""
    found: dict[Key, str] = {}
    for app in ("govcompare", "regions", "institutions"):
        for path in sorted((ROOT / app).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            called = {
                name.asname or name.name: name.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
                for name in node.names
                if name.name in MARKS
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called:
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    context, text = MARKS[called[node.func.id]]
                    assert not isinstance(node.args[text], ast.JoinedStr), f"{where}: gettext cannot read f-strings"
                    if isinstance(node.args[text], ast.Constant):
                        key = (node.args[context].value if context is not None else None, node.args[text].value)
                        found.setdefault(key, where)
    return found


def marked_in_templates() -> dict[Key, str]:
    """What the templates mark: context and text -> where."""
    found: dict[Key, str] = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT / "templates"))
        for text in re.findall(r"""[ =:]_\((["'])(.+?)\1\)""", path.read_text(encoding="utf-8")):
            found.setdefault((None, text[1]), name)
        for node in every_node(engines["django"].get_template(name).template.nodelist):
            match node:
                case TranslateNode() if isinstance(text := node.filter_expression.var.literal, str):
                    found.setdefault((context_of(node), text.replace("%", "%%")), name)
                case BlockTranslateNode():
                    found.setdefault((context_of(node), node.render_token_list(node.singular)[0]), name)
    return found


def every_node(nodes):
    """Nodes within nodes, to the last."""
    for node in nodes:
        yield node
        for attribute in node.child_nodelists:
            yield from every_node(getattr(node, attribute, None) or ())


def context_of(node) -> str | None:
    return node.message_context.var if node.message_context else None


@pytest.mark.parametrize("marked", [marked_in_python, marked_in_templates])
def test_everything_marked_is_translated(marked):
    translated = {(entry.msgctxt, entry.msgid) for entry in entries()}
    missing = {key: where for key, where in marked().items() if HAN.search(key[1]) and key not in translated}
    assert not missing, "\n".join(f"{where}: {key[1]}" for key, where in missing.items())
