"""What a mark is: where it stands in a text, and what is to stand there instead. Pure."""

from __future__ import annotations

from dataclasses import dataclass

#: Stands for each character of code in a text that is searched, so that no mark is found there.
CODE = "\ufffc"

SHORTCODE = "shortcode"
TEMPLATE = "template mark"
REMARK = "remark among editors"
WIKI = "mark of a note-taking program"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a mark stands for."""

    src: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, and what stands there instead: words, a line of its own, a picture, a link, or nothing.

    Of one that `frames` a picture the words from start to end are its caption, but for `outer` characters at either end.
    A remark goes with all that is in it. `unknown` ones stand for something that nobody here can show.
    """

    start: int
    end: int
    reason: str
    words: str = ""
    line: str = ""
    picture: Picture | None = None
    link: str = ""
    frames: tuple[int, int] | None = None
    unknown: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it goes with every picture and box inside."""
        return self.reason == REMARK or self.frames is not None
