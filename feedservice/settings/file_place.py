"""Where the settings file lies; what it names by a path that is not whole lies beside it. Touches: environment."""

from __future__ import annotations

import os
from pathlib import Path

#: Where the settings file is looked for; the variable names another place.
FILE_VARIABLE = "FEEDSERVICE_CONFIG"
FILE_NAME = "feedservice.toml"


def settings_file() -> Path:
    """Where the settings file is looked for; it need not be there."""
    return Path(os.environ.get(FILE_VARIABLE, FILE_NAME))


def beside_settings(path: str) -> Path:
    """The whole path of a file that a setting names: one that is not whole is meant from the folder of the settings file."""
    return (settings_file().absolute().parent / Path(path).expanduser()).absolute()
