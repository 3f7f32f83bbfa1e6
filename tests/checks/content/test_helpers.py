"""content.spelling and content.spam-score, on what was gathered for them."""

from __future__ import annotations

from preflight.checks.content.spam_score import asks as scores_asked
from preflight.checks.content.spam_score import spam_score
from preflight.checks.content.spelling import asks as words_asked
from preflight.checks.content.spelling import spelling
from preflight.testing import facts_from, judge_check
from tests.checks.content_facts import said

OPTIONS = {"dictionaries": {"en": "en_US", "de": "de_DE"}}
HTML = (
    "<p>You will recieve 20th iPhone mails from Zorgon, e.g. at www.acme.test or jo@acme.test, NATO &amp; teh end.</p>"
)


def judged(words, options=OPTIONS):
    return judge_check(spelling, facts_from(words), options)


def test_the_words_that_are_looked_up():
    facts = facts_from({"html": HTML, "language": "en-GB", "subject": "Helo {{ contact.firstname }}"})
    options = spelling.options(dictionaries={"en": "en_US"}, allow=frozenset({"teh"}))
    found = list(words_asked(facts.send, options, facts))
    assert [one.dictionary for one in found] == ["en_US"]
    assert found[0].words == ("at", "end", "from", "mails", "or", "recieve", "will")


def test_german_nouns_are_looked_up():
    facts = facts_from({"html": "<p>Das Hauss</p>", "language": "de"})
    assert next(iter(words_asked(facts.send, spelling.options(dictionaries={"de": "d"}), facts))).words == (
        "Das",
        "Hauss",
    )


def test_misspelt_words():
    answers = {"en_US": {"unknown": ["recieve", "teh"]}}
    found = judged({"html": HTML, "text": "recieve", "language": "en", "spelling": answers})
    assert found.outcome == "failed"
    assert said(found) == ["“recieve” is not in the dictionary, in 2 places", "“teh” is not in the dictionary"]
    assert found.measures["misspelt"] == 3


def test_what_cannot_be_looked_up():
    assert said(judged({"html": "<p>hello</p>"})) == ["the mail does not say its language"]
    assert said(judged({"html": "<p>hello</p>", "language": "fi"})) == ["the checklist names no dictionary for fi"]
    assert said(judged({"html": "<p>hello</p>", "language": "en"})) == ["not asked then"]
    assert said(judged({"html": "<p>a</p>", "language": "en", "spelling": {"en_US": "error"}})) == ["error"]
    assert judged({"html": "<p>a</p>"}, {}).outcome == "skipped"


def scored(answer, options=None, **more):
    return judge_check(spam_score, facts_from({"html": "<p>x</p>", "spam": {"default": answer}, **more}), options)


def test_scores():
    rules = [{"name": "A", "score": 4.5, "words": "bad"}, {"name": "B", "score": 1.0}]
    found = scored({"score": 6.2, "threshold": 5, "rules": rules})
    assert (found.outcome, found.severity) == ("failed", "note")
    assert said(found) == ["the filter scores the mail 6.2; from 5 on it calls it spam"]
    assert found.findings[0].evidence["examples"] == ["A 4.5: bad", "B 1"]
    assert scored({"score": 4.9, "threshold": 5}).outcome == "passed"
    assert scored({"score": 2.5, "threshold": 5}, {"at_most": 2}).outcome == "failed"
    assert scored("offline").outcome == "unknown"


def test_every_message_is_scored_once():
    facts = facts_from({"html": "<p>x</p>"})
    found = list(scores_asked(facts.send, spam_score.options(service="rspamd", at="127.0.0.1:11333"), facts))
    assert [(one.service, one.place, one.message) for one in found] == [("rspamd", "127.0.0.1:11333", "default")]
