"""A sound domain and proof, then one fault at a time over a real name server: each is told by its own check alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import pytest

from preflight import registry
from preflight.facts import Facts, Lookup
from preflight.gather.dns import DnsSettings, gather_dns
from preflight.testing import facts_from, judge_check
from tests.dkim.made import NOW, SIGNED, record, sign
from tests.servers.dns import NameServer

MAIL = (
    b"From: Acme <events@acme.test>\r\nTo: jane@x.test\r\nSubject: Three talks\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\n"
    b"Message-ID: <1@acme.test>\r\nList-Unsubscribe: <https://acme.test/u/1>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nJoin us.\r\n"
)
ARRIVED = (
    b"Received: from a.test by mx.seed.test; Tue, 24 Nov 2026 08:00:01 +0000\r\n"
    b"Authentication-Results: mx.seed.test; spf=pass; dmarc=pass\r\n"
)
CHECKS = [
    check for check in registry.all_checks()
    if check.on and (check.family in {"authentication", "headers"} or check.id.startswith("unsubscribe.header")
                     or check.id == "unsubscribe.one-click-invalid")
]  # fmt: skip


def key(**which: Any) -> str:
    text = record(**which)
    return f'"{text[:200]}" "{text[200:]}"'


class World(NamedTuple):
    """A zone by owner and type, the mail that is signed, what is added after, and the manifest's sender."""

    zone: dict[str, list[str]]
    mail: bytes
    signing: dict[str, Any]
    after: Callable[[bytes], bytes]
    sender: dict[str, Any]


def sound() -> World:
    zone = {
        "acme.test A": ["192.0.2.1"], "acme.test MX": ["10 mx.acme.test."], "mx.acme.test A": ["192.0.2.2"],
        "bounce.acme.test TXT": ['"v=spf1 include:_spf.esp.test -all"'],
        "_spf.esp.test TXT": ['"v=spf1 ip4:192.0.2.0/24 -all"'],
        "k1._domainkey.acme.test TXT": [key(bits=2048)], "k1._domainkey.esp.test TXT": [key(bits=2048)],
        "_dmarc.acme.test TXT": ['"v=DMARC1; p=reject; rua=mailto:d@acme.test"'],
        "_dmarc.esp.test TXT": ['"v=DMARC1; p=reject"'],
        "10.2.0.192.in-addr.arpa PTR": ["mail.acme.test."], "mail.acme.test A": ["192.0.2.10"],
    }  # fmt: skip
    sender = {
        "return_path": "bounce.acme.test",
        "dkim": [{"domain": "acme.test", "selector": "k1"}],
        "ips": ["192.0.2.10"],
    }
    return World(zone, MAIL, {"headers": (*SIGNED, "date"), "bits": 2048}, lambda mail: ARRIVED + mail, sender)


def judged(world: World) -> tuple[dict[str, str], set[str]]:
    """The failed checks with their severities, and the unknown ones."""
    lines = [f"{owner} {value}" for owner, values in world.zone.items() for value in values]
    eml = world.after(sign(world.mail, **world.signing))
    known = facts_from({"eml": eml, "send": {"sender": world.sender}, "now": NOW.isoformat()})
    with NameServer("\n".join(lines)) as server:
        known = asyncio.run(_asked(known, DnsSettings(nameservers=(server.address,), timeout=1.0)))
    results = [judge_check(check, known) for check in CHECKS]
    assert not [one.reason for one in results if one.outcome.value == "crashed"]
    failed = {one.id: one.severity.value for one in results if one.outcome.value == "failed"}
    assert all(len(one.findings) == 1 for one in results if one.outcome.value == "failed")
    return failed, {one.id for one in results if one.outcome.value == "unknown"}


async def _asked(known: Facts, settings: DnsSettings) -> Facts:
    for _round in range(3):
        asks = [ask for check in CHECKS if check.asks for ask in check.asks(known.send, check.options(), known)]
        found = await gather_dns([ask for ask in asks if isinstance(ask, Lookup)], settings=settings, known=known.dns)
        known = msgspec.structs.replace(known, dns=found)
    return known


def records(owner: str, *values: str) -> Callable[[World], World]:
    return lambda world: world._replace(zone={**world.zone, owner: list(values)})


def written(old: bytes, new: bytes) -> Callable[[World], World]:
    """Other words in the mail before it is signed."""
    return lambda world: world._replace(mail=world.mail.replace(old, new))


def altered(old: bytes, new: bytes) -> Callable[[World], World]:
    """Other words in the mail as it lies there."""
    return lambda world: world._replace(after=lambda mail: (ARRIVED + mail).replace(old, new))


def signing(**more: Any) -> Callable[[World], World]:
    return lambda world: world._replace(signing={**world.signing, **more})


def sender(**more: Any) -> Callable[[World], World]:
    return lambda world: world._replace(sender={**world.sender, **more})


def several(*steps: Callable[[World], World]) -> Callable[[World], World]:
    def made(world: World) -> World:
        for step in steps:
            world = step(world)
        return world

    return made


BOUNCE, DKIM, DMARC = "bounce.acme.test TXT", "k1._domainkey.acme.test TXT", "_dmarc.acme.test TXT"
FAULTS: dict[str, tuple[Callable[[World], World], dict[str, str]]] = {
    "no SPF": (records(BOUNCE), {"authentication.spf-missing": "blocker"}),
    "two SPF": (records(BOUNCE, '"v=spf1 -all"', '"v=spf1 ~all"'), {"authentication.spf-invalid": "blocker"}),
    "a mistyped mechanism": (records(BOUNCE, '"v=spf1 ipv4:192.0.2.1 -all"'), {"authentication.spf-invalid": "blocker"}),
    "eleven lookups": (records(BOUNCE, f'"v=spf1 {"a:mx.acme.test " * 10}include:_spf.esp.test -all"'),
                       {"authentication.spf-invalid": "blocker"}),
    "nine lookups": (records(BOUNCE, f'"v=spf1 {"a:mx.acme.test " * 8}include:_spf.esp.test -all"'),
                     {"authentication.spf-near-limit": "warning"}),
    "+all": (records(BOUNCE, '"v=spf1 +all"'), {"authentication.spf-permissive": "blocker"}),
    "?all": (records(BOUNCE, '"v=spf1 include:_spf.esp.test ?all"'), {"authentication.spf-no-all": "warning"}),
    "another server": (records("_spf.esp.test TXT", '"v=spf1 ip4:203.0.113.0/24 -all"'),
                       {"authentication.spf-unauthorised": "blocker"}),
    "no key": (records(DKIM), {"authentication.dkim-missing": "blocker"}),
    "a key taken back": (records(DKIM, '"v=DKIM1; p="'), {"authentication.dkim-revoked": "blocker"}),
    "a short key": (several(records(DKIM, key(bits=1024)), signing(bits=1024)),
                    {"authentication.dkim-weak-key": "warning"}),
    "a key under test": (records(DKIM, key(bits=2048, more="t=y; ")), {"authentication.dkim-testing": "warning"}),
    "another key": (records(DKIM, key(bits=2056)), {"authentication.signature-invalid": "blocker"}),
    "no DMARC": (records(DMARC), {"authentication.dmarc-missing": "blocker"}),
    "two DMARC": (records(DMARC, '"v=DMARC1; p=none"', '"v=DMARC1; p=reject"'), {"authentication.dmarc-missing": "blocker"}),
    "a mistyped policy": (records(DMARC, '"v=DMARC1; p=rejct"'), {"authentication.dmarc-invalid": "blocker"}),
    "a mistyped policy with reports": (records(DMARC, '"v=DMARC1; p=rejct; rua=mailto:d@acme.test"'),
                                       {"authentication.dmarc-invalid": "warning"}),
    "pct": (records(DMARC, '"v=DMARC1; p=reject; pct=50; rua=mailto:d@acme.test"'),
            {"authentication.dmarc-obsolete-tags": "note"}),
    "p=none": (records(DMARC, '"v=DMARC1; p=none; rua=mailto:d@acme.test"'),
               {"authentication.dmarc-monitoring-only": "note"}),
    "no reports": (records(DMARC, '"v=DMARC1; p=reject"'), {"authentication.dmarc-no-reports": "note"}),
    "strict alignment": (records(DMARC, '"v=DMARC1; p=reject; aspf=s; rua=mailto:d@acme.test"'),
                         {"authentication.dmarc-one-leg": "note"}),
    "the platform's own domains": (
        several(signing(domain="esp.test"), sender(dkim=[], return_path="bounce.esp.test"),
                records("bounce.esp.test TXT", '"v=spf1 include:_spf.esp.test -all"')),
        {"authentication.dmarc-unaligned": "blocker"}),
    "a rewritten text": (altered(b"Join us.", b"Join us!"), {"authentication.signature-invalid": "blocker"}),
    "an expired signature": (signing(expires=b"x=1795503601"), {"authentication.signature-invalid": "blocker"}),
    "headers left unsigned": (signing(headers=("from", "subject")), {"unsubscribe.header-unsigned": "blocker"}),
    "a null MX": (records("acme.test MX", "0 ."), {"authentication.sender-unreachable": "blocker"}),
    "no name of the server": (records("10.2.0.192.in-addr.arpa PTR"), {"authentication.reverse-dns": "warning"}),
    "a name that leads astray": (records("mail.acme.test A", "192.0.2.99"), {"authentication.reverse-dns": "warning"}),
    "the seed mailbox refused it": (altered(b"dmarc=pass", b"dmarc=fail"), {"authentication.results-failed": "blocker"}),
    "two subjects": (altered(b"Subject:", b"Subject: Sale\r\nSubject:"), {"headers.duplicated": "blocker"}),
    "no number": (written(b"Message-ID: <1@acme.test>\r\n", b""), {"headers.missing": "blocker"}),
    "a long line": (written(b"Join us.", b"Join us. " * 200), {"headers.line-too-long": "note"}),
    "letters of no charset": (written(b"Three talks", b"Drei Vortr\xe4ge"), {"headers.charset": "warning"}),
    "no List-Unsubscribe": (written(b"List-Unsubscribe: <https://acme.test/u/1>\r\n", b""),
                            {"unsubscribe.header-missing": "blocker"}),
    "an e-mail address alone": (written(b"https://acme.test/u/1", b"mailto:leave@acme.test"),
                                {"unsubscribe.header-missing": "blocker"}),
    "no List-Unsubscribe-Post": (written(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
                                 {"unsubscribe.one-click-invalid": "blocker"}),
    "encoded words": (written(b"<https://acme.test/u/1>", b"=?us-ascii?Q?=3Chttps=3A=2F=2Facme.test=2Fu=2F1=3E?="),
                      {"unsubscribe.header-encoded": "warning"}),
}  # fmt: skip


def test_a_sound_domain_and_proof_are_left_alone() -> None:
    assert judged(sound()) == ({}, set())


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_told_by_one_check(name: str) -> None:
    seed, wanted = FAULTS[name]
    failed, unknown = judged(seed(sound()))
    assert failed == wanted
    assert not unknown


@pytest.mark.parametrize("fault", ["!servfail", "!refused", "!garbage"])
@pytest.mark.parametrize(
    ("owner", "touched"),
    [
        (BOUNCE, "authentication.spf-"), (DKIM, "authentication.dkim-"), (DMARC, "authentication.dmarc-"),
        ("acme.test MX", "authentication.sender-unreachable"), ("10.2.0.192.in-addr.arpa PTR", "authentication.reverse-dns"),
    ],
)  # fmt: skip
def test_what_dns_leaves_open_is_unknown_and_nothing_else(owner: str, touched: str, fault: str) -> None:
    failed, unknown = judged(records(owner, fault)(sound()))
    assert failed == {}
    assert [id for id in unknown if id.startswith(touched)]
    rest = {id for id in unknown if not id.startswith(touched)}
    assert rest <= {"authentication.signature-invalid", "unsubscribe.header-unsigned"}
