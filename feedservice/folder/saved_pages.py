"""How articles name picture files: relative addresses, and the folders that programs save beside a page. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from feedservice.intake.kinds.file_kinds import (
    FORMS,
    PAGE_PARTS,
    PAPER_ENDINGS,
    PHOTO_ENDINGS,
    RECORDING_ENDINGS,
    Form,
    suffix,
)
from feedservice.text.unicode import spelling

#: What browsers and word processors add to a page's name for the folder of its pictures, by their language (Microsoft,
#: Windows Shell: Manipulating Connected Files).
SAVED_FOLDERS = (
    "_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_arquivos", "_ficheiros", "_bestanden", "-filer",
    "_pliki", "_soubory", "_tiedostot", "_elemei", "_dosyalar", "_fitxers", "_fitxategiak", "_datoteke", "_fajlovi",
    "_failid", "_fails", "_bylos",
)  # fmt: skip
#: The same as names are compared, and parts of pages as browsers leave them there.
_SPELT_FOLDERS = tuple(map(spelling, SAVED_FOLDERS))
_PAGES = tuple(ending for ending, form in FORMS.items() if form is Form.HTML)
_Seen = TypeVar("_Seen")


#: What goes with the words of an article.
_ENCLOSED = PHOTO_ENDINGS | RECORDING_ENDINGS | PAPER_ENDINGS
#: Where site generators keep what has an address from the root: Hugo, Gatsby and Eleventy, Next.js and Astro, Jekyll.
SITE_ROOTS = ("static", "public", "assets", "source", "content")


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
    if on_a_disk and suffix(parts.path) in _ENCLOSED:
        return posixpath.join(posixpath.dirname(article_path), posixpath.basename(unquote(parts.path)))
    if parts.scheme or parts.netloc or not parts.path or src.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(article_path), unquote(parts.path)))
    return "" if path.startswith("..") else path


def rooted(src: str) -> str:
    """The path in the content folder that an address from the root names, or nothing for one that leads out of it."""
    try:
        path = posixpath.normpath(unquote(urlsplit(src).path).lstrip("/"))
    except ValueError:
        return ""
    return "" if path.startswith("..") or path == "." else path


def from_root(src: str) -> Iterator[str]:
    """Where a picture may lie whose address begins at the root of a site; nowhere for one with a host."""
    path = "" if src.startswith("//") else rooted(src)
    if path:
        yield path
        yield from (posixpath.join(root, path) for root in SITE_ROOTS)


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


def may_be_saved(folder: str) -> bool:
    """Whether a folder is called as those that browsers save beside a page."""
    return folder.casefold().endswith(_SPELT_FOLDERS)


def is_page_part(name: str) -> bool:
    """Whether a file is a page's style, script or font, by its ending: never an article."""
    return name.lower().endswith(PAGE_PARTS)


def without_page_parts(
    seen: Mapping[str, _Seen], saved_folders: Sequence[str], parts: Sequence[str]
) -> dict[str, _Seen]:
    """What was seen, without what belongs to a page beside it: its styles and scripts, and all but pictures in its folder.

    A folder is a page's when the page lies beside it, or styles and scripts lie in it: editors call sections “case_files”.
    """
    pages = {path for path in seen if path.lower().endswith(_PAGES)}
    inside = tuple(f"{one}/" for one in saved_folders if _is_saved(one, pages, parts))
    beside = {posixpath.dirname(page) for page in pages}
    gone = {one for one in parts if not beside.isdisjoint(_with_those_above(posixpath.dirname(one)))}
    return {
        path: stamp
        for path, stamp in seen.items()
        if path not in gone and not (path.startswith(inside) and suffix(path) not in _ENCLOSED)
    }


def _is_saved(folder: str, pages: set[str], parts: Sequence[str]) -> bool:
    stems = {posixpath.join(posixpath.dirname(folder), stem) for stem in pages_of(folder)}
    has_page = any(spelling(posixpath.splitext(page)[0]) in map(spelling, stems) for page in pages)
    return has_page or any(part.startswith(f"{folder}/") for part in parts)


def _with_those_above(folder: str) -> Iterator[str]:
    """A folder and those it lies in, up to the one at the top, whose path is empty."""
    yield folder
    while folder:
        folder = posixpath.dirname(folder)
        yield folder
