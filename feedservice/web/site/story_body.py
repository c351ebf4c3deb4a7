"""An article's markup as a page shows it: what feeds do not need, and what an article's file cannot say. Pure.

Photos are offered in the sizes there are, those that follow each other become a gallery, wide tables scroll within a place of
their own that the keyboard reaches, headings leave out no level, and links around a photo without words have a name. Works on
markup that the sanitiser has written in its one spelling (`cleaning.sanitiser`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape

from feedservice.addresses import photo_url
from feedservice.article import Photo
from feedservice.web.site.page_photos import in_picture, srcset

#: How wide a photo stands: the column of text, or all of a narrow screen; the lead story's, and one of a gallery.
STORY_SIZES = "(min-width: 46rem) 43rem, 100vw"
#: A lead photo that is so wide stands wider than the column, where there is room.
WIDE_PX = 1200
LEAD_SIZES = "(min-width: 66rem) 56rem, (min-width: 46rem) 43rem, 100vw"
_GALLERY_SIZES = "(min-width: 46rem) 21rem, 50vw"
_SAID_SIZES = re.compile(r'\bsizes="([^"]*)"')
_IMAGE = re.compile(r'<img\b[^<>]*?\bsrc="([^"]*)"[^<>]*>')
_FIGURE = r"<figure>(?:(?!</?figure|<audio|<video).)*<img\b(?:(?!</?figure|<audio|<video).)*</figure>"
_GALLERY = re.compile(rf"{_FIGURE}(?:\s*{_FIGURE})+", re.DOTALL)
#: A paragraph that is nothing but a picture.
_ALONE = re.compile(r"<p>\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>\s*(?:</a>)?)\s*</p>")
_TABLE = re.compile(r"<(/?)table\b[^<>]*>")
_CAPTION = re.compile(r"<caption\b[^<>]*>(.*?)</caption>", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")
_HEADING = re.compile(r"<(/?)h([2-6])\b")
_PRE = re.compile(r"<pre\b")
_NAMELESS = re.compile(r'<a (href="[^"]*")([^<>]*)>(\s*<img\b(?![^<>]*\balt="[^"])[^<>]*>\s*)</a>')


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words that a page adds to an article's markup, in its language."""

    table: str
    whole_photo: str


def for_page(html: str, photos: Sequence[Photo], base_url: str, words: PageWords, *, is_lead: bool = False) -> str:
    """Markup as a page shows it; `is_lead`: it is the photo above the story, which is loaded first."""
    of_address = {photo_url(base_url, one.enclosure.name): one for one in photos}
    html = _ALONE.sub(r"<figure>\1</figure>", html)
    html = _GALLERY.sub(lambda found: f'<div class="gallery">\n{found[0]}\n</div>', html)
    html = _with_sizes(html, of_address, base_url, is_lead=is_lead)
    html = _NAMELESS.sub(rf'<a \1\2 aria-label="{escape(words.whole_photo)}">\3</a>', html)
    if is_lead and photos and _is_wide(photos[0]):
        html = html.replace("<figure>", '<figure class="wide">', 1)
    html = _PRE.sub('<pre tabindex="0"', html)
    html = _in_pictures(html, of_address, base_url)
    return _without_gaps(_in_scrollers(html, words.table))


def _is_wide(photo: Photo) -> bool:
    return photo.enclosure.width_px >= WIDE_PX and photo.enclosure.width_px > photo.enclosure.height_px


def _with_sizes(html: str, of_address: Mapping[str, Photo], base_url: str, *, is_lead: bool) -> str:
    """Every photo of ours in the sizes there are; all but the lead wait until they are near."""
    parts = re.split(r'(<div class="gallery">.*?</div>)', html, flags=re.DOTALL)
    for number, part in enumerate(parts):
        wide = is_lead and any(_is_wide(photo) for photo in of_address.values())
        sizes = _GALLERY_SIZES if number % 2 else LEAD_SIZES if wide else STORY_SIZES
        parts[number] = _IMAGE.sub(partial(_sized, of_address, base_url, sizes, is_lead), part)
    return "".join(parts)


def _sized(of_address: Mapping[str, Photo], base_url: str, sizes: str, is_lead: bool, image: re.Match[str]) -> str:  # noqa: FBT001
    photo = of_address.get(unescape(image[1]))
    chosen = srcset(photo, base_url) if photo else ""
    said = f' srcset="{escape(chosen)}" sizes="{sizes}"' if chosen else ""
    said += ' fetchpriority="high"' if is_lead else ' loading="lazy" decoding="async"'
    alt = "" if " alt=" in image[0] else ' alt=""'
    return f"{image[0][:-1]}{said}{alt}>"


def _in_pictures(html: str, of_address: Mapping[str, Photo], base_url: str) -> str:
    """Every photo of ours as WebP too, for browsers that take it; last, for what comes before looks for bare pictures."""

    def placed(image: re.Match[str]) -> str:
        photo = of_address.get(unescape(image[1]))
        sizes = _SAID_SIZES.search(image[0])
        return in_picture(image[0], photo, base_url, sizes[1] if sizes else STORY_SIZES) if photo else image[0]

    return _IMAGE.sub(placed, html)


def _in_scrollers(html: str, word: str) -> str:
    """Every outermost table within a place that scrolls and can be focused (WCAG 2.1.1), named by its caption."""
    parts, depth, begin, last = [], 0, 0, 0
    for tag in _TABLE.finditer(html):
        depth += -1 if tag[1] else 1
        if depth == 1 and not tag[1]:
            begin = tag.start()
        elif depth == 0 and tag[1]:
            table = html[begin : tag.end()]
            caption = _CAPTION.search(table)
            name = " ".join(unescape(_MARKUP.sub("", caption[1])).split()) if caption else ""
            label = escape(name or word)
            parts += [
                html[last:begin],
                f'<div class="scroller" role="region" aria-label="{label}" tabindex="0">{table}</div>',
            ]
            last = tag.end()
    return "".join((*parts, html[last:]))


def _without_gaps(html: str) -> str:
    """Headings that leave out no level below the page's own: h2 may be followed by h3, not by h4."""
    above: list[int] = []

    def level(tag: re.Match[str]) -> str:
        if not tag[1]:
            while above and above[-1] >= int(tag[2]):
                above.pop()
            above.append(int(tag[2]))
        return f"<{tag[1]}h{len(above) + 1}"

    return _HEADING.sub(level, html)
