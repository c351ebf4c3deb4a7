"""Players and widgets of other sites as plain links: “Video: Title (youtube.com)”. Pure.

No feed reader runs them, and most cut them without a trace. What a widget quotes in words stays a quotation.
"""

from __future__ import annotations

import re

from feedservice.cleaning.links.embed_hosts import ANY_EMBED, host_of, is_at, label_of, page_of, shows_nothing
from feedservice.cleaning.links.link_addresses import absolute
from feedservice.cleaning.links.tracking import bare
from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, Node, named, rewrite, words
from feedservice.text.unicode import one_line

#: AMP's and other custom players: the attribute that names what they show, and its address (amp.dev/documentation/components).
CUSTOM = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "youtube-video": ("videoid", "https://www.youtube.com/watch?v={}"),
    "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-tiktok": ("data-src", "https://www.tiktok.com/@/video/{}"),
    "amp-facebook": ("data-href", "{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-pinterest": ("data-url", "{}"),
    "amp-reddit": ("data-src", "{}"),
    "amp-gist": ("data-gistid", "https://gist.github.com/{}"),
    "amp-imgur": ("data-imgur-id", "https://imgur.com/{}"),
    "amp-iframe": ("src", "{}"),
    "amp-jwplayer": ("data-media-id", "https://cdn.jwplayer.com/players/{}.html"),
    "amp-google-document-embed": ("src", "{}"),
}
_FRAMES = frozenset({"iframe", "object", "embed", "frame"})
#: Widgets that scripts make of boxes: the class, the attribute with the address.
WIDGETS = (
    ("fb-post", "data-href"),
    ("fb-video", "data-href"),
    ("instagram-media", "data-instgrm-permalink"),
    ("tiktok-embed", "cite"),
    ("twitter-tweet", "data-href"),
    ("bluesky-embed", "data-bluesky-uri"),
    ("text-post-media", "data-text-post-permalink"),
    ("reddit-embed-bq", "cite"),
    ("mastodon-embed", "data-embed-url"),
    ("imgur-embed-pub", "data-href"),
    ("youtube-embed", "data-youtube-id"),
)
ABOUT = frozenset({*CUSTOM, *_FRAMES, "amp-video", "amp-audio", *(attribute for _, attribute in WIDGETS)})
_ADDRESS_ATTRIBUTES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-url", "data", "data-cookieblock-src", "data-src-cmplz")  # fmt: skip
_TITLE_ATTRIBUTES = ("title", "aria-label", "data-title", "playlabel", "alt", "name")
_NAMES_NOTHING = re.compile(
    r"(?:(?:youtube|vimeo|soundcloud|spotify|facebook|twitter|tiktok|instagram|embedded|embed|video|audio|player|iframe|content|widget|post|x|frame|tweet|fb|the|from"
    r"|google|map|maps|object|\d+|[\W_]+)\s*)*",
    re.IGNORECASE,
)
#: What programs call their frames: player-84457006, sa_swtYhka26
_CODE = re.compile(r"\S*\d{3}\S*|\S+_\S+")
_LONGEST_TITLE_CHARACTERS = 150
_SMALLEST_PIXELS = re.compile(r"\s*[0-2](?:px)?\s*")


def link_embeds(root: Element, ledger: Ledger) -> None:
    """Each frame, player and widget as a paragraph with a link to the page that shows it."""

    def change(element: Element) -> list[Node] | None:
        name = element.name
        if name in _FRAMES:
            return _framed(element, ledger)
        if name in CUSTOM:
            attribute, pattern = CUSTOM[name]
            value = element.get(attribute).strip()
            return _link(pattern.format(value), element, ledger) if value else element.children
        if name in ("amp-video", "amp-audio"):
            element.name = name.removeprefix("amp-")
            return [element]
        if "class" in element.attributes and element.name in ("blockquote", "div"):
            return _quoted(element, ledger)
        return None

    rewrite(root, change)


def _framed(frame: Element, ledger: Ledger) -> list[Node]:
    """A frame as a link; one that shows nothing goes; what an <object> holds for old browsers is kept otherwise."""
    address = next((frame.get(name).strip() for name in _ADDRESS_ATTRIBUTES if _leads(frame.get(name))), "")
    if not address and frame.name == "object":
        address = next((param.get("value") for param in named(frame, "param") if param.get("name") == "movie"), "")
    if not address:
        return [child for child in frame.children if isinstance(child, Element)] if frame.name == "object" else []
    small = all(_SMALLEST_PIXELS.fullmatch(frame.get(name)) for name in ("width", "height"))
    link = [] if small or shows_nothing(address) else _link(address, frame, ledger)
    return [*link, *frame.children] if frame.name == "embed" else link  # libxml2 closes <embed> where its parent ends


def _leads(address: str) -> bool:
    bare = address.strip().lower()
    return bool(bare) and not bare.startswith(("about:", "javascript:", "data:", "blob:", "#"))


def _link(address: str, element: Element, ledger: Ledger) -> list[Node]:
    """The paragraph with the link, or nothing when the address leads nowhere on the web."""
    whole = bare(absolute(address, ledger.base_url))
    if not whole.startswith(("http://", "https://")):
        return []
    label, page = page_of(whole)
    title = _title(element)
    host = host_of(page)
    if not title and label == ANY_EMBED and host and is_at(host, host_of(ledger.base_url)):
        return []  # a form or a player of the page itself, which shows nothing by itself
    shown = f"{label}: {title} ({host})" if title else f"{label} ({host})"
    return [Element("p", None, [Element("a", {"href": page}, [shown])])]


def _title(element: Element) -> str:
    """What an embed is called, when that is more than its maker's name."""
    for name in _TITLE_ATTRIBUTES:
        title = one_line(element.get(name))
        if title and not (_NAMES_NOTHING.fullmatch(title[:_LONGEST_TITLE_CHARACTERS]) or _CODE.fullmatch(title)):
            return title[:_LONGEST_TITLE_CHARACTERS]
    return ""


def _quoted(element: Element, ledger: Ledger) -> list[Node] | None:
    """A quoted post keeps its words and gets its link, if it has none yet."""
    classes = element.get("class").split()
    for known, attribute in WIDGETS:
        if known not in classes:
            continue
        address = bare(absolute(_public(element.get(attribute)), ledger.base_url)) if element.get(attribute) else ""
        if not address or any(link.get("href").startswith("http") for link in named(element, "a")):
            return None
        link = Element(
            "p", None, [Element("a", {"href": address}, [f"{label_of(host_of(address))} ({host_of(address)})"])]
        )
        if element.name == "blockquote" and words(element).strip():
            element.children = [*element.children, link]
            return None
        return [*element.children, link]
    return None


def _public(address: str) -> str:
    """at://did/app.bsky.feed.post/id as a page (atproto.com, at-uri scheme)."""
    found = re.fullmatch(r"at://([\w:.-]+)/app\.bsky\.feed\.post/(\w+)", address)
    return f"https://bsky.app/profile/{found[1]}/post/{found[2]}" if found else address
