"""Faults of what a mail says: content, sender, subject, schedule, naming, settings."""

from __future__ import annotations

from tests.mutation.faults import Fault, Words, add, both, give, manifest, swap


def without_view(words: Words) -> Words:
    """The line that leads to the browser is gone."""
    kept = [line for line in words["html"].splitlines(keepends=True) if "in your browser" not in line]
    words["html"] = "".join(line for line in kept if "Im Browser" not in line)
    return words


FAULTS: tuple[Fault, ...] = (
    Fault("lorem ipsum", "content.placeholder", add("<p>Lorem ipsum dolor sit amet</p>"), "Lorem ipsum", "blocker"),
    Fault("a date to be told", "content.placeholder", add("<p>[insert date]</p>"), "[insert date]", "blocker"),
    Fault("a speaker to be told", "content.placeholder", add("<p>Speaker: TBC</p>"), "TBC", "warning"),
    Fault("last year's weekday", "content.impossible-date", add("<p>Tuesday, 2 December</p>"), "Tuesday, 2", "warning"),
    Fault("a 31st of November", "content.impossible-date", add("<p>31 November 2026</p>"), "31 November", "warning"),
    Fault("ein falscher Wochentag", "content.impossible-date", add("<p>Dienstag, 2. Dezember</p>"), "Dienstag, 2"),
    Fault("a deadline that is over", "content.date-past", add("<p>Register until 20 November 2026</p>"), "Register until",
          "note"),
    Fault("eine vorbei", "content.date-past", add("<p>Anmeldung bis 20. November 2026</p>"), "Anmeldung bis", "note"),
    Fault("an old notice", "content.copyright-year", add("<p>© 2024 Acme</p>"), "© 2024", "note"),
    Fault("a text part that says nothing", "content.text-part-missing",
          give(text="Your e-mail program does not support HTML."), "Your e-mail program", "warning"),
    Fault("a forbidden term", "content.forbidden-terms", add("<p>Guaranteed!</p>"), "Guaranteed!", "warning",
          options={"terms": ["guaranteed"]}),
    Fault("a code that is missing", "content.not-as-briefed", manifest(brief={"says": ["CODE20"]}), severity="blocker"),
    Fault("a word that never may", "content.not-as-briefed",
          both(add("<p>See you in 2025</p>"), manifest(brief={"never_says": ["2025"]})), "See you in 2025", "blocker"),
    Fault("another subject", "content.not-as-briefed", manifest(brief={"subject": "Two evenings"}), severity="blocker"),
    Fault("another sender", "content.not-as-briefed", manifest(brief={"from": "hi@acme.test"}), severity="blocker"),
    Fault("another day", "content.not-as-briefed", manifest(brief={"event": {"date": "2026-12-03"}}), severity="blocker"),
    Fault("a clone's day", "content.left-over",
          give(history=[{"name": "2026-10_studio", "traces": {"event": "2026-12-02"}}]), severity="warning"),
    Fault("a clone's campaign", "content.left-over",
          give(history=[{"name": "2026-10_studio", "traces": {"campaigns": ["2026-11_winter-studio"]}}])),
    Fault("another footer", "content.footer-changed", manifest(), severity="warning",
          options={"footer": ["Acme Studio Ltd, 2 High Street"]}),
    Fault("no imprint", "content.imprint-missing",
          both(swap("legal-notice", "x"), swap("Legal notice", "x"), give(text=None)), severity="warning",
          languages=("en",), options={"always": True}),
    Fault("kein Impressum", "content.imprint-missing", both(swap("impressum", "x"), swap("Impressum", "x"), give(text=None)),
          severity="warning", languages=("de",)),
    Fault("no way to a browser", "content.view-in-browser-missing", without_view, severity="note"),
    Fault("hidden text", "content.hidden-text",
          add(f'<div style="display:none">{"The mountains are white and nobody sees this. " * 9}</div>'),
          "nobody sees this", "warning"),
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
