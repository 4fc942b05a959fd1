"""The schema: shipped migrations and models say the same, up and down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from db.engine import open_engine
from db.migrate import SCRIPTS, migrate, run
from db.models import Table
from db.schema import HEAD, KNOWN, StoreNewer, is_current
from operator_app.domain.reviews import ReviewId
from tests.db.builders import KEY, Store, an_application
from tests.support.supervised_state import REVIEW


@pytest.fixture
def empty(tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "empty.sqlite", KEY)


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for name in found.scalars() if not name.startswith("case_names_")}


def differences(engine: Engine) -> list[object]:
    def ours(name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith("case_names"))

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": ours, "compare_type": True}
        )
        return list(compare_metadata(context, Table.metadata))


def test_the_newest_script_is_the_head_that_start_up_compares_with() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))

    assert scripts.get_heads() == [HEAD]
    assert {script.revision for script in scripts.walk_revisions()} == KNOWN


def test_migrated_from_empty_the_store_is_what_the_models_say(empty: Engine) -> None:
    migrate(empty)

    assert differences(empty) == []


def test_up_down_and_up_again(empty: Engine) -> None:
    migrate(empty)
    full = tables(empty)
    run(empty, "base")
    assert tables(empty) == {"alembic_version"}
    migrate(empty)

    assert tables(empty) == full
    assert differences(empty) == []


def test_a_current_store_is_left_alone(store: Store) -> None:
    statements: list[str] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda *args: statements.append(str(args[2]))
    )
    store.save_all(an_application())
    statements.clear()
    migrate(store.engine)

    assert all(statement.startswith(("SELECT", "BEGIN")) for statement in statements)
    assert store.count("applications") == 1


def test_a_migration_that_dies_half_way_leaves_the_old_schema(empty: Engine) -> None:
    def die(*args: object) -> None:
        if "CREATE TABLE audit" in str(args[2]):
            raise KeyboardInterrupt

    event.listen(empty, "before_cursor_execute", die)
    with pytest.raises(KeyboardInterrupt):
        migrate(empty)
    event.remove(empty, "before_cursor_execute", die)

    assert tables(empty) == set()
    migrate(empty)
    assert is_current(empty)


def test_a_store_of_a_newer_program_is_refused(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreNewer):
        migrate(store.engine)


def test_second_looks_stay_when_their_table_is_made_again(store: Store) -> None:
    """Down: what no case of this store has is not carried back. Up: all of it is there again."""
    case = an_application()
    store.save_all(case)
    with store.units() as unit:
        unit.reviews.save(replace(REVIEW, application_id=case.id))
        unit.reviews.save(replace(REVIEW, id=ReviewId("told"), application_id="of another window"))
        unit.commit()
    down(store.engine, "0011")
    older = reviews(store.engine)
    run(store.engine, "0012")

    assert older == ([REVIEW.id], ["applications"])
    assert reviews(store.engine) == ([REVIEW.id], [])


def down(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(SCRIPTS))
        settings.attributes["connection"] = connection
        command.downgrade(settings, revision)


def reviews(engine: Engine) -> tuple[list[str], list[str]]:
    """Which are there, and what table they point to."""
    with engine.connect() as connection:
        ids = list(connection.exec_driver_sql("SELECT id FROM reviews").scalars())
        keys = connection.exec_driver_sql("PRAGMA foreign_key_list(reviews)").all()
    return ids, [key[2] for key in keys]
