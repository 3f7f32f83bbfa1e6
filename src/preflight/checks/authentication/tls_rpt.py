"""authentication.tls-rpt"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Lookup, Send
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_WHERE = re.compile(r"(?:mailto:[^\s,;@]+@[^\s,;@]+|https://[^\s,;]+)", re.IGNORECASE)


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The record of each From domain."""
    return [Lookup(f"_smtp._tls.{one.domain}", "TXT") for one in _domains.from_domains(send)]


@check("authentication.tls-rpt", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, on=False)
def tls_rpt(send: Send, dns: Dns) -> Iterator[Item]:
    """Nobody gets reports about mail to the From domain that could not be encrypted.

    They concern the mail that you receive, replies and opt-outs among it, and not this send.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"TXT _smtp._tls.acme.test": []}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"TXT _smtp._tls.acme.test": ["v=TLSRPTv1; rua=mailto:tls@acme.test"]}
    Fix: publish “v=TLSRPTv1; rua=mailto:…” at _smtp._tls. and the domain.
    Source: RFC 8460 (2018-09), section 3
    """
    domains = _domains.from_domains(send)
    if not domains:
        yield Skip(_("no From domain is known"), not_given="from")
        return
    without = 0
    for one in domains:
        name = f"_smtp._tls.{one.domain}"
        found = dns.records(name, "TXT")
        if isinstance(found, Unanswered):
            yield _words.unanswered(found, name, one.location)
            continue
        words = _fault([text for text in found.values if text.strip().lower().startswith("v=tlsrptv1")])
        if words is not None:
            without += 1
            yield Finding(
                Text(words.template, {"name": name}), key=name, fix=_FIX, location=one.location,
                evidence={"name": name, "records": list(found.values)},
            )  # fmt: skip
    words = _("{without} of {domains} From domains have no sound TLS-RPT record", without=without, domains=len(domains))
    yield Tally(words, {"domains": len(domains), "without": without})


def _fault(records: list[str]) -> Text | None:
    if not records:
        return _NONE
    if len(records) > 1:
        return _SEVERAL
    pairs = (piece.partition("=") for piece in records[0].split(";")[1:])
    where = next((value.strip() for name, _equals, value in pairs if name.strip().lower() == "rua"), "")
    return None if where and all(_WHERE.fullmatch(one.strip()) for one in where.split(",")) else _NOWHERE


_NONE = _("there is no TLS-RPT record at {name}")
_SEVERAL = _("more than one TLS-RPT record stands at {name}, so none counts")
_NOWHERE = _("the TLS-RPT record at {name} names no mailto: or https: address for its reports")
_FIX = _("Publish one TXT record there: “v=TLSRPTv1; rua=mailto:” and an address that somebody reads.")
