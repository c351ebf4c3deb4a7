"""Tells WebSub hubs that topics changed (https://www.w3.org/TR/websub/#publishing). Touches: network, database, clock.

What is to be told stands in the store since the transaction that changed it, so it is told after that only, and no crash
forgets it. Each is claimed before it is told, for a while: a crash in between tells it again, later; another press does
not tell it too. No transaction is open while a hub is asked. WebSub leaves open how a publisher tells a hub; all known
hubs take the form that PubSubHubbub 0.4 (section 7.1) had, one topic a request.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from feedservice.errors import StoreError
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.announcing import Announcement

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger(__name__)

#: How long after each failed attempt the next is made; after the last, the announcement is given up.
BACK_OFF = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(days=1),
)
#: A hub that refuses (4xx) will hardly think better of it: so many attempts.
ATTEMPTS_AT_A_REFUSAL = 3
#: Refusals that only mean later (RFC 9110 sections 15.5.9 and 15.6.4, RFC 6585 section 4, RFC 8470 section 5.2).
_LATER = frozenset({408, 425, 429})
#: So many announcements are taken at a time; a longer list waits for the next round, which follows at once.
ROUND = 100
#: Asking a hub takes no longer than this.
_ANSWER_SECONDS = 10.0
#: For so long a claim holds: longer than any round.
_CLAIM = timedelta(minutes=30)
_TOLD_REMEMBERED = timedelta(days=30)
_LONGEST_RETRY = timedelta(days=1)
_LONGEST_ANSWER = 200
#: A hub fetches at once what it is told of: so often every newsstand has looked for the new edition by then.
_REFRESHES = 2
_STORE_AGAIN = timedelta(seconds=2)
_MOST_HUBS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hub said: nothing wrong (`problem` empty), or a problem in words, and when to ask again if it said so."""

    problem: str = ""
    status: int = 0
    again: timedelta | None = None


class Announcer:
    """Makes the announcements of one store. Not for several threads at once: the schedule sees to that."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Make no further announcement; what is not made stays for the next start."""
        self._stopping.set()

    def tell(self) -> datetime | None:
        """Make what announcements are due; returns when to come again, if ever. Raises nothing: it is noted, and tried again."""
        try:
            return self._tell()
        except StoreError as error:
            _log.info("announcements must wait: %s", error)
            return self.clock() + _STORE_AGAIN

    def _tell(self) -> datetime | None:
        with self.store.reading() as asked:
            due = asked.due_announcements(self.clock(), ROUND)
            if not due:
                return asked.next_announcement()
        self._stopping.wait(_REFRESHES * self.settings.refresh_seconds)
        mine = self._claim(due)
        by_hub: dict[str, list[Announcement]] = {}
        for one in mine:
            by_hub.setdefault(one.hub, []).append(one)
        with ThreadPoolExecutor(min(len(by_hub), _MOST_HUBS_AT_ONCE) or 1, "hub") as threads:
            answers = [pair for told in threads.map(self._tell_one_hub, by_hub.values()) for pair in told]
        self._note(answers)
        with self.store.reading() as asked:
            return asked.next_announcement()

    def _claim(self, due: Iterable[Announcement]) -> list[Announcement]:
        now = self.clock()
        with self.store.writing() as changes:
            changes.forget_announcements(self.settings.hubs, now - _TOLD_REMEMBERED)
            return [one for one in due if one.hub in self.settings.hubs and changes.claim(one, now + _CLAIM)]

    def _tell_one_hub(self, announcements: list[Announcement]) -> list[tuple[Announcement, Answer]]:
        """One hub after the other's topics; when it cannot be reached, none of the rest is tried: it would not be either."""
        import httpx  # noqa: PLC0415  # a tenth of a second, and only where there are hubs

        answers: list[tuple[Announcement, Answer]] = []
        with httpx.Client(timeout=_ANSWER_SECONDS, follow_redirects=False) as client:
            for one in announcements:
                if self._stopping.is_set():
                    answers.append((one, Answer("the service was stopped", again=timedelta())))
                elif answers and answers[-1][1].problem and not answers[-1][1].status:
                    answers.append((one, answers[-1][1]))
                else:
                    answers.append((one, ask(client, one.hub, one.topic, self.clock())))
        return answers

    def _note(self, answers: Iterable[tuple[Announcement, Answer]]) -> None:
        now = self.clock()
        with self.store.writing() as changes:
            for one, answer in answers:
                if answer.problem:
                    again = _again(one.attempts + 1, answer)
                    changes.was_not_told(one, answer.problem, None if again is None else now + again)
                    _log.info("hub %s was not told of %s: %s", one.hub, one.topic, answer.problem)
                else:
                    changes.was_told(one, now)


def ask(client: httpx.Client, hub: str, topic: str, now: datetime) -> Answer:
    """Tell a hub that a topic changed. A redirect is followed as a POST (308 and 307 mean that; RFC 9110 section 15.4.8)."""
    import httpx  # noqa: PLC0415

    form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    address = hub
    try:
        for _ in range(3):
            response = client.post(address, data=form)
            if response.status_code not in (301, 302, 307, 308) or "Location" not in response.headers:
                break
            address = str(response.url.join(response.headers["Location"]))
        if response.is_success:
            return Answer()
        words = " ".join(response.text.split())[:_LONGEST_ANSWER]
        problem = f"{response.status_code} {response.reason_phrase}".strip() + (f": {words}" if words else "")
        return Answer(problem, response.status_code, _retry_after(response.headers.get("Retry-After", ""), now))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return Answer(f"no answer ({type(error).__name__}: {error})"[:_LONGEST_ANSWER])


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a hub asks us to wait (RFC 9110 section 10.2.3), within reason."""
    if value.strip().isdecimal() and len(value) <= 9:  # thirty years
        wait = timedelta(seconds=int(value))
    else:
        try:
            wait = parsedate_to_datetime(value).astimezone(UTC) - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(wait, timedelta(seconds=1)), _LONGEST_RETRY)


def _again(attempts: int, answer: Answer) -> timedelta | None:
    """How long until the next attempt; none when there is none."""
    is_refusal = 400 <= answer.status < 500 and answer.status not in _LATER  # client errors
    if attempts > len(BACK_OFF) or (is_refusal and attempts >= ATTEMPTS_AT_A_REFUSAL):
        return None
    return BACK_OFF[attempts - 1] if answer.again is None else answer.again
