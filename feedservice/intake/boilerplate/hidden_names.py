"""How pages keep words from the eye: class names of frameworks and styles. Pure.

Bootstrap, WordPress, HTML5 Boilerplate, Drupal, Foundation, GOV.UK; CSS Display 3, CSS 2.2 sections 9.3 and 11.2.
"""

from __future__ import annotations

import re

#: Inline CSS that shows nothing (mso-hide is Word's).
SHOWS_NOTHING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.IGNORECASE)  # fmt: skip
#: Inline CSS that shows words beside the screen, or behind a picture.
_OFF_SCREEN = re.compile(
    r"(?:text-indent|left|top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
#: Words for screen readers only.
FOR_SCREEN_READERS = frozenset({
    "sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "off-screen", "offscreen", "a11y-hidden",
    "u-hidden-visually", "aural", "element-invisible", "show-for-sr", "screenreader", "screen-reader",
    "u-visually-hidden", "is-visually-hidden", "govuk-visually-hidden", "screen-reader-only",
})  # fmt: skip


def is_hidden_by(names: str, style: str, *, hidden: bool) -> bool:
    """Whether classes, a style or the attribute `hidden` keep an element from the eye."""
    unseen = SHOWS_NOTHING.search(style) or _OFF_SCREEN.search(style)
    return hidden or unseen is not None or not FOR_SCREEN_READERS.isdisjoint(names.lower().split())
