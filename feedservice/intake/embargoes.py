"""What holds an article back: the one judge of lines, and of the names of files and folders. Pure.

Readers ask it what may be such a wish, and whoever releases an article asks it again, so it lies below both; of fields
`release_fields` judges. Its words are in [embargoes] of the language files; here is how they are put together. It decides
about no article: `release` does.

Better late than early: what looks like such a wish, and is no field we read, holds the article until its editor has put
it right. News about embargoes is let through: the patterns want the form of an instruction.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import partial

from feedservice.intake.field_values import status_of, yes_or_no
from feedservice.intake.release_fields import Statement, judged_for_certain
from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece, word_set
from feedservice.text.patterns import later
from feedservice.text.unicode import one_line, opening

_any = partial(any_piece, "embargoes")
_DAY = rf"(?:{_any('days')}\b)"
_PLEASE = rf"(?:{_any('please')}\s+)?"


def _orders() -> Iterable[str]:
    """How a line begins that holds its article back, each with examples. Never the embargo on arms, which is news."""
    # Not for publication until … · Not before 2027-01-01 · Release: 2027-01-01 · Draft: yes · Expires: … · Sperrfrist: … ·
    # Gesperrt bis … · Embargado hasta … · Sous embargo jusqu'à … · 禁发至：…
    yield from every_word("embargoes", "orders")
    # The following information is not intended for publication
    yield rf"{any_piece('boilerplate', 'not_for_publication')}\W*$"
    # Ne pas publier avant vendredi · Nicht zur Veröffentlichung bestimmt: never “Ne pas publier de photos d’enfants”
    yield rf"{_any('not_public')}(?:\s*(?:$|[!.,;:：(।。！–—-])|\s+{_any('limits')}\b|\W{{0,3}}\d)"
    # EMBARGOED UNTIL 2027-01-01 · Strictly embargoed until 6 pm · EMBARGO! · **Embargo:** … · Embargo lifts at 6
    ends = rf"{_any('embargo_ends')}\s+(?:{_any('embargo_ends_at')}\s+)?(?:\d|{_DAY})"
    when = rf"(?:\s*[!(]|\W*(?:{ends}|{_any('embargo_beside')}\b|[:：]|\d|$|{_DAY}))"
    yield rf"(?:{_any('embargo_before')}\s+)?{_any('embargo')}{when}"
    # Hold for Sunday's paper · Please hold this piece until …
    until = rf"{_any('hold_until')}\s+(?:\d|{_any('hold_for')}\b|{_DAY})"
    what = rf"{_any('hold_what')}\b.{{0,40}}\b{until}"
    yield rf"{_PLEASE}{_any('hold')}\s+(?:{until}|{what})"
    # For release at 10:00 · Publish Friday · Publish: …
    yield rf"{_any('for_release')}\s+(?:{_any('publish_when')}\b|\d|{_DAY})"
    yield rf"{_PLEASE}{_any('to_publish')}\s*(?:[:：]|{_any('publish_when')}\b|\d|{_DAY})"
    # Please do not publish … · Do not use before Friday · Don’t run this yet · Do not print without the lawyer’s word;
    # never “Do not use tap water before Friday”, nor “Don’t run on pages of this domain”: the limit, or the article, stands
    # right behind the verb.
    limit = rf"\s+(?:{_any('limits')}\b|(?:on\s+)?(?:\d{{1,2}}\b|{_DAY}))"
    not_yet = rf"{_any('never_yet')}(?:\s+{_any('never_what')}\b)?(?:\s*(?:$|[!.,;(–—-])|{limit})"
    yield rf"{_PLEASE}{_any('never')}\s+(?:{_any('never_ever')}\b|{not_yet})"


_OPENS = later(rf"\W*(?:{'|'.join(_orders())})", re.IGNORECASE)
#: Do not run the name of the diver: in a remark, a word to the desk whatever it forbids.
_FORBIDS = later(
    rf"(?:^|(?<=[.!?\n]))\s*({_PLEASE}{_any('never')}\s+{_any('never_ever', 'never_yet')})\b\s*", re.IGNORECASE
)
#: KILL · WITHDRAWN
_ALONE = later(rf"\W*{_any('alone')}\W*$")
#: DRAFT – not yet legalled · HOLD · TK TK – needs a quote: in capitals, at the head of a line.
_STAMPED = later(rf"\W*{_any('stamps')}\s*(?:$|[-–—:!.])")
#: … (embargoed until Friday) · [DRAFT]: behind a headline.
_BRACKETED = later(
    rf"[(\[]\s*(?:{_any('bracketed')}\b|{_any('bracketed_before')}\s*(?=[^\w\s]|v?\d|{_any('bracketed_beside')}\b))[^)\]]{{0,60}}[)\]]",
    re.IGNORECASE,
)
#: This is under embargo until 27 November. · Strictly under embargo till 6 am.
_SPOKEN = later(rf"\b{_any('spoken')}\s+{_any('until')}\b", re.IGNORECASE)
#: In each of these words, so that nearly no line need be searched for them.
_SPOKEN_SIGN = "embargo"
#: Publish Friday: the new weekly that … · Publish at your peril: a headline, whose verb has another meaning. What follows
#: the colon must run to several words and name no time, step or person of a desk's.
_TITLE = later(rf"\W*{_any('titles')}", re.IGNORECASE)
_TITLE_VERB = later(_any("title_verbs"))
_OF_A_DESK = later(rf"\b{_any('of_a_desk')}\b|\d", re.IGNORECASE)
#: What may ask to hold an article back in the midst of a sentence: “Hi Sam, please hold until Friday”.
_WISH = later(rf"\b{_PLEASE}{_any('wishes')}", re.IGNORECASE)
_LONGEST_WISH_CHARACTERS = 110
#: File names: in capitals at the beginning, or in words that say nothing else.
_NAMED = later(rf"^{_any('file_name_begins')}\b|\b(?i:{_any('file_name_says')})\b|\b{_any('file_name_ends')}$")
#: NICHT VERÖFFENTLICHEN Bilanz.txt · bilan (ne pas publier).txt; never “Ne pas publier de photos d’enfants”.
_NAMED_ORDER = later(rf"(?P<sign>(?:^|[-–—(\[_])\s*)(?P<order>{_any('not_public')})(?!\w)(?P<end>\W*$)?", re.IGNORECASE)
_NAME_SIGNS = later(r"[_\-.]+")
#: Names of folders, as a whole.
_FOLDERS = word_set("embargoes", "folders")
_DECIDING_WORDS = frozenset(every_word("embargoes", "sidecar_field_words"))
_LONGEST_CHARACTERS = 120
#: A covering note runs to some lines, and asks in one of its sentences.
_LONGEST_NOTE_CHARACTERS = 400
#: Lines of prose broken by a mailer or editor run to 60 or 70; a list's have the same mark.
_SHORTEST_BROKEN = 45
_ENDED = later(r"[.!?:;…。！？：”\"'’)\]*_-]\s*$")
_LIST_MARK = later(r"\s*[-*•·+–—]\s+(?=\S)")
_QUOTES = ("“", '"', "«", "„", "‘", "「")
#: Status: withdrawn · Published: No · private = true
_NAMED_FIELD = later(r"[\W_]*(\w[\w .-]{0,30}?)[\W_]*?\s*[:：=]\s*(\S.{0,60})$")
_FIELD_MARKS = (":", "：", "=")
_SENTENCE_ENDS = (".", "!", "?")
_SENTENCE_END = later(r"(?<=[.!?])\s+")
#: So many lines at either end of a file may be instructions.
FIRST_LINES, LAST_LINES = 12, 5


def asks_to_hold(line: str) -> bool:
    """Whether a line asks to hold its article back."""
    if line[:1] in _QUOTES:
        return False  # somebody's words
    if len(line) > _LONGEST_CHARACTERS:
        return any(map(asks_to_hold, _sentences(line))) if len(line) <= _LONGEST_NOTE_CHARACTERS else False
    if _is_title(line):
        return False
    named = _NAMED_FIELD.match(line) if any(map(line.__contains__, _FIELD_MARKS)) else None
    said = judged_for_certain(named[1], named[2]) if named else None
    if said is not None:
        return any(map(_keeps, said))
    if any(_OPENS.match(sentence) for sentence in _sentences(line)):
        return True
    return bool(
        _OPENS.match(line)
        or _ALONE.match(line)
        or _STAMPED.match(line)
        or (("(" in line or "[" in line) and _BRACKETED.search(line))
        or (_SPOKEN_SIGN in line.lower() and _SPOKEN.search(line))
    )


def forbidden_in(remark: str) -> list[str]:
    """What a remark among editors forbids to print, each as a line that asks to hold: nobody else can tell if it is in the text."""
    return [f"{found[1]} ({opening(remark[found.end() :])})" for found in _FORBIDS.finditer(remark)]


def _keeps(one: Statement) -> bool:
    """Whether what a line “Name: value” says keeps its article from readers; of a field that was not read, a time does."""
    if one.field == "draft":
        return yes_or_no(one.value) is True
    return one.field != "status" or status_of(one.value) in ("draft", "withdrawn")


def _is_title(line: str) -> bool:
    """Whether a line that opens like an instruction is a headline beyond doubt."""
    if not _TITLE.match(line):
        return False
    verb = _TITLE_VERB.search(line)
    return not (verb and _OF_A_DESK.search(line[verb.end() :]))


def _sentences(line: str) -> list[str]:
    """The sentences of a covering note, but the line itself."""
    if not any(map(line[:-1].__contains__, _SENTENCE_ENDS)):
        return []
    parts = _SENTENCE_END.split(line)
    return parts[:20] if len(parts) > 1 else []


def wishes(note: str, longest: int) -> list[str]:
    """What a note between people may ask about its article's time: from each word on that may begin a wish.

    Only so many characters of the note are looked at.
    """
    found = _WISH.finditer(note, 0, longest)
    return [note[one.start() : one.start() + _LONGEST_WISH_CHARACTERS] for one in found]


def name_asks_to_hold(path: str) -> bool:
    """Whether a file's name does: “EMBARGOED minister quits.txt”, story.draft.md. A story called oil-embargo-lifted.txt is none."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    said = one_line(_NAME_SIGNS.sub(" ", stem))
    _, full_stop, last = stem.rpartition(".")
    ordered = any(found["end"] is not None or found["order"].isupper() for found in _NAMED_ORDER.finditer(stem))
    return bool(
        ordered or _NAMED.search(said) or _BRACKETED.search(said) or (full_stop and _words_of(last) in _FOLDERS)
    )


def holding_folder(path: str) -> str:
    """The folder of a path whose name says that what lies in it is not for readers, if any: drafts, Entwürfe, on-hold."""
    return next((folder for folder in path.split("/")[:-1] if _words_of(folder) in _FOLDERS), "")


def _words_of(name: str) -> str:
    return one_line(_NAME_SIGNS.sub(" ", name)).casefold()


def whole_lines(text: str) -> Iterator[str]:
    """The lines of a plain text that may stand by themselves: no pieces of a paragraph broken into lines, and no lists."""
    lines = text.split("\n")
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        alone = not line or not (above or below)  # nearly all lines: what is between empty ones is whole
        if alone or not (_is_piece(above, line, below) or _is_listed(above, line, below)):
            yield line


def _is_piece(above: str, line: str, below: str) -> bool:
    """Whether a line goes on with a sentence of the one above, or is gone on with below."""
    continues = line.strip()[:1].islower() and len(above.strip()) >= _SHORTEST_BROKEN and not _ENDED.search(above)
    return continues or (below.strip()[:1].islower() and len(line) >= _SHORTEST_BROKEN and not _ENDED.search(line))


def _is_listed(above: str, line: str, below: str) -> bool:
    mark = _LIST_MARK.match(line)
    beside = [other[0] for other in map(_LIST_MARK.match, (above, below)) if other]
    return mark is not None and mark[0] in beside


def edges(lines: Iterable[str]) -> tuple[str, ...]:
    """The first and the last lines of a file, where instructions stand."""
    spoken = [line for line in lines if line.strip()]
    chosen = [*spoken[:FIRST_LINES], *spoken[max(len(spoken) - LAST_LINES, FIRST_LINES) :]]
    return tuple(dict.fromkeys(filter(None, map(one_line, chosen))))


def may_decide(name: str) -> bool:
    """Whether an unknown field of a sidecar may be meant to hold its article back or let it go; small letters, words parted.

    A sidecar is written for us alone, so that more words count than in what other programs write.
    """
    return not _DECIDING_WORDS.isdisjoint(name.split())
