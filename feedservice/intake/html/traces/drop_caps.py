"""First letters set apart from their word, as spans, boxes or pictures: joined to it again. Pure.

Known by name or style, or by the letter that a picture stands for right before the rest of its word. A letter that is a word
of its own, such as A, is parted from the next by a blank unless the text has the joined word elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import basename, splitext

from feedservice.intake.html.page_elements import BLOCKS, Element, around, attribute, text_of, words
from feedservice.intake.html.spike import lift

_NAMED = re.compile(
    r"drop[-_ ]?(?:ped)?[-_ ]?cap|initial[-_]?(?:letter|cap)?\b|initiale|lettrine|first[-_]?letter|(?:big|fancy|huge|cap(?:ital)?)[-_]?letter|"
    r"letra[-_]?capit|capitular|versal|anfangsbuchstabe|capolettera|буквица",
    re.IGNORECASE,
)
_STYLED = re.compile(
    r"float\s*:\s*left|font-size\s*:\s*(?:[2-9](?:\.\d+)?r?em|[2-9]\d\d%|[3-9]\dp[tx]|1\d\dp[tx])|initial-letter",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[\"“”„«»‘’'¿¡(\[]{0,2}[^\W\d_][\"“”„«»‘’']?")
_SPOKEN = re.compile(r"(?:(?:the )?(?:letter|drop cap|initial)[: ]+)?([\"“„«‘]?[^\W\d_])", re.IGNORECASE)
#: A letter in quotation marks has no more.
_LONGEST_LETTER_CHARACTERS = 4
#: The last sign of a picture's name, where that is a letter: dropcap_t.png.
_FILE = re.compile(r"(?:^|[-_])([A-Za-z])$")
_WORDS_OF_ONE_LETTER = frozenset("AÀÁIOÓÚUYEÉÈВИКОСУЯАØÅŐZ")
_QUOTES = " \t\n\xa0\"“”„«»‘’'¿¡([—–-"
_PARAGRAPHS = ("p", "div")


def join_drop_caps(root: Element) -> None:
    """Put first letters back to their words."""
    whole: list[str] = []
    for element in list(
        root.iter("img", "span", "big", "font", "b", "strong", "em", "i", "p", "div", "h2", "h3", "h4", "a")
    ):
        if element.getparent() is None:
            continue
        if element.tag == "img":
            _read_picture(element)
        elif _is_cap(element):
            letter = " ".join(text_of(element).split())
            if element.tag in BLOCKS:
                _join_next(element, letter)
            else:
                _close_gap(element, letter, root, whole)


def _is_cap(element: Element) -> bool:
    """Whether an element is a first letter alone, by its name or its looks."""
    text = element.text
    if text and len(text.strip()) > _LONGEST_LETTER_CHARACTERS:
        return False
    if element.tag not in ("big", "font") and not _looks_set_apart(element):
        return False
    letter = _LETTER.fullmatch(" ".join(text_of(element).split()))
    return letter is not None and not letter[0].islower() and (element.tag in BLOCKS or _opens_block(element))


def _looks_set_apart(element: Element) -> bool:
    classes, style = element.get("class"), element.get("style")
    if (classes and _names_cap(classes)) or (style and (_STYLED.search(style) or "dropcap" in style)):
        return True
    name, kind = element.get("id"), element.get("data-type")
    return bool((name and _names_cap(name)) or (kind and _names_cap(kind)))


@lru_cache(maxsize=4096)
def _names_cap(name: str) -> bool:
    return _NAMED.search(name) is not None


def _opens_block(element: Element) -> bool:
    """Whether nothing but quotation marks stands before an inline element in its block."""
    while element.tag not in BLOCKS:
        parent, before = around(element), element.getprevious()
        text = (before.tail if before is not None else parent.text) or ""
        if text.strip(_QUOTES) or (before is not None and words(before)):
            return False
        if parent is element:
            return True
        element = parent
    return True


def _close_gap(element: Element, letter: str, root: Element, whole: list[str]) -> None:
    """No blank in an inline letter, and none behind it when the rest of its word follows."""
    holder = element
    while not (holder.tail or "").strip() and holder.getnext() is None and around(holder).tag not in (*BLOCKS, "html"):
        holder = around(holder)
    following = holder.tail or ""
    beside = holder.getnext()
    if not following.strip() and beside is not None and text_of(beside)[:1].islower() and beside.tag not in BLOCKS:
        following = holder.tail = ""
    rest = re.match(r"\s*([^\W\d_]+)", following)
    inner = text_of(element)
    gap = following[:1].isspace() or inner[-1:].isspace()
    _trim(element)
    if not rest or not gap:
        return
    parted = not rest[1][0].islower() or (
        letter[-1:] in _WORDS_OF_ONE_LETTER and not _has(f"{letter}{rest[1]}", root, whole)
    )
    holder.tail = (" " if parted else "") + following.lstrip()


def _trim(element: Element) -> None:
    """Take blanks off the ends of what holds one letter."""
    for node in element.iter():
        node.text = (node.text or "").strip()
        if node is not element:
            node.tail = (node.tail or "").strip()


def _has(word: str, root: Element, whole: list[str]) -> bool:
    """Whether a text has this word somewhere."""
    if not whole:
        whole.append(text_of(root).casefold())
    return re.search(rf"\b{re.escape(word.casefold())}\b", whole[0]) is not None


def _join_next(cap: Element, letter: str) -> None:
    """A letter in a box of its own goes to what follows it in the text: a paragraph, or words right behind the box."""
    if (cap.tail or "").strip():
        if (cap.tail or "").lstrip()[:1].islower():
            cap.tail = letter + (cap.tail or "").lstrip()
            lift(cap)
        return
    target = _paragraph_after(cap)
    if target is not None:
        target.text = letter + (target.text or "").lstrip()
        lift(cap)


def _paragraph_after(cap: Element) -> Element | None:
    """The paragraph that begins with the next words after an element."""
    element = cap
    while (following := _next_with_words(element)) is None:
        parent = around(element)
        if parent is element or (parent.tail or "").strip() or parent.tag == "body":
            return None
        element = parent
    paragraphs = [one for one in following.iter(*_PARAGRAPHS) if words(one)]
    return (
        paragraphs[-1]
        if paragraphs and len(paragraphs) == 1
        else next((one for one in paragraphs if one.tag == "p"), None)
    )


def _next_with_words(element: Element) -> Element | None:
    return next((one for one in element.itersiblings() if words(one)), None)


def _read_picture(picture: Element) -> None:
    """A picture of a first letter as that letter."""
    following = picture.tail or ""
    holder = picture
    while (
        not following.strip()
        and holder.getnext() is None
        and around(holder).tag in ("span", "a", "b", "strong", "i", "em", "font")
    ):
        holder = around(holder)
        following = holder.tail or ""
    if not following.lstrip()[:1].islower():
        return
    named = _NAMED.search(" ".join((attribute(picture, "class"), attribute(picture, "id"), attribute(picture, "src"))))
    letter = _letter_of(picture, named=named is not None)
    if not letter or not (named or not following[:1].isspace()):
        return
    holder.tail = letter + following.lstrip()
    lift(picture)


def _letter_of(picture: Element, *, named: bool) -> str:
    spoken = _SPOKEN.fullmatch(attribute(picture, "alt").strip() or attribute(picture, "title").strip())
    if spoken:
        return spoken[1]
    file = _FILE.search(splitext(basename(attribute(picture, "src")))[0]) if named else None
    return file[1].upper() if file and not attribute(picture, "alt").strip() else ""
