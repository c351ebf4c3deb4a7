"""What in a story has an author or a date that are not the story's: quotations, and cards that lead to other stories. Pure.

A card is a small box that leads elsewhere and says of that place who wrote it and when. Its name tips the scale; without
one it must be a link as a whole, or stand well inside the story, where no head is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedservice.intake.html.page_elements import Element, attribute, words
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES, Measures

_CARD_NAMES = re.compile(
    r"(?:^|[-_ ])(?:link-?)?(?:cards?|bookmark|embed|embedded|oembed|onebox|preview|teaser|related|unfurl|quote)(?:$|[-_ ])",
    re.IGNORECASE,
)
_QUOTATIONS = ("blockquote", "q")
_MOST_QUOTED = 0.5
_LONGEST_CARD_BYTES = 500
_FEWEST_LINKED_WORDS = 3
_HOLDERS = 3
_PARAGRAPHS_ABOVE = 2
_PARTS_OF_PAGE = frozenset({"html", "body", "main", "article", "header", "p"})


def foreign_parts(box: Element, measures: Measures, prosy: list[int]) -> set[Element]:
    """Every element of a story's box that is in a quotation or a card; `prosy` are the story's paragraphs."""
    whole = measures.mass[measures.at[box]] if box in measures.at else 0
    found: set[Element] = set()
    for quotation in box.iterdescendants(*_QUOTATIONS):
        if measures.mass[measures.at[quotation]] <= _MOST_QUOTED * whole:
            found.update(quotation.iter("*"))
    for card in _cards(box, measures, prosy):
        found.update(card.iter("*"))
    return found


def _cards(box: Element, measures: Measures, prosy: list[int]) -> Iterable[Element]:
    for link in box.iterdescendants("a"):
        if len(words(link).split()) < _FEWEST_LINKED_WORDS or attribute(link, "href")[:1] in ("", "#"):
            continue
        card = _box_around(link, box, measures)
        if card is None or not _is_small(card, measures):
            continue
        above = sum(1 for number in prosy if number < measures.at[card])
        if above and (_is_named(card) or card.tag == "a" or above >= _PARAGRAPHS_ABOVE):
            yield card


def _box_around(link: Element, box: Element, measures: Measures) -> Element | None:
    """The widest small box around a link that is no part of the page's own frame; a link of several blocks is its own."""
    card = link if len(link) > 1 else None
    for number, holder in enumerate(link.iterancestors()):
        if holder is box or holder.tag in _PARTS_OF_PAGE or number >= _HOLDERS or not _is_small(holder, measures):
            break
        card = holder
    return card


def _is_small(card: Element, measures: Measures) -> bool:
    if measures.text[measures.at[card]] > _LONGEST_CARD_BYTES or next(card.iter("h1"), None) is not None:
        return False
    return all(measures.prose[measures.at[one]] < SHORTEST_PROSE_BYTES for one in card.iter("p"))


def _is_named(card: Element) -> bool:
    return any(_CARD_NAMES.search(attribute(one, "class")) for one in card.iter("*"))
