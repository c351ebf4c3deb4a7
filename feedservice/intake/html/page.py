"""A page of HTML as a tree that can be asked quickly: parsed, its unseen parts out, each block measured. Pure.

lxml's tree rather than bs4's, for evidence is asked of whole pages of some hundred kilobytes, of which the story is a
tenth: only the story becomes a tree of BeautifulSoup, and goes to cleaning. Blocks are parted by line ends in the tree
itself, so that the text of any element reads as a browser shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bs4 import BeautifulSoup
from lxml import etree

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import BLOCKS, Element, attribute, text_of, words
from feedservice.intake.html.pictures.formulas import read_formulas
from feedservice.intake.html.spike import drop_all_unseen, drop_unseen
from feedservice.intake.html.structured.stated_facts import note_alternates
from feedservice.intake.html.traces.drop_caps import join_drop_caps
from feedservice.text.encodings.entities import is_about_markup, unescaped, without_tags
from feedservice.text.nesting import flatten
from feedservice.text.unicode import as_typed, is_set

#: Never shown as words, nor are scripts. <noscript> stays: in it lie the pictures that scripts load late.
_UNSEEN = frozenset([
    "style", "link", "template", "svg", "canvas", "base", "applet", "noframes", "object", "param",
    "map", "datalist", "xml",
])  # fmt: skip
#: What stands in them no browser shows as words of the page: data for programs, the text of a frame, a title.
_FALLBACKS = ("script", "iframe", "title")
#: What a head holds (HTML Living Standard 4.2, metadata content).
_IN_HEAD = frozenset(
    {"base", "link", "meta", "noscript", "script", "style", "template", "title", "basefont", "bgsound"}
)
_JSON_LD = "application/ld+json"
#: What libxml2 says when a page nests deeper than it follows; the words below that are lost.
_TOO_DEEP = "Excessive depth"
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000}?)\s*-->")
#: Signs of typesetters written as entities, and entities written twice.
_MAY_BE_SET = re.compile(
    r"&(?:shy|zwn?j|ZeroWidthSpace|NoBreak|f{1,2}i?l?lig|amp;(?:#|[a-z])|"
    r"#(?:173|820[3-5]|8288|65279|6425[6-9]|6426[0-2]|65532|7[6-9]\d|8[0-3]\d)|#x0*(?:ad|200[bcd]|2060|feff|fb0[0-6]|fffc|3[0-4][0-9a-f]);?)",
    re.IGNORECASE,
)
#: Where a page shows markup as words, none of it was written twice.
_CODE = ("code", "pre", "kbd", "samp")
_SAYING = ("alt", "title")
_ADDRESS_CHARACTERS = 4096
_CLIPBOARD_CHARACTERS = 600
#: Characters written as numbers that are no text; the tree would hold them, and take none that holds them again.
_ILLEGIBLE = re.compile(
    r"&#(?:0++(?![0-9])|0*+(?:[1-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|x0++(?![0-9a-f])|x0*+(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its tree, the address it was saved from (empty when it does not say), and all that it shows as text.

    `elements` are held while the page is read: lxml makes those that nobody holds anew for each question.
    """

    root: Element
    address: str
    readable: str
    elements: list[Element]


def parse(markup: str, notes: Notes) -> Page:
    """The page, its blocks parted by line ends; for no markup at all an empty one. Raises nothing.

    JSON-LD stays where it was, other scripts, styles and comments are out.
    """
    markup = _ILLEGIBLE.sub("", _without_clipboard_head(markup))
    root, complete = _tree(markup)
    if not complete:  # libxml2 gives up below 2,048 levels; bs4 builds its own tree, which can be made flat
        soup = BeautifulSoup(markup, "lxml")
        flatten(soup)
        root, _ = _tree(soup.decode())
    _mend_head(root)
    address = _address(markup, root)
    note_alternates(root, notes)
    if "<math" in markup or "math/tex" in markup:
        read_formulas(root, notes)
    drawn = _take_unseen(root, notes)
    elements = list(root.iter())
    if _MAY_BE_SET.search(markup) or is_set(markup):
        _mend_words(root)
    join_drop_caps(root)
    _part_blocks(root)
    return Page(root, address, _readable(root) + drawn, elements)


def _readable(root: Element) -> str:
    """The text of a page's body as browsers show it, a line for each block."""
    body = root.find("body")
    shown = body if body is not None else root
    text = text_of(shown)
    for unseen in shown.iter(*_FALLBACKS):
        if words := text_of(unseen):
            text = text.replace(words, "\n", 1)
    return text


def _address(markup: str, root: Element) -> str:
    """Where the page was saved from, as it says itself: browsers' note, canonical link, og:url, <base>. Or nothing."""
    noted = _SAVED_FROM.search(markup[:_ADDRESS_CHARACTERS])
    if noted:
        return noted[1]
    stated = [attribute(link, "href") for link in root.iter("link") if attribute(link, "rel").lower() == "canonical"]
    urls = (meta for meta in root.iter("meta") if attribute(meta, "property").lower() == "og:url")
    stated += [attribute(meta, "content") for meta in urls]
    stated += [attribute(base, "href") for base in root.iter("base")]
    return next((address.strip() for address in stated if address.strip().startswith(("http://", "https://"))), "")


def _tree(markup: str) -> tuple[Element, bool]:
    """The tree, and whether all of the page is in it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:  # nothing in it but space
        root = etree.fromstring("<html><body></body></html>", etree.HTMLParser())
    return root, not any(_TOO_DEEP in entry.message for entry in parser.error_log)


def _mend_head(root: Element) -> None:
    """Move what is no head out of it: behind a bare <meta>, libxml2 leaves elements of HTML 5 there, for it knows none."""
    head, body = root.find("head"), root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    strays = list(head) if head is not None else []
    while strays and strays[0].tag in _IN_HEAD:
        del strays[0]
    for place, stray in enumerate(strays):
        body.insert(place, stray)


def _take_unseen(root: Element, notes: Notes) -> str:
    """Take out what is not shown as words. Returns the words that drawings show, a line for each; they are noted as cut."""
    drawn = []
    for drawing in root.iter("svg"):
        if shown := " ".join(map(words, drawing.iter("text"))):
            drawn.append(shown)
            notes.leave_out(shown, "words in a drawing")
    drop_all_unseen(root, _UNSEEN)
    for script in list(root.iter("script")):
        if not script.get("type", "").strip().lower().startswith(_JSON_LD):
            drop_unseen(script)
    return "".join(f"\n{words}" for words in drawn)


def _without_clipboard_head(markup: str) -> str:
    """Markup without the lines that Windows puts before HTML on its clipboard (CF_HTML: Version, StartHTML …)."""
    head = markup[:_CLIPBOARD_CHARACTERS]
    return markup[head.find("<") :] if head.startswith("Version:") and "StartHTML:" in head and "<" in head else markup


def _mend_words(root: Element) -> None:
    """The words of the page as one would type them, and entities that were written twice as what they stand for."""
    whole = text_of(root)
    written_twice = cache(lambda: not is_about_markup(whole) and next(root.iter(_CODE), None) is None)

    def mended(said: str) -> str:
        once = unescaped(said)
        return as_typed(without_tags(once) if once != said and written_twice() else said)

    for element in root.iter():
        text, tail = element.text, element.tail
        if text and ("&" in text or not text.isascii()) and element.tag != "script":
            element.text = mended(text)
        if tail and ("&" in tail or not tail.isascii()):
            element.tail = mended(tail)
        for name in _SAYING:
            if said := element.get(name):
                element.set(name, mended(said))


def _part_blocks(root: Element) -> None:
    """A line end before and after each block, and after each <br>; not in <pre>, where they show."""
    for element in root.iter(BLOCKS | {"br"}):
        if element.getparent() is None or (element.tag == "br" and _in_preformatted(element)):
            continue
        element.tail = "\n" + (element.tail or "")
        if element.tag not in ("br", "pre"):
            element.text = "\n" + (element.text or "")


def _in_preformatted(element: Element) -> bool:
    return next(element.iterancestors("pre"), None) is not None
