"""What the runbook promises of migrations: those of a release only add, so that the release before it goes on beside them."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

OURS = ("govcompare", "regions", "institutions")
# The last migration of each app in the last release (CHANGELOG.md): set anew with each release.
RELEASED = {
    "govcompare": "0007_jobs_by_one_clock",
    "regions": "0003_sort_keys",
    "institutions": "0005_indexes_of_scores",
}
# Migration and what it does there -> why the release before it is not disturbed.
ALLOWED: dict[tuple[str, str], str] = {}
TAKES_AWAY = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel,
              migrations.AlterModelTable, migrations.RunSQL)  # fmt: skip


def disturbs(operation, app: str, before, after) -> bool:
    """Whether code that knows the state before fails to read or write in the state after."""
    if isinstance(operation, TAKES_AWAY):
        return True
    if not isinstance(operation, migrations.AddField | migrations.AlterField):
        return False
    new = after.apps.get_model(app, operation.model_name)._meta.get_field(operation.name)
    if isinstance(operation, migrations.AddField):
        return not (new.many_to_many or new.null or new.has_db_default())
    old = before.apps.get_model(app, operation.model_name)._meta.get_field(operation.name)
    is_required_now = old.null and not new.null
    return is_required_now or old.column != new.column or old.db_type(connection) != new.db_type(connection)


def disturbances(loader: MigrationLoader, released: dict[str, str]) -> list[tuple[str, str]]:
    """What migrations since a release do that its code would not bear."""
    old = [key for app, last in released.items() for key in loader.graph.forwards_plan((app, last))]
    leaves = [key for key in loader.graph.leaf_nodes() if key[0] in OURS]
    plan = [key for leaf in leaves for key in loader.graph.forwards_plan(leaf) if key[0] in OURS]
    state, found = loader.project_state([key for key in loader.graph.leaf_nodes() if key[0] not in OURS] + old), []
    for app, name in dict.fromkeys(plan):
        if (app, name) in old:
            continue
        for operation in loader.get_migration(app, name).operations:
            before = state.clone()
            operation.state_forwards(app, state)
            if disturbs(operation, app, before, state):
                found.append((f"{app}.{name}", operation.describe()))
    return found


@pytest.fixture
def loader():
    return MigrationLoader(None)


def test_migrations_since_the_last_release_only_add(loader):
    assert {config.label for config in apps.get_app_configs() if config.label in OURS} == set(RELEASED)
    assert set(disturbances(loader, RELEASED)) == set(ALLOWED)
    assert all(ALLOWED.values())


def test_column_that_must_be_given_would_have_been_noticed(loader):
    first = {"govcompare": "0002_citations_and_turning_points", "regions": "0001_initial",
             "institutions": "0002_tasks_evidence_and_figures"}  # fmt: skip
    found = disturbances(loader, first)
    assert ("govcompare.0005_reasons_in_two_languages", "Add field reason_values to exportjob") in found


@pytest.mark.parametrize(
    ("operation", "is_disturbing"),
    [
        (migrations.RemoveField("shortlink", "address"), True),
        (migrations.RenameField("shortlink", "address", "target"), True),
        (migrations.DeleteModel("shortlink"), True),
        (migrations.AlterField("exportjob", "size", models.PositiveBigIntegerField()), True),
        (migrations.AlterField("shortlink", "address", models.CharField(max_length=9)), True),
        (migrations.AddField("shortlink", "seen", models.IntegerField(default=0)), True),
        (migrations.AddField("shortlink", "seen", models.IntegerField(db_default=0)), False),
        (migrations.AddField("shortlink", "seen", models.IntegerField(null=True)), False),
        (migrations.AlterField("exportjob", "size", models.PositiveBigIntegerField(null=True, help_text="a")), False),
    ],
)
def test_what_takes_away_is_told_from_what_adds(loader, operation, is_disturbing):
    before = loader.project_state()
    after = before.clone()
    operation.state_forwards("govcompare", after)
    assert disturbs(operation, "govcompare", before, after) == is_disturbing
