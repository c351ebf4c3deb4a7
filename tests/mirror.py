"""An aggregator that keeps a copy by the list of changes, and says so when what it is told cannot be true."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from feedservice.feeds.formats import json_feed
from feedservice.feeds.on_request import changes_since
from tests.newsroom import Newsroom

#: What may follow what, of one article; the first time there was nothing.
_MAY_FOLLOW = {
    "published": {""},
    "updated": {"published", "updated", "corrected", "returned"},
    "corrected": {"published", "updated", "corrected", "returned"},
    "withdrawn": {"published", "updated", "corrected", "returned"},
    "returned": {"withdrawn"},
}


def asker(room: Newsroom) -> Callable[[str], dict[str, Any]]:
    """Asks a newsroom for a list of changes, without the web."""

    def ask(since: str) -> dict[str, Any]:
        with room.store.reading() as asked:
            found = changes_since(room.settings, asked, since)
        nothing = {"changes": [], "since": since or "0-0", "cursor": since or "0-0", "more": False}
        return json.loads(json_feed.written(found or nothing))

    return ask


@dataclass
class Mirror:
    """The copy: `items` by id, as the last list left them. `told` is what came, in order, by id and change."""

    ask: Callable[[str], dict[str, Any]]
    since: str = ""
    items: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    _last: dict[str, str] = field(default_factory=dict)

    def poll(self) -> int:
        """Take in what is new; how many changes came."""
        count = 0
        while True:
            found = self.ask(self.since)
            changes = found["changes"]
            assert found["since"] == (self.since or "0-0"), "this is the answer to another question"
            times = Counter(one["id"] for one in changes)
            for one in changes:
                self._take(one, alone=times[one["id"]] == 1)
            assert found["cursor"] == (changes[-1]["cursor"] if changes else self.since or "0-0")
            self.since, count = found["cursor"], count + len(changes)
            if not found["more"]:
                return count

    def _take(self, one: dict[str, Any], *, alone: bool) -> None:
        id_, change, item = one["id"], one["change"], one.get("item")
        assert int(one["cursor"].partition("-")[0]) == len(self.told) + 1, "a change is missing, or comes again"
        assert self._last.get(id_, "") in _MAY_FOLLOW[change], f"{id_} was {self._last.get(id_)}, and is {change}"
        self.told.append((id_, change))
        self._last[id_] = change
        if change == "withdrawn":
            assert item is None, f"{id_} is withdrawn, and its words are given"
            self.items.pop(id_, None)
        elif item is not None:
            before = self.items.get(id_)
            assert not (alone and before == item), f"{id_} is {change}, and nobody can see in what"
            self.items[id_] = item


def check_copy(feed: bytes, mirror: Mirror) -> None:
    """The copy is what is in print, exactly: `feed` is the JSON Feed of everything."""
    items = json.loads(feed)["items"] if feed else []
    assert mirror.items == {item["id"]: item for item in items}, "the copy is not what is in print"
