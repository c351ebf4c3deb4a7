"""Lines of the story's own column that are no part of it: “Read more: …”, “Advertisement”, end marks. Pure."""

from __future__ import annotations

import re

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure.inline_runs import lines_of, trimmed
from feedservice.cleaning.tree import Element, Node, length, named, unlinked_length, words
from feedservice.intake.boilerplate.page_lines import is_advertisement, is_page_line, leads_elsewhere, speaks_for_page
from feedservice.intake.trade import leftover_reason
from feedservice.text.unicode import one_line

_HEADINGS = frozenset({"h2", "h3", "h4"})
_LISTS = frozenset({"ul", "ol"})
#: No line longer than this is a leftover.
_LONGEST_CHARACTERS = 220
_LONGEST_WORDS_CHARACTERS = 60
_ORNAMENT = " \t\n.…:!?↑^»›>()（）[]【】|→▶►•·*-–—"
_PARTED = re.compile(r"\s*[|·•/]\s*")
_LONGEST_SPOKEN_CHARACTERS = 200


def drop_leftover_lines(root: Element, ledger: Ledger) -> None:
    """Whole lines such as “scroll to top”, “Read more: …” with its links, and end marks; from the end upwards.

    A heading goes only with what it stands over. Lines inside a sentence, a figure or a cell stay.
    """
    kept: list[Node] = []
    noted: list[tuple[str, str]] = []
    for block in reversed(root.children):
        reason = _leftover(block, kept, noted) if isinstance(block, Element) else ""
        if reason and isinstance(block, Element):
            noted.append((words(block), reason))
        else:
            kept.append(block)
    if noted or len(kept) < len(root.children):
        root.children = kept[::-1]
        for text, reason in reversed(noted):
            ledger.note_words(text, reason)


def _leftover(block: Element, kept: list[Node], noted: list[tuple[str, str]]) -> str:
    """Why a block goes, or ""; `kept` ends with the block after it."""
    if block.name == "p":
        return _paragraph_leftover(block, noted)
    if block.name in _HEADINGS:
        if _is_lead(words(block)) and _drop_links(kept, noted):
            return "page furniture"
        following = kept[-1] if kept else None
        tells = isinstance(following, Element) and following.name not in _HEADINGS
        return "" if tells else _reason(words(block))
    if block.name == "figure":
        captions = (words(part) for part in block.children if isinstance(part, Element) and part.name == "figcaption")
        return "advertisement" if any(is_advertisement(_bare(text)) for text in captions) else ""
    if block.name in _LISTS:
        _drop_items(block, noted)
        return "page furniture" if not block.children else ""
    return ""


def _drop_links(kept: list[Node], noted: list[tuple[str, str]]) -> bool:
    """Take the blocks after a heading that are nothing but links; whether there were any."""
    count = len(kept)
    while kept:
        block = kept[-1]
        if isinstance(block, str) or block.name not in (*_HEADINGS, *_LISTS, "p", "figure") or not _is_links(block):
            break
        noted.append((words(block), "links to other stories"))
        kept.pop()
    return len(kept) < count


def _bare(text: str) -> str:
    return one_line(text).strip(_ORNAMENT).casefold()


def _paragraph_leftover(block: Element, noted: list[tuple[str, str]]) -> str:
    first = block.children[0]
    if isinstance(first, str) and len(first) > _LONGEST_CHARACTERS:
        return _drop_broken_lines(block, noted)
    if named(block, "img"):
        return ""
    text = one_line(words(block)) if length(block) <= _LONGEST_CHARACTERS else ""
    if text:
        reason = _reason(text)
        if reason:
            return reason
        if leads_elsewhere(text) and _is_links(block):
            return "links to other stories"
    return _drop_broken_lines(block, noted)


def _reason(text: str) -> str:
    """Why a whole line is a leftover, or ""."""
    line = one_line(text)
    if not line:
        return ""
    if len(line) > _LONGEST_SPOKEN_CHARACTERS:
        return ""
    reason = leftover_reason(line)
    if reason:
        return reason
    if len(line) <= _LONGEST_WORDS_CHARACTERS:
        parts = [part.strip(_ORNAMENT).casefold() for part in _PARTED.split(line)]
        if all(is_page_line(part) or leftover_reason(part) for part in parts if part) and any(parts):
            return "page furniture"
    return "page furniture" if speaks_for_page(line) else ""


def _is_lead(text: str) -> bool:
    return is_page_line(_bare(text)) or leads_elsewhere(one_line(text).strip(_ORNAMENT))


def _is_links(element: Element) -> bool:
    """Whether an element is links, but for a lead of a few words; a linked picture alone counts."""
    whole = length(element)
    unlinked = unlinked_length(element)
    return (whole > unlinked and unlinked <= max(40, whole // 4)) or (not whole and bool(named(element, "a")))


def _drop_items(block: Element, noted: list[tuple[str, str]]) -> None:
    """Items of a list that are leftovers, when they are more than a word of its own."""
    out = [
        item for item in block.children if isinstance(item, Element) and not named(item, "img") and _is_link_line(item)
    ]
    if out and len(out) == len(block.children):
        noted.extend((words(item), "page furniture") for item in reversed(out))
        block.children = []


def _is_link_line(item: Element) -> bool:
    if length(item) > _LONGEST_CHARACTERS:
        return False
    text = one_line(words(item))
    return bool(_reason(text)) or (leads_elsewhere(text) and _is_links(item))


def _drop_broken_lines(block: Element, noted: list[tuple[str, str]]) -> str:
    """Leftovers among lines that only single breaks part."""
    if all(isinstance(child, str) or child.name != "br" for child in block.children):
        return ""
    kept: list[Node] = []
    for line in lines_of(block.children):
        text = words(Element("p", None, line))
        reason = _reason(text) if len(text) <= _LONGEST_SPOKEN_CHARACTERS else ""
        if reason:
            noted.append((text, reason))
        else:
            kept += [*line, Element("br")]
    if len(kept) < len(block.children):
        block.children = trimmed(kept)
    return "" if block.children else "page furniture"
