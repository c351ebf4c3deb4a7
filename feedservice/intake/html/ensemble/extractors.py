"""Three extractors of others, each asked for the text that it takes for a page's story. Pure.

Their words are never printed, for they change some: what counts is which blocks of the page they have (issue 18). Each sees
the page as it came, before ours has taken anything out. An extractor that fails, on whatever markup, has no opinion.
Imported with the first whole page: together they take a third of a second and 40 MB.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from logging import CRITICAL, getLogger
from typing import TypeAlias

from lxml import etree
from lxml import html as lxml_html

from feedservice.intake.html.ensemble.running_paragraphs import paragraphs_of
from feedservice.intake.html.page_elements import Element, text_of

#: The text that an extractor takes for the story; empty when it has no opinion.
Extractor: TypeAlias = Callable[[Element], str]
#: jusText's own levels are for crawls of whole sites; these are trafilatura's, for pages known to hold a story.
_LINKS, _SHORT, _LONG, _FEW_SMALL_WORDS, _MANY_SMALL_WORDS, _TO_HEADING = 0.25, 50, 150, 0.1, 0.2, 150
_SHORTEST_OF_READABILITY = 25
#: jusText asks every paragraph for its neighbours, and these for theirs; the longest stories have a thousand paragraphs.
_MOST_PARAGRAPHS = 2_500


def tree_of(markup: str) -> Element | None:
    """A page as extractors want it: lxml's HTML elements, without comments. None for what holds no markup."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def by_trafilatura(tree: Element) -> str:
    """What trafilatura takes for the story by its rules alone (its fast mode), without comments."""
    from trafilatura.core import trafilatura_sequence  # noqa: PLC0415  # .2 s
    from trafilatura.settings import Extractor as Options  # noqa: PLC0415

    body, *_ = trafilatura_sequence(copy.deepcopy(tree), Options(fast=True, comments=False))
    return text_of(body)


def by_justext(tree: Element) -> str:
    """What jusText takes for running text: by length, links and small words of each paragraph, and by its neighbours."""
    from justext import core  # noqa: PLC0415

    paragraphs = paragraphs_of(core.preprocessor(tree))  # which copies the tree itself
    if len(paragraphs) > _MOST_PARAGRAPHS:
        return ""
    core.classify_paragraphs(paragraphs, _small_words(), _SHORT, _LONG, _FEW_SMALL_WORDS, _MANY_SMALL_WORDS, _LINKS)
    core.revise_paragraph_classification(paragraphs, _TO_HEADING)
    return "\n".join(one.text for one in paragraphs if not one.is_boilerplate)


def by_readability(tree: Element) -> str:
    """What readability takes for the story: the box with most prose, in trafilatura's copy of that library."""
    from trafilatura.readability_lxml import Document  # noqa: PLC0415

    summary = Document(copy.deepcopy(tree), min_text_length=_SHORTEST_OF_READABILITY).summary()
    return text_of(lxml_html.fromstring(summary))


@cache
def _small_words() -> frozenset[str]:
    """The small words of all languages that jusText knows: what a page says of its language is often wrong."""
    import justext  # noqa: PLC0415

    return frozenset(word for language in justext.get_stoplists() for word in justext.get_stoplist(language))


def opinion(extractor: Extractor, tree: Element) -> str:
    """What an extractor takes for the story. Raises nothing: whatever it stumbles over, it then has no opinion."""
    getLogger("trafilatura").setLevel(CRITICAL)  # what it would warn of is no fault of the page
    try:
        return extractor(tree)
    except Exception:
        return ""
