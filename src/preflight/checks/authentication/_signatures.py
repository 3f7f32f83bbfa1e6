"""Why a signature that fails in a file may yet be sound: somebody rewrote the mail after it arrived."""

from __future__ import annotations

import re

from preflight.checks.authentication import _results
from preflight.data.gateways import wrapper_of
from preflight.dkim.standing import Standing
from preflight.dkim.verify import Verdict
from preflight.facts.send import Message
from preflight.facts.signature import Signature
from preflight.finding import Text, _

_DKIM = re.compile(r"\s*dkim\s*=\s*([a-z]+)\b", re.IGNORECASE)
_MOST = 20
_ALTERED = frozenset({"altered-body", "altered-headers"})


def rewritten(message: Message, standing: Standing) -> Text | None:
    """Who changed the mail after it was signed, so that nothing can be told from this file; None: nobody known."""
    if not isinstance(standing.verdict, Verdict) or standing.verdict.kind not in _ALTERED:
        return None
    owner = next((found for link in message.links if (found := wrapper_of(link.url))), "")
    if owner:
        return _("the proof was rewritten by {owner} after it was signed; save it from a Gmail seed", owner=owner)
    server = _passed(message, standing.signature)
    if server:
        return _(
            "{server} found the signature of {domain} sound when the mail arrived, so the file was changed since; "
            "save it from a Gmail seed (Show original, Download)", server=server, domain=standing.signature.domain,
        )  # fmt: skip
    return None


def _passed(message: Message, signature: Signature) -> str:
    """The mailbox that found this domain's signature sound, or "".

    Of the results that were written above the signature, so after it, the topmost that speak of the domain decide: a
    mailbox that says that it failed has seen what this file shows.
    """
    named = re.compile(rf"header\.(?:d|i)\s*=\s*(?:[^\s;@]*@)?{re.escape(signature.domain)}(?=[\s;]|$)", re.IGNORECASE)
    for header in message.header("Authentication-Results")[:_MOST]:
        if header.location.line >= signature.location.line:
            break
        pieces = _results.without_comments(header.raw[:20_000]).split(";")
        said = [found[1].lower() for piece in pieces if named.search(piece) and (found := _DKIM.match(piece))]
        if said:
            return (_results.read(header).server or "the mailbox") if "pass" in said else ""
    return ""
