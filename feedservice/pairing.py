"""Which photo files belong to which article file, by name and place alone. Pure.

A wrong photo on a story is worse than none: a photo is an article's when the article names it, when both have the same
stem in the same folder, or when both lie in a bundle. A bundle is a folder inside a section with exactly one article
file, or such a folder anywhere whose article is called article, index or story, or like the folder itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from feedservice.characters import spelling
from feedservice.intake import PHOTO_ENDINGS, READERS, suffix

#: What the article file of a bundle may be called; as a name it says nothing.
BUNDLE_STEMS = frozenset({"article", "index", "story"})


class Neighbours:
    """The names in each folder, sorted out once however many articles ask: by kind, and photos by stem."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._names: dict[str, list[str]] = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            self._names.setdefault(folder, []).append(name)
        self._sorted_out: dict[str, _Folder] = {}
        self._by_spelling: dict[str, str] = {}

    def __getitem__(self, folder: str) -> _Folder:
        """What lies in a folder; the one at the top is the empty string."""
        if folder not in self._sorted_out:
            self._sorted_out[folder] = _Folder(self._names.get(folder, ()))
        return self._sorted_out[folder]

    def as_it_lies(self, path: str) -> str:
        """A path as it is spelt in the folder, when an article names it with other letters: é, É, or e and an accent."""
        folder, _, name = path.rpartition("/")
        if not path or name in self._names.get(folder, ()):
            return path
        if not self._by_spelling:
            self._by_spelling = {
                spelling(posixpath.join(folder, name)): posixpath.join(folder, name)
                for folder, names in self._names.items()
                for name in names
            }
        return self._by_spelling.get(spelling(path), path)


class _Folder:
    """The names of one folder, by kind."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.articles = [name for name in names if is_article(name)]
        self.photos = sorted(name for name in names if is_photo(name))
        self.photos_by_stem: dict[str, list[str]] = {}
        for name in self.photos:
            self.photos_by_stem.setdefault(_stem(name), []).append(name)


def photos_for(
    article_path: str, references: Iterable[str], around: Neighbours, *, loose: bool = False
) -> tuple[str, ...]:
    """The photo files of an article, lead first: named in it, same stem, rest of the bundle. Named ones may be missing.

    With `loose`, the top folder may be a bundle too.
    """
    folder, _, name = article_path.rpartition("/")
    lying = around[folder]
    same_stem = lying.photos_by_stem.get(_stem(name), ())
    bundled = lying.photos if _is_bundle(folder, lying, loose=loose) else ()
    named = [around.as_it_lies(path) for path in (local(article_path, src) for src in references) if path]
    beside = [posixpath.join(folder, other) for other in (*same_stem, *bundled)]
    return tuple(dict.fromkeys([*named, *beside]))


def articles_for(photo_path: str, around: Neighbours, *, loose: bool = False) -> tuple[str, ...]:
    """The article files that may have this photo by stem or bundle; those that name it, the store knows."""
    folder, _, name = photo_path.rpartition("/")
    lying = around[folder]
    bundle = _is_bundle(folder, lying, loose=loose)
    return tuple(posixpath.join(folder, other) for other in lying.articles if bundle or _stem(other) == _stem(name))


def rebundled(moved: Iterable[str], around: Neighbours) -> set[str]:
    """The other article files of folders that may have become a bundle, or no longer be one, as articles came and went."""
    affected: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in moved if is_article(path)}:
        lying = around[folder]
        if len(lying.articles) <= 2 and len(lying.articles) < len(lying.names):
            affected.update(posixpath.join(folder, name) for name in lying.articles)
    return affected


def local(article_path: str, src: str) -> str:
    """The path in the content folder that a relative `src` names, or nothing for an address on the web or outside."""
    try:
        parts = urlsplit(src)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or src.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(article_path), unquote(parts.path)))
    return "" if path.startswith("..") else path


def is_photo(path: str) -> bool:
    """Whether a file is looked at as a photo."""
    return suffix(path) in PHOTO_ENDINGS


def is_article(path: str) -> bool:
    """Whether a file is read as an article."""
    return suffix(path) in READERS


def _stem(name: str) -> str:
    """A name less its ending, alike for every way of writing it."""
    return spelling(posixpath.splitext(name)[0].lstrip("_"))


def _is_bundle(folder: str, lying: _Folder, *, loose: bool = False) -> bool:
    """Whether a folder is one article with its photos; the top one is when it is `loose`, not a content folder."""
    if len(lying.articles) != 1 or not (folder or loose):
        return False
    if not folder:
        return True
    stem = _stem(lying.articles[0])
    return "/" in folder or stem in BUNDLE_STEMS or stem == _stem(posixpath.basename(folder) + ".")
