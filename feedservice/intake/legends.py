"""What stands with a picture: its caption and credit, read where they are marked, and made a figure of. Pure."""

from __future__ import annotations

import re

from lxml import etree

from feedservice.characters import one_line
from feedservice.intake.credits import is_credit
from feedservice.intake.frames import CAPTION_NAMES, IMAGES, LONGEST_LEGEND_CHARACTERS, boxes_behind, frame_of
from feedservice.intake.legend_lines import own_credit, split_legend
from feedservice.intake.page import Element, around, attribute, remove, text_of, words

__all__ = ["IMAGES", "frame_pictures", "legend_of", "read_legend", "split_legend"]

_CREDIT_NAMES = re.compile(
    r"(?:^|[-_ ])(?:m-)?(?:credits?|copyright|copyrightholder|photographer|photo-?credit|image-?credit|source|quelle|rights|author|attribution|"
    r"byline|agency|foto|autor|fonte|copy|description-?copyright|holder|by)(?:$|[-_ ])|copyright$|credit$|author$|byline$",
    re.IGNORECASE,
)
#: Attributes in which content systems keep the words of a picture.
_CREDIT_ATTRIBUTES = ("data-credit", "data-photo-credit", "data-image-credit", "data-copyright", "data-photographer")
_CAPTION_ATTRIBUTES = ("data-caption", "data-image-caption")
_LONGEST_CREDIT_CHARACTERS = 120
#: Smaller pictures are portraits and icons.
_SMALLEST_FRAMED_PX = 150
#: Boxes among the words of a picture that speak of how to look at it.
_INSTRUCTIONS = re.compile(r"(?:^|[-_ ])(?:instructions?|counter|pagination|controls?)(?:$|[-_ ])", re.IGNORECASE)


def legend_of(image: Element, box: Element) -> tuple[str, str]:
    """Caption and credit of a picture: in its frame, in the next boxes that are called so, or in its attributes."""
    frame = frame_of(image, box)
    caption, credit = read_legend(frame) if frame is not None and words(frame) else ("", "")
    for legend in () if caption and credit else boxes_behind(image, box):
        more, who = read_legend(legend)
        caption, credit = caption or more, credit or who
    stated = [_stated(one, box) for one in (image, frame) if one is not None]
    return caption or next((one for one, _ in stated if one), ""), credit or next((one for _, one in stated if one), "")


def _stated(element: Element, box: Element) -> tuple[str, str]:
    """Caption and credit in an element's attributes; one that holds markup is passed over."""
    if element is box:
        return "", ""
    values = [
        next((one for name in names if (one := one_line(attribute(element, name))) and "<" not in one), "")
        for names in (_CAPTION_ATTRIBUTES, _CREDIT_ATTRIBUTES)
    ]
    caption, credit = (values[0], "") if len(values[0]) <= LONGEST_LEGEND_CHARACTERS else ("", "")
    caption, credit = split_legend(caption)
    return caption, (own_credit(values[1]) if len(values[1]) <= _LONGEST_CREDIT_CHARACTERS else "") or credit


def read_legend(frame: Element) -> tuple[str, str]:
    """Caption and credit among the words of a frame: an element named or worded as a credit, or what closes the line."""
    marked = _credit_element(frame)
    line = words(frame)
    if marked is None:
        return split_legend(line)
    credit = own_credit(words(marked))
    if marked is frame:
        return "", credit
    rest = one_line(text_of(frame).replace(text_of(marked), " ", 1))
    caption, closing = split_legend(rest)
    return (caption, credit) if not closing else (caption, f"{closing}, {credit}" if credit not in closing else closing)


def _credit_element(frame: Element) -> Element | None:
    """The element of a frame that is its credit, the frame itself if it is called one and holds nothing but that."""
    whole = words(frame)
    for element in (*frame.iterdescendants("*"), frame):
        text = words(element)
        if not text or len(text) > _LONGEST_CREDIT_CHARACTERS:
            continue
        names = " ".join(attribute(element, name) for name in ("class", "itemprop", "data-testid")).replace("__", "-")
        named = any(map(_CREDIT_NAMES.search, names.split())) and not CAPTION_NAMES.search(names)
        if text == whole and not is_credit(text) and not (named and _says_nothing_else(frame)):
            continue
        if (named or element.tag in ("cite", "small") or is_credit(text)) and element.tag != "figure":
            return element
    return None


def _says_nothing_else(frame: Element) -> bool:
    """Whether no part of a frame is called a caption: then the part that is called a credit is one, though it stands alone."""
    return not any(CAPTION_NAMES.search(attribute(one, "class")) or one.tag == "figcaption" for one in frame.iter("*"))


def frame_pictures(box: Element) -> None:
    """Make a figure of every picture of a story that has its words with it."""
    for image in list(box.iter(*IMAGES)):
        make_figure(image, box)


def make_figure(image: Element, box: Element) -> None:
    """Turn a picture's frame with words into what it is, a figure, so that no caption reads as a paragraph of the story.

    Boxes behind it that are called its caption or credit go into the figure too.
    """
    sizes = [attribute(image, name).removesuffix("px") for name in ("width", "height")]
    if any(size.isdigit() and int(size) < _SMALLEST_FRAMED_PX for size in sizes) or box not in image.iterancestors():
        return
    frame, behind = frame_of(image, box), boxes_behind(image, box)
    if frame is not None and frame.tag == "figure":
        _append(frame, behind)
    elif frame is not None and box in frame.iterancestors() and (words(frame) or behind):
        _drop_instructions(frame)
        caption, credit = read_legend(frame)
        _refill(frame, image, caption, credit)
        _append(frame, behind)
    elif frame is None and behind:
        figure = etree.Element("figure")
        shown = _whole(image, box)
        shown.addprevious(figure)
        figure.tail, shown.tail = shown.tail, None
        figure.append(shown)
        _append(figure, behind)


def _whole(image: Element, frame: Element) -> Element:
    """A picture with what is only its wrapping."""
    shown = image
    while around(shown) is not frame and around(shown).tag in ("picture", "a"):
        shown = around(shown)
    return shown


def _drop_instructions(frame: Element) -> None:
    for element in [one for one in frame.iterdescendants("*") if _INSTRUCTIONS.search(attribute(one, "class"))]:
        if next(element.iter(*IMAGES), None) is None:
            remove(element)


def _refill(frame: Element, image: Element, caption: str, credit: str) -> None:
    """Leave in a frame the picture, and below it its words as far as they are caption and credit."""
    marked, line, shown = _credit_element(frame), words(frame), _whole(image, frame)
    for child in list(frame):
        frame.remove(child)
    frame.text, frame.tag = None, "figure"
    frame.append(shown)
    shown.tail = None
    if not line:
        return
    legend = etree.SubElement(frame, "figcaption")
    legend.text = caption if marked is not None else line
    if marked is not None and credit:
        legend.text = f"{caption} " if caption else None
        etree.SubElement(legend, "span", {"class": "credit"}).text = words(marked)


def _append(figure: Element, boxes: list[Element]) -> None:
    """Move boxes with words into the caption of a figure."""
    for one in boxes:
        legend = next(figure.iter("figcaption"), None)
        legend = etree.SubElement(figure, "figcaption") if legend is None else legend
        caption, credit = read_legend(one)
        line = words(one)
        remove(one)
        part = etree.SubElement(legend, "span", {"class": "credit"} if credit and not caption else {})
        before = part.getprevious()
        text = line if credit or not caption else caption
        part.text = text
        if before is not None:
            before.tail = f"{(before.tail or '').rstrip()} "
        elif legend.text:
            legend.text = f"{legend.text.rstrip()} "
