"""subject.too-long, subject.fake-reply, subject.shouting and subject.preheader-missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.subject._subjects import graphemes
from preflight.checks.subject.fake_reply import fake_reply
from preflight.checks.subject.preheader_missing import preheader_missing
from preflight.checks.subject.shouting import shouting
from preflight.checks.subject.too_long import too_long
from preflight.facts.send import Run
from preflight.testing import facts_from, judge_check
from tests.checks.content_facts import at, header, mail, outcome, part, result, said, token


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("abc", 3), ("e\u0301te\u0301", 3), ("👩‍👩‍👧‍👦", 1), ("👍🏽!", 2), ("🇩🇪🇫🇷", 2), ("❤️ you", 5), ("a\u200db", 1),
        ("สวัสดี", 4), ("日本語", 3),
    ],
)  # fmt: skip
def test_graphemes(text, count):
    assert graphemes(text) == count


@given(st.text(max_size=50))
def test_there_are_no_more_graphemes_than_signs(text):
    assert 0 <= graphemes(text) <= len(text)


def test_too_long():
    found = result(too_long, mail(subject="a" * 61))
    assert outcome(found) == ("failed", "note")
    assert said(found) == ["the subject is 61 signs long; inboxes show 60 at most"]
    assert result(too_long, mail(subject="a" * 60)).outcome == "passed"
    assert result(too_long, mail(subject="👩‍👩‍👧‍👦" * 60)).outcome == "passed"
    assert result(too_long, mail(subject="a" * 11), options={"at_most": 10}).outcome == "failed"
    assert result(too_long, mail()).outcome == "skipped"


def test_tokens_count_as_what_they_become():
    long = '{{ personalization_token("contact.firstname", "there") }}'
    one = token(long, where="subject", fallback="there")
    assert result(too_long, mail(subject=f"{long}, {'a' * 50}", tokens=(one,))).outcome == "passed"
    bare = token("{{ contact.firstname }}", where="subject")
    found = result(too_long, mail(subject=f"{bare.text} {'a' * 61}", tokens=(bare,)))
    assert said(found) == ["the subject is at least 61 signs long, whoever gets it; inboxes show 60 at most"]


@pytest.mark.parametrize(
    "subject",
    ["Re: your order", "RE: Sale", "Fwd: look", "FW: look", "AW: Ihr Angebot", "WG: Angebot", "TR : offre", "RV: oferta",
     "Re[2]: hi", "Re(3): hi", "RE^2: hi", "SV: hej", "Antw: hoi", "回复: 你好", "回复：你好", "[Re: hi]", "  re:  hi", "Re:"],
)  # fmt: skip
def test_feigned_replies(subject):
    assert outcome(result(fake_reply, mail(subject=subject))) == ("failed", "warning")


@pytest.mark.parametrize(
    "subject",
    ["Re:think your wardrobe", "re:Invent 2026", "Re-opening: our shop", "Reply: how we do it", "Real: talk", "Retail: news",
     "Forward: march", "Trends: spring", "Reminder: tomorrow", "React: a course", "Regarding your order", "Recap: 2026",
     "Your order, re: delivery", "AWS: news", "Ref: 1234", "SVG: how", "VS Code: tips"],
)  # fmt: skip
def test_what_is_no_reply(subject):
    assert result(fake_reply, mail(subject=subject)).outcome == "passed"


def test_true_replies():
    found = result(fake_reply, mail(subject="Re: hi", headers=(header("In-Reply-To", "<a@b.test>"),)))
    assert found.outcome == "passed"
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    "subject",
    ["LAST DAYS OF OUR SALE", "FREE SHIPPING TODAY", "Sale!!", "Only today !!!", "Win $$$ now", "€€€ sparen", "NUR HEUTE: RABATT",
     "ПОСЛЕДНИЕ ДНИ РАСПРОДАЖИ", "DERNIÈRE CHANCE", "What!?!"],
)  # fmt: skip
def test_shouting(subject):
    assert outcome(result(shouting, mail(subject=subject))) == ("failed", "warning")


@pytest.mark.parametrize(
    "subject",
    ["Sale!", "Our BIG sale", "NASA and ESA in the USA", "IKEA: new chairs", "B2B SaaS: ROI, KPI, CRM", "GDPR", "WOW",
     "Now $5", "$5, $10 and $20", "Really?!", "UNICEF helps", "NEW: winter coats", "50 % off", "冬のセール", "¡Hola! ¡Adiós!",
     "A B C D", "SALE"],
)  # fmt: skip
def test_no_shouting(subject):
    assert result(shouting, mail(subject=subject)).outcome == "passed"


def test_capitals_in_tokens_are_nobodys():
    one = token("*|FNAME|*", where="subject")
    assert result(shouting, mail(subject="*|FNAME|* sale", tokens=(one,))).outcome == "passed"
    assert result(shouting, mail(subject="ACME SALE"), options={"allow": ["ACME"]}).outcome == "passed"


GOOD = "Up to half off on coats and boots until Sunday."


def test_a_preheader():
    assert result(preheader_missing, mail(subject="Sale", preheader=GOOD)).outcome == "passed"
    assert result(preheader_missing, mail(None, "text only")).outcome == "skipped"


def test_none():
    found = result(preheader_missing, mail("Sale in all shops"))
    assert outcome(found) == ("failed", "warning")
    assert said(found) == ["there is no preview text; the inbox would show “Sale in all shops”"]
    assert result(preheader_missing, mail(part())).outcome == "failed"


@pytest.mark.parametrize(
    "shown",
    ["View in browser", "View this email in your browser", "Can't read this? View online", "Im Browser ansehen",
     "Newsletter im Browser öffnen", "Voir la version en ligne", "Ver en el navegador", "Ansicht nicht korrekt? Webversion"],
)  # fmt: skip
def test_view_in_browser(shown):
    for message in (mail(part(shown, "Sale")), mail(preheader=f"{shown} and more words that nobody needs to read")):
        found = result(preheader_missing, message)
        assert outcome(found) == ("failed", "warning")
        assert "the inbox would show" in said(found)[0]


def test_view_in_browser_behind_the_preheader():
    text = "Up to half off on coats, boots and much more until Sunday night. View in browser"
    assert result(preheader_missing, mail(preheader=text)).outcome == "passed"


def test_a_copy_of_the_subject():
    found = result(preheader_missing, mail(subject="Winter sale!", preheader="winter SALE"))
    assert said(found) == ["the preview text repeats the subject"]


def test_lengths():
    short = result(preheader_missing, mail(preheader="Short one"))
    assert outcome(short) == ("failed", "note")
    assert said(short) == ["the preview text is only 9 signs long; inboxes fill up with what follows"]
    assert outcome(result(preheader_missing, mail(preheader="word " * 40))) == ("failed", "note")


def test_tokens_and_shells():
    one = token("{{ my.preheader }}", where="preheader")
    assert result(preheader_missing, mail(preheader=one.text, tokens=(one,))).outcome == "unknown"
    assert result(preheader_missing, mail(shell="it names a file")).outcome == "skipped"
    hidden = mail(part(Run(GOOD, at(), "display:none"), "Sale"), preheader=GOOD)
    assert result(preheader_missing, hidden).outcome == "passed"


def test_pieces_of_mails():
    assert result(preheader_missing, mail("Button"), bare=True).outcome == "skipped"
    assert result(preheader_missing, mail(part("Sale", source="<html><p>Sale")), bare=True).outcome == "failed"
    assert result(preheader_missing, mail("Sale", state="proof"), bare=True).outcome == "failed"
    one = token("{{ module.author }}")
    assert result(preheader_missing, mail(part(one.text, "Sale"), tokens=(one,))).outcome == "unknown"


def test_empty_signs_are_no_preheader():
    assert said(result(preheader_missing, mail(preheader="--- …"))) == ["the preview text is empty"]


NAMED = {
    "html": "<p>Sale", "subject": "{{ contact.firstname }}, our great winter sale has begun today",
    "send": {"platform": "hubspot", "audience": {"members": "audience.csv"}},
}  # fmt: skip


@pytest.mark.parametrize(("people", "found"), [(412, 1), (100, 0), (0, 0)])
def test_for_whom_their_own_name_makes_the_subject_too_long(people, found):
    audience = {"rows": 20_000, "measures": {"persona.longer:firstname:21": people}}
    result = judge_check(too_long, facts_from({**NAMED, "audience": audience}))
    assert len(result.findings) == found
    if found:
        assert said(result) == [
            "for 412 of 20,000 recipients their own values make the subject longer than the 60 signs that inboxes show"
        ]


def test_what_is_asked_of_the_audience_is_what_is_left_for_the_field():
    facts = facts_from(NAMED)
    (ask,) = too_long.asks(facts.send, too_long.options(), facts)
    assert (ask.cell.column, ask.cell.test, ask.where) == ("firstname", "length", "flag > 21")
    twice = facts_from({**NAMED, "subject": "{{ contact.firstname }} and {{ contact.firstname }}"})
    (ask,) = too_long.asks(twice.send, too_long.options(), twice)
    assert ask.where == "flag > 27"
    assert (
        list(too_long.asks(facts_from({**NAMED, "send": {"platform": "hubspot"}}).send, too_long.options(), facts))
        == []
    )


def test_what_only_the_platform_knows():
    scripted = "{% if plan == 'gold' %}" + "a" * 40 + "{% else %}" + "b" * 40 + "{% endif %}"
    assert result(too_long, mail(subject=scripted), platform="hubspot").outcome == "unknown"
    either = "*|IF:FNAME|*" + "a" * 40 + "*|ELSE:|*" + "b" * 40 + "*|END:IF|*"
    assert result(too_long, mail(subject=either), platform="mailchimp").outcome == "passed"
