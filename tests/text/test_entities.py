"""Entities and tags that stand in a text as letters: read once more, unless the text is about them."""

from __future__ import annotations

import pytest

from feedservice.text.encodings.entities import read_once_more

READ = {
    "Salt &amp; vinegar": "Salt & vinegar",
    "Salt &amp;amp; vinegar": "Salt & vinegar",
    "The keeper&#39;s &quot;last&quot; night": 'The keeper\'s "last" night',
    "Die Schlo&szlig;br&uuml;cke &ndash; gesperrt": "Die Schloßbrücke – gesperrt",
    "5 &lt; 10": "5 < 10",
    "A &lt;em&gt;new&lt;/em&gt; lock": "A new lock",
    "A <strong class='x'>new</strong> lock": "A new lock",
    "<p>A new lock.</p>": "A new lock.",
    "<i>The <b>Maid</b></i> sails": "The Maid sails",
    "Two<br />lines": "Two lines",
}


@pytest.mark.parametrize("text", READ)
def test_what_a_program_wrote_twice_is_read_once_more(text: str) -> None:
    assert read_once_more(text) == READ[text]
    assert read_once_more(READ[text]) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        "AT&T and R&D; Q&A;",
        "Salt & vinegar",
        "Write &amp; where & is meant",
        "How HTML writes &lt;b&gt;bold&lt;/b&gt;",
        "The ampersand is &amp; in code",
        "Why <b> never closes",
        "Use <b> & </b>.",
        "If a < b and b > c, then",
        "I <3 locks > gates",
        "Nothing &here; is known",
    ],
)
def test_what_is_meant_stays(text: str) -> None:
    assert read_once_more(text) == text
