"""What a server does otherwise than a file, and how the store makes the two alike."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config
from sqlalchemy import select, text

from feedservice import store as store_package
from feedservice.article import Outcome, Receipt
from feedservice.commands.store_access import patiently
from feedservice.editing.life.standing import Standing
from feedservice.errors import DamagedStore, LeaseError, StoreError
from feedservice.service.lost_history import refuse_lost_history
from feedservice.settings.sources import load
from feedservice.store import Store
from feedservice.store.copy import pour
from feedservice.store.database.postgresql import error_of
from feedservice.store.engine import SCHEMA_REVISION, WRITING, migrate, revision
from feedservice.store.schema import article, metadata
from feedservice.store.turns import PressState
from tests import postgresql
from tests.factories import make_article
from tests.newsroom import START
from tests.service import in_patience


@pytest.fixture
def served() -> Iterator[Store]:
    with postgresql.database() as url, Store(url) as made:
        yield made


@pytest.fixture
def empty() -> Iterator[Store]:
    with postgresql.database(empty=True) as url, Store(url) as made:
        yield made


def again(store: Store) -> Store:
    return Store(store.engine.url.render_as_string(hide_password=False))


def turned(store: Store) -> int:
    with store.writing() as changes:
        return changes.turns.record(START, START, succeeded=True, message="", counts={})


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_without_its_driver_it_says_what_to_install(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'feedservice\[postgresql\]'"):
        Store(f"{scheme}://news:secret@db.example.org/news")


def test_no_sentence_has_the_password() -> None:
    for url in ("mysql://news:secret@db/news", "oracle://news:secret@db/x", "postgresql+nothing://news:secret@/x"):
        with pytest.raises(StoreError) as refused, Store(url.replace("@/x", "@127.0.0.1:9/x")) as store:
            store.migrate()
        assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    with Store("postgresql://news@127.0.0.1:9/news") as store, pytest.raises(StoreError, match="does not answer"):
        store.migrate()


def test_it_comes_to_be_as_a_file_does(empty: Store) -> None:
    assert revision(empty.engine) == ""
    empty.migrate()
    empty.migrate()
    assert revision(empty.engine) == SCHEMA_REVISION


def test_two_that_begin_at_once_make_it_once(empty: Store) -> None:
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            with again(empty) as store:
                store.migrate()
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=begin) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert not failed
    assert revision(empty.engine) == SCHEMA_REVISION


def test_the_database_of_another_program_is_left_alone(empty: Store) -> None:
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE invoice (number integer)")
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('a1b2c3d4')")
    with pytest.raises(StoreError, match=r"another program \(its tables: invoice"):
        empty.migrate()


def test_a_database_that_has_not_every_letter_is_refused() -> None:
    server = postgresql.server()
    name = server.make("template0", "ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc")
    try:
        with Store(server.url(name)) as store, pytest.raises(StoreError, match="LATIN1, which has not every letter"):
            store.migrate()
    finally:
        server.drop(name)


def test_a_database_without_its_history_is_not_begun_anew(empty: Store, tmp_path: Path) -> None:
    url = empty.engine.url.render_as_string(hide_password=False)
    settings = load({"state_dir": tmp_path / "state", "content_dir": tmp_path, "database_url": url})
    refuse_lost_history(settings)
    settings.photos_dir.mkdir(parents=True)
    (settings.photos_dir / f"{'0' * 32}.jpg").write_bytes(b"photo")
    with pytest.raises(StoreError, match=r"has nothing in it, but .*photos holds photos .* restore"):
        refuse_lost_history(settings)
    empty.migrate()
    refuse_lost_history(settings)


def test_damage_that_the_server_meets_is_damage() -> None:
    import psycopg  # noqa: PLC0415

    assert isinstance(error_of(psycopg.errors.DataCorrupted("invalid page in block 3"), "reading"), DamagedStore)
    assert not isinstance(error_of(psycopg.errors.UndefinedTable("no such table"), "reading"), DamagedStore)
    assert error_of(ValueError("malformed"), "reading") is None


def test_one_writes_at_a_time_and_another_waits_for_it(served: Store) -> None:
    begun, numbers = threading.Event(), []

    def write() -> None:
        with again(served) as store:
            begun.set()
            numbers.append(turned(store))

    other = threading.Thread(target=write)
    with served.writing() as changes:
        other.start()
        begun.wait()
        numbers.append(changes.turns.record(START, START, succeeded=True, message="", counts={}))
        assert changes.turns.number() == numbers[0]
    other.join()
    assert numbers == [1, 2]


def test_what_is_waited_for_too_long_is_a_press_at_work(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedservice.store.engine._BUSY_SECONDS", 0.05)
    monkeypatch.setattr("feedservice.commands.store_access.PATIENCE_SECONDS", 0.0)
    with again(served) as late, served.writing():
        with pytest.raises(StoreError, match="database is locked"):
            turned(late)
        with pytest.raises(LeaseError, match="Another press has been at work"):
            patiently(lambda: turned(late), str)


def test_a_reading_sees_one_moment_and_a_writer_the_last(served: Store) -> None:
    with again(served) as beside, served.reading() as asked:
        assert asked.turns.number() == 0
        assert turned(beside) == 1
        assert asked.turns.number() == 0
    with served.writing() as changes:
        assert changes.turns.number() == 1


def test_texts_are_in_the_order_of_their_bytes_and_of_any_length(served: Store) -> None:
    """By language `a` stands beside `A`, and `é` beside `e`."""
    ids = ["Zebra", "apple", "Äpfel", "b-c", "bc", "B c", "éclair", "e" * 1500]
    with served.writing() as changes:
        for number, id_ in enumerate(ids):
            one = make_article(id=id_, key=f"{number:099}", path=f"{id_}.txt", language="x" * 99)
            changes.articles.save(Standing(one, Outcome.PUBLISHED), one.path, ())
        assert list(changes.connection.scalars(select(article.c.id).order_by(article.c.id))) == sorted(ids)
        assert [one.id for one in changes.articles.newest(9)] == sorted(ids, reverse=True)


def test_a_database_of_before_that_rule_comes_under_it(served: Store) -> None:
    with served.writing() as changes:
        changes.connection.exec_driver_sql('ALTER TABLE receipt ALTER path TYPE varchar(9) COLLATE "en-x-icu"')
    migrate(served.engine)
    with served.writing() as changes:
        for path in ("apple.txt", "Zebra and more.txt"):
            changes.receipts.save(Receipt(path, Outcome.WAITING), None, START)
        assert [one.receipt.path for one in changes.receipts.filed()] == ["Zebra and more.txt", "apple.txt"]


def test_a_connection_that_was_lost_is_made_anew(served: Store) -> None:
    turned(served)
    for _ in range(3):
        postgresql.server().run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'feedservice'"
        )
        turned(served)
    with served.reading() as asked:
        assert asked.turns.number() == 4


def test_a_connection_lost_in_a_transaction_leaves_nothing(served: Store) -> None:
    def write() -> None:
        with served.writing() as changes:
            changes.turns.record(START, START, succeeded=True, message="", counts={})
            own = changes.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            postgresql.server().run(f"SELECT pg_terminate_backend({own})")
            changes.turns.number()

    with pytest.raises(StoreError, match="does not answer"):
        write()
    with served.reading() as asked:
        assert asked.turns.number() == 0


def test_numbers_go_on_after_rows_were_put_in_and_when_that_is_undone(served: Store, tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/few.db", make_folder=True) as few:
        few.migrate()
        turned(few)
        for _ in range(5):
            turned(served)

        def break_off() -> None:
            with few.reading() as source, served.writing() as changes:
                pour(source.connection, changes.connection)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            break_off()
        assert turned(served) == 6
        with few.reading() as source, served.writing() as changes:
            pour(source.connection, changes.connection)
        assert turned(served) == 7
        for _ in range(20):
            turned(few)
        with few.reading() as source, served.writing() as changes:
            pour(source.connection, changes.connection)
        assert turned(served) == 22


def at_revision(store: Store, wanted: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(store_package.__file__).parent / "migrations"))
    with store.engine.connect().execution_options(**WRITING) as connection, connection.begin():
        config.attributes["connection"] = connection
        alembic.upgrade(config, wanted)


def rows_of_the_first_schema(store: Store) -> None:
    photos = '[{"renditions": [{"name": "a.jpg"}]}]'
    with store.engine.connect().execution_options(**WRITING) as connection, connection.begin():
        for number in range(3):
            values = {
                "id": f"tag:x,2026:{number}",
                "key": f"k{number}",
                "path": f"World/Ä {number}.txt",
                "photos": photos,
            }
            gone = {"withdrawn": 5 if number == 2 else None}
            connection.execute(
                text(
                    "INSERT INTO article VALUES (:id, :key, :path, '', 1, 'Old', '', false, '[]', '', '', '[]', '', :photos,"
                    " '<p>Old.</p>', 1, 1, 1, 1, :withdrawn, NULL)"
                ),
                {**values, **gone},
            )
        connection.execute(text("INSERT INTO photo_use VALUES ('World/Ä 0.txt', 'World/É.jpg')"))
        connection.execute(text("INSERT INTO lease VALUES ('press', 'me:1:1', 1)"))


@pytest.mark.parametrize("older", [f"{number:04}" for number in range(1, int(SCHEMA_REVISION))])
def test_a_database_of_every_earlier_schema_comes_to_the_same_on_both(
    older: str, empty: Store, make_file: Callable[[], Store]
) -> None:
    found = []
    for store in (empty, make_file()):
        at_revision(store, "0001")
        rows_of_the_first_schema(store)
        at_revision(store, older)
        store.migrate()
        with store.reading() as asked:
            found.append({one.name: rows(asked.connection, one) for one in metadata.sorted_tables})
    assert found[0] == found[1]
    assert [row[0] for row in found[0]["article"]] == ["tag:x,2026:0", "tag:x,2026:1", "tag:x,2026:2"]


def rows(connection: object, table: object) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)  # type: ignore[attr-defined, call-overload]


@pytest.fixture
def make_file(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    made: list[Store] = []

    def make() -> Store:
        made.append(Store(f"sqlite:///{tmp_path}/older.db", make_folder=True))
        return made[-1]

    yield make
    for one in made:
        one.close()


def heard(store: Store, stopping: threading.Event) -> threading.Thread:
    """A thread that waits for news for an hour."""
    waiting = threading.Thread(target=store.news.wait, args=(stopping, 3600.0), daemon=True)
    waiting.start()
    return waiting


def test_a_new_edition_is_heard_and_so_is_an_address_and_that_it_is_time_to_stop(served: Store) -> None:
    """What was told before it listened is not known: then it is asked at once."""
    with again(served) as web:
        assert not web.news.wait(threading.Event(), 3600.0)
        stopping = threading.Event()
        for change in (
            lambda changes: changes.turns.save_state(PressState(1, START, "tag:x", "https://news.example.org")),
            lambda changes: changes.partners.add("partner", "0" * 64, ("world",), START),
            lambda changes: changes.partners.revoke([1], START),
        ):
            waiting = heard(web, stopping)
            with served.writing() as changes:
                change(changes)
            in_patience(waiting.join, "the news to be heard")
        waiting = heard(web, stopping)
        stopping.set()
        in_patience(waiting.join, "the end")
        assert web.news.wait(stopping, 3600.0)


def test_one_whose_connection_is_lost_asks_after_a_pause_and_listens_anew(served: Store) -> None:
    with again(served) as web:
        going_on = threading.Event()
        assert not web.news.wait(going_on, 0.01)
        postgresql.server().run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        assert not web.news.wait(going_on, 0.01)
        assert not web.news.wait(going_on, 0.01)
        waiting = heard(web, going_on)
        with served.writing() as changes:
            changes.turns.save_state(PressState(1, START, "tag:x", "https://news.example.org"))
        in_patience(waiting.join, "the news to be heard")
