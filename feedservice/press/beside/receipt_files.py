"""Receipts beside the files: under _receipts/ a text for each file of the content folder. Touches: disk (writes in the content folder), database.

What was written stands in a small file of the state folder, so that a turn writes only what changed, and takes away only what
is ours: whatever else lies in there is left alone. A folder that cannot be written is told of once, and nothing fails.
"""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from feedservice.article import Outcome
from feedservice.errors import StoreError
from feedservice.folder.private_files import mode_inside
from feedservice.folder.stamps import RECEIPTS
from feedservice.folder.whole_files import whole_file
from feedservice.press.beside.receipt_words import MARK, needs_a_look, receipt_text
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.filed_receipts import Sought

_log = logging.getLogger(__name__)

_LIST, _TROUBLED = "receipts-in-folder.json", "NEEDS-A-LOOK.txt"
#: Files in trouble that are listed; of more there is the number.
_MOST_LISTED = 200
_STORE_AGAIN = timedelta(seconds=2)
_DISK_AGAIN = timedelta(minutes=5)
_LONGEST_NAME_BYTES = 240
_MARK = MARK.encode()


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be done: texts to write at their paths, paths to take away; and by what of the store that was seen."""

    texts: Mapping[str, str]
    surplus: set[str]
    signs: Mapping[str, object]
    seen: object


def receipt_files(settings: Settings, store: Store, clock: Callable[[], datetime]) -> list[ReceiptFiles]:
    """What keeps the receipts, if they are kept; also when they were until now, to take them away."""
    is_known = (settings.state_dir / _LIST).is_file()
    return [ReceiptFiles(settings, store, clock)] if settings.receipts_in_folder or is_known else []


class ReceiptFiles:
    """Keeps the receipts in the folder. Not for several threads at once: the schedule sees to that."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self._root = settings.content_dir
        self._place = settings.state_dir / _LIST
        self._written = self._kept()
        self._signs: Mapping[str, object] = {}
        self._gone: set[str] = set()
        self._sound: dict[Path, bool] = {}
        self._seen: object = None
        self._is_told = False
        self._not_before: datetime | None = None

    def tell(self) -> datetime | None:
        """Write what is another than before; returns when to come again, if ever. Raises nothing for what database or disk do."""
        if self._not_before and self.clock() < self._not_before:
            return self._not_before
        self._not_before = None
        try:
            changes = self._changes()
        except StoreError as error:
            _log.info("receipts must wait: %s", error)
            return self.clock() + _STORE_AGAIN
        if changes is not None and not self._bring_about(changes):
            self._not_before = self.clock() + _DISK_AGAIN
        return self._not_before

    def _changes(self) -> Changes | None:
        """What is to be written and what is to go; nothing when all is as it was at the last look."""
        if not self.settings.receipts_in_folder:
            return Changes({}, set(self._written), {}, None) if self._written else None
        with self.store.reading() as asked:
            seen = (asked.receipts.state_of_all(), asked.turns.state())
            if seen == self._seen:
                return None
            signs = asked.receipts.signs()
            found = asked.receipts.of_paths([path for path, sign in signs.items() if self._signs.get(path) != sign])
            count = asked.receipts.count_with_problems()
            troubled = asked.receipts.filed(Sought(troubled=True), limit=_MOST_LISTED) if count else []
        there = [one for one in found if one.receipt.outcome is not Outcome.GONE]
        texts = {_name(one.receipt.path): receipt_text(one, self.settings) for one in there}
        gone = {one.receipt.path for one in found} - {one.receipt.path for one in there}
        wanted = {_name(path) for path in signs.keys() - gone - self._gone}
        if troubled:
            texts[_TROUBLED] = needs_a_look(troubled, count)
            wanted.add(_TROUBLED)
        self._gone = (self._gone | gone) - {one.receipt.path for one in there}
        return Changes(texts, self._written.keys() - wanted, signs, seen)

    def _bring_about(self, changes: Changes) -> bool:
        """Write and take away what is to be; whether the disk let us."""
        before = dict(self._written)
        self._sound.clear()
        try:
            for path, text in changes.texts.items():
                mark = sha256(text.encode()).hexdigest()[:16]
                if self._written.get(path) != mark or not (self._root / RECEIPTS / path).exists():
                    self._write(path, text)
                    self._written[path] = mark
            for path in changes.surplus:
                self._take_away(path)
                del self._written[path]
        except OSError as error:
            if not self._is_told:
                _log.warning("receipts cannot be written into the content folder: %s", error)
            self._is_told = True
            return False
        finally:
            if self._written != before:
                self._keep()
        self._is_told, self._signs, self._seen = False, changes.signs, changes.seen
        return True

    def _write(self, path: str, text: str) -> None:
        """One text, whole; where something of somebody else's lies, that stays."""
        target = self._root / RECEIPTS / path
        if target.parent not in self._sound:
            self._sound[target.parent] = self._folder(target.parent)
        if not self._sound[target.parent] or not self._is_free(target):
            return
        with whole_file(target, target.with_name(".receipt.tmp"), lasting=False) as unfinished:
            unfinished.unlink(missing_ok=True)  # whatever was put there: nothing is written through a link
            unfinished.write_text(text, encoding="utf-8")
            with suppress(PermissionError):
                unfinished.chmod(0o600 | self._root.stat().st_mode & 0o066)

    def _folder(self, folder: Path) -> bool:
        """A folder of receipts, made if it is not there; not when a link or a file stands in its place."""
        for one in (*reversed(folder.relative_to(self._root).parents), folder.relative_to(self._root)):
            place = self._root / one
            with suppress(FileExistsError):
                if one.parts:
                    place.mkdir()
                    with suppress(PermissionError):
                        place.chmod(stat.S_IMODE(self._root.stat().st_mode))
            if one.parts and not stat.S_ISDIR(place.lstat().st_mode):
                return False
        return True

    def _is_free(self, target: Path) -> bool:
        """Whether nothing lies there, or a text of ours, which ends as all of them do."""
        try:
            if not stat.S_ISREG(target.lstat().st_mode):
                return False
            with target.open("rb") as file:
                file.seek(max(0, target.stat().st_size - 2 * len(_MARK)))
                return _MARK in file.read(2 * len(_MARK))
        except (FileNotFoundError, NotADirectoryError):
            return True

    def _take_away(self, path: str) -> None:
        target = self._root / RECEIPTS / path
        top = self._root / RECEIPTS
        if any(one.is_symlink() for one in (target, *target.parents[: len(Path(path).parts)])) or not self._is_free(
            target
        ):
            return
        target.unlink(missing_ok=True)
        for folder in target.parents[: len(Path(path).parts)]:
            if folder.is_relative_to(top):
                with suppress(OSError):
                    folder.rmdir()  # when it is empty

    def _kept(self) -> dict[str, str]:
        with suppress(OSError, ValueError, AttributeError):
            return dict(json.loads(self._place.read_text(encoding="utf-8")).items())
        return {}

    def _keep(self) -> None:
        """What was written, for the next start; where nothing is, nothing is to be remembered."""
        try:
            if not self._written:
                self._place.unlink(missing_ok=True)
                return
            with whole_file(self._place, lasting=False, mode=mode_inside(self._place.parent)) as unfinished:
                unfinished.write_text(json.dumps(self._written), encoding="utf-8")
        except OSError as error:
            _log.warning("which receipts lie in the content folder cannot be kept: %s", error)


def _name(path: str) -> str:
    """Where the receipt of a file lies: under its own name, and .txt, so that a double click opens it."""
    folder, _, name = path.rpartition("/")
    if len(name.encode()) > _LONGEST_NAME_BYTES:
        cut = name.encode()[: _LONGEST_NAME_BYTES - 20].decode(errors="ignore")
        name = f"{cut}-{sha256(name.encode()).hexdigest()[:12]}"
    return f"{folder}/{name}.txt".lstrip("/")
