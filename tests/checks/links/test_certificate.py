"""links.certificate: what a browser would warn of, now and when the mail is read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from preflight.checks.links.certificate import certificate
from preflight.facts import Clock, Dial, Facts, Fetch
from preflight.facts.web import Dialed, Tls, Unanswered

from .made import NOW, answered, judged, link, open_, said, send, web

SHOP = "https://shop.test/"
LEAVE = "https://u.shop.test/leave"


def until(days: float) -> Tls:
    return Tls(not_after=(NOW + timedelta(days=days)).isoformat(), issuer="CA", version="TLSv1.3")


def met(tls: Tls | None, **more):
    return web(
        {SHOP: answered(SHOP, 0 if tls and tls.fault else 200, "tls" if tls and tls.fault else "", tls=tls)}, **more
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("expired", "has expired"),
        ("not-yet-valid", "is not valid yet"),
        ("wrong-host", "is for another host"),
        ("self-signed", "is self-signed"),
        ("untrusted", "nobody that browsers trust"),
        ("handshake", "no secure connection"),
        ("odd", "cannot be trusted"),
    ],
)
def test_faults(fault, words):
    result = judged(certificate, send(SHOP), met(Tls(fault, "in OpenSSL's words")))
    assert words in said(result)[0]
    assert "shop.test" in said(result)[0]
    assert result.severities() == ["blocker"]
    assert result.findings[0].evidence["url"] == SHOP
    assert result.summary == "1 of 1 secure hosts have a faulty certificate"


@pytest.mark.parametrize(("days", "severities"), [(-1, ["blocker"]), (2.9, ["warning"]), (3.1, []), (90, [])])
def test_expiry_is_judged_at_the_send(days, severities):
    assert judged(certificate, send(SHOP), met(until(days))).severities() == severities
    later = send(SHOP, scheduled_at=NOW + timedelta(days=40))
    assert judged(certificate, later, met(until(days + 40))).severities() == severities


def test_the_unsubscribe_host_must_last_for_thirty_days():
    mail = send(SHOP, link(LEAVE, "unsubscribe"))
    dials = {"u.shop.test:443": Dialed("u.shop.test", 443, tls=until(20))}
    result = judged(certificate, mail, met(until(20), dials=dials))
    assert said(result) == [
        "the certificate of u.shop.test expires 2026-12-14 08:00 UTC, less than 30 days after the send"
    ]
    assert result.severities() == ["warning"]
    assert judged(certificate, mail, met(until(20), dials=dials), unsubscribe_days=7).outcome == "passed"


def test_the_unsubscribe_hosts_fault_is_told_and_its_page_never_asked_for():
    mail = send(link(LEAVE, "unsubscribe"), link("https://p.shop.test:8443/x", "preference"))
    asked = list(certificate.asks(mail, certificate.options(), Facts(mail, Clock(NOW))))
    assert [ask for ask in asked if isinstance(ask, Fetch)] == []
    assert asked == [Dial("u.shop.test", 443), Dial("p.shop.test", 8443)]
    dials = {
        "u.shop.test:443": Dialed("u.shop.test", 443, fault="tls", tls=Tls("expired")),
        "p.shop.test:8443": Dialed("p.shop.test", 8443, fault="no-such-host"),
    }
    assert said(judged(certificate, mail, web({}, dials=dials))) == ["the certificate of u.shop.test has expired"]


@pytest.mark.parametrize(
    "one",
    [
        link("http://u.shop.test/leave", "unsubscribe"),
        link("{{unsubscribe_link}}", "unsubscribe"),
        link("https://{{host}}/u", "unsubscribe"),
        link("mailto:leave@shop.test", "unsubscribe"),
        link(SHOP),
    ],
)
def test_what_is_not_dialled(one):
    assert [ask for ask in certificate.asks(send(one), certificate.options(), None) if isinstance(ask, Dial)] == []


def test_a_host_is_told_once_for_all_its_links():
    links = [f"{SHOP}{i}" for i in range(3)]
    answers = {url: answered(url, 0, "tls", tls=Tls("expired")) for url in links}
    result = judged(certificate, send(*links), web(answers))
    assert said(result) == ["the certificate of shop.test has expired"]
    assert result.places("shop.test:expired") == [1, 2, 3]


def test_every_hop_counts():
    answer = answered("http://shop.test/", 0, "tls", to=("https://cdn.test/",), tls=Tls("wrong-host"))
    result = judged(certificate, send("http://shop.test/"), web({"http://shop.test/": answer}))
    assert said(result) == ["the certificate of cdn.test is for another host"]


def test_what_was_not_seen_is_unknown():
    mail = send(SHOP, "https://b.test/", link(LEAVE, "unsubscribe"))
    offline = Unanswered("offline", "offline")
    result = judged(
        certificate, mail, web({SHOP: offline, "https://b.test/": offline}, dials={"u.shop.test:443": offline})
    )
    assert open_(result) == ["offline: nothing was requested (3 places)"]
    silent = web(
        {SHOP: "timeout", "https://b.test/": 200}, dials={"u.shop.test:443": Unanswered("guard", "leads inside")}
    )
    assert open_(judged(certificate, mail, silent)) == [
        "the server gave no answer, so its certificate was not seen",
        "leads inside",
    ]


def test_a_dead_link_has_no_certificate_to_judge():
    assert judged(certificate, send(SHOP), web({SHOP: answered(SHOP, 0, "refused")})).outcome == "passed"


def test_without_https_there_is_nothing_to_judge():
    assert judged(certificate, send("http://shop.test/"), web({"http://shop.test/": 200})).outcome == "skipped"
