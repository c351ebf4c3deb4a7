"""The table of file endings: every ending stands in it once, and every form of an article has its reader."""

from __future__ import annotations

import pytest

from feedservice.folder import match
from feedservice.intake import READERS
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS, CONTAINERS, FORMS, UNREAD, Form, form_of, suffix


@pytest.mark.parametrize("ending", [*FORMS, *UNREAD])
def test_a_file_is_one_thing_to_everybody(ending: str) -> None:
    name = f"harbour/story{ending.upper()}"
    is_what = [
        match.is_article(name),
        match.is_sidecar(name),
        match.is_photo(name),
        match.is_recording(name),
        match.is_timed(name),
        suffix(name) in UNREAD,
    ]
    assert is_what.count(True) == 1
    assert ending == ending.lower()
    assert ending.startswith(".")


def test_every_ending_of_an_article_has_a_reader_and_one_form_one_reader() -> None:
    assert tuple(READERS) == ARTICLE_ENDINGS
    assert len({(FORMS[ending], reader) for ending, reader in READERS.items()}) == len(set(READERS.values()))


def test_every_form_is_of_some_ending() -> None:
    assert set(FORMS.values()) == set(Form)
    assert {form_of(f"a{ending}") for ending in CONTAINERS} == {Form.WORD, Form.MAIL}
    assert form_of("a.pdf") is None
