"""Plain text as people read it: without what programs wrapped around its words, signatures of PGP and stray tags. Pure."""

from __future__ import annotations

import re

from feedservice.intake.evidence import Notes
from feedservice.text.encodings.entities import unescaped, without_tags
from feedservice.text.unicode import as_typed

#: A text signed in the clear (RFC 9580 7): its head, the text, the signature, which may be cut off.
_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]{1,30}: [^\n]*\n)*(.*?)(-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z))",
    re.DOTALL,
)
_ESCAPED_DASH = re.compile(r"^- (?=-)", re.MULTILINE)
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?", re.IGNORECASE)


def clear(text: str, notes: Notes) -> str:
    """The words of a text as one would type them; a signature is noted as cut."""
    for signed in _SIGNED.finditer(text):
        notes.leave_out(signed[2], "signature of PGP")
    text = _SIGNED.sub(lambda signed: _ESCAPED_DASH.sub("", signed[1]), text)
    if "&" in text or "<" in text:
        text = "\n".join(without_tags(unescaped(line)) for line in _BREAK.sub("\n", text).split("\n"))
    return as_typed(text)
