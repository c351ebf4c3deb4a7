"""Whether a date stands in running text, where it dates nothing, or in a line of the head. Pure.

“On November 18, 1926 the swing bridge opened” tells of a day; “November 18, 1926 by Ana Ruiz in Harbour” dates what it stands
above. The words beside the date tell the two apart: those of a sentence are small ones.
"""

from __future__ import annotations

import re

from feedservice.intake.html.page_elements import Element, words
from feedservice.intake.html.story_head.position import QUOTED_ENDS
from feedservice.intake.trade.byline_patterns import BEFORE_DATES, CUT, DESKS, OPENER, PICTURES, ROLE
from feedservice.text.dates.date_lines import says_nothing_more
from feedservice.text.dates.parse import is_date_line
from feedservice.text.languages.alternatives import word_set
from feedservice.text.scripts import HAN_AND_KANA, SOUTH_EAST_ASIAN

#: In these running text stands; a box of any other name may hold lines of all kinds.
_PARAGRAPHS = ("p", "li", "blockquote", "dd")
_CELLS = (*_PARAGRAPHS, "td")
#: What a sentence, and a paragraph that leads to the next, ends in.
_ENDS = (*QUOTED_ENDS, ":", "：", ";", "…", "।", "۔", "؟")
#: So many words that no head line knows are a sentence: in a paragraph, and where the page itself says that it is a date.
_MOST_UNKNOWN, _MOST_UNKNOWN_IN_NAMED = 1, 7
#: What a word in small letters counts: one is enough.
_SMALL_WORD = 1.5
#: Of scripts without spaces, so many letters count as a word.
_LETTERS_A_WORD = 3
_BESIDE_DATES = (
    BEFORE_DATES
    | DESKS
    | word_set(
        "trade",
        "beside_dates",
        "ago",
        "dated",
        "dated_kinds",
        "reading_minutes",
        "name_particles",
        "in_place",
        "for_house",
        "and",
    )
)
_WORD = re.compile(r"[^\s\d_,，、.;:：|/()（）\[\]{}<>•·–—!?@&+*\"“”„«»=-]+")
_UNSPACED = re.compile(f"[{HAN_AND_KANA}{SOUTH_EAST_ASIAN}]")


def in_prose(element: Element, *, named: bool) -> bool:
    """Whether an element is, or stands in, a paragraph of running text; with `named` the page says that it is a date."""
    paragraph = element if element.tag in _CELLS else next(element.iterancestors(*_CELLS), element)
    text = words(paragraph)
    most = _MOST_UNKNOWN_IN_NAMED if named else _MOST_UNKNOWN
    runs_on = text.endswith(_ENDS) or (paragraph.tag in _PARAGRAPHS and unknown_words(text) > most)
    return runs_on and not is_date_line(text)


def unknown_words(text: str) -> float:
    """How many words of a text are none of a head line's: not names, dates, labels, roles or addresses."""
    bare = CUT.sub(" ", ROLE.sub(" ", PICTURES.sub(" ", text)))
    lines = " ".join(piece[found.end() :] if (found := OPENER.match(piece)) else piece for piece in _openings(bare))
    return sum(map(_weight, _WORD.findall(lines)))


def _openings(text: str) -> list[str]:
    """A text in pieces, parted wherever “by” may open one: at its bars, and behind figures."""
    return re.split(r"(?<=\d)\s+(?=\D)|\s*[|·•/,–—-]\s+|\s+[|·•/–—-]\s*", text)


def _weight(word: str) -> float:
    """What a word counts: nothing if a head line may have it, half of one where names have no large letters."""
    if word.casefold() in _BESIDE_DATES or says_nothing_more(word):
        return 0
    if _UNSPACED.search(word):
        return len(word) // _LETTERS_A_WORD
    small, large = word[:1].lower(), word[:1].upper()
    return 0.5 if small == large else _SMALL_WORD * (word[:1] == small)
