"""A theme as its folder has it: `theme.toml`, `templates/`, `static/`. Touches: disk (reads the folder).

All of it is read once, so that pages and style sheets of one process are of one theme, and no request touches the disk.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from feedservice.errors import SettingsError
from feedservice.settings.theme_place import THEME_FILE, is_name

#: The themes that come with us, each in a folder of its name.
SHIPPED = Path(__file__).parent / "shipped"
#: What may lie in `static/`, with its type. No scripts: pages need none, and a theme from elsewhere is not to bring any.
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
FONTS = (".woff2", ".woff")
#: A theme is kept in the memory of every web process.
MOST_BYTES, MOST_FILES = 5_000_000, 200
STYLE = "style.css"
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a theme: in which file, in which line (0: no line), and how to put it right."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, read. `base_style`: whether our own style sheet comes before its own; the papers are what `colour` is read on."""

    name: str
    folder: Path
    said: Mapping[str, Any]
    notes: str
    templates: Mapping[str, str]
    files: Mapping[str, bytes]
    digest: str
    faults: tuple[Fault, ...] = ()
    base_style: bool = field(default=True)

    @property
    def place(self) -> str:
        """The path below which its files are served: another for every change."""
        return f"/theme/{self.digest}"

    @property
    def papers(self) -> tuple[str, ...]:
        """What text stands on by day and by night, where it says so."""
        return tuple(str(self.said[name]) for name in ("paper", "paper_dark") if name in self.said)

    @property
    def has_fonts(self) -> bool:
        """Whether it brings fonts of its own."""
        return any(name.endswith(FONTS) for name in self.files)


def shipped() -> list[str]:
    """The names of the themes that come with us."""
    return sorted(path.parent.name for path in SHIPPED.glob(f"*/{THEME_FILE}"))


def theme_at(place: str) -> Theme:
    """The theme that a setting names, a name or a folder. Raises SettingsError when there is none that can be read."""
    if is_name(place) and place not in shipped():
        known = ", ".join(shipped())
        raise SettingsError(
            f"theme: there is no theme {place} among ours ({known}). A folder is named by its path, as ./{place}."
        )
    folder = SHIPPED / place if is_name(place) else Path(place)
    try:
        return _read(folder)
    except OSError as error:
        raise SettingsError(f"theme: {error.filename or folder} cannot be read: {error.strerror or error}.") from error


def _read(folder: Path) -> Theme:
    faults: list[Fault] = []
    plain = (folder / THEME_FILE).read_bytes()
    try:
        said = tomllib.loads(plain.decode())
    except ValueError as error:  # tomllib.TOMLDecodeError, UnicodeDecodeError
        line = re.search(r"at line (\d+)", str(error))
        faults.append(Fault(THEME_FILE, int(line[1]) if line else 0, f"It is no TOML: {error}.", "Mend it there."))
        said = {}
    templates = {
        name: content.decode("utf-8", "replace")
        for name, content in _files(folder, "templates", (".html",), faults).items()
    }
    files = _files(folder, "static", tuple(TYPES), faults)
    digest = sha256()
    for name, content in (("", plain), *((name, text.encode()) for name, text in templates.items()), *files.items()):
        digest.update(f"{name} {len(content)} ".encode() + content)
    return Theme(
        str(said.get("name") or folder.name),
        folder,
        said,
        plain.decode("utf-8", "replace"),
        templates,
        files,
        digest.hexdigest()[:_DIGITS],
        tuple(faults),
        said.get("base_style") is not False,
    )


def _files(folder: Path, part: str, endings: tuple[str, ...], faults: list[Fault]) -> dict[str, bytes]:
    """The files of a part of the folder by their names within it; what is none of ours is told."""
    found: dict[str, bytes] = {}
    root, size_bytes = folder / part, 0
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or any(one.startswith(".") for one in path.relative_to(root).parts):
            continue
        if not path.resolve().is_relative_to(root.resolve()):
            faults.append(Fault(f"{part}/{name}", 0, "It leads out of the theme.", "Put the file itself there."))
        elif path.suffix not in endings:
            kinds = ", ".join(endings)
            faults.append(
                Fault(
                    f"{part}/{name}",
                    0,
                    "It is of a kind that themes do not have.",
                    f"Have {kinds} there, and take it away.",
                )
            )
        elif not all(_NAME.fullmatch(one) for one in name.split("/")):
            faults.append(
                Fault(f"{part}/{name}", 0, "Its name has odd letters.", "Name it with a to z, 0 to 9, - and _.")
            )
        else:
            size_bytes += path.stat().st_size
            if size_bytes > MOST_BYTES or len(found) >= MOST_FILES:
                faults.append(
                    Fault(part, 0, f"There is more than {MOST_BYTES:,} bytes or {MOST_FILES} files.", "Take some away.")
                )
                break
            found[name] = path.read_bytes()
    return found
