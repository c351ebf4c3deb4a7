"""What stands with a picture: its frame in the page, and caption and credit among the words there. Pure.

Below a picture much more is a credit than in running text, so the rules here are wider than those of `credits`.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.characters import one_line
from feedservice.intake.credits import bare_credit, is_credit, split_caption
from feedservice.intake.names import looks_like_a_name
from feedservice.intake.page import Element, around, attribute, text_of, words

IMAGES = ("img", "amp-img")
_CREDIT_NAMES = re.compile(
    r"(?:^|[-_ ])(?:m-)?(?:credits?|copyright|copyrightholder|photographer|photo-?credit|image-?credit|source|quelle|rights|author|attribution|"
    r"byline|agency|foto|autor|fonte|copy|description-?copyright|holder|by)(?:$|[-_ ])|copyright$|credit$|author$|byline$",
    re.IGNORECASE,
)
_CAPTION_NAMES = re.compile(
    r"caption|legende|bildunterschrift|figcaption|photo-?(?:desc|text|title)|popisek|pie-?de-?foto|didascalia",
    re.IGNORECASE,
)
#: What opens a credit behind a caption, where no full stop parts them: … – Fotó: Barta Iván · …Credit...Ilka Brandt
_MARKED = re.compile(
    r"(?:^|[\s.。!?”\"»|·•–—(\-])\s*(?:photo(?:graph)?s?|pictures?|images?|credit|foto|fotó|fotos|fotografie|fotografía|fotografia|bild|beeld|kuva|zdjęcie|fot\.?|фото|"
    r"فوتو|تصوير|צילום|फोटो|ảnh|사진|crédit(?:s)?(?: photo)?|photo credit|illustration|screenshot)\s*(?:credit)?(?:\s*[:：.]{1,3}\s*|\s+(?:by|von|de|di|av|af)\s+)(?P<who>[^.:：][^:：]{1,80}?)\)?\.?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[©ⓒ]\s*(?:\d{4}\s)?(?P<who>[^©ⓒ]{2,80})$|(?<=[.!?…”\"»])\s*(?P<house>[A-ZÀ-Þ]{2,}[\w ]{0,12}/[^.]{2,60})$|(?<=[.!?])\s(?P<word>Privatfoto|Handout|Courtesy(?: of [^.]{2,60})?|Archiv\w*|Private?)$"
)
_BRACKETED = re.compile(r"[(（\[]\s*(?P<who>[^()（）\[\]]{2,70})\s*[)）\]]\s*\.?$")
_HOUSE_WORD = re.compile(
    r"agenc|agentur|agência|وكالة|通讯社|picture|photo|foto|images|press|reuters|ansa|afp\b|\bap\b|dpa", re.IGNORECASE
)
_TAKEN_BY = re.compile(r"[、，,\s]\s*(?P<who>[\u4e00-\u9fff\u3040-\u30ff]{2,8})\s?(?:撮影|摄|攝)[）)]?$")
#: Buttons and offers that stand among the words of a picture.
_BUTTONS = re.compile(
    r"\s*(?:purchase licensing rights.*|(?:hide|show|toggle|read|open) (?:caption|more)|enlarge(?: this)?(?: image| photo)?|view (?:gallery|image|more)|buy photo|image caption|image source,?|"
    r"full screen|tap to (?:zoom|view).*|click to (?:enlarge|view).*|read more)\s*$",
    re.IGNORECASE,
)
#: What a screen reader is told before a caption.
_LABEL = re.compile(r"^(?:Image|Photo|Picture|Figure|Bild|Foto)(?: caption)?,?\s+(?=[A-ZÀ-Þ].{15})")
_LONGEST_LEGEND_CHARACTERS = 420
_LONGEST_CREDIT_CHARACTERS = 120
_LONGEST_BARE_CHARACTERS = 120
#: A portrait stands with the name of its author, which is no caption.
_OF_AUTHORS = re.compile(r"author|byline|avatar|profile|vcard|autor|headshot", re.IGNORECASE)
_OF_PICTURES = re.compile(r"photo|image|img|foto|pic|media|caption|credit", re.IGNORECASE)
#: Smaller pictures are portraits and icons.
_SMALLEST_FRAMED_PX = 150
_COURTESY = re.compile(r"^courtesy(?: of)?\s*[:：]?\s+", re.IGNORECASE)
_NO_FRAME = frozenset({"body", "html", "article", "main", "header", "table", "tbody", "tr", "ul", "ol"})
_NOT_IN_FRAME = ("h1", "h2", "time", "form", "table", "ul", "ol", "blockquote")


def frame_of(image: Element, box: Element) -> Element | None:
    """The box that a picture has for itself and its words: its <figure>, or the widest that holds no other picture and no text."""
    figure = next(image.iterancestors("figure"), None)
    if figure is not None:
        return figure
    frame: Element | None = None
    for holder in image.iterancestors():
        if holder is box or holder.tag in _NO_FRAME or box in holder.iterdescendants() or not _holds_only(holder):
            break
        frame = holder
    return frame if frame is not None and _is_frame(frame) else None


def _is_frame(holder: Element) -> bool:
    """Whether the words in a picture's box are its legend: it is named so, they have a credit, or are no sentence."""
    line = words(holder)
    if not line or split_legend(line)[1]:
        return True
    if holder.tag == "p":
        return False
    names = " ".join(f"{attribute(one, 'class')} {attribute(one, 'id')}" for one in holder.iter())
    return bool(_OF_PICTURES.search(names)) or (len(line) <= _LONGEST_BARE_CHARACTERS and line[-1:] not in ".!?。！？")


def _holds_only(holder: Element) -> bool:
    if len({attribute(one, "src") or attribute(one, "data-src") for one in holder.iter(*IMAGES)}) > 2:
        return False
    if next(holder.iter(*_NOT_IN_FRAME), None) is not None or len(words(holder)) > _LONGEST_LEGEND_CHARACTERS:
        return False
    return not any(map(_is_of_an_author, holder.iter()))


def _is_of_an_author(element: Element) -> bool:
    """Whether an element is named as an author's, and neither it nor what holds it as a picture's."""
    names = f"{attribute(element, 'class')} {attribute(element, 'rel')} {attribute(element, 'itemprop')}"
    if not _OF_AUTHORS.search(names):
        return False
    holders = [element, around(element), around(around(element))]
    return not any(_OF_PICTURES.search(attribute(one, "class")) for one in holders)


def legend_of(image: Element, box: Element) -> tuple[str, str]:
    """Caption and credit of a picture: in its frame, or in the next box that is called a caption."""
    frame = frame_of(image, box)
    legend = _legend_in(frame) if frame is not None else None
    legend = legend if legend is not None and words(legend) else _caption_behind(image)
    if legend is None:
        return "", ""
    inner = frame if frame is not None and legend in frame.iter() else legend
    return read_legend(inner)


def _legend_in(frame: Element) -> Element | None:
    return frame if words(frame) else None


def _caption_behind(image: Element) -> Element | None:
    """The next box called a caption, when nothing with words stands before it."""
    holder: Element | None = image
    for _ in range(4):
        if holder is None:
            return None
        following = holder.getnext()
        if following is not None and words(following):
            names = " ".join(f"{attribute(one, 'class')} {attribute(one, 'id')}" for one in following.iter())
            return (
                following
                if _CAPTION_NAMES.search(names) and len(words(following)) <= _LONGEST_LEGEND_CHARACTERS
                else None
            )
        holder = holder.getparent()
    return None


def read_legend(frame: Element) -> tuple[str, str]:
    """Caption and credit among the words of a frame: an element named or worded as a credit, or what closes the line."""
    marked = _credit_element(frame)
    line = words(frame)
    if marked is None:
        return split_legend(line)
    credit = _bare(words(marked))
    rest = one_line(text_of(frame).replace(text_of(marked), " ", 1))
    caption, closing = split_legend(rest)
    return (caption, credit) if not closing else (caption, f"{closing}, {credit}" if credit not in closing else closing)


def _credit_element(frame: Element) -> Element | None:
    whole = words(frame)
    for element in frame.iterdescendants("*"):
        text = words(element)
        if not text or len(text) > _LONGEST_CREDIT_CHARACTERS or (text == whole and not is_credit(text)):
            continue
        names = f"{attribute(element, 'class')} {attribute(element, 'itemprop')} {attribute(element, 'data-testid')}".replace(
            "__", "-"
        )
        named = (
            bool(names.strip()) and any(map(_CREDIT_NAMES.search, names.split())) and not _CAPTION_NAMES.search(names)
        )
        if named or element.tag in ("cite", "small") or is_credit(text):
            return element
    return None


def split_legend(text: str) -> tuple[str, str]:
    """Caption and credit of the words below a picture; the credit is empty when there is none."""
    line = _LABEL.sub("", _BUTTONS.sub("", one_line(text)))
    caption, credit = split_caption(line, in_figure=True)
    if credit:
        return caption, credit
    if is_credit(line):
        return "", bare_credit(line)
    for pattern in (_MARKED, _SIGNED, _TAKEN_BY):
        found = pattern.search(line)
        if found:
            who = next(filter(None, found.groups()), "")
            return line[: found.start()].rstrip(" (–—-|·、，,") + _stop_at(line, found.start()), who.strip(" )")
    found = _BRACKETED.search(line)
    if found and _is_credit_in_brackets(found["who"]):
        return line[: found.start()].strip(), found["who"].strip()
    return line, ""


def _stop_at(line: str, start: int) -> str:
    """The full stop that a pattern took with it."""
    return line[start] if start < len(line) and line[start] in '.!?。”»"' else ""


def _is_credit_in_brackets(text: str) -> bool:
    if any(map(str.isdigit, text)) or len(text.split()) > 7:
        return False
    return "/" in text or bool(_HOUSE_WORD.search(text)) or (looks_like_a_name(text) and len(text.split()) > 1)


def _bare(text: str) -> str:
    """A credit of its own element, without brackets, dashes and its opening word."""
    line = _COURTESY.sub("", one_line(text).strip(" –—-|·()[]"))
    found = _MARKED.search(line)
    if found and found.start() == 0:
        return found["who"].strip(" )")
    return bare_credit(line).removeprefix("©").strip()


def frame_pictures(box: Element) -> None:
    """Make a figure of every picture of a story that has its words with it."""
    for image in list(box.iter(*IMAGES)):
        make_figure(image, box)


def make_figure(image: Element, box: Element) -> None:
    """Turn a picture's frame with words into what it is, a figure, so that no caption reads as a paragraph of the story."""
    sizes = [attribute(image, name).removesuffix("px") for name in ("width", "height")]
    small = any(size.isdigit() and int(size) < _SMALLEST_FRAMED_PX for size in sizes)
    frame = None if small else frame_of(image, box)
    if frame is None or frame.tag == "figure" or not words(frame) or box not in frame.iterancestors():
        return
    line, shown = words(frame), image
    while around(shown) is not frame and around(shown).tag in ("picture", "a"):
        shown = around(shown)
    for child in list(frame):
        frame.remove(child)
    frame.text, frame.tag = None, "figure"
    frame.append(shown)
    shown.tail = None
    etree.SubElement(frame, "figcaption").text = line
