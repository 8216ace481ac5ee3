"""Keys by which Chinese text sorts in pinyin order, the same on every database; derived when the dataset is loaded.

Characters of one reading stand together, numbers count by their value, punctuation does not count.
"""

import re
from functools import lru_cache

from django.db import models

from .pinyin import reader


@lru_cache(maxsize=65_536)
def sort_key(text: str) -> str:
    """Its pinyin without tones, then the text itself: 长沙市 -> changshashi 长沙市."""
    sounds = re.sub(r"[0-9]+", lambda number: number[0].zfill(6), "".join(reader().lazy_pinyin(text)).lower())
    return f"{re.sub(r'[^0-9a-z]', '', sounds)} {text}"


def typed(pinyin: str) -> str:
    """Pinyin as it is typed on a keyboard: Lü liang -> lvliang."""
    return pinyin.lower().replace(" ", "").replace("'", "").replace("ü", "v")


class SortKeyField(models.TextField):
    """The sort key of another column of the row; NULL where that is empty, so that blanks sort last."""

    def __init__(self, of: str, **kwargs):
        self.of = of
        super().__init__(**{**kwargs, "null": True, "blank": True, "editable": False})

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            del kwargs[fixed]
        return name, path, [self.of], kwargs

    def db_parameters(self, connection):
        # PostgreSQL would sort by the language of its server; SQLite compares bytes unless told otherwise
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}

    def derived(self, text: str | None) -> str | None:
        """The key of a text of the other column."""
        return sort_key(text) if text else None


def fill(app_label: str):
    """For a migration: derives the keys of the rows that are there, in held versions too."""

    def forwards(apps, schema_editor):
        for model in apps.get_app_config(app_label).get_models():
            keys = [field for field in model._meta.concrete_fields if isinstance(field, SortKeyField)]
            rows = list(model._base_manager.using(schema_editor.connection.alias).all()) if keys else []
            for row in rows:
                for key in keys:
                    setattr(row, key.name, key.derived(getattr(row, key.of)))
            if rows:
                names = [key.name for key in keys]
                model._base_manager.using(schema_editor.connection.alias).bulk_update(rows, names, batch_size=200)

    return forwards
