"""Datelines: the place, day and agency that open a report. Pure.

A place in capitals before a dash is a dateline; one in small letters only with its agency or day, or, before a colon,
if it is a city of the table. Sentences with dashes in them are none.
"""

import re
from dataclasses import dataclass
from functools import partial

from feedservice.text.agencies import agency, known_agency
from feedservice.text.dates.date_words import MONTH_WORDS, WEEKDAY_WORDS
from feedservice.text.languages.alternatives import any_word, word_set
from feedservice.text.patterns import later
from feedservice.text.places import CITIES
from feedservice.text.scripts import HAN, HAN_AND_KANA, HANGUL
from feedservice.text.unicode import one_line

_any = partial(any_word, "trade")
#: An en dash without a space beside it joins words: EU–Mercosur is no dateline.
_DASH = r"(?:--+|[—―]|(?<=\s)–|–(?=\s)|-(?=\s)|(?<=\))\s?[:：](?=\s)|(?<=\))\.[-–—])"
#: The large letters of Turkish, Polish, Vietnamese and others stand among their small ones.
_EXTENDED = "".join(letter for letter in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00))) if letter.isupper())
_LARGE = rf"A-Z\u00c0-\u00de\u0400-\u042f\u0386-\u03ab{_EXTENDED}"
_LETTER = rf"[{_LARGE}]"
#: At least two capitals, so that “I – a sailor – went” is none; A CORUÑA is one.
_PLACE = (
    rf"(?={_LETTER}(?:[.'’]?{_LETTER}| {_LETTER}{{2}}))"
    rf".[{_LARGE}.'’/ -]{{1,40}}(?:, [{_LARGE}][^\W\d_.]*[\w. -]{{0,30}})?"
)
#: A place in any letters, or two, which count only with an agency or a day behind them.
_ANY_PLACE = rf"(?:[{_LARGE}\u0600-\u06ff][^\W\d_.'’]*|[{_LARGE}]\.)(?:[ .'’-]{{1,2}}(?:[^\W\d_]{{1,20}}|[{_LARGE}]\.)){{0,4}}(?:[,،/] ?[^\W\d_][^\W\d_ .-]{{1,20}}(?: [^\W\d_]{{1,15}}){{0,2}})?"
_MONTH_WORD = r"[^\W\d_]{3,12}\.?"
_OF = rf"(?:{_any('of_month')} )?"
_DAY = (
    rf"(?:[,،]? (?:{_any('before_day')} )?"
    rf"(?:{_MONTH_WORD} \d{{1,2}}|\d{{1,2}}(?:\.|{_any('ordinals')})? {_OF}{_MONTH_WORD}|\d{{1,2}}/\d{{1,2}})(?:,? {_OF}\d{{4}})?)"
)
_BRACKETED = r"(?: ?[(/][^\W\d][^()/]{1,40}[)/])"
_CAPITALS = later(rf"^({_PLACE}{_DAY}?\.?{_BRACKETED}?)\s*{_DASH}\s*(?=\S)")
_MIXED = later(rf"^({_ANY_PLACE}(?P<day>{_DAY})?\.?(?P<agency>{_BRACKETED})?)\s*{_DASH}\s*(?=\S)")
#: МОСКВА, 12 ноября. /ТАСС/. Text
_SLASHES = later(rf"^({_PLACE}{_DAY}?\.? /([^/\d]{{2,30}})/)\.?\s*(?:{_DASH})?\s*(?=\S)")
_AGENCY_ALONE = later(rf"^(\(([^()\d]{{2,40}})\))\s*{_DASH}\s*(?=\S)")
_AGENCY_UNPARTED = later(r"^(\(([A-Z][^()\d]{1,30})\))\s*(?=[A-Z“\"])")
_COLON = later(r"^(?P<city>[^\W\d_][^\d:：]{2,30}?)\s?[:：]\s+(?=\S)")
#: МОСКВА, 12 ноя — РИА Новости. Text
_AGENCY_BEHIND = later(r"^([^\d.]{2,30})\.\s+(?=\S)")
#: 本报港城11月18日电 · 新华社北京11月19日电（记者王明） · 北京11月19日电 · 【中新社北京11月19日电】
_CJK = later(
    rf"^[【\[（(]?([{HAN}]{{2,16}}(?:\d{{1,2}}月)?\d{{1,2}}日{_any('wired')}(?:\s*[（(][^）)]{{1,40}}[）)])?)[】\]）)]?\s*[:：,，]?\s*"
)
#: （中央社記者王明台北19日電）
_CJK_IN_BRACKETS = later(rf"^[（(]([{HAN}]{{2,20}}\d{{1,2}}日{_any('wired_in_brackets')})[）)]\s*")
#: [東京 19日 ロイター] - · ［ワシントン　１９日　ロイター］－ · 【北京共同】 · 【ロンドン＝山田太郎】
_JAPANESE = later(
    rf"^([\[［【](?P<place>[{HAN_AND_KANA}／]{{1,12}})"
    r"(?:[\s\u3000]{1,2}\d{1,2}日[\s\u3000]{1,2}(?P<agency>[^\]］】]{1,14})"
    rf"|=?(?P<behind>{_any('agencies_behind_places')})|[=＝][^\]］】]{{2,12}})[\]］】])\s*[-－–—]?\s*"
)
#: (서울=연합뉴스) 김민수 기자 =
_KOREAN = later(
    rf"^([(\[](?:[{HANGUL}·]{{1,10}})\s?=\s?(?P<agency>[{HANGUL}\w]{{2,10}})[)\]])\s*"
    rf"(?P<by>(?:[{HANGUL}]{{2,4}}(?:·[{HANGUL}]{{2,4}}){{0,3}}\s?{_any('reporters_behind_datelines')})?)\s?=?\s*"
)
#: A weekday opens a date, and no dateline; short names of theirs may be places.
_WEEKDAYS = frozenset(word for word in WEEKDAY_WORDS if len(word) > 3)
#: Words that open sentences with a day in them, never datelines.
_NO_PLACES = word_set("trade", "no_datelines")
_LONGEST_OPENING_CHARACTERS = 160
#: 新华社北京11月19日电（记者张三、李四）
_CJK_REPORTERS = later(rf"[（(]\s*((?:[{HAN}]{{0,6}}){_any('dateline_reporters')}[^）)]{{2,40}})[）)]$")
#: What parts a dateline from its text, or brackets it; most paragraphs have none of these near their beginning.
_SIGN = later(r"[-–—―:：()（）/\[\]［］【】日＝=－]")
_CJK_AGENCIES = later(rf"^({_any('agencies_before_places')})")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a report opens: its dateline as it stands there, the agency that it names, and the text that follows.

    `byline` is who reported, between the two (김민수 기자) or in the dateline (记者张三).
    """

    dateline: str
    agency: str
    rest: str
    byline: str = ""


def split_dateline(text: str) -> tuple[str, str]:
    """Dateline and the rest of a paragraph that may open with one; the dateline is empty when it does not."""
    opening = split_opening(text)
    return (opening.dateline, opening.rest) if opening else ("", text)


def split_opening(text: str) -> Opening | None:
    """The dateline of a paragraph with the agency it names, or nothing when the paragraph opens without one."""
    head = text[:_LONGEST_OPENING_CHARACTERS]
    if not _SIGN.search(head):
        return None
    return _latin(text, head) or _cjk(text, head)


def _latin(text: str, head: str) -> Opening | None:
    in_capitals = _CAPITALS.match(head)
    found = in_capitals or _MIXED.match(head)
    if found and (in_capitals or _opens_a_report(found, text[found.end() :])):
        return _with_agency_behind(one_line(found[1]), text[found.end() :])
    for pattern in (_SLASHES, _AGENCY_ALONE, _AGENCY_UNPARTED):
        found = pattern.match(head)
        house = (
            _house(found[2]) if found and pattern is not _AGENCY_UNPARTED else known_agency(found[2]) if found else ""
        )
        if found and house:
            return Opening(one_line(found[1]), house, text[found.end() :])
    found = _COLON.match(head)
    if found and found["city"].casefold().strip() in CITIES:
        return Opening(one_line(found["city"]), "", text[found.end() :])
    return None


def _with_agency_behind(dateline: str, rest: str) -> Opening:
    """The opening; an agency that follows the dash as a sentence of its own belongs to the dateline."""
    behind = _AGENCY_BEHIND.match(rest[:60])
    if behind and known_agency(behind[1]):
        return Opening(f"{dateline} — {behind[1]}", known_agency(behind[1]), rest[behind.end() :])
    inside = re.search(r"[(/]([^()/]{2,40})[)/]$", dateline)
    return Opening(dateline, _house(inside[1]) if inside else "", rest)


def _opens_a_report(found: re.Match[str], rest: str) -> bool:
    """Whether a place in small letters has an agency or a day behind it, and a sentence after that."""
    opening = found[1].split()[0].casefold().strip(".,،")
    if rest[:1].islower() or opening in _NO_PLACES or opening in _WEEKDAYS:
        return False
    if found["agency"]:
        return bool(agency(found["agency"].strip(" /"), in_brackets=True))
    return bool(found["day"]) and _names_a_month(found["day"])


def _house(text: str) -> str:
    """The agency in brackets; one short capital word counts as one, whatever it is."""
    name = text.strip(" ()/")
    return agency(name, in_brackets=True) or (name if re.fullmatch(r"[^\W\d_]{2,12}", name) else "")


def _names_a_month(day: str) -> bool:
    return any(word.casefold() in MONTH_WORDS for word in re.findall(r"[^\W\d_]+", day))


def _cjk(text: str, head: str) -> Opening | None:
    found = _CJK.match(head) or _CJK_IN_BRACKETS.match(head)
    if found:
        agency_name = _CJK_AGENCIES.match(found[1])
        named = _CJK_REPORTERS.search(found[1])
        house = agency_name[1] if agency_name else ""
        return Opening(one_line(found[1]), house, text[found.end() :], named[1] if named else "")
    found = _JAPANESE.match(head)
    if found:
        return Opening(one_line(found[1]), known_agency(found["agency"] or found["behind"] or ""), text[found.end() :])
    found = _KOREAN.match(head)
    if found:
        return Opening(one_line(found[1]), found["agency"], text[found.end() :], found["by"])
    return None
