"""Fake structure into real: containers unwrapped, breaks into paragraphs, loose text wrapped. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from feedservice.cleaning.ledger import Ledger, is_gone
from feedservice.cleaning.tree import holds, named

#: Presentational names and the elements that say what is meant (HTML Living Standard 4.5, 16.2).
RENAMED = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "tt": "code",
    "center": "div",
    "dir": "ul",
}
#: Boxes without meaning of their own.
CONTAINERS = (
    "div",
    "section",
    "article",
    "main",
    "header",
    "body",
    "html",
    "span",
    "font",
    "address",
    "hgroup",
    "noscript",
    "picture",
    "u",
    "big",
    "o:p",
)
#: What stands on lines of its own and so ends a run of loose text.
BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "hr", "audio", "video", "details",
    "summary", "iframe",
})  # fmt: skip
#: Inline elements that hold words only (HTML Living Standard 3.2.5.2.5, phrasing content).
AROUND_TEXT = (
    "em", "strong", "s", "small", "code", "mark", "sub", "sup", "cite", "q", "bdi", "time", "abbr", "kbd", "samp", "ins",
)  # fmt: skip
_MAY_BE_EMPTY = frozenset({"img", "br", "hr", "audio", "video", "source", "td", "th", "col"})
_SAYS_WITHOUT_WORDS = _MAY_BE_EMPTY - {"br"}


def rename_presentational(body: BeautifulSoup, _: Ledger) -> None:
    """<b> is <strong>, <i> is <em>; the page's <h1> is the headline, so one in the body is an <h2>."""
    for element in named(body, RENAMED):
        element.name = RENAMED[element.name]


def unwrap_containers(body: BeautifulSoup, _: Ledger) -> None:
    """Boxes go, their content stays; text that only a box kept apart becomes a paragraph."""
    for source in body.select("picture source"):
        source.unwrap()
    for element in named(body, CONTAINERS):
        if element.parent is None:
            continue  # it went with an empty run
        if element.name == "div" or (element.name in BLOCKS and element.name != "p"):
            _wrap_runs(element, body)
        if element.name == "span" and element.get("dir"):
            element.name = "bdi"  # a run of the other direction, which order of words depends on
        else:
            element.unwrap()


def unwrap_around_blocks(body: BeautifulSoup, _: Ledger) -> None:
    """Emphasis cannot hold paragraphs: around them its tags go (word processors wrap whole texts so). Links may."""
    holders = _holders(body.find_all(list(BLOCKS)))
    for element in named(body, AROUND_TEXT):
        if id(element) in holders:
            element.unwrap()


def _holders(nodes: Iterable[PageElement]) -> set[int]:
    """The ids of all elements that hold one of these nodes, however deep. Linear: a climb ends where one has been."""
    holders: set[int] = set()
    for node in nodes:
        for parent in node.parents:
            if id(parent) in holders:
                break
            holders.add(id(parent))
    return holders


def part_from_blocks(body: BeautifulSoup, _: Ledger) -> None:
    """No heading, paragraph or preformatted text holds a block: HTML parsers would part them, each in its own way."""
    for holder in named(body, ("h2", "h3", "h4", "pre")):
        for block in named(holder, BLOCKS):
            block.insert_after("\n")
            block.unwrap()
    for paragraph in body.find_all("p"):
        if paragraph.parent is not None and holds(paragraph, BLOCKS):
            _wrap_runs(paragraph, body)
            paragraph.unwrap()


def split_at_double_breaks(body: BeautifulSoup, _: Ledger) -> None:
    """Two line breaks in a row are a paragraph's end."""
    for paragraph in body.find_all("p"):
        runs = _runs_between_breaks(list(paragraph.contents))
        if len(runs) < 2:
            continue
        _empty(paragraph)
        paragraph.name = "div"
        for run in runs:
            paragraph.append(_paragraph(run, body))
        paragraph.unwrap()


def _empty(box: Tag) -> list[PageElement]:
    """Take all children out, in order: from the front, which keeps a long list linear."""
    return [node.extract() for node in list(box.contents)]


def _paragraph(nodes: list[PageElement], body: BeautifulSoup) -> Tag:
    paragraph = body.new_tag("p")
    for node in nodes:
        paragraph.append(node.extract())
    for edge, bare in ((0, str.lstrip), (-1, str.rstrip)):
        text = paragraph.contents[edge] if paragraph.contents else None
        if isinstance(text, NavigableString):
            text.replace_with(bare(text, " \t\n"))
    return paragraph


def _runs_between_breaks(nodes: list[PageElement]) -> list[list[PageElement]]:
    """The nodes parted wherever two or more <br> follow each other with nothing but space between."""
    runs: list[list[PageElement]] = [[]]
    breaks: list[PageElement] = []
    for node in nodes:
        if (isinstance(node, Tag) and node.name == "br") or (
            breaks and isinstance(node, NavigableString) and not node.strip()
        ):
            breaks.append(node)
        else:
            if sum(isinstance(item, Tag) for item in breaks) > 1:
                runs.append([])
            else:
                runs[-1].extend(breaks)
            breaks = []
            runs[-1].append(node)
    return [run for run in runs if run]


def wrap_loose_text(body: BeautifulSoup, _: Ledger) -> None:
    """Text and inline elements that stand beside paragraphs become paragraphs."""
    _wrap_runs(body, body)


def _wrap_runs(box: Tag, body: BeautifulSoup) -> None:
    """Wrap each run of inline content directly in a box into a paragraph, parted at blocks and at double breaks."""
    run: list[PageElement] = []
    for node in [*_empty(box), None]:
        if node is not None and not (isinstance(node, Tag) and _is_block(node)):
            run.append(node)
            continue
        for part in _runs_between_breaks(run):
            if any(_says_something(item) for item in part):
                box.append(_paragraph(part, body))
        if node is not None:
            box.append(node)
        run = []


def _is_block(node: Tag) -> bool:
    return node.name in BLOCKS or any(child.name in BLOCKS for child in node.find_all(True, limit=20))


def _says_something(node: PageElement) -> bool:
    if isinstance(node, Tag):
        return node.name in _SAYS_WITHOUT_WORDS or bool(node.get_text(strip=True)) or holds(node, ("img",))
    return bool(str(node).strip(" \t\n\r\xa0\u200b"))


def drop_empty(body: BeautifulSoup, _: Ledger) -> None:
    """Elements with nothing in them but space and line breaks."""
    full = _holders(body.find_all(list(_MAY_BE_EMPTY - {"br"})))
    full |= _holders(text for text in body.find_all(string=True) if text.strip(" \t\n\r\xa0\u200b"))
    for element in body.find_all(True):
        if not is_gone(element) and element.name not in _MAY_BE_EMPTY and id(element) not in full:
            element.decompose()
