"""Whether a page's own description is the story's standfirst. Pure.

Content systems fill descriptions in three ways: with the standfirst; with the beginning of the story, cut off; with a
line about the site. The first is believed, the second completed to the end of its sentence, the third passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace

from feedservice.article import Finding
from feedservice.intake.boilerplate.page_lines import begins_as_prompt
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, words
from feedservice.text.scripts import CJK
from feedservice.text.unicode import one_line

#: Descriptions of pages: the others are words somebody marked as the standfirst.
_DESCRIPTIONS = ("description", "JSON-LD", "itemprop")
_CUT_OFF = re.compile(r"\s*(?:\[?(?:…|\.{3,}|&hellip;)\]?|\[[^\]]{0,20}\])\s*$")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]*\s*$|[。！？][”’」』）]*\s*$")
_NEXT_END = re.compile(r"[.!?]['\"”’»)]*(?=\s|$)|[。！？][”’」』）]*")
_NOT_A_LETTER = re.compile(r"\W+")
_LONGEST_COMPLETED_CHARACTERS = 480
#: A description shares at least this much of its words with the story it describes.
_LEAST_SHARED = 0.35
_FEWEST_WORDS = 4


def settle_standfirst(box: Element, notes: Notes) -> None:
    """Judge every description noted so far by the words of the story in `box`."""
    findings = notes.findings.get("standfirst")
    if not findings:
        return
    text = words(box)
    headline = notes.best("headline")
    about = set(_tokens(f"{text} {headline.value if headline else ''}"))
    settled = [judged for finding in findings if (judged := _judged(finding, text, headline, about))]
    notes.findings["standfirst"] = settled
    if not settled:
        del notes.findings["standfirst"]


def _judged(finding: Finding[str], text: str, headline: Finding[str] | None, about: set[str]) -> Finding[str] | None:
    """A finding as far as it is worth anything: a description completed, one of the site distrusted, a prompt dropped."""
    if not any(name in finding.source for name in _DESCRIPTIONS):
        return finding
    if begins_as_prompt(finding.value):
        return None
    if not _is_about(finding.value, about):
        return replace(finding, confidence=finding.confidence - 0.5)
    if headline and _bare(finding.value) == _bare(headline.value):
        return None
    whole = completed(finding.value, text)
    if whole == finding.value:
        return finding
    return replace(finding, value=whole, confidence=0.6, source=f"{finding.source}, completed from the story")


def _tokens(text: str) -> list[str]:
    return re.findall(rf"[{CJK}]|\w{{4,}}", text.casefold())


def _is_about(description: str, about: set[str]) -> bool:
    """Whether a description speaks of the story; one too short to judge is believed."""
    own = set(_tokens(description))
    if len(own) < _FEWEST_WORDS or len(about) < 3 * _FEWEST_WORDS:
        return True
    return len(own & about) >= _LEAST_SHARED * len(own)


def _bare(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


def completed(description: str, text: str) -> str:
    """A description that is the beginning of a story and stops in mid-sentence, up to the end of that sentence."""
    line = one_line(description)
    stem = _CUT_OFF.sub("", line)
    if stem == line and (_SENTENCE_END.search(line) or len(line) < 60):
        return line
    at = _find(stem, text)
    if at < 0:
        return line
    end = _NEXT_END.search(text, at + len(stem) - 1)
    if end and end.end() - at <= _LONGEST_COMPLETED_CHARACTERS:
        return text[at : end.end()]
    last = max((found.end() for found in _NEXT_END.finditer(stem)), default=0)
    return stem[:last] if last > len(stem) / 3 else line


def _find(stem: str, text: str) -> int:
    """Where the story has these words, near its beginning; the last word may be cut in two."""
    head = text[: 3000 + len(stem)]
    at = head.find(stem)
    if at < 0 and " " in stem:
        at = head.find(stem.rsplit(" ", 1)[0])
    return at
