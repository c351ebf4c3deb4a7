"""Files that lie with articles and are none: about the folder (README, LICENSE), for machines (robots.txt), to be filled in. Pure.

A name alone decides nothing: a story may be called “robots”, “license to krill”, or lie in a section called templates. What is
signed by a byline, or comes from a place, is an article; what is named for machines is none when it has no prose; a template
is known by what waits to be written in it. The words are in [no_articles] of the language files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from feedservice.article import Manuscript
from feedservice.errors import NoArticle
from feedservice.intake.kinds.file_kinds import Form, form_of
from feedservice.text.comparison.similarity import plain_words
from feedservice.text.languages import every_word
from feedservice.text.languages.alternatives import any_piece, word_set
from feedservice.text.unicode import composed

#: Files about a project whose names are words too: only in capitals, as projects write them (GitHub Docs, “community health
#: files”; GNU Coding Standards, “README, INSTALL, NEWS”).
_IN_CAPITALS = frozenset(
    {
        "AUTHORS",
        "CHANGES",
        "CODEOWNERS",
        "CREDITS",
        "GOVERNANCE",
        "HISTORY",
        "INSTALL",
        "NOTICE",
        "SECURITY",
        "SUPPORT",
        "THANKS",
        "TODO",
    }
)
_ABOUT, _TEMPLATES = word_set("no_articles", "readmes", "project_files"), word_set("no_articles", "templates")
#: Files for machines: RFC 9309, humanstxt.org, IAB ads.txt, RFC 9116, llmstxt.org, pip, CMake; and lists of what is to do.
_FOR_MACHINES = re.compile(
    r"robots|humans|ads|app-ads|sellers|security|llms(?:-full)?|requirements(?:[-_.]\w+)*|constraints|cmakelists|sitemap|version|"
    r"manifest|dependencies|packages|todo|to[-_ ]?do(?:[-_ ]list)?"
)
#: README.de.md, README-zh_CN.md: the language behind the name.
_LANGUAGE = re.compile(r"[ .](?:[a-z]{2}|zh (?:cn|tw|hans|hant)|pt br)$")
_PARTING = re.compile(r"[\W_]+")
#: A line of so many words is prose.
_PROSE_WORDS = 8
#: What fills templates in: Jinja, Hugo, Obsidian's Templater, shells; and what stands there until then.
_SLOTS = re.compile(
    r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|<%.{0,80}?%>|\$\{\w{1,40}\}|\[\[?(?:title|headline|name|date|author)\]?\]|<(?:title|headline|name|date|author)>",
    re.IGNORECASE,
)

#: Names that Word and mail programs write of themselves are less sure; a page's head names its site as author anywhere.
_SURE, _FOR_PROGRAMS = 0.5, ("meta", "JSON-LD")

_RENAME = "If it is an article, give it a byline (By …), or another name."
_FILL_IN = "Write what is missing; or leave the file as it is, it does no harm."


def refuse_no_article(manuscript: Manuscript, lines: Callable[[], Iterable[str]]) -> None:
    """Raise NoArticle for a file that is none by its name and what it says; `lines` gives those of its body when asked."""
    path = manuscript.path
    blank = _blank(manuscript)
    if blank:
        raise NoArticle(path, f"It still waits to be written: it says “{blank}”. So it is held.", _FILL_IN)
    if _is_template(path) and _is_unwritten(manuscript, list(lines())):
        raise NoArticle(
            path,
            "By its name or its folder, and by what it says, this is a template for articles, so it is held.",
            _FILL_IN,
        )
    if is_signed(manuscript):
        return
    stem = posixpath.splitext(posixpath.basename(path))[0]
    if _is_about_the_folder(stem):
        raise NoArticle(
            path, "By its name this is a file about the folder or a project, not an article, so it is held.", _RENAME
        )
    if _FOR_MACHINES.fullmatch(stem.casefold()) and not _prose(list(lines())):
        raise NoArticle(
            path,
            "By its name and what it says this is a list, for machines or for the desk, not an article, so it is held.",
            _RENAME,
        )


def is_signed(manuscript: Manuscript) -> bool:
    """Whether it says who wrote it or from where; what a page or a program says only for machines, it says of any file."""
    byline = manuscript.byline
    by = byline is not None and byline.confidence >= _SURE and not byline.source.startswith(_FOR_PROGRAMS)
    return by or manuscript.dateline is not None


def _blank(manuscript: Manuscript) -> str:
    """A headline or byline that waits to be written, as it stands; of pages, whose words are others', only a slot does."""
    headline = manuscript.headline.value if manuscript.headline else ""
    if manuscript.headline and manuscript.headline.source == "file name":
        headline = manuscript.readable.lstrip("# \n").partition("\n")[0]  # a slot is a mark, and is taken out as one
    if _SLOTS.search(headline) and not _PARTING.sub("", _SLOTS.sub("", headline)):
        return headline
    if form_of(manuscript.path) is Form.HTML:
        return ""
    if " " in headline and _waits("blank_headlines", headline):
        return headline
    names = manuscript.byline.value if manuscript.byline else ()
    return next((name for name in names if _waits("blank_names", name) or _SLOTS.fullmatch(name.strip())), "")


def _waits(kind: str, words: str) -> bool:
    return len(words) < 100 and bool(_pattern(kind).fullmatch(words.strip(" <>[](){}«»“”\"'…._-–—").casefold()))


def _is_about_the_folder(stem: str) -> bool:
    name = _parted(stem)
    return name in _ABOUT or _LANGUAGE.sub("", name) in _ABOUT or stem in _IN_CAPITALS


def _is_template(path: str) -> bool:
    """Whether a folder on the way is called for templates, or the file's name begins or ends so."""
    *folders, name = path.split("/")
    words = _parted(posixpath.splitext(name)[0]).split(" ")
    return any(_parted(one) in _TEMPLATES for one in folders) or not _TEMPLATES.isdisjoint((words[0], words[-1]))


def _is_unwritten(manuscript: Manuscript, lines: Sequence[str]) -> bool:
    """Whether a template is still one: something in it waits to be written, or it is unsigned and no prose."""
    heads = (manuscript.headline, manuscript.standfirst, manuscript.dateline, manuscript.date)
    names = manuscript.byline.value if manuscript.byline else ()
    said = [*(one.value for one in heads if one), *names, *lines]
    waits = any(_SLOTS.search(line) or _pattern("blanks").search(line.casefold()) for line in said)
    return waits or not (is_signed(manuscript) or _prose(lines))


def _prose(lines: Iterable[str]) -> int:
    """How many words stand in lines of prose."""
    counts = (
        len(plain_words(line))
        for line in dict.fromkeys(lines)
        if "==" not in line and not line.startswith(("#", "http", "/*"))
    )
    return sum(count for count in counts if count >= _PROSE_WORDS)


def _parted(name: str) -> str:
    return _PARTING.sub(" ", composed(name).casefold()).strip()


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Made when the first file asks, for the words are many."""
    return re.compile(any_piece("no_articles", kind) if every_word("no_articles", kind) else "(?!)")
