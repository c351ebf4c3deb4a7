"""How people address a desk, speak of their copy and sign off: patterns made of the words in [mail] of the language files. Pure.

Says nothing about where these words count: `covering_notes` does.
"""

import re
from functools import partial

from feedservice.text.languages.alternatives import any_piece

#: A covering note is shorter than any story: “FYI, please run this today. Thanks, Ana”.
COVERING_WORDS = 60
_any = partial(any_piece, "mail")
_CAPITALISED = r"(?-i:[^\W\d_a-zà-ÿ][\w'’.-]*)"
_NAME = rf"{_CAPITALISED}(?:\s(?:{_CAPITALISED}|{_any('name_joins')})){{0,4}}"
_HELLOS, _DEARS = _any("hellos"), _any("dears")
_WHOM = rf"(?:\s+(?:{_any('whom')}|{_NAME})){{0,4}}"
#: Hi Sam, · Dear newsdesk, · Hello all! alone on its line.
GREETING = re.compile(rf"^(?:(?P<hello>{_HELLOS})|{_DEARS}){_WHOM}\s*(?P<mark>[,，!！.。:：–—-]*)$", re.IGNORECASE)
#: Hi Sam, here is … on one line with what follows.
GREETED = re.compile(rf"^(?:{_HELLOS}|{_DEARS}){_WHOM}\s*[,，!！–—-]+\s*(?=\S)", re.IGNORECASE)
#: A letter to a paper or to somebody: its greeting and its sign-off are text.
LETTER = re.compile(rf"^\W*(?:{_DEARS}\s+{_NAME}.{{0,40}}[,:]$|{_any('letters')})", re.IGNORECASE)


def _filled(pattern: str) -> str:
    """A pattern with the words that its names in braces stand for; what they stand for may have such names itself."""
    # What may follow the word for the copy: “the piece for tomorrow”; never “the story of the harbour”.
    beside = rf"(?=\W*$|\s*[,.;:!–—-]|\s+{_any('copy_beside')})"
    mine = rf"(?:(?:{_any('owners')}|[\w-]+) ){{0,4}}?"
    named = {"beside": beside, "my": mine, "brings": _any("brings"), "copy": _any("copy"), "run": _any("run")}
    for name, words in (*named.items(), ("day", _any("days"))):
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern


#: What a note says that has neither greeting nor sign-off: without it, “Here’s the story.” may open one.
DESK = re.compile(
    rf"\b(?:{_any('days')}|{_any('desk_words')})\b|\b{_any('asks_at_end')}\W*$|^{_any('asks_at_start')}\b",
    re.IGNORECASE,
)
#: A sentence that is said to the desk, and never to readers.
NOTE = re.compile(rf"^(?:{_any('note_openers')},?\s+)?{_filled(_any('to_desk'))}", re.IGNORECASE)
#: One person speaking to another.
TALK = re.compile(rf"\b{_any('talk')}\b")
#: Kind regards, · Thanks, Ana · Best, Ana Ruiz: alone on its line; “Best” needs its comma, and none ends in a full stop.
SIGN_OFF = re.compile(
    rf"^(?:{_any('sign_offs_with_comma')}\s*[,!–—-]+|{_any('sign_offs')}\s*[,，;!–—-]*|{_any('thanks')}\s*[,，;!–—-]*)"
    rf"\s*(?P<name>{_NAME})?[,!]?$",
    re.IGNORECASE,
)
#: Sign-offs that stand alone at the end, without a name: nothing else ends so.
REGARDS = re.compile(_any("regards"), re.IGNORECASE)
#: A rule between note and story.
RULE = re.compile(r"^[-_*=~#—–]{3,}$")
