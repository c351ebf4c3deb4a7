"""Pictures written into a page: data: addresses, whole and as programs damage them."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.text.data_urls import decode, is_data, is_drawing

BYTES = bytes(range(256)) * 3 + b"\xff"
CODED = base64.b64encode(BYTES).decode()


@pytest.mark.parametrize(
    "src",
    [
        f"data:image/png;base64,{CODED}",
        f"DATA:image/png;charset=utf-8;BASE64,{CODED}",
        f"data:;base64,{CODED}",
        f"data:image/jpeg;base64, {CODED[:76]}\r\n {CODED[76:]}\n",
        f"data:image/jpeg;base64,{CODED.rstrip('=')}",
        f"data:image/jpeg;base64,{quote(CODED, safe='')}",
        f"data:image/jpeg;base64,{base64.urlsafe_b64encode(BYTES).decode()}",
        f"data:image/gif,{quote(BYTES)}",
    ],
)
def test_bytes_come_out_as_they_went_in(src: str) -> None:
    assert is_data(src)
    assert decode(src) == BYTES


@pytest.mark.parametrize("src", ["data:", "data:image/png;base64", "data:x", "mine.jpg", ""])
def test_what_is_no_data_address_gives_nothing(src: str) -> None:
    assert decode(src) == b""


def test_drawings_are_known_by_their_type() -> None:
    assert is_drawing("data:image/svg+xml;utf8,<svg/>")
    assert not is_drawing("data:image/png;base64,AA")


@given(st.text(max_size=60), st.booleans())
def test_nothing_raises(rest: str, coded: bool) -> None:
    decode(f"data:image/png{';base64' * coded},{rest}")
