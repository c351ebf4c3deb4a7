"""Small things between the paragraphs of a story that are none of it: kickers above it, prompts, promotion. Pure.

Asked of whole pages only, as `foreign_boxes`; each is known by its form and its words, never by its words alone, unless these
are all there is.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from feedservice.intake.boilerplate.page_lines import asks_readers
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.text_density import Measures

Found = list[tuple[Element, str]]
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BOXES = ("div", "section", "aside")
_MEDIA = ("img", "amp-img", "picture", "video", "audio", "iframe", "table", "blockquote", "figure", "amp-video", "ol")
_LONGEST_KICKER_BYTES = 40
_MOST_KICKERS = 2
#: Between two links that make one kicker: Gadgets / Tech.
_LONGEST_MARK_BYTES = 3
_LONGEST_PROMPT_BYTES = 450
_MOST_OF_STORY = 0.3
_LEAST_WORDS_IN_CAPITALS = 4
_LINES = frozenset({"p", "div"})
_LONGEST_PROMOTION_BYTES = 300
_LONGEST_LABEL_CHARACTERS = 30
_LEAST_WORDS_OF_HEADLINE = 4
#: Of scripts without spaces.
_LEAST_BYTES_OF_HEADLINE = 40
_COLONS = ":：»›>→-–—|"
_MARKS = " .…»›→>"
#: Documents are what a story gives its readers.
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|csv|mp3|mp4|jpe?g|png)$", re.IGNORECASE)


def kickers(measures: Measures) -> Found:
    """The links to its sections that stand above a story, one or two; more of them are a list that somebody made."""
    found: Found = []
    for number, element in enumerate(measures.elements[1:], 1):
        own, linked = measures.own[number], measures.own_linked[number]
        if not own:
            continue
        is_one = element.tag in ("p", "div", "li", "header", "section") and own == measures.text[number]
        if next(element.iter("time"), None) is not None:  # the first entry of a live blog, with its time for a link
            break
        if not is_one or own > _LONGEST_KICKER_BYTES or not linked or own - linked > _LONGEST_MARK_BYTES:
            break
        found.append((element, "kicker"))
    return found if len(found) <= _MOST_KICKERS else []


def prompts(measures: Measures) -> Found:
    """Boxes under a heading that ask readers for their address or for money."""
    return [
        (element, "prompt to readers")
        for number, element in enumerate(measures.elements[1:], 1)
        if element.tag in _BOXES and _is_prompt(number, measures)
    ]


def _is_prompt(number: int, measures: Measures) -> bool:
    if not 0 < measures.text[number] <= _LONGEST_PROMPT_BYTES:
        return False
    if measures.mass[number] > _MOST_OF_STORY * measures.mass[0]:
        return False
    element = measures.elements[number]
    parts = [one for one in element.iter(*_HEADINGS, "p") if words(one)]
    if not parts or parts[0].tag not in _HEADINGS or next(element.iter(*_MEDIA), None) is not None:
        return False
    return any(asks_readers(words(one)) for one in parts)


def promotion(measures: Measures, site: str) -> Found:
    """Lines that are one link to another story of the site.

    Where half the lines are such, somebody made a list of them; it stays.
    """
    links = [
        element
        for number, element in enumerate(measures.elements[1:], 1)
        if measures.links[number] and element.tag in _LINES and _is_promotion(number, measures, site)
    ]
    paragraphs = sum(map(bool, measures.prose))
    return [(element, "link to another story") for element in links if 2 * len(links) <= paragraphs]


def _is_promotion(number: int, measures: Measures, site: str) -> bool:
    """Whether a line is a link of some words, with a label and its colon before it at most: See also: …"""
    element, own = measures.elements[number], measures.own[number]
    links = [one for one in element.iter("a") if words(one)]
    if own != measures.text[number] or own > _LONGEST_PROMOTION_BYTES or len(links) != 1:
        return False
    if next(element.iter(*_MEDIA, "img"), None) is not None:
        return False
    said, line = words(links[0]), words(element)
    label, _, rest = line.partition(said)
    if (
        rest.strip(_MARKS)
        or len(label) > _LONGEST_LABEL_CHARACTERS
        or not (label == "" or label.strip()[-1] in _COLONS)
    ):
        return False
    if len(said.split()) < _LEAST_WORDS_OF_HEADLINE and len(said.encode()) < _LEAST_BYTES_OF_HEADLINE:
        return False
    return leads_to(attribute(links[0], "href"), site) or (not label and _is_in_capitals(said))


def leads_to(href: str, site: str) -> bool:
    """Whether an address is a page of the site, by its host; one without a host is."""
    parts = urlsplit(href.strip())
    if parts.scheme not in ("", "http", "https") or not parts.path.strip("/") or _FILE.search(parts.path):
        return False
    return not parts.netloc or (bool(site) and parts.netloc.removeprefix("www.") == site.removeprefix("www."))


def _is_in_capitals(line: str) -> bool:
    return line.isupper() and len(line.split()) >= _LEAST_WORDS_IN_CAPITALS
