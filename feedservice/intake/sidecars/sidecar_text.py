"""The text of a sidecar: its fields as they stand in the file, by name. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from feedservice.article import SourceFile
from feedservice.errors import BrokenSidecar
from feedservice.intake.kinds.file_kinds import Form, form_of
from feedservice.text.encodings.decode import decode
from feedservice.text.encodings.zero_bytes import is_no_text

#: A sidecar has some twenty short lines; 256 KB of them are a mistake.
LIMIT_BYTES = 256 * 1024


def broken(path: str, what: str) -> BrokenSidecar:
    """The error of a sidecar that cannot be used; `what` begins with a capital and has no full stop."""
    sentence = f"The sidecar {posixpath.basename(path)} cannot be used: {what[:1].lower()}{what[1:]}."
    held = "It may hold the article back, so nothing is published or changed before it can be read."
    return BrokenSidecar(path, f"{sentence} {held}", "Put that right and save the sidecar, or delete it.")


def fields_in(source: SourceFile) -> Mapping[object, object]:
    """The fields as they stand in the file, by name."""
    path, content = source.path, source.content
    if len(content) > LIMIT_BYTES:
        raise broken(path, f"It has more than {LIMIT_BYTES // 1024} KB")
    if not content.strip():
        raise broken(path, "It is empty")
    if is_no_text(content):
        raise broken(path, "It is no text")
    value = _value(path, decode(content)[0].removeprefix("\ufeff"))
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise broken(
            path, "It holds no fields. Write each as a name, a colon and a value, as in “headline: Ferry returns”"
        )
    return value


def _value(path: str, text: str) -> object:
    """What the text of the file is, in the form that its name says."""
    from feedservice.intake.sidecars import json_text, yaml_text  # noqa: PLC0415  # imported where it is used: start-up time

    try:
        return json_text.load(text) if form_of(path) is Form.JSON else yaml_text.load(text)
    except (yaml_text.YamlProblem, json_text.JsonProblem) as error:
        raise broken(path, f"{error.what} (line {error.line}, column {error.column})") from error
