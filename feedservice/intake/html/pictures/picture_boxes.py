"""Which box of a page a picture has for itself and its words, and which boxes behind it are called its caption or credit. Pure."""

from __future__ import annotations

import re

from feedservice.intake.html.page_elements import Element, around, attribute, attributes, words
from feedservice.intake.html.pictures.picture_addresses import IMAGES, best_source
from feedservice.intake.html.pictures.picture_teasers import is_teaser
from feedservice.intake.trade.caption_lines import split_legend
from feedservice.intake.trade.credits import is_credit

CAPTION_NAMES = re.compile(
    r"caption|legende|bildunterschrift|(?:^|[-_ ])pic-?text|img[-_]?desc|opener-foto-info|figcaption|photo-?(?:desc|text|title)|popisek|pie-?de-?foto|didascalia",
    re.IGNORECASE,
)
#: A box that is called a credit and stands behind a picture; words that are also the story's own (author, source) are not among these.
_CREDIT_BEHIND = re.compile(
    r"(?:^|[-_ ])(?:credits?|copyright|copyrightholder|photographer|bildnachweis|bildquelle|photo-?(?:by|author|source))(?:$|[-_ ])|"
    r"(?:photo|image|img|picture|media|bild)[-_]?(?:credits?|copyright|author|source)$",
    re.IGNORECASE,
)
LONGEST_LEGEND_CHARACTERS = 420
_LONGEST_BARE_CHARACTERS = 120
_LONGEST_CREDIT_CHARACTERS = 120
_MOST_BEHIND = 2
_SET_APART = frozenset({"p", "div", "center", "span", "em", "i"})
_YEAR = re.compile(r"(?:19|20)\d\d|rights reserved", re.IGNORECASE)
#: A portrait stands with the name of its author, which is no caption.
_OF_AUTHORS = re.compile(r"author|byline|avatar|profile|vcard|autor|headshot", re.IGNORECASE)
_OF_PICTURES = re.compile(r"photo|image|img|foto|pic|media|caption|credit", re.IGNORECASE)
#: How sheets of ready-made classes (Tailwind, Tachyons) call what is set smaller than the story.
_SMALL_PRINT = frozenset({"text-xs", "text-sm", "font-xs", "font-xxs", "f6", "f7", "small", "small-text", "fs-6"})
_NO_FRAME = frozenset({"body", "html", "main", "header", "ul", "ol"})
_TABLE_PARTS = frozenset({"table", "tbody", "tr", "td"})
_NOT_IN_FRAME = ("h1", "h2", "time", "form", "ul", "ol", "blockquote")


def frame_of(image: Element, box: Element) -> Element | None:
    """The box that a picture has for itself and its words: its <figure>, or the widest that holds no other picture and no text."""
    figure = next(image.iterancestors("figure"), None)
    if figure is not None:
        return figure
    frame: Element | None = None
    for holder in image.iterancestors():
        if holder is box or holder.tag in _NO_FRAME or not _may_frame(holder, frame) or box in holder.iterdescendants():
            break
        if holder.tag not in ("tbody", "tr"):
            frame = holder
    return frame if frame is not None and _is_frame(frame) else None


def _may_frame(holder: Element, inner: Element | None) -> bool:
    """Whether a box may be a picture's, wider than `inner`: an article only if it is one of a picture, a table only of few cells."""
    if holder.tag == "article" and not _OF_PICTURES.search(attribute(holder, "class")):
        return False
    if holder.tag in _TABLE_PARTS and sum(1 for cell in holder.iter("td", "th") if words(cell)) > 1:
        return False
    return _holds_only(holder, has_words=inner is not None and bool(words(inner)))


def _is_frame(holder: Element) -> bool:
    """Whether the words in a picture's box are its legend: it is named so, they have a credit, or are no sentence."""
    line = words(holder)
    if not line or split_legend(line)[1]:
        return True
    if is_teaser(holder):
        return False
    if holder.tag == "p":
        return False
    names = " ".join(f"{attribute(one, 'class')} {attribute(one, 'id')}" for one in holder.iter())
    if not _SMALL_PRINT.isdisjoint(names.split()) or any(words(one) == line for one in holder.iter("small")):
        return True
    return bool(_OF_PICTURES.search(names)) or (len(line) <= _LONGEST_BARE_CHARACTERS and line[-1:] not in ".!?。！？")


def _holds_only(holder: Element, *, has_words: bool) -> bool:
    """Whether a box holds one picture, perhaps with its stand-in or twin, and a legend's words at most."""
    if next(holder.iter(*_NOT_IN_FRAME), None) is not None or len(words(holder)) > LONGEST_LEGEND_CHARACTERS:
        return False
    shown: set[str] = set()
    for one in holder.iter(*IMAGES):
        shown.add(best_source(attributes(one)))
        if len(shown - {""}) > (1 if has_words else 2):
            return False
    return not any(map(_is_of_an_author, holder.iter()))


def _is_of_an_author(element: Element) -> bool:
    """Whether an element is named as an author's, and neither it nor what holds it as a picture's."""
    names = map(element.get, ("class", "rel", "itemprop", "data-testid"))
    if not element.keys() or not any(name and _OF_AUTHORS.search(name) for name in names):
        return False
    holders = [element, around(element), around(around(element))]
    return not any(_OF_PICTURES.search(attribute(one, "class")) for one in holders)


def boxes_behind(image: Element, box: Element, frame: Element | None) -> list[Element]:
    """The next boxes with words behind a picture or its frame, as far as they are called its caption or its credit."""
    found: list[Element] = []
    holder: Element | None = image if frame is None else frame
    for _ in range(6):
        if holder is None or holder is box or holder.tag in _NO_FRAME or (holder.tail or "").strip():
            break
        following = _next_with_words(holder)
        if following is None:
            holder = None if found else holder.getparent()
        elif len(found) < _MOST_BEHIND and _is_legend(following):
            found.append(following)
            holder = following
        else:
            break
    return found


def _next_with_words(element: Element) -> Element | None:
    following = element.getnext()
    while following is not None and not words(following) and not (following.tail or "").strip():
        if next(following.iter(*IMAGES), None) is not None:
            return None
        following = following.getnext()
    return following


def _is_legend(element: Element) -> bool:
    line = words(element)
    if not line or len(line) > LONGEST_LEGEND_CHARACTERS or next(element.iter(*IMAGES), None) is not None:
        return False
    names = [f"{attribute(one, 'class')} {attribute(one, 'id')}" for one in element.iter()]
    if CAPTION_NAMES.search(" ".join(names)):
        return True
    if len(line) > _LONGEST_CREDIT_CHARACTERS or _YEAR.search(line):
        return _ends_in_credit(element, line)
    return (
        _ends_in_credit(element, line)
        or element.tag in ("cite", "small")
        or any(map(_CREDIT_BEHIND.search, names[0].split()))
        or is_credit(line)
    )


def _ends_in_credit(element: Element, line: str) -> bool:
    """Whether a line behind a picture is its caption by its end: a house and a name in brackets, or it is set apart and has a credit."""
    if element.tag not in _SET_APART or line[-1:] not in ")]）】":
        return False
    credit = split_legend(line)[1]
    return bool(credit) and ("/" in credit or _is_set_apart(element))


def _is_set_apart(element: Element) -> bool:
    """Whether a paragraph is centred, as captions of old systems are."""
    return element.tag == "center" or attribute(element, "align") == "center" or "center" in attribute(element, "style")
