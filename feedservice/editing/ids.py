"""What an article gets once, at birth: its id. Touches: the system's random numbers."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from secrets import token_bytes

from feedservice.editing.compose import Birth

_KEY_BYTES = 10
#: Taken seconds are asked for so many at a time: most of a day, so that a drop of one hour's articles asks once or twice.
_STRETCH_SECONDS = 1 << 16


def mint(authority: str, at: datetime) -> Birth:
    """A new id and key: a tag: URI (RFC 4151) of the authority, the day, and 80 random bits in lower-case base 32.

    Nothing in it comes from headline, path, host or text, so nothing can ever ask for it to change.
    """
    key = b32encode(token_bytes(_KEY_BYTES)).decode("ascii").lower()
    return Birth(f"tag:{authority},{at:%Y-%m-%d}:{key}", key)


def channel_id(authority: str, at: datetime) -> str:
    """A new id for a channel, for Atom."""
    return mint(authority, at).id


class DistinctSeconds:
    """Gives each article's `updated` a second of its own, moving on from ones that are taken.

    The search back remembers where it ended, so ten thousand articles of one second cost as many steps, not their
    square. The search forward, for stated times, which seldom meet, does not. `taken` tells which of the seconds since
    1970, from one up to before another, are taken; it is asked about those alone that are come by.
    """

    def __init__(self, taken: Callable[[int, int], Iterable[int]]) -> None:
        self._taken = taken
        self._earlier: dict[int, int] = {}
        self._asked: set[int] = set()

    def near(self, instant: datetime, exact: bool) -> datetime:  # noqa: FBT001  # called as a plain function
        """A free second for an article of this date: from an exact date onwards, from one that is ours backwards."""
        return self.at_or_after(instant) if exact else self.at_or_before(instant)

    def at_or_before(self, instant: datetime) -> datetime:
        """The instant, or the nearest whole second before it that no article has yet; it is taken from now on."""
        free = int(instant.timestamp())
        visited = []
        while self._is_taken(free):
            visited.append(free)
            free = self._earlier[free]
        for second in (*visited, free):
            self._earlier[second] = free - 1
        return _instant(free)

    def at_or_after(self, instant: datetime) -> datetime:
        """The instant, or the nearest whole second after it that no article has yet; it is taken from now on."""
        free = int(instant.timestamp())
        while self._is_taken(free):
            free += 1
        self._earlier[free] = free - 1
        return _instant(free)

    def _is_taken(self, second: int) -> bool:
        stretch = second // _STRETCH_SECONDS
        if stretch not in self._asked:
            self._asked.add(stretch)
            first = stretch * _STRETCH_SECONDS
            for one in self._taken(first, first + _STRETCH_SECONDS):
                self._earlier.setdefault(one, one - 1)
        return second in self._earlier


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=second)
