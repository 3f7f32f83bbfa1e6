"""The docstrings of the families about content: the Bad example is found, the Good one is not, and all is said."""

from __future__ import annotations

import pytest

from preflight import registry
from preflight.testing import judge_example

FAMILIES = {"unsubscribe", "subject", "sender", "tokens", "content", "html", "schedule"}
IDS = [id for id in registry.ids() if id.partition(".")[0] in FAMILIES]


@pytest.mark.parametrize("id", IDS)
def test_examples(id):
    check = registry.load(id)
    assert check.id == id
    assert check.title
    assert check.doc.why
    assert check.doc.fix
    bad, good = judge_example(check, check.doc.bad), judge_example(check, check.doc.good)
    assert bad.findings or (bad.outcome == "unknown" and id == "html.malformed"), bad
    assert (good.outcome, good.unknowns) == ("passed", ()), good


@pytest.mark.parametrize("id", [id for id in IDS if registry.load(id).cites])
def test_who_cites_names_the_text_and_its_date(id):
    assert any(sign.isdigit() for sign in registry.load(id).doc.source)


def test_they_are_all_there():
    assert {
        "unsubscribe.missing", "unsubscribe.missing-in-text", "unsubscribe.hidden", "unsubscribe.clipped",
        "unsubscribe.header-missing", "unsubscribe.one-click-invalid", "unsubscribe.header-encoded",
        "unsubscribe.address-missing", "subject.missing", "subject.test-words", "sender.missing", "tokens.unrendered",
        "content.placeholder", "html.clipped", "html.malformed", "schedule.past",
    } <= set(IDS)  # fmt: skip
