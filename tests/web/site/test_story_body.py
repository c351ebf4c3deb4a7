"""An article's markup as its page shows it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from feedservice.article import Photo, Rendition
from feedservice.web.site.story_body import PageWords, for_page

WORDS = PageWords("Table", "Photo in full")
HOME = "https://news.example"
LARGE = Rendition("a" * 32 + ".jpg", "image/jpeg", 9, 1600, 900)
SMALL = Rendition("b" * 32 + ".jpg", "image/jpeg", 9, 400, 225, "thumbnail")
PHOTO = Photo("a.jpg", (LARGE, SMALL))
FIGURE = f'<figure><img src="{HOME}/photos/{LARGE.name}" alt="Boats"></figure>'


def shown(html: str) -> BeautifulSoup:
    return BeautifulSoup(for_page(html, [PHOTO], HOME, WORDS), "lxml")


def test_a_photo_comes_in_the_sizes_there_are_and_waits() -> None:
    image = shown(FIGURE).img
    assert image["srcset"] == f"{HOME}/photos/{SMALL.name} 400w, {HOME}/photos/{LARGE.name} 1600w"
    assert (image["loading"], image["alt"]) == ("lazy", "Boats")
    assert not shown('<img src="https://else.example/a.jpg">').img.has_attr("srcset")


def test_photos_that_follow_each_other_are_a_gallery_and_one_alone_is_none() -> None:
    assert len(shown(f"<p>x</p>{FIGURE}\n{FIGURE}<p>y</p>{FIGURE}").select(".gallery figure")) == 2
    assert not shown(f"{FIGURE}<figure><audio src='x'></audio></figure>").select(".gallery")


def test_a_paragraph_that_is_a_picture_alone_is_shown_as_one() -> None:
    page = shown(f'<p><a href="/x"><img src="y" alt="Boats"></a></p>{FIGURE}<p><img src="z" alt="Men"> and words</p>')
    assert len(page.select(".gallery figure img")) == 2
    assert page.p.get_text() == " and words"


def test_a_table_scrolls_in_a_place_that_the_keyboard_reaches_and_that_has_a_name() -> None:
    page = shown(
        "<table><caption>Boats &amp; <em>men</em></caption><tr><td><table><tr><td>x</td></tr></table></td></tr></table>"
        "<p>between</p><table><tr><td>y</td></tr></table>"
    )
    places = page.select(".scroller")
    assert [(one["role"], one["tabindex"], one["aria-label"]) for one in places] == [
        ("region", "0", "Boats & men"),
        ("region", "0", "Table"),
    ]
    assert all(one.parent["class"] == ["scroller"] for one in page.select("table") if not one.find_parent("table"))
    assert page.p.get_text() == "between"


@pytest.mark.parametrize(
    ("given", "comes"), [("h4 h4 h3", "h2 h2 h2"), ("h3 h4 h2 h4", "h2 h3 h2 h3"), ("h2 h3 h4", "h2 h3 h4")]
)
def test_headings_leave_out_no_level(given: str, comes: str) -> None:
    html = "".join(f"<{one} lang='en'>x</{one}>" for one in given.split())
    assert [one.name for one in shown(html).select("h2, h3, h4")] == comes.split()


def test_a_link_around_a_photo_without_words_has_a_name() -> None:
    page = shown(
        '<a href="/x"><img src="y" alt=""></a><a href="/x"><img src="y"></a><a href="/x"><img src="y" alt="Boats"></a>'
    )
    assert [one.get("aria-label") for one in page.select("a")] == ["Photo in full", "Photo in full", None]
    assert all(one.has_attr("alt") for one in page.select("img"))


def test_lines_that_do_not_wrap_can_be_reached() -> None:
    assert shown("<pre>long</pre>").pre["tabindex"] == "0"
