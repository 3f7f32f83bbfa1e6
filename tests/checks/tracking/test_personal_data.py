"""tracking.personal-data."""

from __future__ import annotations

import base64
import json
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.tracking.personal_data import personal_data
from preflight.facts import personal
from preflight.facts.send import Message, Send, Value
from preflight.finding import Location
from preflight.testing import facts_from, judge_check
from tests.checks.links.made import judged, link, said, send

JANE = "jane.doe@gmail.com"


def b64(text: str, url: bool = False) -> str:
    return (base64.urlsafe_b64encode if url else base64.b64encode)(text.encode()).decode()


def found(*links, sender="News <news@shop.test>", **options):
    return judged(personal_data, send(*links, sender=sender), **options)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"https://shop.test/?email={JANE}", "a link carries an e-mail address (“email”)"),
        ("https://shop.test/?e=jane.doe%40gmail.com", "a link carries an e-mail address (“e”)"),
        ("https://shop.test/?e=jane.doe%2540gmail.com", "a link carries an e-mail address (“e”)"),
        ("https://shop.test/?e=jane%2Bnews%40mail.co.uk", "a link carries an e-mail address (“e”)"),
        (f"https://shop.test/?next=https%3A%2F%2Fb.test%2F%3Fm%3D{JANE}", "a link carries an e-mail address (“next”)"),
        (f"https://shop.test/user/{JANE}/orders", "a link carries an e-mail address (path)"),
        (f"https://shop.test/?{JANE}", "a link carries an e-mail address (query)"),
        (f"https://shop.test/?{JANE}=1", "a link carries an e-mail address (query)"),
        (f"https://shop.test/?u={b64(JANE)}", "a link carries an e-mail address, merely encoded (“u”)"),
        (f"https://shop.test/?u={b64(JANE).rstrip('=')}", "a link carries an e-mail address, merely encoded (“u”)"),
        (f"https://shop.test/?u={b64('mail=' + JANE + '?>~', url=True)}", "a link carries an e-mail address, merely encoded (“u”)"),
        (f"https://shop.test/?{b64(JANE + '!')}", "a link carries an e-mail address, merely encoded (query)"),
        (f"https://shop.test/u/{b64(JANE)}", "a link carries an e-mail address, merely encoded (path)"),
        (f"https://shop.test/?u={JANE.encode().hex()}", "a link carries an e-mail address, merely encoded (“u”)"),
        (f"https://shop.test/?u={JANE.encode().hex().upper()}", "a link carries an e-mail address, merely encoded (“u”)"),
        (f"https://shop.test/?t=eyJhIjoxfQ.{b64(json.dumps({'email': JANE}), url=True).rstrip('=')}.c2ln", "a link carries an e-mail address, merely encoded (“t”)"),
        ("https://shop.test/?phone=0171-5551234", "a link carries a telephone number (“phone”)"),
        ("https://shop.test/?mobile_number=491715551234", "a link carries a telephone number (“mobile_number”)"),
        ("https://shop.test/?x=%2B49%20171%205551234", "a link carries a telephone number (“x”)"),
        ("https://shop.test/?x=+491715551234", "a link carries a telephone number (“x”)"),
        (f"https://shop.test/?msisdn={b64('491715551234')}", "a link carries a telephone number, merely encoded (“msisdn”)"),
    ],
)  # fmt: skip
def test_found_and_not_shown(url, words):
    result = found(url)
    assert said(result) == [words]
    assert result.severities() == ["blocker"]
    shown = str(result.findings[0])
    for secret in ("jane", b64(JANE)[:-4], JANE.encode().hex(), "5551234"):
        assert secret not in shown
    assert "…" in result.findings[0].evidence["url"]


@pytest.mark.parametrize(
    "url",
    [
        "https://medium.com/@jane.doe/a-story",
        "https://www.npmjs.com/package/@scope/name.js",
        "https://mastodon.social/@jane@other.social",
        "https://www.google.com/maps/place/Shop/@48.137,11.575,15z",
        "https://cdn.test/npm/vue@next.js",
        "https://cdn.test/npm/bootstrap@5.3.0/dist/css/bootstrap.min.css",
        "https://shop.test/img/logo@2x.png",
        "https://shop.test/?img=hero@3x.webp",
        "https://www.flickr.com/photos/12345678@N00/",
        "https://shop.test/p/491715551234",
        "https://shop.test/?id=491715551234&ean=4006381333931",
        "https://shop.test/?date=2026-11-24&time=+0100&price=+19.99",
        "https://shop.test/?phone=iphone-17&mobile=1&tel=true",
        "https://shop.test/?phone={{x}}",
        "https://shop.test/?email=md5:9e107d9d372bb6826bd81d3542a419d6",
        "https://shop.test/?h=9e107d9d372bb6826bd81d3542a419d6&s=ZGVhZGJlZWY=",
        "https://shop.test/?email={{ contact.email | md5 }}",
        "https://shop.test/?email={{sha256 contact.email}}",
        "https://shop.test/?c={{email.name}}&d={{email_campaign.id}}&e=%%emailname_%%&f=*|EMAIL_UID|*",
        "https://shop.test/?e=~~eloqua..type--emailfield..syntax--FirstName..~~",
        "https://shop.test/?utm_campaign=email&utm_medium=email",
        "https://wa.me/491715551234",
        "https://api.whatsapp.com/send?phone=491715551234",
        "https://calendar.google.com/calendar/embed?src=abc%40group.calendar.google.com",
        "https://mail.google.com/mail/?view=cm&to=jane@shop.test",
        "https://user@shop.test/",
        "https://groups.google.com/d/msgid/news/CAFsQbgAxs5uj2gAWQ%40mail.gmail.com?utm_medium=email",
        "https://shop.test/#jane@gmail.com",
        "https://shop.test/?q=a@b&at=@&x=@home",
        f"https://shop.test/?u={b64('nobody here at all')}",
    ],
)
def test_what_is_none(url):
    role = "token" if "{{" in url or "%%" in url or "~~" in url else "content"
    assert found(link(url, role), "https://shop.test/").outcome == "passed"


def test_safe_links_belong_to_copied_tracking():
    url = f"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fshop.test&data=05%7C01%7C{JANE}%7C"
    assert found(url).outcome == "skipped"


@pytest.mark.parametrize(
    "token",
    [
        "{{contact.email}}", "{{ contact.email }}", "{{lead.Email Address}}", "{{lead.Email Address:default=x}}", "*|EMAIL|*",
        "%%emailaddr%%", "%%Email Address%%", "%%email%%", "%%=v(@email)=%%", "{{${email_address}}}", "{{customer.email}}",
        "{{ email }}", "{{email|urlencode}}", "{{ contact.email | base64_encode }}", "%recipient_email%", "%recipient%",
        "{contactfield=email}", "[email,fallback=]", "{{Recipient.Email}}", "{{ .Subscriber.Email }}", "{%=lead.email%}",
        '{{ personalization_token("contact.email","") }}', "~~eloqua..type--emailfield..syntax--EmailAddress..~~",
        "%7B%7Bcontact.email%7D%7D", "{{ person|lookup:'Email' }}", "{{user.primary_email}}", "[[email]]", "<%= email %>",
    ],
)  # fmt: skip
def test_tokens_that_put_one_there(token):
    result = found(link(f"https://shop.test/form?e={token}", "token"))
    assert said(result) == ["a token will put the reader's e-mail address into a link (“e”)"]
    assert result.severities() == ["warning"]
    assert unquote(token) in unquote(result.findings[0].evidence["url"])


@pytest.mark.parametrize(
    "token", ["{{contact.phone}}", "{{contact.mobilephone_number}}", "*|PHONE|*", "{{lead.Phone Number}}"]
)
def test_tokens_of_a_number(token):
    result = found(link(f"https://shop.test/form?e={token}", "token"))
    assert said(result) == ["a token will put the reader's telephone number into a link (“e”)"]


def test_the_loader_and_the_check_agree_on_tokens():
    for token in ("{{lead.Email Address}}", "*|EMAIL|*", "%%emailaddr%%", "{contactfield=email}"):
        html = f'<a href="https://shop.test/?email={token}">Form</a>'
        result = judge_check(personal_data, facts_from({"html": html, "from": "n@shop.test"}))
        assert [str(finding.severity) for finding in result.findings] == ["warning"], token


def test_other_peoples_sites_are_a_warning():
    assert found(f"https://forms.test/?email={JANE}").severities() == ["warning"]
    assert found(f"https://forms.test/?email={JANE}", domains=frozenset({"forms.test"})).severities() == ["blocker"]


def test_one_parameter_is_one_finding():
    links = [f"https://shop.test/{i}?email=p{i}@gmail.com" for i in range(3)]
    result = found(*links, "https://shop.test/")
    assert said(result) == ["3 links carry an e-mail address (“email”)"]
    assert result.summary == "3 of 4 links carry personal data"


def test_every_secret_of_a_url_is_masked():
    result = found(f"https://shop.test/?a={b64(JANE)}&b={JANE}")
    assert [f.evidence["url"] for f in result.findings] == ["https://shop.test/?a=…&b=…"] * 2


def test_a_draft_and_its_proof_are_one_finding():
    proof = Message("default", "proof", links=(link(f"https://shop.test/?e={JANE}", line=2),))
    draft = Message("default", "draft", links=(link("https://shop.test/?e={{contact.email}}", "token"),),
                    sender=Value("n@shop.test", Location()), proof=proof)  # fmt: skip
    result = judged(personal_data, Send("example", "send.yaml", (draft,)))
    assert said(result) == ["2 links carry an e-mail address (“e”)"]


def test_the_senders_own_contacts_are_public():
    own = (link("tel:+49-171-5551234", "contact"), link("mailto:Help@shop.test", "contact"))
    urls = ("https://shop.test/?from=news@shop.test", "https://shop.test/?to=help@shop.test",
            "https://shop.test/?phone=+491715551234")  # fmt: skip
    assert found(*own, *urls).outcome == "passed"
    assert found(*urls, sender="x@y.test").outcome == "failed"


@pytest.mark.parametrize("role", ["unsubscribe", "preference", "view", "tracking", "pixel"])
def test_links_that_must_know_the_reader(role):
    assert found(link(f"https://shop.test/?email={JANE}", role)).outcome == "skipped"


def test_options():
    url = f"https://shop.test/?email={JANE}"
    assert found(url, parameters=frozenset({"email"})).outcome == "passed"
    assert found(url, exempt=frozenset({"shop.test"})).outcome == "skipped"


@given(st.text(alphabet="abcXYZ019@%.+-_=&?/{}|*~[]", max_size=80))
def test_no_url_crashes_it_or_is_shown(path):
    url = f"https://shop.test/{path}"
    for seen in personal.seen(url):
        assert seen.raw
        assert seen.how == "token" or seen.raw not in personal.masked(url) or seen.raw == "…"


@given(st.emails(domains=st.sampled_from(["gmail.com", "mail.shop.co.uk", "web.de"])))
def test_plain_addresses_are_found_in_each_form(address):
    if not all(c.isalnum() or c in "._-+@" for c in address):
        return
    for form in (address.replace("+", "%2B"), b64(address).replace("+", "%2B"), address.encode().hex()):
        assert any(s.kind == "address" for s in personal.seen(f"https://shop.test/?a={form}")), form


@pytest.mark.parametrize("text", ["a@" * 4000, "%40" * 3000, "a." * 4000 + "@b", "+1" * 4000, "{{" * 4000, "ab" * 4000])
def test_hostile_urls_take_no_time(text):
    list(personal.seen(f"https://shop.test/?a={text}"))
