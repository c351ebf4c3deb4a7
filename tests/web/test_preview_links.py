from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from feedservice.web.desk.preview.preview_links import LINK_LIFE, PreviewLink, is_our_share, opened, sealed, share_mark

KEY, OTHER = "ab" * 32, "cd" * 32
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINK = PreviewLink("tag:example.org,2026-11-23:abc", "", NOW + LINK_LIFE)
PATH = PreviewLink("", "world/_über/_ferry.txt", NOW + LINK_LIFE)


@pytest.mark.parametrize("link", [LINK, PATH])
def test_a_link_comes_back_until_its_time_is_over(link: PreviewLink) -> None:
    token = sealed(link, KEY)
    assert opened(token, KEY, NOW) == link
    assert opened(token, KEY, link.until - timedelta(seconds=1)) == link
    assert opened(token, KEY, link.until) is None


def test_nobody_makes_or_lengthens_a_link() -> None:
    token = sealed(LINK, KEY)
    assert opened(token, OTHER, NOW) is None
    assert opened(sealed(PreviewLink("a", "", NOW + timedelta(days=400)), KEY), KEY, NOW) is None
    words, _, signature = token.rpartition(".")
    assert len(base64.urlsafe_b64decode(signature + "==")) >= 16, "128 bits at the least"
    forged = base64.urlsafe_b64encode(json.dumps(["tag:other", "", 1 << 40]).encode()).decode().rstrip("=")
    for wrong in (
        "",
        ".",
        "x",
        words,
        f"{forged}.{signature}",
        f"{words}.{signature[:-2]}",
        token + "x",
        "é.ü",
        "\0",
        "x" * 100_000,
    ):
        assert opened(wrong, KEY, NOW) is None, wrong[:20]


def test_the_mark_of_another_purpose_opens_nothing() -> None:
    assert opened(share_mark("session", KEY), KEY, NOW) is None
    assert not is_our_share(sealed(LINK, KEY), "session", KEY)
    assert is_our_share(share_mark("one", KEY), "one", KEY)
    assert not is_our_share(share_mark("one", KEY), "other", KEY)
    assert not is_our_share("ü\udcff", "one", KEY)


def test_a_draft_is_found_again_when_its_underscores_are_gone() -> None:
    assert PATH.paths == ("world/_über/_ferry.txt", "world/über/ferry.txt")
    assert PreviewLink("", "world/ferry.txt", NOW).paths == ("world/ferry.txt",)
