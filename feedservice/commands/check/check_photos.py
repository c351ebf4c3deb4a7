"""What `feedservice check` says of a photo file on its own. Touches: disk (reads the files).

Whether a photo is used, the articles say: each that may use it is read as the press reads it. In a run of many photos
each article is searched once for names of pictures and read once at most.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property
from typing import Any

from feedservice import intake
from feedservice.addresses import photo_url
from feedservice.article import Outcome, Photo, Problem, SourceFile
from feedservice.commands.check.check_answers import photo_facts
from feedservice.commands.check.picture_names import word_of, words_of_pictures
from feedservice.editing.attached.named_files import named_by, wanted_by
from feedservice.editing.sidecar_files import read_beside
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError
from feedservice.folder import match, scan
from feedservice.folder.size_limits import limit_bytes
from feedservice.intake.evidence import value_or
from feedservice.intake.sidecars.overrule import overrule
from feedservice.photos import metadata
from feedservice.photos.develop import develop, upright_size
from feedservice.photos.metadata import Embedded
from feedservice.photos.metadata.caption_words import credit_of
from feedservice.text.unicode import spelling

#: What the metadata of a photo file may say, as a check shows it.
_SAID = ("caption", "credit", "creator", "headline", "copyright", "taken", "alt", "description")


def file_alone(path: str, bench: Bench, users: Users) -> dict[str, Any]:
    """Outcome, problems, photo and evidence of a photo file, as the answer of a check has them.

    Of a broken one too, what can be read: its words, and the size its head states.
    """
    source, photo, problems = None, None, []
    try:
        source = _read(path, bench)
        photo = develop(source, bench.settings.photo_limit_pixels)
    except ArticleError as error:
        problems = [Problem(error.path, error.what, error.remedy)]
    used = not problems and users.has(path)
    said = photo.said if photo else metadata.read(source.content) if source else Embedded()
    found = {name: credit_of(said) if name == "credit" else getattr(said, name) for name in _SAID}
    words = {name: value_or(finding, "") for name, finding in found.items()}
    headline, renditions = words.pop("headline"), (photo.rendition,) if photo else ()
    url = photo_url(bench.settings.public_url, photo.rendition.name) if photo and used else ""
    facts = photo_facts(Photo(path, renditions, **words), url, headline)
    if source and not photo:
        facts["width"], facts["height"] = upright_size(source) or (None, None)
    return {
        "outcome": (Outcome.REFUSED if problems else Outcome.USED if used else Outcome.UNUSED).value,
        "photo": facts,
        "evidence": {name: asdict(finding) for name, finding in found.items() if finding},
        "problems": [asdict(problem) for problem in problems],
    }


def _read(path: str, bench: Bench) -> SourceFile:
    """The file's bytes. Raises ArticleError."""
    settings = bench.settings
    source = scan.read(settings.content_dir, path, bench.seen.stamps[path], settings.photo_limit_bytes)
    if source is None:
        raise ArticleError(path, "The file is being written just now.", "Try again in a moment.")
    return source


class Users:
    """The articles of one folder and those inside it, by the photos they use; found out as far as it is asked."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._photos: dict[str, frozenset[str]] = {}
        self._naming: dict[str, dict[str, list[str]]] = {}

    def has(self, photo: str) -> bool:
        """Whether an article uses a photo: by its name, its bundle, or because it names it."""
        return any(spelling(photo) in self._used_by(article) for article in self._likely(photo))

    def _likely(self, photo: str) -> Iterator[str]:
        """The articles that may use a photo, the likeliest first: by place and name, then those that name one like it."""
        yield from match.articles_for(photo, self._bench.around, loose=self._bench.loose)
        word, lying_in = word_of(photo), posixpath.dirname(photo)
        for near in dict.fromkeys((lying_in, posixpath.dirname(lying_in))):
            yield from self._in_folder(near).get(word, ())
        yield from self._anywhere.get(word, ())

    def _in_folder(self, inside: str) -> dict[str, list[str]]:
        """The articles of one folder by the last words of the pictures' names in them."""
        if inside not in self._naming:
            found = self._naming[inside] = {}
            for name in self._bench.around[inside].articles:
                article = posixpath.join(inside, name)
                for word in self._words(article):
                    found.setdefault(word, []).append(article)
        return self._naming[inside]

    @cached_property
    def _anywhere(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for inside in dict.fromkeys(map(posixpath.dirname, filter(match.is_article, self._bench.seen.stamps))):
            for word, articles in self._in_folder(inside).items():
                found.setdefault(word, []).extend(articles)
        return found

    def _words(self, article: str) -> set[str]:
        """The last word of each picture's name in an article or its sidecars."""
        try:
            source = self._source(article)
            beside = read_beside(article, self._bench)
        except ArticleError:
            return set()
        stated = [photo.src for sidecar in (beside.sidecars if beside else ()) for photo in sidecar.photos]
        return words_of_pictures(source, stated)

    def _used_by(self, article: str) -> frozenset[str]:
        if article not in self._photos:
            self._photos[article] = frozenset(map(spelling, self._wanted(article)))
        return self._photos[article]

    def _wanted(self, article: str) -> tuple[str, ...]:
        """The photo files of an article; of one that cannot be read, those that lie with it."""
        bench = self._bench
        try:
            source = self._source(article)
            beside = read_beside(article, bench)
            if source and beside:
                copy = intake.read(source)
                manuscript = overrule(copy.manuscript, beside.sidecars)
                return wanted_by(manuscript, named_by(manuscript, copy.body), bench)
        except Exception:  # what is wrong with an article is told where it is checked itself
            pass
        return match.photos_for(article, (), bench.around, loose=bench.loose)

    def _source(self, article: str) -> SourceFile | None:
        settings = self._bench.settings
        stamp = self._bench.seen.stamps[article]
        return scan.read(settings.content_dir, article, stamp, limit_bytes(article, settings))
