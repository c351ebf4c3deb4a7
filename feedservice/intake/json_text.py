"""JSON as editors mean it: every number, yes and no is the text that was typed; what is wrong is told in plain words. Pure."""

from __future__ import annotations

import json

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

    Raises JsonProblem for what is malformed or too deep, and for a name that stands twice.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, value in pairs:
            if name in made:
                quoted = json.dumps(name, ensure_ascii=False)
                raise JsonProblem(f"“{name[:60]}” stands there for the second time", text, max(text.rfind(quoted), 0))
            made[name] = _as_typed(value)
        return made

    try:
        return json.loads(text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        words = next((words for sign, words in _PLAIN_WORDS if error.msg.startswith(sign)), "This is no JSON")
        raise JsonProblem(words, text, error.pos) from error
    except RecursionError as error:
        raise JsonProblem("Lists within lists go too deep", text, 0) from error


def _as_typed(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value
