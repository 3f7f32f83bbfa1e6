"""How things look by style sheets: selectors, the cascade, media queries, inheritance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinycss2.color3 import parse_color

from preflight.facts.markup import UNDECIDED, Style
from preflight.load import media, sheet
from preflight.load.block import CLEAR, UNSURE, of_attribute, paint_of
from preflight.load.html import read_html


def styles(html: str) -> list[Style]:
    """The look of each stretch of text."""
    markup = read_html(html.encode(), file="m.html").part.markup
    assert markup is not None
    return [markup.styles[stretch.style] for stretch in markup.texts]


def look(css: str, body: str = "<p class='a b' id=i title=t>x</p>") -> Style:
    found = styles(f"<style>{css}</style>{body}")
    assert len(found) == 1
    return found[0]


def hidden(html: str) -> list[bool]:
    return [bool(run.hidden) for run in read_html(html.encode(), file="m.html").part.runs]


@pytest.mark.parametrize(
    "selector",
    [
        "p", "P", ".a", ".a.b", "#i", "p#i.a", "*", "[title]", "[title=t]", '[title="t"]', "[class~=b]", "[class^=a]",
        "[class$=b]", "[class*='a b']", "html p, p", "body p", "div > p", "div p", "h1 + p", "h1 ~ p", ":not(h1)",
        "p:not(.c)", ":is(h1, p)", ":where(p)", "p:nth-child(2)", "p:nth-child(2n)", "p:nth-child(even)", "div > h1 + p.a",
        "body > div p", "body div > p", "p[title=T i]", "/* a comment */ p",
    ],
)  # fmt: skip
def test_selectors_that_fit(selector: str):
    body = "<body><div><h1></h1><p class='a b' id=i title=t>x</p></div>"
    assert look(f"{selector} {{color: #123456}}", body).colour == "123456"


@pytest.mark.parametrize(
    "selector",
    [
        "h1", ".c", ".a.c", "#j", "p#i.c", "[lang]", "[title=x]", "[class=a]", "[class^=b]", "body > p", "h1 > p",
        "p + p", "p ~ p", "p:not(.a)", "p:hover", "p:nth-child(1)", "p:first-child", "p:active", "p::first-line",
        "p:before", "u + .body p", "[data-ogsc] p", ".ExternalClass p", "p:nth-child(2n+1)", "p:unheard-of",
        "p, :-moz-any-link", "p {} {", "p >", "p..a", "#outlook p",
    ],
)  # fmt: skip
def test_selectors_that_do_not(selector: str):
    body = "<body><div><h1></h1><p class='a b' id=i title=t>x</p></div>"
    assert look(f"{selector} {{color: #123456}}", body).colour == ""


@pytest.mark.parametrize("selector", ["p:last-child", "p:only-of-type", "div:has(p) p", "p:lang(en)"])
def test_selectors_that_only_the_rest_could_decide(selector: str):
    assert look(f"{selector} {{color: #123456; display: none}}", "<div><p>x</p></div>").colour == UNDECIDED


@pytest.mark.parametrize(
    ("css", "own", "colour"),
    [
        ("p{color:#111111} .a{color:#222222}", "", "222222"),
        (".a{color:#222222} p{color:#111111}", "", "222222"),
        ("#i{color:#333333} .a.b{color:#222222}", "", "333333"),
        (".a{color:#111111} .b{color:#222222}", "", "222222"),
        (".b{color:#111111} .a{color:#222222}", "", "222222"),
        ("#i{color:#111111}", "color:#222222", "222222"),
        ("p{color:#111111 !important}", "color:#222222", "111111"),
        ("p{color:#111111 !important}", "color:#222222!important", "222222"),
        ("p{color:#111111 !important} #i{color:#333333}", "", "111111"),
        ("p{color:#111111; color: nonsense}", "", "111111"),
        ("p{color:#111111; color:}", "", "111111"),
        ("p{color:#111111} p{color:var(--x)}", "", UNDECIDED),
        ("p{color:#111111}", "color:inherit", ""),
        ("body{color:#444444} ", "", "444444"),
        ("p{color: #1 ; } p{color:#abc}", "", "aabbcc"),
        ("p{color:#111111} @media print{p{color:#222222}}", "", "111111"),
        ("p{color:#111111} @media screen{p{color:#222222}}", "", "222222"),
        ("p{color:#111111} @media (max-width:600px){p{color:#222222}}", "", "111111"),
        ("@supports (display:grid){p{color:#222222}}", "", ""),
        ("<!-- p{color:#222222} -->", "", "222222"),
        ("@import url(x.css); p{color:#222222}", "", "222222"),
        ("@charset 'utf-8'; p{color:#222222", "", "222222"),
        ("p{color:{{ brand.colour }}}", "", UNDECIDED),
        ("{% if x %} p{color:#222222} {% endif %}", "", "222222"),
    ],
)
def test_the_cascade(css: str, own: str, colour: str):
    assert look(css, f"<body><p class='a b' id=i style='{own}'>x</p>").colour == colour


def test_only_style_sheets_for_everybody_count():
    html = "<!--[if mso]><style>p{color:#111111}</style><![endif]--><!--<style>p{color:#222222}</style>--><p>x"
    assert styles(html)[0].colour == ""
    assert styles("<!--[if !mso]><!--><style>p{color:#222222}</style><!--<![endif]--><p>x")[0].colour == "222222"
    assert styles("<style media='(max-width:600px)'>p{color:#222222}</style><p>x")[0].colour == ""
    assert styles("<style media=screen>p{color:#222222}</style><p>x")[0].colour == "222222"


@pytest.mark.parametrize(
    ("html", "ground", "pictured"),
    [
        ("<td bgcolor=#000080>x", "000080", False),
        ("<td bgcolor=000080>x", "000080", False),
        ("<td bgcolor=navy>x", "000080", False),
        ("<td bgcolor=navy style='background:#fff'>x", "ffffff", False),
        ("<td style='background:navy'><p style='background:transparent'>x", "000080", False),
        ("<td style='background:navy'><p style='background:none'>x", "000080", False),
        ("<td style='background:navy'><p style='background-color:rgba(255,255,255,.5)'>x", "8080c0", False),
        ("<td style='background:navy url(a.png) no-repeat'>x", "000080", True),
        ("<td bgcolor=navy background=a.png>x", "000080", True),
        ("<td background=a.png><p style='background:#fff'>x", "ffffff", False),
        ("<td style='background:linear-gradient(red,blue)'>x", "ffffff", True),
        ("<td style='background-image:url(a.png);background-color:navy'>x", "000080", True),
        ("<td style='background-color:navy;background:url(a.png)'>x", "ffffff", True),
        ("<td style='background:{{ colour }}'>x", UNDECIDED, False),
        ("<td bgcolor='{{ colour }}'>x", UNDECIDED, False),
        ("<td style='background:var(--x)'>x", UNDECIDED, False),
        ("<button>x", UNDECIDED, False),
        ("<td style='background:#ggg'>x", "ffffff", False),
    ],
)
def test_grounds(html: str, ground: str, pictured: bool):
    found = styles(html)[0]
    assert (found.ground, found.pictured) == (ground, pictured)


@pytest.mark.parametrize(
    ("html", "colour"),
    [
        ("<font color=red>x", "ff0000"),
        ("<body text=#333333>x", "333333"),
        ("<a href=https://x.test/>x", UNDECIDED),
        ("<a name=x>x", ""),
        ("<a href=https://x.test/ style='color:inherit'>x", ""),
        ("<p style='color:#333'><a href=https://x.test/ style='color:inherit'>x", "333333"),
        ("<p style='color:rgba(0,0,0,.5)'>x", "808080"),
        ("<p style='color:rgb(0 0 0 / 50%)'>x", "808080"),
        ("<p style='color:hsl(0,100%,50%)'>x", "ff0000"),
        ("<p style='color:red;opacity:.5'>x", UNDECIDED),
        ("<p style='color:red;opacity:1'>x", "ff0000"),
        ("<p style='color:currentColor'>x", UNDECIDED),
    ],
)
def test_colours(html: str, colour: str):
    assert styles(html)[0].colour == colour


@pytest.mark.parametrize(
    ("html", "size", "bold"),
    [
        ("<p>x", 16, False),
        ("<p style='font-size:12px'>x", 12, False),
        ("<p style='font:bold 14px/1.5 Arial'>x", 14, True),
        ("<p style='font:italic 12pt Arial'>x", 16, False),
        ("<p style='font-size:10px'><span style='font-size:2em'>x", 20, False),
        ("<p style='font-size:20px'><span style='font-size:50%'>x", 10, False),
        ("<h1>x", 32, True),
        ("<h1 style='font-size:20px;font-weight:400'>x", 20, False),
        ("<b>x", 16, True),
        ("<small>x", 13.28, False),
        ("<font size=1>x", 10, False),
        ("<p style='font-size:small'>x", 13, False),
        ("<p style='font-size:12px'><b style='font-size:inherit'>x", 12, True),
        ("<p style='font-size:calc(1em + 2px)'>x", 16, False),
        ("<style>p{font-size:11px}</style><p>x", 11, False),
        ("<style>.x{font:700 11px Arial}</style><p class=x>x", 11, True),
    ],
)
def test_letters(html: str, size: float, bold: bool):
    found = styles(html)[0]
    assert (found.size, found.bold) == (size, bold)


@pytest.mark.parametrize(
    "css",
    [
        ".a{display:none}", "div .a{display:none!important}", ".a{font-size:0}", ".a{visibility:hidden}",
        ".a{max-height:0;overflow:hidden}", ".a{color:#fff}", ".a{opacity:0}",
        "@media screen{.a{display:none}}", "@media all and (min-width:480px){.a{display:none}}", ".a{color:transparent}",
    ],
)  # fmt: skip
def test_hidden_by_a_rule(css: str):
    assert hidden(f"<style>{css}</style><div><p class=a>x</p><p>y</p></div>") == [True, False]


@pytest.mark.parametrize(
    ("css", "own"),
    [
        (".a{display:none}", "display:block!important"),
        (".a{display:none}", "display:block"),
        ("@media (max-width:480px){.a{display:none}}", ""),
        ("@media print{.a{display:none}}", ""),
        (".a:hover{display:none}", ""),
        (".b{display:none}", ""),
        (".a:last-child{display:none}", ""),  # nobody can tell yet, so nothing is taken for hidden
        ("@media (prefers-color-scheme:dark){.a{color:#fff}}", ""),
    ],
)
def test_not_hidden_by_a_rule(css: str, own: str):
    assert hidden(f"<style>{css}</style><div><p class=a style='{own}'>x</p></div>") == [False]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True), ("all", True), ("screen", True), ("only screen", True), ("screen and (min-width:480px)", True),
        ("print", False), ("not print", True), ("not all", False), ("(max-width:600px)", False),
        ("only screen and (max-width: 37.5em)", False), ("(min-width: 2000px)", False), ("(max-width:2000px)", True),
        ("print, screen", True), ("(prefers-color-scheme: dark)", False), ("(prefers-color-scheme: light)", True),
        ("(max-device-width: 480px)", False), ("screen and (-webkit-min-device-pixel-ratio:0)", True),
        ("(-webkit-min-device-pixel-ratio: 2)", False), ("yahoo", False), ("(orientation: portrait)", False),
        ("(min-width: {{ x }})", False), ("(min-width: 480px) and (max-width: 600px)", False), ("((((", False),
        ("(min-resolution: 2dppx)", False), ("(min-resolution: 96dpi)", True), ("(hover: none)", False),
        ("(min-width: 1.2.3px)", False),
    ],
)  # fmt: skip
def test_media(query: str, holds: bool):
    assert media.applies_text(query) is holds


@given(st.text(alphabet="#0123456789abcdefrgbhsl(),. %/-", max_size=40))
@settings(max_examples=300)
def test_colours_are_read_as_an_older_reader_does(text: str):
    theirs = parse_color(text)
    ours = paint_of(text)
    if isinstance(theirs, tuple):
        assert ours is not None
        if ours is not UNSURE:
            assert len(ours.digits) == 6
            assert all(
                abs(int(ours.digits[n * 2 : n * 2 + 2], 16) / 255 - min(max(theirs[n], 0), 1)) < 0.01 for n in range(3)
            )
            assert abs(ours.alpha - theirs.alpha) < 0.01


@given(st.text(max_size=300))
def test_any_style_attribute_is_read(text: str):
    found = of_attribute(text)
    assert all(isinstance(name, str) and isinstance(value, str) for name, value, _important in found.said)


CSS = st.lists(
    st.sampled_from(
        ["p", ".a", "#b", "{", "}", "color", ":", ";", "red", "@media", "(", ")", "[", "]", "'", '"', "\\", "/*", "*/",
         "!important", ",", ">", "+", "~", ":not(", "url(", "<!--", "-->", "{{x}}", "{%", "%}", "\n", "\0", "é", "0", "%",
         "@import", "var(--x)", "hidden", "display", "none", "::before", "*", "|", "#", "1e9", "\ud800"]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@given(CSS, CSS)
@settings(max_examples=300)
def test_any_style_sheet_is_read(css: str, own: str):
    html = f'<style>{css}</style><p class=a id=b style="{own.replace(chr(34), "")}">x</p>'
    read_html(html.encode("utf-8", "surrogatepass"), file="m.html")


@pytest.mark.parametrize(
    "css",
    [
        "a " * 50_000 + "{color:red}",
        "*{color:red}" * 16_000,
        ".a{color:red}" * 14_000,
        ":not(" * 20_000,
        "p" + ":not(.b" * 200 + ")" * 200 + "{color:red}",
        "@media screen{" * 20_000,
        "(" * 150_000,
        "a{b:" * 60_000,
        "p," * 100_000 + "p{color:red}",
        "/*" * 100_000,
        "@import url(//x.test/a.css);" * 10_000,
        "p{background:url(" + "a" * 150_000,
        "p{color:" + "(" * 100_000,
        "p{color:red" + "!important" * 20_000,
    ],
    ids=lambda css: css[:12],
)
def test_hostile_sheets_end(css: str):
    body = "<div class=a>" * 300 + "<p class=a>x</p>" * 300
    found = read_html(f"<style>{css}</style>{body}".encode(), file="m.html")
    assert sum(run.text == "x" for run in found.part.runs) == 300


def test_explosive_selectors_are_given_up_and_said_so():
    css = "".join(f"div > div * div > div * .b{n} * div > p {{display:none}}" for n in range(400))
    found = read_html(f"<style>{css}</style>{'<div>' * 400}{'<p>x</p>' * 2_000}".encode(), file="m.html")
    assert [defect.kind for defect in found.defects if defect.lost] == ["styles"]
    assert styles(f"<style>{css}</style>{'<div>' * 400}{'<p>x</p>' * 2_000}")[-1].colour == UNDECIDED


def test_more_css_than_is_read_is_said():
    found = read_html(f"<style>{'p{color:red}' * 20_000}</style><p>x".encode(), file="m.html")
    assert [(defect.kind, defect.lost) for defect in found.defects] == [("styles", True)]
    assert sheet.read("<p>x").undecided is False


def test_clear_is_no_colour():
    assert paint_of("transparent") == CLEAR
    assert paint_of("nonsense") is None
    assert paint_of("oklch(0.7 0.1 30)") is UNSURE


@pytest.mark.parametrize(
    ("css", "elsewhere"),
    [
        (".m{display:none} @media (max-width:480px){.m{display:block}}", True),
        (".m{display:none} @media (max-width:480px){.m{display:block!important;max-height:none}}", True),
        (".m{max-height:0;overflow:hidden} @media (max-width:480px){.m{max-height:none;overflow:visible}}", True),
        (".m{display:none} @media (prefers-color-scheme:dark){div .m{display:inline}}", True),
        (".m{display:none} @media (max-width:480px){.d{display:block}}", False),
        (".m{display:none} @media (max-width:480px){.m{display:none}}", False),
        (".m{display:none} @media (max-width:480px){.m{color:red}}", False),
        (".m{display:none}", False),
        ("@media (max-width:480px){.m{display:none}}", False),
    ],
)
def test_hidden_on_a_desk_alone(css: str, elsewhere: bool):
    found = read_html(f"<style>{css}</style><div><p class=m>x</p></div>".encode(), file="m.html").part
    assert [run.elsewhere for run in found.runs] == [elsewhere]


def test_more_style_attributes_than_are_read_are_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheet, "MOST_ATTRIBUTES", 1_000)
    html = "".join(f"<p style='color:#{n:06x}'>x</p>" for n in range(100))
    found = read_html(html.encode(), file="m.html")
    assert [(defect.kind, defect.lost) for defect in found.defects] == [("styles", True)]
    assert [one.colour for one in (styles(html)[0], styles(html)[-1])] == ["000000", UNDECIDED]
