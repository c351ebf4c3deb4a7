"""The addresses that are told of something: hubs, the desk's webhook, mail. Pure."""

from __future__ import annotations

import re
from typing import Annotated

from feedservice.settings.checks import After
from feedservice.settings.networks import is_loopback

#: A hub: scheme, host, perhaps a port, and whatever can stand in a Link header (RFC 8288).
_HUB = re.compile(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][^\s<>\"@]*)?$")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
#: The parts of a mail server are scheme, name with password, and host; what is no letter or figure in these is written as %40.
_SERVER = re.compile(
    r"(smtps?)://([A-Za-z0-9._~%+-]+(?::[!-.0-9;-?A-~]*)?@)?([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?"
)
#: The parts of a webhook are scheme and host; its path is often its secret.
_HOOK = re.compile(r"(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][!-~]*)?")
_LONGEST_ADDRESS, _LONGEST_WEBHOOK = 400, 2_000


def _whole_addresses(urls: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [url for url in urls if len(url) > _LONGEST_ADDRESS or not _HUB.match(url)]:
        raise ValueError(f"must be whole addresses, with https:// and without passwords, and {wrong[0]!r} is none")
    return tuple(dict.fromkeys(urls))


def _secret_address(url: str) -> str:
    """An address that is asked with what is not for everyone: by https, or on this machine. None is one, too."""
    found = _HOOK.fullmatch(url) if len(url) <= _LONGEST_WEBHOOK else None
    if url and not (found and (found[1] == "https" or is_loopback(found[2].strip("[]")))):
        raise ValueError("must be a whole address with https://, and without a password before its host")
    return url


def _mail_address(address: str) -> str:
    if address and not _ADDRESS.fullmatch(address):
        raise ValueError("must be an e-mail address, as desk@news.example.org")
    return address


def _mail_addresses(addresses: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [one for one in addresses if not _ADDRESS.fullmatch(one)]:
        raise ValueError(f"must be e-mail addresses, as desk@news.example.org, and {wrong[0]!r} is none")
    return tuple(dict.fromkeys(addresses))


def _mail_server(url: str) -> str:
    """Where mail is handed in. A name and a password go encrypted, or to this machine."""
    found = _SERVER.fullmatch(url)
    if not found:
        raise ValueError("must be smtps://name:password@host or smtp://host, perhaps with a port")
    if found[2] and found[1] != "smtps" and not is_loopback(found[3].strip("[]")):
        raise ValueError("must begin with smtps:// where it has a password, or anybody on the way could read that")
    return url


#: Hubs, each once.
Hubs = Annotated[tuple[str, ...], After(_whole_addresses)]
#: One address, or none.
Webhook = Annotated[str, After(_secret_address)]
#: Mail: an address or none, addresses, the server that takes it.
Mail = Annotated[str, After(_mail_address)]
Mails = Annotated[tuple[str, ...], After(_mail_addresses)]
MailServer = Annotated[str, After(_mail_server)]
