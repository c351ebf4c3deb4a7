"""Which theme pages are made with: a name of ours, or a folder. Touches: disk, environment.

Whether the folder's templates are sound is looked at where pages are made (`web.themes`). Raises ValueError with the rest of a
sentence that begins with the setting's name.
"""

from __future__ import annotations

import re

from feedservice.settings.file_place import beside_settings

#: What every theme has, in its folder.
THEME_FILE = "theme.toml"
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def is_name(place: str) -> bool:
    """Whether a theme is one that comes with us, by its name."""
    return _NAME.fullmatch(place) is not None


def theme_place(place: str) -> str:
    """The name of a theme of ours, the whole path of a folder with a theme in it, or nothing."""
    if not place or is_name(place):
        return place
    folder = beside_settings(place)
    if not folder.is_dir():
        raise ValueError(
            f"names no folder: there is no {folder}. A path that is not whole begins beside the settings file"
        )
    if not (folder / THEME_FILE).is_file():
        raise ValueError(f"names {folder}, which has no {THEME_FILE}; docs/themes.md says what a theme is made of")
    return str(folder)
