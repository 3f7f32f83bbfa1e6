"""tokens.blank_for_recipients and unknown_field: the mail's fields held against the audience's columns."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from preflight.checks.tokens import blank_for_recipients, unknown_field
from preflight.checks.tokens._fields import column_name
from preflight.facts.audience import Audience, Measure, Measured
from preflight.facts.web import Unanswered
from preflight.testing import facts_from, judge_check
from preflight.verdict import Outcome

BLANK = blank_for_recipients.blank_for_recipients
FIELD = unknown_field.unknown_field
NAME = "Hello {{ contact.firstname }}, our sale has begun."


def facts(html: str, blank: dict[str, Any] | None = None, columns: tuple[str, ...] = ("Email", "First Name"),
          platform: str = "hubspot", message: dict[str, Any] | None = None, **more: Any) -> Any:  # fmt: skip
    measures = {f"tokens.blank:{name}": value for name, value in (blank or {}).items()}
    send = {
        "platform": platform,
        "audience": {"members": "a.csv", **more.pop("audience", {})},
        "message": message or {},
    }
    return facts_from({
        "html": html, "send": send, "audience": {"rows": 48200, "columns": columns, "measures": measures}, **more,
    })  # fmt: skip


def asked(found: Any) -> dict[str, str]:
    return {a.name: a.cell.column for a in BLANK.asks(found.send, blank_for_recipients.Options(), found)}  # type: ignore[misc,union-attr]


@pytest.mark.parametrize(
    ("html", "platform", "name", "column"),
    [
        (NAME, "hubspot", "tokens.blank:firstname", "firstname"),
        ("Hi {{lead.First Name}}!", "marketo", "tokens.blank:firstname", "First Name"),
        ("Hi *|FNAME|*!", "mailchimp", "tokens.blank:fname", "FNAME"),
        ("Hi %%First Name%%!", "sfmc", "tokens.blank:firstname", "First Name"),
        ("Hi {{Recipient.FirstName}}!", "pardot", "tokens.blank:firstname", "FirstName"),
        ("Hi {{customer.first_name}}!", "customerio", "tokens.blank:firstname", "first_name"),
        ("Hi {{ company.name }}!", "hubspot", "tokens.blank:companyname", "company.name"),
    ],
)  # fmt: skip
def test_what_is_asked(html: str, platform: str, name: str, column: str) -> None:
    assert asked(facts(f"<p>{html}</p>", platform=platform)) == {name: column}


@pytest.mark.parametrize(
    "html",
    [
        '<p>Hello {{ personalization_token("contact.firstname", "there") }}</p>',
        "<p>{% if contact.firstname %}Hello {{ contact.firstname }}{% endif %}</p>",
        '<p><a href="https://a.test/?n={{ contact.firstname }}">x</a></p>',
        "<p>{{ site_settings.company_name }} {{ contact.email }}</p>",
    ],
)  # fmt: skip
def test_what_need_not_be_asked(html: str) -> None:
    assert asked(facts(html)) == {}
    assert judge_check(BLANK, facts(html)).outcome is Outcome.PASSED


def test_the_account_s_own_fallback_counts() -> None:
    assert asked(facts(f"<p>{NAME}</p>", message={"defaults": {"contact.firstname": "there"}})) == {}


def test_what_they_would_read() -> None:
    result = judge_check(BLANK, facts(f"<p>{NAME}</p>", {"firstname": {"value": 412, "examples": ["j***e@g***.com"]}}))
    (finding,) = result.findings
    assert str(finding.text) == (
        "{{ contact.firstname }} is blank for 412 of 48,200 recipients, who read “Hello , our sale has begun.”"
    )
    assert finding.location.line == 1
    assert finding.evidence["examples"]
    subject = facts("<p>x</p>", {"firstname": 1}, message={"subject": "{{ contact.firstname }}, look!"})
    assert "1 of 48,200 recipients, who read “, look!”" in str(judge_check(BLANK, subject).findings[0].text)
    alone = judge_check(BLANK, facts("<p>{{ contact.firstname }}</p>", {"firstname": 9}))
    assert str(alone.findings[0].text).endswith("9 of 48,200 recipients and has no fallback")


def test_one_field_in_many_places_is_one_finding() -> None:
    result = judge_check(BLANK, facts(f"<p>{NAME}</p><p>Yes, {{{{ contact.firstname }}}}!</p>", {"firstname": 4}))
    assert len(result.findings) == 1
    assert result.findings[0].places


@pytest.mark.parametrize(("kind", "outcome"), [("absent", "passed"), ("error", "unknown"), ("not-asked", "unknown")])
def test_a_thin_export_never_stops(kind: Any, outcome: str) -> None:
    found = facts(f"<p>{NAME}</p>", columns=("Email",))
    answers: dict[str, Measured | Unanswered] = {"tokens.blank:firstname": Unanswered(kind, "why")}
    judged = msgspec.structs.replace(found, audience=Audience(members=found.audience.members, measures=answers))
    assert judge_check(BLANK, judged).outcome == outcome


@pytest.mark.parametrize("check", [BLANK, FIELD])
def test_without_draft_or_members_nothing_is_judged(check: Any) -> None:
    proof = facts_from({"eml": "From: a@a.test\nSubject: x\n\nHello", "send": {"audience": {"members": "a.csv"}}})
    assert judge_check(check, proof).outcome is Outcome.SKIPPED
    counts = facts_from({"html": NAME, "send": {"audience": {"counts": {"final": 3}}}})
    assert judge_check(check, counts).outcome is Outcome.SKIPPED
    unread = facts_from({"html": NAME, "send": {"platform": "hubspot", "audience": {"members": "a.csv"}}})
    assert judge_check(check, unread).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("html", "columns", "words"),
    [
        (NAME, ("Email", "First Name"), []),
        (NAME, ("Email", "VORNAME"), []),
        ("{{ contact.fristname }} {{ contact.city }}", ("Email", "First Name", "City"), ["did you mean First Name?"]),
        ("{{ contact.shoesize }} {{ contact.city }}", ("Email", "City"), ["none of the 2 columns of the audience"]),
        (NAME, ("Email",), ["none of the 1 columns"]),
        ("{{ contact.firstname }} {{ contact.city }}", ("Email",), ["none of the 2 fields that the mail shows"]),
        ('{{ personalization_token("contact.fristname", "x") }}', ("Email", "City"), ["none of the 2 columns"]),
    ],
)  # fmt: skip
def test_unknown_field(html: str, columns: tuple[str, ...], words: list[str]) -> None:
    result = judge_check(FIELD, facts(f"<p>{html}</p>", columns=columns))
    texts = [str(finding.text) for finding in result.findings]
    assert len(texts) == len(words), texts
    for text, wanted in zip(texts, words, strict=True):
        assert wanted in text


def test_a_column_that_the_send_renames_is_known() -> None:
    named = {"columns": {"email": "E", "firstname": "Rufname"}}
    assert judge_check(FIELD, facts(NAME, columns=("E", "Rufname"), audience=named)).outcome is Outcome.PASSED


def test_a_value_of_the_send_s_own_is_no_column() -> None:
    """Whose field a plain `{{ promo }}` is, nobody can tell."""
    assert judge_check(FIELD, facts("<p>{{ promo }}</p>", platform="generic")).outcome is Outcome.PASSED


def test_the_words_for_a_person_are_no_part_of_the_column() -> None:
    found = facts(f"<p>{NAME}</p>")
    assert {column_name(token) for token in found.send.messages[0].tokens} == {"firstname"}
    assert isinstance(next(iter(BLANK.asks(found.send, blank_for_recipients.Options(), found))), Measure)  # type: ignore[misc]
