"""The names around an article file: those of each folder, sorted out once for all who ask. Pure."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from feedservice.folder.folder_names import FolderNames, stem_of
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS, suffix
from feedservice.text.unicode import spelling

#: The names of a folder with their stems, in the order of these; two of its articles; all that are no articles.
_ByStem: TypeAlias = tuple[list[tuple[str, str]], list[str], list[str]]


class Neighbours:
    """The names in each folder, sorted out once however many articles ask: by kind, and photos by stem.

    Nothing is done before somebody asks. Folders that have the same names as they had `before` are not sorted out anew.
    """

    def __init__(self, paths: Iterable[str], before: Neighbours | None = None) -> None:
        self._paths = paths if isinstance(paths, Collection) else list(paths)
        self._before = before.last_asked() if before else None
        self._by_spelling: dict[str, str] = {}
        self._sorted_out: dict[str, FolderNames] = {}
        self._by_stem: dict[str, _ByStem] = {}

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(name)
        if self._before is not None:
            self._sorted_out, self._by_stem = self._before.sorted_out(found)
        self._paths, self._before = (), None
        return found

    def last_asked(self) -> Neighbours | None:
        """These, if anybody has asked them anything; else those before that somebody asked."""
        return self if "_names" in vars(self) else self._before

    def sorted_out(self, names: Mapping[str, list[str]]) -> tuple[dict[str, FolderNames], dict[str, _ByStem]]:
        """What has been sorted out here of the folders that have these names too: by kind, and by stem."""
        same = {folder for folder, mine in self._names.items() if names.get(folder) == mine}
        kinds = {folder: found for folder, found in self._sorted_out.items() if folder in same}
        return kinds, {folder: found for folder, found in self._by_stem.items() if folder in same}

    def __getitem__(self, folder: str) -> FolderNames:
        """What lies in a folder; the one at the top is the empty string."""
        names = self._names
        if folder not in self._sorted_out:
            self._sorted_out[folder] = FolderNames(names.get(folder, ()))
        return self._sorted_out[folder]

    def __contains__(self, path: str) -> bool:
        """Whether a file lies at this very path."""
        folder, _, name = path.rpartition("/")
        return name in self._names.get(folder, ())

    def near(self, paths: Sequence[str], small_folder_names: int, most_names: int) -> list[str]:
        """The files in the folders of some paths, and in the folders inside these, as far as they may belong to one of them.

        Of a folder with more than `small_folder_names` other articles are left out but for those that begin as one of the paths'
        names does, and two that tell that it is no bundle; of one with more than `most_names` other photos and sidecars too.
        So what is sent of a folder does not grow with its articles.
        """
        folders = {path.rpartition("/")[0] for path in paths}
        stems = {stem_of(path.rpartition("/")[2]) for path in paths}
        near: list[str] = []
        for folder, names in self._names.items():
            if folder in folders or any(folder.startswith(f"{one}/") for one in folders if one):
                few = (
                    names
                    if len(names) <= small_folder_names
                    else self._few(folder, stems, with_others=len(names) <= most_names)
                )
                near += [posixpath.join(folder, name) for name in few]
        return near

    def _few(self, folder: str, stems: Iterable[str], *, with_others: bool) -> list[str]:
        """The names of a folder that begin as a stem does, two articles, and all others than articles if wanted."""
        if folder not in self._by_stem:
            names = self._names[folder]
            articles = [name for name in names if suffix(name) in ARTICLE_ENDINGS]
            others = [name for name in names if suffix(name) not in ARTICLE_ENDINGS]
            self._by_stem[folder] = sorted((stem_of(name), name) for name in names), articles[:2], others
        by_stem, two, others = self._by_stem[folder]
        found = dict.fromkeys(two)
        for stem in stems:
            place = bisect_left(by_stem, (stem, ""))
            while place < len(by_stem) and by_stem[place][0].startswith(stem):
                found[by_stem[place][1]] = None
                place += 1
        return [*found, *(name for name in others if with_others and name not in found)]

    def sidecars(self, folders: Iterable[str]) -> Iterator[str]:
        """The sidecars in some folders."""
        return (posixpath.join(folder, name) for folder in folders for name in self[folder].sidecars)

    def paths(self) -> Iterator[str]:
        """All of them."""
        return (posixpath.join(folder, name) for folder, names in self._names.items() for name in names)

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
