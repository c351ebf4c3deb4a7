"""Whether a page's own description is the story's standfirst. Pure.

Content systems fill descriptions in three ways: with the standfirst; with the beginning of the story, cut off; with a
line about the site. The first is believed, the second completed to the end of its sentence, the third passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from feedservice.article import Finding
from feedservice.intake.boilerplate.page_lines import begins_as_prompt
from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import BLOCKS, Element, text_nodes
from feedservice.intake.trade import is_byline
from feedservice.text.scripts import CJK
from feedservice.text.unicode import one_line

#: Descriptions of pages: the others are words somebody marked as the standfirst.
_DESCRIPTIONS = ("description", "JSON-LD", "itemprop")
_CUT_OFF = re.compile(r"\s*(?:\[?(?:…|\.{3,}|&hellip;)\]?|\[[^\]]{0,20}\])\s*$")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]*\s*$|[。！？][”’」』）]*\s*$")
_NEXT_END = re.compile(r"[.!?]['\"”’»)]*(?=\s|$)|[。！？][”’」』）]*")
_NOT_A_LETTER = re.compile(r"\W+")
_LONGEST_COMPLETED_CHARACTERS = 480
#: One that does not say that it was cut off: how much longer completing may make it; what is left when its last sentence goes.
_MOST_ADDED, _LEAST_KEPT = 1.35, 0.75
_LEAST_KEPT_OF_CUT = 0.33
#: Shorter lines without a full stop were meant so.
_SHORTEST_CUT_CHARACTERS = 60
#: A description that is whole is surer than one completed, and that one than one cut off.
_LESS_COMPLETED, _LESS_CUT = 0.2, 0.21
#: A story's beginning, in which a description may begin too.
_MOST_LINES = 30
#: Where a byline says more than a name: By Ana Ruiz (The Packet, 5 May 2026).
_IN_BRACKETS = re.compile(r"\([^()]*\)")
#: A description shares at least this much of its words with the story it describes.
_LEAST_SHARED = 0.35
#: One that shares less than this, and nothing with the headline, is the site's.
_LEAST_AT_ALL = 0.2
_FEWEST_WORDS, _FEWEST_TO_JUDGE_BY = 4, 16


def settle_standfirst(box: Element, notes: Notes) -> None:
    """Judge every description noted so far by the words of the story in `box`."""
    findings = notes.findings.get("standfirst")
    if not findings:
        return
    lines = _lines_shown(box)
    headline = notes.best("headline")
    title = headline.value if headline else ""
    story = _tokens(" ".join(lines))
    settled = [judged for finding in findings if (judged := _judged(finding, lines, title, story))]
    notes.findings["standfirst"] = settled
    if not settled:
        del notes.findings["standfirst"]


def _lines_shown(box: Element) -> list[str]:
    """The words of a box, a line for each block, without those for programs."""
    parts = []
    for node, place in text_nodes(box):
        parts.append("\0" if node.tag in BLOCKS else "")
        parts.append("" if node.tag == "script" and place == "text" else getattr(node, place) or "")
    return [" ".join(line.split()) for line in "".join(parts).split("\0") if line.strip()]


def _judged(finding: Finding[str], lines: list[str], title: str, story: set[str]) -> Finding[str] | None:
    """A finding as far as it is worth anything: a description completed, one of the site or a prompt dropped."""
    if not any(name in finding.source for name in _DESCRIPTIONS):
        return finding
    said = finding.value
    if begins_as_prompt(said) or is_byline(_IN_BRACKETS.sub("", said)) or (title and _bare(said) in _bare(title)):
        return None
    own, named = _tokens(said), _tokens(title)
    shared = _share(own, story | named)
    if len(story) >= _FEWEST_TO_JUDGE_BY and shared < _LEAST_SHARED:
        is_of_site = shared < _LEAST_AT_ALL and named.isdisjoint(own) and not named.isdisjoint(story)
        return None if is_of_site else replace(finding, confidence=finding.confidence - 0.5)
    whole = completed(said, lines)
    if whole != said:
        source = f"{finding.source}, completed from the story"
        return replace(finding, value=whole, confidence=finding.confidence - _LESS_COMPLETED, source=source)
    return replace(finding, confidence=finding.confidence - _LESS_CUT) if _CUT_OFF.search(said) else finding


def _tokens(text: str) -> set[str]:
    return set(re.findall(rf"[{CJK}]|\w{{4,}}", text.casefold()))


def _share(own: set[str], about: set[str]) -> float:
    """How much of a description's words a story has; of one too short to judge, one word is enough."""
    return len(own & about) / len(own) if len(own) >= _FEWEST_WORDS else float(not own.isdisjoint(about))


def _bare(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.casefold())


def completed(description: str, lines: list[str]) -> str:
    """A description that stops in mid-sentence, up to the end of that sentence in the story.

    One that does not say that it was cut off becomes no other text by that: its last words go, or get three dots.
    """
    line = one_line(description)
    stem = _CUT_OFF.sub("", line)
    if stem == line and (_SENTENCE_END.search(line) or len(line) < _SHORTEST_CUT_CHARACTERS):
        return line
    text = " ".join(lines[:_MOST_LINES])
    at = _find(stem, text)
    if at < 0:
        return line
    stop = _end_of_sentence(lines, text, at + len(stem))
    most = _LONGEST_COMPLETED_CHARACTERS if stem != line else len(stem) * _MOST_ADDED
    if stop - at <= most:
        return text[at:stop]
    last = max((found.end() for found in _NEXT_END.finditer(stem)), default=0)
    if last > len(stem) * (_LEAST_KEPT_OF_CUT if stem != line else _LEAST_KEPT):
        return stem[:last]
    if stem != line:
        return line
    is_whole_word = text.startswith(stem, at) and not text[at + len(stem) :][:1].isalnum()
    return f"{stem if is_whole_word else stem.rsplit(' ', 1)[0]} …"


def _end_of_sentence(lines: list[str], text: str, at: int) -> int:
    """Where the sentence ends in which a place of the text lies; or the line, for headings end without a sign."""
    ends = accumulate(len(line) + 1 for line in lines)
    line_end = next((end - 1 for end in ends if end > at), len(text))
    found = _NEXT_END.search(text, at - 1, line_end)
    return found.end() if found else line_end


def _find(stem: str, text: str) -> int:
    """Where the story has these words; the last word may be cut in two."""
    at = text.find(stem)
    return text.find(stem.rsplit(" ", 1)[0]) if at < 0 and " " in stem else at
