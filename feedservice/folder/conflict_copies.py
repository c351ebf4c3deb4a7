"""Files that a program of synchronisation put beside another when it was changed in two places: by their names. Pure.

Such a copy holds the text that lost, so it must not run as an article of its own. Names that say so are held whatever lies
beside them; those that an editor may give as well (`budget 2.txt`) only point to the file whose copy they may be, and
whoever knows both texts decides. What each program writes stands beside its pattern; the words are in [file_names] of the
language files, for programs translate them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from feedservice.intake.kinds.file_kinds import (
    ARTICLE_ENDINGS,
    PHOTO_ENDINGS,
    RECORDING_ENDINGS,
    SIDECAR_ENDINGS,
    TIMED_ENDINGS,
)
from feedservice.text.languages.alternatives import any_piece
from feedservice.text.unicode import spelling

_READ = (*ARTICLE_ENDINGS, *PHOTO_ENDINGS, *RECORDING_ENDINGS, *TIMED_ENDINGS, *SIDECAR_ENDINGS)
_CONFLICT, _COPY = (re.compile(any_piece("file_names", name)) for name in ("conflict", "copy"))
_DATE = r"\d{4}[-._/ ]\d{1,2}[-._/ ]\d{1,2}|\d{8}|\b[^\W\d_]{3,9}\.? \d{1,2},? \d{4}|\b\d{1,2}:\d\d"
#: What stands in brackets with a word for conflict when no word for copy or day does: (Case Conflict) and (Unicode Encoding
#: Conflict) of Dropbox, (SFConflict …) of Seafile, (case clash from …) of Nextcloud, (conflicted) of pCloud, (# Name clash …)
#: of Proton Drive, (… conflict #1 …) of Unison.
_KIND = re.compile(
    r"(?:case|encoding|white ?space|selective sync|name|edit|sf|ns)[ -]?(?:conflict|clash)|^conflicted$|conflict #\d"
)
_OPENING, _CLOSING = "([（【", (")", "]", "）", "】")
#: What may follow the bracket: programs number further copies.
_NUMBER_BEHIND = re.compile(r"\s?(?:\(\d{1,3}\)|\d{1,2})$")

#: Names that say what they are by their form; what stands before is the name of the file.
_CERTAIN = re.compile(
    "(?:"
    # Syncthing: quay.sync-conflict-20261118-101112-ABCDEFG.txt (docs.syncthing.net, “Understanding synchronization”)
    r"[.~ ]sync-conflict-\d{8}-\d{6}\b.*"
    # ownCloud, Nextcloud before 2.4: quay_conflict-20261118-101112.txt, with a user's name too (owncloud/client#4095)
    r"|_conflict-(?:[^-].{0,60}-)?\d{8}-\d{6}"
    # Synology Drive: quay_Andy-PC_Jan-03-0901-2013_CaseConflict_1.txt (its Knowledge Center, “file conflict”)
    r"|_[^_]{1,60}_\w{3}-\d\d-\d{4}-\d{4}_\w*Conflict(?:_\d+)?"
    # rclone bisync: quay.txt.conflict1, earlier quay.txt..path1 (rclone/rclone#7471); Resilio: quay.Conflict.txt
    r"|\.+(?:[Cc]onflict\d{0,3}|path[12])"
    # git, of a name that is two things: quay.txt~HEAD, quay~origin_main; its merge tools: quay_LOCAL_1234.txt (git-mergetool)
    r"|~(?:HEAD|[0-9a-f]{7,40}|(?:origin|upstream|refs)[_/].{1,80})(?:_\d+)?(?: \(.*\))?"
    r"|[._](?:LOCAL|REMOTE|BASE|BACKUP)_\d+"
    ")$"
)
#: Of names whose ending has something behind it: git's quay.txt~topic, Subversion's quay.txt.mine and quay.txt.r12.
_BEHIND_ENDING = re.compile(r"(?:~[^~/]{1,80}|\.(?:mine|theirs|working|r\d+|merge-(?:left|right)\.r\d+))$")
#: OneDrive adds the name of the computer, by default Windows' own: quay-LAPTOP-4F2K9Q.txt (Microsoft, “OneDrive file names”).
_COMPUTER = re.compile(r"-(?:DESKTOP|LAPTOP|WIN|MININT|SURFACE|PC|VM)-[A-Z0-9]{4,12}(?:-\d{1,2})?$")
_DEVICE = r"(?:MacBook|iMac|Mac mini|Mac Studio|iPhone|iPad|Surface|ThinkPad|\bPC\b|-PC\b|NOTEBOOK|LAPTOP|DESKTOP)"
#: Copy of quay.txt · Kopie von quay.txt: Google Drive's, and old Windows'.
_COPY_OF = re.compile(rf"^{_COPY.pattern}\w{{0,2}} \w{{1,3}} (?=\S)", re.IGNORECASE)
#: Names that editors give too: Windows' quay - Copy (2).txt and Finder's quay copy.txt; computers of other names; iCloud's and Finder's quay 2.txt, Google Drive's and browsers'
#: quay (1).txt; quay_conflict.txt of this one and that; SugarSync's quay (from Ines-PC).txt,
#: and those that put an address of mail there.
_DOUBTFUL = (
    re.compile(r"-(?=[0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{3,14}$"),
    re.compile(rf"-[^-]*{_DEVICE}[^-]{{0,20}}$|\s\([^()]*{_DEVICE}[^()]*\)$"),
    re.compile(r"\s\([^()\s]{1,60}@[^()\s]{1,60}\)$"),
    re.compile(r" [2-9]$|\s?\([1-9]\d?\)$|\s?\[[1-9]\d?\]$"),
    re.compile(rf" \({_CONFLICT.pattern}\w{{0,2}}\)$", re.IGNORECASE),
    re.compile(rf" (?:- )?\(?{_COPY.pattern}\w{{0,2}}\)?(?: ?\(?\d{{1,2}}\)?)?$", re.IGNORECASE),
    re.compile(r"[ _.-]+\[?[Cc]onflict(?:ed)?\]?(?:[ _.-]?\d{1,3})?$"),
)


class ConflictCopy(NamedTuple):
    """A copy: `of` is the name of the file that it is, or may be, a copy of; it is `certain` by the name alone."""

    of: str
    certain: bool


def conflict_copy(name: str, beside: Container[str]) -> ConflictCopy | None:
    """What a file is by its name, given the names in its folder, each as `unicode.spelling` writes it; none for any other."""
    stem, ending = _parted(name)
    original = _certainly(stem) or _before_words(stem, ending, beside)
    if original:
        return ConflictCopy(original if original.lower().endswith(_READ) else original + ending, certain=True)
    for found in _doubtful(stem):
        of = stem[: found.start()] + ending
        if found.start() and spelling(of) in beside:
            return ConflictCopy(of, certain=found.re is _COMPUTER)
    of = _COPY_OF.sub("", stem) + ending
    return ConflictCopy(of, certain=False) if of != name and spelling(of) in beside else None


def _parted(name: str) -> tuple[str, str]:
    """Stem and ending; of a name whose ending is none of those we read, all of it."""
    stem, ending = posixpath.splitext(name)
    return (stem, ending) if ending.lower() in _READ else (name, "")


def _certainly(stem: str) -> str:
    """The name that stands before what says beyond doubt that this is a conflict copy; empty for any other."""
    found = _CERTAIN.search(stem)
    behind = None if found else _BEHIND_ENDING.search(stem)
    if behind and stem[: behind.start()].lower().endswith(_READ):
        found = behind
    if found:
        return stem[: found.start()].rstrip()
    return _before_brackets(stem)


def _before_brackets(stem: str) -> str:
    """What stands before brackets that speak of a conflict: quay (Ines's conflicted copy 2026-11-18)."""
    for whole in (stem, _NUMBER_BEHIND.sub("", stem)):
        if not (whole.endswith(_CLOSING) and _speaks(whole)):
            continue
        place = max(at for at, sign in enumerate(whole) if (sign in _OPENING and _speaks(whole[at:])) or not at)
        inside = spelling(whole[place + 1 : -1]).strip()
        if place and (_COPY.search(inside) or re.search(_DATE, inside) or _KIND.search(inside)):
            return whole[:place].rstrip()
    return ""


def _before_words(stem: str, ending: str, beside: Container[str]) -> str:
    """The same without brackets, with the day or beside the file itself: quay conflicted copy 2026-11-18, quay - Konfliktkopie."""
    for found in re.finditer(r"[ _.-]+", stem):
        rest, before = spelling(stem[found.end() :]), stem[: found.start()]
        if before and _CONFLICT.match(rest) and _COPY.search(rest[:30]):
            is_dated = re.search(rf"(?:{_DATE})[\d _.-]*$", rest)
            if is_dated or spelling(before + ending) in beside:
                return before
    return ""


def _speaks(text: str) -> bool:
    return bool(_CONFLICT.search(spelling(text)))


def _doubtful(stem: str) -> Iterator[re.Match[str]]:
    for pattern in (_COMPUTER, *_DOUBTFUL):
        found = pattern.search(stem)
        if found:
            yield found
