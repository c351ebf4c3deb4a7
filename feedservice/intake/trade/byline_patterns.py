"""The patterns of bylines: what opens, parts and closes one, made of the words of every language ([trade]). Pure.

Says nothing about what a byline means: `bylines` does.
"""

from __future__ import annotations

import re
from functools import partial

from feedservice.text.dates.date_words import MONTH_WORDS, WEEKDAY_WORDS
from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_of, any_word, word_set
from feedservice.text.patterns import later
from feedservice.text.scripts import HAN

_any = partial(any_word, "trade")
#: A name in Latin letters, two to four words of it.
_LATIN_NAME = r"[A-ZÀ-Þ][\w'’.-]+(?:\s[\w'’.-]+){1,3}"
_REPORTERS = f"{_any('reporter_kinds')}*{_any('reporters')}"
_BEHIND_REPORTERS = r"\s*[/／:：＝=・|│丨]?\s*"

#: The words around {name} and {place}.
_NAME_IN_PLACE = [re.split(r"\s*{\w+}\s*", form)[:2] for form in every_word("trade", "by_in_place")]
#: From Ana Ruiz in Paris: without the place it opens a sentence.
_BY_IN_PLACE = any_of(
    rf"{re.escape(by)}\s+(?=(?-i:{_LATIN_NAME}\s+{re.escape(where)}\s+[A-ZÀ-Þ][\w'’. -]{{2,30}}$))"
    for by, where in _NAME_IN_PLACE
)
OPENS_WITH_PLACE = later(f"{any_of(re.escape(by) for by, _ in _NAME_IN_PLACE)} ", re.IGNORECASE)
#: Text, text and pictures: what a label before names says they did, and what stands in brackets behind a name.
_AND = rf"(?:\s+(?:{_any('and', 'and_in_names')}|[&+])\s+|\s?[/,&+·]\s?)"
_WORK = rf"(?:{_any('author_labels')}(?:{_AND}{_any('pictures', 'author_labels')})?|{_any('pictures')}{_AND}{_any('author_labels')})"
#: (with Agency)
AND_IN_FRONT = later(rf"^{_any('and')}\s+", re.IGNORECASE)
#: (text), (words and pictures), (ar): what somebody did, or the signature of that name.
WORK_OR_SIGNATURE = later(rf"(?:{_WORK}|{_any('pictures', 'others_work')})|(?-i:[a-z]{{2,4}})", re.IGNORECASE)
OPENER = later(
    rf"^[\s(\[—–-]*(?:(?:{_any('works')}\s+)?{_any('by')}(?:\s*[:：]\s*|\s+)|{_BY_IN_PLACE}|{_WORK}\s*[:：]\s*)(?=\S)",
    re.IGNORECASE,
)
_LABEL = rf"(?:(?:{_any('works')}\s+)?{_any('by')}|{_WORK})"
#: What a box puts before the name, or behind it, where a colon need not part them; and such words alone.
LABEL = later(rf"^{_LABEL}[\s:：]+(?=\S)", re.IGNORECASE)
LABEL_BEHIND = later(rf"[\s:：]+{_any('author_labels')}$", re.IGNORECASE)
LABEL_ALONE = later(rf"{_LABEL}\s*[:：]?", re.IGNORECASE)
#: A “by” that closes what stands before a name.
BY_AT_END = later(rf"(?:^|[\s(|•·,;–—-])(?:{_any('works')}\s+)?{_any('by', 'author_labels')}\s*[:：]?$", re.IGNORECASE)
CJK = later(
    rf"^[（(【\[\s]*(?:(?P<house>[{HAN}]{{0,8}}?){_REPORTERS}{_BEHIND_REPORTERS}"
    rf"|{_any('writing_labels')}\s*(?:[/／:：＝=・│丨]|\s)\s*)(?=\S)"
)
CJK_INSIDE = later(rf"\s+{_REPORTERS}{_BEHIND_REPORTERS}")
#: Openers that are a word of many sentences too: a byline after these needs a first and a last name.
WEAK = later(rf"^{_any('by_in_sentences')}\s", re.IGNORECASE)
IN_HAN = later(f"[{HAN}]")

_ADDRESSES = r"https?://\S+|www\.\S+|(?<!\w)@\w+|\bx\.com/\S+|\b(?:facebook|twitter|instagram|linkedin)\.com\S*"
_MAIL = r"(?<!\S)[<(\[]?(?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,255}\.\w+[>)\]]?(?=[\s,;.|]|$)"
#: With figures in the next words or nearly nothing behind it: “updated rules are in force” is no date.
_DATED = (
    rf"\b(?:{_any('dated_kinds')}\s)?{_any('dated')}\b(?!\s+{_any('dated_by')}\b)"
    r"(?:[:,.\s]*(?:[^\s\d]+\s+){0,4}\d.*|\W*\w*\W*)$"
)
_CONTACT = rf"\b{_any('contact')}\b(?:[:\s]*(?-i:[@A-Z+\d]).*|\s*:.*|\s+\S+@.*|\W*)$"
CUT = later(
    rf"{_ADDRESSES}|{_MAIL}|\b\d+\s?{_any('reading_minutes')}\b.*$|{_DATED}|{_CONTACT}",
    re.IGNORECASE,
)
#: What may stand between a name and its date.
BEFORE_DATES = MONTH_WORDS | WEEKDAY_WORDS | word_set("trade", "before_dates")
EDITING = later(
    rf"[;,.(|]?\s*\b(?:{_any('and')}\s+)?{_any('others_work')}\s*(?:{_any('others_work_by')}\b|[:：]).*$"
    rf"|[;；\s（(]*{_any('others_work_labels')}\s*[/:：].*$",
    re.IGNORECASE,
)
#: photography by Jim Bell
PICTURES = later(rf"{_any('pictures')} {_any('pictures_by')}\b", re.IGNORECASE)
SEGMENTS = later(r"\s*[|•·│丨]\s+|\s+[|•·│丨]\s*|\s+[»›]\s+|\s+[–—-]{1,2}\s+|\s*//\s*|\s*\n\s*|[|│丨]|\s[-–—]{2,}")
ANDS = later(
    rf"\s*[;、；，&+]\s*|\s*,\s*(?:{_any('and_behind_comma')}\s+)?|\s+{_any('and')}\s+|\s*/\s*|(?<=\S)\s+{_any('and_written_on')}\s+",
    re.IGNORECASE,
)
#: One-letter “and”s, which also stand inside names (Ortega y Gasset): they part only full names.
SMALL_ANDS = later(rf"\s+{_any('and_in_names')}\s+", re.IGNORECASE)
ARABIC_AND = later(
    rf"(?<=\s)(?!{_any('names_like_and')}\s){_any('and_written_on')}(?=[\u0621-\u064a]{{3,}}\s[\u0621-\u064a]{{2,}})"
)
PLACE = later(rf"\s+{_any('in_place')}\s+(?P<place>(?=[^\W\d_])[A-ZÀ-ÞА-Я].{{1,40}})$")
#: … , à Nîmes · … , in Paris: a place behind a comma.
PLACE_ALONE = later(rf"{_any('in_place_alone')}\s+([^\W\d_a-z][\w'’-]{{1,30}}(?:\s[^\W\d_a-z][\w'’-]{{1,30}}){{0,2}})")
#: 記者陳美玲／台北報導: the place where it was reported from.
REPORTED_FROM = later(rf"\s*[／/╱]\s*[{HAN}]{{2,8}}{_any('reported_from')}\s*[】\])）]?$")
FOR = later(rf"\s+{_any('for_house')}\s+(?P<house>.{{2,60}})$")
ROLE = later(rf"(?<!\w){_any('roles')}(?!\w)", re.IGNORECASE)
CJK_ROLE = later(rf"\s*(?:{_any('roles_behind_names')}|(?<=\s){_any('roles_parted_from_names')})\s*$")
ROLE_OF = later(rf"^{_any('role_of')}\b.*$", re.IGNORECASE)
#: Words of desks and ranks, which belong to the role beside them.
DESKS = word_set("trade", "desks")
BRACKETS = later(r"\s*[(\[（【]([^()\[\]（）【】]{1,60})[)\]）】]\s*")
#: Smith, Jr. is one name.
BEFORE_SUFFIX = later(rf",\s*(?={_any('name_suffixes_behind_comma')}\b)")
