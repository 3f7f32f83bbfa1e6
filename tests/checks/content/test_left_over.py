"""content.left-over, and the traces that a send leaves."""

from __future__ import annotations

import pytest

from preflight.checks.content.left_over import left_over
from preflight.facts.history import Traces, trace_of, traces_of
from preflight.testing import facts_from, judge_check

LINK = "https://www.acme.test/talks/october?utm_source=x&amp;utm_campaign=2026-10_talk"
HTML = (
    f'<div style="display:none">Three talks in one hour, free</div><p>On 12 October 2026</p><a href="{LINK}">Book</a>'
)


def words(**more):
    send = {"name": "2026-11_talk", "series": "talks", "brief": {"event": {"date": "2026-10-12"}}}
    return {"html": HTML, "subject": "Our talk", "send": send, **more}


def past(name="2026-10_talk", **traces):
    return {"name": name, "traces": traces}


def judged(*history, **more):
    given = {"html": "<p>Sale</p>", "subject": "Sale", "send": {"name": "2026-11_talk", "series": "talks"}, **more}
    found = judge_check(left_over, facts_from({**given, "history": list(history)}))
    return found.outcome, [str(one.text) for one in found.findings]


def test_traces():
    found = traces_of(facts_from(words()).send)
    assert found.subjects == (trace_of("our TALK!"),)
    assert found.preheaders == (trace_of("Three talks in one hour, free"),)
    assert found.campaigns == ("2026-10_talk",)
    assert found.event == "2026-10-12"
    assert len(found.links) == 1
    assert "acme" not in str(found.links)
    assert traces_of(facts_from({"html": "<p>x</p>"}).send) == Traces()


def test_traces_of_links_are_of_pages_alone():
    def links(*urls):
        return traces_of(facts_from({"html": "".join(f'<a href="{url}">x</a>' for url in urls)}).send).links

    assert links("https://www.acme.test/a?x=1") == links("https://acme.test/a/#b")
    assert links("https://acme.test/", "mailto:a@acme.test", "#x", "{{ token }}", "https://[bad/a") == ()
    assert len(links(*(f"https://acme.test/{n}" for n in range(500)))) == 200


def everything():
    send = facts_from(words()).send
    found = traces_of(send)
    return past(
        subjects=found.subjects,
        preheaders=found.preheaders,
        campaigns=found.campaigns,
        event=found.event,
        links=found.links,
    )


def test_a_clone_that_nobody_changed():
    send = {"name": "2026-11_talk", "series": "talks"}
    outcome, said = judged(everything(), past("2026-09_talk", subjects=["x"]), html=HTML, subject="Our talk", send=send)
    assert outcome == "failed"
    assert said == [
        "the subject is that of 2026-10_talk", "the preview text is that of 2026-10_talk",
        "utm_campaign=2026-10_talk is that of 2026-10_talk", "“12 October 2026” was the day of 2026-10_talk",
        "https://www.acme.test/talks/october?utm_source=x&utm_campaign=2026-10_talk was linked in 2026-10_talk",
    ]  # fmt: skip


def test_what_always_stands_is_none():
    evergreen = {"subjects": [trace_of("Sale")], "campaigns": ["talks"]}
    html = '<a href="https://acme.test/a?utm_campaign=talks">x</a>'
    both = (past("c", **evergreen), past("b", **evergreen))
    assert judged(*both, html=html) == ("passed", [])
    assert judged(past("c", campaigns=["talks"]), html=html) == ("passed", [])
    assert judged(past("c", links=everything()["traces"]["links"]), html=HTML)[0] == "passed"


@pytest.mark.parametrize(
    "name", ["2026-11_talk_em2", "2026-11_talk_reminder", "2026-11_talk_2", "2026-11_talk_last-call"]
)
def test_a_further_mail_of_the_same_campaign(name):
    first = past("2026-11_talk_em1", **everything()["traces"])
    send = {"name": name, "series": "talks"}
    outcome, said = judged(first, html=HTML, subject="Reminder: our talk", send=send)
    assert said == ["the preview text is that of 2026-11_talk_em1"]
    assert outcome == "failed"


def test_what_was_briefed_is_meant():
    send = {
        "name": "2026-11_other",
        "series": "talks",
        "brief": {"event": {"date": "2026-10-12"}, "subject": "Our talk"},
    }
    outcome, said = judged(everything(), html=HTML.replace("Three", "Two"), subject="Our talk", send=send)
    assert (outcome, said) == ("passed", [])
    by_campaign = {"name": "2026-11_other", "brief": {"utm": {"campaign": "2026-10_talk"}}}
    assert judged(everything(), html=HTML.replace("Three", "Two"), send=by_campaign)[0] == "passed"


def test_the_name_of_the_last_send():
    html = '<a href="https://acme.test/a?ref=2026-10_talk">x</a><p>2026-10_talk</p>'
    assert judged(past(), html=html)[1] == ["the name of 2026-10_talk still stands in the mail (2 places)"]
    assert judged(past("talk"), html="<p>talk</p>")[0] == "passed"
    campaign = {"html": HTML, "text": "Book: https://www.acme.test/?utm_campaign=2026-10_talk"}
    assert judged(past(), **campaign) == ("passed", [])


def test_without_a_past():
    assert judged()[0] == "skipped"
    assert judged({"name": "old"})[0] == "skipped"
    assert judged({**everything(), "name": "2026-11_talk"}, html=HTML)[0] == "skipped"
    assert judged(past(event="soon"))[0] == "passed"
