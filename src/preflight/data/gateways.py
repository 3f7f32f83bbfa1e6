"""Wrappers that mail programs and companies' filters put round the links of the mails they receive.

Source: the project's own notes of 2026-11-22 (messages measured, public code, vendors' pages); `COPIED` and the
rows without `param` are common knowledge, not re-read. Written by us, under this project's licence.
One in a draft was pasted from a received mail: it belongs to whoever got that mail, and often holds their address.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DATED = "2026-11-22"


class Gateway(NamedTuple):
    """A wrapper: `host` and `path` (with the query) are expressions; `param` holds the target; `how` tells its form.

    plain: percent-encoded · base64 · proofpoint-2, proofpoint-3: codes of their own · segment: last piece of the path
    """

    name: str
    host: str
    path: str = "/"
    param: str = ""
    how: str = "plain"


GATEWAYS: tuple[Gateway, ...] = (
    Gateway("Microsoft Safe Links", r"(?:.*\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)", param="url"),
    Gateway("Microsoft Safe Links", r"statics\.teams\.cdn\.office\.net", r"/.*safelinks", param="url"),
    Gateway("Proofpoint", r"urldefense\.proofpoint\.com", r"/v1/", param="u"),
    Gateway("Proofpoint", r"urldefense\.proofpoint\.com", r"/v2/", param="u", how="proofpoint-2"),
    Gateway("Proofpoint", r"urldefense(?:\.proofpoint)?\.(?:com|us)", r"/v3/", how="proofpoint-3"),
    Gateway("Mimecast", r"protect-?[a-z0-9]*\.mimecast\.com", r"/(?:s|r)/", param="url"),
    Gateway("Mimecast", r"(?:.*\.)?mimecastprotect\.com", param="url"),
    Gateway("Barracuda", r"linkprotect\.cudasvc\.com", r"/url\?", param="a"),
    Gateway("Cisco Secure Email", r"secure-web\.cisco\.com", r"/1", how="segment"),
    Gateway("Trend Micro", r".*-(?:ctp|urlprotect)\.trendmicro\.com", param="url"),
    Gateway("Sophos", r"(?:.*\.)?protection\.sophos\.com", r"/\?", param="u", how="base64"),
    Gateway("Symantec", r"clicktime\.symantec\.com", param="u"),
    Gateway("TitanHQ", r"linklock\.titanhq\.com", param="url"),
    Gateway("Trellix", r"protect\d*\.fireeye\.com", param="u"),
    Gateway("Fortinet", r".+", r"/fmlurlsvc/\?", param="url"),
    Gateway("Hornetsecurity", r"atpscan\.global\.hornetsecurity\.com", param="url"),
    Gateway("Cloudflare", r"(?:.*\.)?emailprotection\.link"),
)
"""Security gateways of companies that receive mail."""

COPIED: tuple[Gateway, ...] = (
    Gateway("Google", r"(?:www\.)?google\.[a-z.]{2,6}", r"/url\?(?:.*&)?q=", param="q"),
    Gateway("Google", r"(?:www\.)?google\.[a-z.]{2,6}", r"/url\?(?:.*&)?url=", param="url"),
    Gateway("Slack", r"slack-redir\.net", r"/link\?", param="url"),
    Gateway("Facebook", r"lm?\.facebook\.com", r"/l\.php\?", param="u"),
    Gateway("Instagram", r"l\.instagram\.com", param="u"),
    Gateway("LinkedIn", r"(?:www\.)?linkedin\.com", r"/(?:safety/go|redir/redirect)\?", param="url"),
)
"""Detours of programs out of which links are copied: they work for a while, and stop at a warning page."""

HOSTS: frozenset[str] = frozenset(
    {
        "safelinks.protection.outlook.com", "safelinks.protection.office365.us", "urldefense.proofpoint.com",
        "urldefense.com", "urldefense.us", "mimecastprotect.com", "linkprotect.cudasvc.com", "secure-web.cisco.com",
        "protection.sophos.com", "clicktime.symantec.com", "linklock.titanhq.com", "atpscan.global.hornetsecurity.com",
        "emailprotection.link",
    }
)  # fmt: skip
"""Those that serve nothing else: a request would be somebody's click, in the eyes of their own company."""


def wrapper_of(url: str) -> str:
    """The name of the gateway that wrapped an address, or ""."""
    from urllib.parse import urlsplit

    try:
        split = urlsplit(url)
        host = (split.hostname or "").lower()
    except ValueError:
        return ""
    path = f"{split.path or '/'}?{split.query}" if split.query else split.path or "/"
    for row in GATEWAYS if host else ():
        if re.fullmatch(row.host, host) and re.match(row.path, path):
            return row.name
    return ""
