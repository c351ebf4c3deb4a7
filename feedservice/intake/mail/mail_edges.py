"""The edges of a mail's story, plain or HTML: covering note, sign-off and lines of a press release out, headline found. Pure.

What these are, `covering_notes` says; here they are cut and listed. A hold that a note asks for still counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from feedservice.intake.evidence import Notes
from feedservice.intake.mail.banners import banner_end
from feedservice.intake.mail.covering_notes import note_end, sign_off_start
from feedservice.intake.mail.mail_headers import is_vague, says_all
from feedservice.intake.mail.quoted_replies import leave_out_note, story_span
from feedservice.intake.plain.desk.desk_copy import RELEASE_PREFIX
from feedservice.intake.plain.desk.desk_cuts import kept_lines
from feedservice.intake.plain.head_lines import may_be_headline
from feedservice.intake.plain.paragraphs import SENTENCE_ENDS
from feedservice.intake.trade import is_byline, split_dateline
from feedservice.text.dates.parse import is_date_line
from feedservice.text.nesting import MOST_ELEMENTS
from feedservice.text.sentences import count_words
from feedservice.text.unicode import one_line

_LONGEST_HEADLINE_CHARACTERS = 120
#: So much of a line is judged.
_LONGEST_LINE = 600
#: Words of a headline that only prose follows, and of such prose.
_HEADLINE_WORDS, _PROSE_WORDS = 4, 7
#: Lines below a headline that may hold byline, date or dateline.
_HEAD_LINES = 3
_BLOCKS = (
    "p", "div", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figcaption", "dd", "body",
)  # fmt: skip
_NO_WORDS = ("style", "script", "title", "head", "template")


def cut_lines(text: str, notes: Notes, sender: str) -> str:
    """The lines of a plain mail's story."""
    lines = text.split("\n")
    kept = _kept([one_line(line) for line in lines], notes, sender)
    story = [lines[number] for number in kept]
    first = next((number for number, line in enumerate(story) if line.strip()), None)
    if first is not None:
        story[first] = RELEASE_PREFIX.sub("", story[first].lstrip())
    return "\n".join(story).strip("\n")


def take_headline(text: str, notes: Notes, stated: str) -> str:
    """The text without its first line, when that plainly is the headline, and a surer one than the subject as stated."""
    lines = text.split("\n")
    place = _headline_place([one_line(line) for line in lines], stated)
    if place is None:
        return text
    notes.add("headline", lines[place], "first line", 0.9)
    return "\n".join(lines[place + 1 :]).lstrip("\n")


def cut_markup(markup: str, notes: Notes, sender: str, stated: str) -> str:
    """The HTML of a mail's story, less a first line that plainly is the headline, and a surer one than the subject."""
    if markup.count("<") > 2 * MOST_ELEMENTS:
        return markup
    soup = BeautifulSoup(markup, "lxml")
    lines, strings = _lines(soup)
    _, first, last = story_span(lines, notes, stated, sender)
    kept = [first + number for number in _kept(lines[first:last], notes, sender)]
    story = [lines[number] for number in kept]
    place = _headline_place(story, stated)
    if place is not None and not any(string.find_parent(["h1", "h2"]) for string in strings[kept[place]]):
        notes.add("headline", story[place], "first line", 0.9)
        del kept[place]
    if len(kept) == len(lines):
        return markup
    for number in set(range(len(lines))) - set(kept):
        for string in strings[number]:
            string.extract()
    return str(soup)


def _lines(soup: BeautifulSoup) -> tuple[list[str], list[list[NavigableString]]]:
    """The lines that HTML shows, empty ones between paragraphs, and the strings that each is made of."""
    strings: list[list[NavigableString]] = []
    box: Tag | None = None
    breaks = 0
    for node in soup.descendants:
        if isinstance(node, Tag):
            breaks += node.name == "br"
        elif type(node) is NavigableString and node.strip() and not node.find_parent(_NO_WORDS):
            own = node.find_parent(_BLOCKS)
            if own is not box and strings and (breaks or not {"div", "body"}.issuperset(_names(own, box))):
                breaks = 2
            if breaks > 1 and strings:
                strings.append([])
            if own is not box or breaks or not strings:
                strings.append([])
            strings[-1].append(node)
            box, breaks = own, 0
    return [one_line("".join(line)) for line in strings], strings


def _names(*boxes: Tag | None) -> set[str]:
    return {box.name if box is not None else "body" for box in boxes}


def _kept(whole: Sequence[str], notes: Notes, sender: str) -> list[int]:
    """The numbers of the lines that are the story's; the others are listed."""
    lines = [line[:_LONGEST_LINE] for line in whole]
    top = banner_end(lines, sender)
    start = top + note_end(lines[top:], sender)
    end = start + sign_off_start(lines[start:], sender=sender)
    notes.leave_out(" ".join(whole[:top]), "mail server's warning")
    for cut, reason in ((whole[top:start], "covering note"), (whole[end:], "sign-off")):
        if any(cut):
            leave_out_note("\n".join(cut), notes, reason)
    return [start + number for number in kept_lines(lines[start:end], notes)]


def _headline_place(lines: Sequence[str], stated: str) -> int | None:
    """Where the first line is, when it plainly is a headline: short, no full stop, and byline, dateline or prose below.

    Only a vague subject yields to it, or one of which it says every word.
    """
    spoken = [number for number, line in enumerate(lines) if line][: _HEAD_LINES + 1]
    if len(spoken) < 2 or len(lines[spoken[0]]) > _LONGEST_HEADLINE_CHARACTERS:
        return None
    first, below = lines[spoken[0]], [lines[number] for number in spoken[1:]]
    if not may_be_headline(first) or "@" in first or not (is_vague(stated) or says_all(first, stated)):
        return None
    if any(is_byline(line) or is_date_line(line) or split_dateline(line)[0] for line in below):
        return spoken[0]
    paragraph = " ".join(lines[spoken[1] : next((n for n in range(spoken[1], len(lines)) if not lines[n]), len(lines))])
    prose = count_words(paragraph) >= _PROSE_WORDS and paragraph.endswith(SENTENCE_ENDS)
    parted = not lines[spoken[0] + 1]
    return spoken[0] if prose and parted and count_words(first) >= _HEADLINE_WORDS else None
