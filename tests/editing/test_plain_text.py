"""The words of a body without their markup: told from the HTML as from its tree."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice import cleaning
from feedservice.editing.plain_text import plain, text_of
from feedservice.text.nesting import LINES

_NAMES = st.sampled_from(
    [*sorted(LINES), "a", "em", "sup", "sub", "ruby", "rt", "rp", "table", "ul", "figure", "b", "code"]
)
_WORDS = st.text(st.sampled_from("ab 12\n\t  é漢￾ß"), max_size=8)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, inside, after: f"<{name}>{''.join(inside)}</{name}>{after}",
        _NAMES,
        st.lists(children, max_size=4),
        _WORDS,
    )


MARKUP = st.lists(st.recursive(_WORDS, _element, max_leaves=25), max_size=4).map("".join)


def from_tree(body_html: str) -> str:
    return text_of(BeautifulSoup(body_html, "lxml"))


@given(MARKUP)
def test_the_words_of_a_body_are_those_of_its_tree(markup: str) -> None:
    assert plain(markup) == from_tree(markup)
    body = cleaning.clean(BeautifulSoup(markup, "lxml"), "https://news.example.org/", {}, {}).html
    assert plain(body) == from_tree(body)


def test_lines_notes_reading_aids_and_comments() -> None:
    markup = "<h2>Head</h2><p>One<sup>1</sup> <ruby>漢<rt>kan</rt></ruby> two<!-- no --> three<br>four</p><ul><li>a<li>b</ul>"
    assert plain(markup) == from_tree(markup) == "Head\nOne¹ 漢 two three\nfour\na\nb"
    assert plain("") == plain(" \n") == ""
