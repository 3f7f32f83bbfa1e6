"""Signatures against RFC 8463's own, against mails that dkimpy signed, and against dkimpy's verdicts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dkim.canonicalization import CanonicalizationPolicy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dkim
from preflight.dkim import canonical
from preflight.dkim.verify import faulty, verified
from preflight.facts.dns import DkimKey
from tests.dkim.made import MAIL, NOW, key, oracle, read, record, sign

RFC_8463 = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
"""
BRISBANE = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
TEST = (
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16"
    "JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w"
    "3QIDAQAB"
)
FORMS = ["relaxed/relaxed", "simple/simple", "relaxed/simple", "simple/relaxed"]


def verdict(mail: bytes, published: str, *, later: timedelta = timedelta()) -> str:
    signature = read(mail)[0]
    return (faulty(signature) if signature.fault else verified(signature, key(published), NOW + later)).kind


@pytest.mark.parametrize(("which", "published"), [(0, BRISBANE), (1, TEST)])
def test_the_vectors_of_rfc_8463(which: int, published: str) -> None:
    signature = read(RFC_8463)[which]
    assert verified(signature, key(published), NOW).valid
    assert signature.covers == ("date", "from", "message-id", "subject", "to")
    assert signature.location.line == (1, 8)[which]


@pytest.mark.parametrize("which", [0, 1])
def test_the_keys_of_rfc_8463_are_not_each_others(which: int) -> None:
    assert verified(read(RFC_8463)[which], key((TEST, BRISBANE)[which]), NOW).kind == "faulty"


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
@pytest.mark.parametrize("forms", FORMS)
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"])
def test_what_dkimpy_signs_holds(kind: str, forms: str, line_end: bytes) -> None:
    assert verdict(sign(kind=kind, forms=forms).replace(b"\r\n", line_end), record(kind)) == "valid"


@pytest.mark.parametrize("forms", FORMS)
@pytest.mark.parametrize(
    "body", [b"", b"\r\n", b"\r\n\r\n", b" \r\n", b"x", b"x \r\n", b"x\r\n \r\n", b" \r\n\r\nx\r\n", b"\xff\x00\r\n"]
)
def test_bodies_of_any_end(forms: str, body: bytes) -> None:
    assert verdict(sign(b"From: a@acme.test\r\n\r\n" + body, forms=forms, headers=("from",)), record()) == "valid"


def test_a_file_that_lacks_its_last_line_end_is_as_it_was_sent() -> None:
    mail = sign(b"From: a@acme.test\r\n\r\nx \r\n", headers=("from",))
    assert verdict(mail.removesuffix(b"\r\n"), record()) == "valid"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b"2 December", b"3 December", "altered-body"),
        (b"Join us \t on", b"Join us on", "valid"),
        (b"See you", b"See  you", "valid"),
        (b"See you", b"Seeyou", "altered-body"),
        (b"Three   talks", b"three talks", "altered-headers"),
        (b"Three   talks,\r\n one", b"Three talks, one", "valid"),
        (b"\r\n\r\n\r\n", b"\r\n", "valid"),
        (b"/u/1", b"/u/2", "altered-headers"),
        (b"From: Acme", b"Received: by b\r\nFrom: Acme", "valid"),
        (b"Content-Type: text/plain", b"Subject: Another", "altered-headers"),
        (b"s=k1", b"s=k2", "altered-headers"),
        (b"Content-Type: text/plain\r\n", b"", "valid"),
    ],
)  # fmt: skip
def test_what_was_changed(old: bytes, new: bytes, found: str) -> None:
    mail = sign()
    assert mail.count(old) == 1
    changed = mail.replace(old, new)
    assert verdict(changed, record()) == found
    assert oracle(changed, record()) is (found == "valid")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"v=1;", b"v=2;", "nobody knows its version (v=2)"),
        (b"a=rsa-sha256", b"a=rsa-sha1", "it is made with rsa-sha1, which no receiver takes any more (RFC 8301)"),
        (b"a=rsa-sha256", b"a=rot13", "nobody knows how it is made (a=rot13)"),
        (b"c=relaxed/relaxed", b"c=loose", "nobody knows its canonical form (c=loose)"),
        (b"d=acme.test", b"d=acme", "d=acme is no domain"),
        (b"s=k1", b"s=k 1;s=2", "the tag “s” stands twice"),
        (b"s=k1", b"s=k*", "s=k* is no selector"),
        (b"q=dns/txt", b"q=http", "its key is not looked up in DNS (q=http)"),
        (b"i=@acme.test", b"i=@other.test", "i=other.test lies outside its domain acme.test"),
        (b"h=from", b"h=x-from", "it does not sign the header From (h=)"),
        (b" bh=", b" xh=", "it lacks bh="),
        (b"t=", b"t=x", "t=x1795503600 is no number"),
        (b"v=1;", b"v=1; oops;", "“oops” is no tag"),
        (b"v=1;", b"v=1; l=9999;", "it signs 9,999 octets of the body (l=), and there are 35"),
        (b"v=1;", b"v=1; x=5;", "it expires before it is made (x= and t=)"),
        (b"bh=", b"bh=*", "bh= is no base64"),
    ],
)  # fmt: skip
def test_what_nobody_can_verify(old: bytes, new: bytes, words: str) -> None:
    mail = sign()
    assert old in mail
    assert read(mail.replace(old, new, 1))[0].fault == words


def test_it_expires_at_the_instant_of_the_judgement() -> None:
    mail = sign().replace(b"v=1;", b"v=1; x=1795590000;", 1)
    assert verdict(mail, record()) == "altered-headers", "x= itself is signed"
    assert verdict(mail, record(), later=timedelta(days=2)) == "expired"


def test_one_that_is_dated_ahead_does_not_count() -> None:
    assert verdict(sign(), record(), later=-timedelta(days=1)) == "faulty"
    assert verdict(sign(), record(), later=-timedelta(minutes=90)) == "valid", "clocks differ"


def test_a_limit_leaves_the_rest_unsigned() -> None:
    mail = sign(length=True) + b"Buy here\r\n"
    assert verdict(mail, record()) == "valid"
    assert (read(mail)[0].limit, read(mail)[0].beyond) == (35, 14)


@pytest.mark.parametrize(
    ("published", "found"),
    [
        (record(more="t=s; "), "faulty"),
        (record(more="t=y; "), "valid"),
        (record(more="h=sha1; "), "key"),
        (record(more="s=tlsrpt; "), "key"),
        ("v=DKIM1; p=", "key"),
        (record(bits=512), "key"),
        (record("ed25519"), "faulty"),
        (record(bits=2048), "altered-headers"),
    ],
)
def test_keys(published: str, found: str) -> None:
    assert verdict(sign(identity="news@mail.acme.test"), published) == found


def test_no_key_is_no_verdict_of_the_signature() -> None:
    assert verified(read(sign())[0], DkimKey("k1._domainkey.acme.test"), NOW).kind == "key"


def test_of_very_many_signatures_the_first_are_looked_at() -> None:
    line = sign().partition(b"\r\nFrom:")[0] + b"\r\n"
    assert len(read(line * 300 + MAIL)) == 12


def test_long_runs_of_blanks_cost_little() -> None:
    head = b"From: a@acme.test\r\nSubject: " + b" \t" * 200_000 + b"x\r\n\r\n"
    mail = sign(head + b"\t " * 300_000 + b"x" + b"\r\n" * 300_000, headers=("from", "subject"), forms="simple/simple")
    assert verdict(mail.replace(b"c=simple/simple", b"c=relaxed/relaxed"), record()) == "altered-body"
    assert verdict(mail, record()) == "valid"


PIECES = st.sampled_from([b"From: a@acme.test", b"Subject: x", b" folded", b"\t", b"\r\n", b"\n", b"\r", b" ", b"x", b":", b";",
                          b"\x00", b"\xff", b"DKIM-Signature: v=1", b"=", b"b=", b"From ", b"\r\n\r\n"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(b"".join), st.sampled_from(FORMS))
def test_whatever_the_mail_dkimpy_and_we_agree(rest: bytes, forms: str) -> None:
    mail = sign(b"From: a@acme.test\r\nTo: x@y.test\r\n\r\n", forms=forms, headers=("from", "to"))
    head, blank, _body = mail.partition(b"\r\n\r\n")
    changed = head + blank + rest + b"\r\n"
    if b"\r" not in rest.replace(b"\r\n", b""):  # dkimpy takes such a sign for the end of a line in some places
        assert (verdict(changed, record()) == "valid") is oracle(changed, record())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_octets_are_too_odd(octets: bytes) -> None:
    for mail in (octets, b"DKIM-Signature: " + octets + b"\r\n\r\nx", sign()[:60] + octets + sign()[60:]):
        for one in read(mail):
            assert one.fault or verified(one, key(record()), NOW).kind


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_no_key_is_too_odd(text: str) -> None:
    for published in (text, "v=DKIM1; p=" + text, record().replace("MII", "MII" + text, 1)):
        assert verified(read(sign())[0], key(published), NOW).kind in {"key", "faulty", "altered-headers", "valid"}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([b"From", b"TO", b"x-y", b"Subject"]), st.lists(PIECES, max_size=6)), max_size=5)
)
def test_headers_take_the_form_that_dkimpy_gives_them(lines: list[tuple[bytes, list[bytes]]]) -> None:
    folded = [name + b":" + b"".join(pieces) for name, pieces in lines]
    mail = b"".join(line.replace(b"\r\n", b"\r\n ").replace(b"\n", b"\n ") + b"\r\n" for line in folded) + b"\r\nx"
    assume(not {13, 10} & set(mail.replace(b"\r\n", b"")) and b"From " not in mail)
    theirs, _body = dkim.rfc822_parse(mail)
    fields, _ours = canonical.taken_apart(mail)
    policy = CanonicalizationPolicy.from_c_value(b"relaxed/relaxed")
    wanted = [name + b":" + value.removesuffix(b"\r\n") for name, value in policy.canonicalize_headers(theirs)]
    assert [canonical.header(one.octets, "relaxed") for one in fields] == wanted
