"""The words of an embedded caption: without markup, without a second credit, without notes to editors; and the credit. Pure.

Agencies write into the caption what has fields of its own, for programs that show nothing else: who took it, who owes
whom a mention, where it may not run.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from feedservice.article import Finding
from feedservice.intake.trade.caption_lines import split_legend
from feedservice.intake.trade.caption_notes import part_note
from feedservice.photos.metadata import Embedded
from feedservice.text.unicode import one_line

_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|em|strong|p|br|span|div|font|u|a|sup|sub)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|br|div)\b", re.IGNORECASE)
_MOST_ESCAPES = 2
#: A credit that stood in the caption is as sure as its words.
_CREDIT_CONFIDENCE = 0.7


def parted(said: Embedded) -> Embedded:
    """What a photo says of itself, its caption and credit without the notes; a credit that only the caption has in its field."""
    caption, credit = said.caption, said.credit
    if credit is not None:
        credit = replace(credit, value=part_note(credit.value)[0] or credit.value)
    if caption is None:
        return replace(said, credit=credit)
    words, named = split_legend(plain(caption.value))
    if named and not (credit or said.creator):
        credit = Finding(named, f"{caption.source}, at its end", _CREDIT_CONFIDENCE)
    return replace(said, caption=replace(caption, value=words) if words else None, credit=credit)


def plain(text: str) -> str:
    """Words that came out of a web form or a database, without their entities and tags."""
    for _ in range(_MOST_ESCAPES):
        if _ENTITY.search(text):
            text = html.unescape(text)
    if _TAG.search(text):
        text = _TAG.sub(lambda tag: " " if _BREAKS.match(tag[0]) else "", text)
    return one_line(text)


def credit_of(said: Embedded) -> Finding[str] | None:
    """The credit of a photo by its own metadata; where there is none, as the trade writes it: Creator/Source."""
    if said.credit or said.creator is None:
        return said.credit or said.source
    creator, source = said.creator, said.source
    if source is None or source.value.casefold() in creator.value.casefold():
        return Finding(creator.value, creator.source, 0.7)
    return Finding(f"{creator.value}/{source.value}", f"{creator.source} and {source.source}", 0.7)
