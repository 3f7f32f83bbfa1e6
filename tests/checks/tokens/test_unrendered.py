"""tokens.unrendered: what a proof still shows."""

from __future__ import annotations

import pytest

from preflight.checks.tokens.unrendered import unrendered
from preflight.facts.send import Image, Run
from tests.checks.content_facts import at, link, mail, outcome, part, result, said, token

NAME = "{{ contact.firstname }}"


def proof(*texts, **more):
    return mail(part(*texts) if texts else "Sale!", state="proof", **more)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (proof(f"Hello {NAME}", tokens=(token(NAME),)), f"the proof still shows {NAME}"),
        (proof(subject=f"Hello {NAME}", tokens=(token(NAME, where="subject"),)),
         f"{NAME} still stands in the subject of the proof"),
        (proof(sender=f"{NAME} <a@b.test>", tokens=(token(NAME, where="from"),)),
         f"{NAME} still stands in the From name of the proof"),
        (proof(links=(link("https://shop.test/?a=*|X|*", "content"),), tokens=(token("*|X|*", where="url"),)),
         "*|X|* still stands in a link of the proof"),
        (proof(images=(Image("", "https://shop.test/%%x%%.png", "token", "img", at()),), tokens=(token("%%x%%", where="url"),)),
         "%%x%% still stands in a link of the proof"),
        (proof(text=f"Hello {NAME}", tokens=(token(NAME, where="text"),)),
         f"{NAME} still stands in the text part of the proof"),
        (proof(Run(f"For {NAME}", at(), "display:none"), "Hello", tokens=(token(NAME),)), f"the proof still shows {NAME}"),
    ],
)  # fmt: skip
def test_shown(message, words):
    found = result(unrendered, message)
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]


@pytest.mark.parametrize(
    "message",
    [
        proof("Hello Jane"),
        proof("Hello", tokens=(token("{{ in_a_comment }}"),)),
        proof("Hello", Run(f"old {NAME}", at(), "display:none"), tokens=(token(NAME),)),
        proof("Hello", tokens=(token("<{{ id }}>", where="header"),)),
        proof("Hello", tokens=(token("{{ x }}", where="url"),)),
    ],
)
def test_not_shown(message):
    assert result(unrendered, message).outcome == "passed"


def test_drafts_are_not_judged():
    assert result(unrendered, mail(f"Hello {NAME}", tokens=(token(NAME),))).outcome == "skipped"


def test_the_proof_of_a_draft_is():
    draft = mail(f"Hello {NAME}", tokens=(token(NAME),), proof=proof(f"Hello {NAME}", tokens=(token(NAME, line=7),)))
    assert [f.location.line for f in result(unrendered, draft).findings] == [7]


def test_one_finding_a_token_with_its_places():
    message = proof(f"{NAME} {NAME}", tokens=(token(NAME, line=2), token(NAME, line=5)))
    found = result(unrendered, message)
    assert said(found) == [f"the proof still shows {NAME} in 2 places"]
    assert [p.line for p in found.findings[0].places] == [5]
    assert str(found.summary) == "1 of 1 proof still shows tokens"


def test_a_word_in_brackets_is_a_label_of_the_text_part():
    message = proof(
        text="[Unsubscribe] https://x.test/u", tokens=(token("[Unsubscribe]", "unsubscribe", where="text"),)
    )
    assert result(unrendered, message).outcome == "passed"
    assert result(unrendered, message, platform="campaignmonitor").outcome == "failed"
