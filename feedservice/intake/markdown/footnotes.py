"""Footnotes of Markdown: `[^1]` in the text, `[^1]: note` below it, or `^[note]`, as rules of the parser. Pure.

A mark becomes a small number, and the notes an ordered list at the end, those that no mark names too: no word is lost.
As rules they know code from text by themselves. Numbers go by the order of the marks, whatever the notes are called.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import MutableMapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from feedservice.intake.boilerplate.box_names import NOTE_MARK

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,100})\]:[ \t]*")
_MARK = re.compile(r"\[\^([^\]\s]{1,100})\]")
#: A note where its mark stands (Pandoc, Obsidian).
_INLINE = re.compile(r"\^\[(?=\S)((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]")
_EMPTY_LINES = re.compile(r"\n\s*\n")
#: So far in stands what belongs to a note, below an empty line.
_INDENT = 4


def plug(parser: MarkdownIt) -> None:
    """Teach a parser footnotes; it keeps them in the `env` of a text."""
    parser.block.ruler.before("reference", "note", _define, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "note_mark", _mark)
    parser.inline.ruler.before("link", "inline_note", _inline)


def _define(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """A block rule: a note, with the lines that it runs on over."""
    found = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    after = _note_end(state, start, end)
    words = state.src[found.end() : state.eMarks[start]]
    if after > start + 1:
        words += "\n" + state.getLines(start + 1, after, state.blkIndent + _INDENT, keepLastLF=False)
    _notes(state.env).setdefault(found[1].casefold(), []).append(words)
    state.line = after
    return True


def _note_end(state: StateBlock, start: int, end: int) -> int:
    """The line at which a note ends: an empty one, unless what follows it is set in; or one that begins something else."""
    rules = state.md.block.ruler.getRules("paragraph")
    before, state.parentType = state.parentType, "paragraph"
    line = after = start + 1
    while line < end:
        if state.isEmpty(line):
            line += 1
            continue
        deep = state.sCount[line] - state.blkIndent >= _INDENT
        runs_on = line == after and state.sCount[line] >= state.blkIndent
        if not deep and (not runs_on or any(rule(state, line, end, True) for rule in rules)):
            break
        line = after = line + 1
    state.parentType = before
    return after


def _mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """An inline rule: the mark of a note that there is."""
    found = _MARK.match(state.src, state.pos)
    label = found[1].casefold() if found else ""
    if not found or label not in _notes(state.env):
        return False
    if not silent:
        _push(label, state)
    state.pos = found.end()
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """An inline rule: a note that stands where its mark would."""
    found = _INLINE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        label = f"inline {len(_notes(state.env))} {state.pos}"
        _notes(state.env)[label] = [found[1]]
        _push(label, state)
    state.pos = found.end()
    return True


def _push(label: str, state: StateInline) -> None:
    token = state.push("html_inline", "", 0)
    token.content = f'<sup class="{NOTE_MARK}">{_number(label, state.env)}</sup>'
    token.meta = {NOTE_MARK: True}


def _notes(env: MutableMapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = env.setdefault("notes", {})
    return found


def _numbers(env: MutableMapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = env.setdefault("note numbers", {})
    return found


def _number(label: str, env: MutableMapping[str, Any]) -> int:
    """The number of a note: the next one when it has none yet."""
    numbers = _numbers(env)
    if label not in numbers:
        numbers[label] = len(numbers) + 1
        env.setdefault("note order", []).append(label)
    return numbers[label]


def unmark_headline(tokens: Sequence[Token]) -> None:
    """Take marks out of headings of the first level: a headline is read where there are no notes."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            inline.children = [child for child in inline.children or () if NOTE_MARK not in child.meta]


def listed(parser: MarkdownIt, env: MutableMapping[str, Any]) -> str:
    """The notes of a text as a list in HTML, once the text is parsed; nothing where there are none."""
    waiting = deque(_notes(env))
    order: list[str] = env.setdefault("note order", [])
    items: list[str] = []
    while waiting or len(items) < len(order):
        if len(items) < len(order):
            items.append(_item(parser, _notes(env)[order[len(items)]], env))  # may name further notes
        else:
            _number(waiting.popleft(), env)
    return f"<ol>{''.join(items)}</ol>\n" if items else ""


def _item(parser: MarkdownIt, words: Sequence[str], env: MutableMapping[str, Any]) -> str:
    paragraphs = [part.strip() for one in words for part in _EMPTY_LINES.split(one) if part.strip()]
    return f"<li>{'<br>'.join(parser.renderInline(part, env) for part in paragraphs)}</li>"
