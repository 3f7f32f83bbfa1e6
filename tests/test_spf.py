"""The public evaluator: results, explanations and the trace. The RFC's own suite is in test_spf_suite.py."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import dns.asyncresolver
import pytest

from preflight.spf import SpfResult, TemporaryFault, check_host
from preflight.spf import macros as macros_module
from preflight.spf.record import SyntaxFault, read
from tests.servers.dns import NameServer

Zone = dict[tuple[str, str], tuple[str, ...]]


def check(zone: Zone, ip: str = "192.0.2.1", sender: str = "jane@mail.test", helo: str = "helo.test") -> SpfResult:
    """The result over a zone of (name, type) → values; "!" stands for a failure of DNS."""

    async def query(name: str, kind: str) -> tuple[str, ...]:
        values = zone.get((name.lower(), kind), ())
        if values == ("!",):
            raise TemporaryFault(f"{kind} {name}: SERVFAIL")
        return values

    return asyncio.run(check_host(ip, sender.rpartition("@")[2], sender, helo, query))


def record(*terms: str) -> Zone:
    return {("mail.test", "TXT"): (" ".join(("v=spf1", *terms)),)}


@pytest.mark.parametrize(
    ("terms", "result"),
    [
        (("ip4:192.0.2.0/24", "-all"), "pass"),
        (("-all",), "fail"),
        (("~all",), "softfail"),
        (("?all",), "neutral"),
        (("ip4:198.51.100.1",), "neutral"),
        (("include:nowhere.test", "-all"), "permerror"),
        (("redirect=nowhere.test",), "permerror"),
        (("nonsense", "-all"), "permerror"),
    ],
)
def test_results(terms: tuple[str, ...], result: str) -> None:
    assert check(record(*terms)).result == result


def test_no_record_and_no_domain() -> None:
    assert check({}).result == "none"
    assert check({}, sender="jane@single").result == "none"
    assert check({}, sender="jane@a..test").result == "none"


def test_a_failure_of_dns_is_temporary() -> None:
    zone: Zone = {**record("include:down.test", "-all"), ("down.test", "TXT"): ("!",)}
    found = check(zone)
    assert (found.result, found.explanation) == ("temperror", None)
    assert "SERVFAIL" in found.reason


def test_an_early_match_costs_less_than_the_worst_case() -> None:
    zone: Zone = {**record("a", "mx", "include:other.test", "-all"), ("mail.test", "A"): ("192.0.2.1",)}
    found = check(zone)
    assert (found.result, found.lookups, found.voids) == ("pass", 1, 0)


def test_ten_terms_are_allowed_and_the_eleventh_is_not() -> None:
    a = {("mail.test", "A"): ("198.51.100.1",)}
    assert check({**record(*["a"] * 10, "-all"), **a}).result == "fail"
    found = check({**record(*["a"] * 11, "-all"), **a})
    assert (found.result, found.lookups) == ("permerror", 11)
    assert "10" in found.reason


def test_two_empty_answers_are_allowed_and_the_third_is_not() -> None:
    assert check(record("a:x.test", "a:y.test", "-all")).result == "fail"
    assert check(record("a:x.test", "a:y.test", "exists:z.test", "-all")).result == "permerror"


def test_the_third_counts_after_the_last_term_too() -> None:
    zone: Zone = {**record("a:x.test", "a:y.test", "redirect=o.test"), ("o.test", "TXT"): ("v=spf1 mx",)}
    assert check(zone).result == "permerror"


def test_the_trace_tells_every_step() -> None:
    zone: Zone = {
        **record("a", "include:other.test", "-all"),
        ("mail.test", "A"): ("198.51.100.1",),
        ("other.test", "TXT"): ("v=spf1 ip4:192.0.2.0/24 -all",),
    }
    found = check(zone)
    assert [(step.depth, step.domain, step.term, step.outcome) for step in found.trace] == [
        (0, "mail.test", "v=spf1 a include:other.test -all", "record"),
        (0, "mail.test", "a", "no match"),
        (1, "other.test", "v=spf1 ip4:192.0.2.0/24 -all", "record"),
        (1, "other.test", "ip4:192.0.2.0/24", "match"),
        (0, "mail.test", "include:other.test", "match"),
    ]
    assert [step.lookups for step in found.trace] == [0, 1, 2, 2, 2]


def test_the_explanation_is_the_domains_own() -> None:
    zone: Zone = {**record("exp=why.%{d}", "-all"), ("why.mail.test", "TXT"): ("%{i} may not send for %{o}, %{l}",)}
    assert check(zone).explanation == "192.0.2.1 may not send for mail.test, jane"
    assert check(record("exp=why.%{d}", "-all")).explanation is None
    assert check({**zone, **record("exp=why.%{d}", "~all")}).explanation is None


def test_an_ipv4_address_in_ipv6_clothes() -> None:
    assert check(record("ip4:192.0.2.1", "-all"), ip="::ffff:192.0.2.1").result == "pass"


def test_no_address() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        check({}, ip="nonsense")


def test_over_a_real_resolver() -> None:
    zone = """
        mail.test     TXT  "v=spf1 mx:mail.test -all"
        mail.test     MX   10 mx.mail.test.
        mx.mail.test  A    192.0.2.1
        down.test     !servfail
    """
    with NameServer(zone) as server:
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = int(server.address.partition(":")[2])

        def result(domain: str) -> str:
            return asyncio.run(check_host("192.0.2.1", domain, f"j@{domain}", "h.test", resolver)).result

        assert [result(domain) for domain in ("mail.test", "none.test", "down.test")] == ["pass", "none", "temperror"]


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("%{d}", {"d": "a.b.test"}, "a.b.test"),
        ("%{d2}", {"d": "a.b.test"}, "b.test"),
        ("%{dr}", {"d": "a.b.test"}, "test.b.a"),
        ("%{d1r}", {"d": "a.b.test"}, "a"),
        ("%{l-}", {"l": "jane-doe"}, "jane.doe"),
        ("%{L}", {"l": "ja ne"}, "ja%20ne"),
        ("%%%_%-", {}, "% %20"),
        ("%{d99999}", {"d": "a.test"}, "a.test"),
    ],
)
def test_macros(text: str, values: dict[str, str], filled: str) -> None:
    assert macros_module.fill_in(macros_module.read(text), values) == filled


@pytest.mark.parametrize("text", ["%", "%{", "%{x}", "%{d0}", "%{d-", "%x", "%{c}"])
def test_no_macros(text: str) -> None:
    with pytest.raises(macros_module.MacroFault):
        macros_module.read(text)


@pytest.mark.parametrize(
    "term",
    ["ip4", "ip4:", "ip4:1.2.3", "ip4:1.2.3.4/", "ip4:1.2.3.4/33", "ip4:1.2.3.4/08", "ip6:::1%eth0", "ip6:1.2.3.4",
     "a:", "a:com", "a/", "a/24/64", "mx//129", "include", "exists:", "all:x", "ptr:", "-", "redirect=", "exp=x",
     "?include", "a:x.test/0 24"],
)  # fmt: skip
def test_terms_that_are_none(term: str) -> None:
    with pytest.raises(SyntaxFault):
        read(f"v=spf1 {term}")


def test_the_package_needs_no_dnspython_to_be_imported() -> None:
    code = "import sys, preflight.spf, preflight.gather.dns; sys.exit('dns' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
