"""sender-unreachable and reverse-dns: on facts, and over a name server in their rounds."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from preflight.check import Check
from preflight.checks.authentication.dmarc_no_reports import dmarc_no_reports
from preflight.checks.authentication.reverse_dns import reverse_dns
from preflight.checks.authentication.sender_unreachable import sender_unreachable
from preflight.facts import Clock, Dns, Facts, Send
from preflight.facts.dns import Kind, Records
from preflight.facts.send import Value
from preflight.facts.web import Unanswered
from preflight.gather import Tables, gather
from preflight.gather.settings import Outside
from tests.checks.authentication.made import HERE, SILENT, Judged, message, send
from tests.servers.dns import NameServer

ZONE = """
    acme.test            MX   10 mx1.acme.test.
    acme.test            MX   20 mx2.acme.test.
    mx2.acme.test        AAAA 2001:db8::1
    null.test            MX   0 .
    null.test            A    192.0.2.1
    plain.test           A    192.0.2.1
    gone.test            MX   10 nowhere.test.
    alias.test           CNAME acme.test.
    silent.test          MX   !servfail
    half.test            MX   10 mx.half.test.
    mx.half.test         !servfail
    10.2.0.192.in-addr.arpa  PTR mail.acme.test.
    mail.acme.test       A    192.0.2.10
    11.2.0.192.in-addr.arpa  PTR other.test.
    11.2.0.192.in-addr.arpa  PTR mail.acme.test.
    12.2.0.192.in-addr.arpa  !servfail
    1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa  PTR mx2.acme.test.
    _dmarc.acme.test     TXT  "v=DMARC1; p=none; rua=mailto:d@reports.example"
    acme.test._report._dmarc.reports.example TXT "v=DMARC1"
"""


def over_dns(check: Check, given: Send, zone: str = ZONE) -> tuple[Judged, NameServer]:
    with NameServer(zone) as server:
        known = Facts(given, Clock(datetime(2026, 11, 24, tzinfo=UTC)))
        assert check.asks is not None
        asker = partial(_asks, check, given)
        facts = gather(known, [asker], Outside(nameservers=(server.address,), time_budget=20), Tables())
        return Judged(check, given, facts.dns), server


def _asks(check: Check, given: Send, known: Facts) -> object:
    assert check.asks is not None
    return check.asks(given, check.options(), known)


@pytest.mark.parametrize(
    ("domain", "said"),
    [
        ("acme.test", ""), ("plain.test", ""), ("alias.test", ""), ("null.test", "null MX"),
        ("gone.test", "mail servers that have no address"), ("nothing.test", "neither a mail server"),
        ("silent.test", "unknown"), ("half.test", "unknown"),
    ],
)  # fmt: skip
def test_where_replies_go(domain: str, said: str) -> None:
    judged, server = over_dns(sender_unreachable, send(message(f"a@{domain}")))
    assert bool(judged.unknowns) is (said == "unknown")
    assert bool(judged.findings) is (said not in {"", "unknown"})
    for one in judged.findings:
        assert said in str(one.message)
    assert len(server.asked) == len(set(server.asked)) or said == "unknown"


def test_reply_to_goes_before_from() -> None:
    from msgspec.structs import replace

    given = send(replace(message("a@nothing.test"), reply_to=Value("b@plain.test", HERE)))
    assert not over_dns(sender_unreachable, given)[0].findings


def test_no_address_at_all() -> None:
    nobody = Judged(sender_unreachable, send(message("")), Dns()).skip
    assert nobody is not None
    assert nobody.not_given == "from"


@pytest.mark.parametrize(
    ("ip", "said"),
    [
        ("192.0.2.10", ""), ("2001:db8::1", ""), ("192.0.2.11", "does not lead back"), ("192.0.2.99", "has no name"),
        ("192.0.2.12", "unknown"),
    ],
)  # fmt: skip
def test_reverse_dns(ip: str, said: str) -> None:
    judged, _server = over_dns(reverse_dns, send(ips=(ip,)))
    assert bool(judged.unknowns) is (said == "unknown")
    assert bool(judged.findings) is (said not in {"", "unknown"})
    for one in judged.findings:
        assert said in str(one.message)
        assert ip in str(one.message)


def test_one_name_of_several_is_enough() -> None:
    answers: dict[str, Records | Unanswered] = {
        "PTR 192.0.2.1": Records("192.0.2.1", "PTR", ("a.test", "b.test")), "A a.test": SILENT,
        "A b.test": Records("b.test", "A", ("192.0.2.1",)),
    }  # fmt: skip
    judged = Judged(reverse_dns, send(ips=("192.0.2.1",)), Dns({**answers}))
    assert not judged.findings
    assert not judged.unknowns


def test_no_sending_address_is_not_given() -> None:
    nothing = Judged(reverse_dns, send(ips=("none",)), Dns()).skip
    assert nothing is not None
    assert nothing.not_given == "sender.ips"


def test_consent_to_reports_is_asked_for_once_the_record_is_known() -> None:
    judged, server = over_dns(dmarc_no_reports, send())
    assert not judged.findings
    assert server.count("acme.test._report._dmarc.reports.example", "TXT") == 1


def test_kinds_are_those_of_the_question() -> None:
    kinds: tuple[Kind, ...] = ("MX", "A", "AAAA")
    asked = {ask.kind for ask in Judged(sender_unreachable, send(), Dns()).asked}
    assert asked == set(kinds)
