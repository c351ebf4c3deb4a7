"""Where things stand in a page: its head, its story, its tail; the surer, the nearer to the story's beginning. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from feedservice.intake.html.page_elements import Element, words
from feedservice.intake.html.story_box import StoryBox
from feedservice.intake.html.story_head.foreign_cards import foreign_parts
from feedservice.intake.html.story_head.part_names import fields_named
from feedservice.intake.html.text_density import Measures
from feedservice.text.dates.clock_times import is_hour
from feedservice.text.dates.parse import is_date_line

#: No head has more parts, headings or times; a page that does is asked for the first of them.
MOST_MARKED = 300


#: How far around the story its head and tail may reach, in elements.
REACH = 60


LONGEST_STANDFIRST_CHARACTERS = 320


LONGEST_DATE_CHARACTERS = 120


#: A line of a head holds no more elements than this; a box that does is not asked for its words.
MOST_IN_LINE = 8


LONGEST_HEAD_CHARACTERS = 600


LONGEST_BYLINE_CHARACTERS = 150


SENTENCE_ENDS = (".", "!", "?", "。", "！", "？")


QUOTED_ENDS = (*SENTENCE_ENDS, "”", '"', "»")


@dataclass(slots=True)
class Positions:
    """Where things stand in a page: the numbers of the headline, and of the story's first and last paragraph.

    `tags` are the names of the elements, asked for so often that they are read once. `foreign` are those in quotations
    and cards, whose authors and dates are others'.
    """

    elements: list[Element]
    headline: int
    first: int
    last: int
    box: Element
    inside: set[Element]
    prosy: list[int]
    end: int
    tags: list[str]
    feet: tuple[Element, ...] = ()
    foreign: frozenset[Element] = frozenset()
    texts: dict[Element, str] = field(default_factory=dict)

    def words(self, element: Element) -> str:
        """The words of an element, kept: every rule asks for them. Only while nothing is taken out."""
        text = self.texts.get(element)
        if text is None:
            text = self.texts[element] = words(element)
        return text

    def trust(self, number: int) -> float:
        """How sure a name is at this place: 1 in the head, less in the story and its tail, little elsewhere."""
        if self.headline <= number <= self.first + 1:
            return 1.0
        if min(self.headline, self.first) - REACH / 2 <= number < self.headline:
            return 0.93
        if self.first < number <= self.last:
            return 0.9
        return 0.85 if self.last < number <= self.last + REACH / 2 else 0.45


@dataclass(frozen=True, slots=True)
class Marked:
    """An element whose names say what it is: its number in the page, and the fields they name."""

    number: int
    element: Element
    fields: frozenset[str]


def place_of(root: Element, story: StoryBox) -> Positions:
    """Where headline and story stand in a page, as far as can be told before its headline is read."""
    body = root.find("body")
    measures = Measures(body if body is not None else root)
    inside = set(story.box.iter("*"))
    within = [number for number, element in enumerate(measures.elements) if element in inside]
    core = set(story.core.iter("*")) if story.core is not None else inside
    prosy = [number for number in within if measures.prose[number] and measures.elements[number] in core]
    foreign = frozenset(foreign_parts(story.box, measures, prosy)) if story.box in measures.at else frozenset()
    first = _opening(prosy, measures, foreign) if prosy else measures.at.get(story.box, 0)
    headings = [number for number, element in enumerate(measures.elements[: first + 1]) if element.tag == "h1"]
    return Positions(
        measures.elements,
        headings[-1] if headings else first,
        first,
        prosy[-1] if prosy else first,
        story.box,
        inside,
        prosy,
        within[-1] if within else first,
        [str(element.tag) for element in measures.elements],
        story.feet,
        foreign,
    )


def _opening(prosy: list[int], measures: Measures, foreign: frozenset[Element]) -> int:
    """The story's first paragraph: not a standfirst, behind which byline or date still come."""
    for number, following in pairwise(prosy[:4]):
        between = [one for one in measures.elements[number + 1 : following] if one not in foreign]
        marks = any(
            (one.tag == "time" and not is_hour(words(one))) or fields_named(one) & {"byline", "date"} or _says_date(one)
            for one in between
        )
        if (
            not marks
            or len(words(measures.elements[number])) > LONGEST_STANDFIRST_CHARACTERS
            or following - number > REACH
        ):
            return number
    return prosy[min(3, len(prosy) - 1)]


def _says_date(element: Element) -> bool:
    text = words(element) if element.tag in ("div", "p", "span") and len(element) < 4 else ""
    return len(text) <= LONGEST_DATE_CHARACTERS and is_date_line(text)


def marked_in_feet(place: Positions, field: str) -> Iterator[Element]:
    """The elements in the story's own footers whose names say that they are a part of its head."""
    for foot in place.feet:
        yield from (element for element in foot.iter("*") if field in fields_named(element))


def marked_in(place: Positions) -> Iterator[Marked]:
    """The elements whose class, id, itemprop or rel names a part of a head; none in a figure, for captions are its own, nor in a card."""
    for number, element in enumerate(place.elements):
        fields = fields_named(element)
        if (
            fields
            and element not in place.foreign
            and not any(one.tag in ("figure", "table") for one in element.iterancestors())
        ):
            yield Marked(number, element, fields)
