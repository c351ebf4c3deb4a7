"""Which box of a page holds the story, by where its prose lies; how far the story reaches around that box. Pure.

Each paragraph lends its weight to the boxes around it, the nearest the most (as in readability); the heaviest is the
story's, and grows outward while what stands beside it is more of the same.
"""

from __future__ import annotations

from feedservice.intake.boilerplate.box_names import STORY_NAMES
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.text_density import Measures

#: How much of its prose a paragraph lends to the box around it, and to the next ones outward.
_LENT = (1.0, 0.8, 0.5, 0.3, 0.2, 0.1)
_SHORT_STORY_BYTES = 700
_SHORTEST_HEADLINE_BYTES = 16
_SLASHES_OF_FRONT_PAGE = 3


def story_box(measures: Measures) -> int:
    """The number of the story's box."""
    return _whole_piece(_climb(_best(measures), measures), measures)


def _best(measures: Measures) -> int:
    """The box for which most prose speaks."""
    scores = [0.0] * len(measures.elements)
    for number, prose in enumerate(measures.prose):
        parent = measures.parent[number]
        if prose and measures.elements[number].tag in ("body", "div", "section", "article", "main", "td"):
            scores[number] += prose * _LENT[0]  # text that stands in a box without paragraphs
        for lent in _LENT:
            if not prose or parent < 0:
                break
            scores[parent] += prose * lent
            parent = measures.parent[parent]
    for number, element in enumerate(measures.elements):
        if scores[number]:
            scores[number] *= _weight(element)
    return max(range(len(scores)), key=scores.__getitem__, default=0)


def _weight(element: Element) -> float:
    """What a box's own name adds to what the prose says."""
    if "articlebody" in attribute(element, "itemprop").lower():
        return 2.0
    names = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    if STORY_NAMES.search(names):
        return 1.4
    if element.tag in ("article", "main") or attribute(element, "role") in ("main", "article"):
        return 1.2
    return 0.6 if element.tag in ("blockquote", "li", "td", "tr", "ul", "ol", "figure", "header") else 1.0


def _climb(box: int, measures: Measures) -> int:
    """The box, or one around it that holds more of the same story: sections side by side, an opening above."""
    best, inner = box, box
    while (outer := measures.parent[inner]) > 0 and measures.mass[outer] <= 6 * measures.mass[best]:
        if _more(inner, outer, measures) >= 0.1 * measures.mass[best]:
            best = outer
        elif measures.mass[outer] > 1.1 * measures.mass[inner]:
            return best  # there is more prose, and it is another's
        inner = outer
    return best


def _more(inner: int, outer: int, measures: Measures) -> int:
    """How much prose beside a box is more of its story; beside one with the headline only what is in boxes of its shape."""
    inside = measures.elements[inner]
    beside = (measures.at[one] for one in measures.elements[outer].iterchildren("*") if one is not inside)
    if holds_headline(inside):
        return sum(
            measures.mass[number]
            for number in beside
            if _continues(number, measures) and _is_of_shape(measures.elements[number], inside)
        )
    return measures.prose[outer] + sum(measures.mass[number] for number in beside if _continues(number, measures))


def _is_of_shape(element: Element, other: Element) -> bool:
    """Whether a page draws two boxes alike: modules of one story."""
    return element.tag == other.tag and bool(other.get("class")) and element.get("class") == other.get("class")


def holds_headline(element: Element) -> bool:
    """Whether a headline stands in a box: one of some length, that is neither a logo nor a link to the site's front page."""
    headings = (one for one in element.iter("h1") if len(words(one).encode()) >= _SHORTEST_HEADLINE_BYTES)
    return any(not _is_site_name(one) for one in headings)


def _is_site_name(heading: Element) -> bool:
    """Whether a heading is the site's name rather than the story's: a logo, or a link to its front page."""
    if heading.find(".//img") is not None or around(heading).tag == "a":
        return True
    return any(attribute(link, "href").count("/") <= _SLASHES_OF_FRONT_PAGE for link in heading.iter("a"))


def _whole_piece(box: int, measures: Measures) -> int:
    """Of a short piece the article around it, or the widest box that is no list of links: few words tell little of where it ends."""
    if measures.mass[box] >= _SHORT_STORY_BYTES:
        return box
    whole, outer = box, box
    while (outer := measures.parent[outer]) > 0:
        if measures.text[outer] > 4 * _SHORT_STORY_BYTES or measures.links[outer] > 0.3 * measures.text[outer]:
            break
        whole = outer
        if measures.elements[outer].tag in ("article", "main"):
            break
    return whole


def _continues(number: int, measures: Measures) -> bool:
    """Whether a box beside the story is more of it: prose without a teaser's linked heading, and few links."""
    element = measures.elements[number]
    if not measures.mass[number] or measures.links[number] > measures.text[number] * 0.3:
        return False
    if element.tag in ("p", "blockquote", "ul", "ol", "table", "pre", "h2", "h3", "h4"):
        return True
    if element.tag == "header":
        return False
    return not any(
        heading.find(".//a") is not None or around(heading).tag == "a"
        for heading in element.iter("h1", "h2", "h3", "h4", "h5")
    )
