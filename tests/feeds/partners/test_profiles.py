"""Partners' rules: each trips just beyond its limit, and passes at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feedservice.addresses import Emblem
from feedservice.channels import Edition, PhotoPlace, Presentation, Text
from feedservice.feeds.formats import FORMATS, formats
from feedservice.feeds.partners import PROFILES, judge
from tests.factories import NOW, make_article, make_channel, make_edition, make_photo, make_rendition
from tests.feeds.partners.partners import LOGO, OWNER, PARTNERS, edition_for, played, sound
from tests.formats import RSS


def rules(edition: Edition) -> set[str]:
    return {breach.rule for breach in judge(edition)}


@pytest.mark.parametrize("partner", PARTNERS)
def test_what_is_sound_breaks_no_rule(partner: str) -> None:
    assert judge(edition_for(partner)) == ()


def test_the_plain_profile_has_no_rules_and_every_format() -> None:
    assert judge(make_edition(make_article(headline="x"))) == ()
    assert formats(make_channel()) == FORMATS
    assert formats(make_channel(shows=Presentation(profile="msn"))) == (RSS,)


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
    ("msn", "msn-headline", {"headline": "x" * 21}, {"headline": "x" * 20}),
    ("msn", "msn-headline", {"headline": "x" * 150}, {"headline": "x" * 151}),
    ("msn", "msn-text", {"body_html": "<p>x</p>"}, {"body_html": ""}),
    ("msn", "msn-struck", {"body_html": "<p><small>x</small></p>"}, {"body_html": "<p>It cost <s>ten</s> twelve.</p>"}),
    (
        "msn",
        "msn-player",
        {"body_html": "<p>x</p>"},
        {"body_html": '<p>x</p><audio src="https://x.example/a.mp3"></audio>'},
    ),
    ("msn", "msn-language", {"language": "en-GB"}, {"language": "fr"}),
    ("msn", "msn-age", {"published": NOW - timedelta(days=364)}, {"published": NOW - timedelta(days=365)}),
    ("msn", "msn-photo", photo(720, 500), {"photos": ()}),
    ("msn", "msn-photo-size", photo(500, 720), photo(500, 719)),
    ("msn", "msn-photo-bytes", photo(800, 800, 14_000_000), photo(800, 800, 14_000_001)),
    ("msn", "msn-photo-ratio", photo(1890, 1000), photo(1900, 1000)),
    ("msn", "msn-photo-ratio", photo(500, 1000), photo(490, 1000)),
    ("podcast", "podcast-recording", {}, {"attachments": ()}),
    ("podcast", "podcast-kind", {}, {"attachments": (played("other kind", "audio/ogg"),)}),
    ("podcast", "podcast-number", {"headline": "Twelve boats"}, {"headline": "Episode 12: boats"}),
    ("podcast", "podcast-headline", {"headline": "x" * 255}, {"headline": "x" * 256}),
    ("newsletter", "newsletter-standfirst", {"standfirst": "x"}, {"standfirst": ""}),
    ("newsletter", "newsletter-photo", photo(600, 600), {"photos": ()}),
    ("newsletter", "newsletter-photo-bytes", photo(800, 800, 1_000_000), photo(800, 800, 1_000_001)),
    ("newsletter", "newsletter-photo-size", photo(600, 300), photo(599, 300)),
    ("newsletter", "newsletter-photo-size", photo(600, 900), photo(500, 900)),
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


def podcast(**changes: object) -> Edition:
    """A podcast that breaks no rule, but for what is changed."""
    shows = Presentation(profile="podcast", logo=LOGO, owner=OWNER, categories=("News",))
    return edition_for("podcast", shows=replace(shows, **changes))


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
    ("smartnews", "smartnews-photo-place", lambda: edition_for("smartnews", shows=Presentation(photo=PhotoPlace.BODY, profile="smartnews"))),
    ("msn", "msn-https", lambda: edition_for("msn", base_url="http://news.example")),
    ("msn", "msn-items", lambda: edition_for("msn", *(sound(str(n)) for n in range(30)))),
    ("msn", "msn-size", lambda: edition_for("msn", sound(body_html="x" * 10_000_001))),
    ("msn", "msn-full-text", lambda: edition_for("msn", shows=Presentation(Text.OPENING, profile="msn"))),
    ("podcast", "podcast-https", lambda: edition_for("podcast", base_url="http://news.example")),
    ("podcast", "podcast-cover", lambda: podcast(logo="")),
    ("podcast", "podcast-cover-kind", lambda: podcast(logo="https://news.example/cover.webp")),
    ("podcast", "podcast-cover-size", lambda: podcast(cover=Emblem(LOGO, "image/png", 3000, 2999, "RGB"))),
    ("podcast", "podcast-cover-size", lambda: podcast(cover=Emblem(LOGO, "image/png", 1399, 1399, "RGB"))),
    ("podcast", "podcast-cover-colours", lambda: podcast(cover=Emblem(LOGO, "image/jpeg", 1400, 1400, "CMYK"))),
    ("podcast", "podcast-category", lambda: podcast(categories=())),
    ("podcast", "podcast-category-known", lambda: podcast(categories=("News > Boats",))),
    ("podcast", "podcast-owner", lambda: podcast(owner="the desk")),
    ("podcast", "podcast-description", lambda: make_edition(channel=make_channel(shows=Presentation(profile="podcast"), description="x" * 4001))),
    ("podcast", "podcast-once", lambda: edition_for("podcast", sound("a"), sound("b", attachments=(played("a"),)))),
    ("newsletter", "newsletter-https", lambda: edition_for("newsletter", base_url="http://news.example")),
    ("newsletter", "newsletter-items", lambda: edition_for("newsletter", *(sound(str(n)) for n in range(11)))),
    ("newsletter", "newsletter-photo-place", lambda: edition_for("newsletter", shows=Presentation(photo=PhotoPlace.ATTACHED, profile="newsletter"))),
    ("newsletter", "newsletter-photo-place", lambda: edition_for("newsletter", shows=Presentation(photo=PhotoPlace.BODY, profile="newsletter"))),
]  # fmt: skip


@pytest.mark.parametrize(("partner", "rule", "broken"), FEEDS, ids=range(len(FEEDS)))
def test_each_rule_of_a_feed_is_told_of_the_feed(partner: str, rule: str, broken: object) -> None:
    found = [breach for breach in judge(broken()) if breach.rule == rule]  # type: ignore[operator]
    assert [breach.article for breach in found] == [None]


def test_every_rule_is_tried_and_has_an_id_of_its_own() -> None:
    written = [rule.id for profile in PROFILES.values() for rule in (*profile.channel_rules, *profile.article_rules)]
    assert len(written) == len(set(written))
    assert set(written) == {rule for _, rule, *_ in LIMITS} | {rule for _, rule, _ in FEEDS}
