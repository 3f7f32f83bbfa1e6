"""Faults of what a mail says: content, sender, subject, schedule, naming, settings."""

from __future__ import annotations

from tests.mutation.faults import Fault, add, give, manifest

FAULTS: tuple[Fault, ...] = (
    Fault("lorem ipsum", "content.placeholder", add("<p>Lorem ipsum dolor sit amet</p>"), "Lorem ipsum", "blocker"),
    Fault("a date to be told", "content.placeholder", add("<p>[insert date]</p>"), "[insert date]", "blocker"),
    Fault("a speaker to be told", "content.placeholder", add("<p>Speaker: TBC</p>"), "TBC", "warning"),
    Fault("no sender", "sender.missing", give(**{"from": "Acme Studio"}), severity="blocker"),
    Fault("two senders", "sender.missing", give(**{"from": "a@acme.test, b@acme.test"}), severity="blocker"),
    Fault("no subject", "subject.missing", give(subject="  "), severity="blocker"),
    Fault("a test's subject", "subject.test-words", give(subject="Test: winter studio"), severity="blocker"),
    Fault("a time that has passed", "schedule.past", manifest(scheduled_at="2026-11-23T09:00:00"), severity="blocker"),
)  # fmt: skip
