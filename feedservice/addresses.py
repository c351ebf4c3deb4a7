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


#: Of sounds, films and documents that we serve, the ending each gets and its type: RFC 3003, what Apple asks of podcasts
#: (podcasters.apple.com/support/823), RFC 5334 and 7845, the WebM project, RFC 4337, RFC 8118.
MEDIA_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".weba": "audio/webm",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".pdf": "application/pdf",
}


def permalink(base_url: str, key: str) -> str:
    """The article's page, for ever: made of the key given at birth, not of headline, path or date."""
    return f"{base_url}/articles/{key}"


def photo_url(base_url: str, name: str) -> str:
    """Where a rendition is served; the name carries the hash of its bytes."""
    return f"{base_url}/photos/{name}"


def media_url(base_url: str, name: str) -> str:
    """Where a sound, a film or a document is served; the name carries the hash of its bytes."""
    return f"{base_url}/media/{name}"


def served_at(name: str) -> str:
    """The path below the newsroom's address at which a photo, a sound, a film or a document of this name is served."""
    return media_url("", name) if name[name.find(".") :] in MEDIA_TYPES else photo_url("", name)


def document_url(base_url: str, path: str) -> str:
    """The address of a feed document; `path` starts with a slash."""
    return f"{base_url}{path}"


def private_url(base_url: str, token: str, feed: str, form: str) -> str:
    """The address of a feed for one partner; `form` starts with a slash. To be shown once, and kept nowhere."""
    return f"{base_url}/private/{token}/{feed}{form}"


def at_home(html: str, base_url: str) -> str:
    """Write the real host into stored markup."""
    return html.replace(HOME, base_url)
