"""headers.proof-outdated: a proof that a platform made of the draft is never outdated; one of another draft is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.checks.headers._proof_pattern import pattern_of, words_of
from preflight.checks.headers._proof_words import differences
from preflight.checks.headers.proof_outdated import proof_outdated
from preflight.testing import facts_from, judge_check
from tests.checks.headers import platform_send
from tests.mutation.mails import EACH, sound

HEADERS = b"From: Acme <news@acme.test>\r\nContent-Type: text/html; charset=utf-8\r\n"


def judged(draft: str, proof: bytes, *, platform: str = "generic", subject: str | None = None, **more):
    message = {"proof": "proof.eml", **more}
    words = {"html": draft, "send": {"platform": platform, "message": message}, "files": {"proof.eml": proof}}
    return judge_check(proof_outdated, facts_from({**words, **({"subject": subject} if subject is not None else {})}))


def said(body: str, subject: str = "") -> bytes:
    head = f"Subject: {subject}\r\n".encode() if subject else b""
    return HEADERS + head + b"\r\n" + body.encode()


def texts(result):
    return [str(one.text) for one in (*result.findings, *result.unknowns)]


@pytest.mark.parametrize(("dialect", "language"), EACH)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9), wrap=st.sampled_from(sorted(platform_send.WRAPPED)))
def test_what_a_platform_made_of_the_draft_is_never_outdated(dialect: str, language: str, seed: int, wrap: str) -> None:
    mail = sound(dialect, language)
    proof = platform_send.proof(
        mail["html"], subject=mail["subject"], platform=dialect, dice=random.Random(seed), wrap=wrap
    )
    found = judged(mail["html"], proof, platform=dialect, subject=mail["subject"])
    assert (texts(found), found.outcome) == ([], "passed")


CHANGED = [
    ("a word", "three evenings about print", "four evenings about print"),
    ("a word less", "there is soup at nine", "there is soup"),
    ("a word more", "Bring a picture", "Always bring a picture"),
    ("a date", "2 December 2026", "3 December 2026"),
    ("a time", "at 7 pm", "at 8 pm"),
    ("a paragraph", "<p>You get this mail because you asked for our news.</p>", ""),
    ("a heading", "<h1>Three evenings", "<h1>Five evenings"),
    ("the address", "1 High Street", "2 High Street"),
    ("a button", "Book your evening", "Book your seat"),
]  # fmt: skip


@pytest.mark.parametrize("wrap", ["plain", "utm", "own domain", "in the query"])
@pytest.mark.parametrize(("name", "old", "new"), CHANGED)
def test_what_changed_since_is_found(name: str, old: str, new: str, wrap: str) -> None:
    mail = sound("hubspot", "en")
    assert old in mail["html"]
    proof = platform_send.proof(mail["html"], platform="hubspot", dice=random.Random(name + wrap), wrap=wrap)
    found = judged(mail["html"].replace(old, new), proof, platform="hubspot")
    assert (found.outcome, found.severity, len(found.findings)) == ("failed", "blocker", 1), texts(found)


@pytest.mark.parametrize("wrap", ["plain", "utm", "in the query", "in json", "safe links"])
def test_a_changed_link_is_found(wrap: str) -> None:
    mail = sound("hubspot", "en")
    proof = platform_send.proof(mail["html"], platform="hubspot", dice=random.Random(wrap), wrap=wrap)
    found = judged(mail["html"].replace("acme.test/programme", "acme.test/winter"), proof, platform="hubspot")
    assert found.outcome == "failed"
    assert [f.evidence["url"].partition("?")[0] for f in found.findings] == ["https://www.acme.test/winter"]


@pytest.mark.parametrize(
    ("draft", "proof"),
    [
        ("<p>Only 20 €</p>", "<p>Only 25 €</p>"),
        ("<p>Only 20 €</p>", "<p>Only 20 $</p>"),
        ("<p>Only €19.99</p>", "<p>Only €19.90</p>"),
        ("<p>Save 30 %</p>", "<p>Save 30</p>"),
        ("<p>Hi {{ first_name }}, welcome back</p>", "<p>Hi Jane, good bye</p>"),
        ("<p>One</p><p>Two</p><p>Three</p>", "<p>One</p><p>Three</p><p>Two</p>"),
        ("<p>Hello</p>", "<p>A wholly different mail</p>"),
    ],
)
def test_small_changes(draft: str, proof: str) -> None:
    assert judged(draft, said(proof)).outcome == "failed"


@pytest.mark.parametrize(
    ("draft", "proof"),
    [
        ("<p>Hi {{ first_name }}, you</p>", "<p>Hi , you</p>"),
        ("<p>Hi {{ first_name }}, you</p>", "<p>Hi Jean Marie de la Tour, you</p>"),
        ("<p>{% if x %}One{% else %}Two{% endif %} three</p>", "<p>Two three</p>"),
        ("<p>{% if x %}One{% else %}Two{% endif %} three</p>", "<p>One three</p>"),
        ("<!-- {% if x %} --><p>One</p><!-- {% endif %} --><p>Two</p>", "<p>Two</p>"),
        ("<ul>{% for a in b %}<li>Item {{ a }} costs {{ a.x }}</li>{% endfor %}</ul><p>End</p>",
         "<ul><li>Item A costs 3</li><li>Item B costs 5</li><li>Item C costs 9</li></ul><p>End</p>"),
        ("<ul>{% for a in b %}<li>Item {{ a }}</li>{% endfor %}</ul><p>End</p>", "<ul></ul><p>End</p>"),
        ("<p>{% if x %}Send to a friend{% endif %}" + "One two three. " * 30 + "</p>",
         "<p>" + "One two three. " * 30 + "</p><p>This mail was sent to <a href='https://x.test/unsubscribe'>you</a></p>"),
        ("{% if de %}<p>" + " ".join(f"wort{n * n % 211 + n % 7}" for n in range(700)) + "</p>{% else %}<p>"
         + " ".join(f"word{n * n % 211 + n % 7}" for n in range(700)) + "</p>{% endif %}",
         "<p>" + " ".join(f"word{n * n % 211 + n % 7}" for n in range(700)) + "</p>"),
        ("<p>{% comment %}<b>old</b>{% endcomment %} new</p>", "<p>new</p>"),
        ("<p>One %%[ IF @score<b THEN SET @x = 1 ENDIF ]%% two</p>", "<p>One two</p>"),
        ("<div>%%[ IF @n <five THEN ]%%</div><p>One</p>", "<div></div><p>One</p>"),
        ("<p>*|IF:FNAME|*Hi *|FNAME|*,*|ELSE:|*Hello,*|END:IF|* we</p>", "<p>Hello, we</p>"),
        ("<p>%%[ IF Empty(@x) THEN ]%%One%%[ ELSE ]%%Two%%[ ENDIF ]%% end</p>", "<p>Two end</p>"),
        ("<p>Tom&rsquo;s &ndash; caf&eacute;&nbsp;20&thinsp;€</p>", "<p>Tom's - café 20 €</p>"),
        ("<p>so<wbr>ft&shy;ly and zero\u200bwidth</p>", "<p>softly and zerowidth</p>"),
        ("<style>.h{display:none}</style><p>One</p><div class=h>Hidden</div>",
         "<p>One</p><div class=h style='display:none'>Hidden</div>"),
        ("<p>One</p>", "<div style='display:none'>Preview text of the platform &zwnj;&nbsp;</div><p>One</p>"),
        ("<p>One</p><p>{{ unsubscribe_text }}</p>",
         "<p>One</p><p>If you no longer want this, <a href='https://x.test/unsubscribe'>leave</a>.</p>"),
        ("<a href='https://shop.test/a'>A</a>", "<a href='HTTPS://SHOP.test:443/a/?utm_source=x#top'>A</a>"),
        ("<a href='https://shop.test/a?x=1&amp;y=2'>A</a>", "<a href='https://shop.test/a?y=2&amp;mc_eid=5&amp;x=1'>A</a>"),
        ("<a href='https://shop.test/a?utm_campaign=a'>A</a>", "<a href='https://shop.test/a?utm_campaign=b'>A</a>"),
        ("<a href='https://shop.test/a?u={{ id }}'>A</a>", "<a href='https://shop.test/a?u=5'>A</a>"),
        ("<a href='https://shop.test/a'>A</a>", "<a href='https://links.shop.test/ls/click?upn=abcdefghijklmnopq'>A</a>"),
        ("<img src='https://shop.test/a.png'>One", "<img src='https://cdn.test/b.png'>One"),
    ],
)  # fmt: skip
def test_what_is_no_change(draft: str, proof: str) -> None:
    found = judged(draft, said(proof))
    assert (texts(found), found.outcome) == ([], "passed")


@pytest.mark.parametrize(
    ("draft", "proof", "same"),
    [
        ("Our sale", "Our sale", True), ("Our sale", "[TEST] Our sale", True), ("Our sale", "Test: Our sale", True),
        ("Our sale", "=?utf-8?q?Our_sale?=", True), ("Hi {{ first_name }}!", "Hi Jane!", True),
        ("Hi {{ first_name }}!", "[Proof] Hi !", True), ("Test: drive it", "Test: drive it", True),
        ("Our sale", "Our winter sale", False), ("20 % off", "30 % off", False), ("Our sale", "FW: Old subject", False),
    ],
)  # fmt: skip
def test_subjects(draft: str, proof: str, same: bool) -> None:
    found = judged("<p>One</p>", said("<p>One</p>", proof), subject=draft)
    assert (found.outcome == "passed") is same
    assert same or len(found.findings) == 1


@pytest.mark.parametrize(
    ("draft", "proof"),
    [
        ("<p>One</p>", "<p>One</p><p>And a paragraph of nobody knows whom</p>"),
        ("<p>One</p>", "<p>Words in front that nobody knows</p><p>One</p>"),
        ("{% include 'a.html' %}<p>One</p>", "<p>Two</p>"),
    ],
)
def test_what_cannot_be_told(draft: str, proof: str) -> None:
    found = judged(draft, said(proof))
    assert (found.outcome, len(found.unknowns)) == ("unknown", 1)


def test_a_mail_that_repeats_itself_takes_no_long() -> None:
    body = "<p>" + "to be or not to be " * 2_000 + "</p>"
    found = judged(body, said(f"<p><a href='https://x.test/view'>View in browser</a></p>{body}<p>x</p>"))
    assert found.outcome in {"passed", "unknown"}


def test_without_a_proof_there_is_nothing_to_compare() -> None:
    assert judge_check(proof_outdated, facts_from({"html": "<p>One</p>"})).outcome == "skipped"


WORDS = st.lists(st.sampled_from("we you sale now red blue ten 20 %".split()), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.data())
def test_alignment_is_exact(words: list[str], filling: list[str], data: st.DataObject) -> None:
    """Tokens filled with any words are no difference; without tokens, exactly the same words are none."""
    cut = data.draw(st.integers(0, len(words)))
    draft = " ".join((*words[:cut], "{{ other.thing }}", *words[cut:]))
    assert (
        differences(pattern_of(draft, "generic"), list(words_of(" ".join((*words[:cut], *filling, *words[cut:])))))
        == []
    )
    same = differences(pattern_of(" ".join(words), "generic"), list(words_of(" ".join(filling))))
    assert (not same) is (words == filling)
