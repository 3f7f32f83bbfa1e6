"""The mail in the report: nobody's address in it, and every place still where it was."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.facts import Web
from preflight.facts.send import Link, Message, Part, Value
from preflight.facts.web import Answer
from preflight.finding import Finding, Location, Mender, Severity, Tally, _
from preflight.report.files import load_facts, save_facts
from preflight.report.frame import framed
from preflight.report.html import render
from preflight.report.mail import MOST
from preflight.report.sources import Source, Sources
from preflight.report.view import page
from preflight.report.words import Words
from preflight.testing import facts_from
from tests.report import samples
from tests.report.samples import at, made, report

KEY = ("default", "email.html", "")


def shown(html: str, *links: Link) -> Source:
    part = Part(file="email.html", source=html, size=len(html))
    message = Message(name="default", state="draft", html=part, links=links, sender=Value("a@own.example", at(1)))
    return Sources(report(known=samples.facts(messages=(message,)))).parts[KEY]


def test_recipients_are_masked_and_columns_follow() -> None:
    line = "<p>jane.roe@customer.example and <a href=x>joe.bloggs@customer.example</a> <b>a@own.example</b>"
    source = shown(f"one\r\n{line}\rthree")
    assert source.lines == [
        "one",
        "<p>j***e@c***.example and <a href=x>j***s@c***.example</a> <b>a@own.example</b>",
        "three",
    ]
    for word in ("<p>", "and", "<a", "</a>", "<b>", "a@own"):
        assert source.lines[1][source.column(2, line.index(word) + 1) :].startswith(word)
    assert source.lines[1][source.column(2, line.index("customer") + 1) :].startswith("j***e@")


@given(
    st.lists(
        st.sampled_from(["jane.roe@mail.test", "<a href='", "'>", " ", "%40", "x", "me%40mail.test?e=", "\n", " é "]),
        max_size=30,
    ).map("".join)
)
@settings(max_examples=100, deadline=None)
def test_what_is_not_masked_is_found_where_it_stands(html: str) -> None:
    source = shown(html)
    for number, line in enumerate(html.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            here = source.column(number, column)
            assert 0 <= here <= len(source.lines[number - 1])
            if sign == "é":
                assert source.lines[number - 1][here] == "é"


def test_values_in_links_that_name_a_person_in_code_are_hidden() -> None:
    coded = base64.b64encode(b"jane.roe@customer.example").decode().rstrip("=")
    url = f"https://acme.example/?a=1&e={coded}"
    html = f'<p><a href="https://acme.example/?a=1&amp;e={coded}">x</a> <i>'
    source = shown(html, Link(url=url, raw=url, role="content", element="a", location=at(1, 4)))
    assert coded not in source.text
    assert source.text[source.column(1, html.index("<i>") + 1) :] == "<i>"


def test_saved_facts_know_how_their_columns_moved(tmp_path) -> None:
    html = "<p>jane.roe@customer.example <b>x</b>"
    facts = samples.facts(html=html)
    save_facts(facts, tmp_path / "facts.json")
    again = Sources(report(known=load_facts(tmp_path / "facts.json"))).parts[KEY]
    assert again.lines[0][again.column(1, html.index("<b>") + 1) :] == "<b>x</b>"


def test_what_is_too_long_is_cut_at_a_line_and_said() -> None:
    found = report(known=samples.facts(html="<p>x</p>\n" * (MOST // 4)))
    part = found["mail"][0]["parts"][0]
    assert part["cut"]
    assert MOST - 20 < len(part["source"]) <= MOST
    assert part["source"].endswith("</p>\n")
    assert "The rest is left out" in render(found, "en")


def test_numbers_follow_the_mail_and_lead_both_ways() -> None:
    low = Finding(_("low"), key="l", fix=_("f"), location=at(5, 6))
    high = Finding(_("high"), key="h", fix=_("f"), location=at(3, 3))
    nowhere = Finding(_("nowhere"), key="n", fix=_("f"), location=Location(file="send.yaml", line=3))
    found = report(made("links.a", Severity.WARNING, Mender.WEB, low, high, nowhere, Tally(_("3 of 3"))))
    view = page(found, Words("en"))
    (mail,) = view.mail.shown
    assert [(mark.number, mark.text) for mark in mail.marks] == [(1, "High"), (2, "Low")]
    cards = view.failed[0].cards[0].found
    assert {one.text: (one.number, one.frame) for one in cards} == {
        "Low": (2, "mail-0"), "High": (1, "mail-0"), "Nowhere": (0, ""),
    }  # fmt: skip
    html = render(found, "en")
    assert 'href="about:srcdoc#pf-1" target="mail-0"' in html
    assert '<li id="mail-0-0-L3">' in html
    assert f'href="#{cards[1].anchor}" title="Low"' in html or f'href="#{cards[0].anchor}" title="Low"' in html


@pytest.mark.parametrize("line", [0, 99])
def test_a_place_that_is_not_there_leads_nowhere(line: int) -> None:
    assert Sources(report()).excerpt({"message": "default", "file": "email.html", "line": line}) == []


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 600, 240) + bytes(24)


WEBP = b"RIFF1234WEBPVP8X" + bytes(8) + b"\x0f\0\0\x0f\0\0"


def pictured(**bodies: bytes) -> dict[str, str]:
    """What the report carries of a mail with a picture of each name."""
    tags = "".join(f"<img src='https://img.test/{name}?a=1&amp;b=2' alt=x>" for name in bodies)
    known = facts_from({"html": f"<p>{tags}</p>"})
    answers = {f"https://img.test/{name}?a=1&b=2": Answer(f"https://img.test/{name}", (), 200, body=body)
               for name, body in bodies.items()}  # fmt: skip
    found: dict[str, str] = report(known=msgspec.structs.replace(known, web=Web(answers)))["pictures"]
    return {url.rpartition("/")[2].partition("?")[0]: data for url, data in found.items()}


def test_pictures_that_were_fetched_are_carried_and_shown() -> None:
    assert pictured(a=PNG) == {"a": f"data:image/png;base64,{base64.b64encode(PNG).decode()}"}
    known = facts_from(
        {"html": "<img src='https://img.test/a.png?x=1&amp;y=2' alt=x><img src='https://img.test/b.png' alt=y>"}
    )
    answer = Answer("https://img.test/a.png", (), 200, body=PNG)
    told = report(known=msgspec.structs.replace(known, web=Web({"https://img.test/a.png?x=1&y=2": answer})))
    frame = str(page(told, Words("en")).mail.shown[0].frame)
    assert frame.count("data:image/png;base64,") == 1
    assert frame.count("data:image/svg+xml;base64,") == 1
    assert "img.test" not in frame


@pytest.mark.parametrize(
    "body",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", b"<html>", b"GIF88a", b"\x00\x00\x01\x00",
     b"RIFF1234WAVE", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", PNG[:16] + struct.pack(">II", 30_000, 30_000) + bytes(24),
     PNG[:16] + struct.pack(">II", 0, 9) + bytes(24)],
)  # fmt: skip
def test_only_what_is_nothing_but_a_picture_is_carried(body: bytes) -> None:
    assert pictured(a=body, b=WEBP) == {"b": pictured(b=WEBP)["b"]}


def test_pictures_are_carried_up_to_a_limit() -> None:
    assert list(pictured(a=PNG + bytes(200_000), b=PNG + bytes(99_800), c=PNG + bytes(500), d=PNG)) == ["a", "b", "d"]


def test_a_page_of_several_mails_holds_no_more_pictures_than_one() -> None:
    heavy = "data:image/png;base64," + base64.b64encode(PNG + bytes(150_000 - len(PNG))).decode()
    first, second, third = (framed(f"<img src='{heavy}' alt=x>", (), room=room) for room in (450_000, 250_000, 49_000))
    assert [one.room for one in (first, second, third)] == [200_022, 200_022, 0]


def test_saved_facts_keep_the_pictures(tmp_path: Path) -> None:
    known = msgspec.structs.replace(
        facts_from({"html": "<p>x</p>"}), web=Web({"https://a.test/": Answer("https://a.test/", (), body=PNG)})
    )
    save_facts(known, tmp_path / "facts.json")
    assert load_facts(tmp_path / "facts.json").web == known.web
