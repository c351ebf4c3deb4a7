"""Whether two addresses are of one picture, and which of the two shows more of it. Pure.

Content systems keep a picture in many sizes, whose addresses differ by a size, by what the size is for, or by a check sum.
Nothing is fetched: an address that says no size has none.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_PHOTOGRAPHS = (".jpg", ".jpeg", ".png", ".webp")
#: What a size is for, at the end of a name; what is made for social networks is cut to a card, often with words on it.
_CARD = re.compile(
    r"(?:^|[-_/])(?:og|social|sharing|share|facebook|twitter|rrss)(?:[-_](?:image|card|media))?$", re.IGNORECASE
)
_SIZE_AT_END = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|\d{3,4}w?|w\d{3,4}|scaled|large|medium|small|thumb|[23]x)$")
#: Others put the size first, and what was done for it: 840_472_matched__harbour, 300x200-harbour.
_SIZE_AT_START = re.compile(
    r"^\d{3,4}[x_]\d{3,4}[-_]+(?:(?:matched|cropp?(?:ed)?|resized?|fit|fill|thumb|scaled?)[-_]+)?"
)
#: TYPO3 calls what it has made smaller csm_NAME_CHECKSUM.
_PROCESSED = re.compile(r"^csm_(.+)_[0-9a-f]{10}$")
#: Behind a name that says something, the check sum of one size of it: bavaria-in-flight-e8b1a4d3.
_CHECK_SUM = re.compile(r"(?<=[^\W_]{4})[-_.](?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,40}$")
_LEAST_NAME_CHARACTERS = 12
#: Where addresses state a width: photo-1200x630.jpg, /w_1200,h_630/, ?width=1200, /1200x0/.
_WIDTH = re.compile(
    r"(?<![\dx])(\d{2,4})x\d{1,4}(?!\d)|(?:^|[?&/,_.-])(?:w|width)[=_]?(\d{2,4})(?!\d)|[-_@](\d{3,4})w?(?=\.\w{3,4}$)"
)
_SMALL = re.compile(r"(?:^|[-_/])(?:thumb(?:nail)?s?|small|tiny|teaser|preview)(?=$|[-_./])", re.IGNORECASE)
_SMALL_PX = 300
#: What is wrong with addresses in a head: one behind the other, the scheme twice, a slash too few.
_GLUED = re.compile(r"(?<=\.jpg|\.png|\.gif|jpeg|webp)[,;\s]*(?=https?://)", re.IGNORECASE)
_TWICE = re.compile(r"^(?:https?:)?/{0,2}(?=https?://)", re.IGNORECASE)
_ONE_SLASH = re.compile(r"^(https?):/{0,1}(?=[^/])", re.IGNORECASE)
#: A picture this wide is better than a card made of it, whatever the card's width.
_WIDE_ENOUGH_PX = 600


def same_picture(one: str, other: str) -> bool:
    """Whether two addresses are of one picture: the same file name, sizes and queries aside; without one, the same address."""
    if one == other:
        return True
    paths = [path_of(_inner(src)) for src in (one, other)]
    if _is_card_of(*paths):
        return True
    stems = [_bare_name(path.rpartition("/")[2]) for path in paths]
    return all(stems) and (stems[0] == stems[1] or _is_copy(*sorted(stems, key=len)))


def shows_more(shown: str, named: str) -> bool:
    """Whether the picture in a story is a better one than its twin that the page names in its head.

    Of two addresses with a width, the wider; else the one that is no card; else what was uploaded last.
    """
    width_shown, width_named = width_px(shown), width_px(named)
    if width_shown and width_named:
        return width_shown > width_named
    if _is_card(named) and not _is_card(shown):
        return width_shown >= _WIDE_ENOUGH_PX or (not width_shown and _name_of(shown) != _name_of(named))
    return _is_copy(_name_of(named), _name_of(shown))


def mended(src: str) -> str:
    """The address that a page meant: the first of several that were glued together, without what was written before it twice."""
    first = _GLUED.split(src.strip(" \t\n\"'"), maxsplit=1)[0]
    return _ONE_SLASH.sub(r"\1://", _TWICE.sub("", first))


def width_px(src: str) -> int:
    """The width that an address states, nought when it states none; the last one counts, for it is the nearest to the name."""
    widths = [int(one) for groups in _WIDTH.findall(src) for one in groups if one and int(one)]
    return widths[-1] if widths else _SMALL_PX if _SMALL.search(path_of(src)) else 0


def path_of(src: str) -> str:
    """The path of an address; of one that is none, nothing."""
    try:
        return "" if src.startswith("data:") else unquote(urlsplit(src).path)
    except ValueError:
        return ""


def _inner(src: str) -> str:
    """The address that an address for resizing holds (?url=…), or the address itself."""
    _, mark, inner = src.partition("?url=")
    return unquote(inner.partition("&")[0]) if mark else src


def _name_of(src: str) -> str:
    """The file name in an address, without its ending."""
    name = path_of(src).rpartition("/")[2].casefold()
    return name.rpartition(".")[0] or name


def _is_card(src: str) -> bool:
    return bool(_CARD.search(_name_of(src)) or _CARD.fullmatch(_name_of(src)))


def _bare_name(name: str) -> str:
    """A picture's file name without its ending and its size: photo-1200x630.jpg and photo_large.webp are photo."""
    stem = name.rpartition(".")[0].casefold() or name.casefold()
    if stem.endswith(_PHOTOGRAPHS):  # photo.jpg.webp
        stem = stem.rpartition(".")[0]
    processed = _PROCESSED.match(stem)
    stem = _CARD.sub("", processed[1] if processed else stem)
    stem = _SIZE_AT_END.sub("", stem)
    sized = _SIZE_AT_START.sub("", stem)
    stem = sized if len(sized) >= _LEAST_NAME_CHARACTERS else stem
    bare = _CHECK_SUM.sub("", stem)
    return bare if len(bare) >= _LEAST_NAME_CHARACTERS else stem


def _is_copy(shorter: str, longer: str) -> bool:
    """Whether a name is that of the same file, uploaded once more (Drupal: photo_0)."""
    return longer == f"{shorter}_0"


def _is_card_of(one: str, other: str) -> bool:
    """Whether one path is the other with what it is for behind it: /im-75811 and /im-75811/social."""
    shorter, longer = sorted((one.rstrip("/"), other.rstrip("/")), key=len)
    return shorter.count("/") > 0 and longer.startswith(f"{shorter}/") and bool(_CARD.fullmatch(longer[len(shorter) :]))
