"""The edges of a body: kickers above its first words, what mailings and papers put above and below. Pure.

From either edge inwards, as far as line after line is of that kind: inside a story the same words may be news.
"""

from __future__ import annotations

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure.inline_runs import lines_of
from feedservice.cleaning.tree import Element, Node, length, named, words
from feedservice.intake.boilerplate.edge_lines import ending_reason, is_contribution, mailing_reason
from feedservice.intake.boilerplate.page_lines import is_kicker
from feedservice.intake.trade import leftover_reason
from feedservice.text.unicode import one_line

_LONGEST_KICKER_CHARACTERS = 36
_LONGEST_LINE_CHARACTERS = 320
_MOST_LINES = 14
_LEAST_STORY_CHARACTERS = 120
_HEADINGS = frozenset({"h2", "h3", "h4"})
_TEXTS = _HEADINGS | {"p", "ul", "ol"}
_ORNAMENT = " \t\n:：|·•–—-[]()（）【】"


def drop_edges(root: Element, ledger: Ledger) -> None:
    """Lines at the edges that are none of the story; each is noted. A body that would be left with next to nothing stays whole."""
    children = root.children
    while children and isinstance(children[0], Element) and children[0].name == "hr":
        del children[0]  # a rule above the first words parts them from nothing
    first, top = _top(children)
    kept, bottom = _bottom(children[first:])
    if not (top or bottom) or not _is_story(kept):
        return
    root.children = kept
    for text, reason in (*top, *bottom):
        ledger.note_words(text, reason)


def _top(children: list[Node]) -> tuple[int, list[tuple[str, str]]]:
    """How many blocks at the top go, and what they say."""
    gone: list[tuple[str, str]] = []
    for place, block in enumerate(children[:_MOST_LINES]):
        text = _line(block)
        reason = mailing_reason(text) or _kicker_reason(block, text)
        if not reason:
            return place, gone
        gone.append((text, reason))
    return len(gone), gone


def _kicker_reason(block: Node, text: str) -> str:
    if isinstance(block, str) or block.name != "p" or len(text) > _LONGEST_KICKER_CHARACTERS:
        return ""
    return "kicker" if is_kicker(text.strip(_ORNAMENT).casefold()) else ""


def _bottom(children: list[Node]) -> tuple[list[Node], list[tuple[str, str]]]:
    """The blocks without those at the bottom that go, and what these say. Who helped to report stays."""
    below: list[Node] = []
    gone: list[tuple[str, str]] = []
    last = len(children)
    while last and len(gone) < _MOST_LINES:
        block = children[last - 1]
        text, reason = _judge(children, last - 1, over_gone=bool(gone) and not below)
        if reason:
            gone.append((text, reason))
        elif isinstance(block, Element) and (block.name == "hr" or is_contribution(_line(block) or ".")):
            below.append(block)
        else:
            break
        last -= 1
    if not gone:
        return children, []
    kept = [*children[:last], *reversed(below)]
    while kept and isinstance(kept[-1], Element) and kept[-1].name == "hr":
        kept.pop()
    return kept, gone[::-1]


def _judge(children: list[Node], place: int, *, over_gone: bool) -> tuple[str, str]:
    """What a block at the bottom says, and why it goes, or ""; `over_gone` when the block below it went."""
    block = children[place]
    text = _line(block)
    reason = _reason(block, text)
    if reason or isinstance(block, str):
        return text, reason
    if over_gone and block.name in _HEADINGS:
        return text, "heading of what was cut"
    if block.name == "figure" and leftover_reason(words(block)):
        return words(block), "picture of a button"
    above = _line(children[place - 1]) if place and not length(block) and named(block, "img") else ""
    return ("", "picture of a button") if leftover_reason(above) else (text, "")  # the code to scan below “Share”


def _reason(block: Node, text: str) -> str:
    """Why a block at the bottom goes: all of its lines are of that kind, or the whole is."""
    if not text or isinstance(block, str):
        return ""
    whole = ending_reason(text)
    if whole or all(isinstance(child, str) or child.name not in ("br", "li") for child in block.children):
        return whole
    reasons = [ending_reason(line) for line in _lines(block)]
    return reasons[0] if reasons and all(reasons) else ""


def _lines(block: Element) -> list[str]:
    """The lines of a paragraph that breaks part, or the items of a list."""
    if block.name in ("ul", "ol"):
        return [one_line(words(item)) for item in block.children if isinstance(item, Element)]
    return [text for line in lines_of(block.children) if (text := one_line(words(Element("p", None, line))))]


def _line(block: Node) -> str:
    """The words of a short block of text without pictures, else nothing."""
    if isinstance(block, str) or block.name not in _TEXTS or length(block) > _LONGEST_LINE_CHARACTERS:
        return ""
    return "" if named(block, "img") else one_line(words(block))


def _is_story(blocks: list[Node]) -> bool:
    """Whether enough is left to be a story."""
    left = 0
    for block in blocks:
        left += len(block) if isinstance(block, str) else length(block)
        if left >= _LEAST_STORY_CHARACTERS:
            return True
    return False
