"""Which addresses anybody may reach: neither this machine, nor this network, nor what only carries another address. Pure."""

from __future__ import annotations

import ipaddress

#: Of IPv6 only what is given out to anybody (RFC 4291, section 2.4; IANA, IPv6 Global Unicast Address Assignments). So the
#: old compatible addresses (::/96), SIIT (::ffff:0:0:0/96, RFC 2765, 7915), NAT64 (64:ff9b::/96, RFC 6052; 64:ff9b:1::/48,
#: RFC 8215), discard (100::/64, RFC 6666; 100:0:0:1::/64, RFC 9780), segment routing (5f00::/16, RFC 9602), site-local and
#: whatever comes to be outside are none; mapped ones (::ffff:0:0/96) are the IPv4 addresses they are.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
#: What lies within, and is not for the public (IANA, IPv4 and IPv6 Special-Purpose Address Registries),
#: stated in full: Python's `is_global` knows some only in later patch releases, holds some for global that carry other
#: addresses (6to4), and depends on none of it here. Whether what a carrier carries is public is not for us to find out.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",  # this network (RFC 791)
            "10.0.0.0/8",  # private (RFC 1918)
            "100.64.0.0/10",  # shared by providers (RFC 6598)
            "127.0.0.0/8",  # this machine (RFC 1122)
            "169.254.0.0/16",  # link-local (RFC 3927), where clouds keep their credentials
            "172.16.0.0/12",  # private (RFC 1918)
            "192.0.0.0/24",  # protocol assignments (RFC 6890), with port control and NAT64 discovery
            "192.0.2.0/24",  # documentation (RFC 5737)
            "192.31.196.0/24",  # AS112 (RFC 7535)
            "192.52.193.0/24",  # AMT (RFC 7450)
            "192.88.99.0/24",  # 6to4 relays, deprecated (RFC 7526)
            "192.168.0.0/16",  # private (RFC 1918)
            "192.175.48.0/24",  # AS112 (RFC 7534)
            "198.18.0.0/15",  # benchmarks (RFC 2544)
            "198.51.100.0/24",  # documentation (RFC 5737)
            "203.0.113.0/24",  # documentation (RFC 5737)
            "224.0.0.0/4",  # multicast (RFC 5771)
            "240.0.0.0/4",  # reserved (RFC 1112), with the broadcast address
            "2001::/23",  # protocol assignments (RFC 2928): Teredo (RFC 4380), benchmarks, AMT, ORCHID, drone ids
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4 (RFC 3056)
            "2620:4f:8000::/48",  # AS112 (RFC 7534)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody may reach: not this machine, not this network, not a carrier of one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return is_public(str(parsed.ipv4_mapped))
        if parsed not in _GLOBAL_UNICAST:
            return False
    return parsed.is_global and not any(parsed in network for network in _SPECIAL)
