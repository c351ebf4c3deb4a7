"""Every public address, made in one place. Pure.

Stored articles know no host: addresses of our own stand in them under `HOME`, a host that cannot exist
(RFC 6761), and `at_home` writes the real one when a page or feed is set. So a new `base_url` changes no article.
"""

from collections.abc import Mapping

HOME = "https://home.invalid"
#: Types of picture we serve, and the ending each gets; what a file really is comes from its bytes, never its name.
PHOTO_SUFFIXES: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}


def permalink(base_url: str, key: str) -> str:
    """The article's page, for ever: made of the key given at birth, not of headline, path or date."""
    return f"{base_url}/articles/{key}"


def photo_url(base_url: str, name: str) -> str:
    """Where a rendition is served; the name carries the hash of its bytes."""
    return f"{base_url}/photos/{name}"


def document_url(base_url: str, path: str) -> str:
    """The address of a feed document; `path` starts with a slash."""
    return f"{base_url}{path}"


def private_url(base_url: str, token: str, feed: str, form: str) -> str:
    """The address of a feed for one partner; `form` starts with a slash. To be shown once, and kept nowhere."""
    return f"{base_url}/private/{token}/{feed}{form}"


def at_home(html: str, base_url: str) -> str:
    """Write the real host into stored markup."""
    return html.replace(HOME, base_url)
