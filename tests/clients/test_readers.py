"""What readers make of our feeds: every story once, with its words, people, date and photo; corrected, and gone when withdrawn."""

from __future__ import annotations

import mailbox
import re
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from reader import Entry, Reader, make_reader

from tests.clients.site import CAPTION, CORRECTED, HEADLINE, NOTE, OTHER_HEADLINE, STANDFIRST, Site, site
from tests.programs import program
from tests.service import PATIENCE_SECONDS

PATHS = ["/rss.xml", "/atom.xml", "/feed.json"]
XML_PATHS = PATHS[:2]
DATE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with site(tmp_path) as found:
        yield found


def entries(reader: Reader) -> dict[str, Entry]:
    """The stories by headline; one that is there twice fails."""
    found = list(reader.get_entries())
    assert len({entry.title for entry in found}) == len(found)
    return {entry.title or "": entry for entry in found}


@pytest.fixture
def library() -> Iterator[Reader]:
    with closing(make_reader(":memory:")) as reader:
        yield reader


@pytest.mark.parametrize("path", PATHS)
def test_reader_has_every_field(served: Site, library: Reader, path: str) -> None:
    library.add_feed(served.url + path)
    library.update_feeds()
    found = entries(library)
    assert set(found) == {HEADLINE, OTHER_HEADLINE}
    entry = found[HEADLINE]
    assert entry.id.startswith("tag:")
    assert entry.link
    assert entry.link.startswith(f"{served.url}/articles/")
    assert [author.name for author in entry.authors] == ["Ana Ruiz"]
    assert entry.published == DATE
    assert entry.summary == STANDFIRST
    (content,) = entry.content
    assert "Forty boats left" in content.value
    assert CAPTION in content.value
    (enclosure,) = entry.enclosures
    assert enclosure.href in content.value
    with urllib.request.urlopen(enclosure.href, timeout=PATIENCE_SECONDS) as answer:
        assert len(answer.read()) == enclosure.length
        assert answer.headers["Content-Type"] == enclosure.type == "image/jpeg"


@pytest.mark.parametrize("path", PATHS)
def test_reader_polls_with_validators_and_takes_corrections_and_withdrawals(
    served: Site, library: Reader, path: str
) -> None:
    library.add_feed(served.url + path)
    library.update_feeds()
    before = entries(library)
    library.update_feeds(scheduled=False)  # by itself it waits an hour
    assert served.statuses(path) == [200, 304]
    served.correct()
    library.update_feeds(scheduled=False)
    after = entries(library)
    assert set(after) == set(before)
    assert (after[HEADLINE].id, after[HEADLINE].published) == (before[HEADLINE].id, before[HEADLINE].published)
    assert CORRECTED in after[HEADLINE].content[0].value
    assert NOTE in after[HEADLINE].content[0].value
    assert "Forty" not in after[HEADLINE].content[0].value
    served.withdraw()
    library.update_feeds(scheduled=False)
    assert served.statuses(path) == [200, 304, 200, 200]
    assert library.get_feed(served.url + path).last_exception is None
    assert fresh(served.url + path) == {OTHER_HEADLINE}


def fresh(url: str) -> set[str]:
    """The headlines that one finds who comes for the first time."""
    with closing(make_reader(":memory:")) as reader:
        reader.add_feed(url)
        reader.update_feeds()
        return set(entries(reader))


def newsboat(served: Site, folder: Path, path: str) -> dict[str, tuple[str, ...]]:
    """Poll once; what its cache holds then, by headline."""
    (folder / "urls").write_text(f"{served.url}{path}\n")
    (folder / "config").write_text("")
    names = {"-u": "urls", "-c": "cache.db", "-C": "config"}
    command = [program("newsboat"), *(part for flag, name in names.items() for part in (flag, str(folder / name)))]
    environment = {"HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [*command, "-x", "reload"], capture_output=True, check=False, timeout=PATIENCE_SECONDS, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    with closing(sqlite3.connect(folder / "cache.db")) as connection:
        rows = connection.execute("SELECT title, author, content, guid, pubDate FROM rss_item WHERE deleted = 0")
        return {row[0]: row for row in rows.fetchall()}


@pytest.mark.parametrize("path", XML_PATHS)
def test_newsboat_has_every_story_once_and_takes_corrections(served: Site, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "newsboat"
    folder.mkdir()
    found = newsboat(served, folder, path)
    assert set(found) == {HEADLINE, OTHER_HEADLINE}
    _, author, content, guid, date = found[HEADLINE]
    assert author == "Ana Ruiz"
    assert STANDFIRST in content
    assert CAPTION in content
    assert "/photos/" in content
    assert guid.startswith("tag:")
    assert datetime.fromtimestamp(int(date), UTC) == DATE
    for _ in range(2):  # at the first poll it has no row yet to keep the validators in
        newsboat(served, folder, path)
    assert served.statuses(path) == [200, 200, 304]
    served.correct()
    again = newsboat(served, folder, path)
    assert set(again) == set(found)
    assert CORRECTED in again[HEADLINE][2]
    assert NOTE in again[HEADLINE][2]
    assert (again[HEADLINE][3], again[HEADLINE][4]) == (guid, date)
    served.withdraw()
    newsboat(served, folder, path)  # it keeps what it has; what matters is that it says nothing is wrong
    assert served.statuses(path)[-1] == 200


def sfeed(served: Site, path: str) -> list[list[str]]:
    """The rows it makes of a document, in its order; the last fields of an Atom entry may be missing."""
    with urllib.request.urlopen(served.url + path, timeout=PATIENCE_SECONDS) as answer:
        document = answer.read()
    done = subprocess.run([program("sfeed")], input=document, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize("path", XML_PATHS)
def test_sfeed_reads_every_field_a_correction_and_nothing_withdrawn(served: Site, path: str) -> None:
    rows = sfeed(served, path)
    assert [row[1] for row in rows] == [HEADLINE, OTHER_HEADLINE]
    stamp, _, link, content, kind, id_, author, enclosure, category, *_ = rows[0]
    assert datetime.fromtimestamp(int(stamp), UTC) == DATE
    assert link.startswith(f"{served.url}/articles/")
    assert "Forty boats left" in content
    assert CAPTION in content
    assert kind == "html"
    assert id_.startswith("tag:")
    assert author == "Ana Ruiz"
    assert re.fullmatch(re.escape(served.url) + r"/photos/[0-9a-f]{32}\.jpg", enclosure)
    assert category == "world"
    served.correct()
    again = sfeed(served, path)
    assert [(row[0], row[1], row[5]) for row in again] == [(row[0], row[1], row[5]) for row in rows]
    assert CORRECTED in again[0][3]
    assert "Forty" not in again[0][3]
    served.withdraw()
    assert [row[1] for row in sfeed(served, path)] == [OTHER_HEADLINE]


def r2e(folder: Path, *arguments: str) -> None:
    names = ("-c", str(folder / "config"), "-d", str(folder / "data.json"))
    environment = {"HOME": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    command = [program("r2e"), *names, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_SECONDS, env=environment)
    assert done.returncode == 0, done.stderr.decode()


def mails(folder: Path) -> dict[str, str]:
    """The mails by subject; a subject that came twice fails."""
    found: dict[str, str] = {}
    for message in mailbox.Maildir(folder / "mail/news"):
        subject = str(make_header(decode_header(message["Subject"])))
        assert subject not in found, "the same story came twice"
        payload = message.get_payload(decode=True)
        found[subject] = f"{message['From']}\n{payload.decode() if isinstance(payload, bytes) else ''}"
    return found


@pytest.mark.parametrize("path", XML_PATHS)
def test_rss2email_mails_every_story_once(served: Site, tmp_path: Path, path: str) -> None:
    folder = tmp_path / "r2e"
    for name in ("cur", "new", "tmp"):
        (folder / "mail/news" / name).mkdir(parents=True)
    r2e(folder, "new", "me@news.example")
    config = (folder / "config").read_text()
    settings = {
        "email-protocol": "maildir",
        "maildir-path": str(folder / "mail"),
        "maildir-mailbox": "news",
        "html-mail": "True",  # else it mails the summary of Atom, and no body
    }
    for name, value in settings.items():
        config = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value}", config)
    (folder / "config").write_text(config)
    r2e(folder, "add", "port", served.url + path)
    r2e(folder, "run")
    found = mails(folder)
    assert set(found) == {HEADLINE, OTHER_HEADLINE}
    assert "Ana Ruiz" in found[HEADLINE]
    assert STANDFIRST in found[HEADLINE]
    assert "Forty boats left" in found[HEADLINE]
    assert f"{served.url}/photos/" in found[HEADLINE]
    r2e(folder, "run")
    assert served.statuses(path)[-2:] == [200, 304]
    served.correct()
    r2e(folder, "run")
    assert set(mails(folder)) == set(found)
    served.withdraw()
    r2e(folder, "run")
    assert set(mails(folder)) == set(found)
