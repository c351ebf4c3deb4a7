"""The one way by which commands say something: nothing in a name reaches a terminal that it would obey. Touches: terminal.

A test holds that no command prints otherwise; `export` alone writes bytes, of the same lines.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from feedservice.text.unicode import shown

#: A line: its text, and how it is set on a terminal (the names of click’s styles).
Line = tuple[str, dict[str, Any]]

#: Neither letters nor ASCII: among these is what JSON may hold as it is and a terminal obeys, or turns round, all the same.
_SIGNS = re.compile(r"[^\w\x20-\x7e]")


def say(*lines: str, err: bool = False) -> None:
    """Say lines to people; a line end within one was in a name, and is shown as such."""
    click.echo("\n".join(map(shown, lines)), err=err)


def tell(sentence: str) -> None:
    """Say a warning, or why we wait, on standard error."""
    say(sentence, err=True)


def say_json(value: Any) -> None:
    """Say a value to programs, on a line of its own."""
    click.echo(json_line(value))


def json_line(value: Any) -> str:
    """A value as a line of JSON; the very value, whose unseen signs are written as escapes."""
    return _SIGNS.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return sign if shown(sign) == sign else json.dumps(sign)[1:-1]


def say_report(lines: Callable[[int | None], Iterable[Line]]) -> None:
    """Say a report to people: within the width of a terminal, and in its colours unless NO_COLOR is set (no-color.org).

    `lines` is given the width, or none where the output is no terminal: then a line is as long as what it says.
    """
    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else None
    in_colour = is_terminal and not os.environ.get("NO_COLOR")
    for text, style in lines(width):
        # the style is put on after what a terminal obeys is gone
        click.echo(click.style(shown(text), **style) if in_colour and style else shown(text), color=in_colour)


def wrapped(text: str, width: int | None, indent: str, style: dict[str, Any]) -> Iterator[Line]:
    """A text as lines of at most `width` characters, those after the first further in; one line when there is no width."""
    lines = [text] if width is None else textwrap.wrap(text, max(width - len(indent), 30), break_long_words=False, break_on_hyphens=False)  # fmt: skip
    yield from ((indent + ("  " if number else "") + line, style) for number, line in enumerate(lines))
