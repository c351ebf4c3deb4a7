"""How much of an element is told and how much is only linked. Pure."""

from __future__ import annotations

from feedservice.cleaning.tree import Element


def unlinked_length(element: Element) -> int:
    """The number of characters outside links, white space at the ends of each text not counted."""
    if element.name == "a":
        return 0
    return sum(len(child.strip()) if isinstance(child, str) else unlinked_length(child) for child in element.children)


def length(element: Element) -> int:
    """The number of characters, white space at the ends of each text not counted."""
    return sum(len(child.strip()) if isinstance(child, str) else length(child) for child in element.children)
