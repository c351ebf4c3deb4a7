"""What programs put into the names of the files they export, and how a name's words are written in the text. Pure.

Substack puts a post's number before its name, Medium a mark of twelve signs behind it, Notion one of thirty-two.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^\d{5,}\.(?=\D)")
_MARK = re.compile(
    r"[-_ ](?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])(?:[0-9a-f]{10,12}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
)
_DAY = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d_(?=\D)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: Where a large letter says nothing: at the beginning of a text, a line, a sentence or a quotation.
_OPENS = re.compile(r"(?:^|[.!?…:\n“\"„«(]\s*|[-–—]\s+)$")


def without_export_marks(stem: str) -> str:
    """A file's name without the numbers and marks of the program that exported it, nor Medium's day before it."""
    bare = _MARK.sub("", _NUMBER.sub("", stem))
    return _DAY.sub("", bare) if bare != stem else bare


def written_as_in(text: str, words: str) -> str:
    """Words in small letters, those large that the text has in the midst of sentences, and only so."""
    large: dict[str, str] = {}
    small: set[str] = set()
    wanted = {word.casefold() for word in _WORD.findall(words)}
    for found in _WORD.finditer(text):
        bare = found[0].casefold()
        if bare not in wanted:
            continue
        if found[0] == bare:
            small.add(bare)
        elif not _OPENS.search(text[max(found.start() - 3, 0) : found.start()]):
            large.setdefault(bare, found[0])
    known = {bare: word for bare, word in large.items() if bare not in small}
    return _WORD.sub(lambda found: known.get(found[0], found[0]) if found[0].islower() else found[0], words)
