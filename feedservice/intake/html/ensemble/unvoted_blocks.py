"""What goes out of the story's box by vote: blocks of words that no other extractor has in its story. Pure.

Prose among the story's stays all the same, and pictures, films, quotations, tables and listings, with the words that belong
to them, and who helped to report: extractors drop these even from stories. A heading goes with what it heads, a list as a
whole. What is cut is listed, as everything is.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedservice.intake.boilerplate.edge_lines import is_contribution
from feedservice.intake.evidence import Notes
from feedservice.intake.html.ensemble.votes import Votes
from feedservice.intake.html.page_elements import BLOCKS, Element, around, attribute, words
from feedservice.intake.html.spike import cut
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES

_MAY_BE_PROSE = frozenset({"p", "div", "section", "li"})
_MOST_LINKED = 0.2
_REASON = "not of the story, as other extractors have it"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_JUDGED = (
    frozenset({"p", "div", "section", "article", "li", "header", "span", "a", "strong", "b", "em", "i", "button"})
    | _HEADINGS
)
_STAYS = ("figure", "figcaption", "table", "blockquote", "pre", "dl", "aside", "details")
_MEDIA = (
    "img",
    "amp-img",
    "picture",
    "video",
    "audio",
    "iframe",
    "amp-video",
    "amp-iframe",
    "object",
    "embed",
    "math",
    "svg",
)


def cut_unvoted(box: Element, votes: Votes, notes: Notes) -> None:
    """Take out of a page's story the blocks that nobody else has; nothing when the others have failed."""
    blocks = list(_leaves(box))
    judged = [_is_judged(block) for block in blocks]
    if all(votes.first_has(block) for block, is_judged in zip(blocks, judged, strict=True) if is_judged):
        return
    had = votes.had(blocks)
    if had is None:
        return
    stays = [is_had or not is_judged for is_judged, is_had in zip(judged, had, strict=True)]
    _keep_prose(blocks, stays, had)
    _keep_lists(blocks, stays)
    _judge_headings(blocks, stays)
    for block, is_kept in zip(blocks, stays, strict=True):
        if not is_kept:
            cut(block, notes, _REASON)


def _leaves(box: Element) -> Iterator[Element]:
    """The smallest elements with words of their own, in order: blocks without others inside, and runs of text beside blocks."""
    blocks = [one for one in box.iterdescendants(*BLOCKS) if words(one)]
    holders = {holder for block in blocks for holder in block.iterancestors()}
    for one in box.iterdescendants("*"):
        if one.tag in BLOCKS:
            if one not in holders and words(one):
                yield one
        elif one not in holders and around(one) in holders and words(one):
            yield one


def _is_judged(block: Element) -> bool:
    if block.tag not in _JUDGED or next(block.iter(*_MEDIA), None) is not None or is_contribution(words(block)):
        return False
    return next(block.iterancestors(*_STAYS), None) is None


def _keep_prose(blocks: list[Element], stays: list[bool], had: list[bool]) -> None:
    """Prose stays between blocks that others have, and in a box of the same kind as theirs."""
    told = [place for place, is_had in enumerate(had) if is_had]
    kinds = {_kind_of_box(blocks[place]) for place in told}
    for place, block in enumerate(blocks):
        is_beside = bool(told) and (told[0] < place < told[-1] or _kind_of_box(block) in kinds)
        stays[place] = stays[place] or (is_beside and _is_prose(block))


def _kind_of_box(block: Element) -> tuple[Element, str]:
    """What a system calls the box around a block; of one without a name the box itself."""
    box = around(block)
    name = attribute(box, "class")
    return (box.getroottree().getroot(), f"{box.tag} {name}") if name else (box, "")


def _is_prose(block: Element) -> bool:
    """Whether a block is running text: no heading, not short, and hardly linked."""
    said = words(block)
    linked = sum(len(words(link)) for link in block.iter("a"))
    return (
        block.tag in _MAY_BE_PROSE and len(said.encode()) >= SHORTEST_PROSE_BYTES and linked <= _MOST_LINKED * len(said)
    )


def _keep_lists(blocks: list[Element], stays: list[bool]) -> None:
    """A list of which half the points stay keeps the others: the points of a list are of one kind."""
    lists: dict[Element, list[int]] = {}
    for place, block in enumerate(blocks):
        outermost = list(block.iterancestors("ul", "ol"))[-1:]
        if outermost:
            lists.setdefault(outermost[0], []).append(place)
    for places in lists.values():
        if 2 * sum(stays[place] for place in places) >= len(places):
            for place in places:
                stays[place] = True


def _judge_headings(blocks: list[Element], stays: list[bool]) -> None:
    """A heading that nobody has stays with what it heads, up to the next heading."""
    heads_something = False
    for place in range(len(blocks) - 1, -1, -1):
        is_heading = blocks[place].tag in _HEADINGS
        if is_heading and not stays[place]:
            stays[place] = heads_something
        heads_something = not is_heading and (heads_something or stays[place])
