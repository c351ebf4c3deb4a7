"""What an HTML mail keeps besides its story: quoted mails, signatures, notes of programs, in boxes of their makers. Pure.

Each is cut and listed, as `quoted_replies` does with plain lines; where a box has no name, its lines are judged like those.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from feedservice.intake.evidence import Notes
from feedservice.intake.mail.quoted_replies import (
    FORWARDED,
    MOST_QUOTED,
    end_reason,
    gives_way,
    is_passed_on,
    leave_out_note,
    leave_out_quoted,
)
from feedservice.text.nesting import MOST_ELEMENTS, block_lines, flatten
from feedservice.text.unicode import one_line

#: Where HTML mailers keep what they quote, and signatures. Gmail, Apple Mail and Thunderbird, Outlook, Yahoo, Proton.
_QUOTES = "blockquote[type=cite], div.gmail_quote, div.gmail_quote_container, #divRplyFwdMsg, #appendonsend, div.yahoo_quoted, div.protonmail_quote"
_ABOVE_QUOTES = "div.gmail_attr, .moz-cite-prefix, div.yahoo_quoted_header"
#: Outlook's rules, below which everything is quoted.
_RULES = ("divRplyFwdMsg", "appendonsend")
_SIGNATURES = "div.gmail_signature, .gmail_signature_prefix, .moz-signature, #Signature, div.protonmail_signature_block, #ms-outlook-mobile-signature, div.x_gmail_signature"
_BLOCKS = ["p", "div", "td", "li", "span"]


def cut_html(markup: str, notes: Notes, subject: str = "", sender: str = "") -> str:
    """The story of an HTML mail, as HTML; what was cut is noted. A page of too many elements comes back as it was."""
    soup = BeautifulSoup(markup, "lxml")
    if flatten(soup) > MOST_ELEMENTS:
        return markup
    _cut_quotes(soup, notes, subject, sender)
    for signature in soup.select(_SIGNATURES)[:MOST_QUOTED]:
        if signature.parent is not None and one_line(soup.get_text()) != one_line(signature.get_text()):
            notes.leave_out(signature.get_text(" "), "signature")
            signature.extract()
    for _ in range(6):
        last = _last_block(soup)
        reason = end_reason(last.get_text(" ")) if last is not None else ""
        if last is None or not reason or one_line(last.get_text()) == one_line(soup.get_text()):
            break
        notes.leave_out(last.get_text(" "), reason)
        last.extract()
    return str(soup)


def _cut_quotes(soup: BeautifulSoup, notes: Notes, subject: str, sender: str) -> None:
    """Cut quoted mails, with what Outlook sets below its rule; keep them when what stands above gives way to them."""
    passed_on = is_passed_on(subject) or any(FORWARDED.match(one_line(line)) for line in soup.stripped_strings)
    for quote in soup.select(_QUOTES)[:MOST_QUOTED]:
        if quote.parent is None or not one_line(quote.get_text()):
            continue
        below = [quote, *quote.find_next_siblings()] if quote.get("id") in _RULES else [quote]
        box = _taken_out(soup, below)
        own = "\n".join(block_lines(soup))
        if one_line(box.get_text()) and gives_way(own, block_lines(box), sender, passed_on=passed_on):
            leave_out_note(own, notes)
            _unquote(soup, box, quote, notes)
        else:
            leave_out_quoted(box.get_text(" "), notes, passed_on=passed_on)
    for line in soup.select(_ABOVE_QUOTES):
        notes.leave_out(line.get_text(" "), "line above a quoted mail")
        line.extract()


def _taken_out(soup: BeautifulSoup, parts: list[Tag]) -> Tag:
    """A box that holds these elements, which are taken out of their page."""
    box = soup.new_tag("div")
    for part in parts:
        box.append(part.extract())
    return box


def _unquote(soup: BeautifulSoup, box: Tag, quote: Tag, notes: Notes) -> None:
    """A mail passed on is the story, no quotation, and all that is left; the line of its headers goes."""
    for line in box.select(_ABOVE_QUOTES):
        notes.leave_out(line.get_text(" "), "headers of a quoted mail")
        line.extract()
    if quote.name == "blockquote":
        quote.name = "div"
    quote.attrs = {}
    page = soup.body or soup
    page.clear()
    page.append(box)


def _last_block(soup: BeautifulSoup) -> Tag | None:
    """The last element that holds words itself, and no other block with words."""
    for element in reversed(soup.find_all(_BLOCKS)):
        if one_line(element.get_text()) and not any(one_line(inner.get_text()) for inner in element.find_all(_BLOCKS)):
            return element
    return None
