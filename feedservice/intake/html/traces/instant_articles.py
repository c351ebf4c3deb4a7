"""Facebook's Instant Articles: their head in fields, their advertisements and counters out. Pure.

Source: developers.facebook.com, Instant Articles, Format Reference (elements in <header>, classes that begin with op-).
"""

from __future__ import annotations

from collections.abc import Iterator

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.spike import lift, read_out
from feedservice.intake.trade import looks_like_a_name

_NO_NEWS = {
    "op-ad": "advertisement",
    "op-tracker": "counting picture",
    "op-related-articles": "links to other stories",
    "op-kicker": "kicker",
    "op-modified": "time of the last change",
}
_LONGEST_NAME_CHARACTERS = 60


def read_instant_article(root: Element, notes: Notes) -> None:
    """Note the head of an Instant Article, and take it and what is no news out; other pages are let be."""
    article = next((one for one in root.iter("article") if _is_instant(one, root)), None)
    if article is None:
        return
    for element, reason in list(_no_news(article)):
        _leave_out(element, reason, notes)
    for header in list(article.iter("header")):
        _read_header(header, notes)
    for footer in list(article.iter("footer")):
        _leave_out(footer, "foot of the page", notes)
    for heading in article.iter("h1", "h2"):
        if next(heading.iterancestors("figcaption"), None) is not None:
            heading.tag = "strong"


def _is_instant(article: Element, root: Element) -> bool:
    if next(article.iter("header"), None) is None:
        return False
    if any(attribute(one, "property") == "op:markup_version" for one in root.iter("meta")):
        return True
    return any(
        attribute(one, "class") in ("op-published", "op-modified", "op-kicker") for one in article.iter("time", "h3")
    )


def _no_news(article: Element) -> Iterator[tuple[Element, str]]:
    for element in article.iter("figure", "ul", "h3", "time", "section"):
        reason = next((_NO_NEWS[name] for name in attribute(element, "class").split() if name in _NO_NEWS), "")
        if reason:
            yield element, reason


def _leave_out(element: Element, reason: str, notes: Notes) -> None:
    text = words(element)
    notes.leave_out("" if text.startswith("<") else text, reason)  # the markup of a frame, which nobody reads
    lift(element)


def _read_header(header: Element, notes: Notes) -> None:
    """Authors with their lives, the time of publication, the standfirst, and the kicker in its older form."""
    authors = [name for address in list(header.iter("address")) for name in _authors(address, notes)]
    notes.add("byline", "; ".join(authors), "address", 0.9)
    for time in list(header.iter("time")):
        notes.add("date", attribute(time, "datetime") or words(time), "time class op-published", 0.92)
        read_out(time, notes)
    for kicker in list(header.iter("details")):
        _leave_out(kicker, "kicker", notes)
    standfirst = next((one for one in header.iter("h2") if words(one)), None)
    if standfirst is not None and next(header.iter("h1"), None) is not None:
        notes.add("standfirst", words(standfirst), "h2 under the headline", 0.88)
        lift(standfirst)


def _authors(address: Element, notes: Notes) -> list[str]:
    """The names in an address, which are linked or all there is; what stands beside them is the author's life."""
    links = [words(link) for link in address.iter("a") if words(link)]
    whole = words(address)
    names = links or ([whole] if len(whole) <= _LONGEST_NAME_CHARACTERS else [])
    named = [name for name in names if looks_like_a_name(name)] or names[:1]
    life = whole
    for name in named:
        life = life.replace(name, "", 1)
    if named:
        notes.leave_out(life.strip(" ,;"), "about the author")
        lift(address)
    return named
