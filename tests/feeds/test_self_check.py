"""The self-check before publication: what it stops, whom it blames, and that the rest goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from feedservice.errors import RenderError
from feedservice.feeds import formats
from feedservice.feeds.self_check import set_and_read
from tests.factories import make_article, make_channel, make_edition, make_photo, make_rendition
from tests.formats import RSS
from tests.newsroom import Newsroom, picture, story


def true_size(address: str) -> int | None:
    """What factories say of the photo."""
    if "/photos/" not in address:
        raise KeyError(address)
    return 48_211 if "/a" in address else None


def test_what_is_sound_is_set_in_every_format() -> None:
    edition = make_edition(make_article(photos=(make_photo(),)), make_article(key="b2"))
    documents, left_out = set_and_read(edition, {}, true_size)
    assert ([form.name for form in documents], left_out) == ([form.name for form in formats.FORMATS], {})


def test_an_untrue_length_leaves_out_its_article_alone() -> None:
    wrong = make_article(key="w", photos=(make_photo(renditions=(make_rendition(size_bytes=5),)),))
    documents, left_out = set_and_read(make_edition(make_article(), wrong), {}, true_size)
    assert list(left_out) == [wrong]
    assert "48211" in left_out[wrong]
    assert all(wrong.id.encode() not in body for body in documents.values())
    assert all(make_article().id.encode() in body for body in documents.values())


def test_a_photo_that_is_not_there_leaves_out_its_article_alone() -> None:
    lost = make_article(key="l", photos=(make_photo(renditions=(make_rendition(name="b" * 32 + ".jpg"),)),))
    _, left_out = set_and_read(make_edition(make_article(), lost), {}, true_size)
    assert list(left_out) == [lost]


def test_a_new_id_at_an_old_address_is_stopped() -> None:
    edition = make_edition(make_article(), make_article(key="b2"))
    before = {form.path: formats.render(edition, form) for form in formats.FORMATS}
    changed = replace(make_article(), id="tag:news.example,2026-11-18:another")
    _, left_out = set_and_read(replace(edition, articles=(changed, edition.articles[1])), before, true_size)
    assert list(left_out) == [changed]


def test_two_articles_of_one_id_are_stopped() -> None:
    twins = (make_article(), replace(make_article(), key="other"))
    with pytest.raises(RenderError):
        set_and_read(make_edition(channel=make_channel(title="")), {}, true_size)
    _, left_out = set_and_read(make_edition(*twins), {}, true_size)
    assert left_out


def test_the_desk_says_which_article_was_left_out_and_the_others_run(newsroom: Newsroom) -> None:
    newsroom.drop("world/one.txt", story("One"))
    newsroom.drop("world/two.txt", story("Two"))
    newsroom.drop("world/two.jpg", picture())
    newsroom.settle()
    assert len(newsroom.feed().entries) == 2
    for photo in (newsroom.settings.photos_dir).glob("*.jpg"):
        photo.write_bytes(b"")  # what a broken disk leaves
    newsroom.drop("world/three.txt", story("Three"))
    newsroom.settle()
    assert sorted(entry.title.split()[0] for entry in newsroom.feed().entries) == ["One", "Three"]
    assert newsroom.outcome("world/two.txt") == "refused"
    assert "could not be set in type" in newsroom.what("world/two.txt")
    assert newsroom.outcome("world/three.txt") == "published"


def test_a_channel_that_cannot_be_set_keeps_its_last_good_documents(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newsroom.drop("world/one.txt", story("One"))
    newsroom.settle()
    before = newsroom.document("/sections/world/rss.xml")
    written = formats.FORMATS[0].write

    def broken(edition: object, path: str) -> bytes:
        if path.startswith("/sections"):
            raise ValueError("out of type")
        return written(edition, path)

    forms = tuple(replace(form, write=broken) if form is RSS else form for form in formats.FORMATS)
    monkeypatch.setattr(formats, "FORMATS", forms)
    newsroom.drop("world/two.txt", story("Two"))
    newsroom.settle()
    assert len(newsroom.feed().entries) == 2
    assert newsroom.document("/sections/world/rss.xml") == before
    with newsroom.store.reading() as asked:
        assert "out of type" in asked.channels.at("/sections/world").problem
