"""Which photo files and sidecars belong to which article file, by name and place alone. Pure.

A wrong photo on a story is worse than none: a photo is an article's when the article names it, when both have the same
stem in the same folder, or when both lie in a bundle. A bundle is a folder inside a section with exactly one article
file, or such a folder anywhere whose article is called article, index or story, or like the folder itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from feedservice.folder.folder_names import NUMBERED, FolderNames, stem_of
from feedservice.folder.neighbours import Neighbours
from feedservice.folder.saved_pages import also_at, from_root, local, pages_of
from feedservice.intake.kinds.file_kinds import (
    ARTICLE_ENDINGS,
    PAPER_ENDINGS,
    PHOTO_ENDINGS,
    RECORDING_ENDINGS,
    SIDECAR_ENDINGS,
    TIMED_ENDINGS,
    suffix,
)
from feedservice.text.unicode import spelling

#: What the article file of a bundle may be called; as a name it says nothing.
BUNDLE_STEMS = frozenset({"article", "index", "story"})
#: What the sidecar of a bundle may be called, besides like its article or its folder.
BUNDLE_SIDECAR_STEMS = BUNDLE_STEMS | {"meta", "metadata"}


def photos_for(
    article_path: str, references: Iterable[str], around: Neighbours, *, loose: bool = False
) -> tuple[str, ...]:
    """The photo files of an article, lead first: named in it, same stem, a series of it, rest of the bundle.

    Named ones may be missing. An article that names files has no series: it says itself which are its photos. With
    `loose`, the top folder may be a bundle too.
    """
    folder, _, name = article_path.rpartition("/")
    lying = around[folder]
    same_stem = lying.photos_by_stem.get(stem_of(name), ())
    bundled = lying.photos if _is_bundle(folder, lying, loose=loose) else ()
    named = [
        path for path in (place(article_path, src, around) for src in references) if path and not is_attachment(path)
    ]
    series = () if named else lying.series(stem_of(name))
    beside = [posixpath.join(folder, other) for other in (*same_stem, *series, *bundled)]
    return tuple(dict.fromkeys([*named, *beside]))


def attachments_for(
    article_path: str, references: Iterable[str], around: Neighbours, *, loose: bool = False
) -> tuple[str, ...]:
    """The sounds, films and documents of an article: named in it, same stem, rest of the bundle; a document only when named.

    Behind them transcripts and chapters: of the article's stem, or of that of a recording. Named ones may be missing.
    """
    folder, _, name = article_path.rpartition("/")
    lying = around[folder]
    same_stem = lying.recordings_by_stem.get(stem_of(name), ())
    bundled = lying.recordings if _is_bundle(folder, lying, loose=loose) else ()
    named = [path for path in (place(article_path, src, around) for src in references) if path and is_attachment(path)]
    beside = [posixpath.join(folder, other) for other in (*same_stem, *bundled)]
    found = dict.fromkeys([*named, *beside])
    recordings = [path for path in found if is_recording(path)]
    timed = (one for path in (*recordings, *([article_path] if recordings else [])) for one in timed_with(path, around))
    return tuple(dict.fromkeys([*found, *timed]))


def timed_with(path: str, around: Neighbours) -> list[str]:
    """The transcripts and chapters that lie beside a file under its name."""
    folder, _, name = path.rpartition("/")
    return [posixpath.join(folder, other) for other in around[folder].timed_by_stem.get(stem_of(name), ())]


def recordings_with(path: str, around: Neighbours) -> list[str]:
    """The sounds and films that lie beside a transcript or chapters under their name."""
    folder, _, name = path.rpartition("/")
    found = around[folder].recordings_by_stem.get(stem_of(name), ()) if is_timed(path) else ()
    return [posixpath.join(folder, other) for other in found]


def articles_for(photo_path: str, around: Neighbours, *, loose: bool = False) -> tuple[str, ...]:
    """The article files that may have this photo, sound or film by stem, series, bundle or saved page; `photos_for` says which do.

    Those that name it, the store knows.
    """
    folder, _, name = photo_path.rpartition("/")
    lying, stems = around[folder], {stem_of(name)}
    numbered = NUMBERED.match(stem_of(name))
    if numbered:
        stems.add(numbered[1])
    bundle = _is_bundle(folder, lying, loose=loose)
    beside = [posixpath.join(folder, other) for other in lying.articles if bundle or stem_of(other) in stems]
    return tuple(beside + _saved_with(folder, around))


def _saved_with(folder: str, around: Neighbours) -> list[str]:
    """The pages whose pictures a folder holds, when it is called as browsers call them."""
    above = posixpath.dirname(folder)
    pages = around[above].articles_by_stem
    return [posixpath.join(above, name) for stem in pages_of(folder) for name in pages.get(stem.lstrip("_"), ())]


def sidecars_for(article_path: str, around: Neighbours, *, loose: bool = False) -> tuple[str, ...]:
    """The sidecars of an article: of the same stem, of its whole name (story.txt.yaml), and what a bundle's may be called.

    The one that wins comes first.
    """
    folder, _, name = article_path.rpartition("/")
    lying = around[folder]
    own, stems = stem_of(name), frozenset[str]()
    if lying.sidecars_by_stem and _is_bundle(folder, lying, loose=loose):
        stems = BUNDLE_SIDECAR_STEMS | {stem_of(posixpath.basename(folder) + ".")}
    found = [
        other for stem in {own, spelling(name.lstrip("_")), *stems} for other in lying.sidecars_by_stem.get(stem, ())
    ]
    found.sort(key=lambda other: (stem_of(other) != own, SIDECAR_ENDINGS.index(suffix(other)), other))
    return tuple(posixpath.join(folder, other) for other in found)


def articles_of(sidecar_path: str, around: Neighbours, *, loose: bool = False) -> tuple[str, ...]:
    """The article files that a sidecar speaks for."""
    folder, _, _ = sidecar_path.rpartition("/")
    lying = around[folder]
    own = stem_of(posixpath.basename(sidecar_path))
    if own in {*BUNDLE_SIDECAR_STEMS, stem_of(posixpath.basename(folder) + ".")} and _is_bundle(
        folder, lying, loose=loose
    ):
        return tuple(posixpath.join(folder, other) for other in lying.articles)
    whole = (other for other in lying.articles_by_stem.get(stem_of(own), ()) if spelling(other.lstrip("_")) == own)
    return tuple(posixpath.join(folder, other) for other in sorted({*lying.articles_by_stem.get(own, ()), *whole}))


def crowded(article_path: str, wanted: Iterable[str], around: Neighbours) -> tuple[str, tuple[str, ...]]:
    """The other article of a folder that would be a bundle without it, and the photos that are therefore neither's."""
    folder, _, name = article_path.rpartition("/")
    lying, like = around[folder], BUNDLE_STEMS | {stem_of(posixpath.basename(folder) + ".")}
    if len(lying.articles) != 2:
        return "", ()
    if not ("/" in folder or (folder and any(stem_of(one) in like for one in lying.articles))):
        return "", ()
    (other,) = [one for one in lying.articles if one != name] or ("",)
    paths, taken = [posixpath.join(folder, photo) for photo in lying.photos], set(wanted)
    return other, tuple(path for path in paths if path not in taken and not articles_for(path, around))


def rebundled(moved: Iterable[str], around: Neighbours) -> set[str]:
    """The other article files of folders that may have become a bundle, or no longer be one, as articles came and went."""
    affected: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in moved if is_article(path)}:
        lying = around[folder]
        if len(lying.articles) <= 2 and len(lying.articles) < len(lying.names):
            affected.update(posixpath.join(folder, name) for name in lying.articles)
    return affected


def place(article_path: str, src: str, around: Neighbours) -> str:
    """Where the file lies that a relative `src` names, however it is spelt there; nothing for an address on the web.

    A saved page's pictures lie in a folder of its present name. A file that is nowhere keeps the path it is given.
    """
    path = around.as_it_lies(local(article_path, src))
    if not path and src.startswith("/"):
        return next((found for found in map(around.as_it_lies, from_root(src)) if found in around), "")
    if not path or path in around:
        return path
    return next((found for found in map(around.as_it_lies, also_at(article_path, src, path)) if found in around), path)


def is_photo(path: str) -> bool:
    """Whether a file is looked at as a photo."""
    return suffix(path) in PHOTO_ENDINGS


def is_recording(path: str) -> bool:
    """Whether a file is looked at as a sound or a film."""
    return suffix(path) in RECORDING_ENDINGS


def is_timed(path: str) -> bool:
    """Whether a file is looked at as the transcript or the chapters of a sound or a film."""
    return suffix(path) in TIMED_ENDINGS


def is_attachment(path: str) -> bool:
    """Whether a file is looked at as a sound, a film or a document that goes with an article, or as what goes with a recording."""
    return is_recording(path) or is_timed(path) or suffix(path) in PAPER_ENDINGS


def is_enclosed(path: str) -> bool:
    """Whether a file goes with the words of an article: a photo or an attachment."""
    return is_photo(path) or is_attachment(path)


def is_sidecar(path: str) -> bool:
    """Whether a file is looked at as a sidecar."""
    return suffix(path) in SIDECAR_ENDINGS


def is_article(path: str) -> bool:
    """Whether a file is read as an article."""
    return suffix(path) in ARTICLE_ENDINGS


def _is_bundle(folder: str, lying: FolderNames, *, loose: bool = False) -> bool:
    """Whether a folder is one article with its photos; the top one is when it is `loose`, not a content folder."""
    if len(lying.articles) != 1 or not (folder or loose):
        return False
    if not folder:
        return True
    stem = stem_of(lying.articles[0])
    return "/" in folder or stem in BUNDLE_STEMS or stem == stem_of(posixpath.basename(folder) + ".")
