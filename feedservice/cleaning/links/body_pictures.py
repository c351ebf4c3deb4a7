"""Pictures inside a body: the true address, at the place it is served, with size and words; counters' pixels out. Pure."""

from __future__ import annotations

import re

from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, Node, below, named, rewrite, words
from feedservice.intake.html.pictures.picture_addresses import best_of_picture, best_source
from feedservice.intake.html.pictures.tracking_pixels import is_counter
from feedservice.text.unicode import one_line

_PIXELS = re.compile(r"\s*([1-9]\d{0,4})(?:\.\d+)?\s*(?:px)?\s*")
_AMP_PICTURES = ("amp-img", "amp-anim")
#: Small pictures that stand for a letter: their words are the letter (WordPress, Twitter).
_EMOJI = re.compile(r"(?:^|\s)(?:emoji|wp-smiley|twemoji)(?:\s|$)", re.IGNORECASE)
_LONGEST_ALT_CHARACTERS = 1000


def choose_sources(root: Element, ledger: Ledger) -> None:
    """Each picture with the address it means; one twin of those told twice (<noscript>), one of each <picture>."""
    if "noscript" in ledger.names:
        _settle_twins(root, ledger)
    rewrite(root, _chosen)


def _chosen(element: Element) -> list[Node] | None:
    name = element.name
    if name in _AMP_PICTURES:
        element.name, element.children = "img", []
    if element.name == "img":
        if _EMOJI.search(element.get("class")) and element.get("alt"):
            return [element.get("alt")]
        if is_counter(element.attributes):
            return []
        element.attributes = {**element.attributes, "src": best_source(element.attributes)}
        return None if name == "img" else [element]
    return _of_picture(element) if name == "picture" else None


def _of_picture(picture: Element) -> list[Node]:
    """The <img> of a <picture>, with the address its sources give when its own is a stand-in."""
    images = named(picture, "img")
    sources = [source.attributes for source in named(picture, "source")]
    if not images:
        address = best_of_picture({}, sources)
        return [Element("img", {"src": address})] if address else [*_texts(picture)]
    image = images[0]
    image.attributes["src"] = best_of_picture({"src": image.get("src")}, sources) or image.get("src")
    return [image, *_texts(picture)]


def _texts(picture: Element) -> list[Node]:
    text = words(picture)
    return [text] if text.strip() else []


def _settle_twins(element: Element, ledger: Ledger) -> None:
    """Of a lazy picture and its <noscript> twin one stays: the lazy one if it knows its address."""
    children = element.children
    for place, child in enumerate(children):
        if isinstance(child, str):
            continue
        if child.name != "noscript":
            _settle_twins(child, ledger)
            continue
        twins = named(child, "img", *_AMP_PICTURES)
        beside = [image for neighbour in _neighbours(children, place) for image in _images(neighbour)]
        if not twins:
            if _asks_for_scripts(child):
                ledger.note(child, "asks for scripts")
                child.children = []
        elif beside:
            if not any(best_source(image.attributes) for image in beside):
                beside[0].attributes = {**beside[0].attributes, **twins[0].attributes}
            ledger.note(child, "said twice beside a picture")
            child.children = []


def _neighbours(children: list[Node], place: int) -> list[Element]:
    """The elements directly before and after one."""
    before = next((node for node in reversed(children[max(place - 3, 0) : place]) if isinstance(node, Element)), None)
    after = next((node for node in children[place + 1 : place + 4] if isinstance(node, Element)), None)
    return [node for node in (before, after) if node is not None]


def _images(element: Element) -> list[Element]:
    if element.name == "img" or element.name in _AMP_PICTURES:
        return [element]
    return named(element, "img", *_AMP_PICTURES) if element.name not in ("p", "noscript") else []


def _asks_for_scripts(element: Element) -> bool:
    return "javascript" in words(element).lower()


def place_photos(root: Element, ledger: Ledger) -> None:
    """Each picture of ours at its served address and in its size; one that cannot be shown goes, with its figure."""

    def change(element: Element) -> list[Node] | None:
        if element.name == "img":
            return None if _place(element, ledger) else [Element("lost")]
        if element.name != "figure" or not _has_lost_all(element):
            return None
        ledger.note(element, "words of a picture that is not shown here")
        return []

    rewrite(root, change)
    rewrite(root, lambda element: [] if element.name == "lost" else None)


def _has_lost_all(figure: Element) -> bool:
    if any(child.name == "img" for child in below(figure)):
        return False
    return any(child.name == "lost" for child in below(figure))


def _place(image: Element, ledger: Ledger) -> bool:
    """Whether a picture can be shown; its address and size are set."""
    src = image.get("src").strip()
    address = ledger.photos.get(src, src)
    if not address or address.lower().startswith("data:"):
        return False
    size = ledger.sizes.get(src) or ledger.sizes.get(address)
    width, height = (str(size[0]), str(size[1])) if size else _own_size(image)
    kept: dict[str, str] = {name: image.attributes[name] for name in ("alt", "title") if name in image.attributes}
    image.attributes = {**kept, "src": address, **({"width": width, "height": height} if width and height else {})}
    return True


def _own_size(image: Element) -> tuple[str, str]:
    found = [_PIXELS.fullmatch(image.get(name)) for name in ("width", "height")]
    return (found[0][1], found[1][1]) if found[0] and found[1] else ("", "")


def describe(root: Element, _: Ledger) -> None:
    """Words for those who do not see the picture: its own, else its caption's, else none (WCAG 2.2, 1.1.1)."""
    for element in below(root):
        if element.name == "img":
            element.attributes["alt"] = one_line(element.get("alt"))
        elif element.name == "figure":
            _describe_by_caption(element)


def _describe_by_caption(figure: Element) -> None:
    parts = [child for child in figure.children if isinstance(child, Element)]
    caption = next((one_line(words(part)) for part in parts if part.name == "figcaption"), "")
    for part in parts:
        for image in (part, *part.children) if part.name in ("img", "a") else ():
            if isinstance(image, Element) and image.name == "img" and not one_line(image.get("alt")):
                image.attributes["alt"] = caption[:_LONGEST_ALT_CHARACTERS]
