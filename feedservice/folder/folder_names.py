"""The names of one folder, sorted out by kind and stem, conflict copies apart. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from feedservice.folder.conflict_copies import conflict_copy
from feedservice.intake.kinds.file_kinds import (
    ARTICLE_ENDINGS,
    PHOTO_ENDINGS,
    RECORDING_ENDINGS,
    SIDECAR_ENDINGS,
    TIMED_ENDINGS,
    suffix,
)
from feedservice.text.unicode import spelling

#: mine-1.jpg, mine_02.jpg: a photo of a series.
NUMBERED = re.compile(r"^(.+?)[-_ ]0?(\d{1,2})$")


class FolderNames:
    """The names of one folder, by kind; `copies` are those of conflict copies, which count for nothing else."""

    def __init__(self, names: Sequence[str]) -> None:
        self.beside = frozenset(map(spelling, names))
        self.copies = {name: copy for name in names if (copy := conflict_copy(name, self.beside))}
        self.sidecars = [name for name in names if suffix(name) in SIDECAR_ENDINGS]
        self.names = names = [name for name in names if name not in self.copies or not self.copies[name].certain]
        self.articles = [name for name in names if suffix(name) in ARTICLE_ENDINGS]
        self.photos = sorted(name for name in names if suffix(name) in PHOTO_ENDINGS)
        self.photos_by_stem = _by_stem(self.photos)
        self.recordings = sorted(name for name in names if suffix(name) in RECORDING_ENDINGS)
        self.recordings_by_stem = _by_stem(self.recordings)
        self.timed_by_stem = _by_stem(name for name in sorted(names) if suffix(name) in TIMED_ENDINGS)
        self.articles_by_stem = _by_stem(self.articles)
        self.sidecars_by_stem = _by_stem(name for name in names if suffix(name) in SIDECAR_ENDINGS)

    def series(self, stem: str) -> list[str]:
        """The photos stem-1, stem-2 … in their order, when none is missing and none has an article of its own.

        With a photo of the plain name they may begin with 2. So covid-19.jpg is not the nineteenth photo of covid.txt.
        """
        found: dict[int, str] = {}
        for name in self.photos:
            numbered = NUMBERED.match(stem_of(name))
            if numbered and numbered[1] == stem and stem_of(name) not in self.articles_by_stem:
                found.setdefault(int(numbered[2]), name)
        first = 2 if stem in self.photos_by_stem and 1 not in found else 1
        whole = sorted(found) == [*range(first, first + len(found))]
        return [found[number] for number in sorted(found)] if whole else []


def _by_stem(names: Iterable[str]) -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    for name in names:
        stems.setdefault(stem_of(name), []).append(name)
    return stems


def stem_of(name: str) -> str:
    """A name less its ending, alike for every way of writing it."""
    ending = suffix(name)
    return spelling((name[: -len(ending)] if ending else name).lstrip("_").strip())
