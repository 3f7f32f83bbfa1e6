"""Whatever stands in a mail, no check of what it says crashes or takes long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.facts.send import Brief
from preflight.finding import Location
from preflight.registry import ids, load
from tests.checks.content_facts import header, mail, result
from tests.checks.content_facts import part as parted

FAMILIES = ("sender", "subject", "content", "settings", "schedule", "naming")
CHECKS = [check for id in ids() if id.partition(".")[0] in FAMILIES and (check := load(id)) is not None]
WORDS = st.text(max_size=60) | st.text("Tuesday 25.11/2026 ©until Re:()@<>\u200d👍🏽", max_size=40)
BRIEF = Brief(Location(), subject="x", sender="a@b.test", event={"date": "2026-12-02T17:00", "zone": "Europe/Berlin"},
              says=("x",), never_says=("y",))  # fmt: skip


@given(WORDS, WORDS, WORDS, st.dictionaries(WORDS, st.none() | st.booleans() | WORDS, max_size=2))
@settings(max_examples=60)
def test_no_words_crash_a_check(one, other, third, switches):
    message = mail(
        parted(one, other), third, subject=one, preheader=other, sender=third, reply_to=one, language=other[:5],
        headers=(header("Date", third),),
    )  # fmt: skip
    for check in CHECKS:
        found = result(check, message, series=one, brief=BRIEF, settings=switches, timezone=other)
        assert found.outcome != "crashed", (check.id, str(found.reason))


@pytest.mark.parametrize(
    "piece", ["Re: ", "!!", "© 20", "2 December ", "Tuesday ", "5 pm ", "a@", "(", "👍🏽", "until ", "html not "]
)
def test_no_words_take_long(piece):
    long = piece * 4_000
    message = mail(parted(long, long), long, subject=long, preheader=long, sender=f"{long} <a@b.test>")
    for check in CHECKS:
        assert result(check, message, brief=BRIEF).outcome != "crashed", check.id
