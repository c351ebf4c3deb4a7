"""One feed as it is served: the answers that bring it, the document, and the files that it names. Touches: network, clock.

`judged` asks once and then by each validator; with `--follow` it also asks twice, in two codings, and for enclosures on
any host. Each file is asked for once, by HEAD, or for its first byte where HEAD is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpcore

from feedservice.commands.lint.lint_report import Judged
from feedservice.commands.lint.picture_pixels import pixels_judged
from feedservice.commands.lint.polite_client import PoliteClient, is_on_public_net
from feedservice.errors import Unfetchable
from feedservice.feeds.lint import Complaint, lint
from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.feed_contents import contents_of
from feedservice.feeds.lint.http_answer import (
    HttpAnswer,
    decoded,
    judge_answer,
    judge_codings,
    judge_encryption,
    judge_repeat,
    judge_twice,
    questions,
)
from feedservice.feeds.lint.stated_pictures import pictures_of

_OK, _PART, _NO_METHOD = 200, 206, frozenset({403, 405, 501})
_GONE = frozenset({404, 410})
_FEW_BYTES = 1000
_PLAIN, _PACKED = {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip"}
#: What a server says of a file that it knows nothing of.
_UNKNOWN_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_SAME_TYPES = {"audio/mp3": "audio/mpeg", "audio/x-m4a": "audio/mp4", "audio/m4a": "audio/mp4", "image/jpg": "image/jpeg", "video/x-m4v": "video/mp4"}  # fmt: skip


def judged(client: PoliteClient, url: str, *, partner: bool, follow: bool, is_first: bool = True) -> Judged:
    """A feed with all that is wrong with it and with how it is served. Raises Unfetchable when there is none to be had."""
    notes = JudgesNotes()
    try:
        answer, raw = client.fetched(url, _PLAIN)
        judge_answer(notes, answer)
        body = decoded(answer, raw)
        if answer.status != _OK or body is None:
            if answer.status == _OK:
                judge_codings(notes, (answer, raw), (answer, raw))
            return Judged(url, tuple(notes.complaints))
        address = answer.moved_to or url
        _asked_again(client, notes, address, answer)
        if follow and is_first:
            _looked_at_closely(client, notes, url, (answer, body))
    except httpcore.ProtocolError as error:
        notes.tell("HttpProtocolError", "HTTP", "", str(error))
        return Judged(url, tuple(notes.complaints))
    sizes = _Files(client, address, _enclosures(body) if follow else frozenset())
    kind = answer.headers.get("content-type", "")
    told = lint(body, content_type=kind, address=address, size_of=sizes, partner=partner, now=datetime.now(UTC))
    files = _files_judged(sizes, body) if follow else ()
    pictures = [one for one in pictures_of(body) if one.is_cover or _place(one.address) == _place(address)]
    seen = pixels_judged(client, pictures) if follow else ()
    return Judged(url, (*notes.complaints, *told, *files, *seen), body, address)


def _asked_again(client: PoliteClient, notes: JudgesNotes, address: str, answer: HttpAnswer) -> None:
    for asked_with, headers in questions(answer).items():
        judge_repeat(notes, asked_with, client.fetched(address, _PLAIN | headers, limit_bytes=_FEW_BYTES)[0].status)


def _looked_at_closely(client: PoliteClient, notes: JudgesNotes, url: str, first: tuple[HttpAnswer, bytes]) -> None:
    """Twice the same, two codings, encryption."""
    answer = first[0]
    address = answer.moved_to or url
    judge_twice(notes, first, client.fetched(address, _PLAIN))
    judge_codings(notes, first, client.fetched(address, _PACKED))
    if is_on_public_net(url):
        judge_encryption(notes, url, answer)


def _enclosures(body: bytes) -> frozenset[str]:
    contents = contents_of(body)
    return frozenset(told.enclosure[0] for told in contents.entries if told.enclosure) if contents else frozenset()


@dataclass(frozen=True, slots=True)
class _File:
    """What HTTP says of a file: its bytes, None when they are not known; its type; whether parts of it can be had."""

    status: int
    size_bytes: int | None
    kind: str
    in_parts: bool


@dataclass(slots=True)
class _Files:
    """What is served at the addresses of a feed: those on its own host, and the enclosures wherever they are."""

    client: PoliteClient
    feed: str
    enclosures: frozenset[str]
    known: dict[str, _File | None] = field(default_factory=dict)

    def __call__(self, address: str) -> int | None:
        """The true bytes, None when nothing is there. Raises KeyError for other hosts, and when that cannot be said."""
        found = self.of(address)
        if found is None:
            raise KeyError(address)
        if found.status in _GONE:
            return None
        if found.size_bytes is None:
            raise KeyError(address)
        return found.size_bytes

    def of(self, address: str) -> _File | None:
        """What is known of a file; None when it is not to be asked for, or does not answer."""
        if address not in self.known:
            mine = address in self.enclosures or _place(address) == _place(self.feed)
            self.known[address] = _asked_for(self.client, address) if mine else None
        return self.known[address]


def _place(address: str) -> tuple[str, str]:
    try:
        return urlsplit(address)[:2]
    except ValueError:
        return "", address


def _asked_for(client: PoliteClient, address: str) -> _File | None:
    """By HEAD; where that is refused or says no length, by the first byte."""
    try:
        answer, _ = client.fetched(address, _PLAIN, method="HEAD")
        if answer.status in _NO_METHOD or (answer.status == _OK and not _number(answer.headers.get("content-length"))):
            answer, _ = client.fetched(address, _PLAIN | {"Range": "bytes=0-0"}, limit_bytes=_FEW_BYTES)
    except (Unfetchable, httpcore.ProtocolError):
        return None
    told = answer.headers
    kind = told.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status == _PART:
        return _File(_PART, _number(told.get("content-range", "").rpartition("/")[2]), kind, True)
    size = _number(told.get("content-length")) if answer.status == _OK else None
    return _File(answer.status, size, kind, "bytes" in told.get("accept-ranges", "").lower())


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _files_judged(sizes: _Files, body: bytes) -> tuple[Complaint, ...]:
    """Types and parts of enclosures; their lengths are judged with the document."""
    notes = JudgesNotes()
    contents = contents_of(body)
    for number, told in enumerate(contents.entries if contents else (), 1):
        found = sizes.of(told.enclosure[0]) if told.enclosure else None
        if told.enclosure is None or found is None or found.status not in (_OK, _PART):
            continue
        where, said = f"item {number}, enclosure", _plain_type(told.enclosure[2])
        if said and found.kind not in _UNKNOWN_TYPES and _plain_type(found.kind) != said:
            notes.tell("UntrueType", where, "enclosure", said, found.kind, told.id)
        if said.startswith(("audio/", "video/")) and not found.in_parts:
            notes.tell("NoRanges", where, "enclosure", told.enclosure[0], entry_id=told.id)
    return tuple(notes.complaints)


def _plain_type(kind: str) -> str:
    plain = kind.partition(";")[0].strip().lower()
    return _SAME_TYPES.get(plain, plain)
