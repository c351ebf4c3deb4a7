from __future__ import annotations

import re
from pathlib import Path
from typing import get_type_hints

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import String

import feedservice
from feedservice import store as store_package
from feedservice.article import Outcome
from feedservice.editing.life.standing import Standing
from feedservice.errors import StoreError
from feedservice.store import Store, Writing
from feedservice.store.engine import SCHEMA_REVISION
from feedservice.store.schema import metadata
from tests.factories import make_article


def test_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    options = {"compare_type": lambda *types: None if store.engine.dialect.name == "sqlite" else differs(*types[3:])}
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def differs(found: object, meant: object) -> bool | None:
    """A server has texts of any length: see `postgresql.order_by_bytes`."""
    return False if isinstance(found, String) and isinstance(meant, String) else None


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_package.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_REVISION


def test_a_transaction_that_breaks_off_leaves_nothing(store: Store) -> None:
    def break_off() -> None:
        with store.writing() as changes:
            changes.articles.save(Standing(make_article(), Outcome.PUBLISHED), "", ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with store.reading() as asked:
        assert asked.articles.newest(10) == []


@pytest.mark.parametrize("url", ["nonsense", "mysql+nothing://x", "sqlite:////proc/none/x.db"])
def test_a_database_that_cannot_be_had_is_a_store_error(url: str) -> None:
    with pytest.raises(StoreError):
        Store(url, make_folder=True).migrate()


def test_every_question_and_change_has_a_caller_that_is_no_test() -> None:
    """What only a test, or nobody, asks of the store is no part of it."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(feedservice.__file__).parent.rglob("*.py"))
    for question, kind in get_type_hints(Writing).items():
        for name in vars(kind) | vars(kind.__base__) if question != "connection" else ():
            if not name.startswith("_") and name not in kind.__dataclass_fields__:
                assert re.search(rf"\.{question}\.{name}\b", code), f"{question}.{name} has no caller"
