"""What a source states of an article for machines, in RSS and Atom: whose the rights are, for whom it is. Pure.

dcterms:rightsHolder (DCMI Terms) and media:rating (Media RSS 1.5.1, “urn:simple” and “urn:mpaa”). A rating of another board
stands in no scheme of Media RSS, and so on the article's page alone; nor is what is no family's reading therefore “adult”.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.article.stated import StatedFacts
from feedservice.channels import Presentation
from feedservice.feeds.namespaces import DCTERMS, MEDIA
from feedservice.text.unicode import legible

_SIMPLE, _MPAA = "urn:simple", "urn:mpaa"
_BY_MPAA = re.compile(r"MPAA:?\s+(G|PG|PG-13|R|NC-17)")


def add_stated(entry: etree._Element, stated: StatedFacts, shows: Presentation) -> None:
    """Add what is stated, and nothing else; partners get what they ask for alone."""
    if shows.profile != "plain":
        return
    if stated.rights_holder:
        etree.SubElement(entry, f"{{{DCTERMS}}}rightsHolder").text = legible(stated.rights_holder)
    scheme, value = _rating(stated)
    if value:
        etree.SubElement(entry, f"{{{MEDIA}}}rating", scheme=scheme).text = value


def _rating(stated: StatedFacts) -> tuple[str, str]:
    by_mpaa = _BY_MPAA.fullmatch(stated.content_rating)
    if by_mpaa:
        return _MPAA, by_mpaa[1].casefold()
    if stated.content_rating == "adult":
        return _SIMPLE, "adult"
    return (_SIMPLE, "nonadult") if stated.family_friendly == "true" else ("", "")
