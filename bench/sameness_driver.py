"""One side of `sameness`: publishes a folder through the command line and writes down all that can be seen of it.

    python -P sameness_driver.py CONTENT TARGET      with PYTHONPATH naming the checkout

Runs in a folder of its own, where it makes `content` and `state`. Relies only on what people and programs rely on: the commands,
`load` of the settings, `create_app` of the web side, and the tables. Chance and the clock are fixed before the
first module of ours is loaded: ids come from a counter, and time stands still but for what a scene, or a sleep, adds.
Nothing here may import `bench`, for the other checkout has another.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import runpy
import secrets
import shutil
import sqlite3
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

REAL = dt.datetime
#: The day it is when the folder is first read; files are two months older, each a minute younger than the one before.
START_SECONDS = REAL(2026, 12, 1, 12, tzinfo=dt.UTC).timestamp()
FILES_SECONDS = REAL(2026, 10, 1, 6, tzinfo=dt.UTC).timestamp()
DAY_SECONDS = 86_400.0
#: Left out, for they differ from one run to the next over the same code: where files lie on the disk, and which process
#: had a lease.
LEFT_OUT = frozenset({("article", "inode"), ("receipt", "inode"), ("lease", "holder")})
#: Fingerprints of the code that writes documents: they are there to differ from release to release. Each is told by a
#: number, in the order they turn up, so that what changes from scene to scene is still compared.
NUMBERED = frozenset({("press_state", "style"), ("channel", "shown")})
#: Headers that tell of the moment, not of the page.
_OF_THE_MOMENT = frozenset({"date"})
#: One process reads, so that ids are given out in one order. A feed for each partner, for their rules are ours too.
SETTINGS = """\
base_url = "https://news.example.org"
reading_processes = 1
""" + "".join(
    f'[feeds.{name}]\ntitle = "For {name}"\nprofile = "{name}"\n'
    for name in ("flipboard", "msn", "newsletter", "smartnews")
)


class Clock:
    """The only clock there is; it moves when it is told to, and when someone sleeps."""

    def __init__(self) -> None:
        self.seconds = START_SECONDS

    def advance(self, seconds: float) -> None:
        """Move on."""
        self.seconds += seconds


CLOCK = Clock()
_FINGERPRINTS: dict[str, int] = {}


class _AnyInstant(type):
    """Real datetimes, as C code makes them, count as those of the fixed class."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, REAL)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, REAL)


class FixedDatetime(REAL, metaclass=_AnyInstant):
    """A datetime whose now is the fixed clock's."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> FixedDatetime:
        """The fixed clock's time."""
        return cls.fromtimestamp(CLOCK.seconds, tz)


def fix_clock_and_chance() -> None:
    """Put clock and counter in place of the system's; to be called before anything of ours is loaded."""
    dt.datetime = FixedDatetime  # type: ignore[misc]
    time.time = time.monotonic = lambda: CLOCK.seconds
    time.time_ns = time.monotonic_ns = lambda: int(CLOCK.seconds * 1e9)
    time.sleep = CLOCK.advance
    count = iter(range(sys.maxsize))
    secrets.token_bytes = lambda size=32: hashlib.sha256(b"%d" % next(count)).digest()[:size]
    secrets.token_hex = lambda size=32: "0" * (2 * size)  # names of lease holders alone, who take no ids away


class Collected:
    """What was seen: kind, scene and name, with the text of it."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str, str]] = []
        self.log = io.StringIO()

    def add(self, kind: str, scene: str, name: str, text: str) -> None:
        """Write one thing down."""
        self.seen.append((kind, scene, name, text))

    def command(self, scene: str, *words: str) -> None:
        """Run a command as people do, and write down its answer. Raises RuntimeError when it fails, for that proves nothing."""
        out, status, sys.argv = io.TextIOWrapper(io.BytesIO(), "utf-8"), None, ["feedservice", *words]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(self.log):
            try:
                runpy.run_module("feedservice", run_name="__main__")
            except SystemExit as leaving:
                status = leaving.code
        out.flush()
        answer = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        number = sum(kind == "commands" for kind, *_ in self.seen)
        if status:
            raise RuntimeError(f"{' '.join(words)} ended with status {status}: {answer}\n{self.log.getvalue()}")
        self.add("commands", scene, f"{number} {' '.join(words)}", answer)
        CLOCK.advance(10)


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    """Table, key and row of everything in the database; how its tables are made as well."""
    found = []
    with contextlib.closing(sqlite3.connect("state/feedservice.db")) as database:
        database.row_factory = sqlite3.Row
        made = database.execute("SELECT name, sql FROM sqlite_master ORDER BY type DESC, name").fetchall()
        tables = [row["name"] for row in made if (row["sql"] or "").startswith("CREATE TABLE")]
        found += [("sqlite_master", row["name"], dict(row)) for row in made]
        for table in tables:
            columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
            keys = [column["name"] for column in columns if column["pk"]]
            order = ", ".join(f'"{key}"' for key in keys) or "rowid"
            for row in database.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):
                name = " ".join(str(row[key]) for key in keys)
                found.append((table, name, {key: _plain(table, key, row[key]) for key in row.keys()}))  # noqa: SIM118
    return found


def _plain(table: str, column: str, value: Any) -> Any:
    """A value as JSON has it; blobs as their hash, for their words are among the pages."""
    if (table, column) in LEFT_OUT:
        return "left out"
    if (table, column) in NUMBERED and value:
        return f"fingerprint {_FINGERPRINTS.setdefault(value, len(_FINGERPRINTS))}"
    if isinstance(value, bytes):
        return f"{len(value)} bytes, sha256 {hashlib.sha256(value).hexdigest()}"
    earlier = json.loads(value) if (table, column) == ("history", "earlier") and value else None
    return {**earlier, "inode": "left out"} if earlier else value


def pages(addresses: list[str]) -> list[tuple[str, str]]:
    """What the web side answers: to what is asked for, and at every address of its own that needs no name."""
    try:  # after the clock is fixed
        web = import_module("feedservice.web.application")
    except ModuleNotFoundError:  # an earlier checkout
        web = import_module("feedservice.web")

    settings = import_module("feedservice.settings")
    if not hasattr(settings, "load"):
        settings = import_module("feedservice.settings.sources")

    app = web.create_app(settings.load(), refresh=False)
    plain = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    client, answers = app.test_client(), []
    for address in sorted({*addresses, *plain, "/nowhere", "/desk?page=2", "/desk?find=the"}):
        answer = client.get(address, headers={"Accept-Encoding": "identity"})
        heads = sorted(f"{name}: {value}" for name, value in answer.headers if name.lower() not in _OF_THE_MOMENT)
        body = answer.get_data()
        text = body.decode() if b"\0" not in body else hashlib.sha256(body).hexdigest()
        answers.append((address, "\n".join([answer.status, *heads, "", text])))
    return answers


def collect(into: Collected, scene: str) -> None:
    """Everything that can be seen now."""
    into.command(scene, "export")
    kept = rows()
    for table, name, row in kept:
        kind = {"document": "documents", "receipt": "receipts"}.get(table, "rows")
        into.add(kind, scene, f"{table} {name}", json.dumps(row, ensure_ascii=False, indent=1))
    for path in sorted(Path("state/photos").glob("*")):
        os.utime(path, (START_SECONDS, START_SECONDS))  # else the moment of the run would be in its page's headers
        into.add("photos", scene, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    keys = [row["key"] for table, _, row in kept if table == "article"]
    addresses = [f"{room}/{key}" for room in ("/articles", "/desk/articles") for key in keys]
    addresses += [row["path"] for table, _, row in kept if table in ("document", "channel") and row["path"]]
    addresses += [f"/photos/{path.name}" for path in Path("state/photos").glob("*")]
    addresses += [f"/desk?outcome={row['outcome']}" for table, _, row in kept if table == "receipt"]
    for address, answer in pages(addresses):
        into.add("pages", scene, address, answer)


def date_files() -> None:
    """Give every file the time it had last, the same on both sides and none twice, so that none is before another by chance."""
    files = sorted(path for path in Path("content").rglob("*") if path.is_file())
    for number, path in enumerate(files):
        os.utime(path, (FILES_SECONDS + 60 * number,) * 2)


def disturb() -> str:
    """Edit three files in print, delete the next, rename the one after; the path of the one after that."""
    told = [row["path"] for table, _, row in rows() if table == "receipt" and row["outcome"] == "published"]
    editable = [path for path in told if Path(path).suffix != ".docx"]
    chosen = [*editable[:3], *(path for path in told if path not in editable[:3])]
    for path in chosen[:3]:
        file = Path("content", path)
        written = file.read_bytes()
        opening, end, rest = written.rpartition(b"</p>") if b"</p>" in written else (written.rstrip(), b"", b"\n")
        file.write_bytes(opening + b" One more sentence stands here." + end + rest)
        os.utime(file, (CLOCK.seconds - 5,) * 2)
    for path in chosen[3:4]:
        Path("content", path).unlink()
    for path in chosen[4:5]:
        file = Path("content", path)
        file.rename(file.with_name(f"renamed-{file.name}"))
    return chosen[5] if len(chosen) > 5 else ""


def main(content: str, target: str) -> None:
    """Three scenes: first published; edited, deleted, renamed and withdrawn; and 45 days later, when tombstones are gone."""
    shutil.copytree(content, "content")
    Path("feedservice.toml").write_text(SETTINGS, encoding="utf-8")
    date_files()
    fix_clock_and_chance()
    into = Collected()
    for words in (("check", "content", "--json"), ("check", "content"), ("turn", "--json"), ("turn",)):
        into.command("first", *words)
    collect(into, "first")
    withdrawn = disturb()
    into.command("changed", "turn")
    CLOCK.advance(120)
    into.command("changed", "turn", "--json")
    if withdrawn:
        into.command("changed", "withdraw", withdrawn, "--reason", "Both sides do it.")
    collect(into, "changed")
    CLOCK.advance(45 * DAY_SECONDS)
    into.command("later", "turn", "--json")
    collect(into, "later")
    into.add("commands", "all", "log", into.log.getvalue())
    import feedservice

    with Path(target).open("w", encoding="utf-8") as file:
        json.dump({"package": str(feedservice.__file__), "seen": into.seen}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
