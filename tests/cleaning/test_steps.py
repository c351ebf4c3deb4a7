"""Each step of cleaning, seen through the whole of it: a rule that another step undoes is no rule."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice import cleaning
from feedservice.cleaning.structure.inline_runs import phrase

BASE = "https://port.example"


def clean(html: str, photos: dict[str, str] | None = None) -> str:
    return " ".join(cleaning.clean(BeautifulSoup(html, "lxml"), BASE, photos).html.split())


STRUCTURE = {
    "presentational names": ("<p><b>a</b> <i>b</i> <strike>c</strike> <tt>d</tt></p>", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
    "headings into the range of an article": ("<h1>a</h1><h6>b</h6>", "<h2>a</h2><h4>b</h4>"),
    "boxes": ("<div><section><p>a</p></section><span>b</span></div>", "<p>a</p><p>b</p>"),
    "text in boxes": ("<div>a</div><div>b <i>c</i></div>", "<p>a</p><p>b <em>c</em></p>"),
    "text between paragraphs": ("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
    "double breaks": ("<p>a<br><br>b<br>c</p>", "<p>a</p><p>b<br>c</p>"),
    "double breaks with space between": ("a<br> \n <br/>b", "<p>a</p><p>b</p>"),
    "double breaks in a box": ("<div>a<br><br>b</div>", "<p>a</p><p>b</p>"),
    "empty elements": ("<p>a</p><p> </p><p>&nbsp;</p><p><b></b></p><ul><li></li></ul>", "<p>a</p>"),
    "a lone break": ("<p>a</p><br><p>b</p>", "<p>a</p><p>b</p>"),
    "emphasis around paragraphs": ("<b><p>a</p><p>b</p></b>", "<p>a</p><p>b</p>"),
    "rules inside paragraphs": ("<p>a<b><hr></b>b</p>", "<p>a</p><hr><p>b</p>"),
    "other direction": ("<p><span dir=rtl>a</span> <span lang=de>b</span></p>", '<p><bdi dir="rtl">a</bdi> b</p>'),
    "list without its list stays text": ("<p>a</p><ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
    "empty boxes before text": ("<div><span></span><p>a</p></div>", "<p>a</p>"),
    "picture element": ("<picture><source srcset=b.webp><img src=/a.jpg alt=x></picture>", f'<p><img alt="x" src="{BASE}/a.jpg"></p>'),
    "preformatted text": ("<pre>a  b</pre>", "<pre>a b</pre>"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), STRUCTURE.values(), ids=STRUCTURE)
def test_structure_is_mended(html: str, expected: str) -> None:
    assert clean(html) == expected


def test_white_space_in_preformatted_text_is_kept() -> None:
    assert cleaning.clean(BeautifulSoup("<pre>a\n  b</pre>", "lxml"), BASE).html == "<pre>a\n  b</pre>"


LINKS = {
    "relative": ("<a href='a/b.html'>x</a>", f'<a href="{BASE}/a/b.html">x</a>'),
    "from the root": ("<a href=/b>x</a>", f'<a href="{BASE}/b">x</a>'),
    "up": ("<a href=../../b>x</a>", f'<a href="{BASE}/b">x</a>'),
    "without a scheme": ("<a href=//other.example/b>x</a>", '<a href="https://other.example/b">x</a>'),
    "absolute": (
        "<a href='http://other.example/b?c=d&e=f'>x</a>",
        '<a href="http://other.example/b?c=d&amp;e=f">x</a>',
    ),
    "with a space": ("<a href='/a b'>x</a>", f'<a href="{BASE}/a%20b">x</a>'),
    "mail": ("<a href=mailto:a@b.example>x</a>", '<a href="mailto:a@b.example">x</a>'),
    "telephone": ("<a href=tel:+331>x</a>", '<a href="tel:+331">x</a>'),
    "fragment only": ("<a href='#top'>x</a>", "x"),
    "script": ("<a href=javascript:x>x</a>", "x"),
    "broken address": ("<a href='http://[::1/b'>x</a>", "x"),
    "empty": ("<a href=''>x</a>", "x"),
}


@pytest.mark.parametrize(("html", "expected"), LINKS.values(), ids=LINKS)
def test_links_are_absolute_or_gone(html: str, expected: str) -> None:
    assert clean(f"<p>{html}</p>") == f"<p>{expected}</p>"


PHOTOS = {"mine.jpg": "https://home.invalid/photos/1.jpg", "broken.jpg": ""}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <img src=' mine.jpg '></p>", '<p>a <img alt="" src="https://home.invalid/photos/1.jpg"></p>'),
        ("<p>a <img src=broken.jpg alt=b></p>", "<p>a</p>"),
        ("<figure><img src=broken.jpg><figcaption>b</figcaption></figure><p>a</p>", "<p>a</p>"),
        (
            "<figure><img src=broken.jpg><img src=mine.jpg></figure>",
            '<figure><img alt="" src="https://home.invalid/photos/1.jpg"></figure>',
        ),
        ("<p>a <img src=data:image/png;base64,AA></p>", "<p>a</p>"),
        ("<p>a <img></p>", "<p>a</p>"),
        ("<p>a <img src=/other.gif alt=c></p>", f'<p>a <img alt="c" src="{BASE}/other.gif"></p>'),
    ],
)
def test_pictures_stand_at_the_address_they_are_served_at_or_go(html: str, expected: str) -> None:
    assert clean(html, PHOTOS) == expected


FURNITURE = [
    "<aside>x</aside>", "<form><input value=x></form>",
    "<div class='share-bar'>x</div>", "<ul class='social'><li>x</li></ul>", "<div id=comments>x</div>",
    "<section class='related articles'>x</section>", "<div hidden>x</div>", "<div class=newsletter_signup>x</div>",
    "<p>Read more »</p>", "<p><a href=/t>Back to top</a></p>", "<div><a href=/s>Share</a> | <a href=/p>Print</a></div>", "<p>###</p>",
    "<script>x</script>", "<style>x</style>", "<!-- x -->", "<template>x</template>", "<noframes>x</noframes>", "<h3>Comments</h3>",
    "<p>This is a carousel. Use Next and Previous buttons to navigate</p>",
]  # fmt: skip


@pytest.mark.parametrize("html", FURNITURE)
def test_page_furniture_is_cut(html: str) -> None:
    assert clean(f"<p>before</p>{html}").removesuffix("<p>|</p>") == "<p>before</p>"


STORY = [
    "<div class=navy>x</div>", "<div class=shareholders>x</div>", "<p class=share>x</p>", "<h3>Menu</h3><p>Soup.</p>",
    "<p>We <a href='https://x.example/'>share</a> it.</p>", "<p>Leave your <span>comments</span>, please.</p>",
    f"<div class=related>{'long ' * 400}</div>", "<p>Share prices rose.</p>", "<blockquote class=print><p>x</p></blockquote>",
    "<p>Then they <b>close</b>.</p>", "<figure class=ad><img src=/a.jpg></figure>",
]  # fmt: skip


@pytest.mark.parametrize("html", STORY)
def test_the_story_is_never_cut(html: str) -> None:
    before = BeautifulSoup(html, "lxml").get_text().split()
    cleaned = cleaning.clean(BeautifulSoup(html, "lxml"), BASE)
    body, cut = cleaned.html, cleaned.cut
    assert BeautifulSoup(body, "lxml").get_text().split() == before
    assert cut == ()


def test_every_cut_is_noted_with_its_first_words_and_its_reason() -> None:
    cut = cleaning.clean(BeautifulSoup("<p>a</p><aside>Home <b>News</b></aside><p>-30-</p>", "lxml"), BASE).cut
    assert [(part.words, part.reason) for part in cut] == [("Home News", "page furniture"), ("-30-", "end mark")]


def test_what_nobody_sees_is_cut_without_a_note() -> None:
    assert cleaning.clean(BeautifulSoup("<script>x</script><div hidden></div>", "lxml"), BASE).cut == ()


def test_the_sanitiser_is_not_among_the_steps_but_after_them() -> None:
    assert all(step.__module__ != "feedservice.cleaning.sanitiser" for step, _ in cleaning.STEPS)
    assert clean("<blink>x</blink>") == "<p>x</p>"


def test_addresses_beyond_ascii_are_percent_encoded() -> None:
    """RFC 3987 section 3.1; what is encoded already stays as it is."""
    html = '<p><a href="https://maré.example/são/%C3%A9?q=ü#ñ">a</a></p>'
    assert 'href="https://xn--mar-dma.example/s%C3%A3o/%C3%A9?q=%C3%BC#%C3%B1"' in clean(html)


@given(st.text(alphabet=" \t\n\r\f\xa0\u3000\x0bab.é"))
def test_each_run_of_white_space_is_one_space_and_a_lone_no_break_space_stays(text: str) -> None:
    assert phrase([text]) == [re.sub(r"[ \t\n\r\f\xa0]{2,}|[\t\n\r\f]", " ", text)]
