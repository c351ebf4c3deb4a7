"""What a page says of its article in microdata: schema.org's properties at the elements that show them. Pure."""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.intake.fields import MICRODATA, TAKES, Takes
from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.structured.meta_tags import is_inside_other
from feedservice.intake.html.structured.schema_org import is_no_name

#: The same as microdata (itemprop in the page), where what is shown may be a teaser's: a little less sure.
_LESS_IN_MICRODATA = 0.04
#: Case counts for nothing here.
_PROPERTIES = {name.casefold(): meant for name, meant in MICRODATA.items()}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")


def read_microdata(root: Element, notes: Notes) -> None:
    """Fields from itemprop in the page, of items that are articles; <meta itemprop> is read with <meta>."""
    for element in root.iter():
        if "LiveBlogPosting" in (element.get("itemtype") or ""):
            notes.add("live", "yes", "itemtype LiveBlogPosting", 0.9)
        name = element.get("itemprop")
        if not name or element.tag == "meta" or is_inside_other(element):
            continue
        field, confidence = _PROPERTIES.get(name.strip().casefold(), ("", 0.0))
        text = _microdata_text(element, field) if field else ""
        if field and TAKES[field] is Takes.PEOPLE and is_no_name(text):
            continue
        notes.add(field, text, f"itemprop {name}", confidence - _LESS_IN_MICRODATA) if text else None


def _microdata_text(element: Element, field: str) -> str:
    """The value of an itemprop (HTML Living Standard 5.2.4): a person's is the name inside it."""
    if field == "photo":
        inner = element.find('.//*[@itemprop="url"]')
        whole = element if inner is None else inner
        return next(filter(None, (attribute(whole, name) for name in ("content", "href", "src"))), "")
    if field == "date":
        values = (attribute(element, name) for name in ("datetime", "content", "title"))
        return next(filter(_YEAR.search, values), "") or words(element)
    inner = element.find('.//*[@itemprop="name"]') if TAKES[field] is Takes.PEOPLE else None
    text = attribute(element, "content") or words(inner if inner is not None else element)
    return text if len(text) <= 300 else ""
