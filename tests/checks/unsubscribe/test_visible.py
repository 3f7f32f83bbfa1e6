"""unsubscribe.missing, .missing-in-text, .hidden, .clipped: what a reader sees."""

from __future__ import annotations

import pytest

from preflight.checks.unsubscribe.clipped import clipped
from preflight.checks.unsubscribe.hidden import hidden
from preflight.checks.unsubscribe.missing import missing
from preflight.checks.unsubscribe.missing_in_text import missing_in_text
from preflight.facts.send import Run
from tests.checks.content_facts import LEAVE, at, link, lost, mail, outcome, part, result, said, token


def with_link(**more):
    return mail(links=(link(**more),))


@pytest.mark.parametrize(
    "message",
    [
        with_link(),
        with_link(role="preference", raw="https://shop.test/preferences/7"),
        with_link(raw="{{ unsubscribe_link }}", text="hier"),
        with_link(raw="mailto:leave@shop.test?subject=unsubscribe", role="contact", text="Write to us to leave"),
        with_link(raw="https://click.test/?qs=0123", role="tracking", text="Unsubscribe here"),
        with_link(raw="{{my.link}}", role="token", text="Newsletter abbestellen"),
        with_link(raw="https://unsubscribe.shop.test/"),
        with_link(raw="https://preferences.shop.test/"),
        with_link(raw="https://shop.test/#/leave"),
        with_link(raw="https://shop.test/?unsubscribe=1"),
        with_link(raw="https://shop.test/l/9f2"),
        mail(tokens=(token("{% unsubscribe %}", "unsubscribe"),)),
        mail(part("Leave: {unsubscribe_text}"), tokens=(token("{unsubscribe_text}", "unsubscribe"),)),
        mail(links=(link("%%unsub_center_url%%", "token", "hier"),),
             tokens=(token("%%unsub_center_url%%", "unsubscribe", "url"),)),
        mail(None, "Sale! Leave: https://shop.test/u", links=(link(where="text"),)),
    ],
)  # fmt: skip
def test_ways_out(message):
    assert outcome(result(missing, message)) == ("passed", "blocker")
    assert result(hidden, message).outcome == "passed"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (mail(), "there is no unsubscribe link in the mail"),
        (mail(None, "Sale!"), "there is no unsubscribe link in the mail"),
        (with_link(raw="#"), "the unsubscribe link leads nowhere (its address is “#”)"),
        (with_link(raw="#footer"), "the unsubscribe link leads nowhere (its address is “#footer”)"),
        (with_link(raw=""), "the unsubscribe link leads nowhere (its address is “”)"),
        (with_link(raw="javascript:void(0)"), "the unsubscribe link runs a script, which no mail program does"),
        (with_link(raw="https://shop.test/"), "the unsubscribe link leads to the home page https://shop.test/"),
        (with_link(raw="https://shop.test"), "the unsubscribe link leads to the home page https://shop.test"),
        (with_link(raw="https://shop.test/index.html"),
         "the unsubscribe link leads to the home page https://shop.test/index.html"),
        (mail(links=(link("https://shop.test/sale", "content", "Shop"),)), "there is no unsubscribe link in the mail"),
        (mail(links=(link("mailto:hello@shop.test", "contact", "Contact"),)), "there is no unsubscribe link in the mail"),
        # what stands in the text part alone does not help those who read the HTML
        (mail(text="Leave", links=(link(where="text"),)), "there is no unsubscribe link in the mail"),
    ],
)  # fmt: skip
def test_no_way_out(message, words):
    found = result(missing, message)
    assert outcome(found) == ("failed", "blocker")
    assert said(found) == [words]
    assert str(found.summary) == "0 of 1 message offers a way to unsubscribe"


def test_transactional_mail_needs_none():
    for check in (missing, missing_in_text):
        assert result(check, mail(text="Hi"), kind="transactional").outcome == "skipped"


@pytest.mark.parametrize(
    ("platform", "settings", "severity"),
    [
        ("klaviyo", {}, "warning"),
        ("mailchimp", {}, "warning"),
        ("mailchimp", {"auto_footer": True}, "warning"),
        ("mailchimp", {"auto_footer": False}, "blocker"),
        ("iterable", {}, "warning"),
        ("mailgun", {}, "warning"),
        ("sfmc", {}, "warning"),
        ("hubspot", {}, "blocker"),
        ("generic", {}, "blocker"),
    ],
)
def test_platforms_that_append_one(platform, settings, severity):
    assert outcome(result(missing, mail(), platform=platform, settings=settings)) == ("failed", severity)


def test_a_proof_shows_what_was_appended():
    proof = mail(state="proof", links=(link(),))
    assert result(missing, mail(proof=proof), platform="klaviyo").outcome == "passed"
    assert outcome(result(missing, mail(proof=mail(state="proof")), platform="klaviyo")) == ("failed", "blocker")
    assert outcome(result(missing, mail(state="proof"), platform="klaviyo")) == ("failed", "blocker")


@pytest.mark.parametrize("message", [mail(shell="the body is one file name"), mail(defects=(lost(),))])
def test_content_elsewhere_is_unknown_once(message):
    found = result(missing, message)
    assert outcome(found) == ("unknown", "blocker")
    assert found.required
    assert len(found.unknowns) == 1


def test_a_piece_of_a_mail_is_unknown():
    assert outcome(result(missing, mail("a button"), bare=True)) == ("unknown", "blocker")
    assert outcome(result(missing, mail("a button"))) == ("failed", "blocker")


def test_a_script_as_address_is_unknown():
    message = mail(links=(link("%%=RedirectTo(@out)=%%", "token", "hier"),))
    assert said(result(missing, message)) == [
        "a script makes the address of a link when the mail is sent: it may be the unsubscribe link; add a proof"
    ]


def test_variants_with_one_fault_are_one_finding():
    found = result(missing, mail(name="A"), mail(name="B"), mail(name="C", links=(link(),)))
    assert said(found) == ["2 messages have no unsubscribe link"]
    assert [found.findings[0].location.message, *(p.message for p in found.findings[0].places)] == ["A", "B"]
    assert str(found.summary) == "1 of 3 messages offer a way to unsubscribe"


@pytest.mark.parametrize(
    ("message", "more", "expected"),
    [
        (mail(text="Sale!", links=(link(),)), {}, "failed"),
        (mail(text="Sale!", links=(link(), link(where="text", text=""))), {}, "passed"),
        (mail(text="Sale!", tokens=(token("*|UNSUB|*", "unsubscribe", "text"),)), {}, "passed"),
        (mail(text="x", links=(link("mailto:a@b.test", "contact", "", where="text", context="To unsubscribe, write to a@b.test"),)),
         {}, "passed"),
        (mail(), {}, "skipped"),
        (mail(), {"platform": "mailchimp"}, "skipped"),
        (mail(None, "Sale!"), {}, "skipped"),
        (mail(text="Sale!"), {"platform": "klaviyo"}, "skipped"),
        (mail(text="Sale!"), {"platform": "hubspot"}, "failed"),
        (mail(proof=mail(text="Sale!", state="proof")), {"platform": "hubspot"}, "failed"),
    ],
)  # fmt: skip
def test_the_text_part(message, more, expected):
    assert outcome(result(missing_in_text, message, **more)) == (expected, "warning")


def test_why_the_text_part_is_not_judged():
    assert (
        str(result(missing_in_text, mail(), platform="hubspot").reason) == "hubspot makes the text part when it sends"
    )
    assert str(result(missing_in_text, mail()).reason) == "there is no text part"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (with_link(hidden="display:none"), "display:none"),
        (with_link(conditional="mso"), "only Outlook shows it"),
        (mail(part(Run("{% unsubscribe %}", at(), "font-size:0")), tokens=(token("{% unsubscribe %}", "unsubscribe"),)),
         "font-size:0"),
        (mail(links=(link("{{u}}", "token", "hier", hidden="display:none"),), tokens=(token("{{u}}", "unsubscribe", "url"),)),
         "display:none"),
    ],
)  # fmt: skip
def test_hidden_and_not_missing_too(message, why):
    found = result(hidden, message)
    assert outcome(found) == ("failed", "blocker")
    assert found.findings[0].evidence["hidden"] == why
    assert result(missing, message).outcome == "passed"


def test_one_that_can_be_seen_is_enough():
    assert result(hidden, mail(links=(link(hidden="display:none"), link(line=2)))).outcome == "passed"
    assert result(hidden, mail(links=(link(conditional="!mso"), link(conditional="mso")))).outcome == "passed"
    assert result(hidden, mail()).outcome == "skipped"


def blocks(*steps: str):
    """A mail whose lines are directives, or "x" for the unsubscribe link."""
    links = tuple(link(line=n) for n, step in enumerate(steps, 1) if step == "x")
    tokens = tuple(token(step, "directive", line=n) for n, step in enumerate(steps, 1) if step != "x")
    return mail(links=links, tokens=tokens)


@pytest.mark.parametrize(
    "steps",
    [
        ("{% if person.vip %}", "x", "{% endif %}"),
        ("{% if a %}", "{% if b %}", "x", "{% endif %}", "{% else %}", "x", "{% endif %}"),
        ("{% if a %}", "x", "{% elif b %}", "x", "{% endif %}"),
        ("{{#if vip}}", "{{else}}", "x", "{{/if}}"),
        ("*|IF:VIP|*", "x", "*|END:IF|*"),
        ("[if:vip]", "x", "[endif]"),
        ("%%[ IF @vip THEN ]%%", "x", "%%[ ENDIF ]%%"),
        ("{{ if .Vip }}", "x", "{{ end }}"),
    ],
)
def test_only_where_a_condition_holds(steps):
    found = result(hidden, blocks(*steps))
    assert outcome(found) == ("failed", "blocker")
    assert found.findings[0].evidence["hidden"] == f"only where {steps[0]} holds"


@pytest.mark.parametrize(
    "steps",
    [
        ("{% if a %}", "{% endif %}", "x"),
        ("{% if a %}", "x", "{% else %}", "x", "{% endif %}"),
        ("*|IF:A|*", "x", "*|ELSE:|*", "x", "*|END:IF|*"),
        ("{% if a %}", "x", "{% endif %}", "x"),
        ("{% if unsubscribe_link %}", "x", "{% endif %}"),
        ("{% for item in items %}", "x", "{% endfor %}"),
        ("{{ range .Items }}", "{{ end }}", "x"),
        ("{% if a %}", "x"),
        ("{% endif %}", "x"),
    ],
)
def test_conditions_that_hide_nothing_for_certain(steps):
    assert result(hidden, blocks(*steps)).outcome == "passed"


def long(*lines: str):
    source = "\n".join(lines)
    return part(source=source)


def test_clipped_counts_octets():
    footer = mail(long("é" * 51_200, "x"), links=(link(line=2),))
    assert outcome(result(clipped, footer)) == ("failed", "blocker")
    assert said(result(clipped, footer)) == [
        "the unsubscribe link stands beyond the 102,400 bytes that Gmail shows (the HTML has 102,402)"
    ]
    assert result(clipped, mail(long("e" * 51_200, "x"), links=(link(line=2),))).outcome == "passed"


def test_one_before_the_cut_is_enough():
    source = long("x", "e" * 110_000, "y")
    assert result(clipped, mail(source, links=(link(line=1), link(line=3)))).outcome == "passed"
    assert result(clipped, mail(source, links=(link(line=1, hidden="display:none"), link(line=3)))).outcome == "failed"


def test_the_proof_is_what_is_cut():
    proof = mail(long("e" * 110_000, "x"), state="proof", links=(link(line=2),))
    assert result(clipped, mail(links=(link(),), proof=proof)).outcome == "failed"
    assert result(clipped, mail()).outcome == "skipped"


def test_no_url_of_the_way_out_is_lost_in_the_evidence():
    assert result(hidden, with_link(hidden="display:none")).findings[0].evidence["url"] == LEAVE
