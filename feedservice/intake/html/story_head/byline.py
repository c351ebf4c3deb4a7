"""Who wrote it: lines that say “By”, elements named so, links to people's pages, a name below the story. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.story_head.byline_text import (
    byline_text,
    is_author_link,
    is_full_name,
    leads_elsewhere,
    leads_to_author,
    names_somebody,
    pen_names,
)
from feedservice.intake.html.story_head.part_names import element_name
from feedservice.intake.html.story_head.position import (
    LONGEST_BYLINE_CHARACTERS,
    MOST_IN_LINE,
    REACH,
    SENTENCE_ENDS,
    Marked,
    Positions,
    marked_in_feet,
)
from feedservice.intake.html.story_head.running_text import in_prose, unknown_words
from feedservice.intake.plain.head_scraps import is_role
from feedservice.intake.trade import is_byline, looks_like_a_name, split_byline
from feedservice.intake.trade.byline_patterns import BY_AT_END, LABEL_ALONE
from feedservice.text.dates.parse import is_date_line
from feedservice.text.languages.alternatives import word_set
from feedservice.text.names import PARTICLES
from feedservice.text.unicode import one_line

#: Attributes in which pages name their parts.
_SPOKEN_IN = frozenset(
    {"p", "div", "span", "address", "li", "td", "font", "small", "em", "h2", "h3", "h4", "h5", "h6", "b"}
)


#: What a name stands in behind a “by” or a label that stands apart.
_INTRODUCED = frozenset({"a", "span", "strong", "b", "em", "i", "p", "div", "dd", "td", "cite", "font"})
_STEPS_BACK = 6
_MOST_UNKNOWN = 1.5
#: An account that is marked as the author, where nobody is named.
_WORTH_OF_PEN_NAMES = 0.6
_A_LITTLE = 0.001
#: How sure a place in the page must be for its names to be taken out of it.
_LEAST_TRUST = 0.85
_TRUST_IN_STORY = 0.9
_LONGEST_NAME_CHARACTERS = 40
#: Words of dates: a line with one is no name.
_LABEL_WORDS = word_set("trade", "beside_dates", "dated") - PARTICLES


def read_byline(place: Positions, marked: Iterable[Marked], notes: Notes) -> list[Element]:
    """Who wrote it, by names of elements and by links to people's pages. Returns the elements to take out."""
    found: list[Element] = []
    taken: set[Element] = set()
    for number, inner in _byline_elements(place, marked):
        element = _whole_line(inner)
        if element in taken:
            continue
        text = byline_text(element)
        trust = place.trust(number)
        if not names_somebody(text):
            notes.add_names("byline", pen_names(element), element_name(element), _WORTH_OF_PEN_NAMES * trust)
            continue
        named = "byline" in element_name(element)
        worth = 0.88 if is_byline(text) or named else 0.82 if element.tag != "a" or is_author_link(element) else 0.74
        notes.add("byline", text, element_name(element), max(worth * trust, _worth_of_whole(text, notes)))
        if element in place.inside and trust >= _LEAST_TRUST:
            found.append(element)
            taken.update(element.iter("*"))
    for element in marked_in_feet(place, "byline"):
        text = byline_text(element)
        if names_somebody(text):
            notes.add("byline", text, element_name(element), 0.6)
    return found


def _worth_of_whole(text: str, notes: Notes) -> float:
    """What a full name is worth of which the surest finding has one word only; nothing for any other."""
    best, names = notes.best("byline"), split_byline(text).people
    if best is None or len(best.value) != 1 or len(names) != 1 or not is_full_name(names[0]):
        return 0.0
    word = best.value[0]
    return best.confidence + _A_LITTLE if word[:1].islower() != word[:1].isupper() and word in names[0].split() else 0.0


def _whole_line(element: Element) -> Element:
    """The whole byline that a name is part of: “By” and more names may stand around the link."""
    for holder in list(element.iterancestors())[:3]:
        if len(holder) > MOST_IN_LINE:
            break
        text = words(holder)
        if holder.tag not in ("p", "div", "span", "li", "address", "small") or len(text) > LONGEST_BYLINE_CHARACTERS:
            break
        if is_byline(text):
            return holder
    return element


def _byline_elements(place: Positions, marked: Iterable[Marked]) -> list[tuple[int, Element]]:
    named = [(one.number, one.element) for one in marked if "byline" in one.fields]
    known = {number for number, _ in named}
    links = ((number, place.elements[number]) for number, tag in enumerate(place.tags) if tag == "a")
    linked = [
        (number, element)
        for number, element in links
        if number not in known and leads_to_author(element) and place.trust(number) > 0.5
        and not place.first < number <= place.last and element not in place.foreign and not in_prose(element, named=False)
    ]  # fmt: skip
    above = 3 if place.headline < place.first else REACH // 3  # without a headline, the head may begin anywhere
    head = range(max(min(place.headline, place.first) - above, 0), min(place.first + 1, len(place.elements)))
    spoken = [(number, place.elements[number]) for number in head if _speaks_of_author(place, place.elements[number])]
    introduced = [(number, place.elements[number]) for number in _head_lines(place) if _is_introduced(place, number)]
    return named + linked + spoken + introduced + _above_a_role(place, head) + _signature(place)


def _head_lines(place: Positions) -> Iterator[int]:
    """Where a line of the head may stand, above its headline too."""
    return (number for number in range(len(place.elements)) if place.trust(number) > _TRUST_IN_STORY)


def _is_introduced(place: Positions, number: int) -> bool:
    """Whether a name stands right behind a “by” or a label that is no part of its element: by <a>Ana Ruiz</a>, <dt>Author</dt>."""
    element = place.elements[number]
    if element in place.foreign or len(element) > 1 or element.tag not in _INTRODUCED:
        return False
    if not is_full_name(place.words(element)) or in_prose(element, named=False):
        return False
    before = element.getprevious()
    bare = one_line((before.tail if before is not None else around(element).text) or "")
    if bare:
        line = BY_AT_END.sub("", bare)
        return line != bare and unknown_words(line) <= _MOST_UNKNOWN
    labels = (place.elements[one] for one in range(number - 1, max(number - _STEPS_BACK, 0), -1))
    label = next((one for one in labels if not len(one) and place.words(one)), None)
    return label is not None and LABEL_ALONE.fullmatch(place.words(label)) is not None


def _above_a_role(place: Positions, head: Iterable[int]) -> list[tuple[int, Element]]:
    """A line of the head that is a name, with a role or date on the next: Ana Ruiz, Chief reporter."""
    lines = (number for number in head if number >= place.headline and not len(place.elements[number]))
    return [
        (number, place.elements[number])
        for number in lines
        if len(place.words(place.elements[number])) <= _LONGEST_NAME_CHARACTERS
        and is_full_name(place.words(place.elements[number]))
        and "," not in place.words(place.elements[number])  # Dayton, Ohio
        and not leads_elsewhere(place.elements[number])
        and _may_stand_below(
            place.words(place.elements[min(number + 1, place.first)]),
            dated=number > place.headline and not _is_label(place.words(place.elements[number])),
        )
    ]


def _may_stand_below(line: str, *, dated: bool) -> bool:
    return is_role(line) or (dated and is_date_line(line))


def _is_label(line: str) -> bool:
    """Whether a line of two large words labels a date: Release Date."""
    return not _LABEL_WORDS.isdisjoint(line.casefold().split())


def _signature(place: Positions) -> list[tuple[int, Element]]:
    """A name alone on the last line of the story, in bold, at the right or marked as an author's."""
    lines = (number for number in range(place.end, place.first, -1) if place.elements[number].tag == "p")
    last = next(
        (number for number in lines if place.elements[number] in place.inside and place.words(place.elements[number])),
        -1,
    )
    if last < 0:
        return []
    element, text = place.elements[last], place.words(place.elements[last])
    bold = any(place.words(one) == text for one in element.iterchildren("strong", "b", "em", "i"))
    right = "right" in f"{attribute(element, 'style')} {attribute(element, 'align')}" or "author" in attribute(
        element, "class"
    )
    if text[:1] == "【" and text[-1:] == "】" and looks_like_a_name(text[1:-1]):
        return [(last, element)]
    is_name = 2 <= len(text.split()) <= 4 and len(text) <= 40 and looks_like_a_name(text)
    return [(last, element)] if is_name and (bold or right) else []


def _speaks_of_author(place: Positions, element: Element) -> bool:
    """Whether a line of the head says “By …”, in whatever box it stands."""
    if element.tag not in _SPOKEN_IN or len(element) > MOST_IN_LINE:
        return False
    text = place.words(element)
    if not 5 < len(text) <= 100:
        return False
    return is_byline(text) or (not text.endswith(SENTENCE_ENDS) and is_byline(text.partition(",")[0]))
