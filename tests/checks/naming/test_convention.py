"""naming.convention."""

from __future__ import annotations

import pytest

from preflight.checks.naming.convention import convention
from preflight.testing import facts_from, judge_check

OPTIONS = {
    "pattern": "{date}_{region}_{topic}_{wave}",
    "segments": {"date": "%Y-%m", "region": ["emea", "dach"], "wave": r"em\d"},
}


def judged(name, options=OPTIONS):
    return judge_check(convention, facts_from({"html": "<p>x</p>", "send": {"name": name}}), options)


@pytest.mark.parametrize("name", ["2026-11_emea_webinar-invite_em1", "2026-01_dach_sale_em9"])
def test_names_that_fit(name):
    assert judged(name).outcome == "passed"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2026-13_emea_sale_em1", "date is “2026-13”, and no date like %Y-%m"),
        ("2026-1_emea_sale_em1", "date is “2026-1”, and no date like %Y-%m"),
        ("2026-11_apac_sale_em1", "region is “apac”, and not one of emea, dach"),
        ("2026-11_EMEA_sale_em1", "region is “EMEA”, and not one of emea, dach"),
        ("2026-11_emea_winter sale_em1", "topic is “winter sale”, and not words joined by hyphens"),
        ("2026-11_emea_sale_final", "wave is “final”, and not like em\\d"),
        ("2026-11_emea_sale_em1_copy", "wave is “em1_copy”, and not like em\\d"),
        ("2026-11_emea_sale", "the name “2026-11_emea_sale” is not made like {date}_{region}_{topic}_{wave}"),
        ("copy of sale", "the name “copy of sale” is not made like {date}_{region}_{topic}_{wave}"),
    ],
)
def test_the_segment_that_does_not_fit_is_named(name, words):
    found = judged(name)
    assert (found.outcome, found.severity) == ("failed", "warning")
    assert [str(one.text) for one in found.findings] == [words]


def test_capitals_may_be_one():
    assert judged("2026-11_EMEA_sale_EM1", {**OPTIONS, "ignore_case": True}).outcome == "passed"


def test_signs_around():
    options = {"pattern": "[{team}] {topic}!", "segments": {"topic": ".+"}}
    assert judged("[crm] Winter sale, all!", options).outcome == "passed"
    assert judged("[crm Winter sale!", options).outcome == "failed"
    assert judged("[] Winter sale!", options).outcome == "failed"


def test_without_a_pattern_or_a_name():
    assert judged("x", {}).outcome == "skipped"
    facts = facts_from({"html": "<p>x</p>"})
    assert judge_check(convention, facts, {"pattern": "{a}", "segments": {"a": "("}}).outcome == "failed"


def test_hostile_names_take_no_time():
    options = {"pattern": "_".join(f"{{s{n}}}" for n in range(30)) + ".x"}
    assert judged("_" * 500, options).outcome == "failed"
