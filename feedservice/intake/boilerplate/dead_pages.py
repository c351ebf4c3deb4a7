"""Saved pages that hold no article: errors, log-ins, checks for a human, walls of cookies, lists of files. Pure.

No word alone makes a page one of these. Its title must be nothing else than what such pages are called, in any language, or
its form must be theirs (a field for a password, the script of a check); there must be hardly any prose, and neither byline
nor dateline: a story about error 404, or about checks that nobody passes, is an article. The words are in [no_articles] of
the language files; the forms are those that privacy-ethereum/pse.dev#676, laurent22/joplin#9205 and omnivore-app/omnivore#3872
tell of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from feedservice.article import Manuscript
from feedservice.errors import NoArticle
from feedservice.intake.boilerplate.not_articles import is_signed
from feedservice.text.comparison.similarity import plain_words
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.unicode import one_line


class _Kind(NamedTuple):
    """A kind of page: the most words it has, what it is, and what to do."""

    most_words: int
    what: str
    remedy: str


_AGAIN = "and save it again. If this is an article after all, give it a byline."
_KINDS = {
    "error_pages": _Kind(120, "an error page", f"Open the article in your browser, see that it is there, {_AGAIN}"),
    "human_checks": _Kind(120, "a page that checks whether a human is there", f"Pass the check in your browser, wait for the article, {_AGAIN}"),
    "log_ins": _Kind(150, "a log-in page", f"Log in to the site, open the article, {_AGAIN}"),
    "consents": _Kind(250, "a page that asks for consent to cookies", f"Answer it in your browser, wait for the article, {_AGAIN}"),
    "lists": _Kind(10_000, "a list of the files in a folder", f"Open the article itself, {_AGAIN}"),
}  # fmt: skip
_TITLED = ("human_checks", "log_ins", "consents", "error_pages")
#: No page of these kinds has more characters in its body; of longer ones nothing else is asked.
_MOST_CHARACTERS = 2_500

_TITLES = re.compile(r"<(title|h1|h2)\b[^>]{0,500}>(.{0,600}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,500}>")
_MOST_TITLES, _LONGEST_TITLE = 8, 120
#: Titles join the page's name and the site's: Log in | The Packet; and may end in dots, or begin with a padlock.
_JOINT = re.compile(r"\s+[-–—:/]\s+|\s*[|·•»«]\s*")
#: What titles may go on with: Log in to read this article. A sentence that only begins so goes on for longer.
_MORE = r"(?:\W+\w+){0,4}\W*"
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
#: RFC 9110 section 15, RFC 6585, RFC 7725; from 520 on, Cloudflare's own.
_CODE = re.compile(r"\b(?:40[0-9]|41[0-8]|42[1-69]|431|451|50[0-9]|511|52[0-6]|530|1015|1020)\b")
_AROUND_CODE = re.compile(r"\b(?:http|status|code|error|oops|sorry)\b")
#: Lists of files by Apache, nginx, lighttpd (Index of /), Python (Directory listing for /), Tomcat, IIS.
_LISTING = re.compile(r"(?:index of|directory listing (?:for|of)) \[?/.*")
_PARENT = re.compile(r"<a\b[^>]{0,300}>\s*\[?(?:To )?Parent Directory\]?\s*</a>", re.IGNORECASE)
_PASSWORD = re.compile(r"""<input\b[^>]{0,500}\btype\s*=\s*["']?password\b""", re.IGNORECASE)
#: Scripts that only a check itself has (Cloudflare, PerimeterX, DataDome, Imperva); a story's page may load a captcha too.
_CHECK = re.compile(
    r"_cf_chl_opt|cf-challenge-running|challenge-stage|cf-browser-verification|px-captcha|captcha-delivery\.com|_Incapsula_Resource"
)
#: So many words may stand around a password's field, or such a script, whatever the title says.
_WORDS_AROUND_FORM = 60
_COOKIES = re.compile("cookie|クッキー|쿠키|куки|eväste|süti|çerez|kapsler|privacy|datenschutz", re.IGNORECASE)


def refuse_dead_page(manuscript: Manuscript, strings: Iterable[str], markup: Callable[[], str]) -> None:
    """Raise NoArticle for a page that is none; `strings` are its body's, `markup` gives all of it when it is HTML."""
    headline = one_line(manuscript.headline.value) if manuscript.headline else ""
    if _LISTING.fullmatch(headline.casefold()):
        raise _no_article(manuscript.path, "lists", headline)
    text = None if is_signed(manuscript) else _short_text(strings)
    if text is None:
        return
    source, words = markup(), len(plain_words(text))
    titles = _titles(headline, source)
    said = ((kind, title) for title in titles for kind in _kinds_of(title, words))
    kind, title = next((one for one in said if _fits(one[0], words, text)), ("", ""))
    if not kind:
        kind, title = _by_form(manuscript, source, words), next(iter(titles), "")
    if kind:
        raise _no_article(manuscript.path, kind, title)


def _short_text(strings: Iterable[str]) -> str | None:
    """The text that strings are pieces of; none when it is longer than that of any page that is no article."""
    parts, length = [], -1
    for part in strings:
        parts.append(part)
        length += len(part) + 1
        if length > _MOST_CHARACTERS:
            return None
    return " ".join(parts)


def _by_form(manuscript: Manuscript, markup: str, words: int) -> str:
    """The kind of a page that only its form tells: hardly a word around what such pages are made for."""
    if _PARENT.search(markup):
        return "lists"
    if words > _WORDS_AROUND_FORM or manuscript.date or manuscript.agencies:
        return ""
    return "log_ins" if _PASSWORD.search(markup) else "human_checks" if _CHECK.search(markup) else ""


def _no_article(path: str, kind: str, title: str) -> NoArticle:
    what = f"This is {_KINDS[kind].what}" + (f" (“{title}”)" if title else "")
    return NoArticle(path, f"{what}, not an article.", _KINDS[kind].remedy)


def _titles(headline: str, markup: str) -> list[str]:
    """What a page calls itself, in its head and in headings."""
    found = [_TAG.sub(" ", match[2]) for match in _TITLES.finditer(markup)]
    titles = [headline, *found[:_MOST_TITLES]]
    return [title for title in dict.fromkeys(map(one_line, titles)) if 0 < len(title) <= _LONGEST_TITLE]


def _kinds_of(title: str, words: int) -> Iterator[str]:
    """The kinds that are called so, and have as many words: the whole title, or a part of it beside the site's name."""
    whole = title.casefold()
    if _LISTING.fullmatch(whole):
        yield "lists"
    kinds = [kind for kind in _TITLED if words <= _KINDS[kind].most_words]
    for part in (whole, *_JOINT.split(whole)) if kinds else ():
        bare = _AROUND.sub("", part)
        for kind in kinds:
            if bare and _called(kind).fullmatch(bare):
                yield kind
        if "error_pages" in kinds and _CODE.search(bare) and _is_only_a_reason(bare):
            yield "error_pages"


def _is_only_a_reason(title: str) -> bool:
    """Whether nothing but the reason stands beside a number of HTTP: 404 Not Found; but not “404 dead”."""
    rest = (
        _AROUND.sub("", piece) for piece in re.split(r"[-–—:,;()!|.]", _AROUND_CODE.sub(" ", _CODE.sub(" ", title)))
    )
    return all(_called("error_pages").fullmatch(piece) for piece in rest if piece and not piece.isdecimal())


def _fits(kind: str, words: int, text: str) -> bool:
    return words <= _KINDS[kind].most_words and (kind != "consents" or bool(_COOKIES.search(text)))


@cache
def _called(kind: str) -> re.Pattern[str]:
    """The titles of a kind: made when the first short page comes, for they are many."""
    return re.compile(any_piece("no_articles", kind).replace("…", _MORE))
