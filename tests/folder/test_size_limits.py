"""How large a file may be that is read."""

from __future__ import annotations

import pytest

from feedservice.folder.size_limits import limit_bytes
from feedservice.settings import Settings

SETTINGS = Settings(article_limit_bytes=1_000, photo_limit_bytes=5_000, media_limit_bytes=9_000)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("a.txt", 1_000),
        ("a.html", 1_000),
        ("a.xyz", 1_000),
        ("a.pdf", 9_000),
        ("a.MP4", 9_000),
        ("a.DOCX", 5_000),
        ("a.eml", 5_000),
        ("a.jpg", 5_000),
        ("a.yaml", 256 * 1024),
    ],
)
def test_each_kind_of_file_has_its_limit(name: str, limit: int) -> None:
    assert limit_bytes(f"harbour/{name}", SETTINGS) == limit


def test_an_article_with_photos_in_it_may_always_be_as_large_as_another() -> None:
    assert limit_bytes("a.docx", Settings(article_limit_bytes=9_000, photo_limit_bytes=5_000)) == 9_000
