"""Source file -> Manuscript: what a file says, with evidence, unchecked. Pure.

Each kind of file has a folder: `plain` (text), `markdown`, `word`, `mail` and `html`; what is HTML, or is made HTML, goes
through `html_reader.read_markup`. What they share: `evidence` (several findings for a field: the surest wins), `trade` (how
the trade writes credits, datelines, bylines), `boilerplate` (what is no news), `embargoes` (wishes to hold an article back
that stand where no field does). `sidecars` are laid over it all. A new format is one module with `read(source) ->
Manuscript` and one line in READERS; everything that lists formats (the folder, the desk, the documentation test) derives
from it.
"""

import posixpath
from collections.abc import Callable, Mapping

from feedservice.article import Manuscript, SourceFile
from feedservice.errors import NotText, UnknownFormat
from feedservice.intake.html import html_reader
from feedservice.intake.mail import mail_reader
from feedservice.intake.markdown import markdown_reader
from feedservice.intake.plain import text_reader
from feedservice.intake.unreadable import told_of, unknown
from feedservice.intake.word import word_reader
from feedservice.text.encodings.decode import is_no_text

READERS: Mapping[str, Callable[[SourceFile], Manuscript]] = {
    ".html": html_reader.read,
    ".htm": html_reader.read,
    ".txt": text_reader.read,
    ".md": markdown_reader.read,
    ".markdown": markdown_reader.read,
    ".docx": word_reader.read,
    ".eml": mail_reader.read,
}

#: Kinds that are no plain text, and may hold photos: their readers judge the bytes, and their files may be as large as photos.
CONTAINERS = frozenset({".docx", ".eml"})

#: File name endings that are looked at as photos; what they really are, Pillow says.
PHOTO_ENDINGS = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff",
})  # fmt: skip


def suffix(path: str) -> str:
    """The ending of a file's name, lower case, with its dot."""
    return posixpath.splitext(path)[1].lower()


def read(source: SourceFile) -> Manuscript:
    """What the file says. Raises UnknownFormat when no reader takes files of this ending, NotText for what is none."""
    kind = suffix(source.path)
    reader = READERS.get(kind)
    if reader is None:
        raise UnknownFormat(source.path, *unknown(source.path))
    if kind not in CONTAINERS and is_no_text(source.content):
        raise NotText(
            source.path,
            "This is no text, whatever its name says.",
            "Save the article as HTML or plain text, in UTF-8, and drop that.",
        )
    return told_of(reader(source))
