"""authentication.spf-unauthorised"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.authentication import _addresses, _domains, _spf, _words
from preflight.facts import Dns, Send
from preflight.facts.dns import SpfTree, SpfVerdict
from preflight.facts.send import Sender
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_REFUSED = frozenset({"fail", "softfail", "neutral", "permerror"})


@check(
    "authentication.spf-unauthorised", severity=Severity.BLOCKER, mender=Mender.DNS, asks=_spf.tree_asks,
    cites=("G2", "Y1", "M1", "G13"),
)  # fmt: skip
def spf_unauthorised(send: Send, dns: Dns, sender: Sender) -> Iterator[Item]:
    """An address that sends is not allowed to by the SPF record.

    Receivers see a mail from a server that the domain does not know. Gmail answers 4.7.27 where DKIM does not help, and
    Microsoft wants SPF to pass.

    Bad:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test, ips: [192.0.2.10]}}
        dns:
            SPF bounce.acme.test: {result: ok, records: ["v=spf1 ip4:198.51.100.0/24 -all"]}
            SPFTEST 192.0.2.10 bounce.acme.test: {result: fail}
    Good:
        html: <p>Hello</p>
        send: {sender: {return_path: bounce.acme.test, ips: [192.0.2.10]}}
        dns:
            SPF bounce.acme.test: {result: ok, records: ["v=spf1 ip4:192.0.2.0/24 -all"]}
            SPFTEST 192.0.2.10 bounce.acme.test: {result: pass}
    Fix: add the address, or the include that your platform shows, to the record.
    Source: RFC 7208 (2014-04), section 4; Google, Email sender guidelines (2026-03-11); Microsoft (2025-04-30)
    """
    ips, envelopes = _addresses.given(sender), _domains.envelopes(send)
    if not ips:
        yield Skip(_("no sending address is given"), not_given="sender.ips")
        return
    if not envelopes:
        yield Skip(_("neither a return path nor a From domain is known"), not_given="sender.return_path")
        return
    refused = 0
    for one in envelopes:
        answers = {ip: dns.spf_test(ip, one.domain) for ip in ips}
        silent = next((a for a in answers.values() if isinstance(a, Unanswered)), None)
        if silent is not None:
            yield _words.unanswered(silent, one.domain, one.location)
        tree = dns.spf(one.domain)
        if isinstance(tree, SpfTree) and tree.result == "permerror":
            continue  # spf-invalid tells
        bad = [a for a in answers.values() if isinstance(a, SpfVerdict) and a.result in _REFUSED]
        refused += len(bad)
        if bad:
            yield _finding(one, bad, len(ips), send)
    all_ = len(ips) * len(envelopes)
    words = _("{refused} of {ips} sending addresses are not allowed by SPF", refused=refused, ips=all_)
    yield Tally(words, {"ips": all_, "refused": refused})


def _finding(one: _domains.Envelope, bad: list[SpfVerdict], ips: int, send: Send) -> Finding:
    shown = ", ".join(f"{verdict.ip} ({verdict.result})" for verdict in bad[:5])
    return Finding(
        _("{bad} of {ips} sending addresses may not send for {domain} by its SPF record: {shown}",
          bad=len(bad), ips=ips, domain=one.domain, shown=shown),
        key=one.domain, location=send.at("sender.ips"), severity=_spf.lowered(one, Severity.BLOCKER),
        fix=_("Add them, or the include that your platform shows, to the SPF record of {domain}.", domain=one.domain),
        evidence={"domain": one.domain, "verdicts": [
            {"ip": v.ip, "result": v.result, "reason": v.reason, "lookups": v.lookups, "steps": list(v.steps)}
            for v in bad[:5]
        ]},
    )  # fmt: skip
