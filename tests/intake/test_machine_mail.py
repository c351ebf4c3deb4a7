"""Mails of machines: which are refused with a sentence, and which are stories all the same."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.errors import UnknownFormat
from tests.factories import make_source

HEAD = "From: Ana Ruiz <ana@lock.example>\nTo: desk@packet.example\nDate: Wed, 18 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n"
TEXT = "The lock at Ebbmouth reopens on Friday, the river board said.\n\nBarges wait at the upper gate.\n"
PLAIN = f"--x\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
CALENDAR = "BEGIN:VCALENDAR\nMETHOD:{}\nEND:VCALENDAR\n"


def mail(
    subject: str, form: str = "text/plain; charset=utf-8", body: str = TEXT, more: str = "", head: str = HEAD
) -> str:
    return f"{head}Subject: {subject}\n{more}Content-Type: {form}\n\n{body}"


OF_MACHINES = {
    "a bounce": (
        mail("Undelivered Mail Returned to Sender", 'multipart/report; report-type=delivery-status; boundary="x"',
             f"{PLAIN}--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n--x--\n"), "did not arrive"),
    "an old bounce": (mail("failure notice", head=HEAD.replace("Ana Ruiz <ana@lock.example>", "MAILER-DAEMON@mx.example")), "did not arrive"),
    "a receipt": (mail("Gelesen: Schleuse", 'multipart/report; report-type=disposition-notification; boundary="x"', f"{PLAIN}--x--\n"), "was read"),
    "an answer by its header": (mail("Lock reopens", more="Auto-Submitted: auto-replied (vacation)\n"), "is away"),
    "an answer by another header": (mail("Lock reopens", more="X-Autoreply: yes\n"), "is away"),
    "an answer by its subject": (mail("Automatic reply: Lock reopens"), "is away"),
    "a German one": (mail("Automatische Antwort: Schleuse"), "is away"),
    "a French one": (mail("=?utf-8?q?R=C3=A9ponse_automatique_=3A_=C3=A9cluse?="), "is away"),
    "a Japanese one": (mail("=?utf-8?b?6Ieq5YuV5b+c562UOiDmsLTploA=?="), "is away"),
    "an ambiguous subject with a header": (mail("Out of Office: Lock", more="X-Auto-Response-Suppress: All\n"), "is away"),
    "an invitation": (mail("Meeting", 'multipart/alternative; boundary="x"', f"{PLAIN}--x\nContent-Type: text/calendar; method=REQUEST\n\n{CALENDAR}--x--\n"), "invitation"),
    "an answer to one": (mail("Accepted: Meeting", "text/calendar; charset=utf-8; method=REPLY", CALENDAR), "invitation"),
    "S/MIME": (mail("Lock", 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', "MIIB\n", "Content-Transfer-Encoding: base64\n"), "sealed"),
    "S/MIME without its type": (mail("Lock", 'application/octet-stream; name="smime.p7m"', "MIIB\n", "Content-Transfer-Encoding: base64\n"), "sealed"),
    "PGP": (mail("Lock", 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="x"', "--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--\n"), "sealed"),
    "PGP in the text": (mail("Lock", body="-----BEGIN PGP MESSAGE-----\n\nhQEMA5x\n-----END PGP MESSAGE-----\n"), "sealed"),
}  # fmt: skip


@pytest.mark.parametrize("case", OF_MACHINES)
@pytest.mark.parametrize("name", ["lock.eml", "lock.txt"])
def test_a_mail_of_a_machine_is_refused_with_what_it_is(case: str, name: str) -> None:
    content, what = OF_MACHINES[case]
    with pytest.raises(UnknownFormat, match=what) as caught:
        intake.read(make_source(name, content.replace("MIME-Version: 1.0\n", "MIME-Version: 1.0\nMessage-ID: <1@x>\n")))
    assert caught.value.remedy.endswith(".")


STORIES = {
    "of a machine that sends releases": mail("Lock reopens", more="Auto-Submitted: auto-generated\nPrecedence: bulk\n"),
    "with an appointment attached": mail("Lock reopens", 'multipart/mixed; boundary="x"', f'{PLAIN}--x\nContent-Type: text/calendar; method=REQUEST\nContent-Disposition: attachment; filename="lock.ics"\n\n{CALENDAR}--x--\n'),
    "with an event published": mail("Lock reopens", 'multipart/mixed; boundary="x"', f"{PLAIN}--x\nContent-Type: text/calendar; method=PUBLISH\n\n{CALENDAR}--x--\n"),
    "with a headline about offices": mail("Out of office: the town hall leaves its tower"),
    "about a daemon": mail("Mailer-Daemon: the board's servers fail"),
    "signed": mail("Lock reopens", 'multipart/signed; protocol="application/pkcs7-signature"; boundary="x"', f'{PLAIN}--x\nContent-Type: application/pkcs7-signature; name="smime.p7s"\n\nMIIB\n--x--\n'),
    "that tells of PGP": mail("Lock reopens", body=TEXT + "\n-----BEGIN PGP MESSAGE----- is how it begins.\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", STORIES)
def test_a_story_is_read_whatever_sent_it(case: str) -> None:
    copy = intake.read(make_source("lock.eml", STORIES[case]))
    assert "The lock at Ebbmouth reopens on Friday" in copy.body.get_text()
