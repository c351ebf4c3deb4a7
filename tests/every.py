"""One test for very many small cases: each is tried, and all that fail are told, with their names. Pure.

A test of its own costs pytest more than such a case: to collect it, to hand it to a tester, to report it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def every(name: str, cases: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """As parametrize of pytest, of plain functions and methods without fixtures; of several names, between commas."""
    names, chosen = [one.strip() for one in name.split(",")], list(cases)

    def of(check: Callable[..., None]) -> Callable[..., None]:
        def run(*of_class: object) -> None:
            failed = []
            for case in chosen:
                values = case if len(names) > 1 else (case,)
                given = dict(zip(names, values, strict=True))
                try:
                    check(*of_class, **given)
                except (Exception, pytest.fail.Exception) as error:
                    failed.append(f"{given}: {type(error).__name__}: {error}")
            assert not failed, "\n".join(failed)

        def test() -> None:
            run()

        def method(self: object) -> None:
            run(self)

        made = method if "self" in check.__code__.co_varnames[:1] else test
        made.__name__, made.__qualname__, made.__doc__ = check.__name__, check.__qualname__, check.__doc__
        made.__module__ = check.__module__
        return made

    return of
