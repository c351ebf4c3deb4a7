"""Which address an <img> means: pages name the true picture in many attributes, and a stand-in in `src`. Pure.

Used for photo references of a page and for the pictures inside a body, so that both speak of the same address. Works
on a plain mapping of attributes, whatever parser made it. Does not make addresses absolute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from feedservice.intake.html.pictures.listed_pictures import PICTURE_AT_END, PICTURE_ENDING, WIDEST_PX, widest_in

#: Elements that show a picture (AMP has its own).
IMAGES = ("img", "amp-img")
#: Attributes that hold one address, the surest and largest first, with the scripts that read them.
LAZY_SOURCES = (
    "data-hi-res-src",  # Ghost and Medium exports
    "data-full-url",  # WordPress galleries
    "data-large-file",  # WordPress Jetpack carousel
    "data-orig-file",  # WordPress Jetpack carousel
    "data-full-src",
    "data-highres",
    "data-original",  # jquery.lazyload (Mika Tuupola)
    "data-original-src",
    "data-lazy-src",  # WordPress Jetpack, WP Rocket, slick
    "data-lazyload",  # Slider Revolution
    "data-lazy",  # slick
    "data-src",  # lazysizes, lozad, vanilla-lazyload
    "data-img-src",
    "data-image-src",
    "data-url",
    "data-image",  # Squarespace
    "data-actualsrc",  # Zhihu
    "data-actual-src",
    "data-echo",  # echo.js
    "data-defer-src",
    "data-src-large",
    "data-src-medium",
    "data-runner-src",
    "data-cfsrc",  # Cloudflare Mirage
    "data-pagespeed-lazy-src",  # mod_pagespeed
    "data-ezsrc",  # Ezoic
    "data-nitro-lazy-src",  # NitroPack
    "data-litespeed-src",  # LiteSpeed Cache
    "data-td-src-property",
    "data-canonical-src",  # GitHub's proxy
    "nitro-lazy-src",
    "lazy-src",
    "_src",
    "file",  # Discuz
    "zoomfile",  # Discuz
    "real_src",  # Sina blogs
    "original",
)
#: Attributes that hold several addresses with their widths (HTML Living Standard 4.8.4.2.1, and its lazy twins).
SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "data-cfsrcset", "data-ezsrcset", "nitro-lazy-srcset", "srcset")  # fmt: skip

#: Words that alone make up the file name of a stand-in; one of the first set must be among them.
_STAND_IN = frozenset({"blank", "spacer", "placeholder", "placehold", "loading", "loader", "lazy", "lazyload", "lazyloader", "lazyloading",
    "transparent", "trans", "pixel", "px", "grey", "gray", "dummy", "empty", "clear", "clearpixel", "preloader", "spinner", "shim", "onepix", "noimage", "none", "nopic", "nophoto"})  # fmt: skip
_BESIDE_STAND_IN = frozenset({"image", "img", "default", "white", "black", "x", "bg", "ajax", "icon", "the", "square", "landscape", "photo", "thumb", "picture", "gif", "no", "for"})  # fmt: skip
#: Certain whatever the picture's type; the others could be the name of a true photograph.
_SURELY_STAND_IN = frozenset({"blank", "spacer", "placeholder", "transparent", "shim", "spinner", "preloader"})
_PHOTOGRAPH_ENDINGS = (".jpg", ".jpeg", ".webp", ".avif", ".heic")
#: What waits for a photograph in many tongues (leer.gif); a photograph never ends so.
_DRAWN_ENDINGS = (".gif", ".svg")
#: x.gif, t.gif, 1x1.gif: a dot.
_DOT = re.compile(r"(?:[a-z0-9]{1,2}|1x1|[a-z]{1,5}1x1)\.gif")
_ADDRESS_OF_PICTURE = re.compile(
    r"(?:https?:)?/?/?[^\s\"'{}<>,\[\]]{3,2000}(?:" + PICTURE_ENDING + r"|\.gif)(?:[?#][^\s\"']*)?", re.IGNORECASE
)
#: What a data attribute names besides the picture: its small twin, the page it leads to.
_NOT_THE_PICTURE = (
    "thumb", "thumbnail", "placeholder", "small", "low", "preview", "href", "link", "pin-media", "share",
)  # fmt: skip
#: Attributes of an <img> in which an address is no picture to show, or is read before.
_OTHER_ATTRIBUTES = frozenset({"src", "alt", "title", "href", "longdesc", "lowsrc", "class", "id", "style", "name", "usemap", "poster", "cite"})  # fmt: skip
#: What scripts write where a value is missing.
_NO_VALUES = frozenset({"undefined", "null", "none", "nan", "false", "true", "[object object]", "(null)", "{{src}}"})
#: An address that asks for a width of two figures: ?w=40, /w_20,q_10/.
_STAMP = re.compile(r"[?&/,](?:w|width)[=_]\d{2}(?!\d)", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
_LONGEST_SET_CHARACTERS = 20_000
#: Shorter data: addresses are dots and grey boxes: a photograph in text takes thousands of characters.
_SHORTEST_DATA_CHARACTERS = 1000
_LIKE_ADDRESS = re.compile(r"[^\s{}<>\"]{3,}")


def best_source(attributes: Mapping[str, str]) -> str:
    """The address of the true picture among an <img>'s attributes, as written there, or "" when there is only a stand-in.

    A picture beside the page (`mine_files/photo.jpg`, as browsers save it) wins over larger ones on the web.
    """
    src = attributes.get("src", "").strip()
    shown = "" if is_stand_in(src) else src
    if shown and _is_beside_the_page(shown) and not shown.startswith("data:"):
        return shown
    sets = _largest(value for name, value in attributes.items() if name in SETS or name.endswith("srcset"))
    if shown and not _file_name(shown).endswith(_DRAWN_ENDINGS):
        return sets or _better(shown, attributes)
    return sets or _from_lazy(attributes) or _from_any(attributes) or shown


def best_of_picture(image: Mapping[str, str], sources: Iterable[Mapping[str, str]]) -> str:
    """The address a <picture> means: the <img>'s own, else the largest of its sources, in a format all readers show.

    An <img> of its own that is as small as a stamp only waits for one of the sources.
    """
    own = best_source(image)
    if own and not own.startswith("data:") and not _STAMP.search(own):
        return own
    known = sorted(sources, key=lambda source: source.get("type", "") in ("image/avif", "image/webp"))
    return next(filter(None, map(best_source, known)), own)


def is_stand_in(src: str) -> bool:
    """Whether an address is none, or that of a blank, a spinner or another picture that only waits for the true one."""
    if src.startswith("data:"):
        return len(src) < _SHORTEST_DATA_CHARACTERS or src.startswith("data:image/svg")
    if not src or src == "#" or src.startswith(("about:", "javascript:")) or not is_address(src):
        return True
    name = _file_name(src)
    if _DOT.fullmatch(name):
        return True
    words = set(_LETTERS.findall(name.rpartition(".")[0] or name))
    if not words & _STAND_IN or words - _STAND_IN - _BESIDE_STAND_IN:
        return False
    return bool(words & _SURELY_STAND_IN) or not name.endswith(_PHOTOGRAPH_ENDINGS)


def is_address(src: str) -> bool:
    """Whether a word may be a picture's address: not what scripts write for a value that they do not have."""
    try:
        parts = urlsplit(src)
    except ValueError:
        return False
    if parts.scheme in ("http", "https") and not parts.netloc:
        return False
    return parts.path.rpartition("/")[2].strip().lower() not in _NO_VALUES


def _path(src: str) -> str:
    try:
        return unquote(urlsplit(src).path)
    except ValueError:
        return src


def _file_name(src: str) -> str:
    return _path(src).rpartition("/")[2].lower()


def _is_beside_the_page(src: str) -> bool:
    return "://" not in src and not src.startswith(("/", "data:"))


def _from_lazy(attributes: Mapping[str, str]) -> str:
    """The first lazy attribute that holds an address."""
    for name in LAZY_SOURCES:
        value = attributes.get(name, "").strip()
        if "," in value and " " in value:
            value = _largest([value])
        if value and _LIKE_ADDRESS.fullmatch(value) and _has_shape(value) and not is_stand_in(value):
            return value
    return ""


def _better(shown: str, attributes: Mapping[str, str]) -> str:
    """The address in a lazy attribute beside a good one, which may be its small twin; or the good one.

    It must be a whole address, and that of a picture by its attribute's name or by its own ending.
    """
    whole = {name: value for name, value in attributes.items() if _is_whole(value.strip())}
    pictures = {
        name: value
        for name, value in whole.items()
        if "src" in name or "," in value or PICTURE_AT_END.search(_path(value)) or _path(value) == _path(shown)
    }
    return _from_lazy(pictures) or shown


def _is_whole(address: str) -> bool:
    return address.startswith(("http://", "https://", "/")) or "," in address


def _from_any(attributes: Mapping[str, str]) -> str:
    """The address of a picture in an attribute that nobody listed: every script has a name of its own for it."""
    for name, value in attributes.items():
        if name in _OTHER_ATTRIBUTES or name.endswith(_NOT_THE_PICTURE):
            continue
        found = _ADDRESS_OF_PICTURE.fullmatch(value.strip().strip("'"))
        address = widest_in(value) if value[:1] in ("[", "{") else found[0] if found else ""
        if address and not is_stand_in(address):
            return address
    return ""


def _has_shape(value: str) -> bool:
    """Whether a word is an address and no flag such as “true”."""
    return "/" in value or "." in value


def _largest(sets: Iterable[str]) -> str:
    """The widest picture up to WIDEST_PX of all sets, or else the narrowest above; "" when there is none."""
    found = [candidate for text in sets for candidate in _candidates(text) if not is_stand_in(candidate[1])]
    fitting = [candidate for candidate in found if candidate[0] <= WIDEST_PX]
    if fitting:
        return max(fitting, key=lambda candidate: candidate[0])[1]
    return min(found, key=lambda candidate: candidate[0])[1] if found else ""


def _candidates(text: str) -> list[tuple[float, str]]:
    """Each address of a srcset with its width in pixels; a density counts as so many times 500, which orders them."""
    found: list[tuple[float, str]] = []
    address = ""
    for token in text[:_LONGEST_SET_CHARACTERS].replace(",https:", ", https:").split():
        if not address:
            address, size, ends = token.rstrip(","), "", token.endswith(",")
        else:
            size, ends = token.rstrip(","), token.endswith(",")
        if size or ends:
            found.append((_width(size), address))
            address = "" if ends else address
    return [*found, (1.0, address)] if address and not (found and found[-1][1] == address) else found


def _width(descriptor: str) -> float:
    """300w is 300 pixels; 2x is twice 500."""
    number = _number(descriptor[:-1])
    return number if descriptor.endswith("w") else number * 500


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1.0
