"""settings.operational."""

from __future__ import annotations

import pytest

from preflight.checks.settings.operational import operational
from tests.checks.content_facts import mail, outcome, result, said


@pytest.mark.parametrize(
    "settings",
    [
        {"operational": True}, {"Operational": "yes"}, {"is_transactional": 1}, {"ignore_opt_outs": True},
        {"ignoreUnsubscribes": "true"}, {"send_classification": "Transactional"}, {"email_type": "operational"},
        {"override_subscription": True}, {"marketo": {"operational": True}}, {"bypass-suppression": "on"},
        {"send_classification": "Default Transactional"}, {"email_type": "Operational Email"},
        {"ignore_communication_limits": True, "operational": False}, {"Send to unsubscribed": "true"},
    ],
)  # fmt: skip
def test_switches_that_override(settings):
    assert outcome(result(operational, mail(), settings=settings)) == ("failed", "blocker")


@pytest.mark.parametrize(
    "settings",
    [
        {"operational": False}, {"transactional": "no"}, {"auto_footer": True}, {"send_classification": "commercial"},
        {"email_type": "marketing"}, {"respect_opt_outs": True}, {"non_operational": True}, {"ignore_opt_outs": False},
        {"email_type": "non-transactional"}, {"footer": "Operational excellence Ltd"}, {"operational": None},
    ],
)  # fmt: skip
def test_switches_that_do_not(settings):
    assert result(operational, mail(), settings=settings).outcome == ("passed"), settings


def test_where_it_does_not_apply():
    assert result(operational, mail(), kind="transactional", settings={"operational": True}).outcome == "skipped"
    assert result(operational, mail()).outcome == "skipped"


def test_its_words():
    found = result(operational, mail(), settings={"operational": True, "x": 1})
    assert said(found) == ["the platform's setting “operational” says True: it goes to people who opted out, too"]
    assert found.measures == {"settings": 2, "bad": 1}
