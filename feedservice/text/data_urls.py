"""Pictures written into a page itself, as `data:` addresses (RFC 2397). Pure.

Decodes base64 and percent-encoding, with the damage that mail programs and editors do: line ends, missing padding, the
URL alphabet. Does not look at what the bytes are.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

_HEAD = re.compile(r"data:\s*([\w.+-]+/[\w.+-]+)?\s*((?:;[^;,]*)*),", re.IGNORECASE)
#: What stands in for a picture still to be loaded, or is an icon, is smaller than this; no photo is.
SMALLEST_BYTES = 5_000
_OUTSIDE_ALPHABET = re.compile(r"[^A-Za-z0-9+/]")


def is_data(src: str) -> bool:
    """Whether an address holds its bytes itself."""
    return src[:5].lower() == "data:"


def is_drawing(src: str) -> bool:
    """Whether a `data:` address says it is SVG: icons and logos, never a photo."""
    return src[5:30].lstrip().lower().startswith("image/svg")


def decode(src: str) -> bytes:
    """The bytes of a `data:` address; none when it cannot be understood."""
    head = _HEAD.match(src)
    if head is None:
        return b""
    body = src[head.end() :]
    if "base64" not in head[2].lower():
        return unquote_to_bytes(body)
    plain = unquote_to_bytes(body).decode("ascii", "ignore") if "%" in body else body
    letters = _OUTSIDE_ALPHABET.sub("", plain.translate({ord("-"): "+", ord("_"): "/"}))
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4 + (len(letters) % 4) * (len(letters) % 4 > 1)] + "==")
    except binascii.Error:
        return b""
