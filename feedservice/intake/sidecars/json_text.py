"""JSON as editors mean it: every number, yes and no is the text that was typed; what is wrong is told in plain words. Pure."""

from __future__ import annotations

import json
import re

from feedservice.intake.sidecars.yaml_text import DEEPEST_LEVEL, MOST_VALUES

#: What Python's parser says, by how it begins, in words that help.
_PLAIN_WORDS = (
    ("Expecting ','", "A comma is missing"),
    ("Expecting ':'", "A colon is missing after the name of a field"),
    ("Expecting property name", "The name of a field, in quotation marks, is missing; perhaps there is a comma too many"),
    ("Illegal trailing comma", "There is a comma too many"),
    ("Expecting value", "A value is missing, or a text stands without quotation marks"),
    ("Unterminated string", "A quotation mark is opened and not closed"),
    ("Invalid control character", "A text in quotation marks goes over the end of its line, or holds a tab"),
    ("Invalid \\", "A text holds a backslash. Write two of them"),
    ("Extra data", "Something stands after the end"),
)  # fmt: skip


class JsonProblem(ValueError):
    """The text is no JSON that can be understood: `what` in plain words without a full stop, `line` and `column` from 1."""

    def __init__(self, what: str, text: str, position: int) -> None:
        super().__init__(what)
        above = text[:position].split("\n")
        self.what = what
        self.line = len(above)
        self.column = len(above[-1]) + 1


def load(text: str) -> object:
    """The value of a JSON text: texts, lists and dicts; None for null.

    Raises JsonProblem for what is malformed, too deep or too much, and for a name that stands twice.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, value in pairs:
            if name in made:
                raise JsonProblem(f"“{name[:60]}” stands there for the second time", text, _last(name, text))
            made[name] = _as_typed(value)
        return made

    try:
        value: object = json.loads(text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str)
        _refuse_too_much(value, text)
    except json.JSONDecodeError as error:
        words = next((words for sign, words in _PLAIN_WORDS if error.msg.startswith(sign)), "This is no JSON")
        raise JsonProblem(words, text, error.pos) from error
    except RecursionError as error:
        raise JsonProblem("Lists within lists go too deep", text, 0) from error
    return _as_typed(value)


def _last(name: str, text: str) -> int:
    """Where a name of a field stands last."""
    named = re.compile(re.escape(json.dumps(name, ensure_ascii=False)) + r"\s*:")
    return max((found.start() for found in named.finditer(text)), default=0)


def _refuse_too_much(value: object, text: str) -> None:
    """Raise JsonProblem for more values, or deeper ones, than a sidecar in YAML may hold."""
    count, level = 0, [value]
    for _ in range(DEEPEST_LEVEL + 1):
        count += len(level)
        if count > MOST_VALUES:
            raise JsonProblem(f"There are more than {MOST_VALUES} values in it", text, 0)
        held = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list)))
        level = [inner for values in held for inner in values]
    if level:
        raise JsonProblem(f"Lists within lists go too deep, more than {DEEPEST_LEVEL}", text, 0)


def _as_typed(value: object) -> object:
    if isinstance(value, list):
        return [_as_typed(one) for one in value]
    return ("true" if value else "false") if isinstance(value, bool) else value
