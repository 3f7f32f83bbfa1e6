from __future__ import annotations

from preflight.facts.send import Value
from preflight.finding import Location
from preflight.load.message import draft

AT = Location(file="send.yaml", line=3, column=1)


def test_a_draft() -> None:
    found = draft(
        "default", html=("m.html", b"<html lang=de><p>{{ contact.x }} <a href=https://x.test/>x</a>"),
        text=("m.txt", b"https://x.test/"), subject=Value("Hi {{ contact.firstname }}", AT),
    )  # fmt: skip
    assert [one.where for one in found.links] == ["html", "text"]
    assert [(one.where, one.name) for one in found.tokens] == [("subject", "contact.firstname"), ("html", "contact.x")]
    assert (found.language, found.state, found.headers) == ("de", "draft", None)


def test_tokens_that_are_the_same_for_all_are_filled_first() -> None:
    found = draft(
        "default", html=("m.html", "{{my.A}}\n<a href='{{my.Url}}?x=1'>x</a>".encode("cp1252")),
        subject=Value("{{my.A}}", AT), fill_tokens={"{{my.Url}}": "https://x.test/", "{{my.A}}": "{{my.Url}}\nä"},
    )  # fmt: skip
    assert [(one.url, one.location.line, one.role) for one in found.links] == [("https://x.test/?x=1", 2, "content")]
    assert found.subject is not None
    assert found.subject.text == "{{my.Url}} ä"
    assert found.html is not None
    assert found.html.runs[0].text == "{{my.Url}} ä x"


def test_what_was_wrong_before_filling_is_still_said() -> None:
    found = draft("default", html=("m.html", b"<p>\xff {{my.A}}"), fill_tokens={"{{my.A}}": "x"})
    assert [(one.kind, one.location.file) for one in found.defects] == [("encoding", "m.html")]


def test_the_preheader_of_the_manifest_wins() -> None:
    html = ("m.html", b"<div style='display:none'>Hidden</div><p>x")
    assert draft("default", html=html).preheader.text == "Hidden"  # type: ignore[union-attr]
    assert draft("default", html=html, preheader=Value("Said", AT)).preheader == Value("Said", AT)


def test_the_sender_s_tokens_are_filled_too() -> None:
    found = draft(
        "default",
        html=("m.html", b"<p>x"),
        sender=Value("{{my.From}} <a@b.test>", AT),
        fill_tokens={"{{my.From}}": "Acme"},
    )
    assert found.sender is not None
    assert (found.sender.text, found.tokens) == ("Acme <a@b.test>", ())


def test_a_token_may_be_given_by_its_name_or_with_other_blanks() -> None:
    html = b"<p>{{my.A}} {{ my.A }} {{my.A:default=x}} *|CODE|* {{my.B}} my.A"
    found = draft("default", html=("m.html", html), fill_tokens={"my.A": "1", "CODE": "2", "{{ my.B }}": "3"})
    assert found.html is not None
    assert found.html.runs[0].text == "1 1 1 2 3 my.A"
