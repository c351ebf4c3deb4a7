"""Lines that a page has in and around a story for itself: share, read more, advertisement, kickers, what is headed below its end. Pure.

Each question is about a whole line, and where it may be asked is the asker's to know: what leads to other stories in a body
may be the story's own heading elsewhere. Words that `end_marks` knows for furniture anywhere are not asked for here again.
"""

from __future__ import annotations

import re
from functools import partial

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later

_any = partial(any_piece, "boilerplate")
_PAGE_LINES = frozenset(every_word("boilerplate", "page_lines"))
_ADVERTISEMENT = frozenset(every_word("boilerplate", "advertisement"))
_KICKERS = frozenset(every_word("boilerplate", "kickers"))
_LEAD = later(
    rf"(?:{'|'.join(sorted(map(re.escape, every_word('boilerplate', 'leads')), key=len, reverse=True))})\s*(?:[:：>»›|→–—-]|$)",
    re.IGNORECASE,
)
_SPEAKS_FOR_PAGE = later(
    rf"{_any('page_speech')}"
    # © Example News 2026. · Copyright Example News, all rights reserved
    rf"|{_any('copyright')}\s.{{0,80}}{_any('copyright_ends')}.{{0,100}}"
    rf"|.{{0,60}}{_any('rights_reserved')}.{{0,60}}"
    # Tags: harbour, ferries
    rf"|{_any('tag_labels')}\s*[:：].{{0,150}}",
    re.IGNORECASE,
)
#: Comments (12) · Related articles: · Más información »
_HEADS_THE_END = later(rf"{_any('end_headings')}\s*(?:\(?\d{{1,5}}\)?)?\s*[:：…»>→▼+]*", re.IGNORECASE)
_MOST_WORDS_OF_HEADING = 4
_WRITTEN_BY = later(rf"{_any('written_by')} [^\W\d_][^.:!?]{{2,50}}", re.IGNORECASE)
_PICTURE_LABELS = frozenset(every_word("boilerplate", "picture_labels"))
_PROMPT_OPENS = later(rf"{_any('prompt_openers')}\b", re.IGNORECASE)
_PROMPT = later(_any("prompts"), re.IGNORECASE)


def is_page_line(bare: str) -> bool:
    """Whether these are the words of a button, a link or a label of a page; without ornaments, in small letters."""
    return bare in _PAGE_LINES


def is_advertisement(bare: str) -> bool:
    """Whether these words mark an advertisement; without ornaments, in small letters."""
    return bare in _ADVERTISEMENT


def is_picture_label(bare: str) -> bool:
    """Whether these are the words of a button on a picture, or of a label before its caption; without ornaments, in small letters."""
    return bare in _PICTURE_LABELS


def is_kicker(bare: str) -> bool:
    """Whether a first line says what kind of piece follows; without ornaments, in small letters."""
    return bare in _KICKERS


def leads_elsewhere(line: str) -> bool:
    """Whether a line begins as those do that lead to other stories: Read more: …"""
    return _LEAD.match(line) is not None


def speaks_for_page(line: str) -> bool:
    """Whether a whole line is the page's word to its readers: Follow us on …, © …, Tags: …"""
    return _SPEAKS_FOR_PAGE.fullmatch(line) is not None


def heads_the_end(line: str) -> bool:
    """Whether a heading stands over what follows a story: comments, other stories, tags. A sentence heads nothing."""
    is_sentence = line.endswith((".", "。")) and len(line.split()) > _MOST_WORDS_OF_HEADING
    return not is_sentence and _HEADS_THE_END.fullmatch(line) is not None


def heads_a_life(line: str) -> bool:
    """Whether a heading stands over an author's life, as blogs have it below a story: Written by Ana Ruiz."""
    return _WRITTEN_BY.fullmatch(line) is not None


def asks_readers(line: str) -> bool:
    """Whether a whole line asks for an address or for money: Get our weekly newsletter. · Newsletter abonnieren"""
    return _PROMPT.fullmatch(line) is not None


def begins_as_prompt(text: str) -> bool:
    """Whether words that should tell of a story begin as a prompt does: Read more … · Subscribe …"""
    return _PROMPT_OPENS.match(text) is not None
