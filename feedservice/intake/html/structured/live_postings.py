"""What a page says of its live blog in JSON-LD: that it is one, and its entries, put into the story where it lacks them. Pure.

Pages that load their entries when they are looked at hold them only there when they are saved; others show each entry
without its time (https://schema.org/LiveBlogPosting; developers.google.com/search/docs/appearance/structured-data/article).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from lxml import etree

from feedservice.article.live_entries import LiveUpdate
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, words
from feedservice.intake.html.structured.schema_org import type_of
from feedservice.text.dates.clock_times import leading_hour
from feedservice.text.unicode import one_line

_MOST_UPDATES = 2_000
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LINE_END = re.compile(r"(?:<br\s*/?>|</p>|\s*\n\s*)+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = (*_HEADINGS, "p", "li", "span")
#: So many letters of an entry's first words tell it from every other.
_TELLING_LETTERS = 60
_NO_LETTER = re.compile(r"[\W_]+")


def note_live_blog(node: Mapping[str, Any], notes: Notes) -> None:
    """Note of a node of the page that it is a live blog, with the entries it lists."""
    kinds = node.get("@type")
    if "liveblogposting" not in map(type_of, kinds if isinstance(kinds, list) else [kinds]):
        return
    notes.add("live", "yes", "JSON-LD LiveBlogPosting", 0.97)
    updates = node.get("liveBlogUpdate")
    for one in (updates if isinstance(updates, list) else [updates])[:_MOST_UPDATES]:
        if isinstance(one, Mapping) and (update := _update(one)):
            notes.updates.append(update)


def _update(node: Mapping[str, Any]) -> LiveUpdate | None:
    """An entry that says when it was, and something."""
    at, body = node.get("datePublished") or node.get("dateCreated"), node.get("articleBody") or node.get("text")
    headline = node.get("headline") or node.get("name")
    told = _plain(body) if isinstance(body, str) else ()
    title = one_line(" ".join(_plain(headline))) if isinstance(headline, str) else ""
    return LiveUpdate(at.strip(), title, told) if isinstance(at, str) and at.strip() and (title or told) else None


def _plain(text: str) -> tuple[str, ...]:
    lines = _LINE_END.sub("\n", unescape(unescape(text)) if "&" in text else text).split("\n")
    return tuple(filter(None, (one_line(_TAG.sub(" ", line)) for line in lines)))


def complete_entries(box: Element, notes: Notes) -> None:
    """Give each entry in the story its time, where the page shows none, and add the entries it does not hold, in their order."""
    updates = notes.updates
    if len(updates) < 2:
        return
    places = _places(box)
    by_headline = any(_key(update.headline) in places for update in updates if update.headline)
    found = [_find(update, places, by_headline=by_headline) for update in updates]
    timed = sum(1 for line in box.iter("time")) + sum(
        bool(leading_hour(words(one)[:40])) for one in box.iter("p", *_HEADINGS)
    )
    if timed < sum(one is not None for one in found):
        for update, place in zip(updates, found, strict=True):
            if place is not None:
                _put_before(place, [_time(update)])
    _add_missing(box, updates, found)


def _places(box: Element) -> dict[str, Element]:
    """The lines of the story by their first letters, the innermost element of each."""
    places: dict[str, Element] = {}
    for element in box.iter(*_LINES):
        if key := _key(words(element)):
            places.setdefault(key, element)
    return places


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())[:_TELLING_LETTERS]


def _find(update: LiveUpdate, places: Mapping[str, Element], *, by_headline: bool) -> Element | None:
    """Where an entry begins in the story: at its headline, or at its first words where the page shows no headlines."""
    lines = (update.headline,) if by_headline and update.headline else (update.headline, *update.lines[:1])
    told = next((places[key] for line in lines if (key := _key(line)) in places), None)
    if told is None or told.tag != "span":
        return told
    return next((one for one in told.iterancestors() if one.tag in (*_HEADINGS, "p", "li", "div")), told)


def _time(update: LiveUpdate) -> Element:
    line = etree.Element("p")
    etree.SubElement(
        line, "time", datetime=update.at
    ).text = update.at  # cleaning shows the hour in the newsroom's zone
    return line


def _entry(update: LiveUpdate) -> list[Element]:
    lines = [_time(update)]
    if update.headline and _key(update.headline) != _key(update.lines[0] if update.lines else ""):
        heading = etree.Element("h3")
        heading.text = update.headline
        lines.append(heading)
    for text in update.lines or (update.headline,):
        if not (len(lines) > 1 and text == update.headline):
            line = etree.Element("p")
            line.text = text
            lines.append(line)
    return lines


def _put_before(place: Element, lines: Sequence[Element]) -> None:
    for line in lines:
        place.addprevious(line)


def _add_missing(box: Element, updates: Sequence[LiveUpdate], found: Sequence[Element | None]) -> None:
    """The entries that the story lacks, each before the next that it has, or at its end; where it has others in another order, all at its end."""
    order = {element: number for number, element in enumerate(box.iter())}
    known = [order[one] for one in found if one is not None and one in order]
    in_order = known == sorted(known)
    following: Element | None = None
    later: list[tuple[Element | None, LiveUpdate]] = []
    for update, place in zip(reversed(updates), reversed(found), strict=True):
        if place is not None:
            following = place if in_order else None
        else:
            later.append((following, update))
    for before, update in reversed(later):
        lines = _entry(update)
        start = before
        while start is not None and (above := start.getprevious()) is not None and _is_time(above):
            start = above
        if start is not None:
            _put_before(start, lines)
        else:
            box.extend(lines)


def _is_time(element: Element) -> bool:
    return element.tag == "p" and next(element.iter("time"), None) is not None and len(words(element)) <= 40
