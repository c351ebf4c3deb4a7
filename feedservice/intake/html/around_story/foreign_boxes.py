"""What stands inside the box of a story and is none of it: teasers of others, link lists, what follows its end. Pure.

Only in whole pages: in a file of the story alone every word is the story's. Each rule has a guard by length or by the
share of prose, for dropping real text is worse than leaving a teaser; what goes is noted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from feedservice.intake.boilerplate.page_lines import heads_a_life, heads_the_end
from feedservice.intake.evidence import Notes
from feedservice.intake.html.around_story.labels import label_above, labels_nothing
from feedservice.intake.html.around_story.small_inserts import kickers, promotion, prompts
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.spike import cut
from feedservice.intake.html.text_density import Measures

_HEADING_TAGS = frozenset(
    {"h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "dt", "li", "a", "summary", "label", "font"}
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_BOXES = frozenset({"ul", "ol", "li", "div", "section", "article", "table", "figure", "aside", "dl", "a"})
_MEDIA = (
    "img", "amp-img", "picture", "video", "audio", "iframe", "table", "blockquote", "pre", "object", "embed",
    "amp-video", "amp-iframe", "figcaption",
)  # fmt: skip
_LONGEST_END_LINE_CHARACTERS = 50
#: No character has more than four bytes.
_LONGEST_END_LINE_BYTES = 4 * _LONGEST_END_LINE_CHARACTERS
_FEWEST_WORDS_OF_SENTENCE = 6
#: A teaser's excerpt runs to about this much; a paragraph of a story longer than this is never one.
_LONGEST_EXCERPT_BYTES = 350
#: How much of a story's prose what is cut may hold, and how much must stand before what follows its end.
_MOST_OF_STORY = 0.3
_STORY_BEFORE = 0.55


def trim(box: Element, notes: Notes, address: str) -> None:
    """Take out of a page's story what is none of it; `address` is the page's."""
    promoted = partial(promotion, site=urlsplit(address).netloc)
    measures, is_cut = Measures(box), False
    labels: list[Element] = []
    for rule in (kickers, promoted, prompts, _teasers, _link_lists, _after_the_end):
        measures, is_cut = Measures(box) if is_cut else measures, False
        for element, reason in rule(measures):
            if any(one is box for one in element.iterancestors()):
                labels += label_above(element, box)
                cut(element, notes, reason)
                is_cut = True
    for label in labels:
        if any(one is box for one in label.iterancestors()) and labels_nothing(label, box):
            cut(label, notes, "heading of what was cut")


def _teasers(measures: Measures) -> list[tuple[Element, str]]:
    """Boxes about other stories: each heading in them is a link, with an excerpt at most; and figures of links alone."""
    return [(element, "teaser of another story") for element in _boxes(measures, _is_teaser)]


def _link_lists(measures: Measures) -> list[tuple[Element, str]]:
    """Boxes of links and next to nothing else: several of them, no picture, no prose."""
    return [(element, "list of links") for element in _boxes(measures, _is_link_list)]


def _boxes(measures: Measures, judge: Callable[[int, Measures], bool]) -> list[Element]:
    """The outermost boxes that are judged so."""
    found: list[Element] = []
    inside: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        if measures.parent[number] in inside:
            inside.add(number)
        elif element.tag in _BOXES and judge(number, measures):
            inside.add(number)
            found.append(element)
    return found


def _is_teaser(number: int, measures: Measures) -> bool:
    element, whole = measures.elements[number], measures.mass[0]
    if measures.mass[number] > _MOST_OF_STORY * whole or not measures.links[number]:
        return False
    if element.tag == "a":
        return _is_card(element, measures)
    if element.tag == "figure":
        return next(element.iter(*_MEDIA), None) is None and measures.text[number] < 2 * _LONGEST_EXCERPT_BYTES
    headings = list(element.iter(*_HEADINGS))
    linked = [one for one in headings if _is_linked(one)]
    if not linked or len(headings) > len(linked) + 1:
        return False
    unlinked = measures.text[number] - measures.links[number]
    return unlinked <= _LONGEST_EXCERPT_BYTES * len(linked)


def _is_linked(heading: Element) -> bool:
    """Whether a heading is a link, by the better part of its words."""
    if any(one.tag == "a" for one in heading.iterancestors()):
        return True
    linked = [words(one) for one in heading.iter("a")]
    return bool(linked) and 2 * sum(map(len, linked)) >= len(words(heading))


def _is_card(link: Element, measures: Measures) -> bool:
    """Whether a link is drawn as a card: it leads away, and holds a heading or paragraphs and no captioned picture."""
    if attribute(link, "href")[:1] in ("", "#"):
        return False
    if (
        measures.text[measures.at[link]] > 2 * _LONGEST_EXCERPT_BYTES
        or next(link.iter("figure", "figcaption"), None) is not None
    ):
        return False
    return any(words(one) for one in link.iter(*_HEADINGS, "p", "div"))


def _is_link_list(number: int, measures: Measures) -> bool:
    element = measures.elements[number]
    if measures.mass[number] or measures.links[number] <= 0.8 * measures.text[number]:
        return False
    links = sum(1 for _ in element.iter("a"))
    return links > 2 and next(element.iter("img", "amp-img"), None) is None


def _after_the_end(measures: Measures) -> list[tuple[Element, str]]:
    """From a heading such as “Comments” or “Related articles” on: its box, or else all that follows it there."""
    before, whole = 0, measures.mass[0]
    found: list[tuple[Element, str]] = []
    inside: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        if measures.parent[number] in inside:
            inside.add(number)
            continue
        before += measures.prose[number]
        if element.tag in _HEADING_TAGS and 0 < measures.text[number] <= _LONGEST_END_LINE_BYTES and _ends(element):
            belonging = _belongs_to(number, measures, late=before >= _STORY_BEFORE * whole)
            inside.update(belonging)
            found += [(measures.elements[one], "not of the story") for one in belonging]
    return found


def _ends(element: Element) -> bool:
    line = words(element) if len(element) < 4 else ""
    if not 0 < len(line) <= _LONGEST_END_LINE_CHARACTERS or _is_sentence(element, line):
        return False
    return heads_the_end(line) or (element.tag in _HEADINGS and heads_a_life(line))


def _is_sentence(element: Element, line: str) -> bool:
    """Whether a line is a sentence of the story: a heading has no full stop."""
    return element.tag not in _HEADINGS and line[-1] in ".!?" and len(line.split()) >= _FEWEST_WORDS_OF_SENTENCE


def _belongs_to(number: int, measures: Measures, *, late: bool) -> list[int]:
    """What a heading of that kind is the heading of: the smallest box that it opens, or what follows it at the end."""
    allowed = _MOST_OF_STORY * measures.mass[0]
    holder = number
    while (
        measures.parent[holder] > 0 and _opens(holder, measures) and measures.mass[measures.parent[holder]] <= allowed
    ):
        holder = measures.parent[holder]
    if not late:
        return [holder] if holder != number or measures.elements[number].tag != "p" else []
    if measures.text[holder] > measures.text[number] and _stands_between_paragraphs(
        measures.elements[holder], measures
    ):
        return [holder]
    following = [measures.at[one] for one in measures.elements[holder].itersiblings("*")]
    if sum(measures.mass[one] for one in following) <= allowed:
        return [holder, *following]
    return [holder]


def _stands_between_paragraphs(box: Element, measures: Measures) -> bool:
    """Whether the story goes on behind a box: the next words are a paragraph of prose, as those before it are."""
    beside = [
        next((one for one in box.itersiblings("*", preceding=back) if measures.text[measures.at[one]]), None)
        for back in (True, False)
    ]
    return all(
        one is not None and one.tag == "p" and measures.mass[measures.at[one]] and not measures.links[measures.at[one]]
        for one in beside
    )


def _opens(number: int, measures: Measures) -> bool:
    """Whether an element is the first with words in its parent."""
    first = next(
        (
            one
            for one in measures.elements[measures.parent[number]].iterchildren("*")
            if measures.text[measures.at[one]]
        ),
        None,
    )
    return first is measures.elements[number]
