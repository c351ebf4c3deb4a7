"""The few marks by name: those that stand for a film, a post, a picture or a list; and what attributes are called. Pure.

Names of WordPress (Shortcode API), Jetpack, Hugo (embedded shortcodes), Jekyll and Eleventy plug-ins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Where what a name embeds is found, by its number.
_PLACES: Mapping[str, str] = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtubesimple": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "instagramsimple": "https://www.instagram.com/p/{}/",
    "tweet": "https://twitter.com/i/status/{}",
    "twitter": "https://twitter.com/i/status/{}",
    "x": "https://twitter.com/i/status/{}",
    "gist": "https://gist.github.com/{}",
    "ted": "https://www.ted.com/talks/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "spotify": "https://open.spotify.com/{}",
    "codepen": "https://codepen.io/{}",
}
#: Names that embed what an address in them leads to.
MEDIA = frozenset({
    *_PLACES, "embed", "audio", "video", "wpvideo", "facebook", "soundcloud", "bandcamp", "mixcloud", "slideshare", "scribd", "tiktok",
    "flickr", "googlemaps", "iframe", "embedyt", "playlist", "file", "pdf", "remote", "oembed",
})  # fmt: skip
#: Names that stand alone for what nobody here can show, when they are all there is in a line.
ALONE = frozenset({"gallery", "playlist", "toc", "newsletter", "signup", "contact", "sitemap", "archives", "poll", "slideshow"})  # fmt: skip
#: Parts of such names: contact-form, latest-posts.
ALONE_PARTS = frozenset({
    "form", "forms", "gallery", "slider", "slideshow", "carousel", "widget", "posts", "map", "signup", "login", "register", "button", "banner",
    "shortcode", "plugin", "cart", "checkout", "products", "calendar", "subscribe", "newsletter", "donate",
})  # fmt: skip
#: Keys of attributes that stand without quotation marks.
KEYS = frozenset({
    "id", "ids", "url", "src", "href", "link", "file", "width", "height", "w", "h", "align", "class", "type", "columns", "size", "title", "name",
    "style", "color", "target", "user", "limit", "count", "category", "cat", "order", "orderby", "autoplay", "caption", "alt", "slug", "show",
    "include", "exclude", "per_page", "post", "page", "lang", "start",
})  # fmt: skip
_SOURCES = (
    "src",
    "url",
    "image",
    "img",
    "file",
    "link",
    "href",
    "path",
    "mp4",
    "mp3",
    "m4a",
    "ogg",
    "webm",
    "filename",
    "name",
)
_NUMBERS = ("id", "videoid", "video_id", "tweet", "code", "data-videoid")
_IS_PICTURE = re.compile(r"[^\s{}<>\"]{1,2000}\.(?:jpe?g|png|gif|webp|avif|tiff?|heic)(?:[?#]\S*)?", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"https?://\S+")
_IS_NUMBER = re.compile(r"[\w./-]{3,80}")


def picture_of(attributes: Mapping[str, str], values: Sequence[str]) -> str:
    """The address of the picture that a mark names, or nothing."""
    stated = [attributes[name] for name in _SOURCES if name in attributes]
    return next((text for text in (*stated, *values) if _IS_PICTURE.fullmatch(text)), "")


def is_picture(name: str) -> bool:
    """Whether a file's name is that of a picture."""
    return _IS_PICTURE.fullmatch(name.replace(" ", "-")) is not None


def link_of(name: str, attributes: Mapping[str, str], values: Sequence[str], *, beside_prose: bool = False) -> str:
    """Where what a mark embeds is found, or nothing. `beside_prose`, [youtube video] is none: a number is no word."""
    stated = [*(attributes[key] for key in _SOURCES if key in attributes), *values]
    found = next((text for text in stated if _IS_ADDRESS.fullmatch(text)), "")
    place = _PLACES.get(name.casefold())
    if found or not place:
        return found
    if "user" in attributes and "id" in attributes:
        return f"https://twitter.com/{attributes['user']}/status/{attributes['id']}"
    bare = [one for one in values if not beside_prose or re.search(r"\d|[a-z][A-Z]", one)]
    numbers = [*(attributes[key] for key in _NUMBERS if key in attributes), *bare]
    return next((place.format(one) for one in numbers if _IS_NUMBER.fullmatch(one)), "")
