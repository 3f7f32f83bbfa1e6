"""What servers do, each with the verdict that is right: a loopback site for tests, and for comparing link checkers.

    with Served() as served:
        served.url(behaviour)          # as we are told it: http://site.behaves.test/status-404
        served.reachable(behaviour)    # the same for a client that cannot be told where a name leads

A verdict is "fine", "broken", "unknown" or the id of the check that speaks of the link.
"""

from __future__ import annotations

from tests.servers.behaviours import pages, redirects, statuses, wire
from tests.servers.behaviours.made import Behaviour
from tests.servers.behaviours.server import Served

BEHAVIOURS: tuple[Behaviour, ...] = (*statuses.ALL, *redirects.ALL, *wire.ALL, *pages.ALL)
BY_NAME = {behaviour.name: behaviour for behaviour in BEHAVIOURS}
CHECKS = (
    "links.broken",
    "links.certificate",
    "images.broken",
    "links.soft-404",
    "links.fragment-missing",
    "landing.utm-lost",
    "links.redirect-chain",
)
"""The checks that speak of what a server does, the gravest first."""


def mail(urls: dict[str, str], behaviours: tuple[Behaviour, ...] = BEHAVIOURS) -> str:
    """A mail with one link, or picture, for each behaviour; `urls` by the behaviour's name."""
    lines = (behaviour.element.format(url=urls[behaviour.name].replace("&", "&amp;")) for behaviour in behaviours)
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return f'<!doctype html><html lang="en"><head><title>Links</title></head><body>\n{body}\n</body></html>'


def verdict(report: dict, url: str) -> str:
    """What a JSON report says of this address."""
    checks = {check["id"]: check for check in report["checks"]}
    for id in CHECKS:
        for kind, word in (("findings", "broken" if id == "links.broken" else id), ("unknowns", "unknown")):
            if any(_bare(item["evidence"].get("url", "")) == _bare(url) for item in checks.get(id, {}).get(kind, [])):
                return word
    return "fine"


def _bare(url: str) -> str:
    return url.partition("#")[0]


__all__ = ["BEHAVIOURS", "BY_NAME", "CHECKS", "Behaviour", "Served", "mail", "verdict"]
