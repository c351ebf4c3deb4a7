"""The one way by which commands say something: nothing in a name reaches a terminal that it would obey. Touches: terminal.

A test holds that no command prints otherwise; `export` alone writes bytes, of the same lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import click

from feedservice.text.unicode import shown

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


def say_styled(lines: Iterable[tuple[str, dict[str, Any]]], *, in_colour: bool) -> None:
    """Say lines to people, each in the style it has (click’s names), which is put on after what a terminal obeys is gone."""
    for text, style in lines:
        click.echo(click.style(shown(text), **style) if in_colour and style else shown(text), color=in_colour)
