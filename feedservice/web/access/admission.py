"""Who may see what is not for everyone, decided on values: what a request shows, and what was chosen. Pure.

Three traps are closed here. A page in an editor's browser may reach this service under a name of its own (DNS rebinding):
so the name that was asked for has to be ours. A proxy on this machine makes strangers look like callers from here, nginx
even without a trace: so nobody is taken for one of us by an address unless this service is for this machine alone. And a
header that names a user counts only from where it may come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv6Address, ip_network

from feedservice.settings.networks import address, is_loopback, is_within

#: A host as a request names it, perhaps with a port (RFC 9110 section 7.2); an underscore, which names of containers have.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{0,5})?")
#: Old HTTP: browsers and their like have spoken a newer one for decades; nginx speaks it to those behind it.
_OLD = ("HTTP/1", "HTTP/1.0", "HTTP/0.9")
#: By these a proxy says that it is one.
PROXY_HEADERS = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Forwarded-Server", "X-Forwarded-Scheme", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP",
)  # fmt: skip
#: So many proxies in a row are looked through.
_MOST_HOPS = 10


class Verdict(Enum):
    """What is to be answered."""

    ENTERS = "enters"
    BROKEN = "the request names no host, or several"
    ELSEWHERE = "the host named is none of ours"
    PASSWORD = "the password is wanted"  # noqa: S105  # no password, but that one is wanted
    UNNAMED = "no proxy names who comes"
    CLOSED = "there is no way in"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request shows of who asks: the address it comes from, and what it says of itself.

    `user` is the value of the header by which a proxy names people, whoever sent it.
    """

    peer: str
    host: str
    protocol: str = "HTTP/1.1"
    is_forwarded: bool = False
    user: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What was chosen: the settings `desk_auth` and `desk_auth_proxies`, and whether there is a password.

    `own_host` is the host of the public address; `is_local` says that the service is for its machine alone.
    """

    auth: str
    own_host: str
    is_local: bool
    has_password: bool
    proxies: tuple[str, ...] = ()

    @property
    def way_in(self) -> str:
        """The one way in there is: `proxy`, `password`, `open` for callers on this machine, or none."""
        if self.auth == "proxy":
            return "proxy"
        if self.has_password:
            return "password"
        return "open" if self.is_local and not self.auth else ""


def admission(caller: Caller, rules: Rules, proved: Callable[[], bool]) -> Verdict:
    """Whether a caller may enter; `proved`, asked last, whether it has shown the password or a session."""
    if is_broken(caller.host, caller.protocol):
        return Verdict.BROKEN
    host = host_named(caller.host)
    if host is None or not (is_loopback(host) or host == rules.own_host):
        return Verdict.ELSEWHERE
    way_in = rules.way_in
    if way_in == "proxy":
        return Verdict.ENTERS if user_named(caller, rules) else Verdict.UNNAMED
    if way_in == "password":
        return Verdict.ENTERS if proved() else Verdict.PASSWORD
    return Verdict.ENTERS if way_in == "open" and is_from_here(caller) else Verdict.CLOSED


def is_broken(host: str, protocol: str) -> bool:
    """Whether a request names no host, or several, which no server may answer (RFC 9112 section 3.2)."""
    return host_named(host) is None and (bool(host) or protocol not in _OLD)


def host_named(header: str) -> str | None:
    """The host that a Host header names, in small letters, without port and brackets; none when it names none, or several.

    Servers put several headers of one name together, with a comma between (RFC 9110 section 5.3).
    """
    found = _HOST.fullmatch(header.strip())
    return found[1].strip("[]").lower().removesuffix(".") if found else None


def is_from_here(caller: Caller) -> bool:
    """Whether a request comes from a program on this machine, and through no proxy that can be seen."""
    peer = address(caller.peer)  # waitress calls the other end of a Unix socket localhost: that is no address
    return peer is not None and peer.is_loopback and not caller.is_forwarded and caller.protocol not in _OLD


def user_named(caller: Caller, rules: Rules) -> str:
    """Who comes, as a trusted proxy says; nothing when another says so, or when two names are said."""
    name = caller.user.strip()
    is_one = bool(name) and "," not in name and name.isprintable()
    return name if is_one and is_within(caller.peer, rules.proxies) else ""


def visitor(peer: str, forwarded_for: str, proxies: tuple[str, ...]) -> str:
    """The address to count a visitor's attempts by: the last in X-Forwarded-For that is no proxy of ours.

    The header is believed from this machine and from proxies named in the settings. Of IPv6 the network of 64 bits, which
    is what one visitor has.
    """
    shown = address(peer)
    for hop in reversed(forwarded_for.split(",")[-_MOST_HOPS:]):
        if shown is not None and not (shown.is_loopback or is_within(str(shown), proxies)):
            break
        if (before := address(hop)) is None:
            break
        shown = before
    if shown is None:
        return peer
    return str(ip_network((shown, 64), strict=False)) if isinstance(shown, IPv6Address) else str(shown)
