"""authentication.mta-sts"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from preflight.check import Options, check
from preflight.checks.authentication import _domains, _words
from preflight.facts import Ask, Dns, Facts, Fetch, Lookup, Send, Web
from preflight.facts.dns import Records
from preflight.facts.web import Answer, Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, Unknown, _

_ID = re.compile(r"[A-Za-z0-9]{1,32}")
_FIELD = re.compile(r"(?:^|\s)(version|mode|mx|max_age)\s*:\s*", re.IGNORECASE)
_MODES = frozenset({"enforce", "testing", "none"})
_LONGEST = 31_557_600


class _Policy(NamedTuple):
    """The policy file, or what is wrong with it."""

    mode: str = ""
    hosts: tuple[str, ...] = ()
    fault: Text | None = None


def asks(send: Send, options: Options, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """The record and the mail servers of each From domain; then the policy file, where there is a record."""
    for one in _domains.from_domains(send):
        yield Lookup(f"_mta-sts.{one.domain}", "TXT")
        yield Lookup(one.domain, "MX")
        found = known.dns.records(f"_mta-sts.{one.domain}", "TXT")
        if isinstance(found, Records) and _records(found):
            yield Fetch(_url(one.domain), page=True, texts=frozenset({"STSv1"}))


@check("authentication.mta-sts", severity=Severity.NOTE, mender=Mender.DNS, asks=asks, on=False)
def mta_sts(send: Send, dns: Dns, web: Web) -> Iterator[Item]:
    """Mail to the From domain may be read or turned away on its journey.

    Without MTA-STS somebody between two servers can switch the encryption off; with a wrong policy, replies and
    opt-outs are refused. It concerns the mail that you receive, and not this send.

    Bad:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"TXT _mta-sts.acme.test": [], "MX acme.test": ["10 mx.acme.test"]}
    Good:
        from: Acme <events@acme.test>
        html: <p>Hello</p>
        dns: {"TXT _mta-sts.acme.test": ["v=STSv1; id=20261101"], "MX acme.test": ["10 mx.acme.test"]}
        web:
            https://mta-sts.acme.test/.well-known/mta-sts.txt:
                {status: 200, content_type: text/plain,
                 page: {text: "version: STSv1 mode: enforce mx: *.acme.test max_age: 604800"}}
    Fix: publish a TXT record at _mta-sts. and the domain, and the policy file at https://mta-sts. and the domain.
    Source: RFC 8461 (2018-09), sections 3 and 4
    """
    domains = _domains.from_domains(send)
    if not domains:
        yield Skip(_("no From domain is known"), not_given="from")
        return
    without = 0
    for one in domains:
        item = _judged(one, dns, web)
        without += isinstance(item, Finding)
        if item is not None:
            yield item
    words = _("{without} of {domains} From domains have no sound MTA-STS", without=without, domains=len(domains))
    yield Tally(words, {"domains": len(domains), "without": without})


def _judged(one: _domains.FromDomain, dns: Dns, web: Web) -> Finding | Unknown | None:
    found = dns.records(f"_mta-sts.{one.domain}", "TXT")
    if isinstance(found, Unanswered):
        return _words.unanswered(found, f"_mta-sts.{one.domain}", one.location)
    records = _records(found)
    fault = _of_record(records)
    if fault is not None:
        return _finding(one, fault, records=list(records))
    answer = web[_url(one.domain)]
    if isinstance(answer, Unanswered):
        return _unknown(one, answer.reason)
    policy = _policy(answer)
    if policy is None:
        return _unknown(one, "the server answers robots with another page, or the file is too long")
    if policy.fault is not None:
        return _finding(one, policy.fault, **answer.evidence)
    return _of_hosts(one, policy, dns)


def _records(found: Records) -> tuple[str, ...]:
    return tuple(text for text in found.values if text.strip().lower().startswith("v=stsv1"))


def _of_record(records: tuple[str, ...]) -> Text | None:
    if len(records) != 1:
        return _SEVERAL if records else _NONE
    pairs = (piece.partition("=") for piece in records[0].split(";")[1:])
    version = next((value.strip() for name, _equals, value in pairs if name.strip().lower() == "id"), "")
    return None if _ID.fullmatch(version) else _NO_ID


def _policy(answer: Answer) -> _Policy | None:
    """The policy of the file; None where that cannot be told: another page answered robots, or it is too long."""
    if answer.challenge:
        return None
    if answer.fault or answer.status != 200:
        return _Policy(fault=_NOT_THERE)
    if len(answer.hops) > 1:
        return _Policy(fault=_MOVED)
    if answer.page is None or (not answer.page.text and answer.page.words):
        return None
    pieces = _FIELD.split(answer.page.text)
    fields = [(name.lower(), value.strip()) for name, value in zip(pieces[1::2], pieces[2::2], strict=True)]
    return _read(dict(reversed(fields)), tuple(value.lower() for name, value in fields if name == "mx"))


def _read(fields: dict[str, str], hosts: tuple[str, ...]) -> _Policy:
    """Of a field that stands twice the first counts (RFC 8461 §3.2)."""
    mode, age = fields.get("mode", "").lower(), fields.get("max_age", "")
    if fields.get("version") != "STSv1":
        return _Policy(fault=_NO_VERSION)
    if mode not in _MODES:
        return _Policy(fault=_NO_MODE)
    if not (age.isascii() and age.isdigit() and len(age) < 12 and int(age) <= _LONGEST):
        return _Policy(fault=_NO_AGE)
    if not hosts and mode != "none":
        return _Policy(fault=_NO_HOSTS)
    return _Policy(mode, hosts)


def _of_hosts(one: _domains.FromDomain, policy: _Policy, dns: Dns) -> Finding | Unknown | None:
    """Whether the policy knows all mail servers of the domain."""
    if policy.mode == "none":
        return None
    found = dns.records(one.domain, "MX")
    if isinstance(found, Unanswered):
        return _words.unanswered(found, f"MX {one.domain}", one.location)
    hosts = [value.partition(" ")[2].lower().rstrip(".") for value in found.values]
    left = [host for host in hosts if host and not any(_matches(host, pattern) for pattern in policy.hosts)]
    if not left:
        return None
    fault = Text(_NOT_NAMED.template, {"hosts": ", ".join(left[:5])})
    return _finding(one, fault, missing=left, mx=list(policy.hosts))


def _matches(host: str, pattern: str) -> bool:
    """Section 4.1: a star stands for one label."""
    if pattern.startswith("*."):
        return host.partition(".")[2] == pattern[2:].rstrip(".")
    return host == pattern.rstrip(".")


def _url(domain: str) -> str:
    return f"https://mta-sts.{domain}/.well-known/mta-sts.txt"


def _unknown(one: _domains.FromDomain, reason: str) -> Unknown:
    words = _("the MTA-STS policy of {domain} could not be judged: {reason}", domain=one.domain, reason=reason)
    return Unknown(words, key=one.domain, location=one.location, evidence={"url": _url(one.domain)})


def _finding(one: _domains.FromDomain, fault: Text, **evidence: Any) -> Finding:
    words = Text(fault.template, {**fault.values, "domain": one.domain})
    return Finding(words, key=one.domain, fix=_FIX, location=one.location, evidence={"domain": one.domain, **evidence})


_NONE = _("{domain} has no MTA-STS record")
_SEVERAL = _("{domain} has more than one MTA-STS record, so none counts")
_NO_ID = _("the MTA-STS record of {domain} has no id= of up to 32 letters and digits")
_NOT_THERE = _("{domain} has an MTA-STS record, and its policy file cannot be had")
_MOVED = _("the MTA-STS policy of {domain} is a redirect, which mail servers do not follow")
_NO_VERSION = _("the MTA-STS policy of {domain} does not say version: STSv1")
_NO_MODE = _("the MTA-STS policy of {domain} says no mode that there is (enforce, testing, none)")
_NO_AGE = _("the MTA-STS policy of {domain} says no max_age of up to 31557600 seconds")
_NO_HOSTS = _("the MTA-STS policy of {domain} names no mail server (mx:)")
_NOT_NAMED = _("the MTA-STS policy of {domain} does not name its mail server {hosts}")
_FIX = _(
    "Publish “v=STSv1; id=” and a number that changes with the policy at _mta-sts. and the domain, and the policy, "
    "with each of your mail servers, at https://mta-sts. and the domain /.well-known/mta-sts.txt."
)
