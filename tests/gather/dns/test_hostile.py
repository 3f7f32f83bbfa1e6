"""No bytes in a TXT record make anything but a verdict or an unknown."""

from __future__ import annotations

import asyncio
from typing import Any

import dns.name
import dns.rdatatype
import dns.rdtypes.ANY.TXT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.dns import DkimKey, DmarcPolicy, Dns, Kind, Records, SpfTree
from preflight.gather.dns.asking import Asker
from preflight.gather.dns.dkim import key_of
from preflight.gather.dns.dmarc import dmarc_policy
from preflight.gather.dns.settings import DnsSettings
from preflight.gather.dns.spf_tree import spf_tree
from preflight.gather.dns.wire import Garbled, question, read
from preflight.spf import check_host
from tests.gather.dns.asked import ask
from tests.servers.dns import IN, NameServer

RESULTS = {"none", "neutral", "pass", "fail", "softfail", "temperror", "permerror"}
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

octets = st.binary(max_size=120).map(lambda raw: raw.decode("latin-1"))
WORDS = (
    "v=spf1", "v=DMARC1;", "v=DKIM1;", "p=", "p=none;", "k=rsa;", "psd=y;", "include:mail.test", "include:%{d}",
    "redirect=mail.test", "exists:%{ir}.x.test", "a", "mx", "ptr", "a/24", "a//64", "ip4:192.0.2.0/24", "ip6:::/0", "-all",
    "~all", "exp=e.test", "%{", "%%", "%{l1r-}", "%{p}", ";", "=", ":", "/", "//", "+", "\x00", "\xff",
)  # fmt: skip
words = st.sampled_from(WORDS)
texts = st.one_of(octets, st.lists(st.one_of(words, octets), max_size=8).map(" ".join))


def seeded(*values: str) -> Asker:
    """An asker that holds these texts for whatever is asked, and no server."""

    class Everywhere(Asker):
        async def records(self, name: str, kind: Kind) -> Records:
            return Records(name, kind, values if kind == "TXT" else ())

    return Everywhere(DnsSettings(), (), Dns())


@FEW
@given(texts)
def test_spf_trees(text: str) -> None:
    for record in (text, f"v=spf1 {text}"):
        assert isinstance(asyncio.run(spf_tree("mail.test", seeded(record))), SpfTree)


@FEW
@given(texts)
def test_spf_evaluation(text: str) -> None:
    async def query(name: str, kind: str) -> tuple[str, ...]:
        return (f"v=spf1 {text}",) if kind == "TXT" else ("192.0.2.7",) if kind == "A" else ()

    for ip in ("192.0.2.1", "2001:db8::1"):
        result = asyncio.run(check_host(ip, "mail.test", "jane@mail.test", "helo.test", query))
        assert result.result in RESULTS


@FEW
@given(texts, texts)
def test_explanations(text: str, sender: str) -> None:
    async def query(name: str, kind: str) -> tuple[str, ...]:
        return (text,) if name == "e.test" else ("v=spf1 exp=e.test -all",) if kind == "TXT" else ()

    result = asyncio.run(check_host("192.0.2.1", "mail.test", sender, text, query))
    assert result.result == "fail"


@FEW
@given(texts)
def test_dmarc(text: str) -> None:
    for record in (text, f"v=DMARC1; {text}"):
        assert isinstance(asyncio.run(dmarc_policy("mail.test", seeded(record))), DmarcPolicy)


@FEW
@given(texts, st.binary(max_size=80))
def test_dkim(text: str, raw: bytes) -> None:
    import base64

    for record in (text, f"v=DKIM1; {text}", f"p={text}", f"p={base64.b64encode(raw).decode()}"):
        assert isinstance(key_of(Records("s._domainkey.x.test", "TXT", (record,))), DkimKey)


@FEW
@given(st.binary(max_size=200), st.booleans())
def test_answers_of_any_octets(raw: bytes, plausible: bool) -> None:
    asked = question(dns.name.from_text("mail.test"), "TXT")
    wire = asked.wire[:2] + b"\x81\x80" + raw if plausible else raw
    try:
        read(wire, asked, "mail.test")
    except Garbled:
        return


def test_any_octets_over_the_wire() -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.binary(max_size=255), min_size=1, max_size=4))
    def judged(strings: list[bytes]) -> None:
        name = dns.name.from_text("mail.test")
        server._records.clear()
        server.add(name, dns.rdtypes.ANY.TXT.TXT(IN, dns.rdatatype.TXT, strings))
        found: Any = ask(server, ("mail.test", "TXT")).records("mail.test", "TXT")
        assert found.values == (b"".join(strings).decode("latin-1"),)

    with NameServer() as server:
        judged()
