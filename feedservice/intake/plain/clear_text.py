"""Plain text as people read it: without what programs wrapped around its words, signatures of PGP and stray tags. Pure."""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.text.encodings.entities import unescaped, without_tags
from feedservice.text.unicode import as_typed

#: What stands above and below a text signed in the clear (RFC 9580 7); the end may be cut off.
_SIGNED, _SIGNATURE, _END = (
    "-----BEGIN PGP SIGNED MESSAGE-----\n",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)
_HEADERS = re.compile(r"(?:[A-Z][\w-]{1,30}: [^\n]*\n)*")
_ESCAPED_DASH = re.compile(r"^- (?=-)", re.MULTILINE)
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?", re.IGNORECASE)


def clear(text: str, notes: Notes) -> str:
    """The words of a text as one would type them; a signature is noted as cut."""
    text = _without_signature(text, notes)
    if "&" in text or "<" in text:
        text = "\n".join(without_tags(unescaped(line)) for line in _BREAK.sub("\n", text).split("\n"))
    return as_typed(text)


def _without_signature(text: str, notes: Notes) -> str:
    """The text without the first signature around its words."""
    above, _, rest = text.partition(_SIGNED)
    signed, mark, below = rest.partition(_SIGNATURE)
    if not mark:
        return text
    signature, _, after = below.partition(_END)
    notes.leave_out(mark + signature + _END, "signature of PGP")
    return above + _ESCAPED_DASH.sub("", _HEADERS.sub("", signed, count=1)) + after
