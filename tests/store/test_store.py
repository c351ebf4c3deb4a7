from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st

from feedservice import store as store_package
from feedservice.article import Article, Outcome, Receipt, Standing
from feedservice.errors import LeaseError, StoreError
from feedservice.feeds.order import assemble
from feedservice.folder.scan import Stamp
from feedservice.store import Store
from feedservice.store.engine import SCHEMA_REVISION
from feedservice.store.schema import metadata
from tests.factories import make_article, make_channel
from tests.newsroom import START


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/store.db", make_folder=True) as made:
        made.migrate()
        yield made


def save(store: Store, *articles: Article) -> None:
    with store.writing() as changes:
        for article in articles:
            changes.articles.save(Standing(article, Outcome.PUBLISHED, "0" * 64, 1), article.path, ())


def test_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_package.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_REVISION


def test_an_article_comes_back_equal(store: Store) -> None:
    article = make_article()
    save(store, article)
    with store.reading() as asked:
        expected = Standing(article, Outcome.PUBLISHED, "0" * 64, 1)
        assert (
            asked.articles.at(article.path)
            == asked.articles.with_key(article.key)
            == asked.articles.with_id(article.id)
            == expected
        )
        assert asked.articles.with_key("nothing") is None


@pytest.mark.parametrize("second", [0, -14_154_180, 253_402_300_799], ids=["1970", "1969", "9999"])
def test_the_seconds_that_are_taken_are_told_for_a_stretch(store: Store, second: int) -> None:
    """To the very end of the calendar, and beyond it, where no datetime is."""
    updated = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    save(store, make_article(updated=updated))
    with store.reading() as asked:
        assert asked.articles.updated_seconds(second, second + 1) == {second}
        assert asked.articles.updated_seconds(second - 5, second + 100_000) == {second}
        assert not asked.articles.updated_seconds(second - 5, second)
        assert not asked.articles.updated_seconds(second + 1, second + 100_000)


def test_a_transaction_that_breaks_off_leaves_nothing(store: Store) -> None:
    def break_off() -> None:
        with store.writing() as changes:
            changes.articles.save(Standing(make_article(), Outcome.PUBLISHED), "", ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with store.reading() as asked:
        assert asked.articles.newest(10) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=12), st.integers(1, 5))
def test_the_newest_by_sql_are_those_the_core_would_choose(made: list[tuple[int, int, bool]], limit: int) -> None:
    store = Store("sqlite://")
    metadata.create_all(store.engine)
    articles = [
        make_article(
            id=f"tag:x,2026:{number}",
            key=f"k{number}",
            path=f"p{number}.txt",
            published=START + timedelta(hours=hour),
            released=START + timedelta(minutes=minute),
        )
        for number, (hour, minute, _) in enumerate(made)
    ]
    save(store, *articles)
    with store.writing() as changes:
        for article, (_, _, withdrawn) in zip(articles, made, strict=True):
            if withdrawn:
                gone = Standing(article, Outcome.WITHDRAWN, left=START)
                changes.articles.stand(gone, article.path)
        chosen = changes.articles.newest(limit)
    in_print = [article for article, (_, _, withdrawn) in zip(articles, made, strict=True) if not withdrawn]
    assert tuple(chosen) == assemble(make_channel(feed_items=limit), in_print, START).articles
    store.close()


def test_a_receipt_comes_back_and_goes(store: Store) -> None:
    receipt = Receipt("world/a.txt", Outcome.SCHEDULED, "Headline", due=START)
    with store.writing() as changes:
        changes.receipts.save(receipt, Stamp(10, 20, 30), START)
        changes.receipts.save(receipt, Stamp(11, 21, 31), START)
        assert [filed.receipt for filed in changes.receipts.filed()] == [receipt]
        assert changes.files.known()["world/a.txt"].stamp == Stamp(11, 21, 31)
        changes.files.drop("world/a.txt")
        assert changes.receipts.filed() == []


def test_only_one_holder_at_a_time_gets_the_lease(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now)
    store.take_lease(now)
    with pytest.raises(LeaseError):
        other.take_lease(now)
    with store.writing() as changes:
        changes.lease.give_up(now)
    other.take_lease(now)
    other.close()


def test_a_press_that_lost_its_lease_cannot_write(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now)
    other.take_lease(now + timedelta(seconds=31))
    with pytest.raises(LeaseError), store.turn(now + timedelta(seconds=32)):
        pass
    with other.reading() as asked:
        assert asked.articles.newest(1) == []
    other.close()


def test_a_lease_far_in_the_future_from_a_wrong_clock_binds_nobody(store: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path}/store.db")
    now = datetime.now(UTC)
    store.take_lease(now + timedelta(days=365))
    other.take_lease(now)
    other.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql+nothing://x", "sqlite:////proc/none/x.db"])
def test_a_database_that_cannot_be_had_is_a_store_error(url: str) -> None:
    with pytest.raises(StoreError):
        Store(url, make_folder=True).migrate()


def test_old_turns_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.store.turns._TURNS_KEPT", 50)
    with store.writing() as changes:
        for _ in range(200):
            changes.turns.record(START, START, succeeded=True, message="", counts={})
        numbers = changes.connection.exec_driver_sql("SELECT min(number), max(number) FROM turn").one()
    assert tuple(numbers) == (151, 200)
