from __future__ import annotations

from dataclasses import replace

import pytest

from feedservice.article import Article, Rendition
from feedservice.web.desk.advice import advice
from tests.every import every
from tests.factories import make_article, make_photo

LARGE = (Rendition("a.jpg", "image/jpeg", 100_000, 1600, 900),)
PHOTO = make_photo(renditions=LARGE, caption="The ferry at its quay.", credit="Ana Ruiz", alt="A white ferry")
WHOLE = make_article(photos=(PHOTO,), standfirst="It is back.", section="World", byline=("Ana Ruiz",))

#: What is lacking, how much that weighs, and some words of it.
LACKS: dict[str, tuple[Article, str, str]] = {
    "credit": (replace(WHOLE, photos=(replace(PHOTO, credit="", creator=""),)), "heavy", "no credit"),
    "alternative text": (replace(WHOLE, photos=(replace(PHOTO, alt="", caption="", description=""),)), "heavy", "no alternative text"),
    "a word to come": (replace(WHOLE, body_html="<p>After TK years.</p>"), "heavy", "“TK”"),
    "a file name for alternative text": (replace(WHOLE, photos=(replace(PHOTO, alt="DSC_0042.JPG"),)), "medium", "a file name"),
    "size": (replace(WHOLE, photos=(replace(PHOTO, renditions=(replace(LARGE[0], width_px=1199),)),)), "medium", "1,199 pixels"),
    "a short headline": (replace(WHOLE, headline="x" * 111), "medium", "111 characters"),
    "a byline": (replace(WHOLE, byline=(), agencies=()), "medium", "no byline"),
    "a standfirst of its own": (replace(WHOLE, standfirst_derived=True), "medium", "repeats the article's opening"),
    "a section": (replace(WHOLE, section=""), "light", "no section"),
    "a caption": (replace(WHOLE, photos=(replace(PHOTO, caption=""),)), "light", "no caption"),
    "a photo": (replace(WHOLE, photos=()), "light", "no photo"),
}  # fmt: skip


def test_a_whole_article_needs_no_advice() -> None:
    assert advice(WHOLE) == ()
    assert advice(replace(WHOLE, headline="x" * 110, body_html="<p>The TKs and stkk of an aTK.</p>")) == ()


@every("lacking", LACKS)
def test_what_an_article_lacks_is_said_with_its_weight_and_a_remedy(lacking: str) -> None:
    article, weight, words = LACKS[lacking]
    (found,) = (one for one in advice(article) if words in one.what)
    assert found.weight == weight
    assert found.remedy


def test_the_heaviest_stands_first_and_a_photo_is_named() -> None:
    bare = replace(PHOTO, path="world/quay.jpg", credit="", caption="", alt="", creator="", description="")
    found = advice(replace(WHOLE, photos=(PHOTO, bare, bare), section=""))
    order = ["heavy", "medium", "light"]
    assert [one.weight for one in found] == sorted((one.weight for one in found), key=order.index)
    assert found[0].what == "A photo has no credit (world/quay.jpg, and 1 more)."


@pytest.mark.parametrize("word", ["TODO", "XXX", "TKTK"])
def test_what_is_to_come_is_found_in_the_headline_too(word: str) -> None:
    assert advice(replace(WHOLE, headline=f"Ferry {word}"))[0].weight == "heavy"
