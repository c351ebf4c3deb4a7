"""Names of files, and sentences that quote them, as they can be shown: nothing in them that works unseen. Pure.

A name may hold whatever a file system takes: escape sequences that a terminal obeys, line ends that forge a line, marks of
direction that turn “gpj.exe” round (Unicode UTR 36, section 3; CVE-2021-42574), signs of no width that make two names look like one. Where
a name is stored, compared or linked to, it stays as it is; where it is shown, each such sign stands as ‹U+202E›, and
`unmarked` takes it back.
"""

from __future__ import annotations

import re
import unicodedata

#: General categories of what is not seen: controls, formats, surrogates (bytes that are no text), private use, ends of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
#: Letters and marks that are drawn as nothing all the same (Default_Ignorable_Code_Point): fillers, the grapheme joiner.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
#: Joiners belong to the letters of scripts without capitals (Persian, Hindi), and to emoji; between others they only hide.
_JOINERS = frozenset("\u200c\u200d")
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
#: What running text may hold that names may not: line ends, the marks by which writers set numbers in Hebrew or Arabic right,
#: soft hyphens, spaces of no width. None of them reaches beyond its own place.
_OF_PROSE = frozenset("\n\r\t\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff")
_STANDING_FOR = re.compile(r"‹U\+([0-9A-F]{4,6})›")
_LAST = 0x10FFFF


def shown(text: str) -> str:
    """A name, or one line that quotes names, with each sign that works unseen as its number."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_mark(one) if _is_unseen(text, place) else one for place, one in enumerate(text))


def shown_prose(text: str) -> str:
    """Words of an article, whose lines and whose marks of direction are the writer's; what turns a whole text round is not."""
    if text.isprintable():
        return text
    return "".join(
        _mark(one) if one not in _OF_PROSE and _is_unseen(text, place) else one for place, one in enumerate(text)
    )


def seen(name: str) -> str:
    """What of a name can be seen, for words that are made of it: a headline of last resort, a section."""
    if name.isprintable():
        return name
    return "".join(
        " " if one in "\t\n\r" else one
        for place, one in enumerate(name)
        if one in "\t\n\r" or not _is_unseen(name, place)
    )


def unmarked(said: str) -> str:
    """What somebody means who copied what was shown."""
    return _STANDING_FOR.sub(lambda found: chr(number) if (number := int(found[1], 16)) <= _LAST else found[0], said)


def _mark(sign: str) -> str:
    return f"‹U+{ord(sign):04X}›"


def _is_unseen(text: str, place: int) -> bool:
    sign = text[place]
    if sign in _JOINERS:
        around = (text[place - 1] if place else "", text[place + 1 : place + 2])
        return not all(one and _is_joined(one) for one in around)
    return sign in _BLANKS or unicodedata.category(sign) in _UNSEEN


def _is_joined(sign: str) -> bool:
    return sign not in _BLANKS and unicodedata.category(sign) in _JOINED
