"""Addresses that lead to somebody's own disk or to a file beside the article: no reader of a feed gets there. Pure.

A path from the root may be a page of the site at which the feed is served; a name without one leads beside the article.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from feedservice.addresses import HOME

_DRIVE = re.compile(r"^(?:[a-z]:[\\/]|\\\\|//\?/)", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)
#: What servers make pages under; all other endings are files.
_PAGES = frozenset({".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".shtml", ".xhtml", ".cfm", ".do"})
_LOCAL_SCHEMES = frozenset({"file", "blob", "cid", "content", "smb", "afp"})
#: What an address of somebody's own machine is called when it has no name.
UNNAMED = "a file"


def local_name(written: str, base_url: str) -> str:
    """The name of the local file that an address means, or nothing for one that leads to the web or inside the page."""
    address = written.strip()
    if not address or address[0] in "#?":
        return ""
    if _DRIVE.match(address):
        return re.split(r"[\\/]", unquote(address))[-1] or UNNAMED
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() in _LOCAL_SCHEMES:
        return posixpath.basename(unquote(parts.path)) or UNNAMED if parts.scheme.lower() == "file" else UNNAMED
    if parts.scheme or parts.netloc or base_url != HOME or not parts.path:
        return ""
    path = unquote(parts.path)
    ending = _ENDING.search(path)
    is_file = ending is not None and ending[0].lower() not in _PAGES
    return posixpath.basename(path.rstrip("/")) if is_file or not path.startswith("/") else ""
