"""How articles name picture files: relative addresses, and the folders that programs save beside a page. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from feedservice.intake.file_kinds import PHOTO_ENDINGS, suffix
from feedservice.text.unicode import spelling

#: What browsers and word processors add to a page's name for the folder of its pictures, by their language (Microsoft,
#: Windows Shell: Manipulating Connected Files).
SAVED_FOLDERS = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_arquivos", "_ficheiros", "_bestanden", "-filer",
    "_pliki", "_soubory", "_tiedostot", "_elemei", "_dosyalar", "_fitxers", "_fitxategiak", "_datoteke", "_fajlovi",
    "_failid", "_fails", "_bylos",
)  # fmt: skip


def local(article_path: str, src: str) -> str:
    """The path in the content folder that a relative `src` names, or nothing for an address on the web or outside.

    Windows programs write it with backslashes. Of an address on somebody's own disk (file:///C:/…, which word processors
    leave in pages) only the name says anything: the photo is looked for beside the article.
    """
    if "\\" in src and not src.lower().startswith("data:"):
        src = src.replace("\\", "/")
    try:
        parts = urlsplit(src)
    except ValueError:
        return ""
    on_a_disk = parts.scheme == "file" or len(parts.scheme) == 1
    if on_a_disk and suffix(parts.path) in PHOTO_ENDINGS:
        return posixpath.join(posixpath.dirname(article_path), posixpath.basename(unquote(parts.path)))
    if parts.scheme or parts.netloc or not parts.path or src.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(article_path), unquote(parts.path)))
    return "" if path.startswith("..") else path


def also_at(article_path: str, src: str, path: str) -> Iterator[str]:
    """Where a picture may lie that is not at its path: its name holds a %20 itself, or the saved page was renamed."""
    folder, page = posixpath.split(article_path)
    yield posixpath.normpath(posixpath.join(folder, src))
    for ending in SAVED_FOLDERS:
        yield posixpath.join(folder, posixpath.splitext(page)[0] + ending, posixpath.basename(path))


def pages_of(folder: str) -> set[str]:
    """What the page may be called, less its ending, whose pictures a folder of this name holds."""
    name = spelling(posixpath.basename(folder))
    return {name.removesuffix(spelling(ending)) for ending in SAVED_FOLDERS} - {name}
