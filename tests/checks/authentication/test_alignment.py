"""dmarc-unaligned and dmarc-one-leg, on facts."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.dmarc_one_leg import dmarc_one_leg
from preflight.checks.authentication.dmarc_unaligned import dmarc_unaligned
from preflight.facts import Dns, Lookup
from preflight.facts.dns import DmarcPolicy
from tests.checks.authentication.made import SILENT, Judged, dns, message, send

ORGANIZATIONS = {
    "bounce.acme.test": "acme.test", "mail.acme.test": "acme.test", "esp.test": "esp.test", "b.esp.test": "esp.test",
}  # fmt: skip


def zone(**tags: str) -> Dns:
    policy = DmarcPolicy(
        "acme.test", found_at="_dmarc.acme.test", records=("v=DMARC1; p=none",), tags=tags, organizational="acme.test"
    )
    return dns(policy, *(DmarcPolicy(name, organizational=whose) for name, whose in ORGANIZATIONS.items()))


@pytest.mark.parametrize(
    ("path", "signing", "tags", "said"),
    [
        ("b.esp.test", "esp.test", {}, "unaligned"),
        ("b.esp.test", "mail.acme.test", {}, "one"),
        ("bounce.acme.test", "esp.test", {}, "one"),
        ("bounce.acme.test", "mail.acme.test", {}, ""),
        ("acme.test", "acme.test", {"adkim": "s", "aspf": "s"}, ""),
        ("bounce.acme.test", "mail.acme.test", {"adkim": "s", "aspf": "s"}, "unaligned"),
        ("bounce.acme.test", "mail.acme.test", {"adkim": "s"}, "one"),
        ("bounce.acme.test", "mail.acme.test", {"adkim": "r", "aspf": "r"}, ""),
        ("", "acme.test", {}, ""),
        ("bounce.acme.test", "", {}, ""),
        ("", "esp.test", {}, "unknown"),
        ("b.esp.test", "", {}, "unknown"),
        ("", "", {}, "skipped"),
    ],
)
def test_alignment(path: str, signing: str, tags: dict[str, str], said: str) -> None:
    given = send(return_path=path, dkim=((signing, "k1"),) if signing else ())
    unaligned, one = Judged(dmarc_unaligned, given, zone(**tags)), Judged(dmarc_one_leg, given, zone(**tags))
    assert bool(unaligned.findings) is (said == "unaligned")
    assert bool(unaligned.unknowns) is (said == "unknown")
    assert (unaligned.skip is not None) is (said == "skipped")
    assert bool(one.findings) is (said == "one")
    assert not one.unknowns
    assert (one.skip is not None) is not bool(path and signing), "what nobody gave never passes"


def test_one_of_several_signatures_is_enough() -> None:
    given = send(return_path="b.esp.test", dkim=(("esp.test", "k1"), ("acme.test", "k2")))
    assert not Judged(dmarc_unaligned, given, zone()).findings


def test_a_demand_for_the_very_domain_is_named() -> None:
    given = send(return_path="bounce.acme.test", dkim=(("mail.acme.test", "k1"),))
    (one,) = Judged(dmarc_unaligned, given, zone(adkim="s", aspf="s")).findings
    assert "adkim=s and aspf=s" in str(one.message)


def test_the_organizations_of_all_domains_are_asked_for() -> None:
    given = send(return_path="b.esp.test", dkim=(("esp.test", "k1"),))
    wanted = [Lookup(name, "DMARC") for name in ("acme.test", "b.esp.test", "esp.test")]
    assert Judged(dmarc_unaligned, given, zone()).asked == wanted


def test_a_silent_parent_leaves_it_open() -> None:
    answers = {**zone().answers, "DMARC b.esp.test": SILENT}
    given = send(return_path="b.esp.test", dkim=(("esp.test", "k1"),))
    judged = Judged(dmarc_unaligned, given, Dns(answers))
    assert not judged.findings
    assert len(judged.unknowns) == 1
    assert len(Judged(dmarc_one_leg, given, Dns(answers)).unknowns) == 1
    alone = Judged(dmarc_unaligned, send(return_path="b.esp.test"), Dns(answers))
    assert "DNS did not say" in str(alone.unknowns[0].reason)


def test_without_a_policy_there_is_nothing_to_align_with() -> None:
    for check in (dmarc_unaligned, dmarc_one_leg):
        assert Judged(check, send(return_path="b.esp.test"), dns(DmarcPolicy("acme.test"))).skip is not None
        assert Judged(check, send(message("")), Dns()).skip is not None
