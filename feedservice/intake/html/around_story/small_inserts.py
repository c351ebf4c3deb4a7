"""Small things between the paragraphs of a story that are none of it: kickers above it, prompts, promotion, labels of films. Pure.

Asked of whole pages only, as `foreign_boxes`; each is known by its form and its words, never by its words alone, unless these
are all there is.
"""

from __future__ import annotations

import re

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
#: How a grain rescue works 02:11
_FILM_LABEL = re.compile(r"\S.{2,110}\s\d{1,2}:\d\d")
_OF_FILMS = re.compile(r"(?:^|[-_ ])(?:video|player)(?:$|[-_ ])", re.IGNORECASE)


def kickers(measures: Measures) -> Found:
    """The links to its sections that stand above a story, one or two; more of them are a list that somebody made."""
    found: Found = []
    for number, element in enumerate(measures.elements[1:], 1):
        own, linked = measures.own[number], measures.own_linked[number]
        if not own:
            continue
        is_one = element.tag in ("p", "div", "li", "header", "section") and own == measures.text[number]
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


def promotion(measures: Measures) -> Found:
    """Paragraphs in capitals that are one link, and names of films that are not there."""
    found: Found = []
    for number, element in enumerate(measures.elements[1:], 1):
        size = measures.text[number]
        if element.tag == "p" and size and measures.links[number] == size and _is_in_capitals(words(element)):
            found.append((element, "link to another story"))
        elif (
            element.tag == "div"
            and 0 < size <= _LONGEST_PROMPT_BYTES
            and _OF_FILMS.search(attribute(element, "class"))
            and next(element.iter(*_MEDIA), None) is None
            and _FILM_LABEL.fullmatch(words(element))
        ):
            found.append((element, "label of a film"))
    return found


def _is_in_capitals(line: str) -> bool:
    return line.isupper() and len(line.split()) >= _LEAST_WORDS_IN_CAPITALS
