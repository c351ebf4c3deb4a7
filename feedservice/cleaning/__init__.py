"""Body -> safe, simple, semantic HTML, in visible steps. Pure.

Each step takes the tree and a ledger; the order is data, and so is what a step is about: a body without tables pays
nothing for the rules about them. Nothing touches the markup after `sanitiser`, which is always last: what it lets
through is what readers get. A new rule is one function in a step's module and one line there or here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup

from feedservice.article import Cut
from feedservice.article.live_entries import Coverage
from feedservice.cleaning import sanitiser, tree_text
from feedservice.cleaning.furniture import body_edges, furniture_lines, page_furniture
from feedservice.cleaning.furniture import hidden_elements as unseen
from feedservice.cleaning.links import body_pictures, embeds, link_addresses, recordings
from feedservice.cleaning.office import office_lists, office_styles
from feedservice.cleaning.record import NO_COVERAGE, Ledger
from feedservice.cleaning.serialiser import html_of
from feedservice.cleaning.structure import blocks, layout_tables, live_heads
from feedservice.cleaning.tree import Element, plant

#: A step, and the elements and attributes that it is about; it is left out for a body with none of these ("" is in all).
STEPS: tuple[tuple[Callable[[Element, Ledger], None], frozenset[str]], ...] = (
    (unseen.drop_hidden, frozenset({"style", "hidden", "class", "aria-hidden"})),
    (recordings.place_recordings, recordings.ABOUT),
    (embeds.link_embeds, embeds.ABOUT),
    (page_furniture.drop_boxes, frozenset({"aside", "class", "id", "role"})),
    (office_lists.mend_lists, frozenset({"mso"})),
    (office_styles.mend_styles, frozenset({"style"})),
    (layout_tables.flatten_layout, frozenset({"table"})),
    (body_pictures.choose_sources, frozenset({"img", "amp-img", "amp-anim", "picture", "noscript"})),
    (body_pictures.place_photos, frozenset({"img", "amp-img", "amp-anim", "picture"})),
    (link_addresses.make_absolute, frozenset({*link_addresses.ADDRESSES, "amp-img", "amp-anim", "picture"})),
    (blocks.rename_presentational, frozenset({"", "dir"})),
    (blocks.build_blocks, frozenset({""})),
    (live_heads.head_entries, frozenset({""})),
    (blocks.raise_bold_headings, frozenset({"b", "strong", "style"})),
    (furniture_lines.drop_leftover_lines, frozenset({""})),
    (body_edges.drop_edges, frozenset({""})),
    (body_pictures.describe, frozenset({"img", "amp-img", "amp-anim", "picture"})),
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean body: its HTML, what was cut from it, its paragraphs, and all its words with a line for each block.

    `unreachable` are the names of local files that it led to, films and sounds among them.
    """

    html: str
    cut: tuple[Cut, ...]
    paragraphs: list[str]
    text: str
    unreachable: tuple[str, ...] = ()


def clean(
    body: BeautifulSoup,
    base_url: str,
    photos: Mapping[str, str] | None = None,
    sizes: Mapping[str, tuple[int, int]] | None = None,
    coverage: Coverage = NO_COVERAGE,
) -> Cleaned:
    """The body as safe HTML with absolute links, and what was cut from it.

    `base_url` is what relative links are relative to; `photos` maps the address of each picture, sound, film and document as written to the one it is
    served at, or to "" for one that cannot be shown, and `sizes` to its width and height in pixels. `coverage` is what its file says of its being a live blog. Raises nothing.
    """
    root, names, marks = plant(body)
    ledger = Ledger(base_url, photos or {}, sizes or {}, names, marks, coverage)
    held = names | marks | {""}
    for step, about in STEPS:
        if not about.isdisjoint(held):
            step(root, ledger)
    paragraphs, text = tree_text.read(root)
    return Cleaned(sanitiser.sanitise(html_of(root)), tuple(ledger.cut), paragraphs, text, tuple(ledger.unreachable))
