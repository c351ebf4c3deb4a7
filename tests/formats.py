"""The formats that tests speak of, by name: further ones change nothing for them."""

from __future__ import annotations

from feedservice.feeds.formats import FORMATS

BY_NAME = {form.name: form for form in FORMATS}
RSS, ATOM, JSON = (BY_NAME[name] for name in ("rss", "atom", "json"))
XML_FORMATS = (RSS, ATOM)
#: Those that parsers of others read.
FEEDS = (RSS, ATOM, JSON)
