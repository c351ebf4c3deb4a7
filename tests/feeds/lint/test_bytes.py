"""Whatever the bytes are, the linter answers, and in time that grows no faster than they do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.feeds.lint import lint, lint_against, lint_formats
from feedservice.feeds.lint.values.feed_html import scan
from tests.feeds.lint.documents import ATOM, CLEAN, JSON, OPML, RSS
from tests.growth import check_growth, patience

_TEXTS = [text.encode() for text in CLEAN.values()]
_SHREDS = [b"<", b">", b"&", b"&#x80;", b"]]>", b"<![CDATA[", b'"', b"null", b"[]", b"{}", b"\xff", b"\x00", b"-1", b"9" * 400, b"<item/>", b"xmlns=''", b"", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"http://[", b"9999-12-31T23:59:59-23:59", b"Fri, 31 Dec 9999 23:59:59 -2359", b"true"]  # fmt: skip
_OPENINGS = [b"", b"<?xml version='1.0'?>", b"<rss>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"{", b"[", b"\xef\xbb\xbf", b"\xff\xfe"]  # fmt: skip


def _all(body: bytes) -> None:
    for one in lint(body, content_type="x; charset=", address="http://[", size_of=lambda _: None):
        assert one.what
    lint_against(body, body)
    lint_formats({"one": body, "other": RSS.encode()})


@given(st.sampled_from(_OPENINGS), st.binary(max_size=200))
def test_any_bytes(opening: bytes, rest: bytes) -> None:
    _all(opening + rest)


@given(st.sampled_from(_TEXTS), st.floats(0, 1), st.integers(0, 30), st.sampled_from(_SHREDS))
def test_a_feed_with_something_else_in_it(body: bytes, place: float, length: int, shred: bytes) -> None:
    at = int(len(body) * place)
    _all(body[:at] + shred + body[at + length :])


@given(st.sampled_from([RSS, ATOM, JSON, OPML]), st.data())
def test_a_feed_with_one_value_exchanged(text: str, data: st.DataObject) -> None:
    """Well-formed still, nearly always: deeper rules are reached than by cutting."""
    parts = re.split(r'([<>"])', text)
    number = 2 * data.draw(st.integers(0, len(parts) // 2))
    parts[number] = data.draw(st.sampled_from([*parts[::2], "-1", "9" * 30, "٣", "http://[", "é", " ", ""]))
    _all("".join(parts).encode())


@given(st.text(alphabet="<>/&;#'\"= abpimgsrchf\n-!", max_size=200))
def test_any_html(text: str) -> None:
    findings, _ = scan(text)
    assert len(findings) == len(set(findings))


@pytest.mark.parametrize(
    "shred", ["<a ", "<a '", '<a b="', "<", "<!--", "&", "&a", "<p>", "</p>", "<b>", "<a b=c d=e ", '<i a="x">']
)
def test_long_html_takes_linear_time(shred: str) -> None:
    check_growth(lambda times: shred * times, scan, 400_000 // len(shred))


HOSTILE = {
    "bomb": b"<!DOCTYPE rss [" + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10 if n else b"x" * 10) for n in range(9)) + b"]><rss><channel><title>&a8;</title></channel></rss>",
    "file": b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss version='2.0'><channel><title>&x;</title></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents(body: bytes) -> None:
    with patience():
        found = lint(body)
    assert all("root:" not in one.what for one in found)
    assert len(found) <= 300


#: Documents of any size, and how large each has been tried.
LARGE: dict[str, tuple[Callable[[int], bytes], int]] = {
    "brackets": (lambda times: b"[" * times, 100_000),
    "tags": (lambda times: b"<a>" * times, 100_000),
    "items": (lambda times: RSS.encode().replace(b"<item>", b"<item/>" * times + b"<item>"), 20_000),
    "deep": (lambda times: OPML.encode().replace(b"<body>", b"<body>" + b"<outline text='x'>" * times + b"</outline>" * times), 200),
}  # fmt: skip


@pytest.mark.parametrize(("make", "times"), LARGE.values(), ids=LARGE)
def test_large_documents_take_linear_time(make: Callable[[int], bytes], times: int) -> None:
    assert len(check_growth(make, lint, times)) <= 300
