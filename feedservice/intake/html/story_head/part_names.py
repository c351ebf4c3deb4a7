"""Names that content systems give to the parts of a story's head, and what an element's names say it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from feedservice.intake.html.page_elements import Element, attribute
from feedservice.text.patterns import later
from feedservice.text.unicode import one_line

#: Words that say only that something is a box: “bylineSec”, “author-wrap-2”.
_BOX_WORDS = r"(?:sec|section|block|wrap|wrapper|box|container|row|area|holder|inner|outer|group|line|item|element|component|module|text|desktop|mobile|\d+)"


#: Names that content systems give to the parts of a story's head, as the last words of a class, id, itemprop or rel; a few are patterns.
_PART_WORDS: Mapping[str, str] = {
    "headline": """
        headline (?:entry|post|article|story|page|news|main|single|content|artikel|node)-?(?:title|headline|header|heading) h1
        title titel titulo titolo titre kop überschrift ueberschrift tytul hed
    """,
    "standfirst": """
        standfirst stand-first dek deck sub-?title sub-?headline sub-?heading sub-?hed summary abstract lede lead
        lead-?(?:text|in|paragraph) intro intro-?(?:text|duction) excerpt teaser-?text description strapline tagline chapo
        chapeau accroche sottotitolo sommario occhiello entradilla bajada copete volanta bajante subtitulo sumario vorspann
        anleser unterzeile einleitung ingress manchet onderkop inleiding lid zajawka perex summary-?text
        article-?(?:desc|lead|intro)
    """,
    "byline": r"""
        byline bylines by-?line author authors by writer writers reporter journalist contributor contributors
        byline-?(?:name|names|author|text) author-?(?:name|names|link|byline|title|info|meta|details|wrap|list|box)
        (?:entry|post|article|story|content|node|meta)-?(?:author|authors|byline|authornames?) authornames? posted-by
        written-by vcard fn(?![-_]?\d) autor autoren autore auteur auteurs autori autores autorin redakteur verfasser firma creator created-?by szerzo szerzok
        credit-?byline submitted signature redactor periodista skribent byline-?block source-?author
    """,
    "date": """
        date dates date-?place header-?time datetime date-?time time timestamp time-?stamp published publish
        publish-?(?:date|time) published-?(?:date|time|at|on) pub-?date pub-?time posted posted-?on post-?(?:date|time)
        entry-?date article-?(?:date|time|timestamp|published|info) story-?date news-?date content-?date meta-?date
        date-?(?:published|line|info|display|created|header|publish|publication|text) created created-?at datum fecha data(?!wrapper)
        dato veröffentlicht time-?(?:published|ago) display-?date release-?date publication-?date updated modified
        last-?updated entry-?meta post-?meta article-?meta byline meta submitted info(?![-_]?box) dateline-?date zeit datepublished
        datecreated pubtime article-?time date_published
    """,
    "dateline": "dateline date-?line placeline location article-?location",
    "section": "kicker section-?name rubric eyebrow overline category-?name",
    "caption": "caption photo-?caption image-?caption picture-?caption caption-?text",
    "credit": "credit photo-?credit image-?credit picture-?credit photographer foto-?credit bildnachweis",
}
NAMES: Mapping[str, re.Pattern[str]] = {
    field: later(rf"(?:^|[-_ .:])(?:{'|'.join(words.split())})(?:[-_]?{_BOX_WORDS})?$", re.IGNORECASE)
    for field, words in _PART_WORDS.items()
}


#: Whoever made a picture or a comment, by what stands before the word for authors: img-author, comment-author.
_OTHERS_WORK = later(
    r"(?:im(?:g|age)|photo|foto|picture|pic|bild|figure|licen[cs]e|comment|quote|copyright)s?[-_.]?(?:author|auteur|autor|autore|creator|by)",
    re.IGNORECASE,
)
_NAMING = (
    "class", "id", "itemprop", "rel", "data-testid", "data-gu-name", "data-component", "data-qa", "data-test", "data-test-tag",
)  # fmt: skip
#: What CSS modules and styled components put behind a name: ArticleDetail_author__1a, ContentHeaderDek-emptdL.
_HASH = later(r"(?:__|--?|_)(?=[A-Za-z0-9+]*(?:\d|[a-z][A-Z]))[A-Za-z0-9+]{2,7}$")


_NO_FIELDS: frozenset[str] = frozenset()
_CASE = later(r"(?<=[a-z])(?=[A-Z])")


def fields_named(element: Element) -> frozenset[str]:
    """The fields that an element's names say it is."""
    if not element.keys():
        return _NO_FIELDS  # nearly all paragraphs
    said = " ".join(filter(None, map(element.get, _NAMING)))
    return _fields_named(said) if said else _NO_FIELDS


@lru_cache(maxsize=4096)
def _fields_named(said: str) -> frozenset[str]:
    return _NO_FIELDS.union(*map(_fields_of, said.split()))


@lru_cache(maxsize=4096)
def _fields_of(name: str) -> frozenset[str]:
    """The fields that one name says an element is."""
    names = [_CASE.sub("-", one).replace("__", "-").replace("--", "-") for one in {name, _HASH.sub("", name)}]
    found = frozenset(field for field, pattern in NAMES.items() if any(map(pattern.search, names)))
    return found - {"byline"} if any(map(_OTHERS_WORK.search, names)) else found


def element_name(element: Element) -> str:
    """An element as an editor sees it in the source: h1, or p class byline."""
    classes = one_line(attribute(element, "class"))
    return f"{element.tag} class {classes}" if classes else str(element.tag)
