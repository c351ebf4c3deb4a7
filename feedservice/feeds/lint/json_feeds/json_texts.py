"""The texts of a JSON Feed, each judged by what it means: addresses, dates, HTML, plain words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.values import feed_html
from feedservice.feeds.lint.values.feed_dates import is_implausible, read_internet_date
from feedservice.feeds.lint.values.feed_texts import (
    flaw_of_address,
    has_tracking,
    is_language,
    is_media_type,
    markup_in,
    size_at,
)
from feedservice.feeds.lint.wellformed import bad_character


@dataclass(slots=True)
class JsonObject:
    """One object of the document: its path for people, the id of the item it belongs to."""

    notes: JudgesNotes
    path: str
    entry_id: str = ""

    def say(self, rule: str, name: str, value: object = "", other: object = "") -> None:
        """Complain about a member."""
        where = ", ".join(filter(None, (self.path, name)))
        self.notes.tell(rule, where, name or self.path or "The feed", value, other, self.entry_id)


def judge_text(place: JsonObject, name: str, value: str, means: str) -> None:
    """A text by what it means."""
    if bad := bad_character(value):
        place.say("BadCharacters", name, bad)
    if means in _MEANINGS:
        _MEANINGS[means](place, name, value)


def _date(place: JsonObject, name: str, value: str) -> None:
    instant = read_internet_date(value)
    if instant is None:
        place.say("InvalidRFC3339Date", name, value)
    elif is_implausible(instant, place.notes.latest):
        place.say("ImplausibleDate", name, value)


def _words(place: JsonObject, name: str, value: str) -> None:
    if markup := markup_in(value):
        place.say("ContainsHTML", name, markup)


def _filled(place: JsonObject, name: str, value: str) -> None:
    if not value.strip():
        place.say("NotBlank", name)
    _words(place, name, value)


def _language(place: JsonObject, name: str, value: str) -> None:
    if not is_language(value):
        place.say("InvalidLanguage", name, value)


def _media_type(place: JsonObject, name: str, value: str) -> None:
    if not is_media_type(value):
        place.say("InvalidMIMEAttribute", name, value)


def _address(place: JsonObject, name: str, value: str) -> None:
    rule, character = flaw_of_address(value)
    if rule:
        place.say(rule, name, value, character)
    elif name == "url" and has_tracking(value):
        place.say("TrackingInLink", name, value)
    elif place.path and size_at(place.notes, value) is None:
        place.say("UnreachableURL", name, value)


def _html(place: JsonObject, name: str, value: str) -> None:
    findings, pictures = feed_html.scan(value)
    for rule, what in findings:
        place.say(rule, name, what)
    for address in pictures:
        if size_at(place.notes, address) is None:
            place.say("UnreachableURL", name, address)


#: What the text of a member means, and who judges it.
_MEANINGS: dict[str, Callable[[JsonObject, str, str], None]] = {
    "address": _address,
    "date": _date,
    "html": _html,
    "words": _words,
    "filled": _filled,
    "language": _language,
    "media type": _media_type,
}
