"""html.unsupported-feature: what breaks is told once a feature, polish and what has a fallback is not."""

from __future__ import annotations

import pytest

from preflight.checks.html.unsupported_feature import unsupported_feature
from preflight.data.client_faults import CLIENTS, DEFAULT, FORMATS, LACKS
from preflight.data.client_support import _table, lacking
from preflight.data.mailbox_clients import shares
from preflight.testing import facts_from, judge_check


def judged(html: str, **options):
    found = judge_check(unsupported_feature, facts_from({"html": html}), options)
    assert found.outcome.value != "crashed", found.reason
    return found


def features(html: str, **options) -> list[str]:
    return [one.evidence["feature"] for one in judged(html, **options).findings]


@pytest.mark.parametrize(
    ("html", "feature"),
    [
        ("<div style='display:flex'>x", "css-display-flex"),
        ("<style>.row{display:flex}</style><div class=row>x", "css-display-flex"),
        ("<div style='display:grid'>x", "css-display-grid"),
        ("<div style='float:left'>x", "css-float"),
        ("<div style='position:absolute;top:0'>x", "css-position"),
        ("<td style='background-image:url(a.png)'>x", "css-background-image"),
        ("<td style='background:url(a.png) no-repeat center'>x", "css-background-image"),
        ("<td style='background:linear-gradient(#fff,#000)'>x", "css-linear-gradient"),
        ("<img src=a.png alt=x style='object-fit:cover'>", "css-object-fit"),
        ("<p style='visibility:hidden'>x", "css-visibility"),
        ("<p style='color:var(--brand)'>x", "css-variables"),
        ("<div style='width:calc(100% - 20px)'>x", "css-unit-calc"),
        ("<p style='font-size:clamp(14px,2vw,20px)'>x", "css-function-clamp"),
        ("<p style='font-size:1.2rem'>x", "css-unit-rem"),
        ("<p style='color:rgb(0 0 0 / 50%)'>x", "css-modern-color"),
        ("<p style='color:oklch(0.7 0.1 30)'>x", "css-modern-color"),
        ("<style>.a{color:red; p{color:blue}}</style><div class=a>x", "css-nesting"),
        ("<p hidden>x", "html-hidden"),
        ("<svg><path/></svg>", "html-svg"),
        ("<video src=a.mp4></video>", "html-video"),
        ("<audio src=a.mp3></audio>", "html-audio"),
        ("<progress value=1></progress>", "html-progress"),
        ("<img src=https://s.test/logo.svg alt=x>", "image-svg"),
        ("<img src='https://s.test/hero.webp?v=2' alt=x>", "image-webp"),
        ("<img src=https://s.test/hero.avif alt=x>", "image-avif"),
        ("<!--[if !mso]><!--><img src=https://s.test/logo.svg alt=x><!--<![endif]-->", "image-svg"),
    ],
)
def test_what_breaks(html: str, feature: str):
    assert features(html) == [feature]


@pytest.mark.parametrize(
    "html",
    [
        # polish
        "<p style='border-radius:8px;box-shadow:0 0 2px #000;text-shadow:0 0 1px #000'>x",
        "<p style='transition:all 1s;animation:x 1s;transform:rotate(1deg);letter-spacing:1px'>x",
        "<style>@font-face{font-family:A;src:url(a.woff2)} p{font-family:A,Arial}</style><p>x",
        "<style>a:hover{color:red}</style><a href=https://s.test/>x</a>",
        "<p style='max-width:600px;margin:0 auto'>x",
        "<div style='position:relative'>x",
        "<div style='display:inline-block;vertical-align:top'>x",
        "<p style='opacity:.8'>x",
        "<p style='color:rgba(0,0,0,.8)'>x",
        "<p style='filter:grayscale(1);mix-blend-mode:multiply'>x",
        # what stands in queries is for those who know them
        "<style>@media (max-width:600px){.a{display:flex;width:calc(100% - 2px)}}</style><div class=a>x",
        "<style>@media screen and (min-width:400px){.a{display:grid}}</style><div class=a>x",
        "<style>@supports (display:grid){.a{display:grid}}</style><div class=a>x",
        "<style media='(max-width:600px)'>.a{display:flex}</style><div class=a>x",
        # nobody uses it
        "<style>.unused{display:grid;position:absolute}</style><p>x",
        "<div style='display:none'><div style='display:flex'>x</div></div>",
        "<style>.a:hover{display:flex}</style><div class=a>x",
        # a fallback stands beside it
        "<div style='width:600px;width:calc(100% - 20px)'>x",
        "<div style='min-width:200px;max-width:100%;width:calc((480px - 100%) * 480)'>x",
        "<table width=600 style='width:calc(100% - 20px)'><tr><td>x</table>",
        "<p style='color:#123456;color:var(--brand)'>x",
        "<p style='color:var(--brand, #123456)'>x",
        "<p style='font-size:16px;font-size:1rem'>x",
        "<p style='color:#000;color:rgb(0 0 0 / 50%)'>x",
        "<td style='background:#fff url(a.png)'>x",
        "<td style='background-color:navy;background-image:url(a.png)'>x",
        "<td bgcolor=#ffffff style='background-image:url(a.png)'>x",
        "<td style='background:#fff;background:linear-gradient(#fff,#000)'>x",
        "<td style='background-color:#eee;background-image:linear-gradient(#fff,#000)'>x",
        "<img align=left src=a.png alt=x style='float:left'>",
        "<p style='display:none;visibility:hidden'>x",
        "<p style='visibility:hidden;font-size:0'>x",
        "<style>td.gap{visibility:hidden;width:0;padding:0!important}</style><td class=gap></td>",
        "<div style='position:absolute;left:-9999px'>x",
        "<div style='position:absolute;clip:rect(0 0 0 0)'>x",
        "<div style='display:table;display:flex'>x",
        "<p hidden style='display:none'>x",
        "<video src=a.mp4><a href=https://s.test/><img src=a.png alt=Film></a></video>",
        "<video src=a.mp4><p>See the film</p></video>",
        "<picture><source srcset=a.webp type=image/webp><img src=a.png alt=x></picture>",
        # Outlook gets something else
        "<!--[if !mso]><!--><div style='float:left'>x</div><!--<![endif]-->",
        "<![if !mso]><div style='float:left'>x</div><![endif]>",
        "<!--[if !mso]><!--><style>.a{float:left}</style><!--<![endif]--><p class=a>x",
        "<!--[if mso]><table><tr><td><![endif]--><div style='float:left'>x</div><!--[if mso]></td></tr></table><![endif]-->",
        "<!--[if mso]><v:rect><v:fill type=frame src=a.png /></v:rect><![endif]--><td style='background:url(a.png)'>x",
        "<!--[if mso]><div style='display:flex'>x</div><![endif]-->",
        # words, not uses
        "<p>We use display:flex and calc() and SVG</p>",
        "<!-- <div style='display:flex'> -->",
        "<p style='{% if x %}display:flex{% endif %}'>x",
        "<img src='{{ picture }}.webp' alt=x>",
        "<img src=https://s.test/webp/logo.png alt=x>",
        "<a href=https://s.test/logo.svg>the logo</a>",
    ],
)
def test_what_does_not(html: str):
    assert features(html) == []


def test_one_finding_a_feature_with_the_number_of_places_and_who_lacks_it():
    found = judged(
        "<style>\n.a{display:flex}</style><div class=a>x</div><div class=a>y</div><p style='display: FLEX'>z"
    )
    assert [str(one.text) for one in found.findings] == [
        "flexbox (in 2 places, display: flex): what should stand side by side falls one below the other in Outlook for "
        "Windows (tested 2021-11)"
    ]
    one = found.findings[0]
    assert [(place.line, place.column) for place in (one.location, *one.places)] == [(2, 1), (2, 65)]
    assert one.evidence["table_dated"] >= "2025-09-09"


def test_the_clients_of_the_checklist():
    html = "<div style='display:flex'>x</div><img src=a.svg alt=x>"
    assert features(html, clients=["apple-mail"]) == []
    assert features(html, clients=["gmail"]) == ["image-svg"]
    assert features(html, clients=["outlook-windows"]) == ["css-display-flex"]
    assert features(html, ignore=["image-svg"]) == ["css-display-flex"]


def test_the_audience_s_own_mix_gives_the_programs_and_their_share():
    groups = [["gmail.com", 500], ["gmx.de", 300], ["hotmail.com", 100], ["acme.test", 60], ["web.de", 40]]
    example = {
        "html": "<div style='display:flex'>x", "send": {"audience": {"members": "audience.csv"}},
        "audience": {"rows": 1000, "measures": {"audience.domains": {"value": 1000, "groups": groups}}},
    }  # fmt: skip
    facts = facts_from(example)
    assert [one.name for one in unsupported_feature.asks(facts.send, unsupported_feature.options(), facts)] == [
        "audience.domains"
    ]
    (one,) = judge_check(unsupported_feature, facts).findings
    assert one.evidence["clients"] == ["Outlook for Windows", "GMX on the web"]
    assert one.evidence["share"] == 30.0
    assert "; 30 % of your recipients have their mailbox there" in str(one.text)
    told = judge_check(unsupported_feature, facts, {"share": {"outlook-windows": 12.5}}).findings[0]
    assert told.evidence["share"] == 12.5


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ([("gmail.com", 60), ("GMX.de", 30), ("acme.test", 10)], {"gmail": 60.0, "gmx": 30.0}),
        ([("hotmail.co.uk", 1), ("other", 2)], {"outlook-com": 33.3}),
        ([], {}),
    ],
)
def test_shares_by_domain(groups: list[tuple[str, int]], found: dict[str, float]):
    assert shares(groups) == found


def test_their_share():
    found = judged("<div style='display:flex'>x", share={"outlook-windows": 12.5, "gmail": 60})
    assert found.findings[0].evidence["share"] == 12.5
    assert str(found.findings[0].text).endswith("(tested 2021-11); 12.5 % of your readers")


def test_a_program_that_lacks_it_on_some_platforms_is_told_so():
    assert lacking("image-svg", DEFAULT).clients == {"gmail": "Gmail on the web"}


def test_the_table_holds_what_is_spoken_of():
    assert set(_table()["features"]) >= set(LACKS)
    assert set(FORMATS.values()) <= set(LACKS)
    families = {key for one in _table()["features"].values() for key in one["support"]}
    assert all(any(key.startswith(f"{family}/") for key in families) for _name, family, _platforms in CLIENTS.values())
    assert lacking("css-never-heard-of", DEFAULT).clients == {}
    assert "Permission is hereby granted" in _table()["licence"]


def test_nothing_to_look_at():
    assert judge_check(unsupported_feature, facts_from({"text": "Hi"})).outcome == "skipped"
