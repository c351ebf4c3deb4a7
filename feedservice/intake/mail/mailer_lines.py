"""Lines that mail programs write: above quoted mails and mails passed on, below what a telephone sent. Pure."""

from __future__ import annotations

import re
from functools import partial

from feedservice.text.languages.alternatives import any_piece

_any = partial(any_piece, "mail")
#: The line above a quoted mail; it may run over two lines.
ATTRIBUTION = re.compile(rf"^{_any('attributions')}\s*[:：]\s*$", re.IGNORECASE)
#: The rule above a mail that is answered with its headers.
ORIGINAL = re.compile(rf"^\W*{_any('original')}\W*$", re.IGNORECASE)
#: The rule above a mail that is passed on.
FORWARDED = re.compile(rf"^\W*(?:{_any('forwarded_begins')}\s+)?{_any('forwarded')}\W*$", re.IGNORECASE)
HEADER = re.compile(rf"^\W*{_any('header_names')}\W*[:：]", re.IGNORECASE)
SENT_FROM = re.compile(rf"^{_any('device_notes')}$", re.IGNORECASE)
DISCLAIMER = re.compile(rf"^\W*{_any('disclaimers')}", re.IGNORECASE)
