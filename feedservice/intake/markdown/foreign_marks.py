"""Marks in Markdown that are none of it, kept from its parser: what they mean is for `marks` to say, once it is HTML. Pure.

Liquid's and Hugo's may hold what the parser takes for code, emphasis or a link; wiki links may look like links of its own.
Lines of Pandoc, Docusaurus, MkDocs and LaTeX that only say how a block looks go here, for they stand for no words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from feedservice.intake.evidence import Notes
from feedservice.intake.marks.templates import without_templates
from feedservice.intake.marks.text_marks import code_spans, take_remarks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_MARK = re.compile(
    r"\{\{(?:\"[^\"\n]*\"|`[^`]*`|[^{}]){1,1500}?\}\}+|\{%.{1,1500}?%\}|!?\[\[[^\[\]\n]{1,500}\]\]|\[/?[A-Za-z][\w-]*\s[\w-]+=\"[^\[\]]{1,1500}\]|\*\|[A-Z][\w:]*\|\*",
    re.DOTALL,
)
#: [text]({{ site.url }}/path): an address that is made when the site is built.
_ADDRESS = re.compile(
    r"(?<=\]\()[ \t]*(?=[^()\n]*(?:\{\{|\{%))((?:\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|[^\s()])+)(?=[ \t]*(?:\"[^\"\n]*\"[ \t]*)?\))"
)
#: ::: note Title · :::{.aside} · !!! note "Title" · ??? tip · \newpage
_FENCE = re.compile(
    r"^[ \t]*:{3,}[ \t]*(?:\{[^{}\n]*\}|([\w-]+))?[ \t]*(?:\[([^\[\]\n]*)\]|([^\n:{}]*))(?:\{[^{}\n]*\})?[ \t]*:*[ \t]*$",
    re.MULTILINE,
)
_ADMONITION = re.compile(
    r"^([ \t]*)(?:!!!|\?\?\?\+?|===)[ \t]+([\w -]*?)[ \t]*(?:\"([^\"\n]*)\")?[ \t]*\n((?:[ \t]*\n|\1(?: {4}|\t)[^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)
_OF_PAPER = re.compile(
    r"^[ \t]*\\(?:newpage|pagebreak|clearpage|tableofcontents|vspace\{[^{}\n]*\})[ \t]*$", re.MULTILINE
)


def plug(parser: MarkdownIt) -> None:
    """Teach a parser to let such marks stand as they are."""
    parser.inline.ruler.before("escape", "foreign mark", _let_stand)


def _let_stand(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # as the parser calls it
    """An inline rule: a mark of another program is text, whatever is in it."""
    found = _MARK.match(state.src, state.pos) if state.src[state.pos] in "{[!*" else None
    if not found:
        return False
    if not silent:
        token = state.push("text", "", 0)
        token.content = found[0]
    state.pos = found.end()
    return True


def prepare(text: str, notes: Notes) -> str:
    """The text as the parser is to have it: without remarks, without lines that stand for looks alone, its addresses made."""
    text = take_remarks(text, notes)
    if not any(sign in text for sign in (":::", "!!!", "???", "===", "{{", "{%", "\\")):
        return text
    code = code_spans(text)
    parts, place = [], 0
    for start, end in [*code, (len(text), len(text))]:
        parts += [_prepared(text[place:start]), text[start:end]]
        place = end
    return "".join(parts)


def _prepared(text: str) -> str:
    text = _ADDRESS.sub(lambda found: without_templates(found[1]), text)
    text = _ADMONITION.sub(_opened, text)
    text = _FENCE.sub(lambda found: _title(found[2] or found[3] or ""), text)
    return _OF_PAPER.sub("", text)


def _opened(found: re.Match[str]) -> str:
    """MkDocs' boxes as their words, which stand four blanks further in than they mean."""
    inner = re.sub(rf"^{found[1]}(?: {{4}}|\t)", found[1], found[4], flags=re.MULTILINE)
    return f"\n{_title(found[3] or '')}\n{inner}\n"


def _title(words: str) -> str:
    return f"\n**{words.strip()}**\n" if words.strip() else "\n"
