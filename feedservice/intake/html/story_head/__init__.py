"""What a page shows of a story besides its text: headline, standfirst, byline and date, by name and by place. Pure.

The head of a story is what stands between its headline and its first paragraph; its tail, what follows the last. What is
found there is surer than the same anywhere else, for teasers of other stories look alike. Words that went into a field
are taken out of the story, so that nothing stands twice; words that did not stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from feedservice.intake.evidence import Notes
from feedservice.intake.html.entry_times import oldest
from feedservice.intake.html.page_elements import Element
from feedservice.intake.html.story_box import StoryBox
from feedservice.intake.html.story_head.byline import read_byline
from feedservice.intake.html.story_head.date import read_date
from feedservice.intake.html.story_head.extraction import clear_head, take_out, take_out_lines
from feedservice.intake.html.story_head.headline import read_headline, take_out_headings
from feedservice.intake.html.story_head.part_names import element_name
from feedservice.intake.html.story_head.position import (
    LONGEST_HEAD_CHARACTERS,
    MOST_MARKED,
    Marked,
    Positions,
    marked_in,
    place_of,
)
from feedservice.intake.html.story_head.standfirst import read_standfirst, take_out_standfirst
from feedservice.intake.html.story_head.unmarked_lines import headline_by_looks
from feedservice.text.dates.parse import find_date


def read_head(root: Element, story: StoryBox, notes: Notes, address: str, language: str) -> Element | None:
    """Add to the notes what a page shows of its head; and take out of the story what went into a field.

    Returns the element that shows the headline, if any.
    """
    if not story.is_page:
        headline_by_looks(story.box, notes)
    place = place_of(root, story)
    marked = list(islice(marked_in(place), MOST_MARKED))
    headings = read_headline(place, marked, notes)
    place.headline = headings if headings >= 0 else place.first
    if place.headline >= place.first:  # the headline itself was taken for the first paragraph
        place.first = next((number for number in place.prosy if number > place.headline), place.first)
    deks = read_standfirst(place, marked, notes)
    bylines = read_byline(place, marked, notes)
    place.foreign |= story.hours
    dates = read_date(place, marked, notes, address, language)
    notes.add("date", oldest(story.hours), "time of the first entry", 0.7)
    _read_plain(place, marked, notes)
    headline = place.elements[headings] if headings >= 0 else None
    take_out_standfirst(deks, notes)
    take_out_lines(place, bylines, (date for date in dates if date not in story.hours), notes)
    if story.is_page:
        clear_head(place, notes, (*deks, *story.hours), language)
    take_out_headings(place, notes)
    return headline


def _read_plain(place: Positions, marked: Iterable[Marked], notes: Notes) -> None:
    """Dateline, kicker, and captions and credits outside figures, by name."""
    for one in marked:
        text = place.words(one.element)
        if one.element not in place.inside or not text or len(text) > LONGEST_HEAD_CHARACTERS:
            continue
        if "dateline" in one.fields and len(text) <= 80 and not find_date(text, "") and one.number <= place.first + 3:
            notes.add("dateline", text, element_name(one.element), 0.9)
            take_out(one.element, notes)
        elif one.element.tag == "p" and one.fields & {"caption", "credit"} and one.element.getparent() is not None:
            field = "caption" if "caption" in one.fields else "credit"
            notes.add(field, text, element_name(one.element), 0.8)
            take_out(one.element, notes)
