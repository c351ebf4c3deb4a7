"""Source file -> Manuscript: what a file says, with evidence, unchecked. Pure.

In flow order: `decoding` (bytes to text), `text` and `html` (the readers), `patterns` (how the trade writes credits,
datelines, bylines), `evidence` (ranking). A new format is one module with `read(source) -> Manuscript` and one line
in READERS; everything that lists formats (the folder, the desk, the documentation test) derives from it.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from feedservice.article import Manuscript, SourceFile
from feedservice.errors import UnknownFormat
from feedservice.intake import html, text

READERS: Mapping[str, Callable[[SourceFile], Manuscript]] = {
    ".html": html.read,
    ".htm": html.read,
    ".txt": text.read,
}

#: File name endings that are looked at as photos; what they really are, Pillow says.
PHOTO_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})


def suffix(path: str) -> str:
    """The ending of a file's name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def read(source: SourceFile) -> Manuscript:
    """What the file says. Raises UnknownFormat when no reader takes files of this ending."""
    reader = READERS.get(suffix(source.path))
    if reader is None:
        kind = suffix(source.path) or "no ending"
        raise UnknownFormat(
            source.path,
            f"Files of this kind ({kind}) are not read.",
            f"Save the article as {', '.join(sorted(READERS))} or the photo as {', '.join(sorted(PHOTO_ENDINGS))}.",
        )
    return reader(source)
