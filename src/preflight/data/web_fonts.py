"""Hosts that serve web fonts.

Source: the vendors' own embedding snippets, collected by us on 2026-11-28. Written by us, under this project's licence.
"""

from __future__ import annotations

DATED = "2026-11-28"

HOSTS: frozenset[str] = frozenset(
    {
        "fonts.googleapis.com",
        "fonts.gstatic.com",
        "use.typekit.net",
        "use.typekit.com",
        "fast.fonts.net",
        "fonts.bunny.net",
        "cloud.typography.com",
        "cloud.typenetwork.com",
        "use.fontawesome.com",
        "api.fontshare.com",
        "rsms.me",
    }
)
