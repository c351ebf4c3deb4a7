"""Every trap of feedgen 1.0.0 that we step round has a test here, named for its cure.

Each that is a defect has a second one, which shows feedgen as it is: when that fails, the cure can go.
"""

from __future__ import annotations

import locale
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree

from feedservice.channels import Edition
from feedservice.errors import RenderError
from feedservice.feeds.formats import FORMATS, document, render, render_all, rss_and_atom
from tests.factories import NEWS_TIME, NOW, make_article, make_channel, make_edition, make_photo, make_rendition
from tests.formats import ATOM as ATOM_FORMAT
from tests.formats import RSS, XML_FORMATS

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def rss(edition: Edition | None = None) -> etree._Element:
    return etree.fromstring(render(edition or make_edition(), RSS))


def atom(edition: Edition | None = None) -> etree._Element:
    return etree.fromstring(render(edition or make_edition(), ATOM_FORMAT))


def plain_feed() -> FeedGenerator:
    """feedgen as a newcomer would use it."""
    feed = FeedGenerator()
    feed.id("tag:x")
    feed.title("t")
    feed.description("d")
    feed.link(href="https://news.example/", rel="alternate")
    return feed


def test_atom_links_keep_rel_type_and_length() -> None:
    (link,) = atom(make_edition(make_article(photos=(make_photo(),)))).findall("a:entry/a:link[@rel='enclosure']", ATOM)
    assert (link.get("type"), link.get("length")) == ("image/jpeg", "48211")
    assert link.get("title") == "Boats wait at the east quay."


def test_feedgen_still_loses_them() -> None:
    """python-feedgen issues 135 and 143."""
    entry = plain_feed().add_entry()
    entry.id("tag:y")
    entry.title("t")
    entry.content("c")
    entry.enclosure("https://news.example/a.jpg", "9", "image/jpeg")
    assert entry.atom_entry().find("link").get("type") is None


def test_an_atom_entry_has_one_alternate_link() -> None:
    edition = make_edition(make_article(photos=(make_photo(), make_photo(renditions=(make_rendition(name="b.jpg"),)))))
    assert [link.get("rel") for link in atom(edition).findall("a:entry/a:link", ATOM)] == ["alternate", "enclosure"]


def test_the_clock_is_in_no_document() -> None:
    edition = make_edition(updated=NOW - timedelta(days=300))
    assert atom(edition).findtext("a:updated", namespaces=ATOM) == "2026-01-23T09:30:00+00:00"
    assert rss(edition).findtext("channel/lastBuildDate") == "Fri, 23 Jan 2026 09:30:00 +0000"


def test_the_site_is_the_rss_channels_link_and_the_documents_own_address_its_self_link() -> None:
    channel = rss().find("channel")
    assert channel.findtext("link") == "https://news.example/"
    (own,) = channel.findall("a:link", ATOM)
    assert dict(own.attrib) == {"rel": "self", "href": "https://news.example/rss.xml", "type": "application/rss+xml"}


def test_each_format_has_a_self_link_of_its_own() -> None:
    (own,) = atom().findall("a:link[@rel='self']", ATOM)
    assert (own.get("href"), own.get("type")) == ("https://news.example/atom.xml", "application/atom+xml")


def test_feedgen_still_takes_the_last_link_for_the_site() -> None:
    feed = plain_feed()
    feed.link(href="https://news.example/rss.xml", rel="self")
    assert etree.fromstring(feed.rss_str()).findtext("channel/link") == "https://news.example/rss.xml"


def test_body_and_standfirst_end_in_the_right_elements() -> None:
    article = make_article(standfirst="In short.", body_html="<p>At length.</p>")
    entry = atom(make_edition(article)).find("a:entry", ATOM)
    content = entry.find("a:content", ATOM)
    assert (content.get("type"), entry.findtext("a:summary", namespaces=ATOM)) == ("html", "In short.")
    assert content.text.endswith("<p>At length.</p>")
    item = rss(make_edition(article)).find("channel/item")
    assert item.findtext("description") == "In short."
    assert item.findtext(f"{{{rss_and_atom.CONTENT}}}encoded").endswith("<p>At length.</p>")


def test_an_article_without_a_standfirst_keeps_its_body_in_the_right_element() -> None:
    edition = make_edition(make_article(standfirst="", body_html="<p>At length.</p>"))
    item = rss(edition).find("channel/item")
    assert item.findtext(f"{{{rss_and_atom.CONTENT}}}encoded") == "<p>At length.</p>"
    assert atom(edition).findtext("a:entry/a:content", namespaces=ATOM) == "<p>At length.</p>"
    assert item.findtext("description") == "Harbour reopens after the storm"


def test_entries_stand_in_the_order_of_the_edition() -> None:
    edition = make_edition(*(make_article(key=key) for key in ("c", "a", "b")))
    assert [guid.text[-1] for guid in rss(edition).findall("channel/item/guid")] == ["c", "a", "b"]
    assert [name.text[-1] for name in atom(edition).findall("a:entry/a:id", ATOM)] == ["c", "a", "b"]


def test_one_guid_that_says_it_is_no_address() -> None:
    (guid,) = rss().findall("channel/item/guid")
    assert (guid.text, guid.get("isPermaLink")) == ("tag:news.example,2026-11-18:k7m2qa", "false")


def test_agencies_are_authors_where_no_person_is_named() -> None:
    for people, expected in ((("Ana Ruiz",), ["Ana Ruiz"]), ((), ["Port Agency"])):
        edition = make_edition(make_article(byline=people, agencies=("Port Agency",)))
        assert (
            etree.fromstring(rss_and_atom.rss(edition, "/rss.xml")).xpath("//item/*[local-name()='creator']/text()")
            == expected
        )
        names = etree.fromstring(rss_and_atom.atom(edition, "/atom.xml")).xpath(
            "//*[local-name()='entry']/*[local-name()='author']/*/text()"
        )
        assert names == expected


def test_bylines_are_names_in_both_formats() -> None:
    edition = make_edition(make_article(byline=("Ana Ruiz", "Tom O'Leary")))
    assert [name.text for name in rss(edition).iter(f"{{{rss_and_atom.DC}}}creator")] == ["Ana Ruiz and Tom O'Leary"]
    assert rss(edition).find("channel/item/author") is None
    assert [name.text for name in atom(edition).findall("a:entry/a:author/a:name", ATOM)] == ["Ana Ruiz", "Tom O'Leary"]


@pytest.mark.parametrize("form", XML_FORMATS, ids=lambda form: form.name)
def test_media_elements_carry_caption_credit_and_true_sizes_without_a_group(form) -> None:
    root = etree.fromstring(render(make_edition(make_article(photos=(make_photo(),))), form))
    media = f"{{{rss_and_atom.MEDIA}}}"
    assert root.find(f".//{media}group") is None
    (content,) = root.iter(f"{media}content")
    assert {name: content.get(name) for name in ("type", "medium", "fileSize", "width", "height", "isDefault")} == {
        "type": "image/jpeg", "medium": "image", "fileSize": "48211", "width": "1600", "height": "900", "isDefault": None,
    }  # fmt: skip
    assert content.findtext(f"{media}description") == "Boats wait at the east quay."
    credit = content.find(f"{media}credit")
    assert (credit.text, credit.get("role")) == ("Ana Ruiz/Port Agency", "photographer")


def test_the_lead_of_several_photos_is_the_default() -> None:
    other = make_photo(path="b.jpg", renditions=(make_rendition(name="b.jpg"),))
    contents = list(
        rss(make_edition(make_article(photos=(make_photo(), other)))).iter(f"{{{rss_and_atom.MEDIA}}}content")
    )
    assert [content.get("isDefault") for content in contents] == ["true", None]


def test_rss_says_when_an_article_was_corrected_and_only_then() -> None:
    name = f".//{{{rss_and_atom.DCTERMS}}}modified"
    corrected = make_article(updated=NEWS_TIME + timedelta(hours=1))
    assert rss(make_edition(corrected)).findtext(name) == "2026-11-18T13:00:00Z"
    assert rss().find(name) is None


def test_an_article_in_another_language_says_so() -> None:
    edition = make_edition(make_article(language="ar"))
    assert rss(edition).findtext(f".//{{{rss_and_atom.DC}}}language") == "ar"
    assert atom(edition).find("a:entry", ATOM).get(f"{{{rss_and_atom.XML}}}lang") == "ar"
    same = make_edition(make_article(language="en"))
    assert rss(same).find(f".//{{{rss_and_atom.DC}}}language") is None


@pytest.mark.parametrize("bad", ["\x0b", "\ufffe", "\ud800", "\x00"])
@pytest.mark.parametrize(
    "field",
    ["headline", "standfirst", "body_html", "byline", "tags", "section", "dateline", "language", "caption", "credit"],
)
def test_no_character_that_xml_forbids_stops_a_feed(bad: str, field: str) -> None:
    text = f"a{bad}b"
    if field in ("caption", "credit"):
        article = make_article(photos=(make_photo(**{field: text}),))
    else:
        article = make_article(**{field: (text,) if field in ("byline", "tags") else text})
    for form in FORMATS:
        assert b"ab" in render(make_edition(article), form)


@pytest.mark.parametrize("field", ["title", "description", "language"])
def test_nor_one_in_the_channel(field: str) -> None:
    edition = make_edition(channel=make_channel(**{field: "e\x0bn"}))
    for form in FORMATS:
        assert b"en" in render(edition, form)


def test_feedgen_still_stops_at_such_a_character() -> None:
    feed = plain_feed()
    feed.title("a\x0bb")
    with pytest.raises(ValueError, match="XML compatible"):
        feed.rss_str()


def test_the_locale_of_the_process_stays_as_it_was() -> None:
    before = locale.setlocale(locale.LC_ALL)
    edition = make_edition(*(make_article(key=f"k{number}") for number in range(10)))
    wrong: list[str] = []

    def work() -> None:
        for form in FORMATS * 5:
            wrong.extend([] if render(edition, form) == expected[form.name] else [form.name])

    expected = {form.name: render(edition, form) for form in FORMATS}
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert locale.setlocale(locale.LC_ALL) == before


def test_the_generator_is_ours() -> None:
    assert rss().findtext("channel/generator") == "feedservice"
    assert atom().findtext("a:generator", namespaces=ATOM) == "feedservice"


@pytest.mark.parametrize("form", XML_FORMATS, ids=lambda form: form.name)
def test_an_edition_of_nothing_is_a_document(form) -> None:
    assert etree.fromstring(render(make_edition(articles=()), form)) is not None


def test_what_cannot_be_set_names_the_format() -> None:
    with pytest.raises(RenderError, match="rss"):
        render(make_edition(channel=make_channel(title="")), RSS)


def _refusing(monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    """Formats whose writer cannot set one article."""

    def writer(write):
        def refuse(edition: Edition, path: str) -> bytes:
            if any(article.key == refused for article in edition.articles):
                raise ValueError(f"cannot set {refused}")
            return write(edition, path)

        return refuse

    forms = tuple(replace(form, write=writer(form.write)) for form in FORMATS)
    monkeypatch.setattr("feedservice.feeds.formats.FORMATS", forms)


def test_one_bad_article_is_left_out_alone_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    _refusing(monkeypatch, "bad")
    good, bad = make_article(key="good"), make_article(key="bad")
    documents, blamed = render_all(make_edition(good, bad))
    assert blamed == {bad: "rss: cannot set bad"}
    assert [body.count(b"tag:news.example,2026-11-18:good") for body in documents.values()] == [1] * len(FORMATS)
    assert not any(b":bad" in body for body in documents.values())


def test_a_failure_that_no_article_is_to_blame_for_is_raised() -> None:
    with pytest.raises(RenderError):
        render_all(make_edition(channel=make_channel(title="")))


def test_when_all_is_well_nothing_is_left_out() -> None:
    documents, blamed = render_all(make_edition())
    assert ([form.name for form in documents], blamed) == ([form.name for form in FORMATS], {})


def test_a_documents_validators_come_from_its_bytes_and_each_encoding_has_its_own() -> None:
    one, two = (document(RSS, make_channel(), body, NOW) for body in (b"<a/>" * 99, b"<b/>" * 99))
    assert one.etag != two.etag
    assert set(one.coded) == {"br", "zstd", "gzip"}
    assert one == document(RSS, make_channel(), b"<a/>" * 99, NOW)
    assert one.etag.startswith('"')
    assert one.media_type == "application/rss+xml; charset=utf-8"
