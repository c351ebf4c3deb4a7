"""Tells WebSub hubs that topics changed (https://www.w3.org/TR/websub/, section 6). Touches: network, database, clock.

What is to be told stands in the store since the transaction that changed it, so it is told after that only, and no crash
forgets it. Each is claimed before it is told, for a while: a crash in between tells it again, later; another press does
not tell it too. No transaction is open while a hub is asked. WebSub, as PubSubHubbub 0.4 before it, leaves open how a
publisher tells a hub; hubs take the form of PubSubHubbub 0.3 (section 7.1). That lets `hub.url` be repeated, but not
every hub reads more than one, and each topic has its own answer: one topic a request.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from feedservice.errors import StoreError
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.announcements import Announcement, HubAnswer

if TYPE_CHECKING:
    import httpx

_log = logging.getLogger(__name__)

#: Answers about the hub rather than the topic: asking on makes it worse (RFC 6585 section 4, RFC 9110 section 15.6.4).
_BUSY = frozenset({429, 503})
#: So many announcements are taken for each hub at a time; a longer list waits for the next round, which follows at once.
ROUND = 200
#: After this long a round asks nothing more, and the next follows, so that a slow hub holds up no other for long.
_ROUND_SECONDS = 20.0
#: What is under way when a round ends has this long to end too; then it is left behind.
_GRACE_SECONDS = 15.0
#: No step of asking a hub (connecting, sending, each piece of the answer) takes longer than this.
_ANSWER_SECONDS = 10.0
#: For so long a claim holds: longer than any round.
_CLAIM = timedelta(minutes=5)
_TIDIED_EVERY, _TOLD_REMEMBERED, _LONGEST_RETRY = timedelta(days=1), timedelta(days=30), timedelta(days=1)
#: So much of an answer is read (bytes), and so much of it kept (characters).
_MOST_READ, _LONGEST_ANSWER = 4096, 200
#: A hub fetches at once what it is told of: so often every newsstand has looked for the new edition by then.
_REFRESHES = 2
_STORE_AGAIN = timedelta(seconds=2)
_HEADERS = {"User-Agent": "feedservice", "Accept-Encoding": "identity"}


class Announcer:
    """Makes the announcements of one store. Not for several threads at once: the schedule sees to that."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self._stopping = threading.Event()
        self._tidied: datetime | None = None

    def stop(self) -> None:
        """Make no further announcement; what is not made stays for the next start."""
        self._stopping.set()

    def tell(self) -> datetime | None:
        """Make what announcements are due; returns when to come again, if ever. What fails is noted, and tried again.

        Ends in less than a minute, whatever hubs do, but for twice `refresh_seconds`. Raises nothing for what network,
        hubs or database do.
        """
        try:
            return self._tell()
        except StoreError as error:
            _log.info("announcements must wait: %s", error)
            return self.clock() + _STORE_AGAIN

    def _tell(self) -> datetime | None:
        hubs = self.settings.hubs
        self._tidy()
        with self.store.reading() as asked:
            due = asked.announcements.due(hubs, self.clock(), ROUND)
            if not due:
                return asked.announcements.next_due(hubs)
        if not self._stopping.wait(_REFRESHES * self.settings.refresh_seconds):
            self._make([_Round(hub, found, self.clock) for hub, found in self._claim(due).items()])
        with self.store.reading() as asked:
            return asked.announcements.next_due(hubs)

    def _tidy(self) -> None:
        """At the start, and daily: forget hubs that are no longer in the settings, and what was told long ago."""
        now = self.clock()
        if self._tidied is None or not timedelta() <= now - self._tidied < _TIDIED_EVERY:
            with self.store.writing() as changes:
                changes.announcements.forget(self.settings.hubs, now - _TOLD_REMEMBERED)
            self._tidied = now

    def _claim(self, due: Iterable[Announcement]) -> dict[str, list[Announcement]]:
        until, claimed = self.clock() + _CLAIM, dict[str, list[Announcement]]()
        with self.store.writing() as changes:
            for one in due:
                if changes.announcements.claim(one, until):
                    claimed.setdefault(one.hub, []).append(one)
        return claimed

    def _make(self, rounds: list[_Round]) -> None:
        """Tell all hubs at once, each on its thread. One that does not end in time, or when we are stopped, is left behind."""
        for one in rounds:
            one.thread.start()
        for limit_seconds in (_ROUND_SECONDS, _GRACE_SECONDS):
            end = time.monotonic() + limit_seconds
            for one in rounds:
                while one.thread.is_alive() and not self._stopping.is_set() and time.monotonic() < end:
                    one.thread.join(0.05)  # and look whether we are stopped
            for one in rounds:
                one.is_over.set()
        for one in rounds:
            self._note(one, one.outcome(was_stopped=self._stopping.is_set()))
        for one in rounds:
            if one.fault:
                raise one.fault

    def _note(self, told: _Round, answers: Iterable[HubAnswer]) -> None:
        """Keep the answers. Of what a fault of ours broke off there are none: the claim holds for that."""
        now, failed = self.clock(), Counter[str]()
        with self.store.writing() as changes:
            for one, answer in zip(told.announcements, answers, strict=False):
                changes.announcements.record(one, answer, now)
                failed[answer.problem] += answer.counts
        del failed[""]
        where = re.sub(r"^\w+://([^/@]*@)?|[?#].*", "", told.hub)  # these parts may be for the hub alone
        for problem, count in (+failed).items():
            _log.info("hub %s could not be told of %d feeds: %s", where, count, problem)


class _Round:
    """What one hub is told in one go, on a thread of its own."""

    def __init__(self, hub: str, announcements: list[Announcement], clock: Callable[[], datetime]) -> None:
        # Each time begun elsewhere: topics that alone make a hub stumble must not stop the others for ever.
        first = 2 * announcements[0].attempts % len(announcements)
        self.hub = hub
        self.announcements = announcements[first:] + announcements[:first]
        self.clock = clock
        self.is_over = threading.Event()
        self.fault: BaseException | None = None
        self._answers: list[HubAnswer] = []
        self.thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def _run(self) -> None:
        try:
            self._ask_for_each()
        except OSError as error:  # such as certificates that cannot be read
            self._answers.append(HubAnswer(_plain(f"could not be asked: {error}"), is_away=True))
        except BaseException as error:  # raised where the round is waited for
            self.fault = error

    def _ask_for_each(self) -> None:
        import httpx  # noqa: PLC0415  # a tenth of a second, and only where there are hubs

        with httpx.Client(timeout=_ANSWER_SECONDS, headers=_HEADERS) as client:
            for one in self.announcements:
                if self.is_over.is_set() or _stumbles(self._answers):
                    return
                self._answers.append(ask(client, one.hub, one.topic, self.clock()))

    def outcome(self, *, was_stopped: bool) -> list[HubAnswer]:
        """An answer for each announcement, also for those not come to. What comes later than this no longer counts."""
        answers = list(self._answers)
        if self.fault or len(answers) == len(self.announcements):
            return answers
        if self.thread.is_alive() and not was_stopped:
            answers.append(HubAnswer(f"no whole answer within {_GRACE_SECONDS:.0f} seconds", is_away=True))
        rest = HubAnswer("not come to", counts=False)
        if _stumbles(answers):
            has_told = not all(answer.problem for answer in answers)
            rest = replace(answers[-1], is_away=True, counts=not has_told)
        return answers + (len(self.announcements) - len(answers)) * [rest]


def _stumbles(answers: list[HubAnswer]) -> bool:
    """Whether a hub is better left alone for now: it is away, or it was out of order or silent twice in a row."""
    return bool(answers) and (answers[-1].is_away or (len(answers) > 1 and all(map(_is_failing, answers[-2:]))))


def _is_failing(answer: HubAnswer) -> bool:
    return bool(answer.problem) and not 300 <= answer.status < 500  # redirects and client errors


def ask(client: httpx.Client, hub: str, topic: str, now: datetime) -> HubAnswer:
    """Tell a hub that a topic changed. A redirect is followed with the same POST, as 307 and 308 demand.

    301 and 302 allow that (RFC 9110 sections 15.4.2 and 15.4.3); nothing else would be of use.
    """
    import httpx  # noqa: PLC0415

    form, address = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}, hub
    try:
        for _ in range(4):
            with client.stream("POST", address, data=form, follow_redirects=False) as response:
                words = _words(response)
            if response.status_code not in (301, 302, 307, 308) or "Location" not in response.headers:
                break
            address = str(response.url.join(response.headers["Location"]))
    except httpx.TimeoutException:
        return HubAnswer(f"no answer within {_ANSWER_SECONDS:.0f} seconds")
    except httpx.ConnectError as error:
        return HubAnswer(_plain(f"could not be reached: {error}"), is_away=True)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return HubAnswer(_plain(f"no answer ({type(error).__name__}: {error})"))
    if response.is_success:
        return HubAnswer()
    problem = _plain(f"{response.status_code} {response.reason_phrase}{': ' if words else ''}{words}")
    again = _retry_after(response.headers.get("Retry-After", ""), now)
    return HubAnswer(problem, response.status_code, again, is_away=response.status_code in _BUSY)


def _words(response: httpx.Response) -> str:
    """What a hub says beside its status, but for pages made for browsers. Reads no more than it may."""
    read = b""
    for part in response.iter_raw(_MOST_READ):
        read += part
        if len(read) >= _MOST_READ:
            break
    return "" if "html" in response.headers.get("Content-Type", "") else read.decode(errors="replace").strip()


def _plain(text: str) -> str:
    """Words in one line that can be kept and shown: no controls, which no database and no terminal should get."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST_ANSWER]


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a hub asks us to wait (RFC 9110 section 10.2.3), within reason."""
    if value.strip().isdecimal() and len(value) <= 9:  # thirty years
        wait = timedelta(seconds=int(value))
    else:
        try:
            wait = parsedate_to_datetime(value).astimezone(UTC) - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(wait, _LONGEST_RETRY)
