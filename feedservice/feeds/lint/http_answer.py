"""The answer that brings a document, judged by its status and headers, which are handed in as values. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from feedservice.feeds.lint.complaint import JudgesNotes

_OK, _NOT_MODIFIED = 200, 304


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered. Header names are in small letters; `moved_to` is where redirects led."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""


def judge_answer(notes: JudgesNotes, answer: HttpAnswer) -> None:
    """The first answer: its status, its validators, nothing that caches cannot keep."""
    if answer.moved_to:
        notes.tell("Redirected", "HTTP", "", answer.moved_to)
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


def questions(answer: HttpAnswer) -> dict[str, dict[str, str]]:
    """How to ask again: by each validator that the answer has, the headers to send."""
    asked = {"If-None-Match": answer.headers.get("etag"), "If-Modified-Since": answer.headers.get("last-modified")}
    return {name: {name: value} for name, value in asked.items() if value}


def judge_repeat(notes: JudgesNotes, asked_with: str, status: int) -> None:
    """The answer to the same question asked again with a validator."""
    if status != _NOT_MODIFIED:
        notes.tell("NotModifiedIgnored", f"HTTP, {asked_with}", "", asked_with, status)
