"""Feeds as others write them: what is right in them is not blamed, what is wrong is. Each was once judged otherwise.

`docs/linting.md` has the agreement with the test cases of the W3C feed validator, which these describe in our words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.lint_agreement import measured
from feedservice.feeds.lint import lint

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour</title><link>https://a.example/</link><description>News</description><language>en</language>
<atom:link href="https://a.example/rss.xml" rel="self" type="application/rss+xml"/>{channel}
<item><title>One</title><link>https://a.example/1</link>{item}<pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"{base}><title>Harbour</title><id>urn:x:1</id>
<updated>2026-11-23T09:00:00Z</updated><link rel="self" href="https://a.example/atom.xml"/><author><name>Ana</name>{author}</author>
<entry><title>One</title><id>urn:x:2</id><updated>2026-11-23T09:00:00Z</updated><link href="{link}"/>{entry}</entry></feed>"""
DESCRIPTION, GUID = "<description>{}</description>", '<guid isPermaLink="false">urn:x:1</guid>'


def rss(item: str = DESCRIPTION.format("Words.") + GUID, channel: str = "") -> set[str]:
    return {one.rule for one in lint(RSS.format(item=item, channel=channel).encode())}


def atom(
    entry: str = "<summary>Words.</summary>", author: str = "", link: str = "https://a.example/1", base: str = ""
) -> set[str]:
    return {one.rule for one in lint(ATOM.format(entry=entry, author=author, link=link, base=base).encode())}


def test_the_feeds_themselves_are_clean() -> None:
    assert rss() == set()
    assert atom() == set()


@pytest.mark.parametrize(
    ("html", "rules"),
    [
        ('&lt;span style="font-style: italic; color: #c00"&gt;x&lt;/span&gt;', set()),
        ('&lt;p style="text-align:center; width: 50%; color: rgb(1, 2, 3)"&gt;x&lt;/p&gt;', set()),
        ('&lt;p style="position: absolute"&gt;x&lt;/p&gt;', {"DangerousStyleAttr"}),
        ('&lt;p style="background: url(https://a.example/x.png)"&gt;x&lt;/p&gt;', {"DangerousStyleAttr"}),
        ('&lt;p style="width: expression(alert(1))"&gt;x&lt;/p&gt;', {"DangerousStyleAttr"}),
    ],
)
def test_style_that_harms_nobody_is_let_pass(html: str, rules: set[str]) -> None:
    assert rss(DESCRIPTION.format(html) + GUID) == rules


def test_elements_of_an_item_stand_in_any_order() -> None:
    """As Drupal and many others write them; Media RSS before the words misleads parsers all the same."""
    assert (
        rss("<category>sea</category>" + DESCRIPTION.format("Words.") + "<dc:creator>Ana</dc:creator>" + GUID) == set()
    )
    enclosure = '<enclosure url="https://a.example/1.mp3" length="5" type="audio/mpeg"/>'
    assert rss(enclosure + DESCRIPTION.format("Words.") + GUID) == set()
    assert "ItemOrder" in rss('<media:thumbnail url="https://a.example/1.jpg"/>' + DESCRIPTION.format("Words.") + GUID)


def test_a_title_alone_is_an_item() -> None:
    found = lint(RSS.format(item=GUID, channel="").encode())
    assert [(one.rule, str(one.severity)) for one in found] == [("ItemWithoutDescription", "warning")]


def test_atom_within_rss_is_known() -> None:
    whole = '<atom:content type="html">&lt;p&gt;x&lt;/p&gt;</atom:content><atom:rights>©</atom:rights><atom:category term="x"/>'
    assert rss(DESCRIPTION.format("Words.") + GUID + whole, "<atom:subtitle>x</atom:subtitle>") == set()
    assert "UndefinedElement" in rss(DESCRIPTION.format("Words.") + GUID + "<atom:words>x</atom:words>")


@pytest.mark.parametrize(
    ("contact", "rules"),
    [
        ("ana@a.example (Ana)", set()),
        ("mailto:ana%40a.example%20%28Ana%29", set()),
        ("mailto:Ana%20%3Cana%40a.example%3E?subject=x", {"EmailFormat"}),
        ("Ana", {"InvalidContact"}),
        ("ana@a.example (Jos&amp;eacute;)", {"ContainsHTML"}),
    ],
)
def test_people_in_rss(contact: str, rules: set[str]) -> None:
    assert rss(channel=f"<managingEditor>{contact}</managingEditor>") == rules


@pytest.mark.parametrize(
    ("guid", "rules"),
    [
        ("<guid>https://a.example/1</guid>", set()),
        ("<guid>https://A.example:443/1</guid>", {"NonCanonicalURI"}),
        ("<guid>https://a.example</guid>", {"NonCanonicalURI"}),
        ('<guid isPermaLink="0"></guid>', {"InvalidBooleanAttribute"}),
        ("<guid></guid>", {"NotBlank"}),
    ],
)
def test_guids(guid: str, rules: set[str]) -> None:
    assert rss(DESCRIPTION.format("Words.") + guid) == rules


def test_two_spellings_of_one_guid_are_one() -> None:
    one = "<item><title>x</title><link>https://a.example/2</link><description>y</description>{}<pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate></item>"
    both = one.format("<guid>https://a.example/</guid>") + one.format("<guid>https://a.example</guid>")
    assert "DuplicateValue" in rss(channel=both)


def test_the_port_of_a_cloud_is_a_number() -> None:
    cloud = '<cloud domain="a.example" port="{}" path="/x" registerProcedure="" protocol="http-post"/>'
    assert rss(channel=cloud.format("80")) == set()
    assert rss(channel=cloud.format("a")) == {"InvalidIntegerAttribute"}


@pytest.mark.parametrize(
    ("version", "rules"),
    [("0.91", {"ObsoleteVersion"}), ("0.92", {"ObsoleteVersion"}), ("3.0", {"UnknownVersion"})],
)
def test_versions(version: str, rules: set[str]) -> None:
    text = RSS.format(item=DESCRIPTION.format("Words.") + GUID, channel="").replace(
        'rss version="2.0"', f'rss version="{version}"'
    )
    assert {one.rule for one in lint(text.encode())} == rules


def test_addresses_of_atom_are_iris_and_may_be_relative_to_a_base() -> None:
    assert atom(link="https://www.詹姆斯.example/詹.html") == set()
    assert atom(link="/1", base=' xml:base="https://a.example/"') == set()
    assert atom(link="/1") == {"ContainsRelRef"}
    assert atom(link="https://a.example/a b") == {"InvalidUriChar"}
    assert atom(author="<uri>~ana/</uri>") == {"ContainsRelRef"}
    assert "InvalidUriChar" in atom(base=' xml:base="no such place"')
    assert atom('<summary>x</summary><category term="x" scheme=" https://a.example/"/>') == {"InvalidFullLink"}


def test_people_in_atom() -> None:
    assert atom(author="<email>ana@a.example</email>") == set()
    assert atom(author="<email>ana@a.example (Ana)</email>") == {"InvalidAddrSpec"}


def test_an_element_that_xhtml_does_not_know() -> None:
    div = '<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <{0}>b</{0}> c</div></summary>'
    assert atom(div.format("em")) == set()
    assert atom(div.format("bogus")) == {"SecurityRisk"}


def test_agreement_is_measured_over_a_folder_of_files(tmp_path: Path) -> None:
    """`bench/lint_agreement.py`: an alarm that is right, one missed, one false, a file that expects nothing."""
    text = RSS.format(item=DESCRIPTION.format("Words.") + GUID, channel="").partition("?>")[2]
    for name, expect in {
        "right": "!Warning",
        "missed": "InvalidLink{element:link}",
        "false": "ValidRFC2822Date",
        "plain": "nothing",
    }.items():
        broken = text.replace("23 Nov", "23 Nev") if name == "false" else text
        (tmp_path / f"{name}.xml").write_text(
            f'<?xml version="1.0"?><!--\n Expect: {expect}\n-->{broken}', encoding="utf-8"
        )
    by_rule, slow, count = measured(tmp_path)
    assert {name: (one.right, one.missed, one.false) for name, one in by_rule.items()} == {
        "Warning": (1, 0, 0),
        "InvalidLink": (0, 1, 0),
        "ValidRFC2822Date": (0, 0, 1),
    }
    assert (slow, count) == ([], 4)
