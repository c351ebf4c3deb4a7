"""The doorkeeper of one application: what it knows of the password, of sessions and of attempts, asked for one request.

Touches: disk (the password, ended sessions), clock, chance (names of sessions). Knows nothing of pages: `guard` answers.
"""

from __future__ import annotations

import logging
import math
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from feedservice.settings import Settings
from feedservice.settings.networks import host_of, is_loopback
from feedservice.web.access.admission import PROXY_HEADERS, Caller, Rules, Verdict, admission, user_named, visitor
from feedservice.web.access.attempts import Attempts
from feedservice.web.access.credentials import Credentials, CredentialsFile
from feedservice.web.access.ended_sessions import EndedSessions
from feedservice.web.access.password_check import CheckBusyError, PasswordCheck
from feedservice.web.access.sessions import DeskSession, opened, sealed

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

_log = logging.getLogger(__name__)

_NAME_BYTES = 16


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a password that was given: whether it is right, and else how long to wait if it was not even tried."""

    is_right: bool
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Admission:
    """What the doorkeeper says of one request: the verdict, and the session or the name it came with.

    `wait_seconds` is how long to wait before a password is tried again; `is_refused` says that one was sent with the request.
    """

    verdict: Verdict
    session: DeskSession | None = None
    user: str = ""
    wait_seconds: int = 0
    is_refused: bool = False

    @property
    def enters(self) -> bool:
        """Whether the caller may see what is not for everyone."""
        return self.verdict is Verdict.ENTERS


class Doorkeeper:
    """Says who may enter, by the settings and by what lies in the state folder."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._file = CredentialsFile(settings.state_dir)
        self._ended = EndedSessions(settings.state_dir)
        self._check = PasswordCheck()
        self._attempts = Attempts()

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; over https one that no other host and no plain http can set (RFC 6265bis)."""
        return "__Host-desk" if self.is_https else "desk"

    @property
    def is_https(self) -> bool:
        """Whether readers, and so editors, come by https."""
        return self.settings.public_url.startswith("https:")

    @property
    def credentials(self) -> Credentials | None:
        """The password that is set; none also where only a proxy says who comes."""
        return None if self.settings.desk_auth == "proxy" else self._file.current()

    @property
    def rules(self) -> Rules:
        """What was chosen, as it stands now."""
        chosen, has_password = self.settings, self.credentials is not None
        return Rules(
            chosen.desk_auth,
            host_of(chosen.public_url),
            chosen.is_local and not self._file.is_spoilt,
            has_password,
            chosen.desk_auth_proxies,
        )

    def judge(self, request: Request) -> Admission:
        """Whether a request may enter, and as whom."""
        caller, rules, credentials = _caller(request, self.settings), self.rules, self.credentials
        session = self._session(request, credentials) if credentials else None
        trials: list[Trial] = []

        def proved() -> bool:
            if session is None and credentials is not None:
                trials.extend(self._sent_along(request, credentials))
            return session is not None or any(trial.is_right for trial in trials)

        verdict = admission(caller, rules, proved)
        if verdict is not Verdict.ENTERS:
            wait = max((trial.wait_seconds for trial in trials), default=0)
            return Admission(verdict, wait_seconds=wait, is_refused=bool(trials))
        return Admission(verdict, session, user_named(caller, rules) if rules.way_in == "proxy" else "")

    def _session(self, request: Request, credentials: Credentials) -> DeskSession | None:
        session = opened(request.cookies.get(self.cookie, ""), credentials.key, datetime.now(UTC))
        return None if session is None or self._ended.has(session.name) else session

    def _sent_along(self, request: Request, credentials: Credentials) -> list[Trial]:
        """The password that came with the request itself (RFC 7617), tried; with any name, for there is one door."""
        try:
            sent = request.authorization
        except ValueError:  # letters beyond ASCII where there can be none
            return []
        if sent is None or sent.type != "basic" or sent.password is None:
            return []
        return [self.guess(sent.password, request, credentials)]

    def guess(self, password: str, request: Request, credentials: Credentials) -> Trial:
        """Try a password, if this visitor may just now."""
        address = visitor(
            request.remote_addr or "", request.headers.get("X-Forwarded-For", ""), self.settings.desk_auth_proxies
        )
        if wait := self._attempts.take(address, time.monotonic()):
            return Trial(is_right=False, wait_seconds=math.ceil(wait))
        try:
            is_right = self._check.is_right(password, credentials)
        except CheckBusyError:
            self._attempts.give_back(address)
            return Trial(is_right=False, wait_seconds=1)
        if is_right:
            self._attempts.was_right(address)
        else:  # no more often than attempts may be made
            _log.warning("a wrong password for the desk from %s", address or "a Unix socket")
        return Trial(is_right)

    def new_session(self, credentials: Credentials) -> str:
        """A session that begins now, as a cookie; its name was never seen before."""
        return sealed(DeskSession(secrets.token_urlsafe(_NAME_BYTES), datetime.now(UTC)), credentials.key)

    def end(self, session: DeskSession) -> None:
        """End a session, for whoever may have its cookie."""
        self._ended.add(session.name)

    def notice(self) -> str:
        """What whoever starts the service should know of the desk; nothing where all is as it should be."""
        rules = self.rules
        if self.settings.desk and self._file.is_spoilt:
            return "The desk is off, for its password cannot be read. Set it anew: feedservice password."
        return notice(self.settings, rules)


def _caller(request: Request, settings: Settings) -> Caller:
    return Caller(
        peer=request.remote_addr or "",
        host=request.headers.get("Host", ""),
        protocol=request.environ.get("SERVER_PROTOCOL", ""),
        is_forwarded=any(name in request.headers for name in PROXY_HEADERS),
        user=request.headers.get(settings.desk_auth_header, "") if settings.desk_auth_header else "",
    )


def notice(settings: Settings, rules: Rules) -> str:
    """The one sentence for a desk that is off, or whose password could be overheard."""
    if not settings.desk:
        return ""
    if not rules.way_in:
        why = (
            "its password is not set" if rules.auth else "others than this machine may reach it, and it has no password"
        )
        return (
            f"The desk is off, for {why}. Set one with feedservice password, or let a proxy say who comes "
            '(desk_auth = "proxy"); desk = false ends this sentence.'
        )
    is_open_air = settings.public_url.startswith("http:") and not is_loopback(rules.own_host)
    if rules.way_in == "password" and is_open_air:
        return (
            f"The desk's password can be overheard on its way to {settings.public_url}. Put a proxy with TLS in front, "
            "and let base_url begin with https://."
        )
    return ""
