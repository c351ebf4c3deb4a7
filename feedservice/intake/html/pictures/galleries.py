"""Galleries and slideshows in a page's story: what they say more than once is said once. Pure.

A slider repeats its first and last slide so that it can go round, and galleries give all their pictures one caption. Only
whole captions that are the same, word for word, are taken out; a credit or a name belongs to each picture.
"""

from __future__ import annotations

from feedservice.intake.evidence import Notes
from feedservice.intake.html.page_elements import Element, attributes, words
from feedservice.intake.html.pictures.picture_addresses import IMAGES, best_source
from feedservice.intake.html.spike import cut
from feedservice.intake.trade.credits import is_credit

#: Fewer words are a name, which several pictures may need.
_LEAST_WORDS = 5
_LONGEST_CHARACTERS = 700
_REASON = "caption said twice"


def say_once(box: Element, notes: Notes) -> None:
    """Take out of a story the figures that are there twice, and the captions that are said twice."""
    said: dict[str, frozenset[str]] = {}
    for figure in list(box.iter("figure")):
        legend = next(figure.iter("figcaption"), None)
        line = words(legend) if legend is not None else ""
        if legend is None or not _is_caption(line) or next(figure.iterancestors("figure"), None) is not None:
            continue
        pictures = _pictures(figure)
        if line not in said:
            said[line] = pictures
        elif line == words(figure) and pictures <= said[line]:
            cut(figure, notes, _REASON)
        else:
            said[line] |= pictures
            cut(legend, notes, _REASON)


def _is_caption(line: str) -> bool:
    return line.count(" ") >= _LEAST_WORDS - 1 and len(line) <= _LONGEST_CHARACTERS and not is_credit(line)


def _pictures(figure: Element) -> frozenset[str]:
    return frozenset(best_source(attributes(image)) for image in figure.iter(*IMAGES))
