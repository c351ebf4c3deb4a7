"""Pictures that pages keep where no <img src> is: CSS backgrounds, JSON in attributes, addresses with a place for the width. Pure.

Each becomes an <img> in the tree, so that the rest of the house knows of <img> alone. Only boxes without words count:
the background of a box that holds text is decoration.
"""

from __future__ import annotations

import re

from lxml import etree

from feedservice.intake.html.page_elements import Element, attribute, attributes, words
from feedservice.intake.html.pictures.listed_pictures import PICTURE_AT_END, widest_in
from feedservice.intake.html.pictures.picture_addresses import IMAGES, best_source, is_stand_in
from feedservice.intake.html.pictures.picture_twins import same_picture

#: Attributes that scripts set as a background (lazysizes' bgset, vanilla-lazyload, Elementor, WP Rocket).
_BACKGROUNDS = (
    "data-bg", "data-bg-src", "data-background", "data-background-image", "data-bgset", "data-lazy-background",
    "data-image-src", "data-img", "data-img-src",
)  # fmt: skip
_IN_STYLE = re.compile(
    r"background(?:-image)?\s*:[^;]{0,100}?url\(\s*['\"]?([^'\")]{4,2000})['\"]?\s*\)", re.IGNORECASE
)
#: What scripts call the picture that is shown until the true one has come.
_PREVIEW = re.compile(r"thumb|placeholder|preview|lqip|blur|low-?res|tiny", re.IGNORECASE)
_BOXES = ("div", "figure", "span", "a", "section", "header", *IMAGES)
_PLACE_FOR_WIDTH = re.compile(r"\{(?:width|w)\}|%7Bwidth%7D", re.IGNORECASE)
_WIDTHS = re.compile(r"\d{2,4}")
#: The width that is asked for, when the page lists those it has.
_WANTED_PX = 1200


def reveal(box: Element) -> None:
    """Put an <img> where a picture is hidden, and a width where an address leaves it open."""
    for element in list(box.iter(*_BOXES)):
        if element.tag in IMAGES and _is_preview(element):
            element.attrib.clear()
        elif element.tag in IMAGES:
            _fill_in_width(element)
            if not _shows(element):
                _take(element, _in_json(element) or _behind(element))
        elif (
            _may_hide(element)
            and (address := _background(element) or _in_json(element) or _in_figure(element))
            and not _has_words(element)
            and next(element.iter(*IMAGES), None) is None
        ):
            element.insert(0, etree.Element("img", {"src": address}))


def _may_hide(element: Element) -> bool:
    """Whether an element has an attribute in which a picture may be hidden."""
    return any(name == "style" or name.startswith("data-") for name in map(str, element.keys()))


def _has_words(element: Element) -> bool:
    """Whether a box has words beside the caption of a figure."""
    legend = next(element.iter("figcaption"), None) if element.tag == "figure" else None
    return len(words(element)) > (len(words(legend)) if legend is not None else 0)


def _shows(image: Element) -> bool:
    src = attribute(image, "src").strip()
    return bool(src) and not is_stand_in(src)


def _take(image: Element, address: str) -> None:
    if address and not any(name.startswith(("data-src", "srcset")) for name in attributes(image)):
        image.set("src", address)


def _background(element: Element) -> str:
    stated = next(filter(None, (attribute(element, name).strip() for name in _BACKGROUNDS)), "")
    styled = _IN_STYLE.search(attribute(element, "style"))
    address = stated.split()[0] if stated and not stated.startswith(("{", "[")) else styled[1] if styled else ""
    return "" if is_stand_in(address) else address


def _in_figure(element: Element) -> str:
    """What a figure names as an <img> does: nothing else has a figure without a picture in it."""
    return best_source(attributes(element)) if element.tag == "figure" else ""


def _is_preview(image: Element) -> bool:
    """Whether a picture is the small twin that stands, blurred, for another of the same frame until that is there."""
    says_so = attribute(image, "aria-hidden") == "true" or _PREVIEW.search(attribute(image, "class"))
    figure = next(image.iterancestors("figure"), image.getparent()) if says_so else None
    src = attribute(image, "src")
    others = (
        [] if figure is None else [best_source(attributes(one)) for one in figure.iter(*IMAGES) if one is not image]
    )
    return any(other != src and same_picture(src, other) for other in filter(None, others))


def _behind(image: Element) -> str:
    """The large picture that a stand-in leads to, when it names no other."""
    link = next(image.iterancestors("a"), None)
    address = "" if link is None else attribute(link, "href").strip()
    return address if PICTURE_AT_END.search(address.partition("?")[0]) and not best_source(attributes(image)) else ""


def _in_json(element: Element) -> str:
    for name, value in attributes(element).items():
        if name.startswith("data-") and value.lstrip()[:1] in ("{", "[") and (address := widest_in(value)):
            return address
    return ""


def _fill_in_width(image: Element) -> None:
    """Shopify and others leave the width to a script: photo_{width}x.jpg, with the widths there are beside it."""
    values = attributes(image)
    if not any(_PLACE_FOR_WIDTH.search(value) for value in values.values()):
        return
    known = [int(width) for width in _WIDTHS.findall(values.get("data-widths", ""))]
    width = max((one for one in known if one <= _WANTED_PX), default=min(known, default=_WANTED_PX))
    for name, value in values.items():
        sets = re.sub(
            r"(\S*\{width\}\S*)\s+(\d{2,4})w",
            lambda found: f"{found[1].replace('{width}', found[2])} {found[2]}w",
            value,
        )
        image.set(name, _PLACE_FOR_WIDTH.sub(str(width), sets))
