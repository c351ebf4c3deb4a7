"""Of the vocabulary, what goes with the words of an article: photos, and attachments: sounds, films, documents. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhotoReference:
    """A picture an article names, as written there: `src` may be relative, absolute or a `data:` address."""

    src: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a photo as served: `name` is its content-hash file name below /photos/; sizes are the file's own.

    `role` is what it is for: enclosure, original or thumbnail; one that an earlier release stored has none and is an
    enclosure.
    """

    name: str
    media_type: str
    size_bytes: int
    width_px: int
    height_px: int
    role: str = "enclosure"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with caption and credit; `path` is the source file it came from, or its address on the web.

    `renditions`: the enclosure; original and thumbnail, where these are others. From `creator` on: what its metadata says.
    """

    path: str
    renditions: tuple[Rendition, ...]
    caption: str = ""
    credit: str = ""
    alt: str = ""
    creator: str = ""
    copyright: str = ""
    taken: str = ""
    description: str = ""

    @property
    def enclosure(self) -> Rendition:
        """The rendition a feed carries, and a body shows."""
        return self.renditions[0]

    @property
    def original(self) -> Rendition:
        """The picture as it was dropped, less its metadata; often the enclosure itself."""
        return self._of("original")

    @property
    def thumbnail(self) -> Rendition:
        """The small one, for lists; the enclosure itself where that is small."""
        return self._of("thumbnail")

    def _of(self, role: str) -> Rendition:
        return next((one for one in self.renditions if one.role == role), self.enclosure)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A sound, a film or a document that goes with an article as it is; `path` is the source file it came from.

    `name` is its content-hash file name below /media/. `duration_seconds` is that of sounds and films, rounded; width and height
    are those of films as they are shown. `title` is what the article calls it. What there is none of is 0 or empty.
    A transcript or chapters go with a recording: `beside` is its name. `explicit` (yes or no) and `kind` (full, trailer, bonus) are
    what the article says of its recording.
    """

    path: str
    name: str
    media_type: str
    size_bytes: int
    duration_seconds: int = 0
    width_px: int = 0
    height_px: int = 0
    title: str = ""
    beside: str = ""
    explicit: str = ""
    kind: str = ""

    @property
    def is_played(self) -> bool:
        """Whether it is a sound or a film."""
        return self.medium in ("audio", "video")

    @property
    def medium(self) -> str:
        """audio, video or document, as Media RSS has them; transcript or chapters of what goes with a recording."""
        if self.beside:
            return "chapters" if self.media_type == "application/json+chapters" else "transcript"
        kind = self.media_type.partition("/")[0]
        return kind if kind in ("audio", "video") else "document"
