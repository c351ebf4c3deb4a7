"""The ways by which editors elsewhere are told: a webhook, mail. Touches: network."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

from feedservice.article import Problem, Receipt, Severity
from feedservice.settings import Settings
from feedservice.text.unicode import shown

#: Files named in one message; of more there is the number.
MOST_NAMED = 20
#: What is told: what keeps a file, or words of it, from readers. Warnings stand on the desk.
TOLD_OF = (Severity.ERROR, Severity.FAULT)
_ANSWER_SECONDS = 10.0
_HEADERS = {"User-Agent": "feedservice"}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell editors: `send` returns what went wrong, or nothing; `distance` lies between two messages."""

    name: str
    distance: timedelta
    send: Callable[[Sequence[Receipt]], str]


def ways(settings: Settings) -> tuple[Way, ...]:
    """The ways that the settings open."""
    newsroom = (settings.title, settings.public_url)
    webhook = Way(
        "webhook", timedelta(seconds=30), lambda fresh: post(settings.desk_webhook, message(fresh, *newsroom))
    )
    by_mail = Way("mail", timedelta(minutes=5), lambda fresh: mail(settings, message(fresh, *newsroom)))
    return (*[webhook] * bool(settings.desk_webhook), *[by_mail] * bool(settings.desk_mail))


def message(fresh: Sequence[Receipt], newsroom: str, public_url: str) -> dict[str, Any]:
    """What is sent: `text` for chats (Slack, Mattermost, Teams and others show it), the rest for programs."""
    files = [(receipt, worst(receipt)) for receipt in fresh[:MOST_NAMED]]
    lines = [f"{shown(one.path)}: {shown(problem.what)} {shown(problem.remedy)}" for one, problem in files if problem]
    more = [f"… and {len(fresh) - len(files):,} more."] if len(fresh) > len(files) else []
    count = f"{len(fresh):,} file{'s need' if len(fresh) != 1 else ' needs'} a look"
    desk = f"{public_url}/desk?look=1"
    return {
        "newsroom": newsroom,
        "desk": desk,
        "count": len(fresh),
        "text": "\n".join([f"{newsroom}: {count}. {desk}", *lines, *more]),
        "files": [
            {"file": one.path, "outcome": one.outcome.value, "what": problem.what, "remedy": problem.remedy}
            for one, problem in files
            if problem
        ],
    }


def post(url: str, told: dict[str, Any]) -> str:
    """Send a message; what went wrong, or nothing. Redirects are none of an answer we asked for."""
    import httpx  # noqa: PLC0415  # a tenth of a second, and only where there is a webhook

    try:
        content = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        headers = {**_HEADERS, "Content-Type": "application/json; charset=utf-8"}
        with httpx.Client(timeout=_ANSWER_SECONDS, headers=headers) as client, client.stream("POST", url, content=content) as answer:  # fmt: skip
            return "" if answer.is_success else f"it answered {answer.status_code}"
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return type(error).__name__


def mail(settings: Settings, told: dict[str, Any]) -> str:
    """Send a message by mail, encrypted where the server offers it; what went wrong, or nothing."""
    server = urlsplit(settings.desk_mail_server)
    try:
        with closing(_connected(server.scheme == "smtps", server.hostname or "", server.port or 0)) as smtp:
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            refused = smtp.send_message(letter(settings, told))
            with suppress(smtplib.SMTPException, OSError):  # it is taken, however the parting goes
                smtp.quit()
    except (smtplib.SMTPException, OSError) as error:
        code = getattr(error, "smtp_code", "")
        return f"{type(error).__name__} {code}".strip()
    return f"{len(refused)} addresses were refused" if refused else ""


def _connected(is_tls: bool, host: str, port: int) -> smtplib.SMTP:  # noqa: FBT001  # one of two protocols
    """A connection to a mail server: TLS at once, or as soon as it offers that (RFC 3207); to this machine without, if it has none."""
    context = ssl.create_default_context()
    if is_tls:
        return smtplib.SMTP_SSL(host, port or 465, timeout=_ANSWER_SECONDS, context=context)
    smtp = smtplib.SMTP(host, port or 25, timeout=_ANSWER_SECONDS)
    try:
        smtp.ehlo()
        if smtp.has_extn("starttls"):
            smtp.starttls(context=context)
            smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


def letter(settings: Settings, told: dict[str, Any]) -> EmailMessage:
    """A message as mail, which no vacation answers (RFC 3834)."""
    made = EmailMessage()
    first, _, rest = str(told["text"]).partition("\n")
    made["Subject"] = shown(first.rpartition(". ")[0])
    made["From"] = settings.desk_mail_from or settings.desk_mail[0]
    made["To"] = ", ".join(settings.desk_mail)
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain=made["From"].rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n\n".join([*rest.split("\n"), str(told["desk"])]))
    return made


def worst(receipt: Receipt) -> Problem | None:
    """The problem of a file that is told; none when it has none so bad."""
    return next((one for one in receipt.problems if one.severity in TOLD_OF), None)
