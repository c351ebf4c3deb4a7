"""Mails: server warnings go, and what a mail passes on or has attached stands in for a note, never for a story."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.intake.mail.banners import banner_end
from feedservice.intake.raw_copy import RawCopy
from tests.factories import make_source

FIRST = "The lighthouse at Skarn goes dark on Friday, its keepers said, after ninety years of light."
LAST = "A lamp on the mole will do the work. It is lit already."
STORY = f"{FIRST}\n\n{LAST}"
SENDER = "Bo Lind <bo@skarn.example>"


def raw(body: str, subject: str = "Lighthouse goes dark", kind: str = "text/plain; charset=utf-8") -> RawCopy:
    head = f"From: {SENDER}\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: {kind}\n\n"
    return intake.read(make_source("light.eml", head + body))


def words(copy: RawCopy) -> str:
    return " ".join(copy.body.get_text(" ").split())


BANNERS = [
    "CAUTION: This e-mail came from outside the newsroom. Think before you open attachments or links.",
    "[EXTERNAL]",
    "** EXTERNAL SENDER ** Do not open links or attachments unless you know the sender.",
    "You don't often get email from bo@skarn.example. Learn why this is important",
    "This message was sent from outside our company. Please be careful\nwith links and attachments.",
    "ACHTUNG: Diese Nachricht kommt von außerhalb des Verlags. Öffnen Sie keine Anhänge unbekannter Absender.",
    "Attention : cet e-mail provient d’un expéditeur externe. Ne cliquez sur aucun lien.",
    "ATENCIÓN: Este correo procede de un remitente externo. No abra enlaces ni adjuntos.",
    "LET OP: dit bericht komt van buiten de redactie. Klik niet op links en open geen bijlagen.",
    "UWAGA: Ta wiadomość przyszła spoza redakcji. Nie otwieraj załączników ani linków.",
    "Sie erhalten nicht oft E-Mails von bo@skarn.example. Erfahren Sie, warum dies wichtig ist",
    "【警告】このメールは社外から届きました。添付ファイルとリンクに注意してください。",
]


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "text/html; charset=utf-8"])
@pytest.mark.parametrize("banner", BANNERS)
def test_a_servers_warning_goes_and_is_listed(banner: str, kind: str) -> None:
    text = f"{banner}\n\n{STORY}"
    if "html" in kind:
        text = f"<table><tr><td><b>{banner}</b></td></tr></table><p>{FIRST}</p><p>{LAST}</p>"
    copy = raw(text, kind=kind)
    assert words(copy) == f"{FIRST} {LAST}"
    assert "mail server's warning" in {cut.reason for cut in copy.manuscript.cut}


@pytest.mark.parametrize(
    "opening",
    [
        "An e-mail from outside told the keepers to click a link and to open an attachment, its sender unknown.",
        "This message, cut into the wall outside the lighthouse, is ninety years old.",
        "Warning lights outside the harbour link the mole with the pier.",
        "Caution: the mole is slippery, and the attached ladder is missing.",
        "External links between the islands are few, and each is older than its sender would like.",
    ],
)
def test_a_story_about_warnings_stays(opening: str) -> None:
    assert opening in words(raw(f"{opening}\n\n{STORY}"))


def test_a_banner_that_is_all_there_is_stays() -> None:
    assert banner_end([BANNERS[0]], SENDER) == 0


INNER = f"From: Ida Berg <ida@skarn.example>\nSubject: Lighthouse goes dark\nContent-Type: text/plain; charset=utf-8\n\n{STORY}\n"


def with_attached_mail(own: str) -> RawCopy:
    parts = [f"Content-Type: text/plain; charset=utf-8\n\n{own}", f"Content-Type: message/rfc822\n\n{INNER}"]
    return raw("".join(f"--b\n{part}\n" for part in parts) + "--b--\n", kind='multipart/mixed; boundary="b"')


@pytest.mark.parametrize(
    "note",
    [
        "",
        "For Friday?\n\nBo",
        "Hej!\n\nHär är texten.\n\nHälsningar\nBo Lind",
        "Can you run this on Friday, please? I will send a picture.",
    ],
)
def test_an_attached_mail_stands_in_for_a_note(note: str) -> None:
    assert words(with_attached_mail(note)) == f"{FIRST} {LAST}"


def test_an_attached_mail_never_takes_the_place_of_a_short_story() -> None:
    own = (
        "The ferry runs again from Monday, the owners said. It had been in dock since May.\n\nFares stay as they were."
    )
    copy = with_attached_mail(own)
    assert words(copy) == " ".join(own.split())
    assert any(cut.reason == "attached mail" for cut in copy.manuscript.cut)
    assert copy.manuscript.problems


HEADERS = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Ida Berg <ida@skarn.example>\nDate: Mon, 16 Nov 2026 at 10:00\nSubject: Light\nTo: Bo\n",
    "Outlook": "________________________________\nFrom: Ida Berg <ida@skarn.example>\nSent: 16 November 2026 10:00\nTo: Bo Lind\nSubject: Light\n",
    "German Outlook": "Von: Ida Berg <ida@skarn.example>\nGesendet: Montag, 16. November 2026 10:00\nAn: Bo Lind\nBetreff: Light\n",
}  # fmt: skip
LONG_NOTE = (
    "Hi Sam,\n\nI am passing on what Ida filed last night, because you asked me for it and I could not reach you. You may want to "
    "call her before it runs, she is at her desk until noon. I have not changed a word, but I think you could cut the end if "
    "you need the room, and she promised me a picture that I will send you when I have it.\n\nThanks,\nBo\n"
)


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("note", ["For Friday, please.\n", LONG_NOTE])
def test_the_mail_passed_on_is_the_story_however_long_the_note(note: str, headers: str) -> None:
    copy = raw(f"{note}\n{headers}\n{STORY}", subject="Fwd: Lighthouse goes dark")
    assert words(copy) == f"{FIRST} {LAST}"
    assert "headers of a quoted mail" in {cut.reason for cut in copy.manuscript.cut}


def test_outlooks_headers_in_html_part_note_and_story_too() -> None:
    headers = "<p><b>From:</b> Ida Berg &lt;ida@skarn.example&gt;<br><b>Sent:</b> Monday, 16 November 2026 10:00<br><b>To:</b> Bo<br><b>Subject:</b> Light</p>"
    copy = raw(
        f"<p>For Friday, please.</p><div>{headers}</div><p>{FIRST}</p><p>{LAST}</p>",
        "FW: Light goes dark",
        "text/html; charset=utf-8",
    )
    assert words(copy) == f"{FIRST} {LAST}"


def test_below_a_story_a_mail_passed_on_goes_and_the_editor_is_told() -> None:
    copy = raw(
        f"By Bo Lind\n\n{STORY}\n\n{HEADERS['Gmail']}\nWhere is it? We need it by noon.",
        subject="Fwd: Lighthouse goes dark",
    )
    assert words(copy) == f"{FIRST} {LAST}"
    assert copy.manuscript.problems


@pytest.mark.parametrize("closing", ["Best\nBo\n\n---\n\n", "Üdv\nBo Lind\n\n-----\n\n", "B\n\n***\n\n"])
def test_a_sign_off_above_a_rule_goes_with_its_note(closing: str) -> None:
    assert words(raw(f"Hi Sam,\n\nhere is the piece for Friday.\n\n{closing}{STORY}")) == f"{FIRST} {LAST}"
