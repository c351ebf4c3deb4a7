"""A photo as a page offers it: in the sizes there are, as WebP beside JPEG, so that a browser takes what fits its screen. Pure."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from feedservice.addresses import photo_url
from feedservice.article import Photo
from feedservice.media_store.page_pictures import webps


def srcset(photo: Photo, base_url: str) -> str:
    """The sizes of a photo for a browser to choose from; empty where there is but one."""
    of_width = {one.width_px: one for one in (photo.thumbnail, photo.enclosure)}
    if len(of_width) < 2:
        return ""
    return ", ".join(f"{photo_url(base_url, one.name)} {width}w" for width, one in sorted(of_width.items()))


def in_picture(image: str, photo: Photo, base_url: str, sizes: str, most_px: int = 0) -> str:
    """An `img` element of ours within a `picture` that offers WebP first; `most_px`: nothing wider is of use there."""
    small = webps(photo.enclosure)
    fitting = [one for one in small if not most_px or one.width_px <= most_px] or small[:1]
    if not fitting:
        return image
    only = len(fitting) == 1
    listed = ", ".join(photo_url(base_url, one.name) + ("" if only else f" {one.width_px}w") for one in fitting)
    wide = "" if only else f' sizes="{escape(sizes)}"'
    return f'<picture><source type="image/webp" srcset="{escape(listed)}"{wide}>{image}</picture>'


def page_picture(photo: Photo, base_url: str, sizes: str = "", *, is_first: bool = False) -> Markup:
    """A photo beside words that say what it shows (so without words of its own); without `sizes` a small one.

    `is_first`: it is seen first, and loaded before the rest.
    """
    thumbnail, enclosure = photo.thumbnail, photo.enclosure
    shown = enclosure if is_first or not thumbnail else thumbnail
    several = srcset(photo, base_url) if sizes else ""
    said = f'src="{photo_url(base_url, shown.name)}"'
    said += f' srcset="{escape(several)}" sizes="{escape(sizes)}"' if several else ""
    said += ' fetchpriority="high"' if is_first else ' loading="lazy"'
    image = f'<img {said} alt="" width="{shown.width_px}" height="{shown.height_px}">'
    return Markup(in_picture(image, photo, base_url, sizes, 0 if sizes else shown.width_px))  # noqa: S704  # made of names of ours
