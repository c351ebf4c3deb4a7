"""Mails that bring no article, whatever is in them: reports of what did not arrive, answers of machines, invitations, sealed. Pure.

Only headers and forms of parts are asked that programs write (RFC 3464, 3834, 5546, 8098, 8551, 9580), and subjects that no
person gives; a story with an appointment attached, or one that a machine sends, is a story.
"""

from __future__ import annotations

import re
from email.message import Message
from functools import partial

from feedservice.errors import UnknownFormat
from feedservice.intake.mail.mail_headers import name_and_address
from feedservice.intake.mail.mail_parts import content_of, file_name, header, is_attached, kind, leaves, parameter
from feedservice.text.languages.alternatives import any_piece

_any = partial(any_piece, "mail")

_TAKE_OUT = "Take it out of the folder; if it carries a story, copy that into a Word or text file."
_OPEN_IT = "Open it in your mail program, and copy its text into a Word or text file."
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/feedback-report",
    }
)
_SEALED = frozenset(
    {
        "application/pkcs7-mime",
        "application/x-pkcs7-mime",
        "application/pgp-encrypted",
        "application/x-microsoft-rpmsg-message",
    }
)
_SEALED_NAMES = (".p7m", ".rpmsg")
_ARMOUR = re.compile(rb"\s*-----BEGIN PGP MESSAGE-----")
_POSTMEN = re.compile(r"(?:mailer-daemon|mail-daemon|microsoftexchange[0-9a-f]+)@.*", re.IGNORECASE)
#: What an invitation asks for (RFC 5546 1.4); PUBLISH tells of an event, and asks nobody.
_ASKING = frozenset({"request", "reply", "cancel", "counter", "refresh", "declinecounter", "add"})
_ANSWERS = re.compile(rf"{_any('auto_replies')}\s*[:：]", re.IGNORECASE)
#: Such subjects might be headlines; with a header of programs they are none.
_AWAY = re.compile(rf"{_any('away')}\s*[:：]", re.IGNORECASE)


def refuse(path: str, message: Message) -> None:
    """Raise UnknownFormat for a mail that brings no article."""
    parts = list(leaves(message))
    if _is_report(message, parts):
        raise UnknownFormat(
            path, "This is a report of a mail server (a mail did not arrive, or was read), no article.", _TAKE_OUT
        )
    if _is_answer(message):
        raise UnknownFormat(path, "This is an automatic answer of somebody who is away, no article.", _TAKE_OUT)
    if any(_is_invitation(part) for part in parts):
        raise UnknownFormat(path, "This is an invitation of a calendar, no article.", _TAKE_OUT)
    if any(_is_sealed(part) for part in parts):
        raise UnknownFormat(path, "This is an encrypted or sealed mail, which nobody here can read.", _OPEN_IT)


def _is_report(message: Message, parts: list[Message]) -> bool:
    sender = name_and_address(header(message, "from"))[1]
    stated = kind(message) == "multipart/report" and parameter(message, "report-type") != ""
    return stated or any(kind(part) in _REPORTS for part in parts) or bool(_POSTMEN.fullmatch(sender))


def _is_answer(message: Message) -> bool:
    subject = header(message, "subject")
    submitted = header(message, "auto-submitted").casefold()
    stated = submitted.startswith("auto-replied") or header(message, "precedence").casefold() == "auto_reply"
    by_program = any(message.get(name) for name in ("x-autoreply", "x-autorespond", "x-autoresponder"))
    asked = submitted.startswith("auto-") or any(
        message.get(name) for name in ("x-auto-response-suppress", "in-reply-to")
    )
    return stated or by_program or bool(_ANSWERS.match(subject)) or (bool(_AWAY.match(subject)) and asked)


def _is_invitation(part: Message) -> bool:
    """Whether a part is an invitation itself, not one attached to a story as a file."""
    return kind(part) == "text/calendar" and not is_attached(part) and parameter(part, "method").casefold() in _ASKING


def _is_sealed(part: Message) -> bool:
    if kind(part) in _SEALED or file_name(part).lower().endswith(_SEALED_NAMES):
        return parameter(part, "smime-type") != "certs-only"
    return kind(part) == "text/plain" and not is_attached(part) and bool(_ARMOUR.match(content_of(part)))
