"""Mails that nobody sends to readers: a mail system's reports, said once and judged no further."""

from __future__ import annotations

import pytest

from preflight.checks.accessibility.language_missing import language_missing
from preflight.checks.content.text_part_missing import text_part_missing
from preflight.checks.links.insecure import insecure
from preflight.checks.sender.freemail import freemail
from preflight.checks.sender.missing import missing as sender_missing
from preflight.checks.tracking.utm_missing import utm_missing
from preflight.checks.unsubscribe.address_missing import address_missing
from preflight.checks.unsubscribe.header_missing import header_missing
from preflight.checks.unsubscribe.missing import missing
from preflight.facts.piece import report
from preflight.testing import facts_from, judge_check

REPORT = """\
From: {sender}
To: news@acme.test
Subject: Undelivered Mail Returned to Sender
Content-Type: {kind}

--b
Content-Type: text/html

<html><body><p>Your mail could not be delivered. <a href="http://help.test/unsubscribe">Unsubscribe</a></p></body></html>
--b--
"""
ALL = (missing, address_missing, header_missing, insecure, utm_missing, language_missing, text_part_missing,
       freemail, sender_missing)  # fmt: skip


def judged(sender: str, kind: str) -> dict[str, str]:
    facts = facts_from({"eml": REPORT.format(sender=f"<{sender}>", kind=kind)})
    return {check.id: judge_check(check, facts).outcome.value for check in ALL}


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("MAILER-DAEMON@mx.test", "multipart/mixed; boundary=b"),
        ("mailer-daemon@mx.test", "multipart/mixed; boundary=b"),
        ("postmaster@mx.test", "multipart/report; report-type=delivery-status; boundary=b"),
        ("x@mx.test", "Multipart/Report; boundary=b"),
        ("", "multipart/mixed; boundary=b"),
    ],
)
def test_a_report_is_said_once(sender: str, kind: str):
    found = judged(sender, kind)
    assert {id for id, outcome in found.items() if outcome == "unknown"} == {"unsubscribe.missing"}
    assert {id for id, outcome in found.items() if outcome == "failed"} == set()


@pytest.mark.parametrize("sender", ["postmaster@acme.test", "news@mailer-daemons.test", "my-mailer-daemon@acme.test"])
def test_other_mails_are_none(sender: str):
    facts = facts_from(
        {"eml": REPORT.format(sender=f"Mail Delivery <{sender}>", kind="multipart/alternative; boundary=b")}
    )
    assert report(facts.send.messages[0]) is None


def test_a_draft_is_none():
    assert report(facts_from({"html": "<p>Hi"}).send.messages[0]) is None
