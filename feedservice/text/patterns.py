"""Regular expressions that are compiled when they are first used: start-up time. Pure.

The trade's patterns hold words of all languages. Compiling them takes longer than all else that a process does at its
start, and most processes never look at an article.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a compiled pattern; each of its methods is looked up once, and from then on is the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if "_compiled" not in vars(self):
            self._compiled = re.compile(self.pattern, self._given)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as of `re.compile`, but for when it is compiled. What is wrong with it is raised (re.error) at its first use.

    To be asked by its methods (`later(…).search(text)`); functions of `re` take it for none.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))
