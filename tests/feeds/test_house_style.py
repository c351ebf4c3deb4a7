"""The fingerprint of what every document is set with: it changes with what shows in documents, and with nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from feedservice.feeds import house_style as module
from feedservice.feeds.house_style import house_style
from feedservice.settings import Settings


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    module._code.cache_clear()
    yield
    module._code.cache_clear()


def test_a_setting_that_shows_changes_it_and_one_that_does_not_leaves_it() -> None:
    usual = house_style(Settings())
    assert house_style(Settings(title="Another paper")) != usual
    assert house_style(Settings(scan_seconds=99)) == usual


@pytest.mark.parametrize("changed", [("pages", "read_on"), ("pages", "credit"), ("language", "own_name")])
def test_a_word_of_ours_that_stands_in_documents_changes_it(
    changed: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, words = house_style(Settings()), module.words
    module._code.cache_clear()
    monkeypatch.setattr(module, "words", lambda *asked: {"en": "Go on"} if asked == changed else words(*asked))
    assert house_style(Settings()) != usual
