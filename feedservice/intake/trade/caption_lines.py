"""The line below a picture parted into caption and credit, by its words alone. Pure.

Below a picture much more is a credit than in running text, so the rules here are wider than those of `credits`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from feedservice.intake.trade.caption_notes import part_note
from feedservice.intake.trade.credits import bare_credit, is_credit, split_caption
from feedservice.text.languages.alternatives import any_piece, any_word
from feedservice.text.names import looks_like_a_name
from feedservice.text.patterns import later
from feedservice.text.scripts import CJK_NAME
from feedservice.text.unicode import one_line

_any, _piece = partial(any_word, "trade"), partial(any_piece, "trade")
#: A large letter, also of a script without small ones.
_LARGE = r"[^\W\d_a-zß-ÿ]"
_WORD = rf"{_LARGE}[\w’'-]+"
#: Ends of sentences; the last are Korean.
_BEHIND_SENTENCE, _BEHIND_QUOTE, _BEHIND_KOREAN = r"(?<=[.!?…”\"»])", r"(?<=[.!?…”\"»)])", r"(?<=[다요임음]\.)"
#: What opens a credit behind a caption, where no full stop parts them: … – Fotó: Barta Iván · …Credit...Ilka Brandt
_MARKED = later(
    rf"(?:^|[\s.。!?”\"»|·•–—(\-])\s*{_any('credit', 'credit_below_picture')}\s*{_any('credit_ends')}?"
    rf"(?:(?:\s+{_any('credit_by')})?\s*[:：.]{{1,3}}\s*|\s+{_any('credit_by', 'credit_by_below_picture')}\s+)(?P<who>[^.:：][^:：]{{1,80}}?)\)?\.?$",
    re.IGNORECASE,
)
_SIGNED = later(
    rf"[©ⓒ]\s*(?:\d{{4}}\s)?(?P<who>[^©ⓒ]{{2,80}})$|{_BEHIND_SENTENCE}\s*(?P<house>[A-ZÀ-Þ]{{2,}}[\w ]{{0,12}}/[^.]{{2,60}})$"
    rf"|(?<=[.!?])\s(?P<word>{_piece('credit_closers')})$|{_BEHIND_QUOTE}\s*\|\s*(?P<bar>[^|.:]{{2,60}})$"
    rf"|{_BEHIND_KOREAN}\s*(?P<given>[\w·]{{1,16}}(?:\s[\w·]{{1,16}}){{0,2}}\s{_any('given_by')})$"
)
#: Behind the end of a sentence, the house whose photographer it was: … since 1991. Courier photo by Ted Lang
_HOUSE_PHOTO = later(
    rf"{_BEHIND_QUOTE}\s(?P<who>(?:[A-ZÀ-Þ][\w’'&-]*\s){{1,3}}{_piece('house_photos')}\s[A-ZÀ-Þ][^.:!?]{{2,50}})\.?$"
)
#: Behind the end of a sentence: … en 30 años. Foto Víctor Salas · … 있다. /김영우 기자
_NAME_BEHIND = later(
    rf"{_BEHIND_QUOTE}\s{_any('credit_before_name')}\s(?P<who>(?:{_WORD}\s){{1,3}}{_WORD})\.?$"
    rf"|{_BEHIND_KOREAN}\s*/\s*(?P<reporter>[가-힣]{{2,4}})\s?{_any('reporters_behind_captions')}$"
)
#: (Submitted by Ed Sinclair) · (Farnaby family)
_GIVEN = later(
    rf"{_piece('given')}{_LARGE}.{{1,60}}|(?:{_any('the')}\s)?(?:{_WORD}\s){{1,3}}{_piece('family_photos')}|{_any('given_alone')}"
)
#: Caitlin Moss for The Capital Standard · Whale Network via UPD
_ON_BEHALF = later(
    rf"(?P<who>\S.{{2,50}}?)\s(?:(?P<for>{_any('on_behalf')})|{_any('through')})\s(?:{_any('the')}\s)?[^\W\da-zß-ÿ_].{{1,40}}"
)
_BRACKETED = later(r"[(（\[]\s*(?P<who>[^()（）\[\]]{2,70})\s*[)）\]]\s*\.?$")
_HOUSE_WORD = later(_piece("house_parts"), re.IGNORECASE)
_TAKEN_BY = later(rf"[、，,\s]\s*(?P<who>[{CJK_NAME}]{{2,8}})\s?{_any('taken_by', 'taken_by_below_picture')}[）)]?$")
#: Buttons and offers that stand among the words of a picture.
_BUTTONS = later(rf"\s*{_piece('picture_buttons')}\s*$", re.IGNORECASE)
#: What a screen reader is told before a caption.
_LABEL = later(rf"^{_any('picture_words')}(?: {_any('picture_word_ends')})?,?\s+(?=[A-ZÀ-Þ].{{15}})")
#: A label with nothing behind it.
_LABEL_ALONE = later(rf"{_any('picture_words')}(?: {_any('picture_word_alone_ends')})?[:.,]?", re.IGNORECASE)
_MOST_WORDS_ON_BEHALF = 10
_COURTESY = later(rf"^{_any('courtesy', 'courtesy_of')}\s*[:：]\s*", re.IGNORECASE)
#: Beeld Harry Tielman
_MARK_BEFORE_NAME = later(rf"^{_any('credit_marks')}\s+(?={_WORD}\s[^\W\d_])")
#: … at the quay—Agency
_DASHED = later(r"\s?[—–]\s?(?P<who>[^—–]{2,40})$")
#: What the law is told below a picture.
_RIGHTS = later(rf"\s*[-–—|.]?\s*{_any('rights')}\W*$", re.IGNORECASE)


def split_legend(text: str) -> tuple[str, str]:
    """Caption and credit of the words below a picture; the credit is empty when there is none."""
    line = _LABEL.sub("", _RIGHTS.sub("", _BUTTONS.sub("", one_line(part_note(text)[0]))))
    if _LABEL_ALONE.fullmatch(line):
        return "", ""
    caption, credit = split_caption(line, in_figure=True)
    if credit:
        return caption, credit
    if is_credit(line):
        return "", bare_credit(line)
    for pattern in (_HOUSE_PHOTO, _NAME_BEHIND, _MARKED, _SIGNED, _TAKEN_BY):
        found = pattern.search(line)
        if found:
            who = next(filter(None, found.groups()), "")
            return line[: found.start()].rstrip(" (–—-|·、，,") + _stop_at(line, found.start()), who.strip(" )")
    found = _BRACKETED.search(line)
    if found and _is_credit_in_brackets(found["who"]):
        return line[: found.start()].strip(), own_credit(found["who"])
    return line, ""


def _stop_at(line: str, start: int) -> str:
    """The full stop that a pattern took with it."""
    return line[start] if start < len(line) and line[start] in '.!?。”»"' else ""


def _is_credit_in_brackets(text: str) -> bool:
    if _GIVEN.fullmatch(text):
        return True
    behalf = _ON_BEHALF.fullmatch(text)
    if behalf and (not behalf["for"] or (looks_like_a_name(behalf["who"]) and " " in behalf["who"])):
        return text[:1] != text[:1].lower() and len(text.split()) <= _MOST_WORDS_ON_BEHALF
    if any(map(str.isdigit, text)) or len(text.split()) > 7:
        return False
    return "/" in text or bool(_HOUSE_WORD.search(text)) or (looks_like_a_name(text) and len(text.split()) > 1)


def closed_by(caption: str, houses: Iterable[str]) -> tuple[str, str]:
    """A caption without the house that closes it in brackets or behind a dash, and that house, when it is one of these."""
    found = _BRACKETED.search(caption) or _DASHED.search(caption)
    name = one_line(found["who"]).casefold() if found else ""
    if (
        found
        and found.start()
        and any(house.casefold() == name or house.casefold().startswith(f"{name} ") for house in houses)
    ):
        return caption[: found.start()].strip(), found["who"].strip()
    return caption, ""


def own_credit(text: str) -> str:
    """A credit of its own element, without brackets, dashes and its opening word."""
    line = _COURTESY.sub("", one_line(text).strip(" –—-|·()[]"))
    found = _MARKED.search(line)
    if found and found.start() == 0:
        return found["who"].strip(" )")
    line = bare_credit(line).removeprefix("©").strip()
    unmarked = _MARK_BEFORE_NAME.sub("", line)
    return unmarked if looks_like_a_name(unmarked.partition("/")[0].strip()) else line
