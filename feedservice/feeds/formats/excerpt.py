"""How much of an article's body a channel shows: all of it, its opening, or none; with its pictures or without. Pure.

The body is sanitised markup; only whole elements are taken out of it, so what is left is as safe as it was.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from feedservice.channels import PhotoPlace, Presentation, Text
from feedservice.text.languages import own_word

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def excerpt(body_html: str, shows: Presentation) -> str:
    """The part of a body that a channel shows. Leaves a body that is shown whole untouched, byte for byte."""
    if shows.text is Text.STANDFIRST:
        return ""
    if shows.text is Text.FULL and shows.photo is not PhotoPlace.ATTACHED:
        return body_html
    from lxml import html as lxml_html  # noqa: PLC0415  # the site's own pages need none of it

    parts: list[HtmlElement | str] = list(lxml_html.fragments_fromstring(body_html))
    if shows.text is Text.OPENING:
        parts = _opening(parts, shows.paragraphs)
    if shows.photo is PhotoPlace.ATTACHED:
        parts = [part for part in parts if isinstance(part, str) or not _is_without_picture(part)]
    return "".join(escape(part, quote=False) if isinstance(part, str) else _written(part) for part in parts).strip()


def is_cut(body_html: str, shows: Presentation) -> bool:
    """Whether an opening leaves words out."""
    return shows.text is Text.OPENING and len(_words(excerpt(body_html, shows))) < len(_words(body_html))


def read_on(url: str, language: str) -> str:
    """The line that leads from an opening to the whole article."""
    return f'<p><a href="{escape(url)}">{escape(own_word("read_on", language))}</a></p>'


def _opening(parts: list[HtmlElement | str], paragraphs: int) -> list[HtmlElement | str]:
    """The parts of a body up to its so many paragraphs; a heading that would stand last goes too."""
    found: list[HtmlElement | str] = []
    count = 0
    for part in parts:
        if count == paragraphs:
            break
        found.append(part)
        count += isinstance(part, str) or part.tag not in ("figure", "hr", "h2", "h3", "h4", "h5", "h6")
    while found and not isinstance(found[-1], str) and str(found[-1].tag).startswith("h"):
        found.pop()
    return found


def _is_without_picture(part: HtmlElement) -> bool:
    """Take the pictures out of an element, with their captions; whether nothing is left of it."""
    had = bool(part.xpath("descendant-or-self::img"))
    if part.tag in ("figure", "img") and had:
        return True
    for picture in part.xpath("descendant::figure[.//img] | descendant::img"):
        if picture.getparent() is not None:
            picture.drop_tree()
    return had and not part.text_content().strip()


def _written(part: HtmlElement) -> str:
    from lxml import html as lxml_html  # noqa: PLC0415

    return str(lxml_html.tostring(part, encoding="unicode"))


def _words(html: str) -> list[str]:
    from lxml import html as lxml_html  # noqa: PLC0415

    return str(lxml_html.fromstring(f"<div>{html}</div>").xpath("string()")).split()
