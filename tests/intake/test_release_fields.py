"""What may keep a text from readers keeps it, under the names and in the forms that programs write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedservice import intake
from feedservice.editing.life.release import Release, release
from feedservice.errors import InvalidField
from feedservice.intake.release_fields import judged, judged_for_certain
from tests.factories import make_source

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STORY = "The lock keeper retired on Monday.\n\nHis daughter takes over the gates, the canal board said.\n"


def said(text: str, name: str = "lock.md") -> Release:
    return release(intake.read(make_source(name, text.encode())).manuscript, NOW, UTC)


def is_seen(text: str, name: str = "lock.md") -> bool:
    try:
        found = said(text, name)
    except InvalidField:
        return False
    return not (found.draft or found.due or found.withdrawn or found.expired)


@pytest.mark.parametrize(
    "head",
    [
        "private: true", "isPrivate: yes", "is_private: 1", "unlisted: TRUE", "isDraft: 'true'", "wip: on", "hidden: true",
        "visibility: private", "visibility: members", "publish: false", "dg-publish: false", "published: 0", "published: never",
        "status: hidden", "status: in review", "post_status: future", "status: purple", "status: final draft", "status: [draft]",
        "password: swordfish", "_build: {list: never, render: never}", "build:\n  list: never", "build:\n  render: false",
        "headless: true", "render: false", "permalink: false", "eleventyExcludeFromCollections: true", "hiddenInRss: true",
        "embargo: {until: 2027-01-01}", "embargoUntil: soon", "hold: until Friday", "go-live: 2027-02-01",
        "scheduled: true", "expires: 2020-01-01", "expireDate: 2020-01-01", "draft: perhaps", "params: {draft: true}",
        "statut: brouillon", "brouillon: oui", "状态: 草稿", "visibility: {public: false}", "withdrawn: yes", "private: perhaps",
    ],
)  # fmt: skip
def test_a_field_that_may_keep_a_text_from_readers_holds_it(head: str) -> None:
    assert not is_seen(f"---\ntitle: Lock keeper retires\n{head}\n---\n\n{STORY}")


@pytest.mark.parametrize(
    "head",
    [
        "private: false", "published: true", "status: publish", "post_status: publish\ncomment_status: closed", "isDraft: no",
        "embargo: none", "embargo:", "expires: never", "password: ''", "visibility: public", "dg-publish: true", "status: 1",
        "build: {list: always, render: always, publishResources: false}", "sitemap: false", "comments: false", "robots: noindex",
        "searchHidden: true", "cover: {hidden: true}", "hide: [navigation, toc]", "state: Texas", "stage: 14",
        "permalink: /lock/", "output: html_document", "nav_exclude: true", "share: false", "toc: false", "access: free",
        "publishDate: 2020-01-01", "hold: false", "unlisted: no", "tags: [draft, embargo]", "feed: {excerpt_only: true}",
        "published: 2026-11-18", "approved: Ana Ruiz", "hideMeta: true",
    ],
)  # fmt: skip
def test_what_lets_go_or_has_nothing_to_do_with_it_holds_nothing(head: str) -> None:
    assert is_seen(f"---\ntitle: Lock keeper retires\n{head}\n---\n\n{STORY}")


@pytest.mark.parametrize(
    "head",
    ["draft: false\ndraft: true", "draft: no\nprivate: true", "publish: false\ndraft: false", "status: live\nwip: yes"],
)
def test_statements_that_contradict_each_other_hold(head: str) -> None:
    assert not is_seen(f"---\ntitle: Lock keeper retires\n{head}\n---\n\n{STORY}")


def test_statements_that_say_the_same_in_other_words_are_one() -> None:
    assert said(f"---\ndraft: true\npublished: false\nisDraft: yes\n---\n# Lock keeper retires\n\n{STORY}").draft


def test_a_word_nobody_understands_is_named_with_its_field() -> None:
    with pytest.raises(InvalidField) as raised:
        said(f"---\nprivate: perhaps\n---\n# Lock keeper retires\n\n{STORY}")
    assert "“private” says “perhaps”" in raised.value.what
    assert "Draft: yes" in raised.value.remedy


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lock.md", '{"title": "Lock", "isDraft": true}\n\n'),
        ("lock.md", '{\n  "title": "Lock",\n  "draft": true,\n}\n\n'),
        ("lock.md", '---json\n{"title": "Lock", "published": false}\n---\n'),
        ("lock.md", ';;;\n"title": "Lock",\n"draft": true\n;;;\n'),
        ("lock.md", "+++\ntitle = 'Lock'\nprivate = true\n+++\n"),
        ("lock.md", "+++\ntitle = 'Lock'\ndraft = True\n+++\n"),
        ("lock.md", "----\ntitle: Lock\ndraft: true\n----\n"),
        ("lock.md", "—\ntitle: Lock\ndraft: true\n—\n"),
        ("lock.md", "\n\n---\ntitle: Lock\ndraft: true\n---\n"),
        ("lock.txt", "---\ntitle: Lock\ndraft: true\n---\n"),
        ("lock.html", "---\ntitle: Lock\npublished: false\n---\n"),
        ("lock.html", "<!--\n.. title: Lock\n.. status: draft\n-->\n"),
        ("lock.html", "<meta name=visibility content=private><h1>Lock</h1>"),
        ("lock.html", "<meta name=published content=false><h1>Lock</h1>"),
        ("lock.txt", "Lock keeper retires\n\nPrivate: yes\n\n"),
        ("lock.txt", "Lock keeper retires\nPublished: No\n\n"),
        ("lock.eml", "From: a@b.example\nSubject: Lock keeper retires\nX-Embargo-Until: 2027-01-01\n\n"),
        ("lock.eml", "From: a@b.example\nSubject: Lock keeper retires\nSensitivity: Private\n\n"),
    ],
)
def test_every_place_that_is_meant_for_it_asks_the_same_judge(name: str, text: str) -> None:
    story = STORY if name.endswith(("md", "txt", "eml")) else f"<p>{STORY}</p>"
    assert not is_seen(f"{text}{story}", name)


def test_a_mailers_own_account_of_a_mail_holds_nothing() -> None:
    headers = "From: a@b.example\nSubject: Lock keeper retires\nStatus: RO\nX-Status: draft\nExpires: Wed, 18 Nov 2020 10:00:00 +0000"
    assert is_seen(f"{headers}\n\n{STORY}", "lock.eml")


def test_the_expiry_of_a_saved_page_is_its_sites_and_a_warning() -> None:
    page = f'<meta property="article:expiration_time" content="2020-01-01"><h1>Lock keeper retires</h1><p>{STORY}</p>'
    found = intake.read(make_source("lock.html", page.encode())).manuscript
    assert found.expiry is None
    assert "2020-01-01" in found.problems[0].what
    own = page.replace('property="article:expiration_time"', "name=expiry")
    assert said(own, "lock.html").expired


def test_a_name_nobody_knows_is_judged_by_the_words_in_it() -> None:
    assert judged("pressEmbargoEnds", "2027-01-01") == (("embargo", "2027-01-01", True),)
    assert judged("favourite colour", "purple") is None
    assert judged_for_certain("Arms embargo", "27 November") is None


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("drafts/lock.txt", False), ("world/Entwürfe/lock.txt", False), ("on-hold/lock.txt", False), ("Brouillons/lock.txt", False),
        ("private-schools/lock.txt", True), ("nfl-draft/lock.txt", True), ("holds.txt", True), ("lock.draft.txt", False),
        ("lock (draft).txt", False), ("lock_DRAFT_v2.txt", False), ("embargo 2026-12-01 lock.txt", False),
        ("iran-embargo-2026.txt", True),
    ],
)  # fmt: skip
def test_names_of_folders_and_files(path: str, seen: bool) -> None:
    assert is_seen(f"Lock keeper retires\n\n{STORY}", path) is seen


def test_a_folder_that_holds_says_so() -> None:
    assert "“drafts”" in said(f"Lock keeper retires\n\n{STORY}", "drafts/lock.txt").problems[0].what
