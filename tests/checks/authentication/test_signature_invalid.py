"""signature-invalid: real signatures, on facts and over a name server; judged again from saved facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from preflight.checks.authentication.signature_invalid import signature_invalid
from preflight.facts.dns import DkimKey
from preflight.gather.settings import Outside
from preflight.judge import Selection
from preflight.run import RunOptions, run
from preflight.testing import facts_from, judge_check
from preflight.verdict import Result
from tests.dkim.made import MAIL, NOW, key, record, sign
from tests.servers.dns import NameServer

ESP = {"domain": "esp.test", "selector": "e1"}
WRAPPED = MAIL.replace(b"text/plain", b"text/html").replace(
    b"Join us", b'<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.test">Join us</a>'
)
SOUND_RESULTS = b"Authentication-Results: mx.seed.test; dkim=pass header.i=@acme.test header.s=k1; dmarc=pass\r\n"


def dkim(published: str | DkimKey = "", name: str = "k1._domainkey.acme.test") -> dict[str, Any]:
    if isinstance(published, DkimKey):
        return {f"DKIM {name}": msgspec.to_builtins(published)}
    return {f"DKIM {name}": msgspec.to_builtins(key(published or record(), name))}


def judged(mail: bytes, dns: dict[str, Any] | None = None, **more: Any) -> Result:
    facts = facts_from({"eml": mail, "dns": dkim() if dns is None else dns, "now": NOW.isoformat(), **more})
    result = judge_check(signature_invalid, facts)
    assert isinstance(result, Result)
    return result


def said(result: Result) -> tuple[str, list[str]]:
    return result.outcome.value, [str(one.text) for one in (*result.findings, *result.unknowns)]


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_sound_signature_passes(kind: str) -> None:
    result = judged(sign(kind=kind), dkim(record(kind)))
    assert said(result) == ("passed", [])
    assert str(result.summary) == "1 of 1 messages bear a DKIM signature of the From domain that holds"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"2 December", b"3 December",
         "the signature of acme.test does not hold: the text of the mail was changed after it was signed"),
        (b"/u/1", b"/u/2", "the signature of acme.test does not hold: a signed header was changed after it was signed, "
         "or the published key is not the one that signed"),
        (b"v=1;", b"v=1; x=1795503601;", "the signature of acme.test expired on 2026-11-24 07:00 UTC (x=)"),
        (b"rsa-sha256", b"rsa-sha1", "no receiver can verify the signature of acme.test: it is made with rsa-sha1, "
         "which no receiver takes any more (RFC 8301)"),
    ],
)  # fmt: skip
def test_a_broken_signature_is_a_blocker(old: bytes, new: bytes, words: str) -> None:
    result = judged(sign().replace(old, new, 1))
    assert said(result) == ("failed", [words])
    assert result.severity.value == "blocker"
    assert result.findings[0].location.line == 1


def test_no_signature_is_unknown() -> None:
    assert said(judged(MAIL)) == (
        "unknown", ["the message bears no DKIM signature; it may be signed when it is sent"]
    )  # fmt: skip


def test_a_mail_that_arrived_without_one_says_so() -> None:
    outcome, words = said(judged(b"Received: from a by b; Tue, 24 Nov 2026 08:00:01 +0000\r\n" + MAIL))
    assert outcome == "unknown"
    assert words[0].startswith("the mail arrived without a DKIM signature")


@pytest.mark.parametrize("author", [b"From: {{ sender }}", b"From: Acme", b"From: a@{{ domain }}"])
def test_a_from_that_cannot_be_read_leaves_it_open(author: bytes) -> None:
    mail = sign(MAIL.replace(b"From: Acme <events@acme.test>", author))
    assert said(judged(mail)) == ("unknown", [
        "the From domain cannot be read off the message, so whose signature it must bear is not known"
    ])  # fmt: skip


def test_a_draft_has_none_to_judge() -> None:
    result = judge_check(signature_invalid, facts_from({"html": "<p>Hi</p>", "headers": {"From": "a@acme.test"}}))
    assert result.outcome.value == "skipped"


@pytest.mark.parametrize("mail", [
    sign(MAIL.replace(b"text/plain", b"text/html")).replace(b"Join us", WRAPPED.partition(b"\r\n\r\n")[2][:120]),
    sign(WRAPPED).replace(b"2 December", b"3 December"),
])  # fmt: skip
def test_a_proof_that_a_gateway_rewrote_is_unknown(mail: bytes) -> None:
    outcome, words = said(judged(mail))
    assert outcome == "unknown"
    assert words == ["the proof was rewritten by Microsoft Safe Links after it was signed; save it from a Gmail seed"]


def test_what_a_gateway_left_whole_is_judged() -> None:
    assert said(judged(sign(WRAPPED))) == ("passed", [])


def test_a_file_that_changed_after_it_arrived_is_unknown() -> None:
    altered = sign().replace(b"2 December", b"3 December")
    outcome, words = said(judged(SOUND_RESULTS + altered))
    assert outcome == "unknown"
    assert words[0].startswith("mx.seed.test found the signature of acme.test sound when the mail arrived")
    assert said(judged(SOUND_RESULTS.replace(b"acme", b"other") + altered))[0] == "failed"
    assert said(judged(SOUND_RESULTS.replace(b"pass", b"fail") + altered))[0] == "failed"


@pytest.mark.parametrize(
    ("above", "below", "outcome"),
    [
        (["mx.test; dmarc=pass", "dkim.mx.test; dkim=pass header.d=acme.test"], [], "unknown"),
        (["dkim=pass (signature was verified) header.d=acme.test;dmarc=pass"], [], "unknown"),
        (["mx.test; dkim=pass header.d=esp.test; dkim=pass header.i=news@acme.test"], [], "unknown"),
        (["mx.test; dkim=fail header.d=acme.test", "hop.test; dkim=pass header.d=acme.test"], [], "failed"),
        (["mx.test; dkim=pass header.d=notacme.test"], [], "failed"),
        (["mx.test; dkim=pass header.d=acme.test.evil.test"], [], "failed"),
        (["mx.test; spf=pass (dkim=pass header.d=acme.test)"], [], "failed"),
        ([], ["mx.test; dkim=pass header.d=acme.test"], "failed"),
        ([], [], "failed"),
    ],
)
def test_who_saw_it_sound_when_it_arrived(above: list[str], below: list[str], outcome: str) -> None:
    def lines(results: list[str]) -> bytes:
        return b"".join(b"Authentication-Results: " + one.encode() + b"\r\n" for one in results)

    altered = sign().replace(b"2 December", b"3 December")
    mail = lines(above) + altered.replace(b"From: Acme", lines(below) + b"From: Acme", 1)
    assert said(judged(mail))[0] == outcome


def test_a_sound_signature_of_another_does_not_help() -> None:
    mail = sign(**ESP)
    dns = dkim(name="e1._domainkey.esp.test")
    assert said(judged(mail, dns)) == (
        "failed", ["no signature on the mail belongs to acme.test, the From domain: it is signed by esp.test"]
    )  # fmt: skip


def test_where_nothing_aligns_dmarc_unaligned_tells_it() -> None:
    dns = {
        **dkim(name="e1._domainkey.esp.test"),
        "DMARC acme.test": {"records": ["v=DMARC1; p=none"], "tags": {"p": "none"}, "organizational": "acme.test"},
        "DMARC esp.test": {"organizational": "esp.test"},
    }
    mail = b"Return-Path: <b@esp.test>\r\n" + sign(**ESP)
    assert said(judged(mail, dns)) == ("skipped", [])
    ours = b"Return-Path: <b@acme.test>\r\n" + sign(**ESP)
    assert said(judged(ours, dns))[0] == "failed"


@pytest.mark.parametrize(
    ("policy", "aligned"),
    [
        ({}, True),
        ({"records": ["v=DMARC1"], "tags": {"p": "none"}, "organizational": "acme.test"}, True),
        ({"records": ["v=DMARC1"], "tags": {"p": "none", "adkim": "s"}, "organizational": "acme.test"}, False),
        ({"records": ["v=DMARC1"], "tags": {"p": "none", "psd": "n"}, "organizational": "news.acme.test"}, False),
    ],
)
def test_a_parent_domain_signs(policy: dict[str, Any], aligned: bool) -> None:
    mail = sign(MAIL.replace(b"@acme.test", b"@news.acme.test"))
    organization = {"organizational": "acme.test"} if policy else {}
    dns = {**dkim(), "DMARC news.acme.test": policy, "DMARC acme.test": organization}
    assert said(judged(mail, dns))[0] == ("passed" if aligned else "failed")


def test_a_silent_policy_leaves_the_alignment_open() -> None:
    mail = sign(MAIL.replace(b"@acme.test", b"@news.acme.test"))
    outcome, words = said(judged(mail, {**dkim(), "DMARC news.acme.test": "timeout"}))
    assert outcome == "unknown"
    assert words == ["the signature of acme.test holds; whether it belongs to the From domain, DNS did not say"]


def test_a_silent_key_is_unknown() -> None:
    assert said(judged(sign(), {"DKIM k1._domainkey.acme.test": "timeout"}))[0] == "unknown"


@pytest.mark.parametrize("published", ["v=DKIM1; p=", record(bits=512), "no key at all"])
def test_faults_of_keys_are_told_by_their_own_checks(published: str) -> None:
    assert said(judged(sign(), dkim(published))) == ("skipped", [])


def test_a_further_broken_signature_is_remarked() -> None:
    both = sign(sign(**ESP).replace(b"h=from", b"h=from:x"), domain="acme.test")
    result = judged(both, {**dkim(), **dkim(name="e1._domainkey.esp.test")})
    assert result.outcome.value == "passed"
    assert [str(one.message) for one in result.remarks] == [
        "a further signature, of esp.test, does not hold: a header was changed, or the key is another"
    ]


def test_one_of_two_own_signatures_is_enough() -> None:
    both = sign(sign(selector="k2").replace(b"k2", b"k3", 1))
    assert said(judged(both, {**dkim(), **dkim(name="k3._domainkey.acme.test")})) == ("passed", [])


def test_a_limit_is_remarked() -> None:
    result = judged(sign(length=True) + b"Buy\r\n")
    assert result.outcome.value == "passed"
    assert str(result.remarks[0].message).startswith("the signature of acme.test covers the first 35 octets")


def test_over_a_name_server_and_again_from_saved_facts(tmp_path: Path) -> None:
    (tmp_path / "mail.eml").write_bytes(sign().replace(b"2 December", b"3 December"))
    chosen = Selection(only=("authentication.signature-invalid", "unsubscribe.header-unsigned"))
    published = record(bits=1024)
    zone = (
        f'k1._domainkey.acme.test CNAME k1.keys.esp.test.\nk1.keys.esp.test TXT "{published[:200]}" "{published[200:]}"'
    )
    with NameServer(zone) as server:
        options = RunOptions(
            output=tmp_path / "out", now=NOW, selection=chosen, outside=Outside(nameservers=(server.address,))
        )
        first = run(tmp_path / "mail.eml", options)
        assert server.count("k1._domainkey.acme.test", "TXT") == 1
    again = run("", RunOptions(from_facts=next((tmp_path / "out").glob("*/facts.json")), selection=chosen))
    for done in (first, again):
        found = {one["id"]: one for one in done.checks}
        assert found["authentication.signature-invalid"]["outcome"] == "failed"
        assert found["unsubscribe.header-unsigned"]["outcome"] == "skipped"
    assert [one["findings"] for one in first.checks] == [one["findings"] for one in again.checks]
