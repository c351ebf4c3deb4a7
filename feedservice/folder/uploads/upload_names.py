"""Names under which files and sections may come from elsewhere: such as every system can hold, and nothing hidden in them. Pure.

Source of what Windows cannot hold: Microsoft, “Naming Files, Paths, and Namespaces”. What a file is by its name is not told here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from feedservice.folder.stamps import RECEIPTS
from feedservice.text.unicode import composed

#: Systems hold 255 bytes; what programs put beside a file, or add to its name, needs room as well.
LONGEST_NAME_BYTES = 200
LONGEST_SECTION_BYTES = 100

_PARTS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
#: Marks of direction turn what stands behind them round, so that a name reads as another: story<RLO>txt.exe.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Of controls, half letters that are no text, and ends of lines.
_NO_SIGNS = ("Cc", "Cs", "Zl", "Zp", "Cn")


_AGAIN = "Rename the file, and send it again."
#: What no name may be, the gravest first: whether it is, what is said of it, and how to put it right.
_RULES: tuple[tuple[Callable[[str], object], str, str], ...] = (
    (lambda name: not name.strip(" .\u3000"), "This file has no name.", _AGAIN),
    (_PARTS.search, "This name leads into other folders.", "Send the file itself, and choose its section here."),
    (
        lambda name: any(unicodedata.category(sign) in _NO_SIGNS for sign in name),
        "This name has signs in it that cannot be seen or are no text.",
        _AGAIN,
    ),
    (_TURNING.search, "This name has marks in it that turn its letters round.", _AGAIN),
    (_FORBIDDEN.search, 'Windows has no names with any of < > : " | ? * in them.', _AGAIN),
    (lambda name: name.startswith("."), "Names that begin with a dot are hidden, and not read.", _AGAIN),
    (
        lambda name: name != name.strip() or name.endswith("."),
        "This name begins or ends with a space, or ends with a dot: not every system keeps that.",
        _AGAIN,
    ),
    (_DEVICES.fullmatch, "Windows keeps this name for itself.", _AGAIN),
    (
        lambda name: name.lower().startswith("_feedservice"),
        "Names that begin with _feedservice are kept for the service itself.",
        _AGAIN,
    ),
)


def name_problem(name: str, longest_bytes: int = LONGEST_NAME_BYTES) -> tuple[str, str] | None:
    """What is wrong with a name, and how to put it right; nothing when it may be used."""
    if found := next(((what, remedy) for is_wrong, what, remedy in _RULES if is_wrong(name)), None):
        return found
    if len(composed(name).encode()) > longest_bytes:
        return f"This name is longer than {longest_bytes} bytes.", "Give it a shorter name, and send it again."
    return None


def section_problem(section: str) -> tuple[str, str] | None:
    """The same for the name of a section, which is a folder; none is the top of the content folder."""
    if not section:
        return None
    found = name_problem(section, LONGEST_SECTION_BYTES)
    if found:
        return found[0].replace("This file", "This section"), "Choose another name for the section."
    if section.lower() == RECEIPTS:
        return "The folder _receipts is kept for what the service says of each file.", "Choose another section."
    return None


def other_name(name: str, letter: str) -> str:
    """The name of a file beside one of that name; no figure, which would make it one of a series of photos."""
    stem, dot, ending = name.partition(".") if name.count(".") > 1 and name.endswith(".json") else name.rpartition(".")
    return f"{stem}-{letter}{dot}{ending}" if dot else f"{name}-{letter}"
