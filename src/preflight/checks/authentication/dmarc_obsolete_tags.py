"""authentication.dmarc-obsolete-tags"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _dmarc
from preflight.facts import Dns, Send
from preflight.finding import Finding, Item, Mender, Severity, Tally, _

_GONE = ("pct", "rf", "ri")
_SIZE = re.compile(r"!\d+[kmgt]?\s*(?:,|$)")


@check("authentication.dmarc-obsolete-tags", severity=Severity.NOTE, mender=Mender.DNS, asks=_dmarc.asks, cites=("R8",))
def dmarc_obsolete_tags(send: Send, dns: Dns) -> Iterator[Item]:
    """The DMARC record holds tags that no longer mean anything.

    RFC 9989 took out pct, rf, ri and the size behind an address. A record that leans on pct= to be half strict is now
    fully so; t=y is the new way to try a policy.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=reject; pct=50"], tags: {v: dmarc1, p: reject, pct: "50"}}}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"DMARC acme.test": {records: ["v=DMARC1; p=reject; t=y"], tags: {v: dmarc1, p: reject, t: y}}}
    Fix: take the tags out; write t=y where you only want to try a policy.
    Source: RFC 9989 (2026-05), appendix C
    """
    judged, unknowns, skip = _dmarc.policies(send, dns)
    if skip is not None:
        yield skip
        return
    yield from unknowns
    old = 0
    for one in judged:
        tags = [f"{tag}=" for tag in _GONE if tag in one.policy.tags]
        tags += [f"!size in {tag}=" for tag in ("rua", "ruf") if _SIZE.search(one.policy.tags.get(tag, ""))]
        if tags:
            old += 1
            yield Finding(
                _("the DMARC record at {name} holds tags that RFC 9989 (2026) took out: {tags}",
                  name=one.policy.found_at, tags=", ".join(tags)),
                key=one.policy.found_at, location=one.author.location,
                fix=_("Take them out; write t=y where you only want to try a policy."),
                evidence={"domain": one.author.domain, "tags": tags, "records": list(one.policy.records)},
            )  # fmt: skip
    all_ = len(judged) + len(unknowns)
    words = _("{old} of {domains} DMARC records hold tags that mean nothing any more", old=old, domains=all_)
    yield Tally(words, {"domains": all_, "old": old})
