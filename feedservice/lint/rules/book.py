"""What a rule is, and how the tables of rules are written. Pure.

In the sentences of a rule stand `{element}` (the element or member it concerns), `{value}` (what was found there,
shortened) and `{other}` (what it was compared with).
"""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.article import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """How bad a breach is, what is wrong and how to put it right, in a sentence each, and who says so."""

    severity: Severity
    what: str
    remedy: str
    source: str


def error(what: str, remedy: str, source: str) -> Rule:
    """A rule whose breach loses or garbles news in some reader, or that the standard states as a must."""
    return Rule(Severity.ERROR, what, remedy, source)


def warning(what: str, remedy: str, source: str) -> Rule:
    """A rule whose breach readers survive, each in its own way."""
    return Rule(Severity.WARNING, what, remedy, source)
