"""The rules one by one: word processors, newsletters, lazy pages, embeds, tracking, leftovers; each beside its counter-example."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning
from feedservice.cleaning.links.embed_hosts import page_of
from feedservice.cleaning.links.tracking import bare
from feedservice.intake.html.pictures.picture_addresses import best_of_picture, best_source, is_stand_in
from feedservice.intake.html.pictures.tracking_pixels import is_counter

BASE = "https://port.example/news/"
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def clean(html: str, **more: dict) -> cleaning.Cleaned:
    return cleaning.clean(BeautifulSoup(html, "lxml"), BASE, **more)


SOURCES = {
    "plain": ({"src": "a.jpg"}, "a.jpg"),
    "none": ({"alt": "x"}, ""),
    "lazy behind a dot": ({"src": GIF, "data-src": "/b.jpg"}, "/b.jpg"),
    "lazy behind a file": ({"src": "https://x.example/blank.gif", "data-original": "b.jpg"}, "b.jpg"),
    "a flag is no address": ({"src": "/q.jpg", "data-src": "true"}, "/q.jpg"),
    "a pattern is no address": ({"src": "/q.jpg", "data-src": "/q-{width}.jpg"}, "/q.jpg"),
    "widest that fits": ({"srcset": "a 300w, b 1024w, c 4000w"}, "b"),
    "narrowest of the too wide": ({"srcset": "a 3000w, b 2400w"}, "b"),
    "densest": ({"src": "/a", "srcset": "/a, /b 2x"}, "/b"),
    "commas in addresses": ({"srcset": "https://x.example/a,w_2/a.jpg 1x,https://x.example/a,w_4/a.jpg 2x"}, "https://x.example/a,w_4/a.jpg"),
    "a file beside the page": ({"src": "mine_files/a.jpg", "srcset": "https://x.example/a.jpg 900w"}, "mine_files/a.jpg"),
    "only a stand-in": ({"src": "/img/spacer.gif"}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("attributes", "expected"), SOURCES.values(), ids=SOURCES)
def test_the_address_that_a_picture_means(attributes: dict[str, str], expected: str) -> None:
    assert best_source(attributes) == expected


def test_stand_ins_and_photographs_with_such_names() -> None:
    assert all(
        map(is_stand_in, ["", "#", GIF, "/blank.gif", "/lazy-placeholder.png", "/1x1-transparent.png", "/grey.gif"])
    )
    assert not any(map(is_stand_in, ["/loading-dock.jpg", "/grey.jpg", "/image.png", "/spacerocket.jpg", "/pixel.jpg"]))


def test_a_picture_element_prefers_what_all_readers_show() -> None:
    sources = [{"srcset": "a.avif", "type": "image/avif"}, {"srcset": "a.jpg"}]
    assert best_of_picture({"src": GIF}, sources) == "a.jpg"
    assert best_of_picture({"src": "/own.jpg"}, sources) == "/own.jpg"


def test_counters_and_pictures() -> None:
    assert is_counter({"src": "https://x.example/a.gif", "width": "1", "height": "1"})
    assert is_counter({"src": "https://ad.doubleclick.net/x"})
    assert is_counter({"src": "https://x.us1.list-manage.com/track/open.php?u=1"})
    assert not is_counter({"src": "https://x.example/pixels-of-light.jpg"})
    assert not is_counter({"src": "/thin-line.jpg", "width": "600", "height": "1"})


TRACKED = {
    "https://x.example/a?utm_source=b&c=1&fbclid=d#e": "https://x.example/a?c=1#e",
    "https://x.example/a?UTM_Medium=b": "https://x.example/a",
    "https://x.example/a#utm_source=b": "https://x.example/a",
    "https://x.example/a?gift=1&source=2": "https://x.example/a?gift=1&source=2",
    "https://www.google.com/url?q=https://x.example/%3Fa%3Db&sa=D": "https://x.example/?a=b",
    "https://www.google.com/url?q=javascript:x": "https://www.google.com/url?q=javascript:x",
    "https://eu1.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2F&data=1": "https://x.example/",
    "https://www.google.com/search?q=https://x.example/": "https://www.google.com/search?q=https://x.example/",
}


@pytest.mark.parametrize("address", TRACKED)
def test_links_lose_what_follows_people_and_nothing_else(address: str) -> None:
    assert bare(address) == TRACKED[address]


PLAYERS = {
    "https://www.youtube-nocookie.com/embed/abcdefgh?rel=0": ("Video", "https://www.youtube.com/watch?v=abcdefgh"),
    "https://player.vimeo.com/video/12?h=1": ("Video", "https://vimeo.com/12"),
    "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fp%2F1": ("Video", "https://www.facebook.com/p/1"),
    "https://www.facebook.com/plugins/video.php?href=javascript:x": ("Post", "https://www.facebook.com/plugins/video.php?href=javascript:x"),
    "https://open.spotify.com/embed/episode/ab12": ("Audio", "https://open.spotify.com/episode/ab12"),
    "https://unknown.example/w": ("Embed", "https://unknown.example/w"),
}  # fmt: skip


@pytest.mark.parametrize("address", PLAYERS)
def test_players_lead_to_the_page_that_shows_them(address: str) -> None:
    assert page_of(address) == PLAYERS[address]


RULES = {
    "a custom player": ('<amp-youtube data-videoid="abc_DEF123"></amp-youtube>', '<p><a href="https://www.youtube.com/watch?v=abc_DEF123">Video (youtube.com)</a></p>'),
    "a form of the page itself in a frame": ("<p>a</p><iframe src='https://www.port.example/join?f=4'></iframe>", "<p>a</p>"),
    "a film of the page itself, with its name": (
        "<p>a</p><iframe title='The ebb' src='https://port.example/film/4'></iframe>",
        '<p>a</p><p><a href="https://port.example/film/4">Embed: The ebb (port.example)</a></p>',
    ),
    "a frame with a number for a name": (
        "<p>a</p><iframe name='player_a84457' src='https://films.example/4'></iframe>",
        '<p>a</p><p><a href="https://films.example/4">Embed (films.example)</a></p>',
    ),
    "an unseen frame": ("<p>a</p><iframe src='https://x.example/' width=0 height=0></iframe>", "<p>a</p>"),
    "a word list with levels left out": (
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>a</p><p style='mso-list:l0 level4 lfo1'><span style='mso-list:Ignore'>o</span>b</p>",
        "<ol><li>a<ul><li>b</li></ul></li></ol>",
    ),
    "a word list that starts later": ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>4)</span>a</p>", '<ol start="4"><li>a</li></ol>'),
    "a list paragraph without a bullet": ("<p class=MsoListParagraph>a</p>", "<p>a</p>"),
    "weight of another script": ("<p><b style='mso-bidi-font-weight:normal'>a</b></p>", "<p><strong>a</strong></p>"),
    "weight taken back": ("<p><b style='font-weight:normal'>a</b> <b>b<span style='font-weight:400'>c</span></b></p>", "<p>a <strong>b</strong>c</p>"),
    "styled runs": ("<p><span style='font-weight:700'>a</span><span style='font-style:italic'>b</span><span style='vertical-align:sub'>c</span></p>", "<p><strong>a</strong><em>b</em><sub>c</sub></p>"),
    "a bold line before text": ("<p>a.</p><p><b>B c</b></p><p>d.</p>", "<p>a.</p><h3>B c</h3><p>d.</p>"),
    "a bold sentence": ("<p>a.</p><p><b>B c.</b></p><p>d.</p>", "<p>a.</p><p><strong>B c.</strong></p><p>d.</p>"),
    "a bold line at the end": ("<p>a.</p><p><b>B c</b></p>", "<p>a.</p><p><strong>B c</strong></p>"),
    "a layout table": ("<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
    "a table of data": ("<table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>", "<table><tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></tbody></table>"),
    "words of boxes stay apart": ("<h2><div>a</div><div>b</div></h2>", "<h2>a b</h2>"),
    "a link around blocks": ("<a href=/x><h3>a</h3><p>b</p></a>", '<h3><a href="https://port.example/x">a</a></h3><p><a href="https://port.example/x">b</a></p>'),
    "letters in runs of their own": ("<p><b>a</b><b>b</b> <i>c</i></p>", "<p><strong>ab</strong> <em>c</em></p>"),
    "breaks inside emphasis": ("<p><b>a<br><br>b</b></p>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    "the way back from a footnote": ("<p>a <a href='#r'>↩</a><a href='#t'>b</a></p>", "<p>a b</p>"),
    "film with its sources": ("<video><source src=/a.mp4><source src=/b.webm>old</video>", '<video controls=""><source src="https://port.example/a.mp4"><source src="https://port.example/b.webm"></video>'),
    "who is quoted": ("<blockquote>a<footer>b</footer></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    "a picture as a letter": ("<p>a <img class=emoji alt='☂' src=/u.png></p>", "<p>a ☂</p>"),
    "formulas": ("<p>a <math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>", "<p>a x=2</p>"),
    "a caption as words for a picture": ("<figure><img src=/a.jpg><figcaption>b</figcaption></figure>", '<figure><img alt="b" src="https://port.example/a.jpg"><figcaption>b</figcaption></figure>'),
    "sizes that are numbers": ("<img src=/a.jpg width=640px height=480><img src=/b.jpg width=100% height=auto>", '<p><img alt="" height="480" src="https://port.example/a.jpg" width="640"><img alt="" src="https://port.example/b.jpg"></p>'),
    "lines that lead elsewhere": ("<p>a</p><p>Lesen Sie auch: <a href=/x>b</a></p><p>相关阅读：<a href=/y>c</a></p>", "<p>a</p>"),
    "a line that only begins so": ("<p>Related: the <a href=/x>mill</a> has burned down for the third time in as many years.</p>", '<p>Related: the <a href="https://port.example/x">mill</a> has burned down for the third time in as many years.</p>'),
    "a heading over links": ("<p>a</p><h3>Related stories</h3><ul><li><a href=/x>b</a></li></ul>", "<p>a</p>"),
    "a heading over text": ("<h3>Related</h3><p>They are cousins.</p>", "<h3>Related</h3><p>They are cousins.</p>"),
    "hidden prose": (f"<div style='display:none'>{'A sentence of it. ' * 12}</div>", f"<p>{('A sentence of it. ' * 12).strip()}</p>"),
    "a hidden line": ("<p>a</p><div style='display:none'>menu</div>", "<p>a</p>"),
    "a page that is one form": (f"<form><p>{'A sentence of it. ' * 40}</p></form>", f"<p>{('A sentence of it. ' * 40).strip()}</p>"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), RULES.values(), ids=RULES)
def test_each_rule(html: str, expected: str) -> None:
    assert clean(html).html == expected


def test_our_photos_get_their_true_size() -> None:
    found = clean(
        "<p>a <img src=a.jpg width=1></p>", photos={"a.jpg": "https://home.invalid/1.jpg"}, sizes={"a.jpg": (8, 6)}
    )
    assert found.html == '<p>a <img alt="" height="6" src="https://home.invalid/1.jpg" width="8"></p>'


def test_a_plain_article_keeps_every_word_link_and_picture() -> None:
    html = "".join(
        f"<p>Words {n} of <a href='/l{n}'>link {n}</a> <img src='/p{n}.jpg' alt='p'>.</p>" for n in range(50)
    )
    before, after = BeautifulSoup(html, "lxml"), BeautifulSoup(clean(html).html, "lxml")
    assert after.get_text().split() == before.get_text().split()
    assert len(after.find_all("a", href=True)) == len(after.find_all("img", src=True)) == 50
