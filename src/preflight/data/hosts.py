"""Hosts that are no ordinary landing pages: those that refuse robots, social networks, local and staging names.

Source: the project's own notes of 2026-11-22 (public issue threads of link checkers 2018 to 2026, and vendors' pages);
written by us, under this project's licence. Checklists extend each list by the options of the checks that use it.
A name stands for itself and all its subdomains.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

DATED = "2026-11-22"

REFUSES_ROBOTS: frozenset[str] = frozenset(
    {
        "linkedin.com",
        "lnkd.in",
        "x.com",
        "twitter.com",
        "t.co",
        "instagram.com",
        "facebook.com",
        "fb.com",
        "fb.me",
        "threads.net",
        "threads.com",
        "reddit.com",
        "tiktok.com",
        "youtube.com",
        "youtu.be",
        "pinterest.com",
        "quora.com",
        "ticketmaster.com",
        "kickstarter.com",
        "upwork.com",
        "deviantart.com",
        "soundcloud.com",
        "fandom.com",
        "g2.com",
        "glassdoor.com",
        "indeed.com",
        "yelp.com",
        "tripadvisor.com",
        "crunchbase.com",
        "amazon.com",
        "amazon.de",
        "amazon.co.uk",
        "amazon.fr",
        "amazon.it",
        "amazon.es",
    }
)
"""Hosts where a refusal says nothing about the link: every client that is no browser gets one."""

SOCIAL: frozenset[str] = frozenset(
    {
        "linkedin.com",
        "lnkd.in",
        "x.com",
        "twitter.com",
        "t.co",
        "instagram.com",
        "facebook.com",
        "fb.com",
        "fb.me",
        "m.me",
        "messenger.com",
        "threads.net",
        "threads.com",
        "youtube.com",
        "youtu.be",
        "tiktok.com",
        "pinterest.com",
        "pin.it",
        "reddit.com",
        "snapchat.com",
        "xing.com",
        "vimeo.com",
        "twitch.tv",
        "tumblr.com",
        "discord.gg",
        "discord.com",
        "whatsapp.com",
        "wa.me",
        "telegram.org",
        "t.me",
        "signal.me",
        "bsky.app",
        "mastodon.social",
        "vk.com",
        "weibo.com",
        "line.me",
        "flickr.com",
        "soundcloud.com",
        "spotify.com",
    }
)
"""Social networks: their own analytics count, UTM parameters do nothing there."""

EXAMPLE: frozenset[str] = frozenset(
    {
        "example.com",
        "example.org",
        "example.net",
        "example.edu",
        "example",
        "invalid",
        "yourdomain.com",
        "your-domain.com",
        "yourwebsite.com",
        "your-website.com",
        "yoursite.com",
        "yourcompany.com",
    }
)
"""Names kept free for examples (RFC 2606, `.test` left out on purpose) and those that templates are full of."""

LOCAL: frozenset[str] = frozenset(
    {
        "localhost",
        "local",
        "internal",
        "intranet",
        "lan",
        "home.arpa",
        "corp",
        "localdomain",
        "ddev.site",
        "lndo.site",
        "lvh.me",
        "nip.io",
        "sslip.io",
        "lcl.dev",
    }
)
"""Names that lead nowhere outside the builder's own machine or network."""

TUNNELS: frozenset[str] = frozenset(
    {
        "ngrok.io",
        "ngrok.app",
        "ngrok.dev",
        "ngrok-free.app",
        "ngrok-free.dev",
        "trycloudflare.com",
        "tunnelmole.net",
        "loca.lt",
        "localtunnel.me",
        "serveo.net",
        "lhr.life",
        "pinggy.link",
        "localhost.run",
        "devtunnels.ms",
        "tunnelto.dev",
        "bore.pub",
    }
)
"""A developer's machine shown to the world for an afternoon."""

PREVIEWS: frozenset[str] = frozenset(
    {
        "csb.app",
        "repl.co",
        "replit.dev",
        "stackblitz.io",
        "webcontainer.io",
        "codesandbox.io",
        "app.github.dev",
        "gitpod.io",
        "translate.goog",
        "wpcomstaging.com",
        "flywheelstaging.com",
        "cloudwaysapps.com",
        "shopifypreview.com",
        "aem.page",
        "hlx.page",
        "kinsta.cloud",
        "multiscreensite.com",
        "pagedemo.co",
        "platformsh.site",
    }
)
"""Sandboxes and preview sites of hosting platforms, which may be gone or closed tomorrow."""

PREVIEW_MARKS = (
    r"[?&](?:preview|preview_id|preview_nonce|preview_key|hs_preview|preview_theme_id|elementor-preview|fl_builder"
    r"|customize_changeset_uuid|x-vercel-protection-bypass|wcmmode)=|/wp-admin/|/_hcms/preview/"
)
"""What a page's address shows while somebody still edits it."""

STAGING_LABELS: frozenset[str] = frozenset(
    {
        "staging",
        "stage",
        "stg",
        "preprod",
        "pre-prod",
        "preproduction",
        "uat",
    }
)
"""Labels of a host that always mean: not the public site."""

DEVELOPMENT_LABELS: frozenset[str] = frozenset(
    {
        "dev",
        "devel",
        "development",
        "test",
        "testing",
        "tst",
        "preview",
        "draft",
        "rc",
        "canary",
        "qa",
        "sandbox",
        "sbx",
        "ppe",
    }
)
"""Labels that mostly mean so; some public sites bear them."""


def under(host: str, names: Iterable[str]) -> bool:
    """Whether `host` is one of `names` or a subdomain of one. Hosts in lower case, a closing dot is ignored."""
    return _under(host.rstrip("."), names if isinstance(names, frozenset) else frozenset(names))


@lru_cache(maxsize=8_192)
def _under(host: str, names: frozenset[str]) -> bool:
    return any(suffix in names for suffix in suffixes(host))


def suffixes(host: str) -> Iterable[str]:
    """The host and all its parents: a.b.example → a.b.example, b.example, example."""
    labels = host.split(".")
    return (".".join(labels[i:]) for i in range(len(labels)))


def address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that the host of a URL is, or None where it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


@lru_cache(maxsize=16_384)
def host_of(url: str) -> str:
    """The host of a normalised http(s) URL, in lower case, without port, user and brackets; "" where it has none."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in {"http", "https"}:
        return ""
    authority = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].rpartition("@")[2]
    if authority.startswith("["):
        return authority[1:].partition("]")[0].lower()
    return authority.partition(":")[0].lower()


def registrable(host: str) -> str:
    """The domain that somebody registered, by the Public Suffix List; "" for a public suffix, an address is its own."""
    if not host or address(host) is not None:
        return host
    bare = host.rstrip(".")
    found = _public_suffixes().privatesuffix(_shown(bare)) or ""
    # The same labels in the host's own form, whichever of the two the list has.
    return ".".join(bare.split(".")[-len(found.split(".")) :]) if found else ""


def listed(host: str) -> bool:
    """Whether the host ends in a suffix that the Public Suffix List knows, so that it may be somebody's domain."""
    return bool(_public_suffixes().privatesuffix(_shown(host.lower().rstrip(".")), accept_unknown=False))


def _shown(host: str) -> str:
    """The host with its labels in Unicode, as the list has them; a label that is no IDNA stays as it is."""
    if "xn--" not in host:
        return host
    import idna

    def label(part: str) -> str:
        try:
            return idna.ulabel(part)
        except (idna.IDNAError, UnicodeError):
            return part

    return ".".join(label(part) for part in host.split("."))


@cache
def _public_suffixes() -> Any:
    # Imported here: its table takes 20 ms to read, four times that with each name in its IDNA form too.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_encoded_idn=False)
