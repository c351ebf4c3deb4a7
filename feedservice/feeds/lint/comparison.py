"""Documents beside each other: the formats of one edition, and an edition beside the one before. Pure.

Two blind spots of every validator: RSS, Atom and JSON Feed must tell the same, and ids and dates of
publication must stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from feedservice.feeds.lint.complaint import JudgesNotes
from feedservice.feeds.lint.feed_contents import FeedContents, Told, contents_of

#: What the formats must agree on, with the words for it.
_FIELDS = {
    "title": "The title",
    "link": "The link",
    "published": "The date of publication",
    "updated": "The time of change",
    "people": "The byline",
    "summary": "The summary",
    "enclosure": "The enclosure",
}
#: Of no width, and stands in XML only where a text would look like markup (`literal_text`).
_JOINER = "\u2060"


def compare_formats(notes: JudgesNotes, documents: Mapping[str, bytes]) -> None:
    """Each format beside the first. A document that cannot be read is passed over: `lint` says what is wrong with it."""
    documents_read = {name: found for name, body in documents.items() if (found := contents_of(body))}
    names = list(documents_read)
    for name in names[1:]:
        _compare(notes, names[0], documents_read[names[0]], name, documents_read[name])


def _compare(notes: JudgesNotes, first: str, one: FeedContents, name: str, other: FeedContents) -> None:
    ids, others = [[told.id for told in telling.entries] for telling in (one, other)]
    if ids != others:
        missing = [id_ for id_ in ids if id_ not in set(others)] + [id_ for id_ in others if id_ not in set(ids)]
        what = f"{len(others)} articles" if len(ids) != len(others) else "in another order or with other ids"
        notes.tell("FormatsDiffer", name, f"The list of articles in {name}", what, f"{first} has {len(ids)}", missing[0] if missing else "")  # fmt: skip
    if one.updated and other.updated and one.updated != other.updated:
        notes.tell("FormatsDiffer", name, f"The feed’s time in {name}", str(other.updated), f"{one.updated} in {first}")
    by_id = {told.id: told for told in other.entries}
    for number, told in enumerate(one.entries, 1):
        if told.id in by_id:
            _compare_entry(notes, f"item {number}", first, told, name, by_id[told.id])


def _compare_entry(notes: JudgesNotes, where: str, first: str, one: Told, name: str, other: Told) -> None:
    for field, words in _FIELDS.items():
        mine, theirs = _comparable(one, field), _comparable(other, field)
        if not _agree(mine, theirs):
            value, expected = _spoken(theirs), f"{_spoken(mine)} in {first}"
            notes.tell("FormatsDiffer", f"{where}, {field}", f"{words} in {name}", value, expected, one.id)


def _comparable(told: Told, field: str) -> object:
    """A field so that formats can be compared: where there is no standfirst, RSS and Atom must say something."""
    if field == "summary" and told.summary == told.title:
        return ""
    value = getattr(told, field)
    if isinstance(value, tuple):
        return tuple(str(one).replace(_JOINER, "") for one in value) if field == "people" else value
    return value.replace(_JOINER, "") if isinstance(value, str) else value


def _agree(one: object, other: object) -> bool:
    """Whether two formats tell the same. RSS may have several people in one line: most readers show a single dc:creator."""
    if one == other:
        return True
    if not (isinstance(one, tuple) and isinstance(other, tuple)):
        return False
    line, names = sorted((one, other), key=len)
    return len(line) == 1 and all(str(name) in str(line[0]) for name in names)


def _spoken(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    return str(value) if value else "nothing"


def compare_editions(notes: JudgesNotes, before: FeedContents, after: FeedContents) -> None:
    """What readers remember of the last edition must still be true: ids, dates of publication, times of change."""
    ids = {told.link: told.id for told in before.entries if told.link}
    known = {told.id: told for told in before.entries}
    seen: set[str] = set()
    for number, told in enumerate(after.entries, 1):
        where = f"item {number}"
        if told.id in seen:
            notes.tell("DuplicateIds", f"{where}, id", "id", told.id, entry_id=told.id)
        seen.add(told.id)
        if ids.get(told.link, told.id) != told.id:
            notes.tell("IdChanged", f"{where}, id", "id", told.link, ids[told.link], told.id)
        if earlier := known.get(told.id):
            _compare_times(notes, where, earlier, told)
    if before.updated and after.updated and after.updated < before.updated:
        notes.tell("FeedUpdatedWentBack", "", "updated", after.updated.isoformat(), before.updated.isoformat())


def _compare_times(notes: JudgesNotes, where: str, before: Told, after: Told) -> None:
    if before.published and after.published and before.published != after.published:
        dates = after.published.isoformat(), before.published.isoformat()
        notes.tell("PublishedMoved", f"{where}, published", "published", *dates, after.id)
    if before.updated and after.updated and after.updated < before.updated:
        dates = after.updated.isoformat(), before.updated.isoformat()
        notes.tell("UpdatedWentBack", f"{where}, updated", "updated", *dates, after.id)
