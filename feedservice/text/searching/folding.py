"""Text without what spelling may vary, for words that are compared or looked for. Pure."""

from __future__ import annotations

import unicodedata

from feedservice.text.patterns import later

#: Signs that belong to the character before them, such as the vowels of Hindi and Thai; \w does not know them.
SIGNS = "".join(chr(code) for code in range(0x0900, 0x1800) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
#: What writers may leave out and readers do not miss: accents once they stand apart, the points of Hebrew and Arabic,
#: tatweel, soft hyphens, joiners, marks of direction, variation selectors.
_UNWRITTEN = later(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)


def folded(text: str) -> str:
    """The text without what spelling may vary: capitals, accents, ligatures, widths, points (Unicode NFKC, casefold)."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", _UNWRITTEN.sub("", apart))
