"""What goes out of the story's box by vote: blocks of words that no other extractor has in its story. Pure.

Prose among the story's stays all the same, and pictures, films, quotations, tables and listings, with the words that belong
to them, and who helped to report: extractors drop these even from stories. A heading goes with what it heads, a list as a
whole. What is cut is listed, as everything is.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedservice.intake.boilerplate.edge_lines import is_contribution
from feedservice.intake.evidence import Notes, value_or
from feedservice.intake.html.ensemble.votes import Votes, letters
from feedservice.intake.html.furniture_names import is_called_furniture
from feedservice.intake.html.page_elements import BLOCKS, Element, around, attribute, words
from feedservice.intake.html.pictures.picture_addresses import IMAGES
from feedservice.intake.html.pictures.picture_teasers import is_teaser
from feedservice.intake.html.spike import cut
from feedservice.intake.html.text_density import SHORTEST_PROSE_BYTES

_MAY_BE_PROSE = frozenset({"p", "div", "section", "li"})
_MOST_LINKED = 0.2
#: Fewer letters of a description may begin anything.
_FEWEST_QUOTED_LETTERS = 40
_REASON = "not of the story, as other extractors have it"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_JUDGED = (
    frozenset({"p", "div", "section", "article", "li", "header", "span", "a", "strong", "b", "em", "i", "button"})
    | _HEADINGS
)
#: A heading that is as long as this and ends as a sentence does is a paragraph that somebody set large.
_SHORTEST_SENTENCE_IN_HEADING, _SENTENCE_ENDS = 100, ".!?…。！？"
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
    open_to_doubt = (block for block, is_judged in zip(blocks, judged, strict=True) if is_judged)
    if all(votes.first_has(block) and not _is_called_no_story(block) for block in open_to_doubt):
        return
    had = votes.had(blocks)
    if had is None:
        return
    had = _with_other_witnesses(blocks, had, votes, value_or(notes.best("standfirst"), ""))
    stays = [is_had or not is_judged for is_judged, is_had in zip(judged, had, strict=True)]
    _keep_prose(blocks, stays, had)
    _keep_lists(blocks, stays)
    _judge_headings(blocks, stays)
    staying = {holder for block, is_kept in zip(blocks, stays, strict=True) if is_kept for holder in _up(block)}
    asked: dict[Element, bool] = {}
    for block, is_kept in zip(blocks, stays, strict=True):
        if not is_kept and box in block.iterancestors():
            cut(_whole_teaser(block, box, staying, asked), notes, _REASON)


def _up(block: Element) -> Iterator[Element]:
    yield block
    yield from block.iterancestors()


def _whole_teaser(block: Element, box: Element, staying: set[Element], asked: dict[Element, bool]) -> Element:
    """A block that goes, or the widest box around it of which all words go, if it shows a picture to lead elsewhere."""
    whole = block
    for holder in block.iterancestors():
        if holder is box or holder in staying:
            break
        if holder not in asked:
            asked[holder] = next(holder.iter(*IMAGES), None) is not None and is_teaser(holder)
        if asked[holder]:
            whole = holder
    return whole


def _with_other_witnesses(blocks: list[Element], had: list[bool], votes: Votes, standfirst: str) -> list[bool]:
    """The vote, with two more witnesses: the page's description, which quotes the story, and what a line with links is called."""
    quoted = letters(standfirst)
    return [
        (is_had and (not _is_called_no_story(block) or votes.both_have(block)))
        or (len(quoted) >= _FEWEST_QUOTED_LETTERS and letters(words(block)).startswith(quoted))
        for block, is_had in zip(blocks, had, strict=True)
    ]


def _is_called_no_story(block: Element) -> bool:
    """Whether a block with links is called furniture: one vote is too few for it. Names lie, so without links it is believed."""
    return is_called_furniture(block) and next(block.iter("a"), None) is not None


def _leaves(box: Element) -> Iterator[Element]:
    """The smallest elements with words of their own, in order: blocks without others inside, and runs of text beside blocks."""
    blocks = [one for one in box.iterdescendants(*BLOCKS) if words(one)]
    spoken = set(blocks)
    holders = {holder for block in blocks for holder in block.iterancestors()}
    for one in box.iterdescendants("*"):
        if one.tag in BLOCKS:
            if one in spoken and one not in holders:
                yield one
        elif one not in holders and around(one) in holders and words(one):
            yield one


def _is_judged(block: Element) -> bool:
    if block.tag not in _JUDGED or is_contribution(words(block)):
        return False
    if next(block.iter(*_MEDIA), None) is not None and not is_teaser(block):
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
    """Whether a block is running text: not short, hardly linked, and no heading that heads something."""
    said = words(block)
    linked = sum(len(words(link)) for link in block.iter("a"))
    is_sentence = len(said) >= _SHORTEST_SENTENCE_IN_HEADING and said[-1] in _SENTENCE_ENDS
    return (
        (block.tag in _MAY_BE_PROSE or (block.tag in _HEADINGS and is_sentence))
        and len(said.encode()) >= SHORTEST_PROSE_BYTES
        and linked <= _MOST_LINKED * len(said)
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
