"""What a page states of its article beside the fields: whose the rights are, for whom it is, its translations. Pure.

schema.org (copyrightHolder, contentRating, isFamilyFriendly, coverageStartTime, workTranslation), DCMI terms (rightsHolder),
<meta name="rating"> (developers.google.com/search/docs/crawling-indexing/safesearch), <link rel="alternate" hreflang>.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from feedservice.article.stated import StatedFacts, Translation
from feedservice.intake.evidence import Notes, value_or
from feedservice.intake.field_values import language_tag
from feedservice.intake.html.page_elements import Element, attribute
from feedservice.text.dates.parse import is_date_line
from feedservice.text.unicode import one_line

_LONGEST_CHARACTERS = 200
_MOST_TRANSLATIONS = 100
_RIGHTS_HOLDERS = frozenset({"dcterms.rightsholder", "dcterms:rightsholder"})
_WORKS = ("workTranslation", "translationOfWork")


def note_alternates(root: Element, notes: Notes) -> None:
    """Note the pages that a page's <link> elements name for other languages, before these go."""
    linked = [
        Translation(attribute(link, "hreflang"), attribute(link, "href"))
        for link in root.iter("link")
        if attribute(link, "hreflang") and "alternate" in attribute(link, "rel").casefold().split()
    ]
    notes.stated = replace(notes.stated, translations=(*notes.stated.translations, *linked))


def note_facts(node: Mapping[str, Any], notes: Notes, by_id: Mapping[str, Any]) -> None:
    """Note what an article's node in JSON-LD states; what was noted before counts."""
    family = node.get("isFamilyFriendly")
    said = {
        "rights_holder": _name(node.get("copyrightHolder"), by_id),
        "content_rating": _name(node.get("contentRating"), by_id),
        "family_friendly": str(family).casefold() if str(family).casefold() in ("true", "false") else "",
        "coverage_begun": _instant(node.get("coverageStartTime")),
        "coverage_ended": _instant(node.get("coverageEndTime")),
    }
    known = notes.stated
    fresh = {name: text for name, text in said.items() if text and not getattr(known, name)}
    works = [Translation(*one) for name in _WORKS for one in _works(node.get(name))]
    notes.stated = replace(known, **fresh, translations=(*known.translations, *works))


def _name(value: Any, by_id: Mapping[str, Any]) -> str:
    """A thing's name, or a text."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    if isinstance(value, Mapping):
        whole = {**by_id.get(str(value.get("@id")), {}), **value}
        value = whole.get("name") or whole.get("ratingValue")
    text = one_line(value) if isinstance(value, str) else ""
    return "" if len(text) > _LONGEST_CHARACTERS or "://" in text else text


def _instant(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if is_date_line(text) and "T" in text else ""


def _works(value: Any) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping) and isinstance(one.get("inLanguage"), str):
            url = one.get("url") or one.get("@id")
            yield one["inLanguage"], url if isinstance(url, str) else ""


def read_stated(root: Element, notes: Notes, address: str) -> StatedFacts:
    """All that the page states, its translations checked: in another language, at an address of an article of their own."""
    for meta in root.iter("meta"):
        name, content = attribute(meta, "name").casefold(), one_line(attribute(meta, "content"))
        if name in _RIGHTS_HOLDERS and 0 < len(content) <= _LONGEST_CHARACTERS and not notes.stated.rights_holder:
            notes.stated = replace(notes.stated, rights_holder=content)
        elif name == "rating" and not notes.stated.content_rating:
            adult = content.casefold() in ("adult", "mature") or content.upper().startswith("RTA-5042")
            notes.stated = replace(notes.stated, content_rating="adult" if adult else "")
    own = _primary(str(value_or(notes.best("language"), "")))
    found: dict[str, Translation] = {}
    for one in notes.stated.translations[:_MOST_TRANSLATIONS] if own else ():
        tag, url = language_tag(one.language), urljoin(address, one.url.strip())
        if tag and _primary(tag) != own and _is_of_an_article(url) and url != address:
            found.setdefault(tag, Translation(tag, url))
    return replace(notes.stated, translations=tuple(found.values()))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].casefold()


def _is_of_an_article(url: str) -> bool:
    """Whether an address leads deeper than a front page: sites that have no translation of an article name these."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(parts.path.strip("/").split("/")[-1]) > 5
