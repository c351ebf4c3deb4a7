"""Where the story stands in a page, and what around and inside it is the page's own. Pure.

Readers know the story by its mass of prose, so that is what is measured: each block's own words, less those that are
links, speak for the boxes around it, the nearest the loudest (as in readability). Names of boxes only tip the scale,
for they lie. A page without furniture is all story, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feedservice.intake.evidence import Notes
from feedservice.intake.html.box_search import holds_headline, story_box
from feedservice.intake.html.ensemble.story_reach import grown
from feedservice.intake.html.ensemble.votes import Votes
from feedservice.intake.html.entry_times import entry_times
from feedservice.intake.html.furniture_names import is_furniture, is_of_people, is_page
from feedservice.intake.html.page_elements import Element, around, attribute, words
from feedservice.intake.html.spike import cut
from feedservice.intake.html.text_density import Measures
from feedservice.intake.html.told_between import tells_between

_LONGEST_HEAD_CHARACTERS = 400
_LONGEST_LINE_OF_HEAD_CHARACTERS = 160
_SHORTEST_HEADLINE_BYTES = 16
#: What share of a page's prose no furniture holds, whatever it is called and however much in it is linked.
_NEARLY_ALL = 0.9
#: How many bytes of prose above a box called comments make a story without it.
_LEAST_ABOVE_COMMENTS = 500
#: What LibreOffice calls the boxes of a text's running head and foot.
_RUNNING = frozenset({"header", "footer"})


@dataclass(frozen=True, slots=True)
class StoryBox:
    """The box the story stands in, and whether the page has anything beside it.

    `feet` are the story's own footers, out of the page already: some systems put byline and date there. `core` is the part of
    the box where most prose lies, which tells where the story begins; `strangers` stand in the box and go when its head is read; `hours` are
    the times over entries of a live blog.
    """

    box: Element
    is_page: bool
    feet: tuple[Element, ...] = ()
    core: Element | None = None
    strangers: tuple[Element, ...] = ()
    hours: frozenset[Element] = frozenset()


def find_story(root: Element, notes: Notes, votes: Votes) -> StoryBox:
    """The box of the story; what stands around it is noted as cut."""
    body = root.find("body")
    if body is None:
        return StoryBox(root, is_page=False)
    _take_running_heads(body, notes)
    if not is_page(body):
        return StoryBox(body, is_page=False, hours=entry_times(body))
    furniture = Notes(notes.path)
    feet = _take_furniture(Measures(body), furniture)
    measures = Measures(body)
    core = measures.elements[story_box(measures)]
    box, strangers = grown(core, measures, votes)
    for text in _outside(box, body):
        notes.leave_out(text, "outside the story")
    notes.cut += furniture.cut
    strangers = tuple(one for one in strangers if not _holds_lead(one))
    return StoryBox(box, is_page=True, feet=feet, core=core, strangers=strangers, hours=entry_times(box))


def _take_running_heads(body: Element, notes: Notes) -> None:
    """Take out what a word processor printed at the head and foot of each sheet."""
    for box in list(body.iterchildren("div")):
        if box.get("title") in _RUNNING and len(words(box)) <= _LONGEST_HEAD_CHARACTERS:
            cut(box, notes, "running head")


def _take_furniture(measures: Measures, notes: Notes) -> tuple[Element, ...]:
    """Take out what says that it is furniture, but for what holds too much of the page's prose to be any.

    Returns the footers of the story's own article.
    """
    above, feet = 0, []
    longest = max(range(len(measures.prose)), key=measures.prose.__getitem__)
    taken: set[int] = set()
    for number, element in enumerate(measures.elements[1:], 1):
        above += 0 if number - 1 in taken else measures.prose[number - 1]
        if measures.parent[number] in taken:
            taken.add(number)
        elif is_furniture(element) and not (
            _holds_story(number, measures, above)
            or tells_between(number, measures)
            or (number < longest and (_holds_head(element) or _holds_lead(element)))
        ):
            taken.add(number)
            if (
                element.tag == "footer"
                and number > longest
                and _article(element) is _article(measures.elements[longest])
            ):
                feet.append(element)
            cut(element, notes, "page furniture")
    return tuple(feet)


def _article(element: Element) -> Element | None:
    return next(element.iterancestors("article"), None)


def _holds_head(element: Element) -> bool:
    """Whether a box above the story holds its byline or date: some systems put these in an <aside>."""
    if element.tag in ("nav", "footer", "form", "button") or len(words(element)) > _LONGEST_HEAD_CHARACTERS:
        return False
    if next(element.iter("h2", "h3"), None) is not None:
        return False
    if next(element.iter("ul"), None) is not None and len(words(element)) > _LONGEST_LINE_OF_HEAD_CHARACTERS:
        return False
    return next(element.iter("time", "address"), None) is not None or any(
        "author" in attribute(one, "rel") or "author" in attribute(one, "itemprop")
        for one in element.iter("a", "span", "div")
    )


def _holds_lead(element: Element) -> bool:
    """Whether a box above the story holds its picture: one with a caption, that leads nowhere ("masthead" of BLOX)."""
    legend = next(element.iter("figcaption"), None)
    return (
        legend is not None
        and len(words(legend)) >= _SHORTEST_HEADLINE_BYTES
        and len(words(element)) <= _LONGEST_HEAD_CHARACTERS
        and next(element.iter("a", "h1", "h2", "h3", "ul", "form"), None) is None
    )


def _holds_story(number: int, measures: Measures, above: int) -> bool:
    """Whether a box named for furniture is the story all the same: it holds the headline, or much of the prose.

    Readers' comments below a story are none however much they write, nor is an author's life; `above` is the prose above.
    """
    element, mass, whole = measures.elements[number], measures.mass[number], measures.mass[0]
    if element.tag in ("footer", "nav", "select", "button", "input"):
        return mass > whole * 0.6
    if holds_headline(element):
        return True
    if above >= _LEAST_ABOVE_COMMENTS and is_of_people(element):
        return False
    prosy = measures.links[number] < measures.text[number] * 0.25
    return mass > whole * (0.3 if prosy else _NEARLY_ALL)


def _outside(box: Element, body: Element) -> Iterator[str]:
    """What stands around the story, box by box, from the story outwards."""
    inside = box
    while inside is not body and inside.getparent() is not None:
        holder = around(inside)
        yield from (words(child) for child in holder.iterchildren("*") if child is not inside)
        bare = [holder.text, *(child.tail for child in holder.iterchildren("*"))]
        yield " ".join(filter(None, bare))
        inside = holder
