"""Source file -> Manuscript: what a file says, with evidence, unchecked. Pure.

In flow order: `decoding` (bytes to text), `text` and `html` (the readers), `lines` (head lines of HTML known by their
words), `patterns` (how the trade writes credits, datelines, bylines), `evidence` (ranking). A new format is one module
with `read(source) -> Manuscript` and one line in READERS; everything that lists formats (the folder, the desk, the
documentation test) derives from it.
"""

import posixpath
from collections.abc import Callable, Mapping

from feedservice.article import Manuscript, SourceFile
from feedservice.errors import NotText, UnknownFormat
from feedservice.intake import html, text
from feedservice.intake.decoding import is_no_text

READERS: Mapping[str, Callable[[SourceFile], Manuscript]] = {
    ".html": html.read,
    ".htm": html.read,
    ".txt": text.read,
}

#: File name endings that are looked at as photos; what they really are, Pillow says.
PHOTO_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})


def suffix(path: str) -> str:
    """The ending of a file's name, lower case, with its dot."""
    return posixpath.splitext(path)[1].lower()


def read(source: SourceFile) -> Manuscript:
    """What the file says. Raises UnknownFormat when no reader takes files of this ending, NotText for what is none."""
    reader = READERS.get(suffix(source.path))
    if reader is None:
        kind = suffix(source.path) or "no ending"
        raise UnknownFormat(
            source.path,
            f"Files of this kind ({kind}) are not read.",
            f"Save the article as {', '.join(sorted(READERS))} or the photo as {', '.join(sorted(PHOTO_ENDINGS))}.",
        )
    if is_no_text(source.content):
        raise NotText(
            source.path,
            "This is no text, whatever its name says.",
            "Save the article as HTML or plain text, in UTF-8, and drop that.",
        )
    return reader(source)
