"""Which picture of a page leads: what the page names, unless that is a mark, a drawing, or a worse twin of what the story shows."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.intake.html.pictures.picture_twins import mended, same_picture, shows_more, width_px
from tests.factories import make_source

STORY = "<p>Boats left at dawn, and the wind was fair.</p><p>All of them went out to the shoals.</p>"
SITE = "https://gazette.example/"
CANONICAL = f"<link rel=canonical href={SITE}2026/boats.html><meta property=og:site_name content='Port Gazette'>"


def lead(named: str, shown: str = "", head: str = CANONICAL) -> str:
    """The address of the lead of a page that names one picture in its head and shows one in its story."""
    meta = f"<meta property=og:image content='{named}'>" if named else ""
    figure = f"<figure><img src='{shown}'></figure>" if shown else ""
    page = f"<html><head>{head}{meta}</head><body><article><h1>Boats leave</h1>{figure}{STORY}</article></body></html>"
    photos = intake.read(make_source("boats.html", page)).manuscript.photos
    return photos[0].src if photos else ""


TWINS = {
    "another size": ("/a/quay-660x372.jpg", "/b/quay-960x540.jpg"),
    "another kind": ("/a/quay.webp", "/a/quay_large.jpg"),
    "a card": ("/a/quay-social.jpg", "/a/quay.jpg"),
    "a card behind the path": ("/im-75811/social", "/im-75811?width=1260"),
    "uploaded once more": ("/a/quay.jpg", "/a/quay_0.jpg"),
    "made smaller by TYPO3": ("/p/csm_quay_91d95447e2.jpg", "/a/quay.jpg"),
    "with a check sum": ("/a/osprey-over-the-quay.jpg", "/i/osprey-over-the-quay-e8b1a4d3.jpg"),
    "its size first": ("/c/840_472_matched__quay_of_sandhaven.jpg", "/c/1200x630-quay_of_sandhaven.jpg"),
    "through a resizer": ("/r?url=%2Fa%2Fquay.jpg&w=640", "/a/quay.jpg"),
}
OTHERS = {
    "numbers of a series": ("/a/quay-1.jpg", "/a/quay-2.jpg"),
    "a series, second upload": ("/a/quay_1.jpg", "/a/quay_0.jpg"),
    "a longer description": ("/a/quay.jpg", "/a/quay-at-night.jpg"),
    "folders of one number": ("/im-75811/first", "/im-75811/second"),
    "check sums alone": ("/a/photo-a1b2c3d4.jpg", "/a/photo-e5f6a7b8.jpg"),
    "dates first": ("/a/2026_11_quay-of-sandhaven.jpg", "/a/2025_11_quay-of-sandhaven.jpg"),
    "sizes alone": ("/a/840_472_quay.jpg", "/a/1200_630_boat.jpg"),
    "no names": ("/", "/?id=3"),
    "what ends in a network’s name": ("/a/facebook.jpg", "/a/quay.jpg"),
}


@pytest.mark.parametrize(("one", "other"), TWINS.values(), ids=TWINS)
def test_twins_are_one_picture(one: str, other: str) -> None:
    assert same_picture(SITE + one, SITE + other)
    assert same_picture(SITE + other, SITE + one)


@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS)
def test_names_that_are_only_like_each_other_are_of_two_pictures(one: str, other: str) -> None:
    assert not same_picture(SITE + one, SITE + other)


BETTER = [
    ("/quay-960x540.jpg", "/quay-660x372.jpg"),
    ("/quay.jpg?width=1260", "/quay/social"),
    ("/quay.jpg", "/quay-facebook.jpg"),
    ("/quay_0.jpg", "/quay.jpg"),
    ("/w_1600,h_900/quay.jpg", "/w_800,h_450/quay.jpg"),
]
WORSE = [
    ("/quay-660x372.jpg", "/quay-960x540.jpg"),
    ("/quay-300x200.jpg", "/quay-social.jpg"),
    ("/thumb/quay.jpg", "/quay-social.jpg"),
    ("/quay-300x200.jpg", "/quay.jpg"),
    ("/small/quay.jpg", "/large/quay.jpg"),
    ("/quay.jpg", "/quay.jpg"),
]


@pytest.mark.parametrize(("shown", "named"), BETTER)
def test_the_story_s_own_leads_where_it_shows_more(shown: str, named: str) -> None:
    assert shows_more(SITE + shown, SITE + named)


@pytest.mark.parametrize(("shown", "named"), WORSE)
def test_what_the_page_names_leads_otherwise(shown: str, named: str) -> None:
    assert not shows_more(SITE + shown, SITE + named)


@pytest.mark.parametrize(
    ("src", "expected"),
    [
        ("/2026/11/quay.jpg", 0),
        ("/quay-1200x630.jpg", 1200),
        ("/1200x0/smart/quay.jpg", 1200),
        ("/quay.jpg?w=640&h=480", 640),
        ("/quay-1280x.jpg", 0),
        ("/thumbs/quay.jpg", 300),
    ],
)
def test_a_width_is_what_an_address_states(src: str, expected: int) -> None:
    assert width_px(SITE + src) == expected


MENDED = {
    "https://a.example/quay.jpghttps://a.example/boat.jpg": "https://a.example/quay.jpg",
    "https://a.example/quay.jpg, https://a.example/boat.jpg": "https://a.example/quay.jpg",
    "https:https://a.example/quay.jpg": "https://a.example/quay.jpg",
    "http://https://a.example/quay.jpg": "https://a.example/quay.jpg",
    "https:/a.example/quay.jpg": "https://a.example/quay.jpg",
    " 'https://a.example/quay.jpg' ": "https://a.example/quay.jpg",
    "https://proxy.example/fit/https://a.example/quay.jpg": "https://proxy.example/fit/https://a.example/quay.jpg",
    "//a.example/quay.jpg": "//a.example/quay.jpg",
    "photos/quay.jpg": "photos/quay.jpg",
    "httpsquay.jpg": "httpsquay.jpg",
    "https-quay.jpg": "https-quay.jpg",
}


@pytest.mark.parametrize(("src", "expected"), MENDED.items())
def test_an_address_is_what_the_page_meant(src: str, expected: str) -> None:
    assert mended(src) == expected


PAGES = {
    "the wider of two": (f"{SITE}quay-660x372.jpg", f"{SITE}quay-960x540.jpg", f"{SITE}quay-960x540.jpg"),
    "the page’s, if it is wider": (f"{SITE}quay-1200x630.jpg", f"{SITE}quay-660x372.jpg", f"{SITE}quay-1200x630.jpg"),
    "no drawing": (f"{SITE}content/flag.svg", "", ""),
    "no mark of the site": (f"{SITE}i/port-gazette-logo-white.png", f"{SITE}quay.jpg", f"{SITE}quay.jpg"),
    "a logo that is news": (f"{SITE}i/northern-ferries-logo.png", "", f"{SITE}i/northern-ferries-logo.png"),
    "no icon": (f"{SITE}i/ms-icon-310x310.png", f"{SITE}quay.jpg", f"{SITE}quay.jpg"),
    "the first of addresses glued together": (f"{SITE}quay.jpg{SITE}boat.jpg", "", f"{SITE}quay.jpg"),
    "no path of the site’s own": (f"{SITE}quay.jpg", "local/cache/L890/emblem.jpg", f"{SITE}quay.jpg"),
    "the file beside the page": (f"{SITE}quay.jpg", "boats_files/deck.jpg", "boats_files/deck.jpg"),
}


@pytest.mark.parametrize(("named", "shown", "expected"), PAGES.values(), ids=PAGES)
def test_the_lead_of_a_page(named: str, shown: str, expected: str) -> None:
    assert lead(named, shown) == expected


def test_a_picture_of_a_theme_leads_only_in_a_figure() -> None:
    page = f"<h1>Boats leave</h1><p><img src={SITE}wp-content/themes/blue/small.gif></p>{STORY}<p><img src={SITE}quay.jpg></p>"
    assert intake.read(make_source("boats.html", page)).manuscript.photos[0].src == f"{SITE}quay.jpg"


def test_what_the_article_s_own_description_names_leads_as_it_is() -> None:
    ld = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Boats leave", '
        f'"image": "{SITE}quay-660x372.jpg"}}</script>'
    )
    assert lead("", f"{SITE}quay-960x540.jpg", CANONICAL + ld) == f"{SITE}quay-660x372.jpg"
