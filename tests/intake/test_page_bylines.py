"""Bylines of whole pages: as content systems of several languages mark them, and what only looks like one."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.intake.html.structured.stated_authors import is_site
from tests.factories import make_source

STORY = (
    "<p>The harbour council voted on Tuesday to replace the old lock before winter, after two years of argument over its cost.</p>"
    "<p>Boats will pass through a temporary channel until spring, said the harbour master, who expects delays of an hour or so.</p>"
    "<p>Nobody on the quay was sorry to hear it: the gates have leaked since the flood, and the pumps run day and night.</p>"
)
ANA, TOM = "Ana Ruiz", "Tom Berg"


def read(head: str = "", tail: str = "", meta: str = "") -> Manuscript:
    page = (
        f"<!DOCTYPE html><html><head><title>New lock - Port Gazette</title><meta property='og:site_name' content='Port Gazette'>{meta}</head>"
        "<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><main><article>"
        f"<header><h1>New lock for the harbour before winter</h1>{head}</header><div class='entry-content'>{STORY * 2}{tail}</div>"
        "</article></main><footer><p>Port Gazette</p></footer></body></html>"
    )
    return intake.read(make_source("a.html", page.encode()))[0]


def named(manuscript: Manuscript) -> tuple[str, ...]:
    return manuscript.byline.value if manuscript.byline else ()


def stated(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        f'"headline": "New lock for the harbour before winter", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    "head",
    [
        '<div class="submitted">Gespeichert von Ana Ruiz am 18. November 2026 - 10:00</div>',
        '<span class="news-list-author">Erstellt von Ana Ruiz</span>',
        '<p class="autor">Ein Artikel von Ana Ruiz</p>',
        '<p class="kicker-author">Gastbeitrag von Ana Ruiz</p>',
        '<div class="author">Articolo di Ana Ruiz</div>',
        '<div class="author">Kirjoittanut Ana Ruiz</div>',
        '<div class="meta">Publicerad av Ana Ruiz den 18 november 2026</div>',
        '<div class="post-meta">Postado por Ana Ruiz em 18 de novembro de 2026</div>',
        '<div class="dates_auteurs">par <span class="auteurs">Ana Ruiz</span>, 18 novembre 2026</div>',
        '<div class="author-info"><span>Ana Ruiz</span> <a href="/x">Full Bio</a></div>',
        '<p class="author">by <strong><a href="/list?u=2" class="coloured">Ana Ruiz</a></strong> » Wed Nov 18, 2026 10:00 am</p>',
        '<dl class="facts"><dt>Author</dt><dd>Ana Ruiz</dd><dt>Published</dt><dd>18 November 2026</dd></dl>',
        '<div><div><p class="label"><strong>By</strong></p></div><div><p>Ana Ruiz</p></div></div>',
        '<div class="sharing"><span class="author">von Ana Ruiz, Online-Redaktion <span class="date">18.11.2026</span></span></div>',
        '<div><div><a href="/@ana?source=page">Ana Ruiz</a></div><div>3 min read · Nov 18, 2026</div></div>',
        "<p><em>Text von Ana Ruiz &nbsp; Illustration von Tom Berg</em></p>",
    ],
)
def test_a_name_is_read_without_what_stands_around_it(head: str) -> None:
    assert named(read(head)) == (ANA,)


@pytest.mark.parametrize(
    "head",
    [
        '<div class="authors"><span class="who">Ana Ruiz</span> <span class="who">Tom Berg</span></div>',
        '<ul class="authors"><li><a href="/profile/a">Ana Ruiz</a></li><li><a href="/profile/b">Tom Berg</a></li></ul>',
    ],
)
def test_two_names_in_two_elements_are_two_people(head: str) -> None:
    assert named(read(head)) == (ANA, TOM)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="author-bio footer"><h3>Ana Ruiz</h3><p>Writes of harbours.</p><a href="/author/ana">Alles von Ana Ruiz</a></div>',
        '<aside class="author-meta"><span><a href="/author/ana" rel="author">Ana Ruiz</a> <span>Author</span></span></aside>',
    ],
)
def test_the_author_s_box_below_the_story_names_its_author(box: str) -> None:
    assert named(read(tail=box)) == (ANA,)


def test_boxes_that_name_several_people_are_of_other_stories() -> None:
    boxes = '<div class="author-box"><h4>Ana Ruiz</h4></div><div class="author-box"><h4>Tom Berg</h4></div>'
    assert named(read(tail=f"</div><aside>{boxes}</aside><div>")) == ()


@pytest.mark.parametrize(
    "head",
    [
        '<div class="autor">Autor</div>',
        '<span class="post-author vcard">Eingestellt von </span>',
        '<figure><img src="/x.jpg"></figure><span class="img-author">Bob Stone</span>',
        '<div><a href="/c/eu">Europäische Union</a><span>18. November 2026</span></div>',
        '<div><a href="/news">Zurück zur Übersicht</a><span>18.11.2026</span></div>',
        '<p class="meta">Hamburg, 18. November 2026</p>',
        "<p>By design, the lock opens twice a day</p>",
        '<span class="byline">by <span class="author vcard"><a class="fn" href="/author/admin">admin</a></span></span>',
        '<dl><dd class="createdby">Written by <span itemprop="name">Super User</span></dd></dl>',
    ],
)
def test_what_only_stands_where_a_name_might_is_nobody(head: str) -> None:
    assert named(read(head)) == ()


def test_a_person_named_in_the_story_is_not_its_author() -> None:
    link = '<a href="/people/gael-monfort">Gael Monfort</a>'
    assert named(read(tail=f"<p>The lock was praised by {link}, who plays tennis on the quay and was there.</p>")) == ()


def test_an_account_marked_as_the_author_is_the_byline_where_nobody_is_named() -> None:
    account = (
        '<span class="byline">by <span class="author vcard"><a class="fn" href="/author/s">seadog77</a></span></span>'
    )
    assert named(read(account)) == ("seadog77",)


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ('{"@type": "Organization", "name": "Hafenwelt.de"}', ("Hafenwelt.de",)),
        ('{"@type": "Person", "name": "mf"}', ("mf",)),
        ('{"@type": "Person", "name": "Staff and news service reports"}', ("Staff and news service reports",)),
        ('{"@type": "Person", "name": "admin"}', ()),
        ('[{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Organization", "name": "Port Gazette"}]', (ANA,)),
    ],
)
def test_what_is_stated_as_author_is_the_byline_where_nobody_is_shown(author: str, people: tuple[str, ...]) -> None:
    assert named(read(meta=stated(author))) == people


@pytest.mark.parametrize(
    "meta",
    [
        stated('{"@type": "Organization", "name": "Port Gazette"}'),
        stated('{"@type": "Person", "name": "Port Gazette"}'),
        stated('{"@type": "Person", "name": "Ana"}'),
        '<meta name="author" content="Port Gazette">',
        '<meta name="author" content="Olaf Designer">',
    ],
)
def test_a_person_shown_in_the_head_comes_before_house_account_and_meta_author(meta: str) -> None:
    assert named(read('<div class="content-author"><a href="/people/a">Ana Ruiz</a></div>', meta=meta)) == (ANA,)


def test_a_site_is_known_by_its_name_and_address() -> None:
    assert is_site("StarsInsider", ["Stars Insider"])
    assert is_site("El Colombiano", ["www.elcolombiano.com"])
    assert not is_site("Ana", ["Anatomy Today"])
    assert not is_site(ANA, ["Port Gazette"])
