"""Agencies and newsrooms that stand where a name would. Pure.

Knows news agencies, broadcasters and what newsrooms call themselves; other organisations by the words they end in.
"""

import re
from functools import partial

from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_word, word_set
from feedservice.text.unicode import one_line

_any = partial(any_word, "trade")
#: Words that end the name of a house, never a person's.
_HOUSE = re.compile(
    rf"(?:^|[\s/-]){_any('house_ends')}\.?$|{_any('house_ends_unspaced')}$|^{_any('house_openers')}\s", re.IGNORECASE
)
_ARTICLE = re.compile(rf"^{_any('house_articles')}\s+", re.IGNORECASE)
_THE = re.compile(rf"^{_any('the_house')}\s[A-Z]\w+(?:\s\w+){{0,4}}$")
_LONGEST_CHARACTERS = 60
_LONGEST_TEXT_CHARACTERS = 200
_AROUND = " .,;:|/()[]【】（）"
_KNOWN = {name.casefold(): name for name in (*every_word("trade", "newsrooms"), *every_word("trade", "agencies"))}
#: What newsrooms sign with instead of a name, in small letters: a line of nothing else is a byline.
NEWSROOMS = frozenset(name.casefold() for name in every_word("trade", "newsrooms"))
#: In plain words these are no agency: people are called so, or sentences begin with them.
_ONLY_IN_BRACKETS = word_set("trade", "agencies_in_brackets")
#: What stands beside a person as a rank, and alone for the newsroom.
GENERIC = word_set("trade", "newsroom_ranks")


def known_agency(text: str, *, in_brackets: bool = False) -> str:
    """The agency of the table that a text names, as it is written; nothing for others.

    Some short names are taken for an agency's only in brackets after a place, or in capitals.
    """
    name = one_line(text[:_LONGEST_TEXT_CHARACTERS]).strip(_AROUND)
    bare = _ARTICLE.sub("", name)
    known = _KNOWN.get(name.casefold()) or _KNOWN.get(bare.casefold())
    if not known or (not in_brackets and bare.casefold() in _ONLY_IN_BRACKETS and not bare.isupper()):
        return ""
    if name.isupper() and not known.isupper():
        return known
    return bare if bare.casefold() in _KNOWN else name


def agency(text: str, *, in_brackets: bool = False) -> str:
    """The agency, broadcaster or newsroom that a text names and nothing else, as it is written; nothing when it is none."""
    name = one_line(text[:_LONGEST_TEXT_CHARACTERS]).strip(_AROUND)
    if not name or len(name) > _LONGEST_CHARACTERS:
        return ""
    known = known_agency(name, in_brackets=in_brackets)
    return known or (name if _HOUSE.search(name) or _THE.match(name) else "")
