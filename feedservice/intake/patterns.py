"""How the trade writes credits, datelines, bylines and end marks: tables to read, with examples beside them. Pure.

Every pattern is anchored or bounded in length, so none can run away on hostile text.
"""

import re

from feedservice.characters import one_line

_OPENING, _CLOSING = tuple("([（【"), tuple(")]）】")

#: An en dash without a space beside it joins words: EU–Mercosur is no dateline.
_DASH = r"(?:--+|[—―]|(?<=\s)–|–(?=\s)|-(?=\s))"

#: The credit that closes a caption: [Photo/Xinhua], (Photo: Ana Ruiz/Agency), [图/新华社], （图：港城报）.
CREDIT_AT_END = re.compile(
    r"[\[(（【]\s*(?:photo(?:graph)?s?(?:\s+by)?|picture|image|foto|图片?|摄影?)\s*[/:：\s]\s*([^\])）】]{1,120}?)\s*[\])）】]\s*\.?$",
    re.IGNORECASE,
)
#: A credit on its own: Photo: Name/Agency, Photograph by Name, © Name, 图/新华社.
CREDIT_ALONE = re.compile(
    r"^(?:photo(?:graph)?s?\s*(?:by\b|credit\s*[:：]|[/:：])|picture\s*[:：]|image\s*[:：]|foto\s*[:：]|credit\s*[:：]|©|图片?\s*[/:：]|摄影?\s*[/:：])\s*(.{1,120})$",
    re.IGNORECASE,
)

#: By Ana Ruiz and Tom O'Leary · By J. R. Smith Jr. · Von Jana Meier · Par … · 记者 王明 · 文/王明
BYLINE = re.compile(
    r"^(?:by|von|par|por)\s+(?=\S)(?P<latin>(?:[^.!?]|(?<=\b(?-i:[A-Z]))\.|(?<=\b(?-i:[A-Z][a-z]))\.){2,150})$|^(?:记者|文|作者)\s*[/:：\s]\s*(?P<cjk>.{1,60})$",
    re.IGNORECASE,
)
#: What parts a name from the date or desk beside it.
_AROUND_NAMES = " .|·•–—-"
_ANDS = re.compile(r"\s*(?:,|;|、|\band\b|\bund\b|\bet\b|\by\b|&)\s*", re.IGNORECASE)

#: BEIJING – text · PARIS, Nov. 19 (Agency) -- text · NEW YORK (AP) — text
_LETTER = r"[A-Z\u00c0-\u00de]"
#: At least two capitals, so that “I – a sailor – went” is none; A CORUÑA is one.
_PLACE = (
    rf"(?={_LETTER}[.'’]?{_LETTER}|{_LETTER} {_LETTER}{{2}})"
    r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’ -]{1,40}(?:, [A-Z][A-Za-z.\u00c0-\u024f -]{1,30})?"
)
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, \d{4})?)?"
_AGENCY = r"(?: ?\([A-Z][^()]{1,40}\))?"
DATELINE = re.compile(rf"^({_PLACE}{_DAY}{_AGENCY})\s*{_DASH}\s*(?=\S)")
#: 本报港城11月18日电 · 新华社北京11月19日电（记者王明） · 北京11月19日电
DATELINE_CJK = re.compile(
    r"^([\u4e00-\u9fff]{2,16}\d{1,2}月\d{1,2}日[电讯](?:\s*[（(][^）)]{1,40}[）)])?)\s*[:：,，]?\s*"
)

#: Whole lines that are page furniture, never news; compared without case, arrows and dots.
FURNITURE_LINES = frozenset({
    "scroll to top", "back to top", "return to top", "go to top", "to top", "read more", "continue reading", "see also",
    "share", "share this", "share this article", "share this story", "share on facebook", "share on twitter", "tweet",
    "print", "print this page", "email this", "comments", "leave a comment", "advertisement", "subscribe", "sign up",
    "subscribe to our newsletter", "skip to content", "skip to main content", "menu", "close",
    "返回顶部", "回到顶部", "阅读全文", "分享", "nach oben", "retour en haut", "volver arriba", "العودة إلى الأعلى",
})  # fmt: skip
#: Enditem (Xinhua), ENDS, -30- and ### (American wires), 完, and lines of rules only.
END_MARK = re.compile(
    r"(?:-+\s*30\s*-+|enditem|ends?|[（(]?完[)）]?|[#*_=–—-]{2,}|(?:[#*]\s){2,}[#*])\.?", re.IGNORECASE
)
_ORNAMENT = " \t\n.…:!↑^»›>()（）[]【】|"
_LONGEST_LEFTOVER_CHARACTERS = 40


def leftover_reason(text: str) -> str:
    """Why a whole paragraph is no part of the news, or nothing. Long paragraphs never are leftovers."""
    if len(text) > _LONGEST_LEFTOVER_CHARACTERS:
        return ""
    line = one_line(text)
    if END_MARK.fullmatch(line):
        return "end mark"
    return "page furniture" if line.strip(_ORNAMENT).casefold() in FURNITURE_LINES else ""


def split_caption(text: str) -> tuple[str, str]:
    """Caption and credit of a caption line; the credit is empty when none closes it."""
    line = one_line(text)
    found = CREDIT_AT_END.search(line)
    if found:
        return line[: found.start()].strip(), found[1].strip()
    return line, ""


def bare_credit(text: str) -> str:
    """A credit without its brackets and its “Photo:”; feeds carry the name only."""
    line = one_line(text)
    if line[:1] in _OPENING and line[-1:] in _CLOSING:
        line = line[1:-1].strip()
    found = CREDIT_ALONE.match(line)
    return found[1].strip() if found else line


def split_dateline(text: str) -> tuple[str, str]:
    """Dateline and the rest of a paragraph that may open with one; the dateline is empty when it does not."""
    found = DATELINE.match(text) or DATELINE_CJK.match(text)
    return (one_line(found[1]), text[found.end() :]) if found else ("", text)


def people(text: str) -> tuple[str, ...]:
    """The names in a byline, with or without its “By”."""
    line = one_line(text)
    found = BYLINE.match(line)
    names = (found["latin"] or found["cjk"]) if found else line
    return tuple(name for name in (part.strip(_AROUND_NAMES) for part in _ANDS.split(names)) if name)


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline: “By” and names that begin like names."""
    line = one_line(text)
    found = BYLINE.match(line)
    return bool(found and (found["cjk"] or all(name[:1].isupper() for name in people(line))))
