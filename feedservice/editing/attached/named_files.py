"""Which files of sound, film and paper an article names in its body. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feedservice.article import Manuscript
from feedservice.editing.surroundings import Bench
from feedservice.folder import match
from feedservice.intake.evidence import value_or

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

#: Elements that may lead to such a file, and by which attribute (HTML Living Standard; Markdown makes links and pictures).
_LEAD = {
    "a": "href", "audio": "src", "video": "src", "source": "src", "img": "src", "embed": "src", "object": "data", "amp-audio": "src",
    "amp-video": "src", "track": "src",
}  # fmt: skip


def named_by(manuscript: Manuscript, body: BeautifulSoup) -> tuple[str, ...]:
    """The addresses of sounds, films and documents that an article names, as written: its fields first."""
    pictured = (one.src for one in manuscript.photos if _is_meant(one.src))  # ![](talk.mp3), taken for the lead photo
    return tuple(dict.fromkeys((*stated_in(manuscript), *pictured, *named_in(body))))


def stated_in(manuscript: Manuscript) -> tuple[str, ...]:
    """The files of sound and film that its fields name, with their transcripts and chapters."""
    found = (manuscript.audio, manuscript.video, manuscript.transcript, manuscript.chapters)
    return tuple(name for one in found for name in value_or(one, ()))


def wanted_by(manuscript: Manuscript, named: tuple[str, ...], bench: Bench) -> tuple[str, ...]:
    """The files that go with an article: photos, then sounds, films and documents; those it names, and those that lie with it.

    A page from the web names what lies there: what of that is not here is not missing.
    """
    pictures = (reference.src for reference in manuscript.photos)
    photos = match.photos_for(manuscript.path, pictures, bench.around, loose=bench.loose)
    attachments = match.attachments_for(manuscript.path, named, bench.around, loose=bench.loose)
    here = (path for path in attachments if not manuscript.base_url or path in bench.around)
    return tuple(dict.fromkeys((*photos, *here)))


def named_in(body: BeautifulSoup) -> tuple[str, ...]:
    """The addresses in a body, as written, that end as files of sound, film or paper do; in their order, each once."""
    found = (str(element.get(_LEAD[element.name], "")) for element in body.find_all(list(_LEAD)))
    return tuple(dict.fromkeys(src for src in found if src and _is_meant(src)))


def posters_in(body: BeautifulSoup) -> tuple[str, ...]:
    """The addresses of the pictures that films in a body show before they play."""
    return tuple(dict.fromkeys(str(film["poster"]) for film in body.find_all("video") if film.get("poster")))


def _is_meant(src: str) -> bool:
    try:
        return match.is_attachment(urlsplit(src.replace("\\", "/")).path)
    except ValueError:
        return False
