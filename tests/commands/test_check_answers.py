"""The answers of a check: every promised key, whatever there is to say; and the names by which pictures are looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedservice.addresses import HOME
from feedservice.article import Cut, Finding, Manuscript, Outcome, PhotoReference, Problem, Receipt
from feedservice.commands.check.check_answers import answer
from feedservice.commands.check.picture_names import word_of, words_of_pictures
from feedservice.editing.prepare import Prepared
from tests.factories import make_article, make_photo, make_source

KEYS = [
    "path", "outcome", "headline", "slug", "standfirst", "byline", "agencies", "dateline", "published", "section", "tags",
    "language", "photo", "attachments", "body_html", "evidence", "problems", "cut", "words",
]  # fmt: skip
BASE = "https://news.example"
RECEIPT = Receipt(
    "a.txt",
    Outcome.PUBLISHED,
    problems=(Problem("a.txt", "What.", "Remedy."),),
    evidence={"headline": Finding("Harbour", "first line", 0.9)},
    cut=(Cut("Share this", "furniture"),),
)
MANUSCRIPT = Manuscript("a.txt")


def test_an_article_and_a_refusal_have_the_same_keys_in_the_same_order() -> None:
    refused = answer("x/a.txt", Prepared(Receipt("a.txt", Outcome.REFUSED)))
    whole = answer("x/a.txt", Prepared(RECEIPT, article=make_article()), BASE, "en")
    assert list(refused) == list(whole) == KEYS
    assert (refused["path"], refused["headline"], refused["byline"], refused["body_html"]) == (
        "x/a.txt",
        None,
        [],
        None,
    )
    assert whole["problems"] == [{"where": "a.txt", "what": "What.", "remedy": "Remedy.", "severity": "error"}]
    assert whole["evidence"] == {"headline": {"value": "Harbour", "source": "first line", "confidence": 0.9}}
    assert whole["cut"] == [{"words": "Share this", "reason": "furniture"}]


def test_what_an_article_leaves_open_is_null_or_the_newsrooms() -> None:
    bare = make_article(byline=(), agencies=("Port Agency",), section="", dateline="", language="", photos=())
    said = answer("a.txt", Prepared(RECEIPT, article=bare, manuscript=MANUSCRIPT), BASE, "nb")
    assert (said["byline"], said["agencies"]) == (["Port Agency"], ["Port Agency"])
    assert (said["section"], said["dateline"], said["language"], said["photo"]) == (None, None, "nb", None)


@pytest.mark.parametrize(("field", "told"), [("date", True), ("embargo", True), ("expiry", False)])
def test_a_date_is_told_when_the_file_states_one(field: str, told: bool) -> None:
    manuscript = replace(MANUSCRIPT, **{field: Finding("2026-11-18", "Date line", 1.0)})
    article = make_article()
    said = answer("a.txt", Prepared(RECEIPT, article=article, manuscript=manuscript))
    assert said["published"] == (article.published.isoformat() if told else None)


def test_addresses_are_the_newsrooms_own() -> None:
    article = make_article(body_html=f'<p><img src="{HOME}/photos/a.jpg"></p>', photos=(make_photo(),))
    said = answer("a.txt", Prepared(RECEIPT, article=article), BASE)
    assert said["body_html"] == f'<p><img src="{BASE}/photos/a.jpg"></p>'
    assert said["photo"]["url"].startswith(f"{BASE}/photos/")
    assert said["photo"]["creator"] is None


def test_a_lead_photo_on_the_web_has_an_address_and_no_path() -> None:
    manuscript = replace(
        MANUSCRIPT, photos=(PhotoReference("q.jpg", "", "Ana"),), caption=Finding("The quay.", "caption", 1.0)
    )
    prepared = Prepared(
        RECEIPT, article=make_article(photos=()), manuscript=manuscript, on_the_web="https://x.example/q.jpg"
    )
    said = answer("a.txt", prepared, BASE)["photo"]
    assert (said["path"], said["url"]) == (None, "https://x.example/q.jpg")
    assert (said["caption"], said["credit"]) == ("The quay.", "Ana")


@pytest.mark.parametrize(
    ("photo", "text"),
    [
        ("world/the quay (2).jpg", '<img src="the%20quay%20%282%29.jpg">'),
        ("x/été & co.JPG", '<img src="&eacute;t&eacute; &amp; co.jpg">'),
        ("crowd.png", "![Boats](images/x-crowd.png)"),
    ],
)
def test_a_photo_is_looked_for_by_the_word_its_name_ends_with_however_it_is_written(photo: str, text: str) -> None:
    assert word_of(photo) in words_of_pictures(make_source("a.md", text), [])


def test_sidecars_state_pictures_too_and_word_files_are_not_searched() -> None:
    assert words_of_pictures(None, ["the%20quay.jpg"]) == {"quay"}
    assert words_of_pictures(make_source("a.docx", "quay.jpg"), []) == set()
    assert words_of_pictures(make_source("a.txt", "No picture here."), []) == set()
    assert words_of_pictures(make_source("a.txt", "quay.jpgs"), []) == set()
