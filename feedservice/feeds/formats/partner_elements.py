"""Elements that partners' profiles add, written with lxml. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from feedservice.channels import Edition
from feedservice.feeds.formats.literal_text import literal
from feedservice.feeds.partners import PROFILES, PartnerElement, Profile
from feedservice.text.unicode import legible

#: No text that people read, and nothing in it may be parted.
_ADDRESS = re.compile(r"[a-z]+:\S*$")


def profile_of(edition: Edition) -> Profile:
    """The profile of an edition's channel."""
    return PROFILES[edition.channel.shows.profile]


def add_elements(parent: etree._Element, elements: Iterable[PartnerElement]) -> None:
    """Write elements with all they hold at the end of another."""
    for one in elements:
        child = etree.SubElement(parent, one.name, {name: legible(value) for name, value in one.attributes.items()})
        child.text = (legible(one.text) if _ADDRESS.match(one.text) else literal(legible(one.text))) or None
        add_elements(child, one.children)


def add_withdrawn(channel: etree._Element, edition: Edition) -> None:
    """The items that tell a partner what to take down, where it wants such."""
    for tombstone in edition.tombstones:
        if elements := profile_of(edition).withdrawn(tombstone, edition):
            add_elements(etree.SubElement(channel, "item"), elements)
