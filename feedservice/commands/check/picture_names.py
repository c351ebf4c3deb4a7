"""Names of pictures in articles, by their last word: which articles may show a photo, before any is read. Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from email import message_from_bytes
from html import unescape
from urllib.parse import unquote

from feedservice.article import SourceFile
from feedservice.intake.kinds.file_kinds import PAPER_ENDINGS, PHOTO_ENDINGS, RECORDING_ENDINGS, Form, form_of
from feedservice.intake.kinds.signatures import kind_of
from feedservice.text.encodings.decode import decode
from feedservice.text.unicode import spelling

#: Where the name of a picture ends in a text.
_ENDINGS = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(PHOTO_ENDINGS | RECORDING_ENDINGS | PAPER_ENDINGS)))})(?!\w)", re.IGNORECASE
)
_ENDINGS_IN_BYTES = re.compile(_ENDINGS.pattern.encode(), re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LONGEST_NAME_CHARACTERS, _LONGEST_WORD_CHARACTERS = 250, 80


def word_of(photo: str) -> str:
    """The last word of a photo's own name, under which `words_of_pictures` has it."""
    return _last_word(spelling(posixpath.splitext(photo)[0]))


def words_of_pictures(source: SourceFile | None, stated: Iterable[str]) -> set[str]:
    """The last word of each picture's name in an article file, and of those that its sidecars state."""
    return _picture_words("\n".join([_text(source) if source else "", *map(unquote, stated)]))


def _text(source: SourceFile) -> str:
    """The text in which names of pictures may stand; nothing where none does. Word files hold theirs themselves."""
    named, content = form_of(source.path), source.content
    form = kind_of(content, named) if named else None
    if form is Form.WORD:
        return ""
    if form is Form.MAIL:
        parts = [part for part in message_from_bytes(content).walk() if part.get_content_maintype() == "text"]
        content = b"\n".join(body for part in parts if isinstance(body := part.get_payload(decode=True), bytes))
    return decode(content)[0] if b"\x00" in content or _ENDINGS_IN_BYTES.search(content) else ""


def _picture_words(text: str) -> set[str]:
    """The last word before each picture's ending, however the name is written around it: %20, &amp;, brackets."""
    plain = spelling(unquote(unescape(text)))
    ends = (found.start() for found in _ENDINGS.finditer(plain))
    return {_last_word(plain[max(end - _LONGEST_NAME_CHARACTERS, 0) : end]) for end in ends}


def _last_word(name: str) -> str:
    words = _WORD.findall(name[-_LONGEST_NAME_CHARACTERS:])
    return words[-1][-_LONGEST_WORD_CHARACTERS:] if words else ""
