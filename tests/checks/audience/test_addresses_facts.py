"""Checks on addresses, on facts: invalid_addresses, misspelt_domains, role_addresses, disposable_domains, test_addresses,
seeds_missing, missing_fields."""

from __future__ import annotations

import re
from typing import Any

import pytest

from preflight.check import Check
from preflight.checks.audience import (
    disposable_domains,
    invalid_addresses,
    missing_fields,
    misspelt_domains,
    role_addresses,
    seeds_missing,
    test_addresses,
)
from preflight.data import free_mail
from preflight.data.address_shape import DELIVERABLE, PLAIN
from preflight.data.disposable_domains import dated, domains
from preflight.data.misspelt_domains import ENDINGS, MEANT
from preflight.data.role_accounts import NEVER, ROLES, TESTS
from preflight.finding import Severity
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

ON_ADDRESSES: list[Check] = [
    invalid_addresses.invalid_addresses, misspelt_domains.misspelt_domains, role_addresses.role_addresses,
    disposable_domains.disposable_domains, test_addresses.test_addresses,
]  # fmt: skip


def facts(measures: dict[str, Any] | None = None, rows: int = 1000, **audience: Any) -> Any:
    send = {"audience": {"members": "audience.csv", **audience}}
    return facts_from({"html": "x", "send": send, "audience": {"rows": rows, "measures": measures or {}}})


@pytest.mark.parametrize("check", ON_ADDRESSES, ids=lambda c: c.id)
def test_digests_tell_nothing_of_addresses(check: Check) -> None:
    assert judge_check(check, facts(match="sha256")).outcome is Outcome.SKIPPED


@pytest.mark.parametrize("check", [*ON_ADDRESSES, seeds_missing.seeds_missing], ids=lambda c: c.id)
def test_what_was_not_asked_is_unknown(check: Check) -> None:
    assert judge_check(check, facts(seeds=["seed@acme.test"])).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("invalid", "rows", "severity"),
    [(0, 1000, None), (1, 1000, "warning"), (10, 1000, "warning"), (11, 1000, "blocker"), (4, 20, "warning"),
     (5, 20, "blocker")],
)  # fmt: skip
def test_invalid_addresses(invalid: int, rows: int, severity: str | None) -> None:
    result = judge_check(invalid_addresses.invalid_addresses, facts({"audience.invalid-addresses": invalid}, rows))
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])


def test_rows_without_an_address_are_told() -> None:
    found = facts_from({"html": "x", "send": {"audience": {"members": "a.csv"}}, "audience": {
        "rows": 100, "addresses": 98, "measures": {"audience.invalid-addresses": 0}}})  # fmt: skip
    result = judge_check(invalid_addresses.invalid_addresses, found)
    assert [str(f.text) for f in result.findings] == ["2 of 100 rows have no address"]


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("jane@acme.test", True), ("j.d+x@sub.acme.co.uk", True), ("o'neil@a-b.test", True), ("jürgen@acme.test", True),
        ("x@xn--mnchen-3ya.de", True), ("a@b.xn--p1ai", True), ("j_d-e@1und1.de", True),
        ("jane", False), ("jane@", False), ("@acme.test", False), ("jane@acme", False), ("jane@acme.", False),
        ("jane.@acme.test", False), (".jane@acme.test", False), ("ja..ne@acme.test", False), ("jane@acme..test", False),
        ("jane@-acme.test", False), ("jane@acme-.test", False), ("jane@acme.1", False), ("jane@192.0.2.1", False),
        ("ja ne@acme.test", False), ("jane@acme.test; joe@acme.test", False), ("jane@ac_me.test", False),
        ("jane@@acme.test", False), ("jane@acme,test", False),
    ],
)  # fmt: skip
def test_what_can_be_delivered(address: str, good: bool) -> None:
    assert bool(re.fullmatch(DELIVERABLE, address)) is good
    assert not good or re.fullmatch(PLAIN, address)


def test_misspelt_domains_are_named_with_what_was_meant() -> None:
    measures = {
        "audience.misspelt-domains": {"value": 14, "groups": [["gmial.com", 12], ["gmail.con", 2]]},
        "audience.misspelt-endings": 5,
    }
    result = judge_check(misspelt_domains.misspelt_domains, facts(measures))
    texts = [str(f.text) for f in result.findings]
    assert texts[0] == (
        "14 of 1,000 recipients have a misspelt domain: gmial.com (12, meant gmail.com), gmail.con (2, meant gmail.com)"
    )
    assert texts[1].startswith("5 of 1,000 recipients have a domain that cannot be")


def test_tables_of_domains_hold_no_real_provider() -> None:
    real = {"gmail.com", "googlemail.com", "ymail.com", "mail.com", "email.com", "gmx.de", "gmx.at", "web.de", "me.com",
            "live.de", "hotmail.de", "ao.com", "comcast.com", "gail.com", "duck.com", "mozmail.com", "icloud.com"}  # fmt: skip
    assert not real & set(MEANT)
    assert not real & domains()
    assert not {*free_mail.table()["open"], *free_mail.table()["provider"]} & (set(MEANT) | domains())
    assert not set(MEANT) & set(MEANT.values())
    assert all("." in name for name in MEANT)
    assert all(right.startswith(".") for right in ENDINGS.values())


def test_the_list_of_throw_away_mailboxes_is_dated() -> None:
    assert dated() >= "2026-11-09"
    assert {"mailinator.com", "yopmail.com"} <= domains()
    assert len(domains()) > 5000
    result = judge_check(
        disposable_domains.disposable_domains,
        facts({"audience.disposable-domains": {"value": 1, "groups": [["y.test", 1]]}}),
    )
    assert f"list of {dated()}" in str(result.findings[0].text)
    assert "1 of 1,000 recipients has" in str(result.findings[0].text)


def test_an_allowed_domain_is_asked_under_another_name() -> None:
    ask = disposable_domains.asks
    (own,) = ask(facts().send, disposable_domains.DisposableDomains(allowed=frozenset({"Yopmail.com"})), facts())
    (default,) = ask(facts().send, disposable_domains.DisposableDomains(), facts())
    assert own.name != default.name  # type: ignore[union-attr]
    assert "yopmail.com" not in own.names  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("roles", "never", "keys"),
    [(50, 0, []), (51, 0, ["roles"]), (1, 1, ["never"]), (60, 2, ["roles", "never"])],
)
def test_role_addresses(roles: int, never: int, keys: list[str]) -> None:
    measures = {"audience.role-addresses": roles, "audience.role-addresses.never": never}
    assert [f.key for f in judge_check(role_addresses.role_addresses, facts(measures)).findings] == keys


def test_few_roles_of_few_people_say_nothing() -> None:
    measures = {"audience.role-addresses": 9, "audience.role-addresses.never": 0}
    assert judge_check(role_addresses.role_addresses, facts(measures, rows=10)).outcome is Outcome.PASSED


def test_names_of_mailboxes_are_spelt_in_every_way() -> None:
    assert {"no-reply", "noreply", "no.reply", "no_reply"} <= set(ROLES)
    assert set(NEVER) <= set(ROLES)
    assert not any("'" in word for word in (*ROLES, *NEVER, *TESTS))


def test_test_addresses_of_the_sender_s_own_are_welcome() -> None:
    send = facts_from({
        "html": "x", "from": "News <news@mail.acme.example>",
        "send": {"audience": {"members": "a.csv", "seeds": ["Test@partner.example"]}},
    }).send  # fmt: skip
    (ask,) = test_addresses.asks(send, test_addresses.TestAddresses(own=frozenset({"o.example"})), facts())
    assert "domain <> 'acme.example'" in ask.flag  # type: ignore[union-attr]
    assert "domain <> 'o.example'" in ask.flag  # type: ignore[union-attr]
    assert "'test@partner.example'" in ask.flag  # type: ignore[union-attr]


def test_test_addresses() -> None:
    result = judge_check(test_addresses.test_addresses, facts({"audience.test-addresses": 6}))
    assert "6 of 1,000 recipients have a made-up address" in str(result.findings[0].text)


def test_each_missing_seed_is_told() -> None:
    seeds = ["seed@acme.test", "two@acme.test"]
    asked = list(seeds_missing.asks(facts(seeds=seeds).send, seeds_missing.Options(), facts()))
    measures = {asked[0].name: 1, asked[1].name: 0}  # type: ignore[union-attr]
    result = judge_check(seeds_missing.seeds_missing, facts(measures, seeds=seeds))
    assert [str(f.text) for f in result.findings] == ["the seed two@acme.test is not in the audience"]
    assert judge_check(seeds_missing.seeds_missing, facts()).outcome is Outcome.SKIPPED


@pytest.mark.parametrize(
    ("filled", "required", "severity"),
    [(950, ["country"], None), (949, ["country"], "warning"), (0, ["country"], "warning"), (1, [], None),
     (0, [], "warning")],
)  # fmt: skip
def test_missing_fields(filled: int, required: list[str], severity: str | None) -> None:
    send = facts({"audience.filled:country": filled}, columns={"email": "E", "country": "Land"})
    result = judge_check(missing_fields.missing_fields, send, {"required": required})
    assert [f.severity for f in result.findings] == ([Severity(severity)] if severity else [])


def test_an_absent_required_field_stops() -> None:
    found = facts_from({"html": "x", "send": {"audience": {"members": "a.csv"}}, "audience": {"rows": 9}})
    from preflight.facts.audience import Audience
    from preflight.facts.web import Unanswered

    absent = Audience(members=found.audience.members, measures={"audience.filled:stage": Unanswered("absent", "")})
    import msgspec

    result = judge_check(
        missing_fields.missing_fields, msgspec.structs.replace(found, audience=absent), {"required": ["stage"]}
    )
    assert [f.severity for f in result.findings] == [Severity.BLOCKER]
    assert judge_check(missing_fields.missing_fields, found).outcome is Outcome.SKIPPED
    assert judge_check(missing_fields.missing_fields, found, {"required": ["stage"]}).outcome is Outcome.UNKNOWN
