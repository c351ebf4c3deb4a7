"""The head of an article file: YAML between ---, TOML between +++, JSON, or lines of “Name: value”. Pure.

Found here and taken apart; which fields are meant, `head_fields` says. A malformed head is read line by line as far as it
goes, with a warning that says where it breaks: so an embargo in it still holds, and so do two statements that differ.
Fences: Hugo, Jekyll and Eleventy (---, +++, a bare JSON object), gray-matter (---json), Middleman (;;;), Nikola (a comment
with “.. name: value”). What editors and their programs make of a fence, ---- and —, is one too where fields stand below it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping

from feedservice.intake.evidence import Notes
from feedservice.intake.release_fields import judged
from feedservice.intake.sidecars import json_text
from feedservice.intake.sidecars.head_fields import field_of, note_fields
from feedservice.intake.sidecars.yaml_text import YamlProblem, load

#: A head is some twenty lines; parsers of longer ones take long.
LONGEST_CHARACTERS = 60_000
_FENCE = re.compile(
    r"\s*?(-{3,}|—+|–+|\+{3,}|;{3,}|<!--(?=[ \t]*\n\.\. ))[ \t]*(ya?ml|toml|json|js)?[ \t]*\n", re.IGNORECASE
)
#: How a fence is closed, by the sign it opens with.
_CLOSED = {
    "-": r"(?:-{3,}|[—–]+|\.\.\.)", "—": r"(?:-{3,}|[—–]+)", "–": r"(?:-{3,}|[—–]+)", "+": r"\+{3,}", ";": ";{3,}", "<": "-->",
}  # fmt: skip
_UNCLOSED = re.compile(r"(?:[^\n:=]*+[:=][^\n]*+\n)+(?=[ \t]*\n|\Z)")
_HEAD_LINE = re.compile(r"[^\W\d][\w \-]{0,30}[:：](?:[ \t]|$)")
_LINE = re.compile(r"""^([ \t]*)(?:\.\. )?["']?([^\W\d][\w -]{0,30}?)["']?[ \t]*[:：=][ \t]*(.*)$""", re.MULTILINE)
_ENTRIES = re.compile(r"(?:\n[ \t]*-[ \t]+[^\n]+)+")
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_JSON = re.compile(r"""\s*\{\s*["'}]""")
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

Pairs = list[tuple[str, object]]


def take(text: str, notes: Notes) -> str:
    """Note the fields of the head, if there is one, and return the text below it. Two rules with text between are no head."""
    below = take_fenced(text, notes)
    if below is not text:
        return below
    above, empty, below = text.partition("\n\n")
    lines = above.split("\n")
    if _is_known(above) and all(_HEAD_LINE.match(line) or line[:1] in " \t" for line in lines):
        note_fields(_line_by_line(re.sub(r"\n[ \t]+", " ", above)), "head line", notes)
        return below if empty else ""
    return text


def take_fenced(text: str, notes: Notes) -> str:
    """The same of a head between fences, or in braces; any other text comes back as it is."""
    fence = _FENCE.match(text)
    if fence:
        return _take_block(fence, text, notes)
    return _take_braces(text, notes) if _JSON.match(text) else text


def _take_block(fence: re.Match[str], text: str, notes: Notes) -> str:
    """Take a block between fences; one that is never closed ends at the first empty line, if its first line is a field."""
    sign, start = fence[1], fence.end()
    end = re.compile(rf"^{_CLOSED[sign[0]]}[ \t]*$\n?", re.MULTILINE).search(text, start)
    if end:
        block = text[start : end.start()]
        if sign != "---" and not _has_fields(block):
            return text
        return text if not _noted(block, _parser(sign, fence[2]), notes, "front matter") else text[end.end() :]
    found = _UNCLOSED.match(text, start)
    if found is None or not _is_known(found[0]):
        return text
    notes.warn(
        f"The head of fields opens with {sign} and is not closed; it is taken to end at the first empty line.",
        f"Write {sign} on a line of its own below the last field.",
    )
    note_fields(_line_by_line(found[0]), "front matter", notes)
    return text[found.end() :]


def _take_braces(text: str, notes: Notes) -> str:
    """Take a JSON object on top of a text, if fields stand in it; a malformed one ends at its first line of a brace alone."""
    start = text.index("{")
    try:
        _, end = json.JSONDecoder().raw_decode(text[: start + LONGEST_CHARACTERS], start)
    except (ValueError, RecursionError):
        closed = re.compile(r"^\}[ \t]*$|\}[ \t]*\n[ \t]*$", re.MULTILINE).search(text, start)
        end = closed.end() if closed else text.find("\n\n", start)
    block = text[start : end if end > start else len(text)]
    return (
        text[start + len(block) :]
        if _has_fields(block) and _noted(block, json_text.load, notes, "front matter")
        else text
    )


def _noted(block: str, parse: Callable[[str], object], notes: Notes, source: str) -> bool:
    """Whether a block holds fields, which then are noted."""
    fields = _parsed(block, parse, notes)
    if fields is None:
        return False
    note_fields(fields.items() if isinstance(fields, Mapping) else fields, source, notes)
    return True


def _parser(sign: str, language: str | None) -> Callable[[str], object]:
    """How a block is read: by the word behind its fence, else by the fence."""
    named: dict[str, Callable[[str], object]] = {"toml": tomllib.loads, "json": _in_braces, "js": _in_braces}
    signs: dict[str, Callable[[str], object]] = {"+": tomllib.loads, ";": _in_braces}
    return named.get((language or "").lower()) or signs.get(sign[0], load)


def _in_braces(block: str) -> object:
    """A JSON object; Middleman writes it without its braces."""
    return json_text.load(block if block.lstrip()[:1] == "{" else f"{{{block}}}")


def _is_known(lines: str) -> bool:
    """Whether the first line is a field by its name, so that “Note: …” at the top of a story stays text."""
    found = _LINE.match(lines)
    return found is not None and _is_field(found[2])


def _has_fields(block: str) -> bool:
    return any(
        _is_field(match[2])
        for match in _LINE.finditer(block[:LONGEST_CHARACTERS].replace("{", "{\n").replace(",", ",\n"))
    )


def _is_field(name: str) -> bool:
    return field_of(name) != "" or judged(name, "") is not None


def _parsed(block: str, parse: Callable[[str], object], notes: Notes) -> Mapping[str, object] | Pairs | None:
    """The fields of a block, read line by line with a warning when it is malformed; None when it is no block of fields."""
    try:
        if len(block) > LONGEST_CHARACTERS:
            raise YamlProblem(f"It has more than {LONGEST_CHARACTERS} characters", 1, 1)
        found = parse(block)
    except (tomllib.TOMLDecodeError, YamlProblem, json_text.JsonProblem, RecursionError) as error:
        if not _has_fields(block):
            return None
        what, line, column = _where(error, block)
        notes.warn(
            f"The head of fields is malformed in line {line + 1}, column {column}: {what}. It was read line by line.",
            "Put that line right. Values with a colon or quotation marks in them stand in quotes.",
        )
        return _line_by_line(block)
    return found if isinstance(found, dict) else None


def _where(error: Exception, block: str) -> tuple[str, int, int]:
    """What is wrong, without a full stop, and the line and column in the block, from 1."""
    if isinstance(error, (YamlProblem, json_text.JsonProblem)):
        return error.what, error.line, error.column
    if isinstance(error, RecursionError):
        return "Lists within lists go too deep", 1, 1
    place = _TOML_PLACE.search(str(error))
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (block.count("\n") or 1, 1)
    return _TOML_PLACE.sub("", str(error)).rstrip("."), line, column


def _line_by_line(block: str) -> Pairs:
    """The fields of lines that have a name and a value, whatever stands around them.

    Of lines that stand further in than the first, which belong to another field, only those that may hold the article.
    """
    text = block[:LONGEST_CHARACTERS]
    fields: Pairs = []
    outer = None
    for found in _LINE.finditer(text):
        outer = len(found[1]) if outer is None else outer
        value = _value(found, text)
        if len(found[1]) <= outer or judged(found[2], value):
            fields.append((found[2], value))
    return fields


def _value(found: re.Match[str], text: str) -> object:
    """What stands behind a name: a text without the quotes around it, or a list."""
    value = _COMMENT.sub("", found[3].strip()).rstrip(",")
    entries = None if value else _ENTRIES.match(text, found.end())
    if entries:
        return [_unquoted(line.strip(" \t-")) for line in entries[0].split("\n") if line.strip()]
    if value.startswith("[") and not value.startswith("[["):
        return [_unquoted(part.strip()) for part in value.strip("[]").split(",")]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    """A text without the quotes around it; those around a part of it are its own: “Never again”, says keeper."""
    around = value[:1]
    if around in ('"', "'", "“", "‘") and len(value) > 1 and around not in value[1:-1]:
        closing = {"“": "”", "‘": "’"}.get(around, around)
        return value[1:].removesuffix(closing) if closing not in value[1:-1] else value
    return value
