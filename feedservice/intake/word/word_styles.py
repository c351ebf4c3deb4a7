"""What the styles of a Word document mean, whatever language or newsroom named them; and its headline without any. Pure.

Word itself stores the names of its own styles in English, whatever its language; the other names are those that
newsrooms, LibreOffice and other programs give. Works on mammoth's tree of a document.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from feedservice.intake.evidence import Notes
from feedservice.intake.field_lines import field_lines
from feedservice.intake.plain.head_lines import take_line_above
from feedservice.intake.trade import CREDIT_ALONE, is_byline, split_caption, split_dateline
from feedservice.text.dates.parse import is_date_line
from feedservice.text.languages import words
from feedservice.text.unicode import one_line

#: What each style of ours becomes in HTML, in mammoth's notation.
STYLE_MAP = """
p[style-name='feedservice headline'] => h1:fresh
p[style-name='feedservice standfirst'] => p.standfirst:fresh
p[style-name='feedservice byline'] => p.byline:fresh
p[style-name='feedservice dateline'] => p.dateline:fresh
p[style-name='feedservice caption'] => p.caption:fresh
p[style-name='feedservice credit'] => p.credit:fresh
p[style-name='feedservice quote'] => blockquote > p:fresh
p[style-name='feedservice code'] => pre:separator('\\n')
p[style-name='feedservice crosshead'] => h2:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
br[type='page'] => br
br[type='column'] => br
r[style-name='feedservice code'] => code
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => em
"""
#: What headings are called that have a number of their own: Überschrift 2, 标题 2.
_NUMBERED = "heading"


def _named() -> dict[str, list[str]]:
    """The names of styles in every language, without case, by what they mean."""
    named: dict[str, list[str]] = {}
    for styles in words("fields", "styles").values():
        for meaning, names in styles.items():
            named.setdefault(meaning, []).extend(names)
    return named


_NAMES = _named()
_HEADING = re.compile(rf"(?:{'|'.join(_NAMES.pop(_NUMBERED))})\s*([1-6])")
_MEANING = {name.casefold(): meaning for meaning, names in _NAMES.items() for name in names}
#: Typefaces in which every letter is as wide: code, when not the whole manuscript is set in one.
_MONOSPACED = re.compile(r"courier|consolas|monaco|menlo|lucida console|mono\b|source code|andale|fixed", re.IGNORECASE)
_LONGEST_HEADLINE_CHARACTERS = 160
#: A heading further down is one of a part of the story.
_HEAD_PARAGRAPHS = 4
_SENTENCE_ENDS = (".", "。", "…", ":", "：", ";", ",", ".”", '."', ".»")
_OURS = "feedservice "


class Style:
    """Gives the paragraphs of one document the styles that STYLE_MAP knows."""

    def __init__(self, notes: Notes) -> None:
        from mammoth import documents, transforms  # noqa: PLC0415  # imported where it is used: start-up time

        self.documents, self.transforms, self.notes = documents, transforms, notes

    def document(self, document: Any) -> Any:
        """The document with every style named for what it means, code known by its typeface, and one headline."""
        typed = self._is_typed(document)
        document = self.transforms.run(lambda run: run if typed else self._run(run))(document)
        document = self.transforms.paragraph(lambda paragraph: self._paragraph(paragraph, typed=typed))(document)
        return document.copy(children=self._with_headline(self._without_lines_above(document.children)))

    def _is_typed(self, document: Any) -> bool:
        """Whether most of the text is in a typewriter's face: then that says nothing."""
        letters: Counter[bool] = Counter()
        for run in self.transforms.get_descendants_of_type(document, self.documents.Run):
            letters[_is_monospaced(run)] += len(self.words(run))
        return letters[True] >= letters[False]

    def _run(self, run: Any) -> Any:
        return run.copy(style_name=f"{_OURS}code", style_id=None) if _is_monospaced(run) else run

    def _paragraph(self, paragraph: Any, *, typed: bool) -> Any:
        """A paragraph under the name that its style has here."""
        name = one_line(paragraph.style_name or paragraph.style_id or "").casefold()
        meaning, level = _MEANING.get(name, ""), _HEADING.fullmatch(name)
        if meaning == "code" or (not meaning and not typed and self._is_code(paragraph)):
            plain = self.transforms.run(lambda run: run.copy(style_name=None, style_id=None, is_bold=False))
            return _styled(plain(paragraph), f"{_OURS}code")
        if meaning:
            return _styled(paragraph, f"{_OURS}{meaning}")
        return _styled(paragraph, f"heading {level[1]}") if level else paragraph

    def _is_code(self, paragraph: Any) -> bool:
        """Whether all that a paragraph shows is in a typewriter's face."""
        runs = [run for run in self._runs(paragraph) if self.words(run).strip()]
        return paragraph.numbering is None and bool(runs) and all(map(_is_code_run, runs))

    def _runs(self, element: Any) -> list[Any]:
        found: list[Any] = self.transforms.get_descendants_of_type(element, self.documents.Run)
        return found

    def words(self, element: Any) -> str:
        """The text of an element, in which a tab or line end is a space."""
        if isinstance(element, self.documents.Text):
            return str(element.value)
        if isinstance(element, (self.documents.Tab, self.documents.Break)):
            return " "
        return "".join(map(self.words, getattr(element, "children", ())))

    def _without_lines_above(self, children: list[Any]) -> list[Any]:
        """The blocks without a kicker, a date or the author's name above the headline: these are noted."""
        while True:
            shown = [number for number, block in enumerate(children) if one_line(self.words(block))]
            lines = [one_line(self.words(children[number])) for number in shown]
            above = len(shown) > 2 and self._may_stand_above(children[shown[0]])
            if not above or not take_line_above(lines[0], lines[1:], self.notes):
                return children
            children = [block for number, block in enumerate(children) if number != shown[0]]

    def _may_stand_above(self, block: Any) -> bool:
        """Whether a block is a paragraph of plain words, no heading, and in no style that has a meaning."""
        plain = isinstance(block, self.documents.Paragraph) and block.numbering is None
        if not plain or self._rank(block) or self._name(block).startswith(_OURS):
            return False
        return not self.transforms.get_descendants_of_type(block, self.documents.Image)

    def _with_headline(self, children: list[Any]) -> list[Any]:
        """The blocks with the one that is the headline under that style; other headings of its rank are a rank lower."""
        shown = [number for number, block in enumerate(children) if one_line(self.words(block))]
        chosen = self._headline(children, shown)
        return [
            _styled(block, f"{_OURS}headline" if number == chosen else f"{_OURS}crosshead")
            if number == chosen or self._rank(block) == 1
            else block
            for number, block in enumerate(children)
        ]

    def _rank(self, block: Any) -> int:
        """The rank of a heading: 1 for a headline or heading of the first level; 0 for what is none."""
        name = self._name(block)
        level = _HEADING.fullmatch(name)
        return 1 if name == f"{_OURS}headline" else int(level[1]) if level else 0

    def _headline(self, children: list[Any], shown: list[int]) -> int | None:
        """Which block is the headline: one styled so, a heading near the top, or a first line that looks like one."""
        if len(shown) < 2:
            return None
        titled = [number for number in shown if self._name(children[number]) == f"{_OURS}headline"]
        headed = [number for number in shown[:_HEAD_PARAGRAPHS] if self._rank(children[number]) == 1]
        if titled or headed:
            return (titled or headed)[0]
        first, second = children[shown[0]], children[shown[1]]
        return shown[0] if self._rank(first) or self._looks_like_headline(first, second) else None

    def _name(self, block: Any) -> str:
        return (getattr(block, "style_name", None) or "").casefold()

    def _looks_like_headline(self, first: Any, second: Any) -> bool:
        """Whether a first paragraph is set as a headline, or is a line without a full stop above a longer paragraph."""
        line = one_line(self.words(first))
        plain = isinstance(first, self.documents.Paragraph) and first.numbering is None
        if (
            not plain
            or self._name(first).startswith(_OURS)
            or len(line) > _LONGEST_HEADLINE_CHARACTERS
            or _is_head(line)
        ):
            return False
        if self._stands_out(first, second):
            return True
        return not line.endswith(_SENTENCE_ENDS) and len(line) < len(one_line(self.words(second))) + 40

    def _stands_out(self, first: Any, second: Any) -> bool:
        """Whether a paragraph is all bold, in the middle, or in larger letters than the next, and that is not."""
        return self._look(first) > self._look(second) or self._size(first) > self._size(second) > 0

    def _look(self, block: Any) -> int:
        runs = [run for run in self._runs(block) if self.words(run).strip()]
        bold = bool(runs) and all(run.is_bold for run in runs)
        return int(bold) + int(getattr(block, "alignment", None) == "center")

    def _size(self, block: Any) -> float:
        return max((run.font_size or 0 for run in self._runs(block)), default=0)


def _styled(paragraph: Any, name: str) -> Any:
    return paragraph.copy(style_name=name, style_id=None)


def _is_monospaced(run: Any) -> bool:
    return bool(run.font and _MONOSPACED.search(run.font))


def _is_code_run(run: Any) -> bool:
    return _is_monospaced(run) or run.style_name == f"{_OURS}code"


def _is_head(line: str) -> bool:
    """Whether a line says by its words that it is something else of the head than the headline."""
    return bool(
        is_byline(line)
        or is_date_line(line)
        or field_lines(line)
        or split_dateline(line)[0]
        or split_caption(line)[1]
        or CREDIT_ALONE.match(line)
    )
