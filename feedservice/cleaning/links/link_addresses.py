"""Addresses: every one absolute and without tracking; none that leads nowhere. Pure."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote, urljoin, urlsplit

from feedservice.cleaning.links.local_files import local_name
from feedservice.cleaning.links.tracking import bare
from feedservice.cleaning.record import Ledger
from feedservice.cleaning.tree import Element, Node, named, rewrite, words

#: Attributes that hold an address, by element (HTML Living Standard, index of attributes), as far as the sanitiser keeps them.
ADDRESSES = {
    "a": ("href",),
    "img": ("src",),
    "audio": ("src",),
    "amp-audio": ("src",),
    "video": ("src", "poster"),
    "amp-video": ("src", "poster"),
    "source": ("src",),
}
#: Browsers take these for parts of the address or for none (WHATWG URL 4.4); a space is the only one people mean.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u200b\ufeff]+")
_SPACE = re.compile(r"\s+")
#: Where a note leads back to, in LibreOffice, Google Docs, Word, Pandoc and MediaWiki: such a link is the note's own number.
_BACK = re.compile(r"#_?(?:sd(?:foot|end)note\d+anc|ftnt_ref\d|(?:ftn|edn|fn|footnote-)ref|cite_ref)", re.IGNORECASE)
_ARROWS = " \t\n\xa0↩↑^⤴⏎\ufe0e\ufe0f[]()"
#: What stands in an address as it is (RFC 3986 section 2), a percent sign included: what is encoded already stays so.
_LEGAL = "/?#%:@!$&'()*+,;=~-._[]"
#: What plays a film or a sound; without an address it is a black box.
_PLAYERS = frozenset({"audio", "video", "amp-audio", "amp-video"})
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ALREADY = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][^\s\\]*)?", re.IGNORECASE)


def make_absolute(root: Element, ledger: Ledger) -> None:
    """Relative addresses joined to the base; ones that cannot be understood are taken off, their text stays.

    Links inside the page (footnotes, “back to top”) lead nowhere in a feed reader: their text stays too.
    """
    often = _shown_often(root, ledger.base_url)

    def change(element: Element) -> list[Node] | None:
        written = element.get("href") if element.name == "a" else ""
        if written.startswith("#") and not words(element).strip(_ARROWS):
            return [image for image in named(element, "img") if image.get("src") not in often]  # or the way back
        for attribute in ADDRESSES.get(element.name, ()):
            if attribute in element.attributes:
                _settle(element, attribute, ledger)
        if element.name == "a" and "href" not in element.attributes:
            return [*element.children, " "] if _BACK.match(written) else element.children  # 1Weighed is 1 Weighed
        if element.name in _PLAYERS:
            return _played(element, ledger)
        if element.name == "source" and "src" not in element.attributes:
            return element.children  # void, which libxml2 does not know: what follows it in a player lies in it
        return [] if element.name == "img" and "src" not in element.attributes else None

    rewrite(root, change)


def _settle(element: Element, attribute: str, ledger: Ledger) -> None:
    """An address made absolute, or taken off; a local file's is told."""
    written = element.attributes[attribute]
    name = local_name(written, ledger.base_url) if element.name != "img" else ""
    if name and not named(element, "img"):  # what a small picture leads to is the same, larger
        ledger.unreachable[name] = None
    address = "" if name else absolute(written, ledger.base_url)
    if address:
        element.attributes[attribute] = bare(address) if element.name == "a" else address
    else:
        del element.attributes[attribute]


def _played(player: Element, ledger: Ledger) -> list[Node] | None:
    """A player with its addresses alone, or nothing without any; the words it has for those who see nothing play are noted."""
    ledger.note(player, "for browsers that play nothing")
    return None if "src" in player.attributes or named(player, "source") else []


def _shown_often(root: Element, base_url: str) -> set[str]:
    """The addresses of pictures that stand in a body more than once: pins and arrows beside links inside the page."""
    if not any(link.get("href").startswith("#") for link in named(root, "a")):
        return set()
    counts = Counter(absolute(image.get("src"), base_url) for image in named(root, "img"))
    return {src for src, count in counts.items() if count > 1}


def absolute(address: str, base_url: str) -> str:
    """The address made absolute, or nothing when it is a bare fragment, a script or no address at all."""
    tidy = _SPACE.sub("%20", _UNSEEN.sub("", address).strip())
    if _ALREADY.fullmatch(tidy):
        return _in_ascii(tidy)
    if not tidy or tidy.startswith("#"):
        return ""
    try:
        joined = urljoin(base_url + ("" if urlsplit(base_url).path else "/"), tidy)
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme in ("mailto", "tel"):
        return joined if parts.path else ""
    return _in_ascii(joined) if parts.scheme in _SCHEMES and parts.netloc else ""


def _in_ascii(address: str) -> str:
    """An address with letters beyond ASCII percent-encoded, its host in Punycode (RFC 3987 section 3.1): feeds take URIs."""
    if address.isascii():
        return address
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host, safe="%:@[]")
    return f"{scheme}://{host}{slash}{quote(path, safe=_LEGAL)}"
