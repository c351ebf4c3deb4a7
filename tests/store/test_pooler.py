"""A pooler between us and PostgreSQL, which gives each transaction another session of the server: PgBouncer, as Debian has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from feedservice.errors import StoreError
from feedservice.store import Store
from feedservice.store.database import postgresql as server_side
from feedservice.store.database.news import News
from tests import postgresql
from tests.newsroom import START
from tests.programs import program
from tests.service import free_port, until

#: Two sessions for everybody, so that clients meet in them.
CONFIGURATION = """
[databases]
{database} = host={socket} dbname={database} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = 2
logfile = {folder}/log
{user}
"""
#: psycopg prepares what it has done so often; twice that is often enough.
OFTEN = 12


@pytest.fixture
def pooled() -> Iterator[Callable[[str], str]]:
    """The URL of a fresh database with our tables, behind a pooler of a mode."""
    running: list[subprocess.Popen[bytes]] = []
    folder = Path(tempfile.mkdtemp(prefix="pooler-", dir=postgresql.server().folder))  # which its user may enter
    with postgresql.database() as direct:

        def start(mode: str) -> str:
            database, port = direct.partition("@/")[2].partition("?")[0], free_port()
            user = "user = postgres" if os.geteuid() == 0 else ""
            said = {"socket": postgresql.server().folder, "folder": folder, "user": user}
            (folder / "ini").write_text(CONFIGURATION.format(database=database, port=port, mode=mode, **said))
            if user:
                shutil.chown(folder, "postgres")
            running.append(
                subprocess.Popen([program("pgbouncer"), "--quiet", folder / "ini"], stderr=subprocess.DEVNULL)
            )
            url = f"postgresql://postgres@127.0.0.1:{port}/{database}"
            until(lambda: answers(url), "the pooler to answer")
            return url

        yield start
        for one in running:
            one.terminate()
            one.wait()


def answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_many_transactions_go_through_a_pooler_that_gives_each_another_session(pooled: Callable[[str], str]) -> None:
    url = pooled("transaction")
    with Store(url) as one, Store(url) as other:
        one.migrate()
        for number in range(OFTEN):
            first, second = (one, other) if number % 2 else (other, one)
            with first.reading() as asked, second.reading() as beside:
                assert asked.turns.state() is None
                assert beside.turns.last() == asked.turns.last()
            with first.writing() as changes:
                changes.turns.record(START, START, succeeded=True, message="", counts={})


def test_nothing_of_ours_is_left_in_a_session_of_the_pool(pooled: Callable[[str], str]) -> None:
    url = pooled("transaction")
    with Store(url) as store:
        store.migrate()
        news = News(store.engine)
        assert not news.wait(threading.Event(), 0.01)
        with psycopg.connect(url, autocommit=True) as looking:
            heard = looking.execute("SELECT query FROM pg_stat_activity WHERE query LIKE 'LISTEN%'").fetchall()
            kept = looking.execute("SELECT name FROM pg_prepared_statements").fetchall()
        news.close()
    assert (heard, kept) == ([], [])


def test_without_a_pooler_statements_are_prepared_and_news_is_heard() -> None:
    with postgresql.database() as url, Store(url) as store:
        with store.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert not server_side.is_pooled(driver)
            assert driver.prepare_threshold
        listener = server_side.listener(store.engine, "feedservice")
        listener.close()


def test_a_pooler_that_knows_no_transactions_is_told_of(pooled: Callable[[str], str]) -> None:
    with Store(pooled("statement")) as store, pytest.raises(StoreError, match="not allowed in statement pooling mode"):
        store.migrate()
