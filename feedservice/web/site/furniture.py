"""The furniture of every page: which sections stand in its head. Touches: database (reads only).

The sections are asked for anew when the edition is another; when the store cannot be read, those of before stay.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from feedservice.channels import Kind, display_name, path_of
from feedservice.errors import StoreError
from feedservice.store import Reading, Store

#: So many sections stand in the head of a page, the largest; all are in the archive.
_MOST = 10


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section as pages lead to it: its path, its name for people, and how many stories it has."""

    path: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """The sections in the head of every page, by name, and whether there are more; `edition` is that which it is of."""

    sections: tuple[SectionLink, ...] = ()
    has_more: bool = False
    edition: int = -1


def all_sections(asked: Reading) -> list[SectionLink]:
    """Every section that has stories, by name."""
    found = [
        SectionLink(path_of(Kind.SECTION, slug), display_name(name), count)
        for slug, name, count in asked.leaves.sections()
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.path))


def furniture_of(asked: Reading, edition: int) -> Furniture:
    """What stands in the head of every page: the largest sections, in the order of their names, so that none changes its place."""
    sections = all_sections(asked)
    largest = sorted(sections, key=lambda one: -one.count)[:_MOST]
    return Furniture(tuple(one for one in sections if one in largest), len(sections) > _MOST, edition)


def furniture(*, is_asking: bool = True) -> Furniture:
    """The furniture of the application's pages; not `is_asking`: what was there last, for pages that tell of trouble."""
    kept: Furniture = current_app.extensions.get("furniture", Furniture())
    if not is_asking:
        return kept
    store: Store = current_app.extensions["store"]
    try:
        with store.reading() as asked:
            state = asked.turns.state()
            if state is not None and state.edition != kept.edition:
                kept = current_app.extensions["furniture"] = furniture_of(asked, state.edition)
    except StoreError:
        return kept
    return kept
