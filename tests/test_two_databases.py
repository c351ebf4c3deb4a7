"""The same newsroom in a file of SQLite and on a server of PostgreSQL: the same bytes come out, whatever goes in."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import ascii_letters

import pytest

from feedservice.article import Outcome
from feedservice.channels import Kind
from feedservice.press import withdraw
from feedservice.web import channel_pages, pages
from tests import postgresql
from tests.newsroom import Newsroom, documents, long_tail, picture, story

ROOT = Path(__file__).parent.parent


class Births:
    """Ids that are the same in every newsroom."""

    def __init__(self) -> None:
        self.count = 0

    def token_bytes(self, count: int) -> bytes:
        self.count += 1
        return (self.count * 2654435761 % 2 ** (8 * count)).to_bytes(count, "big")  # in no order


class Both:
    """One folder, two presses with the same clock."""

    def __init__(self, tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.content, self.monkeypatch = tmp_path / "content", monkeypatch
        kinds = {"sqlite": {}, "postgresql": {"database_url": url}}
        self.rooms = {
            kind: Newsroom(self.content, tmp_path / kind, {"base_url": "https://news.example.org", **options})
            for kind, options in kinds.items()
        }
        self.births = {kind: Births() for kind in kinds}

    def each(self) -> Iterator[Newsroom]:
        for kind, room in self.rooms.items():
            self.monkeypatch.setattr("feedservice.editing.ids.token_bytes", self.births[kind].token_bytes)
            yield room

    def settle(self) -> dict[str, object]:
        """Let both read all there is; returns what they hold, which is the same."""
        found = []
        for room in self.each():
            for _ in range(3):
                report = room.settle()
                assert report.succeeded, report.message
            found.append(held(room))
        assert found[0] == found[1]
        return found[0]

    def close(self) -> None:
        for room in self.rooms.values():
            room.close()


def held(room: Newsroom) -> dict[str, object]:
    """Every document with its validators, every receipt."""
    with room.store.reading() as asked:
        stand = {**documents(asked), **long_tail(asked, room.settings)}
    return {**stand, **{f"receipt {path}": one for path, one in room.receipts().items()}}


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Both]:
    with postgresql.database() as url:
        made = Both(tmp_path, url, monkeypatch)
        yield made
        made.close()


def shown(room: Newsroom) -> dict[str, object]:
    """Every kind of page that asks for the order of what is in print, and that order."""
    with room.store.reading() as asked:
        order, keys = list(asked.leaves.by_section()), asked.leaves.keys_of(Kind.SECTION, ["world"])
    reader = room.app().test_client()
    paths = ["/", "/page/2", "/archive", "/archive/2026-11", "/sections/world", "/sections/world/page/2"]
    found = {path: reader.get(path) for path in [*paths, *(f"/articles/{key}" for _, key in order)]}
    assert {answer.status_code for answer in found.values()} == {200}
    return {**{path: answer.data for path, answer in found.items()}, "order": order, "keys": keys}


def test_the_same_news_are_the_same_bytes(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over drops, edits, renames, twins, removals and withdrawals; in documents and on pages."""
    for module in (pages, channel_pages):
        monkeypatch.setattr(module, "LEAF_ITEMS", 7)
    shutil.copytree(ROOT / "content", both.content, dirs_exist_ok=True)
    for number in range(12):
        name = f"{('Äpfel', 'apple', 'Zebra', 'b-c', 'bc', 'B')[number % 6]} {number}"
        fields = f"Tags: {name[:3]}, b\nBy: Ana {name[0]}\n\n" if number % 3 else ""
        path = both.content / "world" / f"{name}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(fields + story(name))
    (both.content / "world" / "apple 1.jpg").write_bytes(picture())
    first = both.settle()
    assert len([path for path in first if path.endswith("/atom.xml")]) > 30
    shutil.copy(both.content / "world" / "bc 4.txt", both.content / "world" / "twin.txt")
    (both.content / "world" / "Zebra 2.txt").rename(both.content / "world" / "ZEBRA 2.txt")
    (both.content / "world" / "B 5.txt").write_text(story("B 5").replace("Forty", "Fifty"))
    (both.content / "world" / "b-c 3.txt").unlink()
    for room in both.each():
        room.turn(10)
        room.press.obey(lambda changes, at: withdraw.withdraw(changes, "world/Äpfel 0.txt", "wrong", at))
        room.lapse()
    second = both.settle()
    assert second["/atom.xml"] != first["/atom.xml"]
    sqlite, postgres = (shown(room) for room in both.rooms.values())
    assert sqlite == postgres


def test_whatever_stands_in_a_file_or_its_name_is_kept(both: Both) -> None:
    """NUL, halves of letters, names that are no text, and texts that are longer than any column says."""
    chance = random.Random(1)
    long = "".join(chance.choices(ascii_letters, k=3000))
    deep = "/".join("".join(chance.choices(ascii_letters, k=250)) for _ in range(15))
    files = {
        "nul.txt": story("Nul").replace("Forty boats", "Forty \x00 boats").encode(),
        "nul.html": b"<h1>A head\x00line of html</h1><p>By Ana \x00 Ruiz</p>" + b"<p>Words \x00 and words.</p>" * 9,
        "entity.html": b"<h1>Entities &#0; of html</h1>" + b"<p>Words &#0; and words &#xd800; of it.</p>" * 9,
        "nul.md": b'---\ntitle: "Nul \\0 here"\ntags: ["a\\0b"]\nsection: "s\\0t"\n---\n\n'
        + b"Words and words of it.\n\n" * 9,
        "long.txt": f"Language: {long}\nSection: {long}\nTags: {long}\nBy: {long}\nPhoto: {long}.jpg\n\n{story('Long')}".encode(),
        "long.html": f"<h1>Long {long}</h1><p><img src='{long}.jpg'></p>{'<p>Words and words of it.</p>' * 9}".encode(),
        "id.txt": f"Id: {long}\n\n{story('Identity')}".encode(),
        "dateline.txt": story("Dateline").replace("The harbour of", f"{long.upper()} — The harbour of").encode(),
        "title.txt": f"{long} headline\n\n{story('Title')}".encode(),
        "state.json": b'{"headline": "Of a \\u0000 sidecar", "id": "a\\u0000b"}',
        "nested.html": b"<html><head><meta property='og:title' content='a&#0;b'></head><body><h1>Nested words of it</h1>"
        + b"<p>Words and words of it.</p>" * 9,
        "\udcff\udcfe.txt": story("Undecodable").encode(),
        f"{'ü' * 120}.txt": story("Umlaut").encode(),
        f"{deep}/deep.txt": story("Deep").encode(),
        f"{deep}/deep.jpg": picture(),
    }
    for path, content in files.items():
        target = os.fsencode(both.content / path)
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(content)
    found = both.settle()
    receipts = {path: one.receipt for path, one in found.items() if path.startswith("receipt ")}
    refused = {one.path: one.problems[0].what for one in receipts.values() if one.outcome is Outcome.REFUSED}
    assert "longer than 768 bytes" in refused["/".join(deep.split("/")[:4])]
    assert len(receipts) >= len(files) - 1
