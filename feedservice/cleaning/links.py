"""Addresses: every one absolute, and pictures at the address they are served at. Pure."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from feedservice.cleaning.ledger import Ledger

#: Attributes that hold an address, by element (HTML Living Standard, index of attributes), as far as the sanitiser keeps them.
ADDRESSES = (
    ("a", "href"),
    ("img", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("source", "src"),
)
_SPACE = re.compile(r"[\x00-\x20]+")


def place_photos(body: BeautifulSoup, ledger: Ledger) -> None:
    """Each picture of ours at its served address; one that cannot be shown goes, with its empty figure."""
    for image in body.find_all("img"):
        src = str(image.get("src") or "").strip()
        address = ledger.photos.get(src, src)
        if address and not address.lower().startswith("data:"):
            image["src"] = address
            image["alt"] = image.get("alt") or ""
            continue
        figure = image.find_parent("figure")
        (figure if figure is not None and len(figure.find_all("img")) == 1 else image).decompose()


def make_absolute(body: BeautifulSoup, ledger: Ledger) -> None:
    """Relative addresses joined to the base; ones that cannot be understood are taken off, their text stays."""
    for name, attribute in ADDRESSES:
        for element in body.find_all(name, attrs={attribute: True}):
            address = absolute(str(element[attribute]), ledger.base_url)
            if address:
                element[attribute] = address
            else:
                del element[attribute]
                if name == "a":
                    element.unwrap()


def absolute(address: str, base_url: str) -> str:
    """The address made absolute, or nothing when it is a bare fragment, a script or no address at all."""
    bare = _SPACE.sub("%20", address.strip())
    if not bare or bare.startswith("#"):
        return ""
    try:
        joined = urljoin(base_url + "/", bare)
        return joined if urlsplit(joined).scheme in ("http", "https", "mailto", "tel") else ""
    except ValueError:
        return ""
