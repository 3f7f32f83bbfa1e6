"""The pictures: what they show is what was seen, and it is there in words as well."""

from __future__ import annotations

from typing import Any

import duckdb
import msgspec
import pytest

from preflight.facts import Facts
from preflight.facts.audience import Example, Measured, Person, Sampled, Veiled
from preflight.report.html import render
from preflight.report.pictures import Pictures, pictures, usual
from preflight.report.ready import ready
from preflight.report.words import Words
from preflight.testing import facts_from
from tests.report.samples import report

UTM = "utm_source=news&utm_medium=email&utm_campaign=may"
HTML = f"""<a href="https://shop.test/?{UTM}">Shop</a> <a href="https://shop.test/start?{UTM}">Start</a>
<a href="https://shop.test/bare">Bare</a> <a href="https://shop.test/?{UTM}&amp;e=jane%40customer.test">You</a>
<a href="{{{{unsubscribe}}}}">Leave</a> <a href="https://gone.test/?utm_source=x&amp;utm_medium=banner">Gone</a>
<!--[if mso]><a href="https://shop.test/mso">Outlook</a><![endif]-->"""


def seen(**more: Any) -> Facts:
    return facts_from({
        "html": HTML, "from": "News <news@shop.test>",
        "send": {
            "brief": {"audience": 500, "utm": {"source": "news", "medium": "email", "campaign": "june"}},
            "audience": {"members": "audience.csv", "counts": {"segment": 560, "suppressed": 80, "final": 470},
                         "previous": [471, 465, 483]},
            "suppression": [{"name": "left", "members": "left.csv"},
                            {"name": "bounced", "members": "b.csv", "applied_by": "platform"}],
        },
        "audience": {
            "rows": 480, "lists": {"left": {"rows": 90}, "bounced": {"rows": 10}},
            "measures": {"suppression.listed:left": 12, "suppression.listed:bounced": 3,
                         "audience.domains": {"value": 480, "groups": [["a.test", 300], ["other", 180]]}},
        },
        "web": {f"https://shop.test/start?{UTM}": {"to": ["https://shop.test/welcome"], "page": {"title": "Welcome"}},
                f"https://shop.test/?{UTM}": 200, "https://shop.test/bare": 404,
                "https://gone.test/?utm_source=x&utm_medium=banner": {"fault": "no-such-host"}},
        "dns": {"SPF bounce.shop.test": {"records": ["v=spf1 -all"], "lookups": 12, "root": {"total": 12}}},
        **more,
    })  # fmt: skip


def drawn(facts: Facts) -> tuple[Pictures, dict[str, Any]]:
    found = report(known=facts)
    return pictures(found, Words("en")), found


def test_the_audience_stands_beside_the_brief_and_the_past() -> None:
    band = drawn(seen())[0].band
    assert band is not None
    assert band.words == ["This send: 480", "brief: 500 (−4 %)", "past sends: 465 to 483", "usual: 353 to 589"]
    assert band.low < band.past[0] < band.now < band.brief < band.high
    assert not band.bad


@pytest.mark.parametrize(
    ("past", "found"),
    [([1, 2], None), ([100, 100, 100], (75, 125)), ([100, 100, 200, 300], (0, 372.39)), ([0, 0, 0], (0, 0))],
)
def test_the_usual_range(past: list[int], found: tuple[float, float] | None) -> None:
    assert usual(past) == (pytest.approx(found) if found else None)


def test_the_funnel_marks_what_does_not_add_up() -> None:
    found = drawn(seen())[0]
    assert [(bar.label, bar.value, bar.bad) for bar in found.funnel] == [
        ("Segment", "560", False), ("Held back by the platform", "80", False), ("Would get it", "470", True),
        ("Rows in the file", "480", False),
    ]  # fmt: skip
    assert found.funnel_words == "560 less 80 is 480."


def test_lists_and_mixes() -> None:
    found = drawn(seen())[0]
    assert [(bar.label, bar.value, bar.part, bar.bad) for bar in found.lists] == [
        ("left", "12 of 480 recipients", 2.5, True), ("bounced", "3 of 480 recipients", 0.62, False),
    ]  # fmt: skip
    assert "held back by the platform" in found.lists[1].note
    assert [(bar.label, bar.note) for bar in found.domains] == [("a.test", "62 %"), ("others", "38 %")]
    assert found.countries == []


def test_spf_counts_what_is_too_much() -> None:
    (spf,) = drawn(seen())[0].spf
    assert (spf.domain, spf.words) == ("bounce.shop.test", "12 look-ups; receivers allow 10")
    assert spf.boxes == [True] * 10 + [False] * 2


def test_every_link_and_what_became_of_it() -> None:
    found = {one.text: one for one in drawn(seen())[0].links}
    assert found["Shop"].answer == "200"
    assert found["Shop"].cells == [("news", True), ("email", True), ("may", False)], "the brief says june"
    assert (found["Shop"].channel, found["Shop"].fits) == ("Email", True)
    assert (found["Bare"].state, found["Bare"].cells) == ("bad", [("–", False)] * 3)
    assert found["Start"].title == "Welcome"
    assert [(hop.url, hop.lost) for hop in found["Start"].hops] == [
        (f"https://shop.test/start?{UTM}", ""), ("https://shop.test/welcome", "utm_source, utm_medium, utm_campaign"),
    ]  # fmt: skip
    assert (found["Gone"].answer, found["Gone"].state, found["Gone"].channel) == ("no such host", "bad", "Display")
    assert found["Leave"].answer == "never opened: a click would act"
    assert found["Outlook"].where == "Outlook"
    assert found["Shop"].url == "https://shop.test/"


def test_nobodys_address_is_in_what_was_seen() -> None:
    facts = seen()
    html = render(report(known=facts), "en")
    assert "jane" not in html
    assert "jane" not in str(report(known=facts))


def test_everything_is_in_words_on_the_page() -> None:
    html = render(report(known=seen()), "en")
    for said in ("This send: 480 · brief: 500", "560 less 80 is 480.", "12 of 480 recipients", "12 look-ups",
                 "here it lost utm_source", "UTM lost", "no such host", 'role="img"'):  # fmt: skip
        assert said in html, said


def test_without_anything_there_is_no_picture() -> None:
    found, told = drawn(facts_from({"html": "<p>x</p>"}))
    assert not found
    assert 'id="numbers"' not in render(told, "en")
    assert not pictures({"checks": []}, Words("en")), "a report of an earlier version"


def test_counts_alone_are_drawn() -> None:
    facts = seen(audience={}, send={"audience": {"counts": {"final": 300}}, "brief": {"audience": 200}})
    band = drawn(facts)[0].band
    assert band is not None
    assert band.words == ["This send: 300", "brief: 200 (+50 %)"]
    assert band.bad


def mend(id: str, evidence: dict[str, Any], told: dict[str, Any] | None = None) -> list[str]:
    return [one.text for one in ready({"id": id}, {"evidence": evidence}, {"seen": told or {}})]


BRIEF = {"brief": {"utm": {"utm_medium": "email", "utm_campaign": "may sale"}}}


@pytest.mark.parametrize(
    ("id", "evidence", "texts"),
    [
        ("tracking.utm-missing", {"missing": ["utm_medium", "utm_campaign"], "urls": ["https://a.test/?x=1#y"]},
         ["https://a.test/?x=1&utm_medium=email&utm_campaign=may+sale#y"]),
        ("tracking.utm-missing", {"missing": ["utm_source"], "urls": ["https://a.test/"]}, []),
        ("tracking.utm-not-as-briefed", {"url": "https://a.test/?utm_campaign=x&b=", "parameter": "utm_campaign", "briefed": "y"},
         ["https://a.test/?utm_campaign=y&b="]),
        ("tracking.utm-typo", {"url": "https://a.test/?utm_sorce=x", "parameter": "utm_sorce", "meant": "utm_source"},
         ["https://a.test/?utm_source=x"]),
        ("tracking.utm-case", {"url": "https://a.test/?utm_source=News&q=Q"}, ["https://a.test/?utm_source=news&q=Q"]),
        ("tracking.utm-unwanted", {"url": "https://a.test/?utm_source=x&id=7"}, ["https://a.test/?id=7"]),
        ("tracking.utm-malformed", {"url": "https://a.test/p#top?utm_source=x"}, ["https://a.test/p?utm_source=x#top"]),
        ("tracking.utm-malformed", {"url": "https://a.test/p?a=1?utm_source=x"}, []),
        ("landing.utm-lost", {"hops": ["https://a.test/s?utm_source=x&q=1", "https://a.test/w?r=2"]},
         ["https://a.test/w?r=2&utm_source=x"]),
        ("links.insecure", {"urls": ["http://a.test/x"]}, ["https://a.test/x"]),
        ("links.insecure", {"url": "http://a.test/?e=…"}, []),
        ("links.outlook-differs", {"url": "https://a.test/1", "elsewhere": "https://a.test/2"}, ["https://a.test/2"]),
        ("authentication.dmarc-missing", {"publish": {"name": "_dmarc.a.test", "type": "TXT", "value": "v=DMARC1; p=none"}},
         ['_dmarc.a.test. IN TXT "v=DMARC1; p=none"']),
        ("links.broken", {"url": "https://a.test/"}, []),
    ],
)  # fmt: skip
def test_mends_that_can_be_copied(id: str, evidence: dict[str, Any], texts: list[str]) -> None:
    assert mend(id, evidence, BRIEF) == texts


def test_the_sql_lists_the_very_rows(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "it's.csv").write_text('"E ""mail"""\nJane@a.test\njoe@b.test\n jane@a.test\nann@sub.c.test\n')
    (tmp_path / "left.csv").write_text("who\nJOE@b.test\n")
    (tmp_path / "rivals.csv").write_text("domain\nc.test\n")
    monkeypatch.chdir(tmp_path)
    lists = [{"name": "left", "file": "left.csv", "column": "who", "match": "email"},
             {"name": "rivals", "file": "rivals.csv", "column": "domain", "match": "domain"},
             {"name": "odd", "file": None, "column": "x", "match": "email"}]  # fmt: skip
    told = {"audience": {"file": "it's.csv", "column": 'E "mail"', "lists": lists}}
    for name, found in (("left", ["joe@b.test"]), ("rivals", ["ann@sub.c.test"])):
        (sql,) = mend("suppression.recipient-listed", {"list": name}, told)
        assert [row[0] for row in duckdb.sql(sql).fetchall()] == found
    (sql,) = mend("audience.duplicates", {}, told)
    assert duckdb.sql(sql).fetchall() == [("jane@a.test", 2)]
    assert mend("suppression.recipient-listed", {"list": "odd"}, told) == []


def test_measured_groups_are_few() -> None:
    groups = tuple((f"d{n}.test", 100 - n) for n in range(40))
    facts = seen()
    facts.audience.measures["audience.countries"] = Measured(1, groups)
    shown = drawn(facts)[0].countries
    assert len(shown) == 13
    assert shown[-1].label == "others"


def sampled(html: str, *people: Person, columns: dict[str, str] | None = None) -> Facts:
    known = seen(html=html)
    found = Sampled({"firstname": "First Name"} if columns is None else columns, people)
    return msgspec.structs.replace(known, audience=msgspec.structs.replace(known.audience, sample=found))


def person(*cells: Veiled | None) -> Person:
    return Person(Example("j***e@a***.test", "d1"), cells)


def test_recipients_by_chance_stand_there_with_what_their_tokens_get() -> None:
    people = [Veiled("J", 4), Veiled("B", 6, "upper"), Veiled("e", 3, "lower"), Veiled("W", 60), None]
    facts = sampled('<p>Hello {{ contact.firstname|default("you") }}</p>', *(person(cell) for cell in people))
    sample = drawn(facts)[0].sample
    assert sample is not None
    assert sample.heads == [("firstname", "First Name")]
    assert [(one.shown, one.words, one.note) for _who, (one,) in sample.rows] == [
        ("J•••", "J 4 signs", ""), ("B•••••", "B 6 signs", "all capitals"), ("e••", "e 3 signs", "no capital"),
        ("W" + "•" * 24 + "…", "W 60 signs", ""), ("you", "", "fallback"),
    ]  # fmt: skip
    assert "j***e@a***.test" in render(report(known=facts), "en")


def test_who_gets_nothing_is_marked() -> None:
    sample = drawn(sampled("<p>Hello {{ contact.firstname }}</p>", person(None)))[0].sample
    assert sample is not None
    assert [(one.shown, one.note, one.state) for _who, (one,) in sample.rows] == [("", "blank", "bad")]


def test_without_a_sample_there_is_none() -> None:
    assert drawn(seen())[0].sample is None
    assert drawn(sampled("<p>Hello</p>", person(), columns={}))[0].sample is None
