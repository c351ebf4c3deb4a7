"""Lines that go only at the edges of a body, each beside what stays."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning
from feedservice.intake.boilerplate.edge_lines import ending_reason, is_contribution

SENTENCE = "The harbour board said on Thursday that the ferry would sail again before the end of the week, if it can."
STORY = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"
AT_END = [
    "A version of this article appears in print on Dec. 5, 2026, Section A, Page 17 of the New York edition with the headline: Idle Ferries. Order Reprints",
    "Our Standards: The Globewire Trust Principles.", "Sign up here.", "Follow us on Facebook and Instagram", "Get in touch with us at news@port.example",
    "Contact Ana Ruiz at ana@port.example", "Über dieses Thema berichtete die Tagesschau am 13. Mai 2026 um 12:00 Uhr.", "Il vous reste 40% de cet article à lire. La suite est réservée aux abonnés.",
    "Apúntate aquí a nuestra newsletter de Sociedad", "Dziękujemy, że przeczytałeś nasz artykuł do końca.", "Подписывайтесь на наш канал в Telegram", "(责编:姚一苇、石岚)", "(dwl/bay)",
    "有料会員になると会員限定の有料記事もお読みいただけます。", "기사제보: 해안일보는 독자 여러분의 제보를 기다립니다.", "Unsubscribe | Manage preferences", "You are receiving this because you signed up at port.example.",
]  # fmt: skip
STAYS = [
    "Get in touch, she told them, and nobody did.", "“Follow us on Facebook,” the sign says.", "A version of this ferry sails in the north.", "Ana Ruiz contributed reporting.",
    "(lno/dpa)", "He asked them to sign up.", "Exclusive rights were sold for a pound.", "Follow the river to the sea.", "You are receiving visitors, the letter said.",
]  # fmt: skip


def clean(html: str) -> cleaning.Cleaned:
    return cleaning.clean(BeautifulSoup(html, "lxml"), "https://port.example/")


@pytest.mark.parametrize("line", AT_END)
def test_a_line_at_the_end_goes_and_is_noted_but_in_the_middle_stays(line: str) -> None:
    cleaned = clean(f"{STORY}<p>{line}</p>")
    assert cleaned.paragraphs == [SENTENCE, SENTENCE]
    assert [line.startswith(cut.words.rstrip("…")[:30]) for cut in cleaned.cut] == [True]
    if not line.startswith(("Unsubscribe", "Follow us")):  # these are buttons wherever they stand
        assert len(clean(f"<p>{SENTENCE}</p><p>{line}</p><p>{SENTENCE}</p>").paragraphs) == 3


@pytest.mark.parametrize("line", STAYS)
def test_a_sentence_at_either_edge_stays(line: str) -> None:
    assert clean(f"{STORY}<p>{line}</p>").paragraphs[-1] == line
    assert clean(f"<p>{line}</p>{STORY}").paragraphs[0] == line


def test_lines_go_from_below_past_who_helped_to_report() -> None:
    cleaned = clean(f"{STORY}<p>Sign up here.</p><p>Ana Ruiz contributed reporting.</p><hr><p>Unsubscribe here</p>")
    assert cleaned.paragraphs == [SENTENCE, SENTENCE, "Ana Ruiz contributed reporting."]
    assert not cleaned.html.endswith("<hr>")
    assert is_contribution("Kirsten Noyes contributed research.")


@pytest.mark.parametrize("kicker", ["Exclusive", "EXKLUSIV", "独家", "Breaking News"])
def test_a_kicker_above_the_first_words_goes(kicker: str) -> None:
    cleaned = clean(f"<span class=label>{kicker}</span>{STORY}")
    assert cleaned.paragraphs == [SENTENCE, SENTENCE]
    assert [(cut.words, cut.reason) for cut in cleaned.cut] == [(kicker, "kicker")]


def test_the_lines_of_a_mailing_go_above_and_below() -> None:
    foot = "You are receiving this email because you subscribed.<br>To unsubscribe, click here."
    cleaned = clean(f"<p>View in your browser</p>{STORY}<p>{foot}</p>")
    assert cleaned.paragraphs == [SENTENCE, SENTENCE]
    assert len(cleaned.cut) == 2


def test_a_body_of_such_lines_alone_stays() -> None:
    assert clean("<p>Exclusive</p><p>Get in touch.</p>").paragraphs == ["Exclusive", "Get in touch."]


def test_a_picture_below_a_button_at_the_end_goes_with_it() -> None:
    cleaned = clean(f"{STORY}<h3>分享让更多人看到</h3><img src='/qr.png'>")
    assert "qr.png" not in cleaned.html
    share = "<figure><img src='/qr.png'><figcaption>分享让更多人看到</figcaption></figure>"
    assert "qr.png" not in clean(STORY + share).html
    assert "ferry.png" in clean(f"{STORY}<h3>The ferry</h3><img src='/ferry.png'>").html


def test_the_number_of_a_note_stands_apart_from_its_words() -> None:
    note = "<p class=sdfootnote><a class=sdfootnotesym href='#sdfootnote1anc'>1</a>Weighed at the quay.</p>"
    mark = "<p>It was heavy<a class=sdfootnoteanc href='#sdfootnote1sym'><sup>1</sup></a>.</p>"
    assert clean(mark + note).html == "<p>It was heavy<sup>1</sup>.</p><p>1 Weighed at the quay.</p>"


def test_a_heading_over_what_was_cut_goes_and_one_over_text_stays() -> None:
    cleaned = clean(f"{STORY}<h3>Newsletter</h3><p>Sign up here.</p>")
    assert cleaned.text == f"{SENTENCE}\n{SENTENCE}"
    assert [cut.words for cut in cleaned.cut] == ["Newsletter", "Sign up here."]
    assert "<h3>Newsletter</h3>" in clean(f"{STORY}<h3>Newsletter</h3><p>{SENTENCE}</p><p>Sign up here.</p>").html


def test_a_bold_line_that_becomes_a_heading_ends_without_space() -> None:
    assert "<h3>Harbour</h3>" in clean(f"<p>{SENTENCE}</p><p><b>Harbour </b></p><p>{SENTENCE}</p>").html


def test_long_lines_are_no_endings() -> None:
    assert ending_reason("Follow us on Facebook " + "and read on " * 40) == ""
