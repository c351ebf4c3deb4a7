"""The last touches to an XML document, on its bytes: the stylesheet for people, texts for readers that unescape twice. Pure."""

from __future__ import annotations

import re
from html import escape

from feedservice.addresses import document_url
from feedservice.channels import Edition

STYLESHEET = "/static/feed.css"
#: What is plain text, as lxml writes it: no markup can stand in it. Not RSS's description, which is HTML.
_TEXT = re.compile(
    rb"<(title|subtitle|summary|name|category|rights|copyright|(?:media|itunes):[a-z]+)\b[^<>]*>[^<]*?&(?:amp|lt);[^<]*</\1>"
)


def referenced(body: bytes) -> bytes:
    """The document with & and < in plain texts as hexadecimal references, as the RSS profile asks: some readers unescape twice.

    To XML it is the same. Where there is such a reference, the W3C validator takes “S&P500” for no mistake.
    """
    return _TEXT.sub(lambda text: text[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;"), body)


def styled(body: bytes, edition: Edition) -> bytes:
    """The document with its stylesheet named behind the XML declaration (xml-stylesheet 1.0), for people who open it."""
    declaration, end, rest = body.partition(b"?>")
    href = escape(document_url(edition.channel.base_url, STYLESHEET)).encode()
    return declaration + end + b'\n<?xml-stylesheet type="text/css" href="' + href + b'"?>\n' + rest.lstrip()
