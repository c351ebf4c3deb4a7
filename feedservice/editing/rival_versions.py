"""Files that hold another version of the story beside them, and so are held: conflict copies. Touches: disk (reads the folder).

By its name alone, or by its name and what stands in both. Names are judged by `folder.conflict_copies`.
"""

from __future__ import annotations

import posixpath

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.editing.surroundings import Bench
from feedservice.errors import ArticleError, DoubleStory
from feedservice.folder import scan
from feedservice.folder.size_limits import limit_bytes
from feedservice.intake.evidence import value_or
from feedservice.text.comparison.similarity import plain_words, same_headline

#: Of two headlines of one story in two versions, so much is the same, by the shorter one's words; and at least so many words.
_SHARED_WORDS, _FEWEST_SHARED = 0.6, 3


def refuse_conflict_copy(path: str, bench: Bench) -> None:
    """Raise DoubleStory for a file whose name says that it is a conflict copy."""
    original = _original(path, bench, certain=True)
    if original:
        what = (
            f"By its name this is a conflict copy of {posixpath.basename(original)}: a program that keeps folders alike made it, "
            "for the file was changed in two places at once. It is held, lest the story run twice."
        )
        raise _held(path, original, what, "If it is a story of its own, give it another name.", bench)


def refuse_other_version(path: str, manuscript: Manuscript, bench: Bench) -> None:
    """Raise DoubleStory for a file that may be such a copy by its name, and tells the story of the file beside it."""
    original = _original(path, bench, certain=False)
    other = _read(original, bench) if original else None
    if other and _same_story(manuscript, other):
        what = (
            f"It looks like another version of {posixpath.basename(original)}: its name is that one's with something behind it, "
            "as programs name copies, and the headline is nearly the same. It is held, lest the story run twice."
        )
        raise _held(path, original, what, "If both are to run, write Duplicate: yes at the top of this one.", bench)


def _held(path: str, original: str, what: str, otherwise: str, bench: Bench) -> DoubleStory:
    plain = posixpath.basename(original)
    remedy = f"Put what is right in it into {plain}, and delete this one. {otherwise}"
    if bench.around.as_it_lies(original) not in bench.seen.stamps:
        remedy = f"There is no {plain} now: if this is the right text, give it that name."
    carried = bench.carried(original)
    return DoubleStory(path, what, remedy, carried.article.id if carried else "")


def _original(path: str, bench: Bench, *, certain: bool) -> str:
    """The file whose copy a file is, by its name; empty when it is none, or not so certainly."""
    folder, _, name = path.rpartition("/")
    copy = bench.around[folder].copies.get(name)
    return posixpath.join(folder, copy.of) if copy and copy.certain is certain else ""


def _read(path: str, bench: Bench) -> Manuscript | None:
    """What the file beside it says, if it can be read just now."""
    lying = bench.around.as_it_lies(path)
    try:
        source = scan.read(
            bench.settings.content_dir, lying, bench.seen.stamps[lying], limit_bytes(lying, bench.settings)
        )
        return intake.read(source).manuscript if source else None
    except (ArticleError, KeyError):
        return None


def _same_story(one: Manuscript, other: Manuscript) -> bool:
    """Whether headlines are nearly the same, and days do not differ: tomorrow's weather is another story."""
    if one.date and other.date and one.date.value != other.date.value:
        return False
    mine, its = value_or(one.headline, ""), value_or(other.headline, "")
    words, others = set(plain_words(mine)), set(plain_words(its))
    shared, fewest = len(words & others), min(len(words), len(others))
    alike = shared >= _FEWEST_SHARED and shared >= _SHARED_WORDS * fewest
    return alike or bool(mine and same_headline(mine, its))
