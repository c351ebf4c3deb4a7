"""Pictures in feeds: what the W3C validator allows, and what readers make of it."""

from __future__ import annotations

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from feedservice.addresses import HOME
from feedservice.article import Article, Photo
from feedservice.feeds.formats import render
from feedservice.feeds.formats.media_rss import MEDIA, is_agency
from feedservice.feeds.namespaces import CONTENT
from tests.factories import make_article, make_edition, make_photo, make_rendition
from tests.formats import RSS, XML_FORMATS

IN_XML = pytest.mark.parametrize("form", XML_FORMATS, ids=lambda form: form.name)
NAMES = {"media": MEDIA}
BASE = "https://news.example/photos/"


def several(letter: str = "a", **changes: object) -> Photo:
    """A photo with all three renditions."""
    return make_photo(
        path=f"{letter}.jpg",
        renditions=(
            make_rendition(name=letter * 32 + ".jpg"),
            make_rendition(name=letter * 31 + "1.png", media_type="image/png", width_px=3200, role="original"),
            make_rendition(name=letter * 31 + "2.jpg", size_bytes=9000, width_px=400, height_px=225, role="thumbnail"),
        ),
        **{"copyright": "© 2026 Port Agency", **changes},
    )


def entry_of(article: Article, form) -> etree._Element:
    root = etree.fromstring(render(make_edition(article), form))
    return next(root.iter("item", "{http://www.w3.org/2005/Atom}entry"))


@IN_XML
def test_renditions_of_one_picture_stand_in_a_group_with_its_words(form) -> None:
    entry = entry_of(make_article(photos=(several(),)), form)
    [group] = entry.findall("media:group", NAMES)
    assert entry.findall("media:content", NAMES) == []
    enclosure, original = group.findall("media:content", NAMES)
    assert dict(enclosure.attrib) == {
        "url": BASE + "a" * 32 + ".jpg", "type": "image/jpeg", "medium": "image", "fileSize": "48211", "width": "1600",
        "height": "900", "isDefault": "true",
    }  # fmt: skip
    assert (original.get("type"), original.get("width"), original.get("isDefault")) == ("image/png", "3200", None)
    words = {child.tag.partition("}")[2]: child for child in group if not child.tag.endswith("content")}
    assert list(words) == ["description", "credit", "copyright", "thumbnail"]
    assert (words["description"].text, words["description"].get("type")) == ("Boats wait at the east quay.", "plain")
    assert (words["credit"].text, words["credit"].get("role")) == ("Ana Ruiz/Port Agency", "photographer")
    assert words["copyright"].text == "© 2026 Port Agency"
    assert dict(words["thumbnail"].attrib) == {"url": BASE + "a" * 31 + "2.jpg", "width": "400", "height": "225"}


@IN_XML
def test_no_group_has_one_content_and_photos_stand_in_their_order(form) -> None:
    alone = make_photo(path="b.jpg", renditions=(make_rendition(name="b" * 32 + ".jpg"),))
    for photos in ((several(), alone, several("c")), (alone, several("c"))):
        entry = entry_of(make_article(photos=photos), form)
        places = [child for child in entry if child.tag in (f"{{{MEDIA}}}group", f"{{{MEDIA}}}content")]
        firsts = [next(place.iter(f"{{{MEDIA}}}content")) for place in places]
        assert [one.get("url")[len(BASE)] for one in firsts] == [photo.path[0] for photo in photos]
        assert [one.get("isDefault") for one in entry.iter(f"{{{MEDIA}}}content") if one.get("isDefault")] == ["true"]
        assert firsts[0].get("isDefault") == "true"
        assert all(len(group.findall("media:content", NAMES)) > 1 for group in entry.iter(f"{{{MEDIA}}}group"))


@IN_XML
def test_feedparser_reads_standfirst_body_and_pictures_rightly_beside_groups(form) -> None:
    article = make_article(photos=(several(), several("c", caption="Other boats.")))
    [entry] = feedparser.parse(render(make_edition(article), form)).entries
    assert entry.summary == article.standfirst
    assert entry.title == article.headline
    assert len(entry.content) == 1
    assert "Boats left at once." in entry.content[0].value
    assert [one["url"][len(BASE)] for one in entry.media_content] == ["a", "a", "c", "c"]
    assert entry.media_content[0]["url"] == entry.enclosures[0].href
    assert {one["content"] for one in entry.media_credit} == {"Ana Ruiz/Port Agency"}
    assert {one["width"] for one in entry.media_thumbnail} == {"400", "1600"} if form is RSS else {"400"}


def test_the_items_own_thumbnail_is_the_enclosure_which_its_body_shows_and_stands_before_the_pictures() -> None:
    item = entry_of(make_article(photos=(several(),)), RSS)
    thumbnail = item.find("media:thumbnail", NAMES)
    assert thumbnail.get("url") == BASE + "a" * 32 + ".jpg"
    assert item.index(thumbnail) < item.index(item.find("media:group", NAMES))
    small = entry_of(make_article(photos=(make_photo(),)), RSS)
    assert small.find("media:thumbnail", NAMES).get("url") == BASE + "a" * 32 + ".jpg"


@IN_XML
def test_body_enclosure_and_default_content_have_one_address(form) -> None:
    [entry] = feedparser.parse(render(make_edition(make_article(photos=(several(),))), form)).entries
    [shown] = BeautifulSoup(entry.content[0].value, "lxml").find_all("img")
    [default] = [one for one in entry.media_content if one.get("isdefault") == "true"]
    assert shown["src"] == entry.enclosures[0].href == default["url"] == BASE + "a" * 32 + ".jpg"
    assert shown.parent["href"] == BASE + "a" * 31 + "1.png"


@pytest.mark.parametrize(
    ("credit", "alone"),
    [
        ("Reuters", True),
        ("Port Agency", True),
        ("Getty Images/AFP", True),
        ("AP, dpa", True),
        ("Ana Ruiz", False),
        ("Ana Ruiz/AFP", False),
        ("Ana Ruiz, Port Agency", False),
        ("Ana Ruiz for Port Agency", False),
        ("Ana Ruiz für dpa", False),
        ("Staff", False),
        ("Handout", False),
        ("", False),
        (" / ", False),
    ],
)
def test_a_credit_of_agencies_alone_has_their_role(credit: str, alone: bool) -> None:
    assert is_agency(credit) is alone
    if credit.strip():
        entry = entry_of(make_article(photos=(make_photo(credit=credit),)), RSS)
        role = "distribution company" if alone else "photographer"
        assert entry.find("media:content/media:credit", NAMES).get("role") == role


def test_what_is_listed_of_a_photo_in_the_body_is_shown_or_led_to_there() -> None:
    """FreshRSS shows below an article whatever media:content its body has not: the second photo came twice."""
    small, large = make_rendition(name="b" * 32 + ".jpg"), make_rendition(name="c" * 32 + ".png", role="original")
    second = make_photo(path="b.jpg", renditions=(small, large))
    body = '<p>Words.</p><figure><img src="https://home.invalid/photos/NAME" alt="Boats"></figure>'
    shown = body.replace("https://home.invalid", HOME).replace("NAME", small.name)
    linked = shown.replace("<img", '<a href="https://elsewhere.example/"><img').replace('"Boats">', '"Boats"></a>')
    for html, is_listed in ((shown, True), (linked, False)):
        article = make_article(body_html=html, photos=(make_photo(), second))
        for form in XML_FORMATS:
            root = etree.fromstring(render(make_edition(article), form))
            listed = [one.get("url") for one in root.iter(f"{{{MEDIA}}}content")]
            content = root.findtext(f".//{{{CONTENT}}}encoded") or root.findtext(".//{*}entry/{*}content") or ""
            assert all(url in content for url in listed)
            assert any(large.name in url for url in listed) is is_listed
            assert content.count(f'{small.name}"') == 1
            assert content.count("<a ") == 1
