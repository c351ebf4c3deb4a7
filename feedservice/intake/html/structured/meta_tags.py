"""What a page says of itself in <html lang> and <meta>. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from feedservice.intake.evidence import Notes
from feedservice.intake.field_values import is_status
from feedservice.intake.fields import META, TAKES, Takes
from feedservice.intake.html.page_elements import Element, attribute
from feedservice.intake.html.structured.page_titles import without_site_name
from feedservice.intake.html.structured.schema_org import ARTICLE_TYPES, is_no_name, type_of
from feedservice.intake.html.structured.stated_authors import WORTH_OF_HOUSES, is_site
from feedservice.intake.release_fields import judged_for_certain
from feedservice.text.unicode import one_line

#: Several elements of one name are one list.
LISTED = frozenset({
    "article:tag", "citation_author", "author", "article:author", "parsely-author", "dc.creator", "dcterms.creator",
})  # fmt: skip
#: When the page leaves its site (ogp.me, article: vocabulary).
_EXPIRY_OF_PAGE = "article:expiration_time"
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site")


def read_meta(root: Element, notes: Notes, site: Sequence[str]) -> None:
    """Fields from <html lang>, <meta> and <title>."""
    notes.add("language", attribute(root, "lang") or attribute(root, "xml:lang"), "html lang", 0.9)
    listed: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = attribute(meta, "content") or attribute(meta, "value")
        name = _meta_name(meta)
        if not content.strip() or is_inside_other(meta):
            continue
        if name.casefold() in LISTED:
            listed.setdefault(name.casefold(), []).append(content)
        else:
            _read_one(name, content, notes, site)
    for name, contents in listed.items():
        _read_one(name, ", ".join(dict.fromkeys(contents)), notes, site)


def _meta_name(meta: Element) -> str:
    names = (attribute(meta, name) for name in ("name", "property", "itemprop", "http-equiv"))
    return one_line(next(filter(None, names), "")).replace("DCTERMS:", "dcterms.")


def is_inside_other(meta: Element) -> bool:
    """Whether it belongs to an item inside the article (its publisher's name), or to a comment or teaser."""
    if not meta.get("itemprop"):
        return False
    holder = next((one for one in meta.iterancestors() if one.get("itemscope") is not None), None)
    return holder is not None and type_of(attribute(holder, "itemtype")) not in ARTICLE_TYPES


def _read_one(name: str, content: str, notes: Notes, site: Sequence[str]) -> None:
    field, confidence = META.get(name.casefold(), ("", 0.0))
    content = unescape(content)
    if name.casefold() == _EXPIRY_OF_PAGE:
        notes.warn(
            f"The page says that it expires: {one_line(content)[:60]}. That was meant for the site it comes from; the article stays.",
            "If it is to go at a time, write Expires: 2026-11-20 08:30 at the top.",
        )
    said = None if field and field != "date" else judged_for_certain(name, content)
    for one in said or ():
        notes.add(one.field, one.value, f"meta {name}", 1.0)
    if said is not None or (field == "status" and not is_status(content)):
        return  # held; or some other system's status
    if field == "headline":
        content = without_site_name(content, site)
    if TAKES.get(field) is Takes.PEOPLE and not is_no_name(content):
        worth = WORTH_OF_HOUSES if is_site(content, site) else 1.0
        notes.add(field, content, f"meta {name}", confidence * worth)
    elif field and TAKES.get(field) is not Takes.PEOPLE:
        notes.add(field, content, f"meta {name}", confidence)


def site_names(root: Element) -> tuple[str, ...]:
    """What the site calls itself: it is cut off titles."""
    names = [attribute(meta, "content") for meta in root.iter("meta") if _meta_name(meta).casefold() in _SITE_NAMES]
    return tuple(dict.fromkeys(one_line(name).strip("@") for name in names if name.strip()))
