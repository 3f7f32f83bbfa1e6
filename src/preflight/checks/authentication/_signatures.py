"""Why a signature that fails in a file may yet be sound: somebody rewrote the mail after it arrived."""

from __future__ import annotations

import re

from preflight.checks.authentication import _results
from preflight.data.gateways import wrapper_of
from preflight.dkim.standing import Standing
from preflight.dkim.verify import Verdict
from preflight.facts.send import Message
from preflight.finding import Text, _

_PASSED = re.compile(r"\s*dkim\s*=\s*pass\b", re.IGNORECASE)
_ALTERED = frozenset({"altered-body", "altered-headers"})


def rewritten(message: Message, standing: Standing) -> Text | None:
    """Who changed the mail after it was signed, so that nothing can be told from this file; None: nobody known."""
    if not isinstance(standing.verdict, Verdict) or standing.verdict.kind not in _ALTERED:
        return None
    owner = next((found for link in message.links if (found := wrapper_of(link.url))), "")
    if owner:
        return _("the proof was rewritten by {owner} after it was signed; save it from a Gmail seed", owner=owner)
    server = _passed(message, standing.signature.domain)
    if server:
        return _(
            "{server} found the signature of {domain} sound when the mail arrived, so the file was changed since; "
            "save it from a Gmail seed (Show original, Download)", server=server, domain=standing.signature.domain,
        )  # fmt: skip
    return None


def _passed(message: Message, domain: str) -> str:
    """The mailbox whose topmost results say that this domain's signature was sound, or ""."""
    for header in message.header("Authentication-Results")[:1]:
        named = re.compile(rf"header\.(?:d|i)\s*=\s*(?:[^\s;@]*@)?{re.escape(domain)}(?=[\s;]|$)", re.IGNORECASE)
        pieces = _results.without_comments(header.raw[:20_000]).split(";")
        if any(_PASSED.match(piece) and named.search(piece) for piece in pieces):
            return _results.read(header).server or "the mailbox"
    return ""
