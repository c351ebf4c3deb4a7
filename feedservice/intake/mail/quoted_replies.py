"""What stands in a mail besides its story: quoted mails, signatures, disclaimers, notes of programs. Pure.

Each is cut and listed. Only what ends a mail is cut, and never all of it: where nothing would be left, the quoted mail
is the story. A mail that passes another one on (“Forwarded message”) carries that one.
"""

from __future__ import annotations

import re
from functools import partial

from bs4 import BeautifulSoup, Tag

from feedservice.intake.embargoes import edges, wishes
from feedservice.intake.evidence import Notes
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.nesting import MOST_ELEMENTS, flatten
from feedservice.text.sentences import count_words
from feedservice.text.unicode import one_line

_any = partial(any_piece, "mail")
#: The line above a quoted mail; it may run over two lines.
_ATTRIBUTION = re.compile(rf"^{_any('attributions')}\s*[:：]\s*$", re.IGNORECASE)
#: The rule above a mail that is answered with its headers.
_ORIGINAL = re.compile(rf"^\W*{_any('original')}\W*$", re.IGNORECASE)
#: The rule above a mail that is passed on.
_FORWARDED = re.compile(rf"^\W*(?:{_any('forwarded_begins')}\s+)?{_any('forwarded')}\W*$", re.IGNORECASE)
_HEADER = re.compile(rf"^\W*{_any('header_names')}\W*[:：]", re.IGNORECASE)
_SENT_FROM = re.compile(rf"^{_any('device_notes')}$", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"^\W*{_any('disclaimers')}", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_LIST_FOOTER = re.compile(r"^_{20,}$")
#: RFC 3676 section 4.3: two hyphens and a space; mailers and servers lose the space.
_SIGNATURE = re.compile(r"^--\s?$")
_LONGEST_SIGNATURE_LINES = 20
_LONGEST_LINE = 220
_LONGEST_NOTE = 2_000
#: Mails within mails that are unwrapped one by one.
_MOST_QUOTED = 10
#: Where HTML mailers keep what they quote, and signatures. Gmail, Apple Mail and Thunderbird, Outlook, Yahoo, Proton.
_QUOTES = "blockquote[type=cite], div.gmail_quote, div.gmail_quote_container, #divRplyFwdMsg, #appendonsend, div.yahoo_quoted, div.protonmail_quote"
_ABOVE_QUOTES = "div.gmail_attr, .moz-cite-prefix, div.yahoo_quoted_header"
_SIGNATURES = "div.gmail_signature, .gmail_signature_prefix, .moz-signature, #Signature, div.protonmail_signature_block, #ms-outlook-mobile-signature, div.x_gmail_signature"
_BLOCKS = ["p", "div", "td", "li", "span"]
#: A covering note is shorter than any story: “FYI, please run this today. Thanks, Ana”.
COVERING_WORDS = 60


def cut_text(text: str, notes: Notes) -> str:
    """The story of a plain mail; what was cut is noted."""
    lines = text.strip("\n").split("\n")
    lines = _cut_quoted(lines, notes)
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) and number and len(lines) - number <= _LONGEST_SIGNATURE_LINES:
            notes.leave_out(" ".join(lines[number + 1 :]), "signature")
            lines = lines[:number]
            break
    return "\n\n".join(_cut_end("\n".join(lines).split("\n\n"), notes))


def leave_out_note(note: str, notes: Notes, reason: str = "covering note") -> None:
    """Leave out a covering note or the like; what it asks about the article's time still counts, wherever in it that stands."""
    notes.leave_out(note, reason)
    asked = (*edges(note.split("\n")), *wishes(note, _LONGEST_NOTE))
    notes.edges += tuple(map(one_line, asked))


def _cut_quoted(lines: list[str], notes: Notes) -> list[str]:
    """Cut the quoted mail at the end; of a mail passed on, or one that only quotes, keep that instead."""
    for _ in range(_MOST_QUOTED):
        place, announced = _quote_place(lines)
        if place is None:
            break
        own, quoted = lines[:place], lines[place + announced :]
        passed_on = _FORWARDED.match(lines[place].strip()) and count_words(" ".join(own)) <= COVERING_WORDS
        if not passed_on and one_line(" ".join(own)):
            notes.leave_out(" ".join(quoted), "quoted mail")
            return own
        leave_out_note("\n".join(own), notes)
        lines = _without_headers([re.sub(r"^(?:> ?)+", "", line) for line in quoted])
    return lines


def _quote_place(lines: list[str]) -> tuple[int | None, int]:
    """Where a quoted mail begins, and how many lines announce it there."""
    end = len(lines)
    while end and (lines[end - 1].startswith(">") or not lines[end - 1].strip()):
        end -= 1
    marked = next((number for number in range(end, len(lines)) if lines[number].startswith(">")), None)
    for number, whole in enumerate(lines):
        if number == marked:
            return number, 0
        line = whole.strip()[:_LONGEST_LINE]
        if _ORIGINAL.match(line) or _FORWARDED.match(line):
            return number, 1
        announced = _announced(lines, number, line)
        if announced:
            return number, announced
    return None, 0


def _announced(lines: list[str], number: int, line: str) -> int:
    """How many lines at this place say that somebody wrote what follows, as programs say it: with > below, @ or a time of day."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    for count, said in ((1, line), (2, f"{line} {following}"[: 2 * _LONGEST_LINE])):
        if said.endswith((":", "：")) and _ATTRIBUTION.match(said):
            below = next((one for one in lines[number + count :] if one.strip()), "")
            if below.startswith(">") or "@" in said or _TIME.search(said):
                return count
    return 0


def _without_headers(lines: list[str]) -> list[str]:
    """A quoted mail without the headers that programs write above it."""
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    while end < len(lines) and _HEADER.match(lines[end].strip()):
        end += 1
        while end > start + 1 and end < len(lines) and lines[end][:1] in (" ", "\t"):
            end += 1
    return lines[end:] if end > start + 1 else lines[start:]


def _cut_end(paragraphs: list[str], notes: Notes) -> list[str]:
    """Cut disclaimers and the notes of telephones off the end, as long as something is left."""
    kept = [paragraph for paragraph in paragraphs if paragraph.strip()]
    for number, paragraph in enumerate(kept):
        if number and _LIST_FOOTER.match(paragraph.strip().split("\n")[0]):
            notes.leave_out(" ".join(kept[number:]), "mailing list's footer")
            kept = kept[:number]
            break
    for _ in range(6):
        reason = _end_reason(kept[-1]) if len(kept) > 1 else ""
        if not reason:
            break
        notes.leave_out(kept.pop(), reason)
    return kept


def _end_reason(paragraph: str) -> str:
    """Why the last paragraph of a mail is no part of its story, or nothing."""
    line = one_line(paragraph)
    if _SENT_FROM.match(line):
        return "note of a mail program"
    return "disclaimer" if _DISCLAIMER.match(line) else ""


def cut_html(markup: str, notes: Notes) -> str:
    """The story of an HTML mail, as HTML; what was cut is noted. A page of too many elements comes back as it was."""
    soup = BeautifulSoup(markup, "lxml")
    if flatten(soup) > MOST_ELEMENTS:
        return markup
    _cut_quotes(soup, notes)
    for signature in soup.select(_SIGNATURES)[:_MOST_QUOTED]:
        if signature.parent is not None and one_line(soup.get_text()) != one_line(signature.get_text()):
            notes.leave_out(signature.get_text(" "), "signature")
            signature.extract()
    for _ in range(6):
        last = _last_block(soup)
        reason = _end_reason(last.get_text(" ")) if last is not None else ""
        if last is None or not reason or one_line(last.get_text()) == one_line(soup.get_text()):
            break
        notes.leave_out(last.get_text(" "), reason)
        last.extract()
    return str(soup)


def _cut_quotes(soup: BeautifulSoup, notes: Notes) -> None:
    """Cut quoted mails, with what Outlook sets below its rule; keep them when they are all there is, or were passed on."""
    passed_on = any(_FORWARDED.match(one_line(line)) for line in soup.stripped_strings)
    for quote in soup.select(_QUOTES)[:_MOST_QUOTED]:
        if quote.parent is None:
            continue
        below = (
            [quote, *quote.find_next_siblings()] if quote.get("id") in ("divRplyFwdMsg", "appendonsend") else [quote]
        )
        quoted = sum(count_words(part.get_text(" ")) for part in below)
        rest = count_words(soup.get_text(" ")) - quoted
        if rest <= 0 or (rest <= COVERING_WORDS and passed_on):
            _unquote(quote)
            continue
        for part in below:
            notes.leave_out(part.get_text(" "), "quoted mail")
            part.extract()
    for line in soup.select(_ABOVE_QUOTES):
        line.extract()


def _unquote(quote: Tag) -> None:
    """A mail passed on is the story, no quotation; the line of its headers goes."""
    for line in quote.select(_ABOVE_QUOTES):
        line.extract()
    if quote.name == "blockquote":
        quote.name = "div"
        quote.attrs = {}


def _last_block(soup: BeautifulSoup) -> Tag | None:
    """The last element that holds words itself, and no other block with words."""
    for element in reversed(soup.find_all(_BLOCKS)):
        if one_line(element.get_text()) and not any(one_line(inner.get_text()) for inner in element.find_all(_BLOCKS)):
            return element
    return None
