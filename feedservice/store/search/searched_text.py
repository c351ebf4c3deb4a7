"""What of an article is looked through, and the words of it as the index has them. Pure.

Three parts, by which what is found is ordered: the headline; the head, which is standfirst, byline and tags; the text, which is
body and captions. A standfirst that was derived stands in the text already.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from html import unescape

from feedservice.article import Article
from feedservice.text.line_elements import LINES
from feedservice.text.patterns import later
from feedservice.text.searching.searched_words import MOST_WORDS, cut

#: Stands between two fields of one part, so that no phrase reaches from one into the other; no word is like it.
GAP = "\ue000"
_MOST_HEAD_WORDS = 500
#: The rest of a tag behind its name, with attributes that may hold anything.
_REST = r"""[A-Za-z0-9]*+[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>"""
_RUBY = later(r"<r[tp]\b[^>]*+>.*?</r[tp]>", re.DOTALL)
_INLINE = later(rf"</?(?!(?:{'|'.join(sorted(LINES))})\b)[A-Za-z]{_REST}")
_TAG = later(rf"</?[A-Za-z]{_REST}")


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """The words of the three parts of an article, by which it is found."""

    headline: tuple[str, ...]
    head: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def print(self) -> int:
        """A checksum: what is taken out of an index must be what was put into it."""
        whole = "\n".join((" ".join(self.headline), " ".join(self.head), " ".join(self.body)))
        return zlib.crc32(whole.encode())


def body_text(body_html: str) -> str:
    """The words of a cleaned body as they are written; inline markup parts none. Quicker than a tree of it."""
    if "<r" in body_html:
        body_html = _RUBY.sub("", body_html)
    return unescape(_TAG.sub(" ", _INLINE.sub("", body_html)))


def captions(value: Article) -> list[str]:
    """The captions of an article's photos, and what its sounds and films are called."""
    return [*(one.caption for one in value.photos), *(one.title for one in value.attachments)]


def searched_words(value: Article) -> SearchedWords:
    """The words by which an article is found."""
    standfirst = "" if value.standfirst_derived else value.standfirst
    head = _joined([standfirst, *value.byline, *value.agencies, *value.tags], _MOST_HEAD_WORDS)
    beside = _joined(captions(value), _MOST_HEAD_WORDS)
    body = cut(body_text(value.body_html), MOST_WORDS - len(beside))
    body += [GAP, *beside] if beside else []
    return SearchedWords(tuple(cut(value.headline, _MOST_HEAD_WORDS)), tuple(head), tuple(body))


def _joined(texts: list[str], most: int) -> list[str]:
    """The words of several texts, a gap between each two; each text once."""
    found: list[str] = []
    for text in dict.fromkeys(texts):
        words = cut(text, most - len(found)) if len(found) < most else []
        found += [GAP, *words] if found and words else words
    return found
