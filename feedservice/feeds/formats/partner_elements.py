"""Elements that partners' profiles add, written with lxml. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from feedservice.channels import Edition
from feedservice.feeds.partners import PROFILES, PartnerElement, Profile
from feedservice.text.unicode import legible


def profile_of(edition: Edition) -> Profile:
    """The profile of an edition's channel."""
    return PROFILES[edition.channel.shows.profile]


def add_elements(parent: etree._Element, elements: Iterable[PartnerElement]) -> None:
    """Write elements with all they hold at the end of another."""
    for one in elements:
        child = etree.SubElement(parent, one.name, {name: legible(value) for name, value in one.attributes.items()})
        child.text = legible(one.text) or None
        add_elements(child, one.children)


def add_withdrawn(channel: etree._Element, edition: Edition) -> None:
    """The items that tell a partner what to take down, where it wants such."""
    for tombstone in edition.tombstones:
        if elements := profile_of(edition).withdrawn(tombstone, edition):
            add_elements(etree.SubElement(channel, "item"), elements)
