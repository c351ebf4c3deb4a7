"""Partners' feeds: what they add, what they adapt, and which articles break a partner's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from feedservice.article import Article, Edition, PhotoPlace, Presentation, Severity, Text, Tombstone
from feedservice.errors import SettingsError
from feedservice.lint import lint
from feedservice.profiles import PLAIN, PROFILES, judge
from feedservice.profiles.msn import TAGS, body
from feedservice.profiles.smartnews import description
from feedservice.render import FORMATS, formats, render
from feedservice.settings import load
from feedservice.web import create_app
from tests.factories import NOW, make_article, make_channel, make_edition, make_photo, make_rendition
from tests.newsroom import Newsroom, picture, story

SNF = "{http://www.smartnews.be/snf}"
MEDIA = "{http://search.yahoo.com/mrss/}"
PARTNERS = [name for name in PROFILES if name != "plain"]
LOGO = "https://news.example/logo.png"
RSS = FORMATS[0]


def sound(key: str = "k", **changes: object) -> Article:
    """An article that no partner finds anything wrong with."""
    image = make_rendition(width_px=1600, height_px=900, size_bytes=400_000)
    fields = {
        "headline": "Harbour reopens after the storm of the year",
        "standfirst": "Two hundred boats had waited for four days. " * 8,
        "byline": ("Ana Ruiz",),
        "photos": (make_photo(renditions=(image,)),),
    }
    return make_article(key=key, **{**fields, **changes})


def edition_for(partner: str, *articles: Article, **changes: object) -> Edition:
    """An edition of a partner's feed that breaks no rule, but for what is changed."""
    count = 10 if partner == "newsletter" else 30
    some = articles or tuple(sound(f"k{number}") for number in range(count))
    shows = changes.pop("shows", Presentation(profile=partner, logo=LOGO, dark_logo=LOGO))
    channel = make_channel(shows=shows, description="News of the port", hubs=("https://hub.example/",), **changes)
    return make_edition(*some, channel=channel)


def rules(edition: Edition) -> set[str]:
    return {breach.rule for breach in judge(edition)}


@pytest.mark.parametrize("partner", PARTNERS)
def test_what_is_sound_breaks_no_rule(partner: str) -> None:
    assert judge(edition_for(partner)) == ()


def test_the_plain_profile_has_no_rules_and_every_format() -> None:
    assert judge(make_edition(make_article(headline="x"))) == ()
    assert formats(make_channel()) == FORMATS
    assert formats(make_channel(shows=Presentation(profile="msn"))) == FORMATS[:1]


def photo(width: int, height: int, size_bytes: int = 1000, name: str = "a" * 32 + ".jpg") -> dict[str, object]:
    image = make_rendition(width_px=width, height_px=height, size_bytes=size_bytes, name=name)
    return {"photos": (make_photo(renditions=(image,)),)}


#: A partner, a rule, the article at the limit, and the one beyond it.
LIMITS = [
    ("flipboard", "flipboard-photo", photo(600, 600), {"photos": ()}),
    ("flipboard", "flipboard-photo-size", photo(900, 500), photo(900, 499)),
    ("flipboard", "flipboard-standfirst", {"standfirst": "x" * 300}, {"standfirst": "x" * 299}),
    ("flipboard", "flipboard-author", {"byline": (), "agencies": ("AFP",)}, {"byline": ()}),
    ("smartnews", "smartnews-text", {"body_html": "<p>x</p>"}, {"body_html": "<p> </p>"}),
    ("smartnews", "smartnews-photo", photo(600, 600), {"photos": ()}),
    ("smartnews", "smartnews-thumbnail", photo(300, 200), photo(300, 199)),
    ("smartnews", "smartnews-ratio", photo(990, 300), photo(1000, 300)),
    ("smartnews", "smartnews-ratio", photo(300, 990), photo(300, 1000)),
    ("smartnews", "smartnews-author", {"byline": ("Ana",)}, {"byline": ()}),
    ("msn", "msn-headline", {"headline": "x" * 20}, {"headline": "x" * 19}),
    ("msn", "msn-headline", {"headline": "x" * 150}, {"headline": "x" * 151}),
    ("msn", "msn-text", {"body_html": "<p>x</p>"}, {"body_html": ""}),
    ("msn", "msn-age", {"published": NOW - timedelta(days=364)}, {"published": NOW - timedelta(days=365)}),
    ("msn", "msn-photo", photo(720, 500), {"photos": ()}),
    ("msn", "msn-photo-size", photo(500, 720), photo(500, 719)),
    ("msn", "msn-photo-bytes", photo(800, 800, 15_000_000), photo(800, 800, 15_000_001)),
    ("msn", "msn-photo-ratio", photo(1890, 1000), photo(1900, 1000)),
    ("msn", "msn-photo-ratio", photo(500, 1000), photo(490, 1000)),
    ("newsletter", "newsletter-standfirst", {"standfirst": "x"}, {"standfirst": ""}),
    ("newsletter", "newsletter-photo", photo(600, 600), {"photos": ()}),
    ("newsletter", "newsletter-photo-bytes", photo(800, 800, 1_000_000), photo(800, 800, 1_000_001)),
    ("newsletter", "newsletter-photo-size", photo(600, 300), photo(599, 300)),
    ("newsletter", "newsletter-photo-name", photo(800, 800), photo(800, 800, name="a.webp")),
]


@pytest.mark.parametrize(("partner", "rule", "within", "beyond"), LIMITS, ids=range(len(LIMITS)))
def test_each_rule_names_the_article_just_beyond_its_limit(
    partner: str, rule: str, within: dict[str, object], beyond: dict[str, object]
) -> None:
    assert rule not in rules(edition_for(partner, sound(**within), sound("other")))
    wrong = sound("wrong", **beyond)
    found = [breach for breach in judge(edition_for(partner, sound("other"), wrong)) if breach.rule == rule]
    assert [breach.article for breach in found] == [wrong]
    assert found[0].what.endswith(".")
    assert found[0].remedy.endswith(".")
    assert found[0].source.url.startswith("http")


#: A partner, a rule of the whole feed, and an edition that breaks it.
FEEDS = [
    ("flipboard", "flipboard-full-text", lambda: edition_for("flipboard", shows=Presentation(Text.OPENING, profile="flipboard"))),
    ("flipboard", "flipboard-20-items", lambda: edition_for("flipboard", *(sound(str(n)) for n in range(19)))),
    ("flipboard", "flipboard-30-items", lambda: edition_for("flipboard", *(sound(str(n)) for n in range(29)))),
    ("flipboard", "flipboard-hub", lambda: replace(edition_for("flipboard"), channel=make_channel(shows=Presentation(profile="flipboard")))),
    ("smartnews", "smartnews-full-text", lambda: edition_for("smartnews", shows=Presentation(Text.STANDFIRST, profile="smartnews"))),
    ("smartnews", "smartnews-logo", lambda: edition_for("smartnews", shows=Presentation(profile="smartnews"))),
    ("smartnews", "smartnews-dark-logo", lambda: edition_for("smartnews", shows=Presentation(profile="smartnews", logo=LOGO))),
    ("smartnews", "smartnews-description", lambda: make_edition(channel=make_channel(shows=Presentation(profile="smartnews"), description="x" * 31))),
    ("smartnews", "smartnews-size", lambda: edition_for("smartnews", sound(body_html="x" * 1_000_001))),
    ("msn", "msn-https", lambda: edition_for("msn", base_url="http://news.example")),
    ("msn", "msn-language", lambda: edition_for("msn", sound(language="fr"), sound("en", language="en-GB"))),
    ("msn", "msn-full-text", lambda: edition_for("msn", shows=Presentation(Text.OPENING, profile="msn"))),
    ("newsletter", "newsletter-https", lambda: edition_for("newsletter", base_url="http://news.example")),
    ("newsletter", "newsletter-items", lambda: edition_for("newsletter", *(sound(str(n)) for n in range(11)))),
]  # fmt: skip


@pytest.mark.parametrize(("partner", "rule", "broken"), FEEDS, ids=range(len(FEEDS)))
def test_each_rule_of_a_feed_is_told_of_the_feed(partner: str, rule: str, broken: object) -> None:
    found = [breach for breach in judge(broken()) if breach.rule == rule]  # type: ignore[operator]
    assert [breach.article for breach in found] == [None]


def test_every_rule_is_tried_and_has_an_id_of_its_own() -> None:
    written = [rule.id for profile in PROFILES.values() for rule in (*profile.channel_rules, *profile.article_rules)]
    assert len(written) == len(set(written))
    assert set(written) == {rule for _, rule, *_ in LIMITS} | {rule for _, rule, _ in FEEDS}


def test_smartformat_has_its_elements() -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW - timedelta(hours=1))
    edition = replace(edition_for("smartnews"), tombstones=(gone,))
    channel = etree.fromstring(render(edition, RSS)).find("channel")
    assert channel.findtext("pubDate") == "Thu, 19 Nov 2026 09:30:00 GMT"
    assert channel.findtext("ttl") == "5"
    assert channel.findtext("language") == "en"
    assert channel.findtext(f"{SNF}logo/url") == LOGO
    assert channel.findtext(f"{SNF}darkModeLogo/url") == LOGO
    items = {item.findtext("guid"): item for item in channel.findall("item")}
    assert len(items) == 31
    assert items[gone.id].findtext(f"{MEDIA}status") == "deleted"
    assert items[gone.id].findtext("link") == "https://news.example/articles/gone7"
    assert items[gone.id].findtext("pubDate") == "Thu, 19 Nov 2026 08:30:00 GMT"
    assert {item.findtext(f"{MEDIA}status") for id_, item in items.items() if id_ != gone.id} == {"active"}


def test_smartformat_descriptions_are_cut_at_a_word() -> None:
    assert description("News for all") == "News for all"
    assert description("News of the port, its people, and its boats") == "News of the port, its people"
    assert description("x" * 40) == "x" * 30


@pytest.mark.parametrize("partner", PARTNERS)
def test_partners_documents_pass_our_own_judge(partner: str) -> None:
    gone = Tombstone("tag:news.example,2026-11-18:gone7", NOW - timedelta(hours=1))
    edition = replace(edition_for(partner), tombstones=(gone,))
    complaints = lint(render(edition, RSS), address="https://news.example/rss.xml", partner=True)
    assert [one for one in complaints if one.severity is Severity.ERROR] == []


def test_plain_feeds_have_nothing_of_partners() -> None:
    text = render(make_edition(sound()), RSS).decode()
    assert "snf" not in text
    assert "media:status" not in text
    assert "<ttl>" not in text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>One <em>two</em>.</p>", "<p>One <em>two</em>.</p>"),
        (
            '<figure><img src="https://x.example/a.jpg"><figcaption>A <small>B</small></figcaption></figure>',
            '<div><img src="https://x.example/a.jpg"><p>A <small>B</small></p></div>',
        ),
        ("<dl><dt>A</dt><dd>B</dd></dl>", "<ul><li>A</li><li>B</li></ul>"),
        ("<p><mark>A</mark> <abbr title='x'>B</abbr> <s>C</s></p>", "<p><em>A</em> B C</p>"),
        ("A &amp; B <p>C &lt; D</p>", "A &amp; B <p>C &lt; D</p>"),
        ("", ""),
    ],
)
def test_msn_gets_the_elements_it_takes(ours: str, theirs: str) -> None:
    assert body(ours) == theirs


TREES = st.recursive(
    st.text(st.characters(categories=["L", "N"], include_characters=" &<>"), max_size=8).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda inner: st.tuples(
        st.sampled_from(["p", "figure", "figcaption", "dl", "dd", "mark", "pre", "ruby", "em", "ul", "li"]),
        st.lists(inner, max_size=3),
    ).map(lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0]}>"),
    max_leaves=12,
)


@given(TREES)
def test_msn_loses_no_word_and_has_no_other_element(html: str) -> None:
    def words(markup: str) -> str:
        return re.sub(r"\s+", "", str(lxml_html.fragment_fromstring(markup, create_parent="div").text_content()))

    adapted = body(html)
    assert words(adapted) == words(html)
    tags = {str(one.tag) for one in lxml_html.fragment_fromstring(adapted, create_parent="div").iterdescendants()}
    assert tags <= TAGS


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    file = tmp_path / "feedservice.toml"
    file.write_text('[feeds.msn]\nprofile = "msn"\ntags = ["sold"]\n[feeds.smart]\nprofile = "smartnews"\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    newsroom = Newsroom(tmp_path / "content", tmp_path / "state")
    newsroom.drop("one.txt", story("One").replace("\n\nBoats", "\n\nTags: sold\n\nBoats", 1))
    newsroom.drop("one.jpg", picture(size=(300, 200)))
    newsroom.settle()
    yield newsroom
    newsroom.store.close()


def test_a_partners_feed_is_served_and_the_desk_names_what_breaks_its_rules(room: Newsroom) -> None:
    client = create_app(room.settings, refresh=False).test_client()
    assert len(feedparser.parse(client.get("/feeds/msn/rss.xml").data).entries) == 1
    assert client.get("/feeds/msn/atom.xml").status_code == 404
    page = client.get("/desk/feeds").text
    assert "The photo has 300 × 200 pixels." in page
    assert "Rule msn-photo-size" in page
    assert "Rule msn-https" in page
    assert "The feed has no logo." in page
    assert "one.txt" in page
    assert room.outcome("one.txt") == "published"


def test_a_profile_nobody_knows_is_told_with_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "feedservice.toml"
    file.write_text('[feeds.x]\nprofile = "flipbord"\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    with pytest.raises(SettingsError, match="flipboard, smartnews, msn, newsletter"):
        load({})


def test_photos_in_the_body_only_are_no_photos_to_partners_that_look_beside_it() -> None:
    shows = Presentation(photo=PhotoPlace.BODY, profile="newsletter")
    assert "<enclosure" not in render(edition_for("newsletter", shows=shows), RSS).decode()
    assert PLAIN.name == "plain"
