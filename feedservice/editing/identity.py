"""Which article a file carries: by stated evidence, never by luck. Pure.

What is remembered is asked through `Memory`. In this order; the first that holds decides:
1. the id that stands in the file;
2. the same file as before: its path, and the very bytes;
3. the same bytes as an article whose own file is gone, or has been written anew since (renamed, moved, restored);
   of several, the one with the same inode;
4. the path of a file that was there before (an edit), unless the file that was there has moved elsewhere;
5. the path of a file that is gone, in another spelling (letters composed or not, large or small);
6. the same story as an article whose file is gone: nearly the same words and headline, and every figure; while the file
   is only missing, nearly the same words and the same stem will do (.txt become .html; moved and edited at once), and
   the very same words under another headline (retitled and renamed at once).
Whatever else resembles an article is a new one, and the desk says what it resembles. A file that tells the same story
as another file that is still there is held as its double.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from feedservice.article import Manuscript, Outcome, SourceFile
from feedservice.editing.compose import Birth
from feedservice.editing.life.release import is_yes
from feedservice.editing.life.standing import Standing
from feedservice.editing.plain_text import story
from feedservice.errors import InvalidField
from feedservice.folder.match import BUNDLE_STEMS
from feedservice.intake.evidence import value_or
from feedservice.text.comparison.similarity import Likeness, Story, judge, marks, same_body
from feedservice.text.unicode import composed, spelling

#: An id as we mint them: a tag: URI (RFC 4151) of any authority; the key is its last part.
_ID = re.compile(r"^tag:[^\s,:]{1,120},\d{4}(?:-\d\d){0,2}:([a-z2-7]{16})$")


_SAME_STORY = "nearly the same words and headline"
#: What is out of print by its editor's plan holds no other file up.
_HOLD_NOBODY = frozenset({Outcome.EXPIRED, Outcome.DRAFT})


class Where(Enum):
    """Where the file of an article is: as it was when last read, written anew and not yet read, or nowhere."""

    HERE = "here"
    UNREAD = "unread"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file brings to be known by. `id` is the one it states; `may_double` says that its editor knows of its double."""

    path: str
    sha256: str
    inode: int
    story: Story
    marks: tuple[int, ...] = ()
    id: str = ""
    may_double: bool = False


def claim_of(source: SourceFile, manuscript: Manuscript, text: str, inode: int) -> Claim:
    """What a file brings, of which this is the manuscript, and the text of its body."""
    told = Story(value_or(manuscript.headline, ""), text)
    may_double = bool(is_yes(manuscript, manuscript.duplicate, "duplicate"))
    return Claim(source.path, source.sha256, inode, told, marks(told), value_or(manuscript.id, ""), may_double)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file is: an `earlier` article; or a new one, with a stated id (`birth`) or one to be minted.

    `why` is the evidence, in words. `twin` is the article whose double it is: then it is held. `resembles` is one that
    it is like, but not enough to be the same. With `wait` it cannot be told before another file is read.
    """

    earlier: Standing | None = None
    birth: Birth | None = None
    why: str = "new"
    twin: Standing | None = None
    resembles: Standing | None = None
    wait: bool = False


class Memory(Protocol):
    """What is asked of everything remembered, with what this turn has read so far."""

    def with_id(self, id: str) -> Standing | None:
        """The article of an id."""

    def with_key(self, key: str) -> Standing | None:
        """The article of a key."""

    def with_bytes(self, sha256: str) -> list[Standing]:
        """Articles whose file had these bytes, when it was last read."""

    def at(self, path: str) -> Standing | None:
        """The article that a path carries."""

    def spelt_alike(self, path: str) -> list[Standing]:
        """Articles carried by other paths that are the same but for composed letters and case."""

    def alike(self, marks: Iterable[int]) -> list[Standing]:
        """Articles that share a mark of `similarity.marks`."""

    def where(self, standing: Standing) -> Where:
        """Where an article's file is."""

    def held_double_of(self, path: str) -> Standing | None:
        """The article as whose double a file is held, if it has not been written to since."""

    def may_have_moved(self, standing: Standing) -> bool:
        """Whether another file, not read yet, has the inode that the article's file had, and its own path has not."""


def identify(claim: Claim, memory: Memory) -> Identity:
    """What article a file carries. Raises InvalidField for an id that is none of ours."""
    if claim.id:
        return _by_id(claim, memory)
    own = memory.at(claim.path)
    held = None if claim.may_double else memory.held_double_of(claim.path)
    if held and memory.where(held) is not Where.NOWHERE:
        return Identity(own, twin=held, why=_SAME_STORY)
    if own and own.sha256 == claim.sha256:
        return Identity(own, why="the same file")
    found = _by_bytes(claim, memory)
    if found:
        return found
    if own:
        return Identity(wait=True) if memory.may_have_moved(own) else _unless_double(claim, memory, own)
    alike = memory.alike(claim.marks)
    return _by_spelling(claim, memory) or _by_words(claim, memory, alike) or _new(claim, memory, alike)


def _by_id(claim: Claim, memory: Memory) -> Identity:
    matched = _ID.match(claim.id)
    if matched is None:
        raise InvalidField(
            claim.path,
            f"The id “{claim.id}” is not one of ours.",
            "Take the Id line out; the article gets an id by itself. To write it into the file, use feedservice stamp.",
        )
    known = memory.with_id(claim.id)
    if known is None:
        if memory.with_key(matched[1]):
            raise InvalidField(claim.path, "Its id ends as another article's does.", "Take the Id line out.")
        return Identity(birth=Birth(claim.id, matched[1]), why="the id in the file")
    where = Where.NOWHERE if known.article.path == claim.path else memory.where(known)
    if where is Where.NOWHERE:
        return Identity(known, why="the id in the file")
    if where is Where.UNREAD:
        return Identity(wait=True)
    return Identity(memory.at(claim.path), twin=known, why="the id in the file")


def _by_bytes(claim: Claim, memory: Memory) -> Identity | None:
    """An article with these bytes that lost its file, the one with our inode first; or that is a double's original."""
    same = sorted(memory.with_bytes(claim.sha256), key=lambda one: one.inode != claim.inode)
    for known in same:
        where = memory.where(known)
        if where is Where.NOWHERE or (where is Where.UNREAD and known.inode == claim.inode):
            return _found(claim, memory, known, "the same file under another name")
    for known in same:
        where = memory.where(known)
        if where is Where.UNREAD:
            return Identity(wait=True)
        if not claim.may_double and known.state not in _HOLD_NOBODY:
            return Identity(twin=known, why="the very same text")
    return None


def _unless_double(claim: Claim, memory: Memory, own: Standing) -> Identity:
    """The article the path carries, unless its new text is that of another one."""
    others = [one for one in memory.alike(claim.marks) if one.article.id != own.article.id]
    twin = None if claim.may_double else _twin(claim, memory, others)
    if twin and judge(claim.story, story(own.article)) is not Likeness.SAME:
        return Identity(own, why=_SAME_STORY, twin=twin)
    return Identity(own, why="the same path")


def _by_spelling(claim: Claim, memory: Memory) -> Identity | None:
    for known in memory.spelt_alike(claim.path):
        if memory.where(known) is Where.NOWHERE:
            return _found(claim, memory, known, "the same name in another spelling")
        if composed(known.article.path) == composed(claim.path):
            return Identity(twin=known, why="the same name in another spelling")
    return None


def _by_words(claim: Claim, memory: Memory, alike: list[Standing]) -> Identity | None:
    """An article whose file is gone, with nearly the same words, and the same stem or headline; or with the very same."""
    for known in alike:
        if memory.where(known) is not Where.NOWHERE:
            continue
        likeness = judge(claim.story, story(known.article))
        if likeness is Likeness.SAME:
            return _found(claim, memory, known, _SAME_STORY)
        if likeness is Likeness.NEAR and known.vanished is None and _same_stem(known.article.path, claim.path):
            return _found(claim, memory, known, "nearly the same words, and the same stem")
        if known.vanished is None and same_body(claim.story, story(known.article)):
            return _found(claim, memory, known, "the very same words, under another headline")
    return None


def _same_stem(one: str, other: str) -> bool:
    """Whether two files have the same stem, and one that says something: every bundle has its index.html."""
    return stem(one) == stem(other) and stem(one) not in BUNDLE_STEMS


def _found(claim: Claim, memory: Memory, known: Standing, why: str) -> Identity:
    """The article that lost its file; unless a file not read yet has its inode, and has the better claim."""
    if claim.inode != known.inode and memory.may_have_moved(known):
        return Identity(wait=True)
    return Identity(known, why=why)


def _new(claim: Claim, memory: Memory, alike: list[Standing]) -> Identity:
    """A new article; or, when it tells what another file tells, that one's double."""
    twin = None if claim.may_double else _twin(claim, memory, alike)
    if twin:
        return Identity(twin=twin, why=_SAME_STORY)
    resembles = (one for one in alike if judge(claim.story, story(one.article)) is not Likeness.NONE)
    return Identity(resembles=next(resembles, None))


def _twin(claim: Claim, memory: Memory, alike: Iterable[Standing]) -> Standing | None:
    """The article that tells the same story from a file that is still there."""
    for known in alike:
        if known.state in _HOLD_NOBODY or memory.where(known) is Where.NOWHERE:
            continue
        if judge(claim.story, story(known.article)) is Likeness.SAME:
            return known
    return None


def stem(path: str) -> str:
    """The name of a file without folder and ending, in whatever spelling; of a draft without its underscore."""
    return spelling(posixpath.splitext(posixpath.basename(path))[0].lstrip("_"))
