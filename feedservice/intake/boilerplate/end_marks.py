"""Lines that are no news: end marks and page furniture, known by all of their words. Pure.

Only whole, short lines count; a sentence that holds such words is news.
"""

import re
from functools import partial

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.patterns import later
from feedservice.text.unicode import one_line

_any = partial(any_piece, "boilerplate")
#: Whole lines that are page furniture, never news; compared without case, arrows and dots.
FURNITURE_LINES = frozenset(every_word("boilerplate", "furniture_lines"))
_WIRES_END = _any("wire_end_marks")
#: Enditem (Xinhua), ENDS, -30- and ### (American wires), 完, (END) (agencies), ■ (magazines), and lines of rules only.
END_MARK = later(
    rf"(?:-+\s*30\s*-+|{_any('end_marks')}|[(\[（【]\s?{_any('end_marks', 'bracketed_end_marks')}\s?[)\]）】]|"
    rf"-{{1,3}}\s?{_any('more_to_come')}\s?-{{1,3}}|/?\s?{_WIRES_END}|-\s?{_WIRES_END}\s?-|(?:--?|/){_WIRES_END}(?:--?|/)?|"
    r"[#*_=–—-]{2,}|(?:[#*•·]\s){2,}[#*•·]|[■◆●▪◼□]{1,3})\.?",
    re.IGNORECASE,
)
_ORNAMENT = " \t\n.…:!↑^»›>()（）[]【】|→"
#: ^BC-Port Eller-Harbor,1st Ld: a wire's slug, in its own letters; US-made cars are news.
_CODE = later(r"\^?(?:BC|AM|PM)-{1,2}[A-Z][\w’' -]{1,60}(?:,\s?\d[\w ,-]{0,40}|<)?\^?")
#: a0123 · URGENT · (Adds details) · Eds: Updates with …
_EDITORS_WORD = later(
    rf"[a-z]\d{{4}}|{_any('wire_alerts')}[!.]?|{_any('to_editors')}.{{0,140}}|"
    rf"[(\[]{_any('editors_verbs')}\b[^()\[\]]{{0,140}}[)\]]\.?",
    re.IGNORECASE,
)
#: UPDATE 2-Harbour reopens: what an agency's editors put before a headline.
_HEADLINE_SLUG = later(rf"^{_any('headline_slugs')}\s?-\s?(?=\S)")
_LONGEST_LEFTOVER_CHARACTERS = 48
_LONGEST_SLUG_CHARACTERS = 160


def leftover_reason(text: str) -> str:
    """Why a whole paragraph is no part of the news, or nothing. Long paragraphs never are leftovers."""
    if len(text) > _LONGEST_LEFTOVER_CHARACTERS:
        return ""
    line = one_line(text)
    if END_MARK.fullmatch(line):
        return "end mark"
    return "page furniture" if line.strip(_ORNAMENT).casefold() in FURNITURE_LINES else ""


def slug_reason(text: str) -> str:
    """Why a whole line is a word among editors (a slug line, “(Adds details)”), or nothing when it is none."""
    if len(text) > _LONGEST_SLUG_CHARACTERS:
        return ""
    return "slug line" if _CODE.fullmatch(text) or _EDITORS_WORD.fullmatch(text) else ""


def without_slug(headline: str) -> str:
    """A headline without what an agency's editors put before it."""
    return _HEADLINE_SLUG.sub("", headline)
