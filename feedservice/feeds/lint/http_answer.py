"""The answers that bring a document, judged by status, headers and bytes, which are handed in as values. Pure."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from feedservice.feeds.lint.complaint import JudgesNotes

_OK, _NOT_MODIFIED = 200, 304
_FOR_EVER = frozenset({301, 308})
#: Below this a coding saves no packet.
_WORTH_CODING_BYTES = 1400
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered. Header names are in small letters; `moved_to` is where redirects led, by which steps."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""
    steps: tuple[tuple[int, str], ...] = ()


def judge_answer(notes: JudgesNotes, answer: HttpAnswer) -> None:
    """The first answer: how it was reached, its status, its validators, nothing that caches cannot keep."""
    if answer.moved_to:
        passing = [status for status, _ in answer.steps if status not in _FOR_EVER]
        rule, status = ("TemporaryRedirect", passing[0]) if passing else ("Redirected", "")
        notes.tell(rule, "HTTP", "", answer.moved_to, status)
    if answer.status != _OK:
        notes.tell("HttpError", "HTTP", "", answer.status)
        return
    if not answer.headers.get("etag"):
        notes.tell("MissingETag", "HTTP, ETag", "")
    if not answer.headers.get("last-modified"):
        notes.tell("MissingLastModified", "HTTP, Last-Modified", "")
    if not answer.headers.get("content-type"):
        notes.tell("UnexpectedContentType", "HTTP, Content-Type", "", "", "a feed, such as application/rss+xml")
    if answer.headers.get("set-cookie"):
        notes.tell("CookieSet", "HTTP, Set-Cookie", "")


def judge_encryption(notes: JudgesNotes, url: str, answer: HttpAnswer) -> None:
    """Whether the way to the feed is encrypted, and stays so."""
    way = [url, *(address for _, address in answer.steps)]
    secure = [address.startswith("https:") for address in way]
    if True in secure and not all(secure[secure.index(True) :]):
        notes.tell("LeavesHttps", "HTTP, Location", "", next(one for one in way if one.startswith("http:")))
    elif not secure[-1]:
        notes.tell("NotHttps", "HTTP", "", way[-1])


def questions(answer: HttpAnswer) -> dict[str, dict[str, str]]:
    """How to ask again: by each validator that the answer has, the headers to send."""
    asked = {"If-None-Match": answer.headers.get("etag"), "If-Modified-Since": answer.headers.get("last-modified")}
    return {name: {name: value} for name, value in asked.items() if value}


def judge_repeat(notes: JudgesNotes, asked_with: str, status: int) -> None:
    """The answer to the same question asked again with a validator."""
    if status != _NOT_MODIFIED:
        notes.tell("NotModifiedIgnored", f"HTTP, {asked_with}", "", asked_with, status)


def judge_twice(notes: JudgesNotes, first: tuple[HttpAnswer, bytes], again: tuple[HttpAnswer, bytes]) -> None:
    """The same question asked twice, the first answer uncoded here: same bytes have the same validators, and one strong tag stands for one text."""
    (one, body), (other, coded) = first, again
    later = decoded(other, coded)
    if other.status != _OK or later is None:
        return
    for header, name in (("etag", "ETag"), ("last-modified", "Last-Modified")):
        before, after = one.headers.get(header, ""), other.headers.get(header, "")
        if body == later and before != after:
            notes.tell("ValidatorsMove", f"HTTP, {name}", f"the {name}", before, after)
    tag = one.headers.get("etag", "")
    if body != later and tag and tag == other.headers.get("etag") and not tag.startswith("W/"):
        notes.tell("TagOfOtherBytes", "HTTP, ETag", "", tag)


def decoded(answer: HttpAnswer, body: bytes) -> bytes | None:
    """The document itself, of an answer in gzip, deflate or no coding. None for what these cannot be undone of."""
    coding = _coding(answer)
    if not coding:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        return None
    undo = zlib.decompressobj(wbits=47 if coding != "deflate" else 15)
    try:
        return undo.decompress(body, _MOST_BYTES)
    except (zlib.error, gzip.BadGzipFile):
        return None


def _coding(answer: HttpAnswer) -> str:
    coding = answer.headers.get("content-encoding", "").strip().lower()
    return "" if coding == "identity" else coding


def judge_codings(notes: JudgesNotes, plain: tuple[HttpAnswer, bytes], packed: tuple[HttpAnswer, bytes]) -> None:
    """The answers to “identity” and to “gzip” beside each other. Does not judge other codings: none was asked for."""
    (uncoded, body), (coded, packed_bytes) = plain, packed
    where = "HTTP, Content-Encoding"
    if _coding(uncoded):
        notes.tell("CodingNotAsked", where, "", _coding(uncoded))
        return
    if coded.status != _OK:
        return
    if not _coding(coded):
        if len(body) > _WORTH_CODING_BYTES:
            notes.tell("NotCompressed", where, "", len(body))
        return
    if _coding(coded) not in ("gzip", "x-gzip"):
        notes.tell("CodingNotAsked", where, "", _coding(coded))
    elif decoded(coded, packed_bytes) != body:
        notes.tell("CodingDiffers", where, "", _coding(coded))
    varies = {one.strip().lower() for one in coded.headers.get("vary", "").split(",")}
    if not varies & {"accept-encoding", "*"}:
        notes.tell("MissingVary", "HTTP, Vary", "")
    tag = coded.headers.get("etag", "")
    if tag and not tag.startswith("W/") and tag == uncoded.headers.get("etag"):
        notes.tell("TagOfTwoCodings", "HTTP, ETag", "", tag)
