"""HTML, fragment or whole page: fields from metadata and from what is shown, the story's box as body. Pure.

The order is the order of rank (issue 4): what the page says for machines (`structured`), what it shows (`story_head`), its
`pictures`; the story's box (`story_box`) becomes the tree that cleaning takes. What is read into a field is taken out of
the body, so that nothing stands twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from feedservice.article import SourceFile
from feedservice.errors import TooLarge
from feedservice.intake.evidence import Notes, value_or
from feedservice.intake.html.around_story.author_boxes import note_author_boxes
from feedservice.intake.html.around_story.desk_blocks import cut_desk_blocks
from feedservice.intake.html.around_story.foreign_boxes import trim
from feedservice.intake.html.around_story.story_foot import take_foot
from feedservice.intake.html.date_fallback import read_last_dates
from feedservice.intake.html.ensemble.unvoted_blocks import cut_unvoted
from feedservice.intake.html.ensemble.votes import Votes
from feedservice.intake.html.page import parse
from feedservice.intake.html.page_elements import Element, text_of
from feedservice.intake.html.pictures.captions import frame_pictures
from feedservice.intake.html.pictures.figures import read_figures
from feedservice.intake.html.pictures.galleries import say_once
from feedservice.intake.html.pictures.hidden_sources import reveal
from feedservice.intake.html.spike import cut, drop_all_unseen
from feedservice.intake.html.story_box import StoryBox, find_story
from feedservice.intake.html.story_head import read_head
from feedservice.intake.html.story_head.description import settle_standfirst
from feedservice.intake.html.story_head.unmarked_lines import read_lines
from feedservice.intake.html.story_tree import replant
from feedservice.intake.html.structured import (
    read_json_ld,
    read_meta,
    read_microdata,
    read_title,
    site_names,
)
from feedservice.intake.html.structured.live_postings import complete_entries
from feedservice.intake.html.structured.stated_dates import date_language, settle_dates
from feedservice.intake.html.structured.stated_facts import read_stated
from feedservice.intake.html.traces.cards import mend_cards, with_embeds
from feedservice.intake.html.traces.editors_remarks import note_unclosed, take_remarks
from feedservice.intake.html.traces.instant_articles import read_instant_article
from feedservice.intake.html.traces.note_marks import name_note_marks
from feedservice.intake.html.traces.tree_marks import mend_metadata, take_marks
from feedservice.intake.html.whole_lines import edge_lines
from feedservice.intake.kinds.file_kinds import Form, form_of
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.sidecars.fenced_heads import without_head
from feedservice.text.encodings.decode import decode
from feedservice.text.nesting import MOST_ATTRIBUTES, MOST_ELEMENTS, thinned

#: Of a whole page, most of which is no story; saved pages have up to 20,000.
_MOST_TAGS = 5 * MOST_ELEMENTS
_STORY_ALONE = "Save the story alone, without the page around it."

#: What opens a head of fields, which site generators take above HTML as above Markdown.
_FENCES = ("---\n", "+++\n")


def read(source: SourceFile) -> RawCopy:
    """Read an HTML file. Raises TooLarge for a page of too many elements; what is missing is for compose to judge."""
    text, _ = decode(source.content)
    notes = Notes(source.path)
    text = without_head(text, notes)
    return read_markup(text if form_of(source.path) is Form.HTML else _with_headline(text), notes)


def _with_headline(text: str) -> str:
    """A fragment that came as a text, with the line above its first tag as its headline."""
    line, _, rest = text.lstrip().partition("\n")
    bare = line.strip() and "<" not in line and "<h1" not in rest.lower() and rest.lstrip().startswith("<")
    return f"<h1>{line}</h1>\n{rest}" if bare else text


def read_markup(text: str, notes: Notes) -> RawCopy:
    """Read HTML that another reader has made or unpacked, on top of what is noted already. Raises TooLarge."""
    markup = bounded(text, notes)
    page = parse(with_embeds(markup), notes)
    root = page.root
    notes.readable = notes.readable or page.readable
    note_unclosed(text, notes)
    _take_traces(root, notes)
    site = site_names(root)
    told = read_json_ld(root, notes, site)
    drop_all_unseen(root, ("script",))  # read, and longer than many a story
    read_meta(root, notes, site)
    note_author_boxes(root, notes)
    story = find_story(root, notes, votes := Votes(markup))
    if sum(1 for _ in islice(story.box.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise _too_many(notes.path, "The story", MOST_ELEMENTS, "HTML elements")
    mend_cards(story.box, notes)
    take_marks(story.box, notes)
    cut_desk_blocks(story.box, notes, is_page=story.is_page)
    notes.edges += edge_lines(story.box)
    _read_further(root, notes, site, page.address)
    settle_standfirst(story.box, notes)
    reveal(story.box)
    frame_pictures(story.box, notes)
    if story.is_page:
        say_once(story.box, notes)
    language = date_language(notes, page.address, page.readable)
    headline = read_head(root, story, notes, page.address, language)
    for stranger in story.strangers:
        cut(stranger, notes, "outside the story")
    read_lines(story.box, notes, story.hours)
    settle_dates(notes, language)
    if story.is_page:
        read_last_dates(markup, page.readable, story.box, notes, language)
        settle_dates(notes, language)
    photos = read_figures(root, story.box, headline, told, notes, page.address)
    _take_rest(story, votes, notes, page.address)
    body = replant(story.box)
    return RawCopy(notes.manuscript(body, photos, page.address, text_of(story.box)), body)


def _take_traces(root: Element, notes: Notes) -> None:
    """What programs and editors left in the page, as what it means."""
    take_remarks(root, notes)
    name_note_marks(root, notes)
    read_instant_article(root, notes)
    mend_metadata(root)


def _read_further(root: Element, notes: Notes, site: Sequence[str], address: str) -> None:
    """What the page states in lesser places, and beside the fields."""
    read_microdata(root, notes)
    read_title(root, notes, site)
    notes.stated = read_stated(root, notes, address)


def bounded(text: str, notes: Notes) -> str:
    """Markup that parsers of HTML read soon: without attributes beyond all measure, of which the editor is told.

    Raises TooLarge for a page of more tags than any has.
    """
    refuse_tags(text, notes.path)
    text, crowded = thinned(text)
    if crowded:
        notes.warn(
            f"An element of the page has more than {MOST_ATTRIBUTES} attributes; the others were not read. No words are lost.",
            _STORY_ALONE,
        )
    return text


def refuse_tags(text: str, path: str) -> None:
    """Raises TooLarge for text with more tags than any page has."""
    if text.count("<") > _MOST_TAGS:
        raise _too_many(path, "The page", _MOST_TAGS, "tags")


def _too_many(path: str, what: str, most: int, pieces: str) -> TooLarge:
    return TooLarge(path, f"{what} has more than {most} {pieces}.", _STORY_ALONE)


def _take_rest(story: StoryBox, votes: Votes, notes: Notes, address: str) -> None:
    """Out of a page's story goes what stands in it and is none of it, and its foot; the entries of a live blog are made whole."""
    if story.is_page:
        trim(story.box, notes, address)
        byline = notes.best("byline")
        take_foot(story.box, value_or(byline, ()), notes)
        cut_unvoted(story.box, votes, notes)
    complete_entries(story.box, notes)
