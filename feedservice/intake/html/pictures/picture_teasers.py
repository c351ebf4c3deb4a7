"""Boxes that show a picture to lead elsewhere: teasers of other stories, cards of people to call. Pure.

What stands with the picture there is no caption: it has a heading of its own, or is a link to another page, or an address.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedservice.intake.html.page_elements import Element, attribute, words

_HEADINGS = ("h3", "h4", "h5", "h6")
_LEAST_LINKED = 0.5
_TO_PEOPLE = frozenset({"tel", "mailto"})
#: A larger size of the picture, or a document.
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|mp4)(?:$|[?;])", re.IGNORECASE)
_FEWEST_LETTERS = 12


def is_teaser(box: Element) -> bool:
    """Whether a box of a picture and some words is about something else: no caption is mostly a link, or stands under a heading."""
    said = words(box)
    links = [(attribute(link, "href"), words(link)) for link in box.iter("a")]
    if any(shown and urlsplit(href.strip()).scheme in _TO_PEOPLE for href, shown in links):
        return True
    linked = sum(len(shown) for href, shown in links if leads_to_page(href))
    if linked >= max(_FEWEST_LETTERS, _LEAST_LINKED * len(said)):
        return True
    headed = sum(len(words(one)) for one in box.iter(*_HEADINGS))
    return bool(linked) and 0 < headed < len(said)


def leads_to_page(href: str) -> bool:
    """Whether an address is another page's: no file, no place on this page, no script."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and bool(parts.path.strip("/")) and not _FILE.search(href)
