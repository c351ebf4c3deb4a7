"""Where an article's id is written into the bytes of its file or its sidecar, in the file's own encoding and line ends. Pure.

Only adds: every byte of the file stays, in its order. Whether a reader then finds all else as before is for the caller to
try (`stamp_files`); what is unusual enough to go wrong here is refused there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from html import escape

from feedservice.intake.field_lines import field_lines
from feedservice.intake.fields import STAMPED
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS, FORMS, Form
from feedservice.text.encodings.decode import decode

#: What an id is called in heads and sidecars, and in <meta>.
_NAME, _META = STAMPED.name, next(iter(STAMPED.meta))
#: Byte order marks and the encoding after them, longest first: UTF-32's begins with UTF-16's. After that of UTF-8, and
#: without a mark, Latin-1 stands for every encoding in which ASCII is ASCII: it keeps each byte as one letter.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "latin-1"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACE = r"[ \t\f\r\n]"
_LINE_END = re.compile(r"\r\n|\r|\n")
_EMPTY_LINES_ABOVE = re.compile(r"(?:[ \t\f]*(?:\r\n|\r|\n))*")
#: As the text reader parts paragraphs.
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAGS = tuple(re.compile(rf"<{name}(?:{_SPACE}[^>]*)?>", re.IGNORECASE) for name in ("head", "html"))
#: Where something is written in, and what.
_Way = tuple[int, str]
_PROLOGUE = re.compile(rf"{_SPACE}*(<\?xml[^>]*\?>{_SPACE}*)?(<!doctype[^>]*>)?", re.IGNORECASE)


_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
#: What may stand above the first field of a YAML file: empty lines, comments, directives and the line that opens it.
_FIRST_FIELD = re.compile(r"((?:[ \t]*(?:#[^\r\n]*|%[^\r\n]*|---[ \t]*)?(?:\r\n|\r|\n))*)([ ]*)(?=[^\s#%-])")
_FIRST_BRACKET = re.compile(r"\{(\s*)(\S)")


def inscribe(content: bytes, suffix: str, id: str) -> tuple[bytes, ...]:
    """The bytes with the id written in, in every way there is, the plainest first; none for files that can carry none.

    Raises UnicodeError when the file has bytes that are no text in its own encoding.
    """
    form = FORMS.get(suffix)
    if form is None or form not in _WRITERS:
        return ()
    mark, codec = _layout(content)
    text = content[len(mark) :].decode(codec)
    ways = _WRITERS[form](text, content, id)
    return tuple(mark + (text[:at] + words + text[at:]).encode(codec) for at, words in ways)


def _layout(content: bytes) -> tuple[bytes, str]:
    """The byte order mark, and an encoding that turns what follows into letters and back without loss."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return mark, codec
    name = decode(content)[1]
    return b"", name if name.startswith(("utf-16", "utf-32")) else "latin-1"


def _in_text(text: str, content: bytes, id: str) -> list[_Way]:
    """A field line above the first line.

    An empty line parts it from what follows, unless that is field lines too; or there is none anywhere, for then line
    ends part the paragraphs, and the first empty line would change that.
    """
    found = _EMPTY_LINES_ABOVE.match(text)
    end = _line_end(text)
    first, *others = _EMPTY_LINE.split(decode(content)[0].strip(), maxsplit=1)
    joins = field_lines("\n".join(line.strip() for line in first.split("\n")))
    return [(found.end() if found else 0, f"{STAMPED.label}: {id}{end}{end if others and not joins else ''}")]


def _in_html(text: str, content: bytes, id: str) -> list[_Way]:  # noqa: ARG001  # each writer is asked alike
    """A <meta> that opens the head; of a fragment, the whole, but below its doctype.

    There it may need a head of its own: the parser, libxml2, takes an <article> or <section> after a bare <meta> for a
    part of the head.
    """
    bare = _COMMENT.sub(lambda found: " " * len(found[0]), text)
    tag = next(filter(None, (pattern.search(bare) for pattern in _TAGS)), None)
    prologue = _PROLOGUE.match(bare)
    top = prologue.end() if prologue and any(prologue.groups()) else 0
    at, end = tag.end() if tag else top, _line_end(text)
    meta = f'<meta name="{_META}" content="{escape(id)}"{" /" if prologue and prologue[1] else ""}>'
    before, after = ("", end) if at == 0 else (end if _LINE_END.match(text, at) else "", "")
    return [(at, f"{before}{words}{after}") for words in (meta, *(() if tag else (f"<head>{meta}</head>",)))]


def _in_markdown(text: str, content: bytes, id: str) -> list[_Way]:
    """The first line of the front matter, YAML or TOML; without one, a front matter of its own, or a field line as in text."""
    end = _line_end(text)
    fence = _FENCE.match(text)
    if fence:
        return [(fence.end(), f'{_NAME} = "{id}"{end}' if fence[1] == "+++" else f"{_NAME}: {id}{end}")]
    return [(0, f"---{end}{_NAME}: {id}{end}---{end}{end}"), *_in_text(text, content, id)]


def _in_yaml(text: str, content: bytes, id: str) -> list[_Way]:
    """A line above the first field, as far in as that stands; or below the last; or, where the whole is in brackets, there."""
    end = _line_end(text)
    first = _FIRST_FIELD.match(text)
    at, indent = (first.end(1), first[2]) if first else (len(text), "")
    below = "" if not text or text.endswith(("\n", "\r")) else end
    return [
        (at, f"{indent}{_NAME}: {id}{end}"),
        (len(text), f"{below}{_NAME}: {id}{end}"),
        *_in_json(text, content, id),
    ]


def _in_json(text: str, content: bytes, id: str) -> list[_Way]:  # noqa: ARG001  # each writer is asked alike
    """The first name of the object, set as the others are."""
    found = _FIRST_BRACKET.search(text)
    if not found:
        return []
    indent = found[1] if "\n" in found[1] or "\r" in found[1] else ""
    comma = "" if found[2] == "}" else ","
    after = " " if comma and not indent else ""
    return [(found.start(1), f'{indent}"{_NAME}": "{id}"{comma}{after}')]


def _line_end(text: str) -> str:
    """The line end that the file uses."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


#: How the id is written into files of each form. What takes an id here must be read by `intake` from there.
_WRITERS: Mapping[Form, Callable[[str, bytes, str], list[_Way]]] = {
    Form.HTML: _in_html,
    Form.PLAIN: _in_text,
    Form.MARKDOWN: _in_markdown,
    Form.YAML: _in_yaml,
    Form.JSON: _in_json,
}
#: The articles that can carry an id themselves.
CARRIERS = frozenset(ending for ending in ARTICLE_ENDINGS if FORMS[ending] in _WRITERS)
