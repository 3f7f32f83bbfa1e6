"""Questions and answers as octets: what we write dnspython reads, and what it writes we read as it does."""

from __future__ import annotations

import struct
from contextlib import suppress

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from preflight.facts.dns import Kind, Records
from preflight.gather.dns.wire import PAYLOAD, Garbled, Question, Reply, question, read, wire_name
from preflight.spf.querying import bare, shown
from tests.servers.dns import IN

KINDS: tuple[Kind, ...] = ("A", "AAAA", "MX", "TXT", "CNAME", "PTR", "NS")
NAMES = ("acme.test", "a.test", "b.test", "mail.acme.test", "ACME.test", "x" * 63 + ".test", "other.example")
DATA = {
    "A": ("192.0.2.1", "192.0.2.2"), "AAAA": ("2001:db8::1", "::ffff:192.0.2.1"), "MX": ("10 mail.acme.test.", "0 ."),
    "TXT": ('"v=spf1 -all"', '"a" "b"', '""', '"\\200\\000"'), "CNAME": ("a.test.", "b.test.", "acme.test."),
    "PTR": ("Mail.Acme.Test.",), "NS": ("ns.test.",), "SOA": ("ns.test. admin.test. 1 2 3 4 5",),
}  # fmt: skip
records = st.one_of(
    *(st.tuples(st.sampled_from(NAMES), st.just(kind), st.sampled_from(data)) for kind, data in DATA.items())
)


def asked_of(name: str, kind: Kind) -> Question:
    labels = wire_name(name, kind)
    assert labels is not None
    return question(labels, kind)


def answered(
    asked: Question, answer: list[tuple[str, str, str]], authority: list[tuple[str, str, str]], code: int = 0
) -> bytes:
    """dnspython's answer to our question."""
    response = dns.message.make_response(dns.message.from_wire(asked.wire))
    response.set_rcode(dns.rcode.Rcode(code))
    for section, found in ((response.answer, answer), (response.authority, authority)):
        for name, kind, data in found:
            owner = dns.name.from_text(name)
            rrset = response.find_rrset(section, owner, IN, dns.rdatatype.from_text(kind), create=True)
            rrset.add(dns.rdata.from_text(IN, kind, data), 60)
    return response.to_wire()


def by_dnspython(wire: bytes, asked: Question, name: str) -> Reply:
    """What an answer says, read by dnspython."""
    message = dns.message.from_wire(wire)
    if not dns.message.from_wire(asked.wire).is_response(message):
        raise Garbled
    code = message.rcode()
    if code not in {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}:
        return Reply(None, failure=dns.rcode.to_text(code))
    held = {(rrset.name, rrset.rdtype): rrset for rrset in message.answer if rrset.rdclass == IN}
    chain: list[str] = []
    at, found = dns.name.Name((*asked.name, b"")), None
    while True:
        found, alias = held.get((at, dns.rdatatype.from_text(asked.kind))), held.get((at, dns.rdatatype.CNAME))
        if found is not None or alias is None or len(chain) >= 12:
            break
        at = alias[0].target
        chain.append(bare(at))
    values = tuple(dict.fromkeys(shown(record, asked.kind) for record in found)) if found else ()
    nxdomain = code == dns.rcode.NXDOMAIN
    onward = chain[-1] if chain and not found and not nxdomain and not message.authority else ""
    return Reply(Records(name, asked.kind, values, nxdomain, tuple(chain)), onward=onward)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("edns", [True, False])
def test_dnspython_reads_our_questions(kind: Kind, edns: bool) -> None:
    name = "192.0.2.1" if kind == "PTR" else "Mail.acme.test."
    labels = wire_name(name, kind)
    assert labels is not None
    message = dns.message.from_wire(question(labels, kind, edns=edns).wire)
    assert message.question[0].to_text() == (
        "1.2.0.192.in-addr.arpa. IN PTR" if kind == "PTR" else f"Mail.acme.test. IN {kind}"
    )
    assert (message.edns, message.payload, message.flags) == (
        (0, PAYLOAD, dns.flags.RD) if edns else (-1, 0, dns.flags.RD)
    )


def test_ids_are_random() -> None:
    assert len({asked_of("acme.test", "A").wire[:2] for _ in range(50)}) > 40


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(KINDS), st.lists(records, max_size=6), st.lists(records, max_size=2), st.sampled_from([0, 0, 3]))
def test_we_read_what_dnspython_writes(
    kind: Kind, answer: list[tuple[str, str, str]], authority: list[tuple[str, str, str]], code: int
) -> None:
    asked = asked_of("acme.test", kind)
    try:
        wire = answered(asked, answer, authority, code)
    except dns.exception.DNSException:
        assume(False)
    assert read(wire, asked, "acme.test") == by_dnspython(wire, asked, "acme.test")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(records, min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=3),
)
def test_whatever_was_changed_on_the_way(answer: list[tuple[str, str, str]], changes: list[tuple[int, int]]) -> None:
    asked = asked_of("acme.test", "TXT")
    wire = bytearray(answered(asked, [("acme.test", "TXT", '"v=spf1 -all"'), *answer], []))
    for place, octet in changes:
        wire[place % len(wire)] = octet
    ours = theirs = None
    with suppress(Garbled):
        ours = read(bytes(wire), asked, "acme.test")
    with suppress(Garbled, dns.exception.DNSException, struct.error, ValueError, IndexError):
        theirs = by_dnspython(bytes(wire), asked, "acme.test")
    if ours is not None and theirs is not None and ours.records is not None and theirs.records is not None:
        assert set(ours.records.values) == set(theirs.records.values) or wire[2] & 0x02


def header(flags: int = 0x8180, questions: int = 1, answers: int = 0) -> bytes:
    return struct.pack("!HHHHH", flags, questions, answers, 0, 0)


def test_pointers_lead_backwards() -> None:
    asked = asked_of("acme.test", "TXT")
    name_and_type = asked.wire[12:27]
    for pointer in (b"\xc0\x1b", b"\xc0\x1d", b"\xff\xff", b"\x01a\xc0\x1b"):
        record = pointer + struct.pack("!HHIH", 16, 1, 60, 2) + b"\x01x"
        with pytest.raises(Garbled):
            read(asked.wire[:2] + header(answers=1) + name_and_type + record, asked, "acme.test")
    sound = b"\xc0\x0c" + struct.pack("!HHIH", 16, 1, 60, 2) + b"\x01x"
    found = read(asked.wire[:2] + header(answers=1) + name_and_type + sound, asked, "acme.test")
    assert found.records is not None
    assert found.records.values == ("x",)


@pytest.mark.parametrize(
    ("flags", "questions", "tail"),
    [
        (0x0180, 1, b""),  # a question, not an answer
        (0x8980, 1, b""),  # another kind of question
        (0x8180, 0, b""),  # sound, and about nothing
        (0x8180, 1, b"junk"),
    ],
)
def test_what_is_no_answer(flags: int, questions: int, tail: bytes) -> None:
    asked = asked_of("acme.test", "TXT")
    body = asked.wire[12:27] if questions else b""
    with pytest.raises(Garbled):
        read(asked.wire[:2] + header(flags, questions) + body + tail, asked, "acme.test")


@pytest.mark.parametrize(("code", "failure"), [(1, "FORMERR"), (2, "SERVFAIL"), (4, "NOTIMP"), (5, "REFUSED")])
def test_failures_may_come_without_the_question(code: int, failure: str) -> None:
    asked = asked_of("acme.test", "TXT")
    assert read(asked.wire[:2] + header(0x8180 | code, 0), asked, "acme.test").failure == failure


def test_the_upper_half_of_a_code_stands_in_the_option() -> None:
    asked = asked_of("acme.test", "TXT")
    assert read(answered(asked, [], [], 16), asked, "acme.test").failure == "BADVERS"


def test_an_answer_to_another_question_is_none() -> None:
    for other in (asked_of("other.test", "TXT"), asked_of("acme.test", "A")):
        wire = answered(other, [], [])
        asked = asked_of("acme.test", "TXT")
        with pytest.raises(Garbled):
            read(asked.wire[:2] + wire[2:], asked, "acme.test")


def test_dnspython_is_not_imported_for_a_run() -> None:
    import subprocess
    import sys

    code = (
        "import sys, preflight.gather.dns.gathering; print([name for name in sys.modules if name.startswith('dns.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
