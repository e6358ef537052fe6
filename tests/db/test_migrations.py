"""The schema is what the models say, comes up and goes back, and holds what is written."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import institution.drafts.models
import institution.flags.models
import institution.fostercare.models
import institution.handover.models
import institution.incidents.models
import institution.logs.models
import institution.offline.models
import institution.plans.models
import institution.reports.models  # noqa: F401 (their tables are part of the metadata)
from institution.db import schema
from institution.db.base import Base

pytestmark = pytest.mark.own_stage


def test_the_schema_is_what_the_models_say(database):
    with database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": False}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_are_numbered_in_one_line(database):
    script = ScriptDirectory.from_config(schema.config(database.engine))
    numbers = [revision.revision for revision in script.walk_revisions()]
    assert numbers == [f"{n:04}" for n in range(len(numbers), 0, -1)]


def test_the_migrations_import_nothing_from_the_package():
    for path in (schema.MIGRATIONS / "versions").glob("*.py"):
        assert "institution" not in path.read_text(), path.name


def shape(database) -> tuple:
    """Return what defines the tables, and how many rows each has."""
    with database.engine.connect() as connection:
        counts = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in sorted(Base.metadata.tables)
        }
        triggers = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY 1"
            if database.is_sqlite
            else "SELECT DISTINCT trigger_name FROM information_schema.triggers ORDER BY 1"
        ).all()
    return counts, triggers


def test_going_back_a_step_and_up_again_loses_no_row(database):
    before = shape(database)
    script = ScriptDirectory.from_config(schema.config(database.engine))
    steps = [revision.revision for revision in script.walk_revisions()]
    for revision in steps[:-1]:
        schema.downgrade(database.engine, f"{int(revision) - 1:04}")
    first = tables(database)
    schema.upgrade(database.engine)
    counts, triggers = shape(database)
    assert triggers == before[1]
    assert {name: counts[name] for name in first} == {name: before[0][name] for name in first}


def tables(database) -> set[str]:
    """Return the tables of ours that are there; those of a later step go with their rows."""
    with database.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) & set(Base.metadata.tables)


def test_going_all_the_way_back_leaves_nothing(database):
    schema.downgrade(database.engine, "base")
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() is None
        left = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%%'"
            if database.is_sqlite
            else "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).all()
    assert [name for (name,) in left] == ["alembic_version"]
    schema.upgrade(database.engine)
    schema.check(database.engine)


def test_bringing_it_up_twice_changes_nothing(database):
    before = shape(database)
    schema.upgrade(database.engine)
    assert shape(database) == before


def test_a_migration_that_breaks_off_leaves_the_schema_as_it_was(database, monkeypatch):
    """Going back a step, with a fault after its first operation."""
    from alembic.operations import Operations

    before, original = shape(database), Operations.invoke

    def break_off(self, *arguments, **options):
        original(self, *arguments, **options)
        raise RuntimeError("power cut")

    script = ScriptDirectory.from_config(schema.config(database.engine))
    step_back = f"{int(script.get_current_head()) - 1:04}"
    with monkeypatch.context() as patch:
        patch.setattr(Operations, "invoke", break_off)
        with pytest.raises(RuntimeError):
            schema.downgrade(database.engine, step_back)
    assert shape(database) == before
    schema.check(database.engine)


def test_every_table_of_ours_is_kept_lasting_or_known_to_change(database):
    """A new table is either held by triggers, or named here with the reason why not."""
    changes = {
        "sign_ins": "a session is seen and ends",
        "drafts": "what is typed goes when it is kept",
        "device_contacts": "a tablet is heard from again and again",
    }
    with database.engine.connect() as connection:
        held = {
            name.rsplit("_no_", 1)[0]
            for (name,) in connection.execute(
                text(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                    if database.is_sqlite
                    else "SELECT trigger_name FROM information_schema.triggers"
                )
            )
        }
    assert held | set(changes) == set(Base.metadata.tables)
    assert not held & set(changes)
