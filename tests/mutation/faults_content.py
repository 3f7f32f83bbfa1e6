"""Faults of what a mail says: content, sender, subject, schedule, naming, settings."""

from __future__ import annotations

from tests.mutation.faults import Fault, add, both, give, manifest, swap

FAULTS: tuple[Fault, ...] = (
    Fault("lorem ipsum", "content.placeholder", add("<p>Lorem ipsum dolor sit amet</p>"), "Lorem ipsum", "blocker"),
    Fault("a date to be told", "content.placeholder", add("<p>[insert date]</p>"), "[insert date]", "blocker"),
    Fault("a speaker to be told", "content.placeholder", add("<p>Speaker: TBC</p>"), "TBC", "warning"),
    Fault("no sender", "sender.missing", give(**{"from": "Acme Studio"}), severity="blocker"),
    Fault("two senders", "sender.missing", give(**{"from": "a@acme.test, b@acme.test"}), severity="blocker"),
    Fault("no subject", "subject.missing", give(subject="  "), severity="blocker"),
    Fault("a test's subject", "subject.test-words", give(subject="Test: winter studio"), severity="blocker"),
    Fault("a free mailbox", "sender.freemail", give(**{"from": "Acme <acme@gmail.com>"}), severity="blocker"),
    Fault("an emoji", "sender.display-name", give(**{"from": "Acme 🔥 <studio@acme.test>"}), severity="warning"),
    Fault("a subject's words", "sender.display-name", give(**{"from": "Last chance <studio@acme.test>"})),
    Fault("nobody's list", "sender.unapproved", give(**{"from": "jo@acme.test"}), severity="blocker",
          options={"senders": ["studio@acme.test"]}),
    Fault("no answers", "sender.no-reply", give(**{"from": "Acme <noreply@acme.test>"}), severity="warning"),
    Fault("no answers to", "sender.no-reply", give(reply_to="no-reply@acme.test"), severity="warning"),
    Fault("seventy signs", "subject.too-long", give(subject="Seven words " * 7), severity="note"),
    Fault("a feigned reply", "subject.fake-reply", give(subject="Re: our studio"), severity="warning"),
    Fault("capitals", "subject.shouting", give(subject="THREE EVENINGS IN OUR STUDIO"), severity="warning"),
    Fault("two marks", "subject.shouting", give(subject="Our winter studio!!"), severity="warning"),
    Fault("no preheader", "subject.preheader-missing", swap('<div style="display:none;max-height:0;overflow:hidden">', "<div>"),
          severity="warning"),
    Fault("the subject again", "subject.preheader-missing",
          both(give(preheader="Three evenings"), give(subject="Three evenings")), severity="warning"),
    Fault("an operational send", "settings.operational", manifest(settings={"operational": True}), severity="blocker"),
    Fault("no time", "schedule.missing", manifest(scheduled_at=None), severity="warning"),
    Fault("half an hour", "schedule.too-soon", manifest(scheduled_at="2026-11-24T09:30:00"), severity="warning"),
    Fault("a freeze", "schedule.blackout", manifest(), severity="blocker",
          options={"periods": [{"from": "2026-11-25", "to": "2026-11-27"}]}),
    Fault("a Sunday", "schedule.quiet-hours", manifest(scheduled_at="2026-11-29T09:00:00"), severity="warning"),
    Fault("a name", "naming.convention", manifest(name="copy of winter studio"), severity="warning",
          options={"pattern": "{date}_{language}_{topic}_{wave}"}),
    Fault("a time that has passed", "schedule.past", manifest(scheduled_at="2026-11-23T09:00:00"), severity="blocker"),
)  # fmt: skip
