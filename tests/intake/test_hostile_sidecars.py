"""Sidecars that are malformed, enormous or something else: a sentence with its place, or what can be read; and soon."""

from __future__ import annotations

import time
from datetime import UTC

import pytest

from feedservice.errors import ArticleError, BrokenSidecar
from feedservice.intake import read as read_article
from feedservice.intake import sidecar
from feedservice.intake.overruling import overrule
from feedservice.release import release
from tests.factories import NOW, make_source

SECONDS = 2.0


def read(text: str | bytes, name: str = "mine.yaml") -> sidecar.Sidecar:
    return sidecar.read(make_source(name, text))


MALFORMED = {
    "an anchor of itself": ("a.yaml", "a: &a [*a]", "(line 1, column 8)", "stands for nothing"),
    "a tab before a name": ("a.yaml", "\theadline: x", "(line 1, column 1)", "a tab stands"),
    "a tab in a mapping": ("a.yaml", "photo:\n  file: a.jpg\n\tcaption: x", "(line 3, column 1)", "a tab stands"),
    "twice in a photo": ("a.yaml", "photo:\n  file: a\n  file: b", "(line 3, column 3)", "second time"),
    "a line moved in": ("a.yaml", "headline: a\n  byline: b", "(line 2, column 9)", "further in"),
    "a line moved out": ("a.yaml", "  headline: a\nbyline: b", "(line 2, column 1)", "further in or out"),
    "a colon too few": ("a.yaml", "headline Mine\nbyline: b", "(line 2, column 7)", "a colon is missing there"),
    "more after the end": ("a.yaml", "headline: a\n...\nrubbish: [", "(line 3, column 1)", "after the end"),
    "a bar": ("a.yaml", "headline: |x", "(line 1, column 12)", "begins with |"),
    "a comma too many": ("a.yaml", "tags: [,a]", "(line 1, column 8)", "a comma too many"),
    "a list in the line of its name": ("a.yaml", "tags: - a", "(line 1, column 7)", "Begin it in the next one"),
    "a letter that is none": ("a.yaml", 'headline: "\\ud800"', "(line 1, column 14)", "a letter as a number"),
    "a path of Windows": ("a.yaml", 'photo: "C:\\quay.jpg"', "(line 1, column 1", "backslash"),
    "a directive": ("a.yaml", "%x\nheadline: a", "line 1", "begins with %"),
    "an anchor for a value": ("a.yaml", "headline: &Mine", "(line 1, column 11)", "begins with & or !"),
    "an embargo read as an anchor": ("a.yaml", "embargo: &2027-01-01", "(line 1, column 10)", "begins with & or !"),
    "an embargo read as a tag": ("a.yaml", "embargo: !2027-01-01", "(line 1, column 10)", "begins with & or !"),
    "deep": ("a.yaml", "a: " + "{a: " * 5000, "(line 1, column 49)", "more than 12 deep"),
    "a thousand names": ("a.yaml", "\n".join(f"k{one}: x" for one in range(4000)), "(line 2500, column 8)", "5000 values"),
    "JSON: the second of two names": ("a.json", '{"a": 1, "b": "a", "a": 2, "c": "a"}', "(line 1, column 20)", "second time"),
    "JSON: CRLF": ("a.json", '{\r\n"headline": "a"\r\n"b": 1}', "(line 3, column 1)", "comma is missing"),
    "JSON: a tab in a text": ("a.json", '{"headline": "a\tb"}', "(line 1, column 16)", "a tab"),
    "JSON: two of them": ("a.json", '{"headline": "a"}\n{"headline": "b"}', "(line 2, column 1)", "after the end"),
    "JSON: deep": ("a.json", '{"a":' * 400 + "1" + "}" * 400, "line 1", "too deep"),
    "JSON: a thousand names": ("a.json", "{" + ",".join(f'"k{one}": 1' for one in range(9000)) + "}", "line 1", "5000 values"),
    "JSON: very many people": ("a.json", '{"byline": [' + ",".join(f'"Ana {one}"' for one in range(20_000)) + "]}", "line 1", "5000 values"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "place", "words"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_told_with_line_and_column(name: str, text: str, place: str, words: str) -> None:
    start = time.process_time()
    with pytest.raises(BrokenSidecar) as raised:
        read(text, name)
    assert time.process_time() - start < SECONDS
    assert place in raised.value.what
    assert words in raised.value.what
    assert "no YAML that can be understood" not in raised.value.what
    assert len(raised.value.what) < 400


SOUND = {
    "a number": ("headline: 42", "headline", "42"),
    "a date": ("headline: 2026-11-20", "headline", "2026-11-20"),
    "a float": ("headline: 1e5", "headline", "1e5"),
    "no": ("language: no", "language", "no"),
    "yes": ("draft: yes", "draft", "yes"),
    "a byte order mark": (b"\xef\xbb\xbfheadline: Ferry", "headline", "Ferry"),
    "two of them": (b"\xef\xbb\xbf\xef\xbb\xbfheadline: Ferry", "headline", "Ferry"),
    "UTF-16": ("\ufeffheadline: Ferry".encode("utf-16-be"), "headline", "Ferry"),
    "Windows-1252": ("headline: Café à Genève".encode("cp1252"), "headline", "Café à Genève"),
    "CRLF": ("headline: Ferry\r\nbyline: Ana\r\n", "byline", ("Ana",)),
    "CR": ("headline: Ferry\rbyline: Ana\r", "byline", ("Ana",)),
    "another case": ("HEADLINE: x\nByLine: Ana", "byline", ("Ana",)),
    "a list of everything": ("tags: [1, 2.5, yes, null, 2026-11-20]", "tags", ("1", "2.5", "yes", "2026-11-20")),
    "an end mark": ("---\nheadline: a\n---\n", "headline", "a"),
    "a tab behind the colon": ("headline:\tFerry", "headline", "Ferry"),
    "a tag of a program": ("headline: !!python/name:os.system Ferry", "headline", "Ferry"),
}


@pytest.mark.parametrize(("text", "field", "value"), SOUND.values(), ids=SOUND)
def test_what_is_odd_and_sound_is_the_text_that_was_typed(text: str | bytes, field: str, value: object) -> None:
    found = read(text).fields[field]
    assert found
    assert found.value == value


def test_yes_and_no_in_a_list_of_json_are_texts_as_in_yaml() -> None:
    found = read('{"tags": [true, 1, null, false]}', "a.json").fields["tags"]
    assert found
    assert found.value == ("true", "1", "false")


LARGE = {
    "five megabytes": b"headline: " + b"x" * 5_000_000,
    "a long headline": "headline: " + "x" * 250_000,
    "names without colons": "? " * 125_000,
    "brackets and commas": "[a," * 80_000,
    "curly brackets": "{a" * 120_000,
    "dashes": "a: " + "- " * 125_000,
    "quotes": "'" * 250_000,
    "anchors": "\n".join(f"k{one}: &a{one} x" for one in range(4000)),
    "a literal": "headline: |\n" + "  x\n" * 60_000,
    "escapes": 'headline: "' + "\\x41" * 60_000 + '"',
    "people": "byline: " + "Ana and " * 30_000,
    "a list of people": "byline: [" + ", ".join(f"Ana{one}" for one in range(4900)) + "]",
    "an embargo of figures": "embargo: " + "1" * 250_000,
    "a status without end": "status: " + "x" * 250_000,
    "credits": "caption: " + "(Photo by " * 25_000,
    "photos": "photos: [" + ", ".join(f"a{one}.jpg" for one in range(4900)) + "]",
    "unknown fields": "\n".join(f"headlin{one}: x" for one in range(2400)),
    "broken addresses": "photos: ['//[x', 'http://x:99999/y', 'a%zz.jpg', '../../../etc/passwd', 'a]b']",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_is_large_takes_no_long_time_and_few_words(text: str | bytes) -> None:
    article = read_article(make_source("a.txt", "Ferry returns\n\nThe ferry came back.\n\nPeople cheered."))
    start, told = time.process_time(), [""]
    try:
        found = read(text)
        manuscript = overrule(article, [found])
        told += [problem.what for problem in manuscript.problems]
        release(manuscript, NOW, UTC)
    except ArticleError as error:
        told.append(error.what)
    assert time.process_time() - start < SECONDS
    assert len(told) < 30
    assert max(map(len, told)) < 400


@pytest.mark.parametrize("field", ["embargo", "draft", "status", "expires"])
@pytest.mark.parametrize("value", ["\\udfff", "\\u0007", "\\u200b\\u0000"])
def test_what_decides_and_is_no_letter_is_not_taken_for_nothing(field: str, value: str) -> None:
    with pytest.raises(BrokenSidecar, match="no letters"):
        read(f'{{"{field}": "{value}"}}', "a.json")
