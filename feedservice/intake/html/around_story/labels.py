"""The line above a box of other stories that says what it is (“More on this:”), which goes with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from feedservice.intake.html.page_elements import BLOCKS, Element, words

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LONGEST_LABEL_CHARACTERS = 60
_MEDIA = (
    "img",
    "amp-img",
    "picture",
    "video",
    "audio",
    "iframe",
    "object",
    "embed",
    "table",
    "amp-video",
    "amp-iframe",
)


def label_above(element: Element, box: Element) -> list[Element]:
    """The line next above an element, if it is worded or marked as a label: a heading, or a short line with a colon."""
    above = _next_block(element, box, back=True)
    return [above] if above is not None and _is_label(above) else []


def labels_nothing(label: Element, box: Element) -> bool:
    """Whether nothing is left below a label: of a heading up to the next of its rank; a line with a colon speaks of what is next to it."""
    if label.tag not in _HEADINGS:
        return True
    below = _next_block(label, box, back=False)
    return below is None or (below.tag in _HEADINGS and str(below.tag) <= str(label.tag))


def _is_label(block: Element) -> bool:
    line = words(block)
    if not 0 < len(line) <= _LONGEST_LABEL_CHARACTERS:
        return False
    return block.tag in _HEADINGS or line[-1] in ":："


def _next_block(element: Element, box: Element, *, back: bool) -> Element | None:
    """The next of the smallest blocks with words, or with a picture or film, before or behind an element in its box."""
    for sibling in _beside(element, box, back=back):
        if isinstance(sibling.tag, str) and (words(sibling) or next(sibling.iter(*_MEDIA), None) is not None):
            inner = [
                one
                for one in sibling.iter(*BLOCKS)
                if words(one) and next((part for part in one.iterdescendants(*BLOCKS) if words(part)), None) is None
            ]
            return (inner[-1] if back else inner[0]) if inner else sibling
        if (sibling.tail or "").strip():
            return sibling
    return None


def _beside(element: Element, box: Element, *, back: bool) -> Iterator[Element]:
    """What stands before or behind an element in its box, from the nearest outwards."""
    inside: Element | None = element
    while inside is not None and inside is not box:
        yield from inside.itersiblings(preceding=back)
        inside = inside.getparent()
