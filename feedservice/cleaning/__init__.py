"""Body -> safe, simple, semantic HTML, in visible steps. Pure.

Each step takes the tree and a ledger; the order is data. Nothing touches the markup after `sanitiser`, which is always
last: what it lets through is what readers get. A new rule is one function in a step's module and one line there or here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bs4 import BeautifulSoup

from feedservice.article import Cut
from feedservice.cleaning import furniture, links, sanitiser, structure
from feedservice.cleaning.ledger import Ledger

STEPS: tuple[Callable[[BeautifulSoup, Ledger], None], ...] = (
    furniture.drop_unseen,
    furniture.drop_page_furniture,
    furniture.drop_leftover_lines,
    links.place_photos,
    links.make_absolute,
    structure.rename_presentational,
    structure.unwrap_containers,
    structure.unwrap_around_blocks,
    structure.part_from_blocks,
    structure.split_at_double_breaks,
    structure.wrap_loose_text,
    furniture.drop_leftover_lines,  # again: lines that only breaks had parted
    structure.drop_empty,
)


def clean(body: BeautifulSoup, base_url: str, photos: Mapping[str, str] | None = None) -> tuple[str, tuple[Cut, ...]]:
    """The body as safe HTML with absolute links, and what was cut from it.

    `base_url` is what relative links are relative to; `photos` maps each picture's `src` as written to the address it is
    served at, or to "" for one that cannot be shown. Consumes `body`. Raises nothing.
    """
    ledger = Ledger(base_url, photos or {})
    for step in STEPS:
        step(body, ledger)
    return sanitiser.sanitise(body.decode(formatter="minimal")), tuple(ledger.cut)
