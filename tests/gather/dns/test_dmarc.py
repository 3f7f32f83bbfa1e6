"""The tree walk of RFC 9989 over loopback zones."""

from __future__ import annotations

import pytest

from preflight.facts.dns import DmarcPolicy
from preflight.facts.web import Unanswered
from preflight.gather.dns.dmarc import steps
from tests.gather.dns.asked import one


def policy(zone: str, domain: str) -> DmarcPolicy:
    found = one(zone, domain, "DMARC", timeout=0.3)
    assert isinstance(found, DmarcPolicy), found
    return found


def test_the_domain_has_its_own() -> None:
    found = policy('_dmarc.acme.test TXT "v=DMARC1; p=Reject; rua=mailto:d@acme.test"', "acme.test")
    assert found.found_at == "_dmarc.acme.test"
    assert found.tags == {"v": "dmarc1", "p": "reject", "rua": "mailto:d@acme.test"}
    assert found.organizational == "acme.test"
    assert found.asked == ("_dmarc.acme.test", "_dmarc.test")


def test_none_at_all() -> None:
    found = policy('_dmarc.acme.test TXT "v=spf1 -all"\nacme.test TXT "v=DMARC1; p=none"', "mail.acme.test")
    assert (found.found_at, found.records, found.organizational) == ("", (), "mail.acme.test")


@pytest.mark.parametrize(
    ("zone", "domain", "found_at", "organizational"),
    [
        ('_dmarc.acme.test TXT "v=DMARC1; p=none"', "a.b.acme.test", "_dmarc.acme.test", "acme.test"),
        ('_dmarc.b.acme.test TXT "v=DMARC1"\n_dmarc.acme.test TXT "v=DMARC1; p=none"', "a.b.acme.test",
         "_dmarc.acme.test", "acme.test"),
        ('_dmarc.b.acme.test TXT "v=DMARC1; psd=n"\n_dmarc.acme.test TXT "v=DMARC1"', "a.b.acme.test",
         "_dmarc.b.acme.test", "b.acme.test"),
        ('_dmarc.co.test TXT "v=DMARC1; p=reject; psd=y"', "mail.acme.co.test", "_dmarc.co.test", "acme.co.test"),
        ('_dmarc.co.test TXT "v=DMARC1; psd=y"\n_dmarc.acme.co.test TXT "v=DMARC1; p=none"', "mail.acme.co.test",
         "_dmarc.acme.co.test", "acme.co.test"),
        ('_dmarc.mail.acme.test TXT "v=DMARC1"\n_dmarc.acme.test TXT "v=DMARC1"', "mail.acme.test",
         "_dmarc.mail.acme.test", "acme.test"),
        ('_dmarc.gov TXT "v=DMARC1; psd=y; p=reject"', "agency.gov", "_dmarc.gov", "agency.gov"),
        ('_dmarc.co.test TXT "v=DMARC1; psd=y; p=none"', "co.test", "_dmarc.co.test", "co.test"),
    ],
)  # fmt: skip
def test_the_walk(zone: str, domain: str, found_at: str, organizational: str) -> None:
    found = policy(zone, domain)
    assert (found.found_at, found.organizational) == (found_at, organizational)


def test_the_walk_asks_eight_names_at_most() -> None:
    assert steps("a.b.c.d.e.f.g.h.i.j.test") == [
        "a.b.c.d.e.f.g.h.i.j.test", "e.f.g.h.i.j.test", "f.g.h.i.j.test", "g.h.i.j.test", "h.i.j.test", "i.j.test",
        "j.test", "test",
    ]  # fmt: skip
    assert steps("a.test") == ["a.test", "test"]
    assert len(steps("a.b.c.d.e.f.g.test")) == 8


def test_one_below_a_suffix_that_the_walk_came_by() -> None:
    found = policy('_dmarc.j.test TXT "v=DMARC1; psd=y"', "a.b.c.d.e.f.g.h.i.j.test")
    assert found.organizational == "i.j.test"


@pytest.mark.parametrize(
    "zone",
    [
        '_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.acme.test TXT "v=DMARC1; p=reject"',
        '_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.acme.test TXT "v=DMARC1"\n_dmarc.test TXT "v=DMARC1; psd=y"',
    ],
)
def test_several_records_are_told(zone: str) -> None:
    found = policy(zone, "acme.test")
    assert (found.found_at, len(found.records), found.tags) == ("_dmarc.acme.test", 2, {})


def test_several_records_of_the_organization() -> None:
    zone = '_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.acme.test TXT "v=DMARC1; p=reject"'
    found = policy(zone, "mail.acme.test")
    assert (found.found_at, len(found.records)) == ("_dmarc.acme.test", 2)


def test_other_texts_beside_it_do_not_count() -> None:
    zone = '_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.acme.test TXT "v=DMARC2; p=x"\n_dmarc.acme.test TXT "hello"'
    assert policy(zone, "acme.test").records == ("v=DMARC1; p=none",)


@pytest.mark.parametrize("fault", ["servfail", "refused", "silent"])
def test_a_failure_before_any_record_leaves_it_open(fault: str) -> None:
    for zone in (f"_dmarc.acme.test !{fault}", f'_dmarc.mail.acme.test !{fault}\n_dmarc.acme.test TXT "v=DMARC1"'):
        assert isinstance(one(zone, "mail.acme.test", "DMARC", timeout=0.3), Unanswered)


def test_a_failing_parent_leaves_only_the_organization_open() -> None:
    found = policy('_dmarc.acme.test TXT "v=DMARC1; p=none"\n_dmarc.test !servfail', "mail.acme.test")
    assert (found.found_at, found.organizational) == ("_dmarc.acme.test", "")
    assert "SERVFAIL" in found.error


def test_above_psd_nothing_matters() -> None:
    found = policy('_dmarc.acme.test TXT "v=DMARC1; p=none; psd=n"\n_dmarc.test !servfail', "mail.acme.test")
    assert (found.organizational, found.error) == ("acme.test", "")


def test_the_record_may_be_an_alias() -> None:
    found = policy('_dmarc.acme.test CNAME _dmarc.esp.test.\n_dmarc.esp.test TXT "v=DMARC1; p=none"', "acme.test")
    assert found.found_at == "_dmarc.acme.test"
