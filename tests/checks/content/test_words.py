"""content.text-part-missing, content.forbidden-terms, content.not-as-briefed, content.footer-changed,
content.imprint-missing, content.view-in-browser-missing and content.hidden-text."""

from __future__ import annotations

import pytest

from preflight.checks.content.footer_changed import footer_changed
from preflight.checks.content.forbidden_terms import forbidden_terms
from preflight.checks.content.hidden_text import hidden_text
from preflight.checks.content.imprint_missing import imprint_missing
from preflight.checks.content.not_as_briefed import not_as_briefed
from preflight.checks.content.text_part_missing import text_part_missing
from preflight.checks.content.view_in_browser_missing import view_in_browser_missing
from preflight.facts.send import Brief, Image, Run
from preflight.finding import Location
from preflight.testing import facts_from, judge_check
from tests.checks.content_facts import at, link, mail, outcome, part, result, said, token


def judged(check, html, options=None, **more):
    return judge_check(check, facts_from({"html": html, **more}), options)


@pytest.mark.parametrize(
    "text",
    ["", " \n-- \n", "Your e-mail client does not support HTML.", "This message requires an HTML capable mail program.",
     "Ihr E-Mail-Programm kann keine HTML-Mails anzeigen.", "Votre messagerie ne supporte pas le HTML.",
     "To view this email in an HTML format, click here: https://shop.test/web", "HTML version of this message"],
)  # fmt: skip
def test_text_parts_that_say_nothing(text):
    assert outcome(result(text_part_missing, mail("Sale!", text))) == ("failed", "warning")


def test_text_part_missing():
    found = result(text_part_missing, mail("Sale!"))
    assert said(found) == ["the mail has no text part"]
    assert result(text_part_missing, mail("Sale!", "Sale until Sunday")).outcome == "passed"
    long = "Sale until Sunday. " * 30 + "Your program does not support HTML."
    assert result(text_part_missing, mail("Sale!", long)).outcome == "passed"
    assert result(text_part_missing, mail(None, "Sale")).outcome == "skipped"


def test_who_makes_the_text_part():
    assert result(text_part_missing, mail("Sale!"), platform="hubspot").outcome == "skipped"
    assert result(text_part_missing, mail("Sale!", ""), platform="hubspot").outcome == "failed"
    assert result(text_part_missing, mail("Sale!", state="proof"), platform="hubspot").outcome == "failed"
    assert (
        result(text_part_missing, mail("Sale!", proof=mail("Sale!", state="proof")), platform="hubspot").outcome
        == "failed"
    )
    assert result(text_part_missing, mail("Sale!", proof=mail("Sale!", "Sale", state="proof"))).outcome == "passed"
    assert (
        result(text_part_missing, mail("Sale!"), platform="own", options={"makes_text": ["own"]}).outcome == "skipped"
    )
    assert result(text_part_missing, mail("Sale!"), bare=True).outcome == "skipped"
    assert result(text_part_missing, mail("Sale!", state="proof"), bare=True).outcome == "failed"


def test_forbidden_terms():
    options = {"terms": ["Guaranteed", "risk free", "cure*", "C++"]}
    for text in ("a GUARANTEED return", "risk  free", "it cures all", "learn C++ now"):
        assert outcome(result(forbidden_terms, mail(text), options=options)) == ("failed", "warning"), text
    for text in ("unguaranteed", "risk-averse, free", "secure", "C+ grade"):
        assert result(forbidden_terms, mail(text), options=options).outcome == "passed", text
    assert result(forbidden_terms, mail(subject="Guaranteed"), options=options).outcome == "failed"
    alt = Image("https://x.test/a.png", "a.png", "content", "img", at(), alt="risk free")
    assert result(forbidden_terms, mail(images=(alt,)), options=options).outcome == "failed"
    assert result(forbidden_terms, mail("GUARANTEED"), options={**options, "match_case": True}).outcome == "passed"
    assert result(forbidden_terms, mail("x")).outcome == "skipped"
    twice = result(forbidden_terms, mail(part("guaranteed", "Guaranteed")), options=options)
    assert said(twice) == ["“guaranteed” stands in the mail in 2 places, and must not"]


def brief(**more):
    return Brief(Location("", "send.yaml", 3, 1), **more)


def test_the_briefs_subject():
    wanted = brief(subject="Join us on 2 December")
    assert outcome(result(not_as_briefed, mail(subject="Join us"), brief=wanted)) == ("failed", "blocker")
    assert result(not_as_briefed, mail(subject="Join  us on 2 December"), brief=wanted).outcome == "passed"
    both = (mail(subject="Join us on 2 December", name="A"), mail(subject="See you!", name="B"))
    assert result(not_as_briefed, *both, brief=wanted).outcome == "passed"
    quoted = brief(subject="It's “here”")
    assert result(not_as_briefed, mail(subject='It’s "here"'), brief=quoted).outcome == "passed"


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("Acme <a@shop.test>", "Acme <A@shop.test>", True), ("Acme <a@shop.test>", "Acme Ltd <a@shop.test>", False),
        ("Acme <a@shop.test>", "Acme <b@shop.test>", False), ("a@shop.test", "Whoever <a@shop.test>", True),
        ("Acme", "Acme <b@shop.test>", True), ("Acme", "Zeta <b@shop.test>", False), ('"Acme" <a@shop.test>', "Acme <a@shop.test>", True),
    ],
)  # fmt: skip
def test_the_briefs_sender(wanted, found, same):
    assert result(not_as_briefed, mail(sender=found), brief=brief(sender=wanted)).outcome == (
        "passed" if same else "failed"
    )


def test_words_that_must_stand():
    wanted = brief(says=("CODE20", "free delivery"))
    assert said(result(not_as_briefed, mail("Save with CODE10: Free  delivery"), brief=wanted)) == [
        "“CODE20” does not stand in the mail, and the brief wants it"
    ]
    in_link = mail("Free delivery", links=(link("https://shop.test/?code=CODE20", "content"),))
    assert result(not_as_briefed, in_link, brief=wanted).outcome == "passed"
    assert result(not_as_briefed, mail("x", shell="it names a file"), brief=wanted).outcome == "unknown"


def test_words_that_never_may():
    banned = brief(never_says=("2025", "beta"))
    for text in ("Sale 2025!", "Our BETA is here"):
        assert result(not_as_briefed, mail(text), brief=banned).outcome == "failed"
    for text in ("Model 20250", "alphabetagamma", "1-20251"):
        assert result(not_as_briefed, mail(text), brief=banned).outcome == "passed"


EVENT = {"date": "2026-12-02T17:00:00", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    "text",
    ["2 December", "Wednesday, 2 December 2026, 5 pm", "2.12.2026, 17 Uhr", "2.12.2026 17:00 Uhr CET", "Dec 2, 11 am ET",
     "2 December, 4 pm GMT / 17:00 CET", "12/02/2026 at 8:00 am PST", "2 December, 5–7 pm",
     "Am 2.12. von 17 bis 19 Uhr", "Wed 2 Dec, 5 o'clock", "2 December, 17:00. Opening hours: Mon–Fri 9:00–18:00",
     "Mittwoch, 2.12., 17.00 Uhr", "2 December. Call us Monday to Friday, 9 am", "2 December, 11 am – 5:00 pm CET",  "2 December, doors 16:30, start 17:00", "2026-12-02 17h"],
)  # fmt: skip
def test_the_briefs_event(text):
    found = result(not_as_briefed, mail(text), brief=brief(event=EVENT))
    assert found.outcome == "passed", said(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Join us!", "the mail does not say the event's day, 2026-12-02"),
        ("3 December, 17:00", "the mail does not say the event's day, 2026-12-02; it says 3 December"),
        ("2 December, 6 pm", "the mail does not say the event's time, 17:00 Europe/Berlin; it says 6 pm"),
        ("2 December, 17:00 EST", "the mail does not say the event's time, 17:00 Europe/Berlin; it says 17:00 EST"),
        ("2 December 2025, 17:00", "the mail does not say the event's day, 2026-12-02; it says 2 December 2025"),
    ],
)
def test_another_event(text, words):
    assert said(result(not_as_briefed, mail(text), brief=brief(event=EVENT))) == [words]


def test_noon_and_other_languages():
    noon = brief(event={"date": "2026-12-02T12:00", "zone": ""})
    assert result(not_as_briefed, mail("2 December, doors 11:30, at noon"), brief=noon).outcome == "passed"
    assert result(not_as_briefed, mail("2 grudnia 2026", language="pl"), brief=brief(event=EVENT)).outcome == "unknown"
    assert result(not_as_briefed, mail("See you on the 2nd"), brief=brief(event=EVENT)).outcome == "unknown"
    assert result(not_as_briefed, mail("See you on 2/12"), brief=brief(event=EVENT)).outcome == "unknown"


def test_what_pictures_say_cannot_be_read():
    picture = Image("https://x.test/a.png", "a.png", "content", "img", at(), alt="Invitation")
    found = result(not_as_briefed, mail("Hello", images=(picture,)), brief=brief(event=EVENT, says=("CODE20",)))
    assert found.outcome == "unknown"


def test_events_that_cannot_be_judged():
    odd = brief(event={"date": "soon", "zone": ""})
    assert outcome(result(not_as_briefed, mail("x"), brief=odd))[0] == "unknown"
    seen = result(not_as_briefed, mail("x", shell="it names a file"), brief=brief(event=EVENT))
    assert seen.outcome == "unknown"
    day = brief(event={"date": "2026-12-02", "zone": "Nowhere/None"})
    assert result(not_as_briefed, mail("2 December, 6 pm"), brief=day).outcome == "passed"


def test_a_brief_that_says_nothing_of_words():
    assert result(not_as_briefed, mail("x"), brief=brief(audience=5)).outcome == "skipped"
    assert result(not_as_briefed, mail("x")).outcome == "skipped"


FOOTER = "Acme Ltd, registered in England and Wales, 1234567"


def test_footers():
    options = {"footer": [FOOTER]}
    assert (
        result(
            footer_changed,
            mail(part("Sale", "ACME LTD", "registered in England", "and Wales 1234567")),
            options=options,
        ).outcome
        == "passed"
    )
    changed = result(footer_changed, mail(part("Sale", "Acme Ltd")), options=options)
    assert outcome(changed) == ("failed", "warning")
    assert result(footer_changed, mail("x", shell="it names a file"), options=options).outcome == "unknown"
    assert result(footer_changed, mail("x")).outcome == "skipped"


def test_footers_by_digest():
    begins = {"footer": ["sha256:0"], "begins": "Acme Ltd, registered"}
    found = result(footer_changed, mail(part("Sale", FOOTER)), options=begins)
    assert found.outcome == "failed"
    digest = str(found.remarks[0].message).rpartition(" ")[2]
    assert (
        result(footer_changed, mail(part("Other", FOOTER)), options={**begins, "footer": [digest]}).outcome == "passed"
    )
    assert (
        result(footer_changed, mail(part("Other", f"{FOOTER}8")), options={**begins, "footer": [digest]}).outcome
        == "failed"
    )
    none = result(footer_changed, mail("Sale"), options=begins)
    assert said(none) == ["no footer begins with “Acme Ltd, registered”"]


def test_imprints():
    german = {"language": "de"}
    assert outcome(judged(imprint_missing, "<p>Sale</p>", **german)) == ("failed", "warning")
    for html in ('<a href="https://a.test/impressum">Rechtliches</a>', '<a href="https://a.test/x">Impressum</a>',
                 '<p>Unser Impressum finden Sie <a href="https://a.test/x">hier</a></p>',
                 "<p>Geschäftsführerin: A. Muster, Amtsgericht Berlin, HRB 12345</p>"):  # fmt: skip
        assert judged(imprint_missing, html, **german).outcome == "passed", html
    assert judged(imprint_missing, "<p>Sale</p>", language="en").outcome == "skipped"
    assert judged(imprint_missing, "<p>Sale</p>", {"always": True}, language="en").outcome == "failed"


def test_the_words_tell_the_language():
    german = "Wir freuen uns, dass Sie dabei sind, und haben für Sie die schönsten Dinge aus dem Laden. " * 4
    assert judged(imprint_missing, f"<p>{german}</p>").outcome == "failed"
    assert judged(imprint_missing, f"<p>{german}</p>", language="en").outcome == "failed"
    assert judged(imprint_missing, f"<p>{german}</p>", language="de-CH").outcome == "failed"


def test_imprints_are_for_readers_of_those_countries():
    def read(*groups, language="de"):
        audience = {"rows": 10, "measures": {"content.countries": {"value": 10, "groups": list(groups)}}}
        return judged(imprint_missing, "<p>Sale</p>", audience=audience, language=language).outcome

    assert read(["AT", 10], language="en") == "failed"
    assert read(["CH", 10]) == "skipped"


def test_view_in_browser():
    assert outcome(result(view_in_browser_missing, mail(), platform="hubspot")) == ("failed", "note")
    assert result(view_in_browser_missing, mail(links=(link(role="view"),)), platform="hubspot").outcome == "passed"
    assert (
        result(view_in_browser_missing, mail(tokens=(token("*|ARCHIVE|*", "view"),)), platform="mailchimp").outcome
        == "passed"
    )
    assert result(view_in_browser_missing, mail(), platform="braze").outcome == "skipped"
    assert result(view_in_browser_missing, mail()).outcome == "skipped"
    assert result(view_in_browser_missing, mail(tokens=(token("{{ contact.firstname }}"),))).outcome == "failed"
    assert result(view_in_browser_missing, mail(shell="it names a file"), platform="hubspot").outcome == "unknown"
    assert result(view_in_browser_missing, mail("a module"), platform="hubspot", bare=True).outcome == "unknown"


LONG = "Winter is here and the mountains are white with snow. " * 6


def test_hidden_text():
    found = result(hidden_text, mail(part("Sale", Run(LONG, at(2), "display:none hides it"))))
    assert outcome(found) == ("failed", "warning")
    assert found.findings[0].location.line == 2


def test_what_is_not_hidden_text():
    for message in (
        mail(part(Run(LONG, at(), "display:none hides it"), "Sale")),
        mail(part("Sale", Run("Winter is here", at(), "display:none hides it"))),
        mail(part("Sale", LONG, Run(LONG, at(), "display:none hides it"))),
    ):
        assert result(hidden_text, message).outcome == "passed"


STYLES = (
    "<style>@media (max-width:600px){.mobile{display:block!important;max-height:none!important}} .no{color:red}</style>"
)


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        (f'{STYLES}<p>Sale</p><div class="mobile" style="display:none">{LONG}</div>', "passed"),
        (
            f'{STYLES}<p>Sale</p><div class="x mobile" style="display:none"><p style="color:red">{LONG}</p></div>',
            "passed",
        ),
        (f'{STYLES}<p>Sale</p><div class="no" style="display:none">{LONG}</div>', "failed"),
        (f'<p>Sale</p><div class="mobile" style="display:none">{LONG}</div>', "failed"),
        (f'<p>Sale</p><p style="color:#ffffff">{LONG}</p>', "failed"),
        (f'<p>Sale</p><p style="font-size:1px">{LONG}</p>', "failed"),
        (f'<p>Sale</p><table background="x.png"><td><p style="color:#ffffff">{LONG}</p></td></table>', "passed"),
        (f'<p>Sale</p><table background=""><td><p style="color:#ffffff">{LONG}</p></td></table>', "failed"),
        (f'<p>Sale</p><td style="background:url(x.png)"><p style="color:#ffffff">{LONG}</p></td>', "passed"),
    ],
)
def test_hidden_in_html(html, outcome):
    assert judged(hidden_text, html).outcome == outcome
