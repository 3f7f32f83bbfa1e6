"""Which addresses are never connected to: a link in a mail must not make us knock at doors inside the house."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSITION = tuple(
    map(ipaddress.IPv6Network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)
"""IPv4-mapped and -compatible, NAT64, 6to4, Teredo: an IPv4 address in disguise, which may be a private one."""

_MORE = tuple(map(ipaddress.ip_network, ("100.64.0.0/10", "192.88.99.0/24", "3fff::/20", "fec0::/10")))
"""Not for the public although older versions of `ipaddress` say so: CGNAT, 6to4 relays, documentation, site-local."""

_DOCUMENTATION = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)


def refusal(address: str) -> str:
    """What kind of address it is, in a word for people, where it must not be connected to; "" where it may."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unreadable"
    return "" if _public(ip) else _kind(ip)


def _public(ip: Address) -> bool:
    return (
        ip.is_global
        and not ip.is_multicast
        and not ip.is_reserved
        and not _within(ip, _MORE)
        and not _within(ip, _TRANSITION)
    )


def _kind(ip: Address) -> str:
    kinds = {
        "unspecified": ip.is_unspecified,
        "loopback": ip.is_loopback,
        "IPv6 transition": _within(ip, _TRANSITION),
        "link-local": ip.is_link_local,
        "multicast": ip.is_multicast,
        "documentation": _within(ip, _DOCUMENTATION),
        "reserved": ip.is_reserved,
    }
    return next((kind for kind, holds in kinds.items() if holds), "private")


def _within(ip: Address, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]) -> bool:
    return any(ip.version == network.version and ip in network for network in networks)
