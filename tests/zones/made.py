"""The cases as one zone, the mails that they speak of, and what preflight says of each."""

from __future__ import annotations

import asyncio
import re
from functools import cache

from preflight.checks.authentication import _dmarc
from preflight.checks.authentication.dmarc_invalid import dmarc_invalid
from preflight.checks.authentication.dmarc_missing import dmarc_missing
from preflight.checks.authentication.dmarc_unaligned import dmarc_unaligned
from preflight.dkim.standing import standings
from preflight.facts.dns import Dns, Kind, Lookup, SpfTree, SpfVerdict
from preflight.facts.web import Unanswered
from preflight.finding import Severity
from preflight.gather.dns import DnsSettings, gather_dns
from preflight.load.eml import read_eml
from tests.checks.authentication.made import Judged, message, send
from tests.dkim.made import NOW, record, sign
from tests.zones.cases import CASES, Case

_TEXT = re.compile(r'(\S+ TXT) "([^"]{200,})"$', re.MULTILINE)
EXPIRED = b"x=1795503601"
"""A second after the signatures' date, and an hour before the instant of the judgement."""


def zone(case: Case) -> str:
    """The zone of a case as the name server reads it; long texts in pieces."""
    text = case.zone.replace("ZONE", case.domain)
    for word, kind, bits in (("RSA_KEY", "rsa", 0), ("OTHER_KEY", "rsa", 1536), ("ED_KEY", "ed25519", 0)):
        if word in text:
            text = text.replace(word, record(kind, **({"bits": bits} if bits else {})).partition("p=")[2])
    return _TEXT.sub(lambda found: f"{found[1]} " + " ".join(f'"{p}"' for p in re.findall(".{1,200}", found[2])), text)


def zones() -> str:
    """All zones."""
    return "\n".join(zone(case) for case in CASES)


def asked(case: Case) -> list[str]:
    """What is asked, word by word, in the case's own domain."""
    return case.asked.replace("ZONE", case.domain).split()


@cache
def mail(case: Case) -> bytes:
    """The mail of a DKIM case."""
    plain = f"From: News <news@{case.domain}>\r\nTo: jane@x.example\r\nSubject: Sale\r\n\r\nHello,\r\n\r\nit is  on.\r\n".encode()
    words = asked(case)
    if "unsigned" in words:
        return plain
    kind = "ed25519" if "ed25519" in words else "rsa"
    identity = f"@mail.{case.domain}" if "subdomain" in words else ""
    signed = sign(plain, kind, forms=words[0], headers=("from", "to", "subject"), domain=case.domain, identity=identity,
                  expires=EXPIRED if "expired" in words else b"")  # fmt: skip
    signed = signed.replace(b"Hello,", b"Goodbye,") if "altered-body" in words else signed
    return signed.replace(b"Sale", b"Sale!") if "altered-header" in words else signed


def lookups(case: Case) -> list[Lookup]:
    """What is asked of DNS for a case, in the first round."""
    words = asked(case)
    kinds: dict[str, list[tuple[str, Kind]]] = {
        "spf": [(f"{words[0] if words else ''} {case.domain}", "SPFTEST")],
        "record": [(case.domain, "SPF")],
        "dkim": [(f"k1._domainkey.{case.domain}", "DKIM")],
        "dmarc": [(words[0] if words else "", "DMARC")],
        "align": [(name, "DMARC") for name in dict.fromkeys((case.domain, *words))],
    }
    return [Lookup(name, kind) for name, kind in kinds[case.kind]]


def answers(address: str, cases: tuple[Case, ...] = CASES, *, timeout: float = 5.0) -> dict[str, str]:
    """What preflight says of each case; all are asked in one run, in two rounds."""
    settings = DnsSettings(nameservers=(address,), timeout=timeout)

    async def story() -> Dns:
        known = await gather_dns([one for case in cases for one in lookups(case)], settings=settings)
        more = [Lookup(one.name, kind) for case in cases if case.kind == "dmarc" for one in lookups(case)
                for kind in ("A", "AAAA", "MX")]  # fmt: skip
        return await gather_dns(more, settings=settings, known=known)

    dns = asyncio.run(story())
    return {case.name: _SAYS[case.kind](case, dns) for case in cases}


def _spf(case: Case, dns: Dns) -> str:
    found = dns.answers[f"SPFTEST {asked(case)[0]} {case.domain}"]
    return found.result if isinstance(found, SpfVerdict) else "unknown"


def _record(case: Case, dns: Dns) -> str:
    found = dns.spf(case.domain)
    if not isinstance(found, SpfTree):
        return "unknown"
    words = {"none": "missing", "permerror": "invalid"}
    return words.get(found.result, f"sound, {found.lookups} lookups")


def _dkim(case: Case, dns: Dns) -> str:
    found = standings(read_eml(mail(case), file="m.eml", name="m", platform="generic"), dns, NOW)
    if not found:
        return "none"
    if isinstance(found[0].verdict, Unanswered):
        return "unknown"
    return "pass" if found[0].holds else "fail"


def _policy(case: Case, dns: Dns) -> str:
    given = send(message(f"a@{asked(case)[0]}"))
    missing, invalid = Judged(dmarc_missing, given, dns), Judged(dmarc_invalid, given, dns)
    if missing.unknowns:
        return "unknown"
    if missing.findings:
        return "missing"
    if any(one.severity is not Severity.WARNING for one in invalid.findings):
        return "invalid"
    return _dmarc.policies(given, dns)[0][0].wanted


def _align(case: Case, dns: Dns) -> str:
    bounces, signs = asked(case)
    given = send(message(f"a@{case.domain}"), return_path=bounces, dkim=((signs, "k1"),))
    judged = Judged(dmarc_unaligned, given, dns)
    return "fail" if judged.findings else "unknown" if judged.unknowns else "pass"


_SAYS = {"spf": _spf, "record": _record, "dkim": _dkim, "dmarc": _policy, "align": _align}
