"""Photos that exist only on the web: fetched once, and what became of the tries.

Touches: network (by `safe_http`), disk (the state folder), clock.

For the setting `fetch_photos`. What was fetched is kept for good; what failed is tried again after an hour, then four,
sixteen, and so on up to a week. Does not look at what the bytes are: they are treated as if they had been dropped.

Time: all photos of an article together get `fetch_limit_seconds`, from name to last byte, and all of a turn a minute.
A host that failed is not asked again in the turn.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedservice.article import SourceFile
from feedservice.errors import NotFetched, Unfetchable
from feedservice.folder.private_files import make_inside, mode_inside
from feedservice.folder.whole_files import whole_file

if TYPE_CHECKING:
    import httpx

#: All the photos of one turn together get so long; the rest waits for the next.
TURN_SECONDS = 60.0
FIRST_PAUSE, LONGEST_PAUSE = timedelta(hours=1), timedelta(days=7)
#: Makes what a photo is fetched through, with a deadline by the monotonic clock.
MakeTransport = Callable[[float], "httpx.BaseTransport"]


@dataclass(slots=True)
class Fetcher:
    """Fetches the photos of one turn into `folder`. `transport` is handed in by tests; by default `safe_http.Gate`.

    `now` is the turn's clock, by which failures are remembered.
    """

    folder: Path
    now: datetime
    limit_bytes: int
    limit_seconds: float
    transport: MakeTransport | None = None
    _spent: dict[str, float] = field(default_factory=dict)
    _failed_hosts: set[str] = field(default_factory=set)

    def fetch(self, article_path: str, url: str) -> SourceFile:
        """The photo at this address, as if it had been dropped; from the state folder when it was fetched before.

        Raises NotFetched, with the time when to try again.
        """
        kept = self.folder / sha256(url.encode()).hexdigest()
        if kept.is_file():
            return _as_source(url, kept.read_bytes())
        failures, again, why = _remembered(kept.with_suffix(".failed"))
        if again > self.now:
            raise NotFetched(article_path, url, why, again)
        left = min(self.limit_seconds - self._spent.get(article_path, 0.0), TURN_SECONDS - sum(self._spent.values()))
        host = urlsplit(url).hostname or ""
        if left <= 0 or host in self._failed_hosts:
            raise NotFetched(
                article_path, url, "there was no time for it in this turn", self.now + timedelta(minutes=1)
            )
        watch = time.monotonic()
        try:
            content = self._fetched(url, watch + left)
        except Unfetchable as error:
            self._failed_hosts.add(host)
            again = self.now + min(FIRST_PAUSE * 4 ** min(failures, 5), LONGEST_PAUSE)
            note = {"failures": failures + 1, "again": again.isoformat(), "why": str(error)}
            self._keep(kept.with_suffix(".failed"), json.dumps(note).encode())
            raise NotFetched(article_path, url, str(error), again) from error
        finally:
            self._spent[article_path] = self._spent.get(article_path, 0.0) + time.monotonic() - watch
        self._keep(kept, content)
        return _as_source(url, content)

    def _fetched(self, url: str, deadline: float) -> bytes:
        from feedservice.photos import safe_http  # noqa: PLC0415  # httpx takes a fifth of a second to import

        return safe_http.download(url, (self.transport or safe_http.Gate)(deadline), self.limit_bytes, deadline)

    def _keep(self, path: Path, content: bytes) -> None:
        """Put bytes in their place, whole or not at all."""
        make_inside(self.folder)
        with whole_file(path, lasting=False, mode=mode_inside(self.folder)) as unfinished:
            unfinished.write_bytes(content)


def _as_source(url: str, content: bytes) -> SourceFile:
    return SourceFile(url, content, sha256(content).hexdigest())


def _remembered(path: Path) -> tuple[int, datetime, str]:
    """How often a photo could not be fetched, when to try again, and why it failed last."""
    try:
        note = json.loads(path.read_bytes())
        return int(note["failures"]), datetime.fromisoformat(note["again"]), str(note["why"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, datetime.min.replace(tzinfo=UTC), ""
