from __future__ import annotations

import pytest

from preflight.facts.send import Token
from preflight.finding import Location
from preflight.load import tokens


def read(text: str, platform: str = "generic") -> list[Token]:
    return list(tokens.tokens(text, "html", lambda _: Location(), platform))


@pytest.mark.parametrize(
    ("text", "dialect", "kind", "name", "fallback"),
    [
        ("{{ contact.firstname }}", "hubspot", "field", "contact.firstname", None),
        ('{{ personalization_token("contact.firstname", "there") }}', "hubspot", "field", "contact.firstname", "there"),
        ("{{ unsubscribe_link_all }}", "hubspot", "unsubscribe", "unsubscribe_link_all", None),
        ("{{ view_as_page_url }}", "hubspot", "view", "view_as_page_url", None),
        ("{{ site_settings.company_street_address_1 }}", "hubspot", "address", "site_settings.company_street_address_1", None),
        ("{{lead.First Name:default=there}}", "marketo", "field", "lead.First Name", "there"),
        ("{{system.unsubscribeLink}}", "marketo", "unsubscribe", "system.unsubscribeLink", None),
        ('{%=lead.city ?: "Rome" %}', "marketo", "field", "lead.city", "Rome"),
        ("{{Recipient.FirstName}}", "pardot", "field", "Recipient.FirstName", None),
        ("{{EmailPreferenceCenter}}", "pardot", "preference", "EmailPreferenceCenter", None),
        ("%%First Name%%", "sfmc", "field", "First Name", None),
        ("%%unsub_center_url%%", "sfmc", "unsubscribe", "unsub_center_url", None),
        ("%%profile_center_url%%", "sfmc", "preference", "profile_center_url", None),
        ("%%Member_Addr%%", "sfmc", "address", "Member_Addr", None),
        ("%%=v(@name)=%%", "sfmc", "field", "name", None),
        ("%%[ IF @x > 1 THEN ]%%", "sfmc", "directive", "", None),
        ("{{${first_name} | default: 'you'}}", "braze", "field", "first_name", "you"),
        ("{{{${set_user_to_unsubscribed_url}}}}", "braze", "unsubscribe", "set_user_to_unsubscribed_url", None),
        ("{{${unsubscribe_url}}}", "braze", "unsubscribe", "unsubscribe_url", None),
        ("*|FNAME|*", "mailchimp", "field", "FNAME", None),
        ("*|UNSUB|*", "mailchimp", "unsubscribe", "UNSUB", None),
        ("*|ARCHIVE|*", "mailchimp", "view", "ARCHIVE", None),
        ("*|LIST:ADDRESS|*", "mailchimp", "address", "LIST:ADDRESS", None),
        ("*|IF:FNAME|*", "mailchimp", "directive", "", None),
        ('{{ person.name|default:"there" }}', "klaviyo", "field", "person.name", "there"),
        ("{% unsubscribe 'out' %}", "klaviyo", "unsubscribe", "unsubscribe", None),
        ("{{{unsubscribe}}}", "sendgrid", "unsubscribe", "unsubscribe", None),
        ("{{ first_name | Valued Customer }}", "sendgrid", "field", "first_name", "Valued Customer"),
        ("<%asm_group_unsubscribe_raw_url%>", "sendgrid", "unsubscribe", "asm_group_unsubscribe_raw_url", None),
        ("{{customer.first_name}}", "customerio", "field", "customer.first_name", None),
        ('{{defaultIfEmpty firstName "there"}}', "iterable", "field", "firstName", "there"),
        ("{{hostedUnsubscribeUrl}}", "iterable", "unsubscribe", "hostedUnsubscribeUrl", None),
        ("%recipient.name%", "mailgun", "field", "recipient.name", None),
        ("%tag_unsubscribe_url%", "mailgun", "unsubscribe", "tag_unsubscribe_url", None),
        ("[firstname,fallback=there]", "campaignmonitor", "field", "firstname", "there"),
        ("[unsubscribe]", "campaignmonitor", "unsubscribe", "unsubscribe", None),
        ("<webversion>", "campaignmonitor", "view", "webversion", None),
        ("{contactfield=firstname|there}", "mautic", "field", "firstname", "there"),
        ("{unsubscribe_text}", "mautic", "unsubscribe", "unsubscribe_text", None),
        ("{webview_url}", "mautic", "view", "webview_url", None),
        ("{{ .Subscriber.FirstName }}", "listmonk", "field", ".Subscriber.FirstName", None),
        ("{{ ManageURL }}", "listmonk", "preference", "ManageURL", None),
        ("~~eloqua..type--emailfield..syntax--City..~~", "eloqua", "field", "City..", None),
        ("{% if contact.x > 1 %}", "hubspot", "directive", "", None),
        ("{{#if Recipient.X}}", "pardot", "directive", "", None),
    ],
)  # fmt: skip
def test_dialects(text: str, dialect: str, kind: str, name: str, fallback: str | None) -> None:
    found = read(f"Hello {text}, you")
    assert [one.text for one in found] == [text]
    one = found[0]
    assert dialect in one.dialects
    assert (one.kind, one.name.strip("."), one.fallback) == (kind, name.strip("."), fallback)


@pytest.mark.parametrize(
    "text",
    [
        "@media print{.a{color:red}}", "Only $5, 100%% off and 50%%", "<!--[if mso]>", "<![endif]-->", "see [the terms] [1]",
        "50% of 100%", "a * | b", "{ }", "{x}", "[if mso]", "5 <% 3", "${}", "3*|4", "Save {50%}", "[[1]]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("platform", ["generic", "campaignmonitor"])
def test_ordinary_text_has_none(text: str, platform: str) -> None:
    assert read(text, platform) == []


def test_the_declared_platform_wins() -> None:
    assert read("{{ first_name }}", "klaviyo")[0].dialects == ("klaviyo",)
    assert len(read("{{ first_name }}")[0].dialects) > 1
    assert read("{{ contact.firstname }}", "marketo")[0].dialects == ("hubspot",)


def test_velocity_is_looked_for_in_marketo_alone() -> None:
    assert read("#if($lead.x)") == []
    assert read("#if($lead.x)", "marketo")[0].kind == "directive"


@pytest.mark.parametrize(
    "start", ["{{", "{%", "%%[", "%%=", "*|a", "<%a", "[[a", "%7B%7Ba", "{{ ${a", "{contactfield="]
)
def test_open_tokens_take_no_long(start: str) -> None:
    assert read(start * 100_000) == []
