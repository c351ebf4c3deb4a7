"""Pictures that no <img src> shows are found all the same."""

from __future__ import annotations

import pytest

from feedservice.intake.html import html_reader
from tests.factories import make_source

PICTURE = "https://p.example/ferry.jpg"
WAYS = {
    "file": '<img file="{0}" src="none.gif">',
    "a dot for a stand-in": '<img data-lazyload="{0}" src="x.gif">',
    "an attribute nobody listed": '<img data-ll-src="{0}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "another": '<img data-flickity-lazyload="{0}">',
    "a list": '<img data-interchange="[{0}, large]">',
    "proportions of AMP": '<amp-img srcset="https://p.example/small.jpg 640w, {0} 1280w" width=3 height=2></amp-img>',
    "JSON": '<img data-image-props=\'{{"sizes":{{"large":"{0}"}}}}\'>',
    "JSON of a box": '<div data-props=\'{{"image":{{"url":"{0}"}}}}\'></div>',
    "several in JSON": '<img data-x=\'[{{"url":"https://p.example/w_4,h_3/f.jpg","width":400}},{{"url":"{0}","width":1200}}]\'>',
    "several, escaped": '<img data-x=\'{{"a":{{"w":90,"u":"https:\\/\\/p.example\\/f.jpg"}},"b":{{"w":900,"u":"{0}"}}}}\'>',
    "a list with the large one last": '<img data-interchange="[https://p.example/f.jpg, small], [{0}, large]">',
    "a template's attribute": '<img ng-src="{0}">',
    "a directive": "<img v-lazy=\"'{0}'\">",
    "a set nobody listed": '<img src="data:," lazy-srcset="https://p.example/f.jpg 400w, {0} 1200w">',
    "what a stand-in leads to": '<a href="{0}"><img src="loading.gif"></a>',
    "a source of a stamp": '<picture><source srcset="{0} 1200w" type="image/webp"><img src="https://p.example/f.jpg?w=40"></picture>',
    "a figure": '<figure data-src="{0}"></figure>',
    "another attribute of a box": '<div data-img="{0}"></div>',
    "background": "<div style=\"background-image:url('{0}')\"></div>",
    "lazy background": '<div data-bg="{0}"></div>',
    "background of a figure": '<figure data-background-image="{0}"><figcaption>The ferry.</figcaption></figure>',
}


def sources(markup: str) -> list[str]:
    page = f"<h1>Ferry</h1><p>The ferry sails again, the board said on Thursday.</p>{markup}<p>It is full.</p>"
    return [photo.src for photo in html_reader.read(make_source("ferry.html", page.encode())).manuscript.photos]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_picture_is_found(way: str) -> None:
    assert sources(way.format(PICTURE)) == [PICTURE]


def test_an_open_width_is_filled_in() -> None:
    assert sources('<img data-src="https://p.example/ferry_{width}x.jpg" data-widths="[180,360,1080,2048]">') == [
        "https://p.example/ferry_1080x.jpg"
    ]
    assert sources(
        '<img data-srcset="https://p.example/{width}/ferry.jpg 400w, https://p.example/{width}/ferry.jpg 900w">'
    ) == ["https://p.example/900/ferry.jpg"]


def test_the_blurred_twin_of_a_picture_is_none() -> None:
    twin = '<img src="https://p.example/max/60/ferry-at-the-quay.jpg?q=20" class="progressive-thumbnail">'
    whole = '<img class="progressive-image" data-src="https://p.example/max/800/ferry-at-the-quay.jpg">'
    other = '<img class="thumb" src="https://p.example/max/800/boats-at-the-quay.jpg">'
    assert sources(f"<figure><div>{twin}{whole}</div></figure>") == ["https://p.example/max/800/ferry-at-the-quay.jpg"]
    assert len(sources(f"<figure><div>{other}{whole}</div></figure>")) == 2
    assert len(sources(f"<figure>{twin}</figure>")) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<div data-bg="https://p.example/pattern.png">Words over it.</div>',
        "<div data-x='{}'></div>",
        '<img data-id="7">',
        '<a href="https://p.example/ferry.jpg.html"><img src="loading.gif"></a>',
        '<img src="x.gif" onclick="https://p.example/a page" data-share="https://p.example/card.jpg">',
    ],
)
def test_what_is_no_picture_is_none(markup: str) -> None:
    assert sources(markup) == []
