"""Questions and answers: what exists, what does not, and what nobody could tell."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest

from preflight.errors import InputError
from preflight.facts.dns import Dns, Kind, Lookup, Records
from preflight.facts.web import Unanswered
from preflight.gather import ROUNDS
from preflight.gather.dns import DnsSettings, gather_dns
from preflight.gather.dns import servers as servers_module
from preflight.gather.dns.servers import Server, parse
from tests.gather.dns.asked import ask, one, soon
from tests.servers.dns import NameServer

ZONE = """
mail.test       A      192.0.2.1
mail.test       A      192.0.2.2
mail.test       AAAA   2001:db8::1
mail.test       MX     10 mx1.mail.test.
mail.test       MX     20 mx2.mail.test.
null.test       MX     0 .
mail.test       NS     ns1.mail.test.
split.test      TXT    "v=spf1 include:a.test" " include:b.test" " -all"
two.test        TXT    "one"
two.test        TXT    "two"
odd.test        TXT    "caf\\195\\169"
alias.test      CNAME  next.test.
next.test       CNAME  mail.test.
dead.test       CNAME  nowhere.test.
1.2.0.192.in-addr.arpa  PTR  mail.mail.test.
b.a.test        A      192.0.2.9
"""


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("mail.test", "A", ("192.0.2.1", "192.0.2.2")),
        ("mail.test", "AAAA", ("2001:db8::1",)),
        ("mail.test", "MX", ("10 mx1.mail.test", "20 mx2.mail.test")),
        ("null.test", "MX", ("0 ",)),
        ("mail.test", "NS", ("ns1.mail.test",)),
        ("split.test", "TXT", ("v=spf1 include:a.test include:b.test -all",)),
        ("two.test", "TXT", ("one", "two")),
        ("odd.test", "TXT", ("caf\u00c3\u00a9",)),
        ("192.0.2.1", "PTR", ("mail.mail.test",)),
        ("alias.test", "CNAME", ("next.test",)),
    ],
)
def test_records_are_texts(name: str, kind: Kind, values: tuple[str, ...]) -> None:
    found = one(ZONE, name, kind)
    assert isinstance(found, Records)
    assert tuple(sorted(found.values)) == values
    assert not found.nxdomain


def test_aliases_are_followed_and_shown() -> None:
    found = one(ZONE, "alias.test", "AAAA")
    assert found == Records("alias.test", "AAAA", ("2001:db8::1",), chain=("next.test", "mail.test"))


def test_an_alias_into_nothing_is_no_record() -> None:
    found = one(ZONE, "dead.test", "TXT")
    assert isinstance(found, Records)
    assert (found.values, found.chain) == ((), ("nowhere.test",))


@pytest.mark.parametrize(
    ("name", "nxdomain"),
    [("no.such.test", True), ("mail.test", False), ("a.test", False), ("x" * 64 + ".test", True), ("a..test", True)],
)
def test_what_does_not_exist_is_an_answer(name: str, nxdomain: bool) -> None:
    assert one(ZONE, name, "TXT") == Records(name, "TXT", nxdomain=nxdomain)


def test_long_answers_come_over_tcp() -> None:
    zone = "\n".join(f'long.test TXT "{n} {"x" * 200}"' for n in range(20))
    with NameServer(zone) as server:
        found = ask(server, ("long.test", "TXT")).records("long.test", "TXT")
        assert isinstance(found, Records)
        assert len(found.values) == 20
        assert server.asked == [("long.test", "TXT", "udp"), ("long.test", "TXT", "tcp")]


def test_a_server_that_truncates_everything_is_asked_over_tcp() -> None:
    found = one("cut.test !truncate\ncut.test A 192.0.2.1", "cut.test", "A")
    assert isinstance(found, Records)
    assert found.values == ("192.0.2.1",)


def test_a_server_without_edns_is_asked_plainly() -> None:
    found = one("old.test !no-edns\nold.test A 192.0.2.1", "old.test", "A")
    assert isinstance(found, Records)
    assert found.values == ("192.0.2.1",)


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        ("servfail", "resolver", "SERVFAIL"),
        ("refused", "resolver", "REFUSED"),
        ("formerr", "resolver", "FORMERR"),
        ("garbage", "resolver", "cannot be read"),
        ("tcp-closed", "resolver", "TCP"),
        ("silent", "timeout", "did not answer within 0.3 s"),
        ("wrong-id", "timeout", "did not answer within 0.3 s"),
    ],
)
def test_failures_of_dns_are_no_answer(fault: str, kind: str, says: str) -> None:
    found = one(f"bad.test !{fault}", "bad.test", "TXT", timeout=0.3)
    assert isinstance(found, Unanswered)
    assert found.kind == kind
    assert says in found.reason
    assert "127.0.0.1" in found.reason
    assert "TXT bad.test" in found.reason


def test_nobody_listens() -> None:
    with NameServer() as server:
        gone = server.address
    found = ask(gone, ("mail.test", "A"), timeout=2.0).records("mail.test", "A")
    assert isinstance(found, Unanswered)


def test_each_question_is_asked_once() -> None:
    zone = """
        mail.test TXT "v=spf1 include:a.test include:b.test a -all"
        a.test TXT "v=spf1 include:c.test a:mail.test -all"
        b.test TXT "v=spf1 include:c.test mx:mail.test -all"
        c.test TXT "v=spf1 ip4:192.0.2.0/24 -all"
        mail.test A 192.0.2.1
        mail.test MX 10 mail.test.
    """
    with NameServer(zone) as server:
        ask(server, ("mail.test", "SPF"), ("mail.test", "TXT"), ("mail.test", "A"), ("mail.test", "DMARC"))
        assert sorted(server.asked) == sorted(set(server.asked))
        assert server.count("c.test", "TXT") == 1


def test_a_later_round_asks_nothing_that_is_known() -> None:
    with NameServer('mail.test TXT "v=spf1 a -all"\nmail.test A 192.0.2.1') as server:
        first = ask(server, ("mail.test", "SPF"))
        asked = len(server.asked)
        second = ask(server, ("mail.test", "SPF"), ("mail.test", "A"), ("mail.test", "TXT"), known=first)
        assert len(server.asked) == asked
        assert second.records("mail.test", "A") == Records("mail.test", "A", ("192.0.2.1",))
        assert ask(server, known=first) is first


def test_another_server_answers_for_a_silent_or_failing_one() -> None:
    for fault in ("silent", "servfail", "refused"):
        with NameServer(f"* !{fault}") as bad, NameServer("mail.test A 192.0.2.1") as good:
            dns = ask(bad, ("mail.test", "A"), nameservers=(bad.address, good.address))
            assert dns.records("mail.test", "A") == Records("mail.test", "A", ("192.0.2.1",)), fault


def test_all_servers_are_named_where_all_fail() -> None:
    with NameServer("* !servfail") as one_, NameServer("* !refused") as two:
        found = ask(one_, ("a.test", "A"), nameservers=(one_.address, two.address)).records("a.test", "A")
    assert isinstance(found, Unanswered)
    assert "SERVFAIL" in found.reason
    assert "REFUSED" in found.reason


def test_a_dead_server_costs_its_time_once() -> None:
    with NameServer("* !silent") as server:
        names = [(f"n{number}.test", "SPF") for number in range(300)]
        started = time.monotonic()
        dns = ask(server, *names, timeout=0.4)  # type: ignore[arg-type]  # a list of pairs, as the literal says
        # 300 questions through 64 slots: each wave waiting its full time would take five times as long.
        assert time.monotonic() - started < 1.6
        answers = [dns.spf(name) for name, _ in names]
        assert all(isinstance(found, Unanswered) and found.kind == "timeout" for found in answers)


def test_after_a_silence_later_rounds_are_impatient() -> None:
    with NameServer("slow.test !silent\nother.test !silent\nok.test A 192.0.2.1") as server:
        first = ask(server, ("slow.test", "A"), ("ok.test", "A"), timeout=0.5, impatient=0.1)
        second = ask(server, ("other.test", "A"), known=first, timeout=30.0, impatient=0.1)
        found = second.records("other.test", "A")
        assert isinstance(found, Unanswered)
        assert "within 0.1 s" in found.reason


def test_the_deadline_ends_everything() -> None:
    with NameServer("* !silent") as server:
        found = ask(server, ("mail.test", "A"), deadline=soon(0.2)).records("mail.test", "A")
    assert isinstance(found, Unanswered)
    assert found.kind == "budget"


def test_a_machine_without_name_servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(servers_module, "RESOLV_CONF", tmp_path / "none")
    dns = ask("", ("mail.test", "SPF"), ("mail.test", "A"), nameservers=())
    for found in (dns.spf("mail.test"), dns.records("mail.test", "A")):
        assert isinstance(found, Unanswered)
        assert found.kind == "resolver"
        assert "--nameserver" in found.reason


def test_the_systems_servers_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    conf = tmp_path / "resolv.conf"
    conf.write_text("# x\nsearch corp.test\nnameserver 192.0.2.53\nnameserver nonsense\nnameserver 2001:db8::53\n")
    monkeypatch.setattr(servers_module, "RESOLV_CONF", conf)
    assert servers_module.servers(()) == (Server("192.0.2.53", 53), Server("2001:db8::53", 53))


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("192.0.2.53:5353", Server("192.0.2.53", 5353)),
        ("192.0.2.53", Server("192.0.2.53", 53)),
        ("[2001:db8::1]:5300", Server("2001:db8::1", 5300)),
        ("2001:db8::1", Server("2001:db8::1", 53)),
    ],
)
def test_name_servers_are_read(text: str, server: Server) -> None:
    assert parse(text) == server


@pytest.mark.parametrize("text", ["", "ns.test:53", "192.0.2.53:0", "192.0.2.53:x", "192.0.2.53:99999"])
def test_a_wrong_name_server_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match="--nameserver"):
        ask("", ("mail.test", "A"), nameservers=(text,))


def test_progress_is_told() -> None:
    told: list[tuple[int, int, str]] = []
    with NameServer(ZONE) as server:
        ask(server, ("mail.test", "A"), ("mail.test", "DMARC"), on_progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(1, 2), (2, 2)]


def test_answers_stand_in_the_order_of_the_asks() -> None:
    with NameServer(ZONE) as server:
        dns = ask(server, ("two.test", "TXT"), ("mail.test", "SPF"), ("alias.test", "A"))
    assert list(dns.answers)[:3] == ["TXT two.test", "SPF mail.test", "A alias.test"]


def test_twelve_lookups_take_a_few_round_trips() -> None:
    zone = "\n".join(
        [
            f'n{number}.test TXT "v=spf1 include:i{number}.test -all"\ni{number}.test TXT "v=spf1 -all"'
            for number in range(6)
        ]
    )
    with NameServer(zone, delay=0.1) as server:
        lookups = [Lookup(f"n{number}.test", "SPF") for number in range(6)]
        asyncio.run(gather_dns([Lookup("warm.test", "A")], settings=DnsSettings((server.address,))))
        started = time.monotonic()
        asyncio.run(gather_dns(lookups, settings=DnsSettings((server.address,))))
        # Two round trips of 0.1 s; one after the other, the twelve would need 1.2 s.
        assert time.monotonic() - started < 0.8
        assert len(server.asked) == 13


def test_nothing_asked_nothing_imported() -> None:
    known = Dns()
    assert asyncio.run(gather_dns([], settings=DnsSettings(), known=known)) is known


def test_silence_costs_a_bounded_time_however_many_names_are_silent() -> None:
    zone = "ok.test A 192.0.2.1\n" + "\n".join(f"n{number}.test !silent" for number in range(14))
    waits: list[float] = []
    with NameServer(zone) as server:
        known = ask(server, ("ok.test", "A"))
        for batch in (range(8), range(8, 11), range(11, 14)):
            names = [(f"n{number}.test", "A") for number in batch]
            known = ask(server, *names, known=known, timeout=0.5, impatient=0.2, at_once=2)  # type: ignore[arg-type]
            said = [known.records(name, "A") for name, _kind in names]
            found = [re.search(r"within ([\d.]+) s", one.reason) for one in said if isinstance(one, Unanswered)]
            waits += [float(one[1]) for one in found if one]
    assert waits[:2] == [0.5, 0.5]
    assert waits[2:] == sorted(waits[2:], reverse=True)
    assert sum(waits[::2]) <= 0.5 + 2 * 0.2


def test_a_silent_server_costs_eight_seconds_of_a_run_at_most() -> None:
    # One question of the first round waits its whole time, one of each further round a short one (see the waves above).
    settings = DnsSettings()
    assert settings.timeout + (ROUNDS - 1) * settings.impatient <= 8.0
