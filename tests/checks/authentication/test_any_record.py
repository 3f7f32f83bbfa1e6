"""Whatever stands in a TXT record, the checks say something of it: a verdict or an unknown, and never an accident."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from preflight import registry
from preflight.check import Check
from preflight.facts import Dns
from preflight.facts.dns import DkimKey, DmarcPolicy, Records, SpfNode, SpfTree
from preflight.gather.dns.dkim import key_of
from preflight.gather.dns.dmarc import tags_of
from tests.checks.authentication.made import Judged, message, send

NAME = "s1._domainkey.acme.test"
GIVEN = send(message("a@acme.test"), return_path="b.acme.test", dkim=(("acme.test", "s1"),), ips=("192.0.2.1",))
OCTETS = st.binary(max_size=120).map(lambda octets: octets.decode("latin-1"))
SHAPED = st.lists(
    st.sampled_from(
        ["v=DMARC1", "v=DKIM1", "v=spf1", ";", "=", " ", "p=", "p=none", "p=x", "rua=", "mailto:", "a@b.test", "!9", ",",
         "t=y", "sp=reject", "k=rsa", "h=", ":", "+all", "?all", "ptr", "ip4:0.0.0.0/0", "redirect=", "%{i}", "é", "\x00"]
    ), max_size=12,
).map("".join)  # fmt: skip
RECORDS = st.lists(OCTETS | SHAPED, max_size=3).map(tuple)


def family() -> list[Check]:
    return [check for check in registry.all_checks() if check.family == "authentication"]


def judge_all(dns: Dns) -> None:
    for check in family():
        if "sender" in check.needs or "headers" in check.needs:
            continue  # these look at no record's text
        Judged(check, GIVEN, dns)


@settings(deadline=None)
@given(RECORDS)
def test_dkim(texts: tuple[str, ...]) -> None:
    key = key_of(Records(NAME, "TXT", texts))
    assert isinstance(key, DkimKey)
    judge_all(Dns({f"DKIM {NAME}": key}))


@settings(deadline=None)
@given(OCTETS | SHAPED)
def test_dmarc(text: str) -> None:
    tags, fault, ignored = tags_of(text)
    policy = DmarcPolicy(
        "acme.test", found_at="_dmarc.acme.test", records=(text,), tags=tags, organizational="acme.test", fault=fault,
        ignored=ignored,
    )  # fmt: skip
    judge_all(Dns({"DMARC acme.test": policy}))


@settings(deadline=None)
@given(OCTETS | SHAPED)
def test_spf(text: str) -> None:
    child = SpfNode("esp.test", "include:esp.test", (text,))
    root = SpfNode("b.acme.test", records=(text,), children=(child,))
    judge_all(Dns({"SPF b.acme.test": SpfTree("b.acme.test", root, lookups=9)}))


@settings(deadline=None)
@given(RECORDS)
def test_the_others(texts: tuple[str, ...]) -> None:
    names = ("_smtp._tls.acme.test", "default._bimi.acme.test", "acme.test")
    judge_all(Dns({f"TXT {name}": Records(name, "TXT", texts) for name in names}))
    judge_all(Dns({"MX acme.test": Records("acme.test", "MX", texts)}))
