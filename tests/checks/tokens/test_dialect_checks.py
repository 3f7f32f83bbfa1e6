"""tokens.malformed, tokens.foreign-dialect and tokens.no-fallback, through the loader that reads everybody's mails."""

from __future__ import annotations

import pytest

from preflight.checks.tokens.foreign_dialect import foreign_dialect
from preflight.checks.tokens.malformed import malformed
from preflight.checks.tokens.no_fallback import no_fallback
from preflight.testing import facts_from, judge_check


def judged(check, html, platform="generic", **more):
    send = {"platform": platform, **more.pop("send", {})}
    return judge_check(check, facts_from({"html": html, "send": send, **more}))


def texts(result):
    return [str(finding.text) for finding in result.findings]


BROKEN = [
    ("Hi {{ contact.firstname }, you", "hubspot", "unclosed"),
    ("Hi {{ contact.firstname, you", "hubspot", "unclosed"),
    ("Hi { contact.firstname }}, you", "hubspot", "unopened"),
    ("Hi { { contact.firstname } }, you", "hubspot", "split"),
    ("Hi {{ contact.first<b>name</b> }}, you", "hubspot", "markup"),
    ("Hi {{ personalization_token('contact.firstname', 'there' }}", "hubspot", "parentheses"),
    ("Hi {{ personalization_token('contact.firstname', 'there) }}", "hubspot", "quotes"),
    ("Hi {{ }}, you", "hubspot", "empty"),
    ("Hi {{ first_name|default:“there” }}", "klaviyo", "curly-quotes"),
    ('Hi {{ first_name|default:"there }}', "klaviyo", "quotes"),
    ("{% if first_name %}Hi", "klaviyo", "block-open"),
    ("Hi{% endif %}", "klaviyo", "block-stray"),
    ("{% if a %}{% for b in c %}x{% endif %}{% endfor %}", "klaviyo", "block-crossed"),
    ("{% if first_name }Hi{% endif %}", "klaviyo", "unclosed"),
    ("{{#if first_name}}Hi", "sendgrid", "block-open"),
    ("{{#if first_name}}Hi{{/each}}", "sendgrid", "block-crossed"),
    ("Hi{{/if}}", "pardot", "block-stray"),
    ("Hi *|FNAME|, you", "mailchimp", "unclosed"),
    ("Hi *|FNAME*, you", "mailchimp", "unclosed"),
    ("Hi |FNAME|*, you", "mailchimp", "unopened"),
    ("Hi *FNAME*, you", "mailchimp", "unclosed"),
    ("*|IF:FNAME|*Hi", "mailchimp", "block-open"),
    ("*|IF:FNAME|*Hi*|ENDIF|*", "mailchimp", "misspelt"),
    ("*|IF:FNAME|*Hi*|ELSE|*you*|END:IF|*", "mailchimp", "misspelt"),
    ("Hi %%First_Name%, you", "sfmc", "unclosed"),
    ("Hi %First_Name%%, you", "sfmc", "unopened"),
    ("%%[ IF @x == 1 THEN ]%%Hi", "sfmc", "block-open"),
    ("Hi %%[ ENDIF ]%%", "sfmc", "block-stray"),
    ('Hi %%=IIF(Empty(@x),"there",@x=%%', "sfmc", "parentheses"),
    ("Hi {{lead.First Name:default there}}", "marketo", "misspelt"),
    ("Hi {{lead.First Name default=there}}", "marketo", "misspelt"),
    ("#if($lead.x)Hi", "marketo", "block-open"),
    ("Hi {{${first_name} | default 'you'}}", "braze", None),
    ("Hi {{ customer.first_name | default 'you' }}", "customerio", "misspelt"),
    ("Hi [firstname,fallback=there, you", "campaignmonitor", "unclosed"),
    ("[if:firstname]Hi", "campaignmonitor", "block-open"),
    ("Hi {{contactfield=firstname}}", "mautic", "misspelt"),
    ("Hi {contactfield=firstname , you", "mautic", "unclosed"),
    ("{{ if .Subscriber.FirstName }}Hi", "listmonk", "block-open"),
    ("Hi {first_name}, you", "klaviyo", "foreign"),
    ("Hi %FIRSTNAME%, you", "mailchimp", "foreign"),
    ("Hi <<First Name>>, you", "hubspot", "foreign"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "platform", "kind"), [row for row in BROKEN if row[2]])
@pytest.mark.parametrize("where", ["html", "subject", "text"])
def test_malformed(html: str, platform: str, kind: str, where: str) -> None:
    example = {"html": "<p>Sale!</p>", "send": {"platform": platform}}
    example[where] = f"<p>{html}</p>" if where == "html" else html
    found = judge_check(malformed, facts_from(example))
    assert [finding.evidence["kind"] for finding in found.findings] == [kind], texts(found)
    assert found.severity == "blocker"


def test_where_it_is_broken() -> None:
    found = judged(malformed, "<p>Sale!</p>\n<p>Hello {{ contact.firstname }, you</p>", "hubspot")
    assert (found.findings[0].location.line, found.findings[0].location.column) == (2, 10)
    assert texts(found) == ["the token {{ contact.firstname } is never closed as it was opened"]


def test_broken_in_an_address() -> None:
    found = judged(malformed, '<p><a href="https://shop.test/?u={{ contact.id }">Shop</a></p>', "hubspot")
    assert [finding.evidence["kind"] for finding in found.findings] == ["unclosed"]


def test_a_part_that_stands_elsewhere_may_hold_the_end() -> None:
    found = judged(malformed, '{% include "head.html" %}{% if x %}<p>Hi</p>', "customerio")
    assert (found.outcome, len(found.unknowns)) == ("unknown", 1)


QUIET = [
    "<style>@media print{.a{color:red}}.b{{color:red}}</style>Hi",
    "<p>Save 50%% off, {50%} or [more]</p>",
    "<!--[if mso]><p>Hi</p><![endif]-->",
    "<!-- {{ contact.firstname } is old -->Hi",
    '<script type="application/ld+json">{"@context":{"a":{"b":true}}}</script>Hi',
    "<p data-x='{\"a\":{\"b\":true}}'>Hi</p>",
    "<p>see [the terms] and [1], {this}, {that one}</p>",
    "<p>a * | b |c| * d</p>",
    "<p>5 <% 3 %> 2</p>",
    "<p>Use `}}` to close and 3*|4</p>",
    "<p>{% comment %}{{ old }{% endcomment %}Hi</p>",
    "<p>{% raw %}{{ literal }{% endraw %}Hi</p>",
    "<p>{{!-- {{old}} --}}Hi</p>",
    "<p>{# {{ old #}Hi</p>",
    "<p>100%_of_it%% and 5%a%</p>",
    '<a href="https://shop.test/?q=%%20a%20b%%">Hi</a>',
    '<a href="https://shop.test/#end">Hi</a><a href="#else">x</a>',
    "<p>{{lead.First Name:default=l'ami}} it's</p>",
    "<p>{{ first_name | Valued Customer }}</p>",
    "<p>{{ first_name | default: \"O'Brien\" }} it's {{ last_name }}'s</p>",
    '<p>{{ x | default: "{none}" }}</p>',
    '<p>{{ x | default: "a }} b" }}</p>',
    "<p>{% if a < b and c > d %}x{% endif %}</p>",
    "<p>{% if a %}x{% elsif b %}y{% else %}z{% endif %}</p>",
    "<p>{% case a %}{% when 1 %}x{% endcase %}</p>",
    "<p>{% for a in b %}x{% else %}none{% endfor %}</p>",
    "<p>{% unless a %}x{% endunless %}</p>",
    "<p>{%- if a -%}x{%- endif -%}</p>",
    "<p>{{#if a}}x{{else if b}}y{{else}}z{{/if}}</p>",
    "<p>{{#each items}}{{#with this}}{{name}}{{/with}}{{/each}}</p>",
    "<p>{{^items}}none{{/items}}</p>",
    "<p>{{ if .A }}{{ range .B }}x{{ end }}{{ else }}y{{ end }}</p>",
    "<p>*|IF:FNAME|*x*|ELSEIF:LNAME|*y*|ELSE:|*z*|END:IF|*</p>",
    "<p>*|IFNOT:FNAME|*x*|END:IF|*</p>",
    '<p>%%[ IF Empty(@a) THEN SET @b = "IF ONLY" ELSE /* IF */ SET @b = 1 ENDIF ]%%%%=v(@b)=%%</p>',
    "<p>%%[ FOR @i = 1 TO 3 DO ]%%x%%[ NEXT @i ]%%</p>",
    '<a href="{% if a %}https://a.test/{% else %}https://b.test/{% endif %}">x</a>',
    "<p><!-- {% if a %} -->x<!-- {% endif %} --></p>",
    "<p>[if:firstname] is text elsewhere</p>",
    "<p>Preis: {x} €, ${y}, #{z}, $name</p>",
    "<p>C{{#}}</p>".replace("{{#}}", "#"),
    "<p>LaTeX: \\frac{a}{b}</p>",
    '<td style="{color:red}">x</td>',
    "<p>*Offer* valid |until| Friday; *FREE* *NEW*</p>",
    "<p>Emoji {^_^} and :-} and {-:</p>",
    "<p>2 * |x| * 3 = |y|*4</p>",
    '<p>{{ "now" | date: "%Y-%m-%d %H:%M" }}</p>',
    '<p>{{ "now" | date: "%Y" }}%% of</p>',
]  # fmt: skip


@pytest.mark.parametrize("html", QUIET)
def test_near_misses_are_quiet(html: str) -> None:
    assert texts(judged(malformed, html)) == []
    assert texts(judged(foreign_dialect, html)) == []


FOREIGN = [
    ("*|FNAME|*", "hubspot", "blocker"), ("*|UNSUB|*", "marketo", "blocker"), ("%%First Name%%", "mailchimp", "blocker"),
    ("{{ contact.firstname }}", "mailchimp", "blocker"), ("{{ contact.firstname }}", "marketo", "blocker"),
    ("{{lead.First Name}}", "hubspot", "blocker"), ("{{ first_name }}", "marketo", "blocker"),
    ("{{ first_name }}", "listmonk", "blocker"), ("{{Recipient.FirstName}}", "sfmc", "blocker"),
    ("{{${first_name}}}", "hubspot", "blocker"), ("{{ .Subscriber.Name }}", "klaviyo", "blocker"),
    ("%recipient.name%", "sendgrid", "blocker"), ("{contactfield=firstname}", "hubspot", "blocker"),
    ("[firstname,fallback=you]", "mailchimp", "blocker"), ("<unsubscribe>Leave</unsubscribe>", "hubspot", "blocker"),
    ("%%[ SET @a = 1 ]%%", "klaviyo", "blocker"), ("%%=v(@a)=%%", "braze", "blocker"),
    ('{{defaultIfEmpty firstName "there"}}', "hubspot", "blocker"), ("{{ customer.first_name }}", "hubspot", "warning"),
    ("{{ person.name }}", "customerio", "warning"), ("{%=lead.city%}", "hubspot", "blocker"),
    ("~~eloqua..type--emailfield..syntax--City..~~", "marketo", "blocker"), ("<%= name %>", "hubspot", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("token", "platform", "severity"), FOREIGN)
def test_foreign(token: str, platform: str, severity: str) -> None:
    found = judged(foreign_dialect, f"<p>Hi {token}</p>", platform)
    assert (found.outcome, found.severity, len(found.findings)) == ("failed", severity, 1)


def test_one_platform_brings_one_finding() -> None:
    found = judged(foreign_dialect, "<p>*|FNAME|* *|LNAME|*</p><p>*|UNSUB|*</p>", "hubspot")
    assert texts(found) == [
        "3 tokens are written as Mailchimp writes them, which HubSpot does not read, first *|FNAME|*"
    ]


@pytest.mark.parametrize(
    ("html", "mixed"),
    [
        ("{{ contact.firstname }} *|FNAME|*", True), ("{{lead.First Name}} {{ contact.firstname }}", True),
        ("*|FNAME|* %%First Name%%", True), ("{{${first_name}}} {{ .Subscriber.Name }}", True),
        ("{{ contact.firstname }} {{ unsubscribe_link }}", False), ("{{ first_name }} {{ order.number }}", False),
        ("{{ company.name }} {{ customer.name }} {{ person.name }}", False), ("*|FNAME|* *|UNSUB|*", False),
        ("%%first_name%% {{Recipient.FirstName}}", False), ("<%= name %> {{ name }}", False),
        ("{{ first_name }} [[1]] [unsubscribe]", False), ("{% unsubscribe %} {{ organization.name }}", False),
    ],
)  # fmt: skip
def test_two_platforms_in_one_mail(html: str, mixed: bool) -> None:
    found = judged(foreign_dialect, f"<p>{html}</p>")
    assert (len(found.findings), found.outcome == "failed") == (int(mixed), mixed)
    assert not mixed or found.severity == "warning"


OWN = {
    "hubspot": "{{ contact.firstname }}{% set lead = contact %}{{ lead.name }}{{ unsubscribe_link }}{% module 'x' path='y' %}",
    "marketo": "{{lead.First Name:default=x}}{{my.A}}{{system.unsubscribeLink}}{{trigger.Name}}{%=lead.city ?: 'x' %}",
    "pardot": "{{Recipient.FirstName}}{{{Recipient.City}}}{{#if Recipient.X}}a{{else}}b{{/if}}%%first_name%%{{Unsubscribe}}",
    "eloqua": "<span class=eloquaemail>FirstName</span>",
    "sfmc": "%%First Name%%%%=v(@a)=%%%%[ SET @a = 1 ]%%%%unsub_center_url%%%%=IIF(Empty(@x),'a',@x)=%%",
    "braze": "{{${first_name} | default: 'x'}}{% assign event = 'a' %}{{ event.x }}{{custom_attribute.${x}}}{{ plain }}",
    "mailchimp": "*|FNAME|**|IF:FNAME|*x*|END:IF|**|LIST:ADDRESS|**|MC:SUBJECT|*",
    "klaviyo": "{{ first_name|default:'x' }}{% unsubscribe 'x' %}{{ event.a }}{% for item in event.b %}{{ item.c }}{% endfor %}",
    "sendgrid": "{{first_name}}{{{unsubscribe}}}{{customer.name}}{{#each items}}{{this.name}}{{/each}}<%asm_preferences_raw_url%>",
    "customerio": "{{ customer.first_name | default: 'x' }}{% unsubscribe_url %}{{ event.a }}{{ trigger.b }}",
    "iterable": "{{firstName}}{{unsubscribeUrl}}[[feed.title]]{{#eq a b}}x{{/eq}}{{contact.name}}",
    "mailgun": "%recipient.name%{{key}}%unsubscribe_url%{{#if a}}x{{/if}}",
    "campaignmonitor": "[firstname,fallback=x][unsubscribe]<webversion>x</webversion>[if:a]x[else]y[endif]",
    "mautic": "{contactfield=firstname|x}{unsubscribe_text}{webview_url}",
    "listmonk": "{{ .Subscriber.FirstName }}{{ UnsubscribeURL }}{{ if .Subscriber.X }}a{{ else }}b{{ end }}",
}


@pytest.mark.parametrize("platform", OWN)
def test_its_own_tokens_are_quiet(platform: str) -> None:
    for check in (malformed, foreign_dialect):
        assert texts(judged(check, f"<p>{OWN[platform]}</p>", platform)) == []


BARE = [
    ("{{ contact.firstname }}", "hubspot"), ("{{lead.First Name}}", "marketo"), ("{{${first_name}}}", "braze"),
    ("{{ first_name }}", "klaviyo"), ("{{ customer.first_name }}", "customerio"), ("{{firstName}}", "iterable"),
    ("[firstname]", "campaignmonitor"), ("{contactfield=firstname}", "mautic"), ("{{ .Subscriber.FirstName }}", "listmonk"),
    ("{{first_name}}", "sendgrid"), ("%%First Name%%", "sfmc"), ("{{ first_name }}", "generic"),
]  # fmt: skip


@pytest.mark.parametrize(("token", "platform"), BARE)
@pytest.mark.parametrize("where", ["html", "subject"])
def test_no_fallback(token: str, platform: str, where: str) -> None:
    example = {"html": "<p>Sale!</p>", "send": {"platform": platform}, where: f"Hello {token}, our sale"}
    found = judge_check(no_fallback, facts_from(example))
    assert (len(found.findings), found.severity) == (1, "warning")


@pytest.mark.parametrize(
    ("html", "platform"),
    [
        ("{{ personalization_token('contact.firstname', 'there') }}", "hubspot"),
        ("{{lead.First Name:default=there}}", "marketo"), ("{{lead.First Name:default=}}", "marketo"),
        ("{%=lead.firstName ?: 'there' %}", "marketo"), ("{{${first_name} | default: 'you'}}", "braze"),
        ("{{ first_name|default:'you' }}", "klaviyo"), ("{{ first_name|default('you') }}", "hubspot"),
        ("{{ first_name or 'you' }}", "hubspot"), ("{{insert first_name 'default=you'}}", "sendgrid"),
        ("{{ first_name | Customer }}", "sendgrid"), ("{{defaultIfEmpty firstName 'you'}}", "iterable"),
        ("[firstname,fallback=you]", "campaignmonitor"), ("{contactfield=firstname|you}", "mautic"),
        ("{{ or .Subscriber.FirstName 'you' }}", "listmonk"), ("%%=IIF(Empty(@x),'you',@x)=%%", "sfmc"),
        ("{% if first_name %}{{ first_name }}{% endif %}", "klaviyo"), ("{{#if firstName}}{{firstName}}{{/if}}", "iterable"),
        ("*|IF:FNAME|**|FNAME|**|END:IF|*", "mailchimp"), ("{{ if .Subscriber.Name }}{{ .Subscriber.Name }}{{ end }}", "listmonk"),
        ("{{ contact.email }}", "hubspot"), ("<a href='https://shop.test/?i={{ contact.hs_object_id }}'>x</a>", "hubspot"),
        ("{{my.Webinar Date}}", "marketo"), ("{{system.date}}", "marketo"), ("{{ site_settings.company_name }}", "hubspot"),
        ("{{ organization.name }}", "klaviyo"), ("*|CURRENT_YEAR|* *|LIST:COMPANY|*", "mailchimp"), ("%%xtyear%%", "sfmc"),
        ("%%=Now()=%%", "sfmc"), ("{{ unsubscribe_link }}", "hubspot"), ("{% for a in b %}{{ a.first_name }}{% endfor %}", "klaviyo"),
    ],
)  # fmt: skip
def test_a_fallback_or_none_needed(html: str, platform: str) -> None:
    found = judged(no_fallback, f"<p>Hello {html}, our sale</p>", platform)
    assert (texts(found), found.outcome) == ([], "passed")


@pytest.mark.parametrize(
    ("html", "platform"),
    [("*|FNAME|*", "mailchimp"), ("%recipient.name%", "mailgun"), ("{{Recipient.FirstName}}", "pardot")],
)
def test_a_fallback_that_stands_in_the_account_is_unknown(html: str, platform: str) -> None:
    found = judged(no_fallback, f"<p>Hello {html} {html}</p>", platform)
    assert (found.outcome, len(found.unknowns)) == ("unknown", 1)


def test_whose_field_it_is_may_be_unknown() -> None:
    found = judged(no_fallback, "<p>{{ product }} {{ offer }}</p>")
    assert (found.outcome, len(found.unknowns)) == ("unknown", 1)


def test_defaults_of_the_account_count() -> None:
    for name in ("contact.firstname", "{{ contact.firstname }}"):
        send = {"message": {"defaults": {name: "there"}}}
        assert judged(no_fallback, "<p>{{ contact.firstname }}</p>", "hubspot", send=send).outcome == "passed"


def test_a_given_audience_tells_itself() -> None:
    send = {"audience": {"members": "a.csv"}}
    assert judged(no_fallback, "<p>{{ contact.firstname }}</p>", "hubspot", send=send).outcome == "skipped"
