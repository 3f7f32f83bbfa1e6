"""dns-changed, on facts."""

from __future__ import annotations

import pytest

from preflight.checks.authentication.dns_changed import dns_changed
from preflight.facts.dns import DkimKey, DmarcPolicy, Dns, SpfNode, SpfTree, published
from preflight.testing import facts_from, judge_check


def judged(now: str, before: str, runs: int = 1) -> object:
    past = {"dns": {"SPF b.test": [before] if before else []}}
    return judge_check(dns_changed, facts_from({
        "html": "<p>Hello</p>", "send": {"sender": {"return_path": "b.test"}},
        "dns": {"SPF b.test": {"result": "ok", "records": [now] if now else []}}, "history": [past] * runs,
    }))  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("v=spf1 a -all", "v=spf1 a -all", ""),
        ("v=spf1  a\t-all", "v=spf1 a -all", ""),
        ("v=spf1 a ~all", "v=spf1 a -all", "without -all; with ~all"),
        ("v=spf1 a mx -all", "v=spf1 mx a -all", "the order of its terms"),
        ("", "v=spf1 a -all", "it is gone"),
        ("v=spf1 a -all", "", "it was published"),
    ],
)
def test_what_changed(now: str, before: str, said: str) -> None:
    findings = judged(now, before).findings  # type: ignore[attr-defined]
    assert [said in str(one.text) for one in findings] == ([True] if said else [])
    for one in findings:
        assert "2026-11-17" in str(one.text)


def test_no_earlier_run() -> None:
    assert judged("v=spf1 -all", "", runs=0).outcome.value == "skipped"  # type: ignore[attr-defined]


def test_silence_now_is_unknown() -> None:
    facts = facts_from({
        "html": "<p>Hello</p>", "send": {"sender": {"return_path": "b.test"}}, "dns": {"SPF b.test": "timeout"},
        "history": [{"dns": {"SPF b.test": ["v=spf1 -all"]}}],
    })  # fmt: skip
    assert judge_check(dns_changed, facts).outcome.value == "unknown"


def test_what_is_published_is_written_alike() -> None:
    tree = SpfTree("a.test", SpfNode("a.test", records=("v=spf1   b", "v=spf1 a")))
    key, policy = DkimKey("s._domainkey.a.test", ("p=x",)), DmarcPolicy("a.test", records=("v=DMARC1;  p=none",))
    dns = Dns({"SPF a.test": tree, "DKIM s._domainkey.a.test": key, "DMARC a.test": policy})
    assert published(dns) == {
        "SPF a.test": ("v=spf1 a", "v=spf1 b"), "DKIM s._domainkey.a.test": ("p=x",),
        "DMARC a.test": ("v=DMARC1; p=none",),
    }  # fmt: skip
