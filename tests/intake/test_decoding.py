"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from feedservice.intake.decoding import decode, is_no_text

GERMAN = "Größe – „gut“ zu 5 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_what_editors_programs_write_is_read_without_a_declaration(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding))[0] == GERMAN


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE], ids=["utf-16", "utf-32"])
def test_big_endian_text_is_read_by_its_mark(mark: bytes) -> None:
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + GERMAN.encode(encoding))[0] == GERMAN


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        ("gb2312", "gbk", "朱镕说"),
        ("gbk", "gb18030", "东港㐀"),
        ("big5", "big5", "東港"),
        ("shift_jis", "cp932", "東京①"),
        ("euc-kr", "cp949", "똠방각하"),
        ("iso-8859-1", "cp1252", "“gut” – 5 €"),
        ("ISO-8859-2", "iso8859-2", "Łódź"),
        ("windows-1251", "cp1251", "Порт открыт"),
        ("koi8-r", "koi8-r", "Порт открыт"),
        ("ISO-2022-JP", "iso2022_jp", "東京の港"),
    ],
)
@pytest.mark.parametrize(
    "form", ['<meta charset="{}">', "<meta content='text/html; charset={}'>", '<?xml encoding="{}"?>']
)
def test_a_declared_encoding_is_believed_as_browsers_do(declared: str, written: str, text: str, form: str) -> None:
    content = form.format(declared).encode() + text.encode(written)
    assert decode(content)[0].endswith(text)


def test_utf_8_wins_over_a_false_declaration() -> None:
    assert decode(f'<meta charset="iso-8859-1">{GERMAN}'.encode())[0].endswith(GERMAN)


@pytest.mark.parametrize(
    "declared", ["utf-16", "utf-7", "unicode_escape", "punycode", "idna", "rot13", "hex", "zip", "undefined", "none"]
)
def test_a_declaration_that_cannot_be_true_is_not_believed(declared: str) -> None:
    content = f'<meta charset="{declared}">caf\\x41 +AGE- '.encode() + b"\xe9"
    assert decode(content) == (f'<meta charset="{declared}">caf\\x41 +AGE- é', "cp1252")


def test_a_declaration_far_down_the_file_is_not_looked_for() -> None:
    assert decode(b" " * 5000 + b"charset=koi8-r \xe9")[0].endswith("é")


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


def test_bytes_that_are_no_text_in_any_way_still_give_legible_text() -> None:
    text, name = decode(bytes(range(1, 256)))
    assert name == "cp1252"
    assert "é" in text
    assert "\x07" not in text


def test_a_cut_off_utf_16_file_keeps_what_is_whole() -> None:
    assert decode("Hafen".encode("utf-16") + b"\x00")[0].startswith("Hafen")


def test_one_bad_byte_does_not_garble_the_other_letters() -> None:
    text, encoding = decode("Déjà vu à Orléans, où l’été s’étire".encode() + b" \xe9!")
    assert encoding == "utf-8"
    assert text.startswith("Déjà vu à Orléans, où l’été")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    assert decode("Boats leave at dawn, and come back.".encode(encoding)) == (
        "Boats leave at dawn, and come back.",
        encoding,
    )


@pytest.mark.parametrize(
    ("content", "no_text"),
    [
        (b"\x00\xff\xfe" * 20, True),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", True),
        ("Text".encode("utf-16"), False),
        ("Text and more".encode("utf-16-le"), False),
        (b"Text", False),
        (b"", False),
    ],
)
def test_what_holds_nul_and_is_not_utf_16_is_no_text(content: bytes, no_text: bool) -> None:
    assert is_no_text(content) is no_text
