"""Bodies for partners: only the elements they take, and every word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from feedservice.cleaning.sanitiser import TAGS as OURS
from feedservice.cleaning.sanitiser import sanitise
from feedservice.feeds.partners import msn, newsletter


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("<p>One <em>two</em>.</p>", "<p>One <em>two</em>.</p>"),
        (
            '<figure><img src="https://x.example/a.jpg"><figcaption>A <small>B</small></figcaption></figure>',
            '<div><img src="https://x.example/a.jpg"><p>A <small>B</small></p></div>',
        ),
        ("<figure><figcaption><p>A</p><p>B</p></figcaption></figure>", "<div><div><p>A</p><p>B</p></div></div>"),
        ("<figure><figcaption><pre>A</pre></figcaption></figure>", "<div><div><p>A</p></div></div>"),
        ("<dl><dt>A</dt><dd>B</dd></dl>", "<ul><li>A</li><li>B</li></ul>"),
        ("<p><mark>A</mark> <abbr title='x'>B</abbr> <s>C</s></p>", "<p><em>A</em> B C</p>"),
        ("<p>He said <q>no, <em>never</em></q> again.</p>", "<p>He said “no, <em>never</em>” again.</p>"),
        ("<p><ruby>漢字<rt>かんじ</rt></ruby></p>", "<p>漢字(かんじ)</p>"),
        ("<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby></p>", "<p>漢字（かんじ）</p>"),
        ("<pre>\nOne line\nand <em>the\nnext</em>\n</pre>", "<p>One line<br>and <em>the<br>next</em></p>"),
        ('<p>Call <a href="tel:+4912">us</a>.</p>', "<p>Call us.</p>"),
        ('<p><a href="mailto:a@x.example">A</a></p>', '<p><a href="mailto:a@x.example">A</a></p>'),
        ("A &amp; B <p>C &lt; D</p>", "A &amp; B <p>C &lt; D</p>"),
        ("", ""),
    ],
)
def test_msn_gets_the_elements_it_takes(ours: str, theirs: str) -> None:
    assert msn.body(ours) == theirs


def test_newsletters_get_pictures_in_plain_boxes_and_the_rest_as_it_stands() -> None:
    ours = (
        '<figure><img src="https://x.example/a.jpg"><figcaption>A</figcaption></figure><pre>a\nb</pre><p><s>B</s></p>'
    )
    assert newsletter.body(ours) == (
        '<div><img src="https://x.example/a.jpg"><p>A</p></div><pre>a\nb</pre><p><s>B</s></p>'
    )


TREES = st.recursive(
    st.text(st.characters(categories=["L", "N"], include_characters=" &<>\n"), max_size=8).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda inner: st.tuples(
        st.sampled_from(sorted(OURS - {"img", "br", "hr", "source"})), st.lists(inner, max_size=3)
    ).map(lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0]}>"),
    max_leaves=12,
)


def words(markup: str) -> str:
    """The words of some HTML, without spaces and what `partner_bodies.MARKS` puts around them."""
    text = lxml_html.fragment_fromstring(markup, create_parent="div").text_content()
    return re.sub(r"[\s“”()]+", "", str(text))


@given(TREES.map(sanitise))
def test_msn_loses_no_word_and_has_no_other_element(html: str) -> None:
    adapted = msn.body(html)
    assert words(adapted) == words(html)
    tags = {str(one.tag) for one in lxml_html.fragment_fromstring(adapted, create_parent="div").iterdescendants()}
    assert tags <= msn.TAGS


@given(TREES.map(sanitise))
def test_newsletters_lose_no_word_and_have_no_figure(html: str) -> None:
    adapted = newsletter.body(html)
    assert words(adapted) == words(html)
    assert "<fig" not in adapted
