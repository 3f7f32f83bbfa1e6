"""links.broken: broken, unknown, fine."""

from __future__ import annotations

import pytest

from preflight.checks.links.broken import broken
from preflight.facts import Clock, Facts, Fetch
from preflight.facts.web import Unanswered

from .made import NOW, answered, judged, link, open_, said, send, web

SHOP = "https://shop.test/a"


def asked(*links):
    one = send(*links)
    return [ask.url for ask in broken.asks(one, broken.options(), Facts(one, Clock(NOW)))]


@pytest.mark.parametrize("status", [400, 402, 404, 410, 418, 421, 422, 500, 502, 503, 504, 520])
def test_an_error_is_a_finding(status):
    result = judged(broken, send(SHOP, "https://shop.test/b"), web({SHOP: status, "https://shop.test/b": 200}))
    twice = ", twice" if status >= 500 else ""
    assert said(result) == [f"{SHOP} answers {status}{twice}"]
    assert str(result.summary) == "1 of 2 links answer with an error"
    assert result.tally.measures == {"links": 2, "broken": 1, "unknown": 0}
    evidence = result.findings[0].evidence
    assert (evidence["url"], evidence["status"], evidence["hops"]) == (SHOP, status, [SHOP])
    assert broken.severity == "blocker"


@pytest.mark.parametrize("status", [401, 403, 405, 406, 408, 429, 451, 999, 304])
def test_a_refusal_is_unknown(status):
    result = judged(broken, send(SHOP), web({SHOP: status}))
    assert (result.outcome, result.severities()) == ("unknown", ["blocker"])
    assert open_(result)[0].startswith(f"{status}: ")
    assert str(result.summary) == "1 of 1 links could not be judged"


def test_the_words_for_robots_are_those_of_the_contract():
    assert open_(judged(broken, send(SHOP), web({SHOP: 403}))) == ["403: the server refuses robots"]


@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_a_bot_wall_is_unknown_whatever_it_answers(status):
    result = judged(broken, send(SHOP), web({SHOP: answered(SHOP, status, challenge="Cloudflare")}))
    assert open_(result) == [f"{status}: a bot-wall (Cloudflare) answered instead of the page"]


@pytest.mark.parametrize("status", [400, 403, 429, 999])
@pytest.mark.parametrize("url", ["https://www.linkedin.com/company/acme", "https://x.com/acme"])
def test_hosts_that_refuse_every_robot_pass_with_a_remark(url, status):
    result = judged(broken, send(url), web({url: status}))
    assert (result.outcome, len(result.remarks)) == ("passed", 1)
    assert "refuses every robot" in str(result.remarks[0].message)


def test_a_dead_profile_there_is_dead():
    url = "https://www.linkedin.com/company/acme"
    assert judged(broken, send(url), web({url: 404})).outcome == "failed"


def test_the_host_at_the_end_counts_for_refusals():
    result = judged(broken, send(SHOP), web({SHOP: answered(SHOP, 999, to=("https://www.linkedin.com/in/x",))}))
    assert result.outcome == "passed"


def test_more_hosts_and_statuses_can_be_named():
    facts = send(SHOP), web({SHOP: 403})
    assert judged(broken, *facts, refuse_robots=frozenset({"shop.test"})).outcome == "passed"
    assert judged(broken, *facts, tolerate=frozenset({403})).outcome == "passed"
    assert judged(broken, send(SHOP), web({SHOP: 404}), tolerate=frozenset({404})).outcome == "passed"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("no-such-host", "leads to a host that does not exist"),
        ("refused", "leads to a server that refuses"),
        ("reset", "breaks off the connection, twice"),
        ("empty", "gives no answer, twice"),
        ("malformed", "not a web page"),
        ("loop", "in a circle"),
        ("no-location", "not to any address"),
        ("bad-location", "cannot be opened (because)"),
        ("new-one", "(because)"),
    ],
)
def test_faults_have_words(fault, words):
    result = judged(broken, send(SHOP), web({SHOP: answered(SHOP, 0, fault, detail="because")}))
    assert words in said(result)[0]
    assert said(result)[0].startswith(SHOP)


def test_where_a_redirect_led_is_said():
    result = judged(broken, send(SHOP), web({SHOP: answered(SHOP, 404, to=("https://b.test/", "https://c.test/x"))}))
    assert said(result) == [f"{SHOP} → https://c.test/x answers 404"]
    assert result.findings[0].evidence["hops"] == [SHOP, "https://b.test/", "https://c.test/x"]


@pytest.mark.parametrize("kind", ["timeout", "guard", "acting", "resolver", "limit", "error"])
def test_what_could_not_be_had_is_unknown_by_url(kind):
    result = judged(broken, send(SHOP), web({SHOP: kind}))
    assert open_(result) == [f"{kind}!"]
    assert result.unknowns[0].evidence["url"] == SHOP


def test_offline_is_one_unknown_for_all():
    links = [f"https://shop.test/{i}" for i in range(5)]
    result = judged(broken, send(*links), web(dict.fromkeys(links, "offline")))
    assert open_(result) == ["offline: nothing was requested (5 places)"]
    assert result.tally.measures["unknown"] == 5
    assert len(open_(judged(broken, send(*links)))) == 1


def test_a_link_that_stands_twice_is_one_finding_with_two_places():
    result = judged(broken, send(link(SHOP, line=3), link(f"{SHOP}#x", line=9)), web({SHOP: 404}))
    assert said(result) == [f"{SHOP} answers 404 (2 places)"]
    assert result.places(SHOP) == [3, 9]
    assert str(result.summary) == "1 of 1 links answer with an error"


def test_dead_links_are_told_beside_unknown_ones():
    result = judged(
        broken, send(SHOP, "https://b.test/"), web({SHOP: 404, "https://b.test/": Unanswered("timeout", "slow")})
    )
    assert (result.outcome, len(result.findings), len(result.unknowns)) == ("failed", 1, 1)


def test_a_certificate_is_another_checks_business():
    result = judged(broken, send(SHOP), web({SHOP: answered(SHOP, 0, "tls")}))
    assert result.outcome == "passed"


def test_no_link_is_skipped():
    assert judged(broken, send(link("mailto:a@b.test", "contact"))).outcome == "skipped"


@pytest.mark.parametrize(
    ("url", "answer"),
    [("http://10.0.0.1/", "guard"), ("http://build.local/", answered("http://build.local/", 0, "no-such-host"))],
)
def test_private_hosts_that_do_not_answer_are_told_by_non_production_alone(url, answer):
    assert judged(broken, send(url), web({url: answer})).outcome == "skipped"


def test_private_hosts_that_answer_are_judged():
    url = "http://10.0.0.1/"
    assert said(judged(broken, send(url), web({url: 404}))) == [f"{url} answers 404"]
    assert judged(broken, send(url), web({url: "timeout"})).outcome == "unknown"


def test_only_links_that_a_reader_follows_are_asked_for():
    assert asked(SHOP, f"{SHOP}#frag", "http://b.test/") == [SHOP, "http://b.test/"]
    others = [
        link("https://shop.test/u", role)
        for role in ("unsubscribe", "preference", "view", "tracking", "pixel", "token", "contact", "resource")
    ]
    more = [
        "mailto:a@b.test",
        "#",
        "",
        "javascript:void(0)",
        "https://example.com/",
        "htp://x.test/",
        "https://acme.ngrok.io/",
        "https://shop.test/{{contact.id}}",
        "https://shop.test/?e=%%email%%",
        "https://a b.test/",
    ]
    assert asked(*others, *more) == []
    # Whether private hosts are connected to is the gatherer's to say (`--allow-private`).
    assert asked("http://localhost/", "http://10.0.0.1/") == ["http://localhost/", "http://10.0.0.1/"]
    assert {type(ask) for ask in broken.asks(send(SHOP), broken.options(), None)} == {Fetch}


def test_tokens_are_unknown_and_heavy_only_where_they_are_the_page():
    result = judged(broken, send(link("https://shop.test/?id={{id}}", "token"), link("{{my.link}}", "token")))
    assert result.outcome == "unknown"
    assert result.severities() == ["warning", "blocker"]
    only_query = judged(broken, send(link("https://shop.test/?id={{id}}", "token")))
    assert (only_query.outcome, only_query.severities()) == ("unknown", ["warning"])


def test_links_that_are_never_requested_for_one_reason_are_one_unknown():
    urls = [f"https://urldefense.com/v3/__https://shop.test/{n}__;!!a!b$" for n in range(5)]
    answer = Unanswered("acting", "never requested: it is the wrapper of somebody's mail filter")
    result = judged(broken, send(*urls), web(dict.fromkeys(urls, answer)))
    assert (len(result.unknowns), result.findings) == (1, [])
