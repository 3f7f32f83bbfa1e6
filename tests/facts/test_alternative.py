"""A text part that says nothing of its own is one finding, and no other check speaks of it."""

from __future__ import annotations

import pytest

from preflight.checks.content.text_part_missing import text_part_missing
from preflight.checks.links.text_part_differs import text_part_differs
from preflight.checks.unsubscribe.missing_in_text import missing_in_text
from preflight.testing import facts_from, judge_check

HTML = '<a href="https://acme.test/coats">Coats</a> <a href="https://acme.test/unsubscribe?u=1">Unsubscribe</a>'


@pytest.mark.parametrize(
    "text",
    [
        "You appear to be using an email application that won't properly display\nthe graphical (or HTML) version of our "
        "newsletter. We recommend that you visit the following web page:\nhttps://acme.test/november/",
        "Your e-mail client does not support HTML. https://acme.test/web",
        "Your mail program can't correctly show HTML.",
        "",
    ],
)
def test_a_stub_is_told_once(text: str):
    facts = facts_from({"html": HTML, "text": text})
    assert judge_check(text_part_missing, facts).outcome == "failed"
    assert judge_check(text_part_differs, facts).outcome == "skipped"
    assert judge_check(missing_in_text, facts).outcome == "skipped"


def test_a_text_that_speaks_is_judged_by_all():
    facts = facts_from({"html": HTML, "text": "Spring coats from 49 euros: https://acme.test/other"})
    assert judge_check(text_part_missing, facts).outcome == "passed"
    assert judge_check(text_part_differs, facts).outcome == "failed"
    assert judge_check(missing_in_text, facts).outcome == "failed"
