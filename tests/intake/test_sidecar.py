"""Sidecars on their own: what stands in one, what wins, and what is never guessed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.article import Finding, Manuscript, SourceFile
from feedservice.errors import BrokenSidecar
from feedservice.intake import read as read_article
from feedservice.intake.fields import SIDECAR_NAMES
from feedservice.intake.sidecars import sidecar
from feedservice.intake.sidecars.overrule import overrule

ARTICLE = """<h1>The found headline</h1>
<p class="standfirst">The found standfirst.</p>
<p class="byline">By Found Name</p>
<p>Embargo: 2027-01-01 08:00</p>
<figure><img src="found.jpg" alt="a boat"><figcaption>Found caption. [Photo/Found]</figcaption></figure>
<p>The harbour of Port Elster reopened on Monday. Forty boats left within the hour, the harbour master said.</p>
<p>Correction: The tide was at six.</p>
"""

EXAMPLE = """# About the ferry story
headline: Ferry returns
standfirst: |
  Islanders cheered
  on the quay.
authors: [Hanne Dreyling, "Joss Wetherley"]
date: 2026-11-18 14:30
section: harbour
tags: [ferries, islands]
lang: no
embargo: 2026-11-19T08:00:00Z
expires: 2026-12-01
draft: false
photo:
  file: ferry at quay.jpg
  caption: The ferry.
  credit: "Photo: Ines/Agency"
  alt: A white ferry
photos: [b.jpg, {file: found.jpg, credit: Other}]
corrections:
  - The ferry holds 40 cars.
"""


def read(text: str | bytes, name: str = "mine.yaml") -> sidecar.Sidecar:
    return sidecar.read(SourceFile(name, text.encode() if isinstance(text, str) else text, ""))


def ruled(*texts: str, article: str = ARTICLE) -> Manuscript:
    manuscript = read_article(SourceFile("world/mine.html", article.encode(), "")).manuscript
    return overrule(manuscript, [read(text, f"world/{number}.yaml") for number, text in enumerate(texts)])


def says(manuscript: Manuscript, field: str) -> object:
    finding = getattr(manuscript, field)
    return finding.value if finding else None


def test_the_example_wins_in_every_field() -> None:
    ruled_by = ruled(EXAMPLE)
    assert {
        name: says(ruled_by, name)
        for name in ("headline", "standfirst", "byline", "date", "section", "tags", "language")
    } == {
        "headline": "Ferry returns",
        "standfirst": "Islanders cheered on the quay.",
        "byline": ("Hanne Dreyling", "Joss Wetherley"),
        "date": "2026-11-18 14:30",
        "section": "harbour",
        "tags": ("ferries", "islands"),
        "language": "no",
    }
    assert says(ruled_by, "embargo") == "2026-11-19T08:00:00Z"
    assert says(ruled_by, "expiry") == "2026-12-01"
    assert says(ruled_by, "draft") == "false"
    assert says(ruled_by, "photo") == "ferry%20at%20quay.jpg"
    assert [(photo.src, photo.caption, photo.credit, photo.alt) for photo in ruled_by.photos] == [
        ("ferry%20at%20quay.jpg", "The ferry.", "Ines/Agency", "A white ferry"),
        ("b.jpg", "", "", ""),
        ("found.jpg", "Found caption.", "Other", "a boat"),
    ]
    assert ruled_by.corrections == ("The ferry holds 40 cars.", "The tide was at six.")
    assert ruled_by.headline == Finding("Ferry returns", "sidecar 0.yaml", 1.0)
    assert ruled_by.problems == ()


def test_what_it_does_not_state_stays_as_found() -> None:
    assert overrule(manuscript := ruled(), []) is manuscript
    ruled_by = ruled("section: culture\nembargo:\nbyline: ~")
    assert says(ruled_by, "section") == "culture"
    assert says(ruled_by, "embargo") == "2027-01-01 08:00"
    assert says(ruled_by, "byline") == ("Found Name",)
    assert ruled_by.corrections == ("The tide was at six.",)


@pytest.mark.parametrize("field", ["byline", "standfirst", "embargo", "date"])
@pytest.mark.parametrize("empty", ['""', "''", "' '"])
def test_an_empty_text_states_that_there_is_none(field: str, empty: str) -> None:
    assert says(ruled(f"{field}: {empty}"), field) is None


def test_empty_lists_state_that_there_are_none() -> None:
    ruled_by = ruled("authors: []\ncorrections: []")
    assert says(ruled_by, "byline") is None
    assert ruled_by.corrections == ()


def test_the_word_of_the_sidecar_settles_conflicts_in_the_article() -> None:
    twice = ARTICLE.replace("<p>Embargo", "<p>Embargo: 2026-12-24 08:00</p><p>Embargo")
    assert "≠" in str(says(ruled(article=twice), "embargo"))
    assert says(ruled("embargo: 2026-12-24 09:00", article=twice), "embargo") == "2026-12-24 09:00"


def test_of_two_sidecars_the_first_wins_but_what_decides_must_agree() -> None:
    assert says(ruled("headline: One", "headline: Two\nsection: x"), "headline") == "One"
    assert says(ruled("headline: One", "headline: Two\nsection: x"), "section") == "x"
    assert says(ruled("draft: yes", "draft: no"), "draft") == "yes ≠ no"
    assert says(ruled("embargo: 2027-01-01", 'embargo: ""'), "embargo") == "2027-01-01 ≠ nothing"
    assert says(ruled("draft: yes", "draft: yes"), "draft") == "yes"


def test_caption_and_credit_fields_count_before_the_lead_photos_own() -> None:
    ruled_by = ruled('caption: Mine\nphoto credit: ""')
    assert (ruled_by.photos[0].caption, ruled_by.photos[0].credit) == ("Mine", "")
    assert says(ruled("photo: {caption: Said}"), "caption") == "Said"
    assert ruled("photo: {caption: Said}").photos[0].caption == "Said"


def test_published_false_is_a_draft() -> None:
    assert says(ruled("published: false"), "draft") == "yes"
    assert says(ruled("published: true"), "draft") == "no"
    assert says(ruled("published: 2026-11-18"), "date") == "2026-11-18"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("release_at: 2027-01-01", "embargo", "2027-01-01"),
        ("Not before: 2027-01-01", "embargo", "2027-01-01"),
        ("embargo: {until: 2027-01-01}", "embargo", "2027-01-01"),
        ("hold: true", "draft", "yes"),
        ("is_draft: true", "draft", "yes"),
        ("visibility: private", "status", "draft"),
        ("unpublish: 2027-01-01", "expiry", "2027-01-01"),
    ],
)
def test_a_field_of_another_system_that_holds_is_understood(text: str, field: str, value: str) -> None:
    assert says(ruled(text), field) == value


@pytest.mark.parametrize(
    "text", ["private: false", "embargo: none", "hold: no", "post_status: publish", "password: ''"]
)
def test_a_field_that_clearly_lets_go_holds_nothing(text: str) -> None:
    said = read(text).fields
    assert not any(said.get(field) for field in ("draft", "embargo", "status"))


@pytest.mark.parametrize(
    "text", ["published: false\ndraft: no", "draft: no\nprivate: true", "public: false\ndraft: no"]
)
def test_fields_that_contradict_each_other_hold(text: str) -> None:
    with pytest.raises(BrokenSidecar):
        read(text)


def test_what_another_system_exported_is_no_sidecar() -> None:
    with pytest.raises(BrokenSidecar) as raised:
        read('{"title": "Ferry floats", "status": "publish", "content": {"rendered": "It floats."}}', "a.json")
    assert "a story of its own" in raised.value.what


def test_json_with_and_without_a_mark() -> None:
    text = json.dumps({"headline": "Größe", "tags": ["a"], "draft": False, "photos": [{"file": "a.jpg"}], "date": None})
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        found = read(content, "mine.JSON")
        assert {name: finding and finding.value for name, finding in found.fields.items()} == {
            "headline": "Größe",
            "tags": ("a",),
            "draft": "false",
        }
        assert found.photos[0].src == "a.jpg"


@pytest.mark.parametrize(
    ("text", "field", "meant"),
    [
        ("hedline: x", "hedline", "headline"),
        ("Stand-first_: x", "Stand-first_", "standfirst"),
        ("zzz: x", "zzz", "take it out"),
    ],
)
def test_an_unknown_field_is_named_with_the_nearest_known(text: str, field: str, meant: str) -> None:
    (problem,) = read(text).problems
    assert f"“{field}”" in problem.what
    assert meant in problem.remedy
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    "text",
    ["embargoo: 2027-01-01", "embarg: 2027-01-01", "released_by: 2027-01-01", "expire_it: 2027-01-01", "drft: true",
     "private: perhaps", "visibility: members", "publish: {by: Ana}"],
)  # fmt: skip
def test_a_field_that_may_mean_to_hold_the_article_back_is_not_passed_over(text: str) -> None:
    with pytest.raises(BrokenSidecar) as raised:
        read(text)
    assert text.partition(":")[0] in raised.value.what


@pytest.mark.parametrize(
    ("name", "text", "place", "words"),
    [
        ("a.yaml", "headline: Mine: rescue", "line 1, column 15", "second colon"),
        ("a.yaml", "headline: x\nheadline: y", "line 2, column 1", "second time"),
        ("a.yaml", "a: [x\nb: y", "line 1, column 4", "square bracket is opened"),
        ("a.yaml", "tags:\n\t- x", "line 2, column 1", "tab"),
        ("a.yml", "a: 'x", "line 1", "quotation mark"),
        ("a.yaml", "embargo: x\nexpires: y\nunpublish at: z", "", "mean the same"),
        ("a.yaml", "embargo: [a, b]", "", "must be one text"),
        ("a.yaml", "just words", "", "holds no fields"),
        ("a.yaml", "- a\n- b", "", "holds no fields"),
        ("a.yaml", " \n", "", "it is empty"),
        ("a.json", '{"a": 1,}', "line 1, column", "comma too many"),
        ("a.json", '{"a": 1\n "b": 2}', "line 2, column 2", "comma is missing"),
        ("a.json", '{"a": x}', "line 1, column 7", "without quotation marks"),
        ("a.json", '{"a": "x', "line 1, column 7", "not closed"),
        ("a.json", '{"a": 1,\n "a": 2}', "line 2, column 2", "second time"),
        ("a.json", "[1]", "", "holds no fields"),
        ("a.json", "[" * 100_000, "", "too deep"),
        ("a.yaml", "[" * 100_000, "", "deep"),
    ],
)
def test_what_is_malformed_is_told_in_plain_words_with_its_place(name: str, text: str, place: str, words: str) -> None:
    with pytest.raises(BrokenSidecar) as raised:
        read(text, f"world/{name}")
    assert raised.value.path == f"world/{name}"
    assert place in raised.value.what
    assert words in raised.value.what
    assert raised.value.what.startswith(f"The sidecar {name} cannot be used: ")


def test_too_large_and_no_text() -> None:
    with pytest.raises(BrokenSidecar, match="256 KB"):
        read("a: " + "x" * 300_000)
    with pytest.raises(BrokenSidecar, match="no text"):
        read(bytes(range(256)))


def test_an_alias_bomb_is_malformed_and_quick() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(BrokenSidecar, match="more than 5000 values"):
        read("\n".join(lines))


def test_values_of_the_wrong_kind_are_warnings_where_nothing_is_decided() -> None:
    found = read(
        "headline: {a: b}\ntags: [a, [b]]\nphoto: ''\nphotos: [{caption: x}, 7.jpg, {file: 8.jpg, size: 3}]\nlanguage: ''"
    )
    assert len(found.problems) == 5
    assert [photo.src for photo in found.photos] == ["7.jpg", "8.jpg"]


def test_two_names_of_one_field_are_a_warning() -> None:
    found = read("author: Ana\nbyline: Bea")
    assert found.fields["byline"] == Finding(("Ana",), "sidecar mine.yaml", 1.0)
    assert "mean the same" in found.problems[0].what


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode), st.sampled_from(["a.yaml", "a.json"]))
def test_any_bytes_give_a_sidecar_or_a_sentence(content: bytes, name: str) -> None:
    try:
        found = read(content, name)
    except BrokenSidecar:
        return
    overrule(read_article(SourceFile("a.txt", b"x", "")).manuscript, [found])


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["file", "caption", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(SIDECAR_NAMES)), _VALUES, max_size=6))
def test_any_values_in_known_fields_give_a_manuscript_or_a_sentence(value: dict[str, object]) -> None:
    try:
        found = read(json.dumps(value), "a.json")
    except BrokenSidecar:
        return
    overrule(read_article(SourceFile("a.html", ARTICLE.encode(), "")).manuscript, [found])
