"""Patterns of the trade can be read: their words stand in the language files, and no pattern is longer than some lines."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import feedservice

_HOUSE = Path(feedservice.__file__).parent
_LONGEST_PATTERN_CHARACTERS = 400
MODULES = sorted(
    file
    for room in ("intake/trade", "intake/plain", "intake/html/head", "intake/html/pictures", "text")
    for file in (_HOUSE / room).glob("*.py")
)


def _patterns(source: str) -> list[str]:
    """The literals, as they stand, of the first argument of every call of re's functions."""
    calls = (one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call) and one.args)
    first = (call.args[0] for call in calls if ast.unparse(call.func).startswith("re."))
    return [
        ast.get_source_segment(source, one) or "" for one in first if isinstance(one, (ast.Constant, ast.JoinedStr))
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(_HOUSE)))
def test_no_pattern_is_a_table_of_words(module: Path) -> None:
    long = [
        one
        for one in _patterns(module.read_text(encoding="utf-8"))
        if len("".join(one.split())) > _LONGEST_PATTERN_CHARACTERS
    ]
    assert not long, "words belong in the language files, names of parts in a table"


def test_long_patterns_would_be_seen() -> None:
    assert len(_patterns("import re\nre.compile(r'a|b' rf'|{c}|d')")[0]) > len("a|b|{c}|d")
