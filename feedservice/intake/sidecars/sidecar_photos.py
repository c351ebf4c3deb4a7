"""What a sidecar says of one photo: its file, its caption, its credit, its description. Pure."""

from __future__ import annotations

from urllib.parse import quote

from feedservice.text.unicode import one_line

#: What the parts of a photo may be called, and what each is.
PHOTO_NAMES = {
    "file": "src",
    "src": "src",
    "path": "src",
    "url": "src",
    "caption": "caption",
    "credit": "credit",
    "alt": "alt",
}


def stated_of(value: object) -> tuple[dict[str, str], list[str]]:
    """What is said of a photo, its file's name or a mapping; and the names of parts that nobody knows."""
    if isinstance(value, str):
        return {"src": _address(value)}, []
    stated: dict[str, str] = {}
    unknown = []
    for key, words in value.items() if isinstance(value, dict) else ():
        field = PHOTO_NAMES.get(str(key).casefold())
        if field is None:
            unknown.append(str(key))
        elif isinstance(words, str):
            stated[field] = _address(words) if field == "src" else one_line(words)
    return stated, unknown


def _address(file: str) -> str:
    """A file's name as a relative address; an address on the web stays as it is."""
    name = one_line(file)
    if name.casefold().startswith(("http://", "https://")):
        return name
    return quote(name.replace("\\", "/"))
