"""What each web process costs a PostgreSQL that many share: `python -m bench.many_webs [--webs 1 4 8]`. Needs PostgreSQL (as the tests do).

A press and so many webs that nobody asks for anything: statements and connections of a minute, processor time of the server, and
of the webs. Then stories come out, and how much every web reads for each.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.figures import machine, table
from bench.first import Clock, press_for, publish, settings_for
from bench.webs import HOME, Webs, cpu_ns, memory_mib, running, story
from tests.postgresql import Server

STORIES = 5
ITEMS = 50
_ASKED = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s"
_HELD = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def measure(server: Server, database: str, webs: Webs, seconds: float) -> tuple[str, ...]:
    """A row: what a quiet while asks of the server, then what stories do."""
    with server.connection() as asks:

        def told(question: str) -> int:
            row = asks.execute(question, [database]).fetchone()
            return int(row[0]) if row else 0

        def spent() -> tuple[float, float, float]:
            return told(_ASKED), cpu_ns(server.process.pid) / 1e6, sum(cpu_ns(web.pid) for web in webs.webs) / 1e6

        time.sleep(3)  # what a start asks for is over
        before = spent()
        time.sleep(seconds)
        quiet = [(now - then) / seconds for now, then in zip(spent(), before, strict=True)]
        before = spent()
        for number in range(STORIES):
            edition = webs.edition(webs.ports[0])
            webs.drop(1000 + number)
            while any(webs.edition(port) == edition for port in webs.ports):
                time.sleep(0.2)
        server_ms = (spent()[1] - before[1]) / STORIES
        held = told(_HELD)
    memory = sum(memory_mib(web.pid) for web in webs.webs) / len(webs.webs)
    count = len(webs.webs)
    return (
        f"{count}", f"{quiet[0]:.1f}", f"{held}", f"{quiet[1]:.1f}", f"{quiet[2] / count:.1f}", f"{server_ms:.0f}", f"{memory:.0f}",
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--webs", type=int, nargs="+", default=[1, 4, 8])
    asked.add_argument("--seconds", type=float, default=20.0)
    given = asked.parse_args()
    print(machine())
    server = Server()
    rows = []
    try:
        for count in given.webs:
            with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
                root = Path(place)
                database = server.make()
                for number in range(100):
                    path, html = story(number)
                    (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
                    (root / "content" / path).write_text(html, encoding="utf-8")
                clock = Clock()
                press = press_for(settings_for(root, base_url=HOME, database_url=server.url(database)), clock)
                publish(press, clock)
                press.store.close()
                with running(root, count, ITEMS, database_url=server.url(database)) as webs:
                    rows.append(measure(server, database, webs, given.seconds))
    finally:
        server.end()
    heads = (
        "webs", "transactions a second", "connections", "server, ms of processor a second", "a web, ms of processor a second",
        "server, ms an edition", "a web, MiB",
    )  # fmt: skip
    print(table(heads, rows))


if __name__ == "__main__":
    main()
