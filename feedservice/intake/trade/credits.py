"""Captions and credits, as the trade writes them. Pure.

A credit is what closes a caption in brackets or behind a mark, or a line of its own. Long lines are none.
"""

import re
from functools import partial

from feedservice.text.agencies import known_agency
from feedservice.text.languages.alternatives import any_piece, any_word, word_set
from feedservice.text.patterns import later
from feedservice.text.scripts import HAN
from feedservice.text.unicode import one_line

_any = partial(any_word, "trade")
_OPENING, _CLOSING = tuple("([（【"), tuple(")]）】")
_LONGEST_LINE_CHARACTERS, _LONGEST_CREDIT_CHARACTERS = 2_000, 140
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "»")
_MOST_SMALL_WORDS = 4
_COURTESY = later(_any("courtesy", "courtesy_of"), re.IGNORECASE)
#: One of these stands in every credit that has no bracket around it.
_LOOSE_SIGNS = later(rf"[/©:：]|\((?:c|C)\)|\b{_any('credit_signs')}\b")
#: Captions with no bracket around the credit are short; a longer paragraph is news that ends so.
_LONGEST_LOOSE_CHARACTERS = 300

_WORDS = _any("credit", "credit_anywhere")
_UNBRACKETED_WORDS = _any("credit", "credit_anywhere")
_TAKEN_SIGNS = word_set("trade", "taken_by")

#: The credit that closes a caption: [Photo/Xinhua], (Photo: Ana Ruiz/Agency), [图/新华社], （图：港城报）.
CREDIT_AT_END = later(
    rf"[\[(（【]\s*(?:{_WORDS}(?:\s+{_any('credit_by', 'courtesy', 'courtesy_of')})?|{_any('credit_labels')})"
    r"\s*[/:：\s]\s*([^\[\](（)）【】]{1,120}?(?:\([^()]{1,40}\))?)\s*[\])）】]\s*\.?$",
    re.IGNORECASE,
)
#: (AP Photo/Ana Ruiz) · (Xinhua/Wang Ming) · (REUTERS/Ana Ruiz) · (Photo Ana Ruiz)
_WIRE_AT_END = later(
    r"[\[(（【]\s*((?:[A-Z][\w.]{0,20}\s)?(?:Photo|Pool|Images)?\s?/?\s?[^\[\]()（）【】]{0,60})\s*[\])）】]\s*\.?$"
)
#: … at the quay. / AFP · … at the quay. REUTERS/Ana Ruiz · … at the quay. © Ana Ruiz · … at the quay. Photo: Ana Ruiz
_LOOSE_AT_END = later(
    r"(?<=[.!?。”\"'’\w|)])\s+(?:(?:©|\(c\))\s?(?P<mark>\S.{1,80})|/\s(?P<slash>[A-Z][\w .]{1,30})|(?<=[.!?。”\"’|)]\s)"
    rf"(?:(?P<wire>{_any('agencies_behind_captions')}\s?/\s?[^\W\d_][^/.]{{2,50}})"
    rf"|{_UNBRACKETED_WORDS}(?:\s*[:：]\s*|\s+{_any('credit_by_alone', 'courtesy_of')}\s+)"
    r"(?P<named>(?-i:(?=[^\Wa-zß-ÿа-я\d_]))[^.:：]{2,80})))\.?$",
    re.IGNORECASE,
)
#: A credit on its own: Photo: Name/Agency, Photograph by Name, © Name, 图/新华社.
CREDIT_ALONE = later(
    rf"^(?:{_UNBRACKETED_WORDS}\s*(?:{_any('credit_by_alone', 'courtesy', 'courtesy_of')}\b|{_any('credit_ends')}\s*[:：]|\.?\s*[:：]|/)"
    rf"|{any_piece('trade', 'credit_alone')}|©(?:\s?\d{{4}})?|\(c\))\s*(.{{1,120}})$",
    re.IGNORECASE,
)
#: AP Photo/Ana Ruiz · REUTERS/Ana Ruiz · Getty Images · Ana Ruiz/AFP/Getty Images: a credit by its house alone.
_HOUSES = later(
    rf"^(?:{_any('photo_agencies')} Photo/\S.{{1,60}}|{_any('agencies_before_names')}\s?/\s?[^\W\d_].{{1,60}}"
    rf"|[^\W\d_][^/.:]{{2,40}}/\s?{_any('agencies_behind_names')}(?:\s?(?:{_any('via')}|/)\s?[\w ]{{2,30}})?"
    rf"|{_any('picture_libraries')}(?:\s?/\s?[\w .-]{{2,40}})?)$",
)
#: 王明 摄 · 新华社记者 王明 摄
_TAKEN_BY = later(
    rf"(?:^|[。\s（(])(?P<name>(?:[{HAN}]{{2,8}}{_any('dateline_reporters')}\s?)?[{HAN}·]{{2,8}})\s?{_any('taken_by')}[）)]?$"
)


def _closes(line: str) -> bool:
    """Whether a bracket closes a line: most paragraphs have none there, and need not be looked at."""
    return any(letter in _CLOSING for letter in line[-3:])


def split_caption(text: str, *, in_figure: bool = False) -> tuple[str, str]:
    """Caption and credit of a caption line; the credit is empty when none closes it.

    An agency alone in brackets is a credit only below a picture: elsewhere it signs a paragraph of its report.
    """
    if len(text) > _LONGEST_LINE_CHARACTERS:
        return one_line(text), ""
    line = one_line(text)
    found = CREDIT_AT_END.search(line[-200:]) if _closes(line) else None
    if found:
        return line[: max(len(line) - 200, 0) + found.start()].strip(), found[1].strip()
    return _wire_credit(line, in_figure=in_figure) or (line, "")


def _wire_credit(line: str, *, in_figure: bool) -> tuple[str, str] | None:
    """A caption closed by a credit that names its house: (AP Photo/Ana Ruiz), / AFP, 王明 摄."""
    tail, before = line[-140:], max(len(line) - 140, 0)
    found = _WIRE_AT_END.search(tail) if _closes(line) else None
    if found and (_HOUSES.match(found[1]) or (in_figure and known_agency(found[1]))):
        return line[: before + found.start()].strip(), found[1].strip()
    found = _LOOSE_AT_END.search(tail) if len(line) <= _LONGEST_LOOSE_CHARACTERS and _LOOSE_SIGNS.search(tail) else None
    if found and (before or found.start() > 0):
        credit = found["mark"] or found["slash"] or found["wire"] or found["named"]
        if not found["slash"] or known_agency(credit):
            return line[: before + found.start()].strip(" |–-"), credit.strip(" .")
    found = _TAKEN_BY.search(tail) if any(sign in tail[-3:] for sign in _TAKEN_SIGNS) else None
    if found and (before or found.start("name") > 0):
        return line[: before + found.start("name")].strip(" （("), found["name"]
    return None


def is_credit(text: str) -> bool:
    """Whether a whole line is a credit and nothing more."""
    line = one_line(text[:_LONGEST_LINE_CHARACTERS])
    if line[:1] in _OPENING and line[-1:] in _CLOSING:
        line = line[1:-1].strip()
    if len(line) > _LONGEST_CREDIT_CHARACTERS:
        return False
    found = CREDIT_ALONE.match(line)
    named = found is not None and not is_sentence(found[1])
    return bool(named or _HOUSES.match(line) or _TAKEN_BY.fullmatch(line))


def is_sentence(words: str) -> bool:
    """Whether what follows “Photo:” is a sentence and no name: it ends as one, and has more small words than a house's name."""
    small = [word for word in words.split() if word[:1].islower()]
    return words.endswith(_SENTENCE_ENDS) and len(small) > _MOST_SMALL_WORDS and not _COURTESY.match(words)


def bare_credit(text: str) -> str:
    """A credit without its brackets and its “Photo:”; feeds carry the name only."""
    line = one_line(text)
    if line[:1] in _OPENING and line[-1:] in _CLOSING:
        line = line[1:-1].strip()
    found = CREDIT_ALONE.match(line[:_LONGEST_LINE_CHARACTERS])
    taken = _TAKEN_BY.fullmatch(line[:60])
    return found[1].strip() if found else taken["name"] if taken else line
