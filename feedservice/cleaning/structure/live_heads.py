"""The entries of a live blog, each under a heading that opens with its time. Pure.

What a live blog is, is told by its shape and by the hours, not by names: blocks of one shape, each headed by a time, the
times in order. A programme, a timeline and a list of broadcasts have that shape too. They are told apart so: a file that
says that it is a live blog is one; nothing but a live blog has its latest hour first; and only its entries were written while
it was being published, between the instants at which it came out and at which it was last changed (decision 0031).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from feedservice.article.live_entries import DAY_MINUTES, Coverage, round_the_clock
from feedservice.cleaning.record import Ledger
from feedservice.cleaning.structure.live_times import Head, head_of
from feedservice.cleaning.tree import Element, Node, words
from feedservice.text.dates.parse import is_date_line

_HEADINGS = frozenset({"h2", "h3", "h4"})
_FEWEST_STATED, _FEWEST_UNSTATED = 2, 3
#: What an entry of a live blog tells is a sentence or more; what a programme lists is a name.
_LEAST_ENTRY_CHARACTERS, _LEAST_WHERE_CALLED = 60, 40
_LEAST_SHARE = 0.6
_GRACE = timedelta(minutes=10)
_LONGEST_HEADLINE_CHARACTERS = 140
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ":", "”", "»")
_SEPARATORS = " \t\n\xa0:：.|–—-+*•·,]"


def head_entries(root: Element, ledger: Ledger) -> None:
    """Put each entry of a live blog under a heading of its time and its headline; any other body has no such heading."""
    for blocks in _readings(root.children):
        heads = _of_one_shape(blocks)
        if heads and _is_live(blocks, heads, ledger.coverage):
            root.children = _headed(blocks, heads, ledger)
            return
    for block in root.children:
        if isinstance(block, Element) and block.name == "h3" and _opens_with_time(block):
            _, *rest = block.children
            block.children = [words(block.children[0]), *rest] if isinstance(block.children[0], Element) else rest


def _opens_with_time(block: Element) -> bool:
    first = block.children[0] if block.children else ""
    return isinstance(first, Element) and first.name == "time" and ":" in first.get("datetime")


def _readings(blocks: list[Node]) -> list[list[Node]]:
    """The blocks as they stand; before that with a list opened that holds most of the words, for its items may be the entries."""
    lists = [one for one in blocks if isinstance(one, Element) and one.name in ("ol", "ul") and len(one.children) > 1]
    if not lists:
        return [blocks]
    longest = max(lists, key=lambda one: len(words(one)))
    whole = sum(len(one) if isinstance(one, str) else len(words(one)) for one in blocks)
    if len(words(longest)) < _LEAST_SHARE * whole:
        return [blocks]
    opened: list[Node] = []
    for block in blocks:
        opened += _items(block) if block is longest else [block]
    return [opened, blocks]


def _items(block: Node) -> list[Node]:
    opened: list[Node] = []
    for item in block.children if isinstance(block, Element) else []:
        if isinstance(item, str):
            continue
        holds_blocks = any(
            isinstance(one, Element) and one.name in (*_HEADINGS, "p", "figure") for one in item.children
        )
        opened += item.children if holds_blocks else [Element("p", None, item.children)]
    return opened


def _of_one_shape(blocks: list[Node]) -> list[Head]:
    """The blocks that open with a time, of the shape that most of them have."""
    found = [
        head for place, block in enumerate(blocks) if isinstance(block, Element) and (head := head_of(block, place))
    ]
    if len(found) < _FEWEST_STATED:
        return []
    shape, _ = Counter(head.shape for head in found).most_common(1)[0]
    return [head for head in found if head.shape == shape]


def _is_live(blocks: list[Node], heads: list[Head], coverage: Coverage) -> bool:
    """Whether these are the entries of a live blog, by what the file says and by their hours."""
    if not coverage.may_be or len(heads) < (
        _FEWEST_STATED if coverage.is_live or coverage.called else _FEWEST_UNSTATED
    ):
        return False
    told = [head.instant(coverage.zone) for head in heads]
    instants = [one for one in told if one]
    if len(instants) == len(heads):
        falling = all(one >= other for one, other in pairwise(instants))
        rising = all(one <= other for one, other in pairwise(instants))
    else:
        falling, rising = _directions(heads)
    if coverage.is_live:
        return rising or falling or len(instants) == len(heads)
    least = _LEAST_WHERE_CALLED if coverage.called else _LEAST_ENTRY_CHARACTERS
    if (
        not _tells(blocks, heads, least)
        or len(set(told if instants else [head.clock for head in heads])) < len(heads) / 2
    ):
        return False
    if coverage.called:
        return falling or rising
    return (falling and not rising) or (rising and _while_published(instants, coverage))


def _directions(heads: list[Head]) -> tuple[bool, bool]:
    """Whether hours fall, and whether they rise; each may cross midnight now and then."""
    down, up = round_the_clock([head.clock for head in heads])
    most = DAY_MINUTES * (1 + len(heads) / 6)
    return down < up and down < most, up <= down and up < most


def _while_published(instants: list[datetime], coverage: Coverage) -> bool:
    """Whether every entry was written between the publication and the last change: it was published entry by entry."""
    begun, ended = coverage.begun, coverage.ended
    if not (begun and ended and instants) or ended - begun < _GRACE:
        return False
    return (
        begun - _GRACE <= min(instants) and max(instants) <= ended + _GRACE and max(instants) - min(instants) > _GRACE
    )


def _tells(blocks: list[Node], heads: list[Head], least: int) -> bool:
    """Whether the entries tell something, and make up most of the body."""
    lengths = [len(one) if isinstance(one, str) else len(words(one)) for one in blocks]
    ends = [*(head.place for head in heads[1:]), len(blocks)]
    entries = [sum(lengths[head.place : end]) for head, end in zip(heads, ends, strict=True)]
    return sorted(entries)[len(entries) // 2] >= least and sum(entries) >= _LEAST_SHARE * sum(lengths)


def _headed(blocks: list[Node], heads: list[Head], ledger: Ledger) -> list[Node]:
    """The blocks with a heading for each entry; headings inside an entry stand below it."""
    above = _headlines_above(blocks, heads)
    by_place = {head.place: head for head in heads}
    made: list[Node] = []
    place = 0
    while place < len(blocks):
        head, block = by_place.get(place), blocks[place]
        if head:
            headline = made.pop() if above and made and place - 1 not in by_place else None
            taken = _entry(head, headline, blocks[place + 1 : place + 2], by_place, made, ledger)
            place += taken
        else:
            made.append(_lowered(block) if place > heads[0].place else block)
        place += 1
    return made


def _headlines_above(blocks: list[Node], heads: list[Head]) -> bool:
    """Whether the headline of each entry stands above its time."""
    if not heads[0].is_alone or heads[0].shape[0] in _HEADINGS:
        return False
    before = sum(head.place > 0 and _is_heading(blocks[head.place - 1]) for head in heads)
    after = sum(head.place + 1 < len(blocks) and _is_heading(blocks[head.place + 1]) for head in heads)
    return before > after


def _is_heading(block: Node) -> bool:
    return isinstance(block, Element) and block.name in _HEADINGS


def _entry(
    head: Head, above: Node | None, following: list[Node], by_place: dict[int, Head], made: list[Node], ledger: Ledger
) -> int:
    """Add the heading of an entry, and what else its first block holds; returns how many blocks after it are in the heading."""
    mark = head.mark(ledger.coverage.zone)
    ledger.note_words(head.aside, "how long ago, or the hour once more")
    if isinstance(above, Element) and _is_heading(above):
        made.append(Element("h3", None, [mark, " ", *above.children]))
        return 0
    if above is not None:
        made.append(above)
    rest = _bare(head.rest)
    after = following[0] if following and head.place + 1 not in by_place else None
    if not rest and isinstance(after, Element) and _is_heading(after):
        made.append(Element("h3", None, [mark, " ", *after.children]))
        return 1
    if rest and (head.shape[0] in _HEADINGS or _is_headline(rest, after)):
        made.append(Element("h3", None, [mark, " ", *rest]))
        return 0
    bold, told = _bold_opening(rest)
    made.append(Element("h3", None, [mark, " ", *bold] if bold else [mark]))
    if told:
        made.append(Element("p", None, told))
    return 0


def _is_headline(rest: list[Node], after: Node | None) -> bool:
    """Whether what stands behind a time is a headline: short, no sentence, and the words of the entry follow."""
    line = words(Element("p", None, rest)).strip()
    follows = isinstance(after, Element) and after.name == "p"
    return follows and len(line) <= _LONGEST_HEADLINE_CHARACTERS and not line.endswith(_SENTENCE_ENDS)


def _bold_opening(rest: list[Node]) -> tuple[list[Node], list[Node]]:
    """The bold words that open an entry, which are its headline, and what follows them."""
    first = rest[0] if rest else ""
    if isinstance(first, Element) and first.name == "strong" and len(words(first)) <= _LONGEST_HEADLINE_CHARACTERS:
        told = _bare(rest[1:])
        if told:
            return first.children, told
    return [], rest


def _bare(nodes: list[Node]) -> list[Node]:
    """The nodes behind a time without what parts them from it; the signs around +++ 14:32 The ferry +++ go with it."""
    kept = _unparted(nodes)
    if kept and isinstance(kept[-1], str) and kept[-1].rstrip().endswith("+++"):
        kept[-1] = kept[-1].rstrip(" +")
    return [node for node in kept if node != ""]


def _unparted(nodes: list[Node]) -> list[Node]:
    """The nodes without the signs that open them, in whatever elements these stand."""
    for place, node in enumerate(nodes):
        if isinstance(node, str):
            text = node.lstrip(_SEPARATORS)
            if text:
                return [text, *nodes[place + 1 :]]
        elif node.name in ("br", "img"):
            return nodes[place + (node.name == "br") :]
        elif inner := _unparted(node.children):
            return [Element(node.name, node.attributes, inner), *nodes[place + 1 :]]
    return []


def _lowered(block: Node) -> Node:
    """A heading within an entry, below that of the entry; the day that a further row of entries is under stays above."""
    if isinstance(block, Element) and block.name in ("h2", "h3") and not is_date_line(words(block)):
        block.name = "h4"
    return block
