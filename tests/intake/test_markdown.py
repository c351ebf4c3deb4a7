"""Markdown: the head of fields in every form, and what the text becomes. Whole articles are in the golden folders."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import ArticleError, TooLarge
from feedservice.intake.markdown.markdown_reader import MOST_CHARACTERS
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source
from tests.growth import check_growth

STORY = "\nBoats left at dawn, after four days.\n\nAll of them went, and the quay was empty by noon.\n"


def raw(text: str, path: str = "harbour.md") -> RawCopy:
    return intake.read(make_source(path, text))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def words(body: BeautifulSoup) -> str:
    return " ".join(body.get_text(" ").split())


def value(text: str, field: str) -> object:
    finding = getattr(read(text), field)
    return finding and finding.value


HEADS = {
    "yaml": "---\ntitle: Harbour reopens\n---\n",
    "yaml closed by dots": "---\ntitle: Harbour reopens\n...\n",
    "yaml with a colon in quotes": '---\ntitle: "Harbour reopens"\nfoo: "a: b"\n---\n',
    "toml": '+++\ntitle = "Harbour reopens"\n+++\n',
    "multimarkdown": "Title: Harbour reopens\nFoo: bar\n  and on\n",
    "byte order mark": "\ufeff---\ntitle: Harbour reopens\n---\n",
    "first heading": "# Harbour reopens\n",
    "underlined heading": "Harbour reopens\n===============\n",
    "not closed": "---\ntitle: Harbour reopens\ntags: a\n",
    "malformed": "---\nfoo: bar: baz\ntitle: Harbour reopens\n---\n",
    "windows line ends": "---\r\ntitle: Harbour reopens\r\n---\r\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_the_head_is_read_in_every_form_and_is_no_part_of_the_body(head: str) -> None:
    manuscript, body = raw(head + STORY)
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Harbour reopens"
    assert words(body).startswith("Boats left")


@pytest.mark.parametrize(
    ("fields", "field", "expected"),
    [
        ("lang: no", "language", "no"),
        ("date: 2026-11-18", "date", "2026-11-18"),
        ("date: 2026-11-18 14:30:00 +0100", "date", "2026-11-18 14:30:00 +0100"),
        ("author: Ana Ruiz and Tom Lee", "byline", ("Ana Ruiz", "Tom Lee")),
        ("authors: [Ana Ruiz, Tom Lee]", "byline", ("Ana Ruiz", "Tom Lee")),
        ("authors:\n  - name: Ana Ruiz\n  - name: Tom Lee", "byline", ("Ana Ruiz", "Tom Lee")),
        ("author: {name: Ana Ruiz}", "byline", ("Ana Ruiz",)),
        ("tags: [port, storm]\ncategories:\n- boats\n- port", "tags", ("port", "storm", "boats")),
        ("excerpt: In short.", "standfirst", "In short."),
        ("Description: In short.", "standfirst", "In short."),
        ("publishDate: 2027-01-01", "embargo", "2027-01-01"),
        ("expiryDate: 2027-01-01", "expiry", "2027-01-01"),
        ("draft: true", "draft", "true"),
        ("published: false", "draft", "yes"),
        ("published: true", "date", None),
        ("published: 2026-11-18", "date", "2026-11-18"),
        ("section: world", "section", "world"),
        ("featured_image: pier.jpg", "photo", "pier.jpg"),
        ("cover: {image: pier.jpg}", "photo", "pier.jpg"),
        ("photo: Ana Ruiz/Port Agency", "credit", "Ana Ruiz/Port Agency"),
        ("photo: pier.jpg", "photo", "pier.jpg"),
        ("params:\n  author: Ana Ruiz", "byline", ("Ana Ruiz",)),
        ("layout: post\nweight: 3", "byline", None),
    ],
)
def test_names_of_site_generators_are_known(fields: str, field: str, expected: object) -> None:
    assert value(f"---\n{fields}\n---\n# Harbour reopens\n{STORY}", field) == expected


def test_toml_dates_and_tables_are_read() -> None:
    head = '+++\ndate = 2026-11-18T14:30:00+01:00\ntags = ["port"]\ndraft = true\n[[authors]]\nname = "Ana Ruiz"\n+++\n'
    manuscript = read(head + "# Harbour reopens\n" + STORY)
    assert [getattr(manuscript, name).value for name in ("date", "tags", "draft", "byline")] == [
        "2026-11-18T14:30:00+01:00",
        ("port",),
        "true",
        ("Ana Ruiz",),
    ]


def test_a_picture_in_the_head_has_its_caption_and_credit() -> None:
    (photo,) = read(
        f"---\nimage:\n  src: a.jpg\n  caption: Boats.\n  credit: '(Photo: X)'\n  alt: y\n---\n{STORY}"
    ).photos
    assert (photo.src, photo.caption, photo.credit, photo.alt) == ("a.jpg", "Boats.", "X", "y")


def test_the_picture_of_the_head_leads_before_those_of_the_text() -> None:
    manuscript = read(f"---\nimage: a.jpg\n---\n# Harbour reopens\n{STORY}\n![](b.jpg)\n{STORY}")
    assert manuscript.photo is not None
    assert manuscript.photo.value == "a.jpg"
    assert [photo.src for photo in manuscript.photos] == ["a.jpg", "b.jpg"]


def test_fields_nobody_knows_are_no_problem() -> None:
    assert read(f"---\ntitle: x\nfoo: bar\nlayout: post\n---\n{STORY}").problems == ()


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("---\ntitle: Harbour\nfoo: bar: baz\n---\n", "line 3, column 9"),
        ('---\ntitle: "Harbour\n---\n', "line 2, column 8"),
        ("+++\ntitle = Harbour\n+++\n", "line 2, column 9"),
        ("---\n\ttitle: Harbour\n---\n", "line 2, column 1"),
    ],
)
def test_a_malformed_head_is_a_warning_with_its_place(head: str, place: str) -> None:
    (problem,) = read(head + STORY).problems
    assert place in problem.what
    assert value(head + STORY, "headline") == "Harbour"


def test_an_embargo_in_a_malformed_head_still_holds() -> None:
    assert value(f"---\ntitle: a: b\nembargo: 2027-01-01\ndraft: true\n---\n{STORY}", "embargo") == "2027-01-01"


def test_a_head_that_is_not_closed_is_a_warning() -> None:
    (problem,) = read(HEADS["not closed"] + STORY).problems
    assert "not closed" in problem.what


@pytest.mark.parametrize(
    "opening", ["---\nBoats left.\n---\n", "---\n\n", "Note: this is a story.\n", "+++\nBoats\n+++\n"]
)
def test_what_is_no_head_stays_in_the_text(opening: str) -> None:
    manuscript, body = raw(opening + STORY)
    assert manuscript.problems == ()
    for word in opening.replace("-", " ").replace("+", " ").split():
        assert word in words(body)


def test_a_heading_that_differs_from_the_headline_of_the_head_stays() -> None:
    body = raw("---\ntitle: Harbour reopens\n---\n# What happened\n" + STORY).body
    assert [heading.get_text(strip=True) for heading in body.find_all(["h1", "h2"])] == ["What happened"]


def test_a_heading_that_repeats_the_headline_of_the_head_goes() -> None:
    assert raw("---\ntitle: Harbour reopens\n---\n# Harbour reopens\n" + STORY).body.find(["h1", "h2"]) is None


def test_tables_strikethrough_code_and_html_are_understood() -> None:
    text = (
        "# H\n"
        + STORY
        + "\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~old~~\n\n```\nx  y\n```\n\n<p class='x'>raw</p>\n"
        + STORY
    )
    body = raw(text).body
    assert all(body.find(name) for name in ("table", "s", "pre"))
    assert "x  y" in body.get_text()
    assert "raw" in body.get_text()


def test_a_picture_with_a_title_is_a_figure_with_its_caption() -> None:
    photo = read(f'# Harbour reopens\n{STORY}\n![A pier](pier.jpg "The pier. [Photo/X]")\n').photos[0]
    assert (photo.src, photo.caption, photo.credit, photo.alt) == ("pier.jpg", "The pier.", "X", "A pier")


def test_head_lines_below_the_heading_are_read_as_in_html() -> None:
    manuscript = read(f"# Harbour reopens\n\nBy Ana Ruiz\n\n18 November 2026\n\nPORT ELLER – Boats left.\n{STORY}")
    assert [getattr(manuscript, name).value for name in ("byline", "date", "dateline")] == [
        ("Ana Ruiz",),
        "18 November 2026",
        "PORT ELLER",
    ]


@pytest.mark.parametrize("mark", ["##", "###", "######"])
def test_a_byline_set_as_a_heading_is_a_byline(mark: str) -> None:
    manuscript, body = raw(f"# Harbour reopens\n\n{mark} By Ana Ruiz\n{STORY}")
    assert manuscript.byline is not None
    assert manuscript.byline.value == ("Ana Ruiz",)
    assert "Ruiz" not in words(body)


def test_a_heading_that_is_no_byline_stays_one() -> None:
    body = raw(f"# Harbour reopens\n{STORY}\n## By the harbour wall\n{STORY}").body
    assert [heading.get_text(strip=True) for heading in body.find_all("h2")] == ["By the harbour wall"]


NOTES = {
    "in order": ("left[^1] at dawn.[^2]", "[^1]: First note.\n[^2]: Second note.", "left1 at dawn.2", ["First note.", "Second note."]),
    "by the order of marks": ("left[^b] at dawn.[^a]", "[^a]: A.\n\n[^b]: B.", "left1 at dawn.2", ["B.", "A."]),
    "an address alone": ("left.[^1]", "[^1]: https://port.example", "left.1", ["https://port.example"]),
    "one word": ("left.[^1]", "[^1]: Note", "left.1", ["Note"]),
    "over several lines": ("left.[^1]", "[^1]: One\ntwo\n\n    three.", "left.1", ["One two three."]),
    "no mark": ("left.", "[^1]: Note.", "left.", ["Note."]),
    "no note": ("left.[^9]", "[^1]: Note.", "left.[^9]", ["Note."]),
    "stated twice": ("left.[^1]", "[^1]: One.\n[^1]: Two.", "left.1", ["One. Two."]),
    "named by a note": ("left.[^1]", "[^1]: See[^2].\n[^2]: There.", "left.1", ["See2.", "There."]),
    "code": ("`a[^1]` left.[^1]", "[^1]: Note.\n\n```\n[^1]: code\n```", "a[^1] left.1", ["Note."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "notes", "shown", "listed"), NOTES.values(), ids=NOTES)
def test_footnotes_are_numbers_and_a_list_at_the_end(text: str, notes: str, shown: str, listed: list[str]) -> None:
    body = raw(f"# Harbour reopens[^1]\n{STORY}\nBoats {text}\n\n{notes}\n{STORY}").body
    assert f"Boats {shown}" in [" ".join(paragraph.get_text().split()) for paragraph in body.find_all("p")]
    last = body.find_all("ol")[-1]
    assert [" ".join(item.get_text(" ").split()).replace("See 2 .", "See2.") for item in last.find_all("li")] == listed
    assert not last.find_next("p")
    assert ("code" in body.get_text()) == ("code" in notes)


def test_a_headline_has_no_mark_of_a_note() -> None:
    assert value(f"# Harbour[^1] reopens\n{STORY}\n[^1]: Note.\n", "headline") == "Harbour reopens"


def test_a_text_beyond_every_article_is_refused() -> None:
    with pytest.raises(TooLarge, match=str(MOST_CHARACTERS)):
        read("a" * (MOST_CHARACTERS + 1))


#: Of these the parser takes seconds for a hundred thousand characters.
DEAR = ("[", "![[", "[^")


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "*a **a ",
        "`a",
        "> ",
        "- ",
        "<",
        "![a](",
        "|",
        "_a ",
        "<!--",
        "&",
        "~~a",
        "[a]: b\n",
        "a\n\n",
        "***",
        "\\",
        "![[",
        "](",
        "[^a]: b\n",
        "[^",
        "a[^1]\n\n[^1]: c[^1]\n\n",
    ],
)
def test_the_cost_of_a_text_grows_with_its_length(part: str) -> None:
    def attempt(text: str) -> None:
        with suppress(ArticleError):
            read(text)

    characters = 40_000 if part in DEAR else 100_000
    check_growth(lambda times: part * times, attempt, characters // len(part))


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "---\n", "+++\n", "---\ntitle: x\n"]),
    st.sampled_from(["", "\n---\n", "\n+++\n"]),
)
def test_any_bytes_give_a_manuscript_or_an_article_error(content: bytes, before: str, after: str) -> None:
    with suppress(ArticleError):
        assert isinstance(
            intake.read(make_source("a.md", before.encode() + content + after.encode())).manuscript, Manuscript
        )


@given(st.text(alphabet="-+:=[]{}\"'#&*!|>%@`~<? \n\tab0", max_size=120))
def test_any_head_gives_a_manuscript_or_an_article_error(head: str) -> None:
    for fence in ("---", "+++"):
        with suppress(ArticleError):
            assert isinstance(read(f"{fence}\n{head}\n{fence}\n{STORY}"), Manuscript)


@pytest.mark.parametrize(
    "picture", ["![The pier](https://town.example/pier.jpg)", "![The pier](pier at dawn.jpg)", "![The pier][1]"]
)
def test_what_stands_in_for_a_picture_is_no_word_of_the_text(picture: str) -> None:
    """As in HTML: no reader shows it, and so none of it is missed."""
    text = f"# Pier opens\n\nThe pier opens in May.\n\n{picture}\n\n[1]: https://town.example/pier.jpg\n"
    manuscript = intake.read(make_source("pier.md", text)).manuscript
    assert manuscript.readable.replace("#", "").split() == ["Pier", "opens", "The", "pier", "opens", "in", "May."]


def test_the_name_behind_a_link_is_no_word_where_it_is_defined() -> None:
    text = "# Pier opens\n\nThe [town][1] says [so][2].\n\n[1]: https://town.example/\n"
    words = intake.read(make_source("pier.md", text)).manuscript.readable
    assert ("1" in words, "2" in words) == (False, True)
