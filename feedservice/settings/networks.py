"""Which machine an address means: this one, or one of the networks that a setting names. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from feedservice.settings.checks import After

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Stands among networks for a server's own end of a Unix socket, which has no address.
UNIX = "unix"


def address(text: str) -> Address | None:
    """An address as a server tells it; none for what is none. IPv4 within IPv6 (RFC 4291 section 2.5.5.2) is IPv4."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped if isinstance(found, IPv6Address) else None) or found


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means this very machine; of names only `localhost` does (RFC 6761)."""
    found = address(host.strip("[]"))
    return found.is_loopback if found else host.lower().removesuffix(".") == "localhost"


def host_of(url: str) -> str:
    """The host of a whole address, in small letters."""
    return urlsplit(url).hostname or ""


def is_within(peer: str, networks: Iterable[str]) -> bool:
    """Whether who asks is in one of these networks; without an address it comes through a Unix socket."""
    found = address(peer)
    if found is None:
        return UNIX in networks
    return any(found in ip_network(network, strict=False) for network in networks if network != UNIX)


def _networks(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if value != UNIX:
            try:
                ip_network(value, strict=False)
            except ValueError:
                raise ValueError(
                    f"must be addresses or networks as 127.0.0.1 or 10.0.0.0/8, or {UNIX}, and {value!r} is none"
                ) from None
    return values


#: Addresses and networks of a setting.
Networks = Annotated[tuple[str, ...], After(_networks)]
