"""The family images on facts: images.broken, images.heavy, images.data-uri, images.insecure, images.no-size, images.only."""

from __future__ import annotations

import pytest

from preflight.checks.images.broken import broken
from preflight.checks.images.data_uri import data_uri
from preflight.checks.images.heavy import heavy
from preflight.checks.images.insecure import insecure
from preflight.checks.images.no_size import no_size
from preflight.checks.images.only import only
from preflight.facts import Clock, Facts
from preflight.testing import NOW, facts_from, judge_check

HERO = "https://shop.test/hero.png"
PNG = {"status": 200, "content_type": "image/png", "picture": "png", "size": 50_000}


def judged(check, html, web=None, options=None):
    return judge_check(check, facts_from({"html": html, "web": web or {}}), options)


def said(result):
    return [str(found.text) for found in result.findings]


def shown(answer, html=f'<img src="{HERO}" width="600" alt="x">'):
    return judged(broken, html, {HERO: answer})


def test_a_picture_is_fine():
    result = shown(PNG)
    assert (result.outcome, str(result.summary)) == ("passed", "0 of 1 pictures do not load")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (404, f"{HERO} answers 404"),
        ({"status": 500}, f"{HERO} answers 500"),
        (
            {"fault": "no-such-host", "detail": "shop.test does not exist"},
            f"{HERO} does not load: shop.test does not exist",
        ),
        ({"status": 200, "page": {"title": "Login"}}, f"{HERO} answers with a web page, not a picture"),
        ({"status": 200, "content_type": "text/plain", "size": 9}, f"{HERO} answers with text/plain, not a picture"),
        ({"status": 200, "content_type": "image/png", "size": 0}, f"{HERO} answers with nothing"),
    ],
)
def test_what_is_no_picture(answer, words):
    assert said(shown(answer)) == [words]


@pytest.mark.parametrize(
    "answer",
    [
        {**PNG, "content_type": "text/html", "page": {"title": ""}},
        {**PNG, "content_type": "application/octet-stream"},
        {"status": 200, "content_type": "image/jxl", "picture": "unknown", "size": 10},
    ],
)
def test_octets_count_more_than_headers(answer):
    assert shown(answer).outcome == "passed"


@pytest.mark.parametrize("answer", ["timeout", "guard", "resolver", 403, 429, 304, {"status": 200, "challenge": "X"}])
def test_what_could_not_be_had_is_unknown(answer):
    result = shown(answer)
    assert (result.outcome, result.findings) == ("unknown", ())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "a picture has no address"),
        ("images/hero.png", "the picture “images/hero.png” cannot be loaded"),
        ("file:///C:/hero.png", "is a file on somebody's own machine"),
        ("http://localhost/hero.png", "is on localhost, which readers cannot reach"),
        ("http://10.1.2.3/hero.png", "is on 10.1.2.3, which readers cannot reach"),
        ("https://example.com/hero.png", "is on example.com, which readers cannot reach"),
    ],
)
def test_addresses_that_no_reader_can_load(source, words):
    (found,) = said(judged(broken, f'<img src="{source}" width="600" alt="x">'))
    assert words in found


def test_a_folder_that_was_not_uploaded_is_one_finding():
    html = "".join(f'<img src="images/{n}.png" width="600" alt="x">' for n in range(15))
    (found,) = judged(broken, html).findings
    assert str(found.text).startswith("15 pictures cannot be loaded: it names no site")
    assert len(found.places) == 14


def test_a_token_in_the_address_is_an_unknown_of_a_warning():
    result = judged(broken, '<img src="https://shop.test/{{contact.hero}}.png" alt="x">')
    assert (result.outcome, result.severity) == ("unknown", "warning")


@pytest.mark.parametrize("source", ["cid:part1@x", "data:image/gif;base64,R0lGOD"])
def test_pictures_within_the_mail_are_no_business_of_the_web(source):
    assert judged(broken, f'<img src="{source}" alt="x">').outcome == "skipped"


def test_one_picture_in_many_places_is_one_finding():
    html = f'<img src="{HERO}" alt="a"><p style="background:url({HERO})">x</p><!--[if mso]><v:fill src="{HERO}" /><![endif]-->'
    (found,) = shown(404, html).findings
    assert len(found.places) == 2


def test_open_pixels_are_never_asked_for():
    html = (
        f'<img src="{HERO}" width="600"><img src="https://t.shop.test/x.gif?u=1" width="1" height="1">'
        '<img src="https://shop.test/wf/open?upn=1"><img src="https://acme.us1.list-manage.com/track/open.php?u=1">'
        '<img src="https://shop.test/{{x}}.png">'
    )
    facts = facts_from({"html": html})
    for check in (broken, heavy):
        asked = list(check.asks(facts.send, check.options(), Facts(facts.send, Clock(NOW))))
        assert [(ask.url, ask.weigh) for ask in asked] == [(HERO, True)]


def test_one_heavy_picture():
    html = f'<img src="{HERO}" width="600" alt="x">'
    assert said(judged(heavy, html, {HERO: {**PNG, "size": 900_000}})) == [f"{HERO} weighs 900 KB"]
    assert judged(heavy, html, {HERO: {**PNG, "size": 400_000}}).outcome == "passed"


def test_many_pictures_together():
    web = {f"https://shop.test/{n}.png": {**PNG, "size": 300_000} for n in range(4)}
    html = "".join(f'<img src="{url}" alt="x">' for url in web)
    assert said(judged(heavy, html, web)) == ["the 4 pictures weigh 1,200 KB together"]
    assert said(judged(heavy, html, web, {"one": 250_000, "all": 1_000_000}))[0].endswith("weighs 300 KB")
    assert len(judged(heavy, html, web, {"one": 250_000}).findings) == 4


def test_a_broken_picture_has_no_weight():
    web = {HERO: {"status": 404, "size": 2_000_000, "page": {"title": "404"}}}
    assert judged(heavy, f'<img src="{HERO}" alt="x">', web).outcome == "passed"


def test_data_uris_are_one_finding():
    one = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">'
    assert said(judged(data_uri, one)) == ["a picture is written into the mail as data: (image/png, 34 characters)"]
    assert said(judged(data_uri, one * 3)) == [
        "3 pictures are written into the mail as data:, which Gmail and Outlook do not show"
    ]
    assert judged(data_uri, f'<img src="{HERO}">').outcome == "passed"


def test_insecure_pictures_are_one_finding():
    html = "".join(f'<img src="http://img.shop.test/{n}.png" alt="x">' for n in range(3))
    assert said(judged(insecure, html)) == ["3 pictures of img.shop.test are loaded over http"]
    assert judged(insecure, f'<img src="{HERO}">').outcome == "passed"
    assert judged(insecure, '<img src="http://localhost/a.png">').outcome == "passed"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f'<img src="{HERO}">', 1),
        (f'<img src="{HERO}" style="max-width:100%">', 1),
        (f'<img src="{HERO}" style="width:auto">', 1),
        (f'<img src="{HERO}" width="600">', 0),
        (f'<img src="{HERO}" width="100%">', 0),
        (f'<img src="{HERO}" style="width: 600px">', 0),
        (f'<img src="{HERO}" width="600" srcset="{HERO} 1x, https://shop.test/2.png 2x">', 0),
        (f'<table background="{HERO}"><tr><td>x</td></tr></table><img src="{HERO}" width="1200">', 0),
    ],
)
def test_no_size(html, found):
    assert len(judged(no_size, html).findings) == found


def test_only_pictures():
    hero = f'<img src="{HERO}" width="600" alt="All that we have to say stands in this picture, word for word">'
    assert said(judged(only, f"{hero}<p>Unsubscribe here</p>")) == ["the mail is a picture and 2 words"]
    assert judged(only, hero + "<p>" + "word " * 40).outcome == "passed"
    assert judged(only, '<img src="https://shop.test/icon.png" width="20"><p>Hello').outcome == "skipped"
    assert judged(only, f'{hero}<p style="display:none">{"word " * 40}</p>').outcome == "failed"
