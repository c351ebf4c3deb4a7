"""Marks of templates: {{ name }}, {% name %}, {{< name >}}, <% %>, {: .class}, *|NAME|*, as site generators and mailers have them. Pure.

Liquid, Nunjucks, Twig, Handlebars, Hugo, kramdown, Pandoc's attributes, Joomla's plug-ins, merge fields of mailings. What
stands between an opening and its end is kept; between those of a comment it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from feedservice.intake.marks.attributes import read_attributes
from feedservice.intake.marks.mark import REMARK, TEMPLATE, Mark, Picture
from feedservice.intake.marks.mark_names import MEDIA, link_of, picture_of

_MAY_HOLD = re.compile(r"\{[{%#:./>+=~A-Za-z-]|<[%?]|\*\|")
_INNER = r"(?:\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}'|`[^`]{0,2000}`|[^{}]){1,1500}?"
#: Comments with all they hold: how they begin, and how they end.
_COMMENTS = tuple(
    (re.compile(opening), re.compile(closing))
    for opening, closing in (
        (r"\{\{[<%]?-?\s{0,20}/\*", r"\*/\s{0,20}-?[>%]?\}\}"),
        (r"\{\{~?!--", r"--~?\}\}"),
        (r"\{\{!(?!--)", r"\}\}"),
        (r"\{#(?=[\s-])", r"#\}"),
        (r"\{>>", r"<<\}"),
        (r"\{--", r"--\}"),
        (r"\{%-?\s{0,20}comment\b", r"\{%-?\s{0,20}endcomment\s{0,20}-?%\}"),
        (r"\{::comment\}", r"\{:/(?:comment)?\}"),
        (r"\{\{[%<]\s{0,20}comment\b", r"\{\{[%<]\s{0,20}/\s{0,20}comment\s{0,20}[>%]\}\}"),
        (r"<%(?:#|--)", r"%>"),
    )
)
#: What is to be shown as it stands.
_RAW = (
    re.compile(r"\{%-?\s{0,20}(?:raw|verbatim)\s{0,20}-?%\}"),
    re.compile(r"\{%-?\s{0,20}end(?:raw|verbatim)\s{0,20}-?%\}"),
)
_DOUBLE = re.compile(rf"(?:(?<![\w\\}}^_${{])|(?<=\w)(?=\{{\{{[\s/#<%]))\{{{{2,3}}({_INNER})\}}{{2,3}}")
_LIQUID = re.compile(rf"(?<!\{{)\{{%[-+]?\s*(/?\w+)({_INNER})?\s*[-+]?%\}}(?!\}})")
_NAME = re.compile(r"[\s<%~#/^>&*@.$-]*(?:else\b)?\s*([A-Za-z_][\w./-]*)")
_LITERAL = re.compile(r"""\s*["']([^"']*)["']\s*(?:\|[^|]*)*""")
#: {++added++}, {==shown==}, {~~old~>new~~}: CriticMarkup.
_ADDED = ((re.compile(r"\{\+\+"), re.compile(r"\+\+\}")), (re.compile(r"\{=="), re.compile(r"==\}")))
_CHANGED = (re.compile(r"\{~~"), re.compile(r"~~\}"))
_SERVER = ((re.compile(r"<%"), re.compile(r"%>")), (re.compile(r"<\?(?:php|=)"), re.compile(r"\?>")))
_LONGEST_OF_SERVER = 3_000
_MERGE = re.compile(r"\*\|[A-Z][\w:. -]{0,80}\|\*")
#: {: .class}, {:toc} with the line it takes the place of, {#id}, {.class width=50%}.
_LISTS = re.compile(
    r"(?:(?<=\n)[^\n]{0,60}\n)?\{:toc\b[^{}\n]{0,80}\}|\{::?[^{}\n]{0,200}\}|\{:?/[a-z]*\}"
    r"|[ \t]?\{(?:[#.][A-Za-z][\w-]*|[\w-]+=(?:\"[^\"\n]*\"|[^\s{}\"]+))(?:\s+(?:[#.][A-Za-z][\w-]*|[\w-]+=(?:\"[^\"\n]*\"|[^\s{}\"]+)))*\s*\}"
)
_PLUGIN = re.compile(r"(?<!\{)\{(/?)([a-z][\w-]{2,40})((?:\s|=)[^{}\n]{1,300})?\}(?!\})", re.IGNORECASE)
_PLUGINS = frozenset(
    {"loadposition", "loadmodule", "loadmoduleid", "module", "modulepos", "rsform", "mosimage", "snippet", "jcomments"}
)
#: Words of templates that say where text goes, not what.
_CONTROL = frozenset({
    "if", "else", "elsif", "elseif", "elif", "endif", "unless", "for", "endfor", "each", "with", "block", "endblock", "extends", "layout", "raw",
    "case", "when", "assign", "capture", "set", "end", "range", "verbatim", "import", "macro", "markdown", "content-for", "define", "template",
})  # fmt: skip
#: {{ "/a.jpg" | relative_url }}; and what else stands in addresses: {{ site.url }}, __GHOST_URL__, {filedir_1}.
_STATED = re.compile(r"\{\{(?![<%]?\s*(?:rel)?ref\b)[<%]?[^{}\"']*[\"']([^\"'{}]+)[\"'][^{}]*\}\}")
_FILLED = re.compile(r"\{\{[^{}]*\}\}|\{%[^%]*%\}|__GHOST_URL__|\{[a-z]\w*\}")
Found = Iterator[Mark]


def find_templates(text: str) -> list[Mark]:
    """Every mark of a template in a text, and the comments; they may overlap, the first counts."""
    if _MAY_HOLD.search(text) is None:
        return []
    rules: tuple[Callable[[str], Found], ...] = (_comments, _raw, _double, _liquid, _critic, _plain, _plugins)
    return [mark for rule in rules for mark in rule(text)]


def _comments(text: str) -> Found:
    for signs in _COMMENTS:
        for opening, closing in _between(text, *signs):
            yield Mark(opening.start(), closing.end(), REMARK)


def _between(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Each sign that opens with the next that closes it, none within another. Linear."""
    place = 0
    while (first := opening.search(text, place)) and (last := closing.search(text, first.end())):
        yield first, last
        place = last.end()


def _raw(text: str) -> Found:
    for opening, closing in _between(text, *_RAW):
        yield Mark(opening.start(), closing.end(), TEMPLATE, words=text[opening.end() : closing.start()])


def _double(text: str) -> Found:
    """{{ … }} and {{< … >}}."""
    paired = {name.casefold() for name in re.findall(r"\{\{[<%]?\s*/\s*([\w./-]+)", text)}
    for found in _DOUBLE.finditer(text):
        inner = found[1].strip()
        literal = _LITERAL.fullmatch(inner)
        named = _NAME.match(inner)
        if literal:
            yield Mark(*found.span(), TEMPLATE, words=literal[1])
        elif named:
            rest = inner[named.end() :].strip().rstrip(">%/~- ")
            yield from _shown(found, named[1], rest, closes=inner.lstrip("<%~ ").startswith("/"), paired=paired)


def _liquid(text: str) -> Found:
    """{% … %}."""
    tags = list(_LIQUID.finditer(text))
    names = {found[1].casefold() for found in tags}
    paired = {name for name in names if f"end{name}" in names or f"/{name}" in names}
    for found in tags:
        name = found[1].lstrip("/")
        yield from _shown(
            found, name, (found[2] or "").strip(), closes=name.startswith("end") or found[1] != name, paired=paired
        )


def _shown(found: re.Match[str], name: str, rest: str, *, closes: bool, paired: set[str]) -> Found:
    """A mark by its name: a picture, a link, a mark around words, or one that nobody knows."""
    stated = read_attributes(rest)
    values = (*stated.values, *(word for value in stated.values for word in value.split()))
    src = picture_of(stated.pairs, values)
    mark = Mark(*found.span(), TEMPLATE)
    link = link_of(name, stated.pairs, values) if name.casefold() in MEDIA else ""
    if closes or name.casefold() in _CONTROL:
        yield mark
    elif src:
        caption = stated.pairs.get("caption", "") or stated.pairs.get("title", "")
        yield replace(mark, picture=Picture(src, caption, stated.pairs.get("alt", "") or stated.spoken))
    elif link:
        yield replace(mark, link=link)
    elif name.casefold() in paired:
        yield replace(mark, line=stated.pairs.get("title", "") or stated.pairs.get("summary", "") or stated.spoken)
    else:
        yield replace(mark, unknown=True)


def _critic(text: str) -> Found:
    for signs in _ADDED:
        for opening, closing in _between(text, *signs):
            yield Mark(*opening.span(), TEMPLATE)
            yield Mark(*closing.span(), TEMPLATE)
    for opening, closing in _between(text, *_CHANGED):
        _, parted, new = text[opening.end() : closing.start()].partition("~>")
        if parted:
            yield Mark(opening.start(), closing.end(), REMARK, words=new)


def _plain(text: str) -> Found:
    """Marks that stand for nothing in an article: of servers, of mailings, of looks."""
    for signs in _SERVER:
        for opening, closing in _between(text, *signs):
            if closing.end() - opening.start() <= _LONGEST_OF_SERVER:
                yield Mark(opening.start(), closing.end(), TEMPLATE, unknown=True)
    for found in _MERGE.finditer(text):
        yield Mark(*found.span(), TEMPLATE, unknown=True)
    for found in _LISTS.finditer(text):
        yield Mark(*found.span(), TEMPLATE)


def _plugins(text: str) -> Found:
    """{name}…{/name} and {loadposition user1}: Joomla's plug-ins; {name} alone is prose."""
    closed = {found[2] for found in _PLUGIN.finditer(text) if found[1]}
    waiting: list[re.Match[str]] = []
    for found in _PLUGIN.finditer(text):
        name = found[2].casefold()
        if found[1]:
            yield Mark(*found.span(), TEMPLATE)
            opening = next((one for one in reversed(waiting) if one[2] == found[2]), None)
            inner = text[opening.end() : found.start()].strip() if opening else ""
            link = link_of(name, {}, [inner]) if name in MEDIA and inner else ""
            if opening:
                yield Mark(opening.start(), found.start() if link else opening.end(), TEMPLATE, link=link)
        elif found[2] in closed:
            waiting.append(found)
        elif name in _PLUGINS:
            yield Mark(*found.span(), TEMPLATE, unknown=True)


def without_templates(address: str) -> str:
    """An address with what a site fills in when it is built taken out; of one that is nothing else, the bare #."""
    written = unquote(address) if "%7B%7B" in address or "%7B%25" in address else address
    return _FILLED.sub("", _STATED.sub(r"\1", written)).strip() or "#"
