"""YAML as editors mean it: every value is the text that was typed. Pure.

Built from the parser's events, so that `lang: no` stays “no”, `date: 2026-11-20` stays those letters, and no tag makes an
object. Bounded in depth and in size: what stands in it by aliases counts each time it is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

#: Fields nest to three or four: photos, one of them, its credit.
DEEPEST_LEVEL = 12
#: Values in all, repeated ones too: a front matter has some twenty (“billion laughs” has 10 to the ninth).
MOST_VALUES = 5_000
#: Plain scalars that are no statement (YAML 1.2 core schema, section 10.3.2).
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
#: What the parser takes for the end of a line (YAML 1.1, section 4.2).
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NO_COMMENT = re.compile(r"[ \t]+#[^\s#]")
#: Values behind which such a sign is a comment all the same: yes, no, numbers, dates.
_WHOLE = re.compile(r"true|false|yes|no|on|off|null|~|[\d.:+/TZ -]+", re.IGNORECASE)
#: What is opened here and never closed is told of where it was opened.
_OPENED = ("while scanning a quoted", "while parsing a flow")
_TAB = "A tab stands at the beginning of this line. Use spaces"
_SECOND_COLON = "A second colon stands in this line. Put what follows the first one in quotes"
_LINE_ABOVE = "This line stands further in than the one above, or a colon is missing there"
#: What the parser says, by how it begins, in words that help.
_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        _SECOND_COLON,
    ),
    ("found character '\\t'", _TAB),
    ("found a tab character", _TAB),
    ("found character that cannot start any token", "A value begins with @, %, ` or a tab. Put it in quotes"),
    ("found unexpected end of stream", "A quotation mark is opened and not closed"),
    ("could not find expected ':'", "A colon is missing after the name of the field"),
    ("did not find expected key", "This line stands further in or out than the others, or a quotation mark is missing"),
    ("did not find expected '-' indicator", "This line stands further in or out than the list above it"),
    ("did not find expected ',' or ']'", "A square bracket is opened and not closed"),
    ("did not find expected ',' or '}'", "A curly bracket is opened and not closed"),
    ("while scanning an alias", "A value begins with an asterisk. Put it in quotes"),
    ("while scanning an anchor", "A value begins with &. Put it in quotes"),
    ("did not find expected alphabetic", "A value begins with * or &. Put it in quotes"),
    ("<document start>", "Something stands after the end, or this line stands further in or out than the others"),
    (
        "did not find expected comment or line break",
        "A value begins with | or >. Put it in quotes, or begin the text in the next line",
    ),
    ("did not find expected node content", "A value is missing here, or there is a comma too many"),
    ("block sequence entries are not allowed", "A list begins in this line. Begin it in the next one"),
    (
        "did not find expected hexdecimal number",
        "A text in double quotation marks holds a backslash. Write two of them",
    ),
    (
        "found invalid Unicode character escape",
        "A text holds a letter as a number that is none. Write the letter itself",
    ),
    ("found unknown escape character", "A text in double quotation marks holds a backslash. Write two of them"),
    ("while scanning a directive", "A line begins with %. Put a name before it"),
    ("found incompatible YAML", "A line begins with %. Take it out"),
    ("control characters are not allowed", "A character stands in it that no text may hold"),
)


class YamlProblem(ValueError):
    """The text is no YAML that can be understood: `what` in plain words without a full stop, `line` and `column` from 1."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(f"{what} (line {line}, column {column})")
        self.what = what
        self.line = line
        self.column = column


def load(text: str) -> object:
    """The value of a YAML text: texts, lists and dicts with texts as names; None where nothing, or null, was said.

    Raises YamlProblem for what is malformed, too deep or too much, for a name that stands twice, and for a second document.
    """
    try:
        events = iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        return _document(events, _LINE_ENDS.split(text))
    except yaml.MarkedYAMLError as error:
        opened = str(error.context).startswith(_OPENED)
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlProblem(_told(error, text, line), line, column) from error
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlProblem(_plainly(error), *_place(text, error)) from error


def _told(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    """What is wrong, by the line it was found in as well: the parser knows little of tabs and of the line above."""
    lines = ["", *text.splitlines(), ""]
    there = lines[min(line, len(lines) - 1)]
    if "\t" in there[: len(there) - len(there.lstrip())]:
        return _TAB
    words = _plainly(error)
    return _LINE_ABOVE if words == _SECOND_COLON and line > 1 and there.count(":") == 1 else words


def _plainly(error: Exception) -> str:
    """The parser's complaint in an editor's words, where we know them."""
    said = " ".join(str(part) for part in (getattr(error, "problem", ""), getattr(error, "reason", ""), error) if part)
    return next((words for sign, words in _PLAIN_WORDS if sign in said), "This is no YAML that can be understood")


def _place(text: str, error: Exception) -> tuple[int, int]:
    """Line and column of a letter that may not stand in YAML."""
    position = getattr(error, "position", getattr(error, "start", 0)) or 0
    above = text[:position].split("\n")
    return len(above), len(above[-1]) + 1


def _document(events: Iterator[Event], lines: Sequence[str]) -> object:
    """The one value of the text; an empty second document, as `---` at the end makes one, is none."""
    values: list[object] = []
    for event in events:
        if isinstance(event, DocumentStartEvent):
            value = _Builder(events, lines).value(next(events), 0)
            if values and value is not None:
                raise _problem("A second document begins here. One file says one thing", event)
            values.append(value)
    return values[0] if values else None


def _problem(what: str, event: Event) -> YamlProblem:
    mark = event.start_mark
    return YamlProblem(what, mark.line + 1, mark.column + 1) if mark else YamlProblem(what, 1, 1)


class _Builder:
    """Makes one document's value of its events; counts what stands in it."""

    def __init__(self, events: Iterator[Event], lines: Sequence[str]) -> None:
        self.events = events
        self.lines = lines
        self.anchors: dict[str, tuple[object, int]] = {}
        self.count = 0

    def value(self, event: Event, level: int) -> object:
        """The value that begins with an event."""
        if level > DEEPEST_LEVEL:
            raise _problem(f"Lists within lists go more than {DEEPEST_LEVEL} deep", event)
        before = self.count
        self._counted(1, event)
        if isinstance(event, AliasEvent):
            return self._repeated(event)
        made = self._made(event, level)
        if isinstance(event, NodeEvent) and event.anchor:
            self.anchors[event.anchor] = (made, self.count - before)
        return made

    def _counted(self, more: int, event: Event) -> None:
        self.count += more
        if self.count > MOST_VALUES:
            raise _problem(f"There are more than {MOST_VALUES} values in it", event)

    def _repeated(self, event: AliasEvent) -> object:
        """What an alias stands for, counted anew; an anchor is known only when it is whole, so none holds itself."""
        if event.anchor not in self.anchors:
            raise _problem(f"*{event.anchor} stands for nothing. Put the value in quotes", event)
        made, size = self.anchors[event.anchor]
        self._counted(size, event)
        return made

    def _made(self, event: Event, level: int) -> object:
        if isinstance(event, ScalarEvent):
            if not event.value and event.style in (None, "") and (event.anchor or event.tag):
                raise _problem("A value begins with & or !. Put it in quotes", event)
            return self._typed(event) if event.style in (None, "") else event.value
        if isinstance(event, SequenceStartEvent):
            return [self.value(inner, level + 1) for inner in self._inside()]
        if isinstance(event, MappingStartEvent):
            return self._mapping(level)
        raise _problem("This is no YAML that can be understood", event)

    def _typed(self, event: ScalarEvent) -> str | None:
        """A text without quotes as it was typed. Only a sign with a space behind it begins a comment: “Keeper no #1 retires”."""
        value, end = event.value, event.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        if _NO_COMMENT.match(rest) and not _WHOLE.fullmatch(value) and (value or rest.lstrip() != rest):
            return f"{value} {rest.strip()}".strip()
        return None if value in _NULLS else str(value)

    def _inside(self) -> Iterator[Event]:
        """The events that begin what a list or mapping holds, up to its end."""
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _mapping(self, level: int) -> dict[str, object]:
        made: dict[str, object] = {}
        for event in self._inside():
            name = self.value(event, level + 1)
            if not isinstance(name, str):
                raise _problem("The name of a field is missing here, or is a list", event)
            if name in made:
                raise _problem(f"“{name[:60]}” stands here for the second time", event)
            made[name] = self.value(next(self.events), level + 1)
        return made
