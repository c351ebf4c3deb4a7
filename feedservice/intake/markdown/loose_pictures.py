"""Pictures whose address has spaces, as editors write them and CommonMark does not read them. Pure.

`![Pier](harbour photos/pier at dawn.jpg)` becomes `![Pier](<harbour photos/pier at dawn.jpg>)`. Only what ends as a
picture does is an address; code stays as it is.
"""

from __future__ import annotations

import re

from feedservice.intake.kinds.file_kinds import PHOTO_ENDINGS, RECORDING_ENDINGS

_ENDING = "|".join(sorted(re.escape(ending) for ending in PHOTO_ENDINGS | RECORDING_ENDINGS))
_LOOSE = re.compile(
    rf"(!\[[^\[\]\n]{{0,500}}\])\([ \t]*(?=[^()<>\n]*[ ()])([^<>\n\"]{{1,300}}?(?:{_ENDING}))([ \t]+\"[^\"\n]{{0,500}}\")?[ \t]*\)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]{1,500}`)", re.MULTILINE | re.DOTALL)


def bracketed(text: str) -> str:
    """The text with such addresses in angle brackets, where a space is a character like others (CommonMark 6.3)."""
    if "](" not in text:
        return text
    parts = _CODE.split(text)
    parts[::2] = [_LOOSE.sub(_bracket, part) for part in parts[::2]]
    return "".join(parts)


def _bracket(found: re.Match[str]) -> str:
    address = found[2].strip()
    return f"{found[1]}(<{address}>{found[3] or ''})"
