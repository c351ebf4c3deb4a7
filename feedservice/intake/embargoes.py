"""Wishes to hold an article back that stand where no field does: lines at its edges, words in its file's name. Pure.

Better late than early: what looks like such a wish, and is no field we read, holds the article until its editor has put
it right. News about embargoes is let through: the patterns want the form of an instruction.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from feedservice.text.unicode import one_line

_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?\b|to(?:day|night|morrow)\b|next\s+(?:week|month)\b)"
#: Do not use before Friday · Don’t run this yet · Do not print without the lawyer’s word; never “Do not use tap water”.
_LIMIT = (
    r"\b.{0,60}?\b(?:until|till|before|yet|without|unless|this|it|that|online|on|in|for|story|piece|article|copy|text|names?|"
    r"pictures?|photos?|again|anywhere|please|\d{1,2}|" + _DAYS + ")"
)
_WHEN = rf"(?:\s*[!(]|\W*(?:(?:is|ends|lifts)\s+(?:until\s+|at\s+|on\s+)?(?:\d|{_DAYS})|until\b|till\b|for\b|[:：]|\d|$|{_DAYS}))"
#: EMBARGOED UNTIL 2027-01-01 · Strictly embargoed until 6 pm · EMBARGO! · **Embargo:** … · Not for publication until … ·
#: Hold for Sunday's paper · Not before 2027-01-01 · Release: 2027-01-01 · For release at 10:00 · Draft: yes · Publish Friday ·
#: Status: withdrawn · Expires: … · KILL · Please do not publish until … · Sperrfrist: … · Gesperrt bis … · Embargado hasta … ·
#: Sous embargo jusqu'à … · 禁发至：… Never the embargo on arms, which is news.
_OPENS = re.compile(
    r"\W*(?:(?:(?:under|strict(?:ly)?)\s+)?embargo(?:ed)?" + _WHEN + r"|not for (?:publication|release|broadcast)\b"
    r"|(?:please\s+)?hold\s+(?:(?:for|until|till|over)\s+(?:\d|release\b|publication\b|further\b|legal\b|i\b|we\b|print\b|(?:the\s+)?(?:desk|editor|lawyer|"
    r"paper|weekend)\b|" + _DAYS + r")|(?:this|it|back)\b.{0,40}\b(?:until|till|for)\b)|not before\s*[:：]?\s*\d"
    r"|release(?:\s+(?:date|time|on|at))?\s*[:：]\s*\d|for release\s+(?:(?:on|at|after|not before)\b|\d|" + _DAYS + ")"
    r"|(?:please\s+)?(?:do not|don['’]t)\s+(?:(?:publish|release)\b|(?:run|use|print)(?:\s*(?:$|[!.,;(–—-])|"
    + _LIMIT
    + r"))|not to be (?:published|used|released|run)\b"
    r"|(?:please\s+)?publish\s*(?:[:：]|(?:on|at|after|not before)\b|\d|" + _DAYS + ")"
    r"|sperrfrist\W*(?:[:：]|bis\b|\d)|gesperrt bis\b|nicht vor\b.{0,30}veröffentlichen|embargado hasta\b|no publicar (?:hasta|antes)\b|sous embargo\b"
    r"|ne pas publier\b|niet publiceren (?:voor|tot)\b|禁发|请勿发布|draft\s*[:：]\s*(?:yes|true|$)|(?:kill|killed|withdrawn|retracted)\W*$"
    r"|withdrawn\s*[:：]\s*yes|status\s*[:：]\s*(?:withdrawn|killed|retracted|draft|hold|withheld|unpublished|cancell?ed)\b"
    r"|(?:expires?|expiry|unpublish at)\s*[:：]\s*(?:\d|$))",
    re.IGNORECASE,
)
#: DRAFT – not yet legalled · HOLD · TK TK – needs a quote: in capitals, at the head of a line.
_STAMPED = re.compile(r"\W*(?:DRAFT|HOLD|TK(?: ?TK)*|WIP|UNDER EMBARGO|EMBARGO(?:ED)?|DO NOT PUBLISH)\s*(?:$|[-–—:!.])")
#: … (embargoed until Friday) · [DRAFT]: behind a headline.
_BRACKETED = re.compile(
    r"[(\[]\s*(?:(?:under )?embargo(?:ed)?\b|(?:hold|draft)\s*(?=[^\w\s]|v?\d|(?:for|until|till|not|only|version|do|this|it|please|tk)\b)|do not publish\b|not for publication\b)[^)\]]{0,60}[)\]]",
    re.IGNORECASE,
)
#: This is under embargo until 27 November. · Strictly under embargo till 6 am.
_SPOKEN = re.compile(
    r"\b(?:this|it|story|article|text|report|strictly)\s+(?:is\s+|remains\s+)?(?:strictly\s+)?(?:under embargo|embargoed)\s+(?:until|till)\b",
    re.IGNORECASE,
)
#: Publish Friday: the new weekly that … · Publish at your peril: a headline, whose verb has another meaning. What follows
#: the colon must run to several words and name no time, step or person of a desk's.
_TITLE = re.compile(
    r"\W*(?:publish\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*[:：]\s*(?:the|an?|how|why|inside|meet)\s+(?:\S+\s+){3}"
    r"|publish\s+(?:at\s+(?:your|his|her|their|our|its|will\b)|on\s+demand\b)"
    r"|don['’]t\s+run\s*,\s*walk\b)",
    re.IGNORECASE,
)
_OF_A_DESK = re.compile(
    r"\b(?:embargo\w*|hold|held|until|till|before|after|not|unless|once|when|if|only|desk|editors?|lawyers?|legal\w*|copy|story|"
    r"piece|article|print|online|web|release\w*|publish\w*|publication|approv\w*|sign\w*|clear\w*|check\w*|subs?|draft|final|version|"
    r"please|pls|needs?|ok|okay|tk|tbc|noon|midnight|[ap]\.?m|morning|evening|paper|edition|section|supplement)\b|\d",
    re.IGNORECASE,
)
_LONGEST_CHARACTERS = 120
#: A covering note runs to some lines, and asks in one of its sentences.
_LONGEST_NOTE_CHARACTERS = 400
_QUOTES = ("“", '"', "«", "„", "‘", "「")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
#: File names: in capitals at the beginning, or in words that say nothing else.
_NAMED = re.compile(
    r"^(?:EMBARGO(?:ED)?|HOLD|DRAFT|DO NOT PUBLISH|NOT FOR PUBLICATION)\b|\b(?i:do not publish|not for publication|embargoed (?:until|till))\b|\b(?:EMBARGOED|DRAFT|ON HOLD)$"
)
_FIELD_WORDS = frozenset({"embargo", "embargoed", "hold", "withhold", "onhold", "sperrfrist"})
#: So many lines at either end of a file may be instructions.
_FIRST_LINES, _LAST_LINES = 12, 5


def asks_to_hold(line: str) -> bool:
    """Whether a line asks to hold its article back."""
    if line[:1] in _QUOTES:
        return False  # somebody's words
    if len(line) > _LONGEST_CHARACTERS:
        return any(map(asks_to_hold, _sentences(line))) if len(line) <= _LONGEST_NOTE_CHARACTERS else False
    if _is_title(line):
        return False
    if any(_OPENS.match(sentence) for sentence in _sentences(line)):
        return True
    return bool(_OPENS.match(line) or _STAMPED.match(line) or _BRACKETED.search(line) or _SPOKEN.search(line))


def _is_title(line: str) -> bool:
    """Whether a line that opens like an instruction is a headline beyond doubt."""
    found = _TITLE.match(line)
    return found is not None and not _OF_A_DESK.search(line.partition("ublish")[2])


def _sentences(line: str) -> list[str]:
    """The sentences of a covering note, but the line itself."""
    parts = _SENTENCE_END.split(line)
    return parts[:20] if len(parts) > 1 else []


def name_asks_to_hold(path: str) -> bool:
    """Whether a file's name does: “EMBARGOED minister quits.txt”. A story called oil-embargo-lifted.txt is none."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return bool(_NAMED.search(one_line(re.sub(r"[_\-.]+", " ", stem))))


def edges(lines: Iterable[str]) -> tuple[str, ...]:
    """The first and the last lines of a file, where instructions stand."""
    spoken = [line for line in lines if line.strip()]
    chosen = [*spoken[:_FIRST_LINES], *spoken[max(len(spoken) - _LAST_LINES, _FIRST_LINES) :]]
    return tuple(dict.fromkeys(filter(None, map(one_line, chosen))))


def is_hold_field(name: str) -> bool:
    """Whether a field that nobody here knows is meant to hold its article back, to judge by its name: embargo_until."""
    return not _FIELD_WORDS.isdisjoint(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))
