"""accessibility.contrast and accessibility.small-text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.accessibility.contrast import contrast
from preflight.checks.accessibility.small_text import small_text
from preflight.facts.contrast import is_large, luminance, ratio
from preflight.facts.markup import Style
from preflight.testing import facts_from, judge_check

LONG = (
    "Spring is here, and with it the coats that we have chosen for you, in wool and in linen, in the shop and on our site. "
    "They are light and warm, they fold into a bag, and who comes by until Sunday gets a scarf that goes with them."
)


def judged(check, html: str, **options):
    found = judge_check(check, facts_from({"html": html}), options)
    assert found.outcome.value != "crashed", found.reason
    return found


def said(check, html: str, **options) -> list[str]:
    return [str(one.text) for one in judged(check, html, **options).findings]


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        # as published in the WCAG's own techniques and by WebAIM's contrast checker
        ("000000", "ffffff", 21.0),
        ("777777", "ffffff", 4.48),
        ("767676", "ffffff", 4.54),
        ("949494", "ffffff", 3.03),
        ("0000ff", "ffffff", 8.59),
        ("ff0000", "ffffff", 4.0),
        ("008000", "ffffff", 5.14),
        ("ffff00", "ffffff", 1.07),
        ("ff0000", "0000ff", 2.15),
        ("808080", "000000", 5.32),
        ("ffffff", "ffffff", 1.0),
    ],
)
def test_published_contrasts(one: str, other: str, published: float):
    assert ratio(one, other) == pytest.approx(published, abs=0.01)


@given(st.binary(min_size=3, max_size=3), st.binary(min_size=3, max_size=3))
def test_a_contrast_lies_between_one_and_twenty_one(one: bytes, other: bytes):
    assert 1.0 <= ratio(one.hex(), other.hex()) <= 21.0
    assert ratio(one.hex(), other.hex()) == ratio(other.hex(), one.hex())
    assert 0.0 <= luminance(one.hex()) <= 1.0


def test_large_letters():
    assert [is_large(Style(size=size, bold=bold)) for size, bold in
            ((23.9, False), (24, False), (18.65, True), (18.66, True), (18.66, False))] == [False, True, False, True, False]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p style='color:#999'>Hi", ["“Hi” (#999999 on #ffffff) has a contrast of 2.84:1; 4.5:1 is needed"]),
        ("<p style='color:#777'>Hi", ["“Hi” (#777777 on #ffffff) has a contrast of 4.47:1; 4.5:1 is needed"]),
        ("<h1 style='color:#999'>Hi", ["“Hi” (#999999 on #ffffff) has a contrast of 2.84:1; 3:1 is needed"]),
        ("<style>.f{color:#aaa}</style><td class=f>a</td><td><p class=f>b",
         ["2 texts (#aaaaaa on #ffffff) have a contrast of 2.32:1; 4.5:1 is needed"]),
        ("<td bgcolor=#ffff00><font color=white>Hi", ["“Hi” (#ffffff on #ffff00) has a contrast of 1.07:1; 4.5:1 is needed"]),
        ("<td bgcolor=#333333>Hi", ["“Hi” (#000000 on #333333) has a contrast of 1.66:1; 4.5:1 is needed"]),
        ("<a href=https://s.test/ style='background:#eee;color:#fff'>Buy",
         ["“Buy” (#ffffff on #eeeeee) has a contrast of 1.16:1; 4.5:1 is needed"]),
        ("<p style='color:rgba(0,0,0,.3)'>Hi", ["“Hi” (#b2b2b2 on #ffffff) has a contrast of 2.12:1; 4.5:1 is needed"]),
    ],
)  # fmt: skip
def test_what_is_faint(html: str, found: list[str]):
    assert said(contrast, html) == found


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hi",
        "<p style='color:#595959'>Hi",
        "<h1 style='color:#888'>Hi",
        "<b style='color:#888;font-size:19px'>Hi",
        "<body bgcolor=#000000 text=#ffffff>Hi",
        "<td style='background:#000'><p style='color:#fff'>Hi",
        "<td style='background:#000'><a href=https://s.test/ style='color:#fff'>Hi",
        "<style>.d{background:#000}.d p{color:#fff}</style><div class=d><p>Hi",
        "<p style='color:#fff'>hidden on purpose",  # content.hidden-text tells it
        "<div style='display:none;color:#eee'>preheader</div>",
        "<div style='font-size:0;color:#eee'>&nbsp;x</div>",
        "<span style='font-size:1px;color:#eee'>spacer</span>",
        "<p style='color:#eee'>&nbsp;&zwnj;&#847; | – ·</p>",
        "<td style='background:url(a.png);color:#fff'><p style='color:#000'>Hi",  # dark, as the ground beneath is white
        "<td background=a.png style='background-color:#000'><p style='color:#fff'>Hi",
        "<a href=https://s.test/>a blue of the program's own</a>",
        "<td bgcolor=#0000ff><a href=https://s.test/>who knows</a>",
        "<p style='color:{{ brand.colour }}'>Hi",
        "<p style='color:var(--brand)'>Hi",
        "<td bgcolor='{{ brand.colour }}' style='color:#fff'>Hi",
        "<p style='color:#999;opacity:.5'>Hi",
        "<button style='color:#999'>Hi</button>",
        "<style>@media (prefers-color-scheme:dark){p{color:#eee}}</style><p>Hi",
        "<style>@media (max-width:480px){p{color:#eee}}</style><p>Hi",
        "<style>p:hover{color:#eee}</style><p>Hi",
        "<style>[data-ogsc] p{color:#eee}</style><p>Hi",
        "<style>p{color:#eee}</style><p style='color:#000'>Hi",
        "<!--[if mso]><p style='color:#eee'>Hi</p><![endif]-->",
        "<style>td:last-child{background:#000}</style><table><tr><td style='color:#fff'>Hi",
        "<img src=a.png alt='Hi' style='color:#eee'>",
    ],
)
def test_what_is_not_or_cannot_be_told(html: str):
    found = judged(contrast, html)
    assert [str(one.text) for one in (*found.findings, *found.unknowns)] == []


def test_however_many_colours_are_faint_it_is_one_finding_that_lists_them():
    html = (
        "<p style='color:#999'>Grey</p>\n<p style='color:#aaa'>Light</p>\n<p style='color:#aaa'>Again</p>\n"
        "<h1 style='color:#ccc'>Large</h1>"
    )
    (one,) = judged(contrast, html).findings
    assert str(one.text) == (
        "4 texts in 3 pairs of colours stand out too little; "
        "the faintest (#cccccc on #ffffff) has a contrast of 1.6:1, and 3:1 is needed"
    )
    assert [place.line for place in (one.location, *one.places)] == [1, 2, 3, 4]
    assert [(row["colours"], row["texts"], row["line"]) for row in one.evidence["colours"]] == [
        ("#999999 on #ffffff", 1, 1), ("#aaaaaa on #ffffff", 2, 2), ("#cccccc on #ffffff", 1, 4),
    ]  # fmt: skip
    assert one.evidence["colours"][2] == {
        "colours": "#cccccc on #ffffff", "contrast": 1.6, "needed": 3.0, "texts": 1, "text": "Large", "line": 4,
    }  # fmt: skip


def test_on_a_picture_it_matters_only_where_the_text_would_be_lost_without_it():
    found = judged(contrast, "<td background=a.png><h1 style='color:#fff'>Sale</h1><p style='color:#eee'>Now</p>")
    assert found.outcome == "unknown"
    assert not found.required
    assert [str(one.text) for one in found.unknowns] == [
        "“Sale” lies on a picture, and where pictures are blocked as #ffffff on #ffffff: look whether it can be read (2 places)"
    ]


def test_limits_of_ones_own():
    assert said(contrast, "<p style='color:#777'>Hi", at_least=4) == []
    assert len(said(contrast, "<p style='color:#666'>Hi", at_least=7)) == 1


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<p style='font-size:12px'>{LONG}", ["100 % of the running text is smaller than 14 px (mostly 12 px)"]),
        (f"<style>td{{font:11px Arial}}</style><td>{LONG}",
         ["100 % of the running text is smaller than 14 px (mostly 11 px)"]),
        (f"<font size=2>{LONG}", ["100 % of the running text is smaller than 14 px (mostly 13 px)"]),
        (f"<p style='font-size:10pt'>{LONG}", ["100 % of the running text is smaller than 14 px (mostly 13.33 px)"]),
    ],
)  # fmt: skip
def test_small_letters(html: str, found: list[str]):
    assert said(small_text, html) == found


@pytest.mark.parametrize(
    "html",
    [
        f"<p style='font-size:14px'>{LONG}",
        f"<p>{LONG}",
        f"<p>{LONG}</p><p style='font-size:11px'>{LONG[:60]}",
        f"<p>{LONG}</p><p style='font-size:11px'>© Acme Ltd</p><p style='font-size:11px'>{LONG * 3}",
        f"<p>{LONG}</p><p style='font-size:11px'>To leave, <a href=https://s.test/unsubscribe?u=1>unsubscribe</a> here</p>"
        f"<p style='font-size:11px'>{LONG * 3}",
        "<p style='font-size:10px'>Sale</p>",
        f"<p>Everything must go</p><p style='font-size:11px'>* {LONG}",
        f"<p>Hi</p><p style='font-size:11px'>You're getting this email since you signed up.<br>{LONG}",
        f"<p>Hi</p><p style='font-size:11px'>{LONG} <a href=https://s.test/unsubscribe?u=1>Unsubscribe</a>",
        f"<div style='display:none;font-size:1px'>{LONG}</div><p>{LONG[:50]}",
        f"<p>{LONG}</p>" + "<td style='font-size:11px'>Coats from 49 €</td>" * 6,
        f"<style>@media (max-width:480px){{p{{font-size:11px}}}}</style><p>{LONG}",
    ],
)
def test_letters_that_are_large_enough(html: str):
    assert said(small_text, html) == []


@pytest.mark.parametrize("check", [contrast, small_text], ids=lambda check: check.id)
def test_without_html_there_is_nothing_to_say(check):
    assert judge_check(check, facts_from({"text": "Hi"})).outcome == "skipped"
