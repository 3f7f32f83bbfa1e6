"""sender.freemail, sender.display-name, sender.unapproved and sender.no-reply."""

from __future__ import annotations

import pytest

from preflight.checks.sender.display_name import display_name
from preflight.checks.sender.freemail import freemail
from preflight.checks.sender.no_reply import no_reply
from preflight.checks.sender.unapproved import unapproved
from tests.checks.content_facts import header, mail, outcome, result, said, token


@pytest.mark.parametrize("address", ["a@gmail.com", "Acme <A@GMX.de>", '"Acme" <acme@t-online.de>', "a@outlook.com"])
def test_freemail(address):
    found = result(freemail, mail(sender=address))
    assert outcome(found) == ("failed", "blocker")
    assert "where anybody may have a mailbox" in said(found)[0]


@pytest.mark.parametrize(
    "address", ["a@gmail.com.shop.test", "gmail.com <a@shop.test>", "a@mail.google.com", "a@shop.test", "Acme"]
)
def test_no_freemail(address):
    assert result(freemail, mail(sender=address)).outcome == "passed"


def test_freemail_that_is_allowed():
    assert result(freemail, mail(sender="a@gmx.de"), options={"allow": ["gmx.de"]}).outcome == "passed"


def test_without_a_sender_nothing_is_judged():
    for check in (freemail, display_name, unapproved, no_reply):
        assert result(check, mail(), bare=True).outcome == "skipped"
        assert result(check).outcome == "skipped"


def test_the_proofs_sender_counts_where_the_draft_has_none():
    proof = mail(state="proof", headers=(header("From", "a@gmail.com"),))
    assert result(freemail, mail(proof=proof)).outcome == "failed"


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("Acme 🔥 <a@shop.test>", "holds an emoji: 🔥"),
        ("✅ Acme <a@shop.test>", "holds an emoji: ✅"),
        ("Acme (2) <a@shop.test>", "feigns a conversation: (2)"),
        ('"Re: Acme" <a@shop.test>', "feigns a reply: Re:"),
        ("Acme Last Chance <a@shop.test>", "holds words of a subject: Last Chance"),
        ("Acme 50% off <a@shop.test>", "holds words of a subject: 50% off"),
        ("Acme, letzte Chance <a@shop.test>", "holds words of a subject: letzte Chance"),
        ('"acme@gmail.com" <a@shop.test>', "holds an address at gmail.com"),
    ],
)
def test_display_names(sender, words):
    found = result(display_name, mail(sender=sender))
    assert outcome(found) == ("failed", "warning")
    assert said(found)[0].endswith(words)


@pytest.mark.parametrize(
    "sender",
    [
        "Acme <a@shop.test>", "Jo at Acme <a@shop.test>", '"Acme, Inc." <a@shop.test>', "Acme® <a@shop.test>",
        "Acme™ News <a@shop.test>", '"news@mail.shop.test" <a@shop.test>', "Acme (UK) <a@shop.test>", "a@shop.test",
        "Studio 54 <a@shop.test>", "Last Call Records <a@shop.test>", "Free <a@free.test>", "1&1 <a@shop.test>",
        "Société Générale <a@shop.test>", "東京ストア <a@shop.test>", "The 24 Hour Shop <a@shop.test>",
    ],
)  # fmt: skip
def test_names_that_say_who_sends(sender):
    assert result(display_name, mail(sender=sender)).outcome == "passed", said(
        result(display_name, mail(sender=sender))
    )


def test_a_readers_name_in_the_senders():
    def named(field):
        one = token(f"{{{{ {field} }}}}", where="from", name=field)
        return result(display_name, mail(sender=f"Acme for {one.text} <a@shop.test>", tokens=(one,)))

    assert said(named("contact.firstname"))[0].endswith("holds the reader's own name")
    assert named("owner.firstname").outcome == "passed"
    assert named("company.name").outcome == "passed"


def test_names_that_are_meant():
    assert result(display_name, mail(sender="🔥 <a@shop.test>"), options={"allow": ["🔥"]}).outcome == "passed"


def test_unapproved():
    options = {"senders": ["News@shop.test", "@mail.shop.test"]}
    assert outcome(result(unapproved, mail(sender="jo@shop.test"), options=options)) == ("failed", "blocker")
    assert result(unapproved, mail(sender="jo@eu.mail.shop.test"), options=options).outcome == "failed"
    assert result(unapproved, mail(sender="NEWS@shop.test"), options=options).outcome == "passed"
    assert result(unapproved, mail(sender="jo@mail.shop.test"), options=options).outcome == "passed"
    assert result(unapproved, mail(sender="jo@shop.test")).outcome == "skipped"


@pytest.mark.parametrize(
    "local",
    ["noreply", "no-reply", "No_Reply", "donotreply", "do-not-reply", "news-noreply", "noreply+7", "no.reply", "noreply2",
     "nicht-antworten", "nepasrepondre", "ne-pas-repondre", "no-responder", "nao-responda", "non-rispondere",
     "niet-beantwoorden"],
)  # fmt: skip
def test_no_reply(local):
    found = result(no_reply, mail(sender=f"Acme <{local}@shop.test>"))
    assert outcome(found) == ("failed", "warning")


@pytest.mark.parametrize("local", ["reply", "hello", "replies", "noreen", "snore", "piano", "norepl", "casino.reply"])
def test_addresses_that_are_read(local):
    assert result(no_reply, mail(sender=f"{local}@shop.test")).outcome == "passed"


def test_no_reply_as_reply_to():
    found = result(no_reply, mail(sender="a@shop.test", reply_to="noreply@shop.test"))
    assert said(found) == ["noreply@shop.test asks not to be answered"]
    assert found.measures == {"addresses": 2, "no_reply": 1}
    both = result(no_reply, mail(sender="noreply@shop.test", reply_to="noreply@shop.test"))
    assert len(both.findings) == 1
