"""Sidecars that are malformed, enormous or something else: a sentence with its place, or what can be read; and soon."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC

import pytest

from feedservice.editing.life.release import release
from feedservice.errors import ArticleError, BrokenSidecar
from feedservice.intake import read as read_article
from feedservice.intake.sidecars import sidecar
from feedservice.intake.sidecars.overrule import overrule
from tests.factories import NOW, make_source
from tests.growth import check_growth, patience

Text = str | bytes


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
    with patience(), pytest.raises(BrokenSidecar) as raised:
        read(text, name)
    assert place in raised.value.what
    assert words in raised.value.what
    assert "no YAML that can be understood" not in raised.value.what
    assert len(raised.value.what) < 400


REFUSED: dict[str, tuple[str, Callable[[int], str], int]] = {
    "deep": ("a.yaml", lambda times: "a: " + "{a: " * times, 5000),
    "names": ("a.yaml", lambda times: "\n".join(f"k{one}: x" for one in range(times)), 4000),
    "JSON: deep": ("a.json", lambda times: '{"a":' * times + "1" + "}" * times, 400),
    "JSON: names": ("a.json", lambda times: "{" + ",".join(f'"k{one}": 1' for one in range(times)) + "}", 9000),
    "JSON: people": ("a.json", lambda times: '{"byline": [' + ",".join(f'"Ana {one}"' for one in range(times)) + "]}", 20_000),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "times"), REFUSED.values(), ids=REFUSED)
def test_the_cost_of_a_refusal_grows_with_the_sidecar(name: str, make: Callable[[int], str], times: int) -> None:
    def attempt(text: str) -> None:
        with suppress(BrokenSidecar):
            read(text, name)

    check_growth(make, attempt, times)


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


#: Sidecars of any size, and how large each has been tried.
LARGE: dict[str, tuple[Callable[[int], Text], int]] = {
    "five megabytes": (lambda times: b"headline: " + b"x" * times, 5_000_000),
    "a long headline": (lambda times: "headline: " + "x" * times, 250_000),
    "names without colons": (lambda times: "? " * times, 125_000),
    "brackets and commas": (lambda times: "[a," * times, 80_000),
    "curly brackets": (lambda times: "{a" * times, 120_000),
    "dashes": (lambda times: "a: " + "- " * times, 125_000),
    "quotes": (lambda times: "'" * times, 250_000),
    "anchors": (lambda times: "\n".join(f"k{one}: &a{one} x" for one in range(times)), 4000),
    "a literal": (lambda times: "headline: |\n" + "  x\n" * times, 60_000),
    "escapes": (lambda times: 'headline: "' + "\\x41" * times + '"', 60_000),
    "people": (lambda times: "byline: " + "Ana and " * times, 30_000),
    "a list of people": (lambda times: "byline: [" + ", ".join(f"Ana{one}" for one in range(times)) + "]", 4900),
    "an embargo of figures": (lambda times: "embargo: " + "1" * times, 250_000),
    "a status without end": (lambda times: "status: " + "x" * times, 250_000),
    "credits": (lambda times: "caption: " + "(Photo by " * times, 25_000),
    "photos": (lambda times: "photos: [" + ", ".join(f"a{one}.jpg" for one in range(times)) + "]", 4900),
    "unknown fields": (lambda times: "\n".join(f"headlin{one}: x" for one in range(times)), 2400),
}  # fmt: skip


def released(text: Text) -> list[str]:
    """What is told of an article with this sidecar, on its way to print."""
    copy = read_article(make_source("a.txt", "Ferry returns\n\nThe ferry came back.\n\nPeople cheered."))
    told = [""]
    try:
        manuscript = overrule(copy.manuscript, [read(text)])
        told += [problem.what for problem in manuscript.problems]
        release(manuscript, NOW, UTC)
    except ArticleError as error:
        told.append(error.what)
    return told


def is_short(told: list[str]) -> bool:
    return len(told) < 30 and max(map(len, told)) < 400


@pytest.mark.parametrize(("make", "times"), LARGE.values(), ids=LARGE)
def test_the_cost_of_what_is_large_grows_with_its_size_and_its_words_do_not(
    make: Callable[[int], Text], times: int
) -> None:
    assert is_short(check_growth(make, released, times))


def test_broken_addresses_take_few_words() -> None:
    addresses = ["//[x", "http://x:99999/y", "a%zz.jpg", "../../../etc/passwd", "a]b"]
    with patience():
        assert is_short(released(f"photos: {addresses}"))


@pytest.mark.parametrize("field", ["embargo", "draft", "status", "expires"])
@pytest.mark.parametrize("value", ["\\udfff", "\\u0007", "\\u200b\\u0000"])
def test_what_decides_and_is_no_letter_is_not_taken_for_nothing(field: str, value: str) -> None:
    with pytest.raises(BrokenSidecar, match="no letters"):
        read(f'{{"{field}": "{value}"}}', "a.json")
