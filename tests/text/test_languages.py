"""The language files: every one can be read, says what somebody reads, and its compiled form is up to date."""

from __future__ import annotations

import pytest

from feedservice.text import languages
from feedservice.text.languages import COMPILED, digest, parsed, read_sources
from tests.language_files import compiled

SOURCES = read_sources()


@pytest.mark.parametrize("tag", SOURCES)
def test_every_file_can_be_read_and_says_what_it_is(tag: str) -> None:
    found = parsed({tag: SOURCES[tag]})[tag]
    assert found["language"]["name"]


def test_the_compiled_words_are_up_to_date() -> None:
    assert COMPILED.read_text(encoding="utf-8") == compiled(), "run python -m tests.language_files"


def test_compiled_words_that_are_behind_their_files_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {**SOURCES, "en": SOURCES["en"] + b"\n# and one line more\n"}
    assert digest(changed) != digest(SOURCES)
    monkeypatch.setattr(languages, "read_sources", lambda: changed)
    monkeypatch.setattr(languages.json, "loads", lambda _: {"digest": digest(SOURCES), "languages": {}})
    assert "en" in languages.languages.__wrapped__()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[dates", "xx.toml cannot be read"),
        (b"[dances]\n", "a table [dances] that nobody reads"),
        (b"[dates]\nmoons = []\n", "nobody reads “moons” of [dates]"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=r"xx\.toml") as caught:
        parsed({"xx": content})
    assert says in str(caught.value)
