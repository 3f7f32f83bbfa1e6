"""results-failed and how Authentication-Results are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.authentication import _results
from preflight.checks.authentication.results_failed import results_failed
from preflight.facts.send import Header
from preflight.testing import facts_from, judge_check
from tests.checks.authentication.made import HERE


def judged(*values: str, name: str = "Authentication-Results", **options: object) -> object:
    headers = "".join(f"{name}: {value}\n" for value in values)
    return judge_check(results_failed, facts_from({"eml": f"{headers}From: a@acme.test\n\nHello\n"}), options)


@pytest.mark.parametrize(
    ("value", "failed"),
    [
        ("mx.google.com; dkim=pass header.i=@a.test header.s=s1; spf=pass smtp.mailfrom=b@a.test; dmarc=pass", ""),
        (
            "mx.google.com; dkim=pass header.i=@esp.test; spf=pass; dmarc=fail (p=REJECT) header.from=a.test",
            "dmarc=fail",
        ),
        (
            "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=a.test; dkim=none (message not signed); dmarc=none",
            "spf=fail",
        ),
        ("mx.test 1; spf=softfail; dkim=neutral; dmarc=bestguesspass", ""),
        ('mx.test; dkim=fail reason="key; dmarc=fail"; dkim=pass; spf=pass', ""),
        ("mx.test; dkim=fail (body hash); spf=fail", "spf=fail, dkim=fail"),
        ("mx.test; dkim=fail; spf=fail; dmarc=pass", ""),
        ("mx.test (dmarc=fail; ha); spf=pass (nested (dmarc=fail)) ; dkim/1=pass", ""),
        ("mx.test; none", ""),
        ("mx.test; DMARC = Fail", "dmarc=fail"),
        ("mx.test; arc=fail; spf=pass", ""),
        ("", ""),
    ],
)
def test_what_failed(value: str, failed: str) -> None:
    result = judged(value)
    assert [str(one.text).partition(": ")[2] for one in result.findings] == ([failed] if failed else [])  # type: ignore[attr-defined]


def test_the_topmost_counts() -> None:
    assert judged("mx.test; dmarc=pass", "old.test; dmarc=fail").outcome.value == "passed"  # type: ignore[attr-defined]
    assert judged("mx.test; dmarc=fail", "old.test; dmarc=pass").outcome.value == "failed"  # type: ignore[attr-defined]


def test_only_trusted_servers_count() -> None:
    both = ("liar.test; dmarc=pass", "MX.test 1; dmarc=fail")
    assert judged(*both, trusted=["mx.TEST"]).outcome.value == "failed"  # type: ignore[attr-defined]
    assert judged(*both, trusted=["other.test"]).outcome.value == "skipped"  # type: ignore[attr-defined]


def test_archived_results_do_not_count() -> None:
    assert judged("i=1; mx.test; dmarc=fail", name="ARC-Authentication-Results").outcome.value == "skipped"  # type: ignore[attr-defined]


@given(st.text(alphabet=st.sampled_from(list('()\\";=/ abdmrckimspf1\t\n.é')), max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    found = _results.read(Header("Authentication-Results", text, text, HERE))
    assert all(name == name.lower() and result == result.lower() for name, result in found.said)


@given(st.text(max_size=60).filter(lambda t: not set(t) & set('()\\"')))
def test_comments_add_nothing(comment: str) -> None:
    plain = "mx.test; spf=pass; dmarc=fail"
    told = plain.replace("spf", f"({comment}) spf")
    assert _results.read(Header("A", told, told, HERE)) == _results.read(Header("A", plain, plain, HERE))
