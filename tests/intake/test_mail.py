"""Mail: which part is the story, what is cut off it, and that nothing in it can break us. Whole mails are in the golden folders."""

from __future__ import annotations

from base64 import b64encode
from contextlib import suppress
from email.message import EmailMessage, Message
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from feedservice import intake
from feedservice.article import Manuscript
from feedservice.errors import ArticleError, BrokenDocument
from feedservice.intake.embargoes import asks_to_hold
from feedservice.intake.mail.mail_parts import unflowed, words_of
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source
from tests.packages import document, paragraph

#: The smallest picture there is.
DOT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
HEAD = "From: Ana Ruiz <ana@gazette.example>\nTo: drop@gazette.example\nSubject: Harbour reopens after the storm\nDate: Wed, 18 Nov 2026 14:30:00 +0100\n"
STORY = "Boats left at dawn, after four days in which nothing had moved.\n\nAll of them went, and by noon the quay was empty.\n"
LONG = STORY + "\nThe harbour master said so. " * 20


def raw(content: str | bytes | Message, path: str = "harbour.eml") -> RawCopy:
    return intake.read(make_source(path, content.as_bytes() if isinstance(content, Message) else content))


def read(*given: Any, **rest: Any) -> Manuscript:
    return raw(*given, **rest).manuscript


def words(body: BeautifulSoup) -> str:
    return " ".join(body.get_text(" ").split())


def mail(*parts: Message, kind: str = "mixed", subject: str = "Harbour reopens after the storm") -> MIMEMultipart:
    made = MIMEMultipart(kind)
    made["Subject"], made["From"], made["Date"] = (
        subject,
        "Ana Ruiz <ana@gazette.example>",
        "Wed, 18 Nov 2026 14:30:00 +0100",
    )
    for part in parts:
        made.attach(part)
    return made


def attached(part: Message, name: str) -> Message:
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def test_headers_are_evidence_and_no_part_of_the_body() -> None:
    manuscript, body = raw(f"{HEAD}X-Mailer: None\n\n{STORY}")
    assert [getattr(manuscript, name).value for name in ("headline", "byline", "date")] == [
        "Harbour reopens after the storm",
        ("Ana Ruiz",),
        "2026-11-18T14:30:00+01:00",
    ]
    assert words(body).startswith("Boats left")


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Fwd: Re: [newsdesk] AW: Harbour reopens", "Harbour reopens"),
        ("=?utf-8?B?SMOkZmVu?= =?utf-8?Q?_offen?=", "Häfen offen"),
        ("=?iso-8859-1?Q?H=E4fen?=", "Häfen"),
        ("=?x-unknown?B?SMOkZmVu?=", "Häfen"),
        ("=?utf-8?B?SMOkZmVu", "=?utf-8?B?SMOkZmVu"),
        ("=?utf-8?B?SMOkZmVuIQ?=", "Häfen!"),
        ("Häfen", "Häfen"),
        ("Story for Friday", "The first line"),
        ("", "The first line"),
        ("(no subject)", "The first line"),
        ("Re:", "The first line"),
    ],
)
def test_the_subject_is_the_headline_unless_it_says_nothing(subject: str, headline: str) -> None:
    found = read(f"Subject: {subject}\nFrom: a@b.example\n\nThe first line\n\n{STORY}").headline
    assert found is not None
    assert found.value == headline


def test_a_letter_cut_in_two_by_a_mailer_is_whole() -> None:
    assert words_of("=?utf-8?B?SMM=?= =?utf-8?B?pGZlbg==?=") == "Häfen"


def test_a_first_line_that_repeats_the_subject_stands_once() -> None:
    assert words(raw(f"{HEAD}\nHarbour reopens after the storm\n\n{STORY}").body).startswith("Boats left")


def test_the_only_line_is_the_story() -> None:
    body = raw("Subject: test\nFrom: a@b.example\n\nA seal visited the market.\n").body
    assert words(body) == "A seal visited the market."


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("Ana Ruiz <a@b.example>", ("Ana Ruiz",)),
        ('"Ruiz, Ana" <a@b.example>', ("Ana Ruiz",)),
        ("=?utf-8?Q?Zo=C3=AB_M=C3=BCller?= <a@b.example>", ("Zoë Müller",)),
        ("Press Office <a@b.example>", None),
        ("a@b.example", None),
        ("ana", None),
        ("<<<>", None),
    ],
)
def test_a_sender_who_is_a_person_may_be_the_author(sender: str, byline: object) -> None:
    found = read(f"Subject: Harbour\nFrom: {sender}\n\n{STORY}").byline
    assert (found and found.value) == byline


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("Wed, 18 Nov 2026 14:30:00 -0500", "2026-11-18T14:30:00-05:00"),
        ("Wed, 18 Nov 2026 14:30:00 GMT", "2026-11-18T14:30:00+00:00"),
        ("18 Nov 2026 14:30", "2026-11-18T14:30:00+00:00"),
        ("yesterday", None),
        ("Wed, 99 Nov 2026 99:99:99 +9999", None),
    ],
)
def test_the_date_keeps_its_zone(stated: str, date: str | None) -> None:
    found = read(f"Subject: Harbour\nDate: {stated}\n\n{STORY}").date
    assert (found and found.value) == date


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("utf-8", "utf-8", "Zoë sah Łódź"),
        ("iso-8859-1", "cp1252", "Zoë – “gut”"),
        ("x-unknown", "utf-8", "Zoë sah Łódź"),
        ("iso-8859-8-i", "iso-8859-8", "נמל נפתח"),
        ("unicode-1-1-utf-7", "utf-7", "Zoë sah Łódź"),
        ("gb2312", "gbk", "港口开放了"),
        ("iso-2022-jp", "iso2022_jp", "港が開いた"),
        ("koi8-r", "koi8-r", "Порт открыт"),
        ("ks_c_5601-1987", "cp949", "항구가 열렸다"),
        ('"utf-8"', "utf-8", "Zoë"),
        ("rot13", "ascii", "Boats"),
    ],
)
def test_charsets_known_unknown_and_misnamed_are_read(charset: str, codec: str, text: str) -> None:
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    assert text in words(raw(head.encode() + b64encode(f"{text}.\n\n{text} und {text}.".encode(codec))).body)


BROKEN = {
    "base64 cut off": "Content-Transfer-Encoding: base64\n\n" + b64encode(STORY.encode()).decode()[:-3],
    "base64 that is none": f"Content-Transfer-Encoding: base64\n\n{STORY}",
    "quoted-printable": f"Content-Transfer-Encoding: quoted-printable\n\n=ZZ= {STORY}",
    "unknown transfer encoding": f"Content-Transfer-Encoding: x-uue\n\n{STORY}",
    "multipart without boundary": f"Content-Type: multipart/mixed\n\n{STORY}",
    "boundary that never comes": f"Content-Type: multipart/mixed; boundary=x\n\n{STORY}",
    "not closed": f"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n{STORY}",
    "content type that is none": f"Content-Type: ;;;=\n\n{STORY}",
    "parameter that is none": f"Content-Type: text/plain; charset*0*=utf-8''%zz; charset=\n\n{STORY}",
    "header without a colon": f"nonsense\n\n{STORY}",
}


@pytest.mark.parametrize("rest", BROKEN.values(), ids=BROKEN)
def test_broken_mail_is_read_as_far_as_it_goes(rest: str) -> None:
    with suppress(ArticleError):
        body = raw(HEAD + rest).body
        assert "Content-" not in words(body)
        if "base64" not in rest:
            assert "Boats left" in words(body)


def test_html_counts_before_plain_text_where_it_has_words() -> None:
    both = mail(MIMEText("plain words"), MIMEText(f"<p><b>{LONG}</b></p>", "html"), kind="alternative")
    assert raw(both).body.find(["b", "strong"]) is not None
    empty = mail(MIMEText(LONG), MIMEText("<html><body>&nbsp;</body></html>", "html"), kind="alternative")
    assert "Boats left" in words(raw(empty).body)


def test_parts_around_a_picture_follow_one_another() -> None:
    made = mail(
        MIMEText("First part of it, long enough to stand."), MIMEImage(DOT, "gif"), MIMEText("Second part of it.")
    )
    manuscript, body = raw(made)
    assert "First part" in words(body)
    assert "Second part" in words(body)
    assert len(manuscript.photos) == 1


def test_pictures_shown_in_the_text_and_attached_ones_are_photos() -> None:
    inline = MIMEImage(DOT, "gif")
    inline.add_header("Content-ID", "<one@x>")
    body = mail(MIMEText(f'<p>{LONG}</p><p><img src="cid:one@x" alt="A"></p>', "html"), inline, kind="related")
    manuscript, body = raw(mail(body, attached(MIMEImage(DOT + b"2", "jpeg"), "pier.jpg")))
    data = b64encode(DOT + b"2").decode(), b64encode(DOT).decode()
    assert [photo.src for photo in manuscript.photos] == [
        f"data:image/jpeg;base64,{data[0]}",
        f"data:image/gif;base64,{data[1]}",
    ]
    assert "cid:" not in str(body)


ATTACHED = {
    "harbour.txt": f"Boats are back\n\n{LONG}".encode(),
    "harbour.html": f"<h1>Boats are back</h1><p>{LONG}</p>".encode(),
    "harbour.md": f"# Boats are back\n\n{LONG}".encode(),
    "harbour.docx": document(paragraph("Boats are back", "Title") + paragraph(LONG) + paragraph("The end is near.")),
}


@pytest.mark.parametrize("name", ATTACHED)
def test_an_attached_article_is_read_when_the_mail_only_says_so(name: str) -> None:
    note = MIMEText("Hi, please find attached. Best, Ana")
    manuscript, body = raw(mail(note, attached(MIMEApplication(ATTACHED[name]), name), subject="Article"))
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Boats are back"
    assert "Boats left at dawn" in words(body)
    assert "please find" not in words(body)
    assert ("covering note") in [part.reason for part in manuscript.cut]


def test_an_attachment_beside_a_whole_story_is_warned_of() -> None:
    manuscript = read(mail(MIMEText(LONG), attached(MIMEApplication(b"x"), "other.docx")))
    assert "other.docx" in manuscript.problems[0].what


def test_a_broken_attachment_names_the_file() -> None:
    with pytest.raises(BrokenDocument, match=r"story\.docx"):
        read(mail(MIMEText("see file"), attached(MIMEApplication(b"no zip"), "story.docx")))


def test_a_mail_passed_on_is_the_story() -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Boats are back", "Tom Lee <t@b.example>"
    inner.set_content(LONG)
    manuscript, body = raw(mail(MIMEText("FYI"), MIMEMessage(inner), subject="Fwd: something"))
    assert manuscript.headline is not None
    assert manuscript.headline.value == "Boats are back"
    assert "Boats left" in words(body)


TAILS = {
    "signature": ("\n-- \nAna Ruiz\nPort Gazette", "signature"),
    "telephone": ("\nSent from my iPhone", "note of a mail program"),
    "German telephone": ("\nVon meinem iPhone gesendet", "note of a mail program"),
    "disclaimer": ("\nThis email and any attachments are confidential and intended solely for you.", "disclaimer"),
    "list": ("\n_______________________________________________\ndesk mailing list\ndesk@x.example", "mailing list's footer"),
    "answered mail": ("\nOn Tue, 17 Nov 2026 at 10:00, Tom Lee <t@b.example> wrote:\n> When?\n> Now?", "quoted mail"),
    "answered mail, two lines": ("\nOn Tue, 17 Nov 2026 at 10:00, Tom Lee\n<t@b.example> wrote:\n\n> When?", "quoted mail"),
    "German answer": ("\nAm 17.11.2026 um 10:00 schrieb Tom Lee:\n> Wann?", "quoted mail"),
    "Outlook": ("\n-----Original Message-----\nFrom: Tom\nSent: today\n\nWhen?", "quoted mail"),
    "quoted lines": ("\n> When?\n> Now?", "quoted mail"),
}  # fmt: skip


@pytest.mark.parametrize(("tail", "reason"), TAILS.values(), ids=TAILS)
def test_what_ends_a_mail_besides_its_story_is_cut_and_listed(tail: str, reason: str) -> None:
    manuscript, body = raw(f"{HEAD}\n{STORY}{tail}\n")
    assert words(body).endswith("the quay was empty.")
    assert reason in [part.reason for part in manuscript.cut]


@pytest.mark.parametrize(
    "line",
    [
        "> When will it open? he asked.",
        "On Monday the harbour master wrote:",
        "-- and that was that.",
        "Sent from my iPhone, the picture went round the world within the hour.",
    ],
)
def test_such_lines_inside_a_story_stay(line: str) -> None:
    body = raw(f"{HEAD}\n{STORY}\n{line}\n\nThe mayor said nothing. {STORY}").body
    assert "The mayor said nothing." in words(body)


def test_a_text_passed_on_is_the_story_without_its_headers() -> None:
    block = f"FYI\n\n---------- Forwarded message ---------\nFrom: Tom Lee <t@b.example>\nDate: Tue\nSubject: Boats\nTo: <x@y.example>\n\n{STORY}"
    body = raw(f"{HEAD}\n{block}").body
    assert words(body).startswith("Boats left")
    assert "Tom Lee" not in words(body)


def test_html_quotes_and_signatures_are_cut() -> None:
    markup = (
        f"<div><p>{LONG}</p></div><div class='gmail_signature'>Ana, Gazette</div>"
        "<div class='gmail_quote'><div class='gmail_attr'>On Monday Tom wrote:</div><blockquote type='cite'>When?</blockquote></div>"
        "<div>Sent from my iPhone</div>"
    )
    text = words(raw(mail(MIMEText(markup, "html"))).body)
    assert "Boats left" in text
    assert not [gone for gone in ("When?", "Gazette", "iPhone", "wrote") if gone in text]


def test_an_html_mail_passed_on_is_the_story() -> None:
    markup = (
        "<div>FYI</div><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>From: Tom</div>"
        f"<p>{LONG}</p></div>"
    )
    text = words(raw(mail(MIMEText(markup, "html"))).body)
    assert "Boats left" in text
    assert "Forwarded" not in text


def test_flowed_lines_are_joined() -> None:
    assert unflowed("Boats left \nat dawn.\n\nAll \nwent.\n-- \nAna") == "Boats left at dawn.\n\nAll went.\n-- \nAna"
    assert unflowed("Hafen \nöffnung", spaces_go=True) == "Hafenöffnung"
    assert unflowed(" > no quote\n>quote \nx") == "> no quote\n>quote \nx"


@pytest.mark.parametrize(
    "content", ["Boats left at dawn.\n\nAll of them went.", b"\xff\xfe\x00", b"\x00" * 50, "\n\n\n: x"]
)
def test_what_is_no_mail_is_refused(content: str | bytes) -> None:
    with pytest.raises(ArticleError):
        read(content)


def test_parts_within_parts_end_somewhere() -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    with suppress(ArticleError):
        assert isinstance(read(HEAD + deep + "\nwords"), Manuscript)


@given(st.binary(max_size=600))
def test_any_bytes_give_a_manuscript_or_an_article_error(content: bytes) -> None:
    for wrapped in (content, HEAD.encode() + b"\n" + content, b"Subject: " + content + b"\n\nBoats left."):
        with suppress(ArticleError):
            assert isinstance(read(wrapped), Manuscript)


_LINES = ["--x", "--x--", "--y", "Content-Type: multipart/mixed; boundary=x", "Content-Type: multipart/alternative; boundary=y", "Content-Type: text/html; charset=zz", "Content-Type: message/rfc822", "Content-Disposition: attachment; filename*=utf-9''%ff.docx", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "Content-Type: image/png", "Content-ID: <x>", "", "", "> x", "On x wrote:", "-- ", "words", "=?x?b?y?=", "<p><img src=cid:x>"]  # fmt: skip


@given(st.lists(st.sampled_from(_LINES), max_size=30))
def test_parts_in_any_disorder_give_a_manuscript_or_an_article_error(lines: list[str]) -> None:
    with suppress(ArticleError):
        assert isinstance(read(HEAD + "\n".join(lines)), Manuscript)


@pytest.mark.parametrize(
    "wish",
    ["Please hold until Friday.", "Hi Sam, here it is; please hold this until Friday. Ana", "Embargoed until Friday"],
)
def test_what_a_covering_note_asks_holds_the_article_that_comes_with_it(wish: str) -> None:
    story = attached(MIMEText(f"Harbour reopens\n\n{LONG}", "plain", "utf-8"), "story.txt")
    manuscript = read(mail(MIMEText(wish, "plain", "utf-8"), story))
    assert any(map(asks_to_hold, manuscript.edges))
    passed_on = (
        f"{wish}\n\n---------- Forwarded message ---------\nFrom: Leo <leo@gazette.example>\nSubject: Harbour\n\n{LONG}"
    )
    assert any(map(asks_to_hold, read(f"{HEAD}\n{passed_on}").edges))


def test_a_covering_note_that_asks_nothing_holds_nothing() -> None:
    story = attached(MIMEText(f"Harbour reopens\n\n{LONG}", "plain", "utf-8"), "story.txt")
    manuscript = read(
        mail(MIMEText("Hi Sam, here is the piece on the embargo talks. Thanks, Ana", "plain", "utf-8"), story)
    )
    assert not any(map(asks_to_hold, manuscript.edges))
