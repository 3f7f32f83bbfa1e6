"""A mail as made-up recipients get it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.dialects.render import render
from preflight.facts.personas import (
    AWKWARD,
    BLANK,
    FOREIGN,
    LONGEST,
    PERSONAS,
    Persona,
    lengths_asked,
    longest,
    rendered,
    sent_octets,
)
from preflight.facts.send import Send
from preflight.testing import facts_from


def blank(_name: str) -> str:
    return ""


def jane(_name: str) -> str:
    return "Jane"


@pytest.mark.parametrize(
    ("text", "platform", "filled", "empty"),
    [
        ("Hi {{ contact.firstname }}!", "hubspot", "Hi Jane!", "Hi !"),
        ("Hi {{ personalization_token('contact.firstname', 'you') }}!", "hubspot", "Hi Jane!", "Hi you!"),
        ("{% if contact.firstname %}Hi {{ contact.firstname }}{% else %}Hello{% endif %}!", "hubspot", "Hi Jane!", "Hello!"),
        ("Hi {{lead.First Name:default=you}}!", "marketo", "Hi Jane!", "Hi you!"),
        ("#if($lead.x)Hi#else Hello#end", "marketo", None, None),
        ("Hi {{Recipient.FirstName}}!", "pardot", "Hi Jane!", "Hi !"),
        ("{{#if Recipient.City}}A{{else}}B{{/if}}", "pardot", "A", "B"),
        ("Hi %%First Name%%!", "sfmc", "Hi Jane!", "Hi !"),
        ("Hi %%=IIF(Empty(@x),'you',@x)=%%!", "sfmc", "Hi Jane!", "Hi you!"),
        ("%%[ SET @a = 1 ]%%%%[ IF NOT EMPTY(@x) THEN ]%%A%%[ ELSE ]%%B%%[ ENDIF ]%%", "sfmc", "A", "B"),
        ("Hi {{${first_name} | default: 'you'}}!", "braze", "Hi Jane!", "Hi you!"),
        ("{% if ${first_name} != blank %}A{% else %}B{% endif %}", "braze", "A", "B"),
        ("Hi *|FNAME|*!", "mailchimp", "Hi Jane!", "Hi !"),
        ("*|IF:FNAME|*Hi *|FNAME|**|ELSE:|*Hello*|END:IF|*!", "mailchimp", "Hi Jane!", "Hello!"),
        ("*|IFNOT:FNAME|*A*|END:IF|*B", "mailchimp", "B", "AB"),
        ('Hi {{ first_name|default:"you" }}!', "klaviyo", "Hi Jane!", "Hi you!"),
        ("{% unless first_name %}A{% endunless %}B", "klaviyo", "B", "AB"),
        ('Hi {{insert name "default=you"}}!', "sendgrid", "Hi Jane!", "Hi you!"),
        ("{{#if a}}A{{else if b}}B{{else}}C{{/if}}", "sendgrid", "A", "C"),
        ("{{^name}}A{{/name}}B", "mailgun", "B", "AB"),
        ("Hi {{ customer.first_name | default: 'you' }}!", "customerio", "Hi Jane!", "Hi you!"),
        ("Hi {{defaultIfEmpty firstName 'you'}}!", "iterable", "Hi Jane!", "Hi you!"),
        ("Hi %recipient.name%!", "mailgun", "Hi Jane!", "Hi !"),
        ("Hi [firstname,fallback=you]!", "campaignmonitor", "Hi Jane!", "Hi you!"),
        ("[if:firstname]A[else]B[endif]", "campaignmonitor", "A", "B"),
        ("Hi {contactfield=firstname|you}!", "mautic", "Hi Jane!", "Hi you!"),
        ("Hi {{ or .Subscriber.FirstName 'you' }}!", "listmonk", "Hi Jane!", "Hi you!"),
        ("{{ if .Subscriber.FirstName }}A{{ else }}B{{ end }}", "listmonk", "A", "B"),
        ("A{# note #}{% comment %}B{% endcomment %}C", "customerio", "AC", "AC"),
        ("plain text", "generic", "plain text", "plain text"),
    ],
)  # fmt: skip
def test_by_each_dialect_s_rules(text: str, platform: str, filled: str | None, empty: str | None) -> None:
    if filled is None:
        assert render(text, blank, platform).unknown
        return
    assert (render(text, jane, platform), render(text, blank, platform)) == ((filled, ()), (empty, ()))


@pytest.mark.parametrize(
    ("text", "shown", "unknown"),
    [
        ("{% if contact.score > 5 %}A{% else %}B{% endif %}", "AB", ("{% if contact.score > 5 %}",)),
        ("{% if a %}A{% elsif b > 1 %}B{% endif %}", "B", ("{% elsif b > 1 %}",)),
        ("{{ content.title }}", "", ("{{ content.title }}",)),
        ("{% for a in b %}x{% endfor %}", "x", ("{% for a in b %}",)),
        ("%%=ContentBlockByKey('a')=%%", "", ("%%=ContentBlockByKey('a')=%%",)),
    ],
)
def test_what_only_the_platform_knows_is_told_once(text: str, shown: str, unknown: tuple[str, ...]) -> None:
    found = render(f"{text}{text}", blank, "hubspot" if "%%" not in text else "sfmc")
    assert (found.text, found.unknown) == (shown * 2, unknown)


def test_handlebars_writes_entities_and_only_in_markup() -> None:
    assert render("{{name}}", lambda _n: "<b>&", "sendgrid", markup=True).text == "&lt;b&gt;&amp;"
    assert render("{{{name}}}", lambda _n: "<b>", "sendgrid", markup=True).text == "<b>"
    assert render("{{name}}", lambda _n: "<b>", "sendgrid").text == "<b>"
    assert render("%%name%%", lambda _n: "<b>", "sfmc", markup=True).text == "<b>"


def test_personas() -> None:
    assert [one.name for one in PERSONAS] == ["blank", "longest", "foreign", "awkward"]
    assert BLANK.value("contact.firstname") == BLANK.value("city") == ""
    assert len(LONGEST.value("first_name")) > 15
    assert not FOREIGN.value("first_name").isascii()
    assert {"'", '"'} <= set(AWKWARD.value("first_name"))
    assert "<" in AWKWARD.value("company")
    known = Persona("longest", "Ann", "Word ", {"city": 12})
    assert known.value("contact.city") == "Word Word Wo"


def sent(html: str, platform: str = "hubspot", **message) -> Send:
    send = {"platform": platform, "message": message}
    return facts_from({"html": html, "subject": "Hi {{ contact.firstname }}", "send": send}).send


def test_the_mail_as_each_gets_it() -> None:
    send = sent("<p>Hi {{ contact.firstname }}, of {{ contact.city }}</p>", defaults={"contact.firstname": "there"})
    message = send.messages[0]
    assert rendered(send, message, BLANK).text == "<p>Hi there, of </p>"
    assert rendered(send, message, BLANK, "subject").text == "Hi there"
    assert "Ελισάβετ" in rendered(send, message, FOREIGN).text
    assert rendered(send, message, LONGEST, "text").text == ""


def test_longest_values_are_as_long_as_the_audience_s():
    html = "<p>Hi {{ contact.firstname }}, of {{ contact.city }}</p>"
    example = {"html": html, "send": {"platform": "hubspot", "audience": {"members": "audience.csv"}}}
    facts = facts_from({**example, "audience": {"rows": 9, "measures": {"persona.length:firstname": 200}}})
    message = facts.send.messages[0]
    asked = {one.name: (one.cell.column, one.aggregate) for one in lengths_asked(facts.send.messages)}
    assert asked == {
        "persona.length:firstname": ("firstname", "max(flag)"),
        "persona.length:city": ("city", "max(flag)"),
    }
    assert len(longest(facts.audience).value("contact.firstname")) == 200
    assert longest(facts.audience).value("contact.city") == LONGEST.value("contact.city")
    made_up, measured = sent_octets(facts.send, message), sent_octets(facts.send, message, facts.audience)
    assert measured == made_up + 200 - len(LONGEST.value("firstname"))


def test_size_is_counted_without_scripts() -> None:
    script = "%%[ " + "SET @a = 1 " * 200 + "]%%"
    send = sent(f"<p>Hi %%First Name%%</p>{script}", "sfmc")
    assert sent_octets(send, send.messages[0]) < 100 < len(script)
    plain = sent("<p>Hi</p>")
    assert sent_octets(plain, plain.messages[0]) == 9


@given(
    st.text(st.sampled_from(list("{}%|*[]#/ aifend:\"'$.=<>\n")), max_size=80),
    st.sampled_from(["generic", "hubspot", "sfmc"]),
)
def test_nothing_makes_it_fall(text: str, platform: str) -> None:
    assert isinstance(render(text, jane, platform).text, str)
