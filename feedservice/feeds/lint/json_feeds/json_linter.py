"""JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure.

Its types and members are in tables; what is empty or unknown is said by member. Addresses, dates and HTML are judged as
in the XML formats, so that the formats of an edition get the same complaints.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.json_feeds.json_members import ATTACHMENT, AUTHOR, FEED, HUB, ITEM, MemberRule
from feedservice.feeds.lint.json_feeds.json_texts import JsonObject, judge_text
from feedservice.feeds.lint.values.feed_dates import latest_of, read_internet_date
from feedservice.feeds.lint.values.feed_texts import judge_size, size_at
from feedservice.feeds.lint.wellformed import charset_of

VERSION = "https://jsonfeed.org/version/1.1"
_LONGEST_ID = 245


@dataclass(slots=True)
class _IdsSeen:
    ids: set[str] = field(default_factory=set)


def parse(notes: JudgesNotes, content_type: str) -> dict[str, Any] | None:
    """The feed as a value, or None after one complaint."""
    if notes.body.startswith(b"\xef\xbb\xbf"):
        notes.tell("ByteOrderMark", "line 1", "The document")
    try:
        feed = json.loads(notes.body.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as problem:
        notes.tell("UnicodeError", f"byte {problem.start}", "", problem.reason)
        return None
    except (ValueError, RecursionError) as problem:
        notes.tell("JSONError", "", "", str(problem))
        return None
    if not isinstance(feed, dict):
        notes.tell("NotAFeed", "", "", notes.body[:40].decode("utf-8", "replace"))
        return None
    charset = charset_of(content_type)
    if charset and charset != "UTF-8":
        notes.tell("EncodingMismatch", "", "", charset, "UTF-8")
    return feed


def judge(notes: JudgesNotes, feed: Mapping[str, Any], now: datetime | None) -> None:
    """A whole JSON Feed."""
    place = JsonObject(notes, "")
    notes.latest = latest_of(now, None)  # a JSON Feed states no time of its own
    if feed.get("version") != VERSION:
        place.say("UnknownVersion", "version", str(feed.get("version", "")), VERSION)
    _members(place, feed, FEED)
    for name in ("home_page_url", "feed_url", "language"):
        if name not in feed:
            place.say({"feed_url": "MissingSelf", "language": "MissingLanguage"}.get(name, "MissingElement"), "", name)
    own = feed.get("feed_url")
    if notes.address and isinstance(own, str) and own != notes.address:
        place.say("SelfDoesntMatchLocation", "feed_url", own, notes.address)
    for name in ("icon", "favicon"):
        if isinstance(feed.get(name), str) and size_at(notes, feed[name]) is None:
            place.say("UnreachableURL", name, feed[name])
    judge_size(notes)
    _people(place, feed)
    _each(place, feed, "hubs", HUB)
    seen = _IdsSeen()
    for number, item in enumerate(_list(feed, "items"), 1):
        _judge_item(notes, number, item, seen)


def _judge_item(notes: JudgesNotes, number: int, item: Any, seen: _IdsSeen) -> None:
    id_ = item.get("id", "") if isinstance(item, dict) else ""
    place = JsonObject(notes, f"item {number}", id_ if isinstance(id_, str) else "")
    if not isinstance(item, dict):
        place.say("WrongJSONType", "", _kind(item), "an object")
        return
    _members(place, item, ITEM)
    _identity(place, item, seen)
    if not (item.get("content_html") or item.get("content_text")):
        place.say("ItemWithoutContent", "")
    for name in ("title", "url", "date_published"):
        if not item.get(name):
            place.say("ItemIncomplete", "", name)
    published, updated = (read_internet_date(str(item.get(name, ""))) for name in ("date_published", "date_modified"))
    if published and updated and updated < published:
        place.say("ReversedDates", "date_modified", str(item["date_modified"]), str(item["date_published"]))
    _people(place, item)
    _each(place, item, "attachments", ATTACHMENT)
    _lengths(place, item)
    _captions(place, item)


def _identity(place: JsonObject, item: Mapping[str, Any], seen: _IdsSeen) -> None:
    id_ = item.get("id")
    if not isinstance(id_, str):
        return  # _members says so
    if not id_.strip():
        place.say("NotBlank", "id")
    elif id_ in seen.ids:
        place.say("DuplicateIds", "id", id_)
    elif len(id_) > _LONGEST_ID or not id_.isascii():
        place.say("LongId", "id", id_)
    seen.ids.add(id_)


def _lengths(place: JsonObject, item: Mapping[str, Any]) -> None:
    """The sizes of attachments, in truth."""
    for one in _list(item, "attachments"):
        stated, address = (one.get("size_in_bytes"), one.get("url")) if isinstance(one, dict) else (None, None)
        size = size_at(place.notes, address) if isinstance(address, str) else None
        if isinstance(stated, int) and size is not None and size >= 0 and size != stated:
            place.say("UntrueLength", "attachments", stated, size)


def _captions(place: JsonObject, item: Mapping[str, Any]) -> None:
    """The summary must not be a caption, wherever captions stand."""
    summary = " ".join(str(item.get("summary") or "").split())
    photos = [one for one in _list(item, "_photos") + _list(item, "attachments") if isinstance(one, dict)]
    captions = {" ".join(str(one.get(name) or "").split()) for one in photos for name in ("caption", "title")}
    if summary and summary in captions:
        place.say("CaptionForStandfirst", "summary", summary)


def _people(place: JsonObject, whole: Mapping[str, Any]) -> None:
    if "author" in whole and "authors" not in whole:
        place.say("DeprecatedAuthor", "")
    _each(place, whole, "authors", AUTHOR)


def _each(place: JsonObject, whole: Mapping[str, Any], name: str, table: Mapping[str, MemberRule]) -> None:
    """The objects in a list."""
    for number, one in enumerate(_list(whole, name), 1):
        inside = JsonObject(place.notes, ", ".join(filter(None, (place.path, f"{name} {number}"))), place.entry_id)
        if isinstance(one, dict):
            _members(inside, one, table)
        else:
            inside.say("WrongJSONType", "", _kind(one), "an object")


def _list(whole: Mapping[str, Any], name: str) -> list[Any]:
    found = whole.get(name)
    return found if isinstance(found, list) else []


def _members(place: JsonObject, whole: Mapping[str, Any], table: Mapping[str, MemberRule]) -> None:
    """Each member by its kind; those that must be there; those that nobody knows."""
    for name, value in whole.items():
        kind = table.get(name)
        if kind is None:
            if not name.startswith("_"):
                place.say("UndefinedMember", name)
        elif not isinstance(value, kind.type_) or isinstance(value, bool) is not (kind.type_ is bool):
            place.say("WrongJSONType", name, _kind(value), kind.spoken)
        elif isinstance(value, str):
            judge_text(place, name, value, kind.means)
    for name, kind in table.items():
        if kind.required and name not in whole:
            place.say("MissingElement", "", name)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
