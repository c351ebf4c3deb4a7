"""What is wrong with a value of a setting, in words for whoever wrote it; the checking library's own are for programmers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: By the kinds of pydantic's errors (https://docs.pydantic.dev/latest/errors/validation_errors/), with what their context names.
_REASONS = {
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number, and not without end",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text, in quotes",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "literal_error": "must be one of {expected}",
    "enum": "must be one of {expected}",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a table, with names and values",
    "dataclass_type": "must be a table, with names and values",
    "path_type": "must be the path of a file or folder",
    "time_delta_parsing": "must be a number of seconds",
}
#: What a value must look like, by the end of a setting's name.
_PATTERNS = {"language": "must be the code of a language, such as en, pt-BR or zh-Hant"}
#: How pydantic-settings names the field that it could not take apart.
_UNPARSED = re.compile(r'error parsing value for field "(\w+)"')


def reason(name: str, kind: str, context: Mapping[str, Any], message: str) -> str:
    """Why a value is refused, to follow the value; what has no words of ours keeps the message of the library."""
    told = _PATTERNS.get(name.rpartition(".")[2]) if kind == "string_pattern_mismatch" else _REASONS.get(kind)
    why = told.format_map(context) if told else message.removeprefix("Value error, ")
    return f"it {why}" if why.startswith(("must ", "is ")) else why


def unparsed(message: str) -> str:
    """The setting whose variable could not be taken apart; nothing when the message is of something else."""
    found = _UNPARSED.search(message)
    return found[1] if found else ""
