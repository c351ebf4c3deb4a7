"""Bytes to text."""

from __future__ import annotations

import codecs
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import SourceFile
from feedservice.intake import read as read_article
from feedservice.text.encodings.decode import decode, unreadable
from feedservice.text.encodings.zero_bytes import is_no_text
from tests.growth import check_growth
from tests.intake.languages import ENCODINGS, STORIES, as_written

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


SIGNS = [
    "The boats – said the harbour board – wait.", "BRANTING — The board’s boats wait.", "“We regret this,” said the board.",
    "A ticket costs £40 now.", "The night was 5° cold.", "The café on the quay reopens.", "And then… nothing.",
    "Boats • nets • gear", "Zoë Müller waits.", "— The harbour board", "Ask—and wait.", "The board’s boats wait for news – says the board.",
]  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_one_sign_among_plain_letters_is_read_as_that_sign(text: str, encoding: str) -> None:
    for words in (text, f"The ferry came back to the harbour on Tuesday, a day late. {text}"):
        assert decode(words.encode(encoding))[0] == words


def test_english_with_the_signs_of_chinese_is_read_with_and_without_a_declaration() -> None:
    text = "The board’s boats wait – “soon”, said the mayor. It isn’t known when they’ll be back. " * 10
    content = text.encode("gb18030")
    assert decode(content) == decode(content, "gb2312") == (text, "gb18030")


def test_a_few_words_are_in_what_they_say_they_are() -> None:
    assert decode("写真=山田花子撮影".encode("euc_jp"), "euc-jp")[0] == "写真=山田花子撮影"


def test_a_damaged_byte_does_not_hide_the_encoding_wherever_it_stands() -> None:
    content = "\n\n".join(STORIES["zh"]).encode("gb18030")
    for at in range(2, len(content), 40):
        assert decode(content[:at] + b"\xff" + content[at:])[1] == "gb18030"


@pytest.mark.parametrize("start", [b"BM ", b"GIF89a ", b"PK\x03\x04 ", b"%PDF ", b"# -*- coding: koi8-r -*-\n"])
def test_words_that_begin_like_another_kind_of_file_are_words(start: bytes) -> None:
    assert decode(start + "Le café où l’été commença".encode("cp1252"))[0].endswith("Le café où l’été commença")


def test_text_in_utf_8_needs_no_library() -> None:
    program = "import sys; from feedservice.text.encodings.decode import decode; decode('Größe'.encode()); print('chardet' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )


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


PAIRS = [(language, encoding) for language, encodings in ENCODINGS.items() for encoding in encodings]
#: Said of every file in turn, though it is none of them.
WRONG = ("utf-8", "gb2312", "shift_jis", "euc-kr", "big5", "koi8-r", "windows-1251", "x-nonsense")


def same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
class TestEveryLanguageInEveryEncoding:
    def test_declared_rightly_a_headline_is_enough(self, language: str, encoding: str) -> None:
        text = as_written(STORIES[language][0], encoding)
        content = text.encode(encoding)
        assert same(decode(content, encoding)[0], text)
        assert same(decode(f'<meta charset="{encoding}">'.encode() + content)[0].partition(">")[2], text)

    def test_not_declared_at_all(self, language: str, encoding: str) -> None:
        text = as_written("\n\n".join(STORIES[language]), encoding)
        assert same(decode(text.encode(encoding))[0], text)

    def test_declared_wrongly(self, language: str, encoding: str) -> None:
        """The one case too many: two alphabets of the same family, where the declaration is plausible."""
        text = as_written("\n\n".join(STORIES[language]), encoding)
        for wrong in WRONG:
            kin = {wrong, encoding} <= {"koi8-r", "koi8-u", "windows-1251", "mac_cyrillic"}
            if not kin:
                assert same(decode(text.encode(encoding), wrong)[0], text), wrong

    def test_in_a_page_that_states_its_language_a_headline_is_enough(self, language: str, encoding: str) -> None:
        text = as_written(STORIES[language][0], encoding)
        head = f'<html lang="{language}"><script>var a = "x";</script><p class="b">'
        if encoding != "mac_cyrillic":  # without capitals it is all but Windows-1251
            assert same(decode(head.encode() + text.encode(encoding))[0].removeprefix(head), text)


@pytest.mark.parametrize("language", STORIES)
def test_utf_8_and_utf_16_with_and_without_a_mark(language: str) -> None:
    text = "\n\n".join(STORIES[language])
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        assert decode(text.encode(encoding), "windows-1252")[0] == text


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("misread", ["cp1252", "cp1251"])
def test_utf_8_saved_twice_is_mended_and_real_text_is_not(language: str, misread: str) -> None:
    text = "\n\n".join(STORIES[language])
    twice = "".join(_as(byte, misread) for byte in text.encode())
    thrice = "".join(_as(byte, misread) for byte in twice.encode())
    assert decode(text.encode())[0] == text
    if language not in ("es", "pt", "it", "fr") or misread == "cp1252":  # à ends in a no-break space there
        assert decode(twice.encode())[0] == text
    if misread == "cp1252":
        assert decode(thrice.encode())[0] == text


def _as(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    "text", ["“A IRMÔ, disse.", "A IRMÃ…", "MARIA JOÃO Â", "Ã© is what é looks like, read wrongly", "РЎ", "naïve Â©"]
)
def test_what_may_be_real_is_not_mended(text: str) -> None:
    assert decode(text.encode())[0] == text


@pytest.mark.parametrize(
    "label", ["x-sjis", "Windows-31J", " shift-jis ", '"Shift_JIS"', "ms_kanji", "csshiftjis", "X-SJIS"]
)
def test_odd_names_of_encodings_are_known(label: str) -> None:
    assert decode("東京①".encode("cp932"), label) == ("東京①", "cp932")


@pytest.mark.parametrize("label", ["", "\0", "x" * 1000, "é", "utf-16", "unknown-8bit", "%%", "../x", "cp1252\n"])
def test_any_nonsense_as_a_declaration_is_tolerated(label: str) -> None:
    assert decode("Größe – „gut“".encode("cp1252"), label)[0] == "Größe – „gut“"


def test_what_a_mail_says_counts_before_what_its_page_says() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź é'
    assert decode(page.encode("iso8859-2"), "")[0] == page
    assert decode('<meta charset="iso-8859-2"><p>été'.encode("cp1252"), "windows-1252")[1] == "cp1252"


def test_a_page_saved_from_a_country_is_read_in_its_letters() -> None:
    page = "<!-- saved from url=(0023)http://www.liman.example.tr/ --><p>Fırtına"
    assert decode(page.encode("cp1254"))[0] == page


def test_one_broken_letter_is_lost_and_told_of() -> None:
    content = "\n\n".join(STORIES["zh"]).encode("gb18030") + b"\xff\xff."
    text, name = decode(content)
    assert name == "gb18030"
    assert text.startswith(STORIES["zh"][0])
    assert unreadable(text) is not None
    assert unreadable("all is well") is None
    source = SourceFile("a.txt", "Déjà vu à Orléans, où l’été s’étire\n\nUn jour d’été.".encode() + b" caf\xbf", "")
    (problem,) = read_article(source).manuscript.problems
    assert problem.what == "One letter could not be read; a sign � stands in place of each."


def test_a_lone_letter_of_windows_1252_in_utf8_is_read_as_that_letter() -> None:
    page = "Déjà vu à Orléans, où l’été s’étire. Un jour d’été. ".encode() + b"Tr\xe8s caf\xe9."
    assert decode(page)[0].endswith("Très café.")


@given(st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_with_any_declaration_are_some_text(content: bytes, declared: str) -> None:
    text, name = decode(content, declared)
    text.encode()
    codecs.lookup(name)


@given(st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1, max_size=60))  # NUL says UTF-16
def test_any_text_in_utf_8_stays(text: str) -> None:
    decoded = decode(f"{text}\u4e00".encode())[0]
    assert decoded.endswith("\u4e00")


LARGE = {
    "tags": (b"<", 1_000_000, b"\xe9"),
    "scripts": (b"<script>", 125_000, b"\xe9"),
    "comments": (b"<!--", 250_000, b"\xe9"),
    "letters": (b"\xe9", 1_000_000, b""),
    "words": (b"a\xe9 ", 300_000, b""),
    "chinese": ("港口风暴后重新开放".encode("gbk"), 55_000, b""),
    "addresses": (b"http://", 140_000, b"\xe9"),
    "twice": ("Ã©".encode(), 250_000, b""),
    "escapes": (b"\x1b$B", 300_000, b""),
    "all": (bytes(range(1, 256)), 4_000, b""),
}


@pytest.mark.parametrize(("part", "times", "end"), LARGE.values(), ids=LARGE)
def test_the_cost_of_a_megabyte_grows_with_its_length(part: bytes, times: int, end: bytes) -> None:
    check_growth(lambda size: part * size + end, decode, times)


OLD, NEW = "Der Spaß am Wehr – „kühl“ – endet für Zoë.", "Die Größe der Brücke – 40 € – überrascht’s Dörfchen."
#: Lines of a text, each in its own encoding.
MIXED = {
    "a pasted line": ((OLD, "cp1252"), (NEW, "utf-8")),
    "half and half": ((OLD, "cp1252"), (NEW, "utf-8")) * 4,
    "mostly UTF-8": ((NEW, "utf-8"),) * 5 + ((OLD, "cp1252"),),
    "a single dash": ((OLD, "cp1252"), (OLD, "cp1252"), ("Barges wait – for now.", "utf-8")),
    "a single apostrophe of Windows": ((NEW, "utf-8"), ("The board’s word counts.", "cp1252")),
    "an emoji": (("Café José", "cp1252"), ("Barges wait 😀", "utf-8")),
    "Polish": (("Most zostanie zamknięty w niedzielę, mówi zarząd.", "cp1250"), ("Łodzie czekają – już miesiąc.", "utf-8")),
    "Russian": (("Мост закроют в воскресенье, сообщил совет.", "cp1251"), ("Водолазы осмотрят опору.", "utf-8")),
    "Chinese": (("港口委员会周二表示，大桥将于周日上午六点关闭。", "gbk"), ("潜水员将检查十月两次卡住的枢轴。", "utf-8")),
}  # fmt: skip


@pytest.mark.parametrize("case", MIXED)
def test_lines_of_utf_8_in_a_text_of_another_encoding_are_read_as_such(case: str) -> None:
    lines = MIXED[case]
    content = b"\n".join(line.encode(encoding) for line, encoding in lines)
    assert decode(content)[0] == "\n".join(line for line, _ in lines)
    page = b"<p>" + content.replace(b"\n", b"</p>\r\n<p>") + b"</p>"
    assert decode(page)[0] == "<p>" + "</p>\n<p>".join(line for line, _ in lines) + "</p>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("LE CAFÉ… ET LE PRÉ… ferment, dit-elle ‘au café’” enfin", "cp1252"),
        ("Der „Spaß“ am Spaß’ – so’s heißt", "cp1252"),
        ("IRMÃ» e «IRMÃ» e «NAÇÕES» até São João", "cp1252"),
        ("O Ó” e É” e À’ e Ü“ e não", "cp1252"),
        ("Мост «закроют» — в 2026 году – сказал совет", "cp1251"),
        ("В\u00a0воскресенье мост закроют, В\u00a0понедельник откроют", "cp1251"),
    ],
)
def test_what_only_looks_like_utf_8_stays(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


#: One kind of sign alone, in an English, German or Spanish sentence.
SINGLE = (
    "The board’s word counts.", "It opens – at last.", "Gate 1939–45 opens.", "It costs £40.", "It costs €40.", "Es kostet 40 €.",
    "“No comment,” she said.", "‘No comment,’ she said.", "She said «no» twice.", "So far… nothing.", "It was 20 °C.", "Oilit™ oil helps.",
    "Oilit® oil helps.", "Nach § 5 wird geschlossen.", "It costs ¥4000.", "¿Donde? At the gate.", "It opens at 6\u00a0p.m.", "In the café.",
    "It is 40 m² large.", "It measures 3×4 metres.",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SINGLE)
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_a_single_kind_of_sign_is_enough(sentence: str, encoding: str) -> None:
    text = f"Lock reopens at the weir\n\n{sentence} The river board met on Tuesday and was glad of it.\n"
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the Macintosh had no such sign")
    assert decode(content)[0] == text


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["Boats leave at dawn.", "สะพานปิดวันอาทิตย์", "पुल रविवार को बंद रहेगा।\n", "橋は、日曜に閉鎖される。\n午前六時。"],
)
def test_wide_letters_without_their_mark_are_read(text: str, encoding: str) -> None:
    page = f"<p>{text}</p>"
    assert decode(page.encode(encoding)) == (page, encoding)
    assert not is_no_text(page.encode(encoding))


@pytest.mark.parametrize(
    ("content", "no_text"),
    [
        (b"<p>The lock at\0 Ebbmouth reopens on Friday, the river board said.</p>\0", False),
        (b"<p>The lock reopens on Friday.</p>" * 50 + b"\0\0 \0", False),
        (b"The lock reopens on Fri" + bytes(40), True),
        (b"The lock reopens on Friday.\r\n" * 30 + bytes(2) + b"\r\n", True),
        (b"The lock" + bytes(20) + b"reopens on Friday, the river board said. " * 20, True),
        (b"\x05\x12\x9c\x81" * 9, True),
        ("Der Fluß\x0c\x1a".encode("cp1252"), False),
        ("運河".encode("iso2022_jp"), False),
    ],
)
def test_a_few_zeros_are_passed_over_and_many_are_no_text(content: bytes, no_text: bool) -> None:
    assert is_no_text(content) is no_text
    if not no_text:
        assert "\0" not in decode(content)[0]
