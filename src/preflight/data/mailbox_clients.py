"""Which mail program a mailbox's own provider gives to its people: the domain tells it of a part of the readers.

Source: the providers' own domains, from general knowledge (2026-11-28); written by us, under this project's licence.
Gmail's, Yahoo's and Microsoft's stand in `consumer_domains.json`. Where people read with another program the domain
does not tell: a share by domain says how many have their mailbox there.
"""

from __future__ import annotations

from collections.abc import Iterable

from preflight.data.client_faults import Client
from preflight.data.consumer_domains import provider_of

DATED = "2026-11-28"

_PROVIDERS: dict[str, Client] = {"gmail": "gmail", "yahoo": "yahoo", "microsoft": "outlook-com"}
_DOMAINS: dict[str, Client] = {
    **dict.fromkeys(("gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com"), "gmx"),
    **dict.fromkeys(("web.de", "email.de"), "web-de"),
    **dict.fromkeys(("t-online.de", "magenta.de"), "t-online"),
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), "apple-mail"),
    **dict.fromkeys(("aol.com", "aol.de", "aol.fr", "aim.com"), "aol"),
    **dict.fromkeys(("orange.fr", "wanadoo.fr"), "orange"),
    **dict.fromkeys(("laposte.net",), "laposte"),
    **dict.fromkeys(("free.fr",), "free-fr"),
    **dict.fromkeys(("sfr.fr", "neuf.fr"), "sfr"),
    **dict.fromkeys(("mail.ru", "inbox.ru", "bk.ru", "list.ru"), "mail-ru"),
    **dict.fromkeys(("proton.me", "protonmail.com", "pm.me"), "proton"),
    **dict.fromkeys(("fastmail.com", "fastmail.fm"), "fastmail"),
    "hey.com": "hey",
}


def client_of(domain: str) -> Client | None:
    """The program of the provider whose domain it is; None of a company's own."""
    name = domain.lower()
    return _DOMAINS.get(name) or _PROVIDERS.get(provider_of(name))


def shares(groups: Iterable[tuple[str, int]]) -> dict[Client, float]:
    """Percent of the recipients who have their mailbox with each of them, from numbers by domain."""
    counts: dict[Client, int] = {}
    total = 0
    for domain, number in groups:
        total += number
        client = client_of(domain)
        if client is not None:
            counts[client] = counts.get(client, 0) + number
    return {client: round(100 * number / total, 1) for client, number in counts.items()} if total else {}
