"""The mail in its frame: looks kept, acts left out, numbers in their places."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.report.frame import _KEPT, Pin, framed

BODY = "</head>"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08"


def body(source: str, *pins: Pin) -> str:
    return framed(source, pins).document.partition(BODY)[2]


def pin(offset: int, number: int = 1) -> Pin:
    return Pin(offset, number, f"pf-{number}", "blocker", "It is <bad>")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p style='color:red' class=a>x &amp; &lt;y&gt;</p>", '<p style="color:red" class="a">x &amp; &lt;y&gt;</p>'),
        ("<script>alert(1)</script>x", "x"),
        ("<script>alert(1)", ""),
        ("<p onclick=alert(1) onmouseover='x'>x</p>", "<p>x</p>"),
        ('<a href="https://a.test/">x</a>', '<a title="https://a.test/">x</a>'),
        ("<a href=javascript:alert(1) target=_top>x</a>", '<a title="javascript:alert(1)">x</a>'),
        ("<form action=https://a.test/><input name=x><button>Go</button></form>", "Go"),
        ("<base href=https://a.test/><meta http-equiv=refresh content=0><link rel=stylesheet href=x>y", "y"),
        ("<svg onload=alert(1)><script>x</script><circle/></svg>z", "z"),
        ("<iframe srcdoc='<script>x</script>'></iframe><object data=x>y</object>", "y"),
        ("<p style=\"background:url(https://a.test/x.png)\">x</p>", '<p style="background:none">x</p>'),
        ("<p style='background:url(\"https://a.test/)\")'>x</p>", '<p style="background:none">x</p>'),
        ("<!-- <p>no</p> --><!--[if mso]><b>no</b><![endif]--><![if !mso]>yes<![endif]>", "yes"),
        ("<td background=https://a.test/x.png bgcolor=#fff>x</td>", '<td bgcolor="#fff">x</td>'),
        ("<textarea><b>x</b></textarea>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<p id=pf-1 class=pf-pin>x</p>", '<p class="pf-pin">x</p>'),
        ("<BODY BGCOLOR=#eee onload=x><P>x", '<body bgcolor="#eee"><p>x'),
        ("a < b <3 <", "a &lt; b &lt;3 &lt;"),
        ("<p title='a\"b'>x", '<p title="a&quot;b">x'),
        ("<p title=\"a > b\">x", '<p title="a &gt; b">x'),
        ("<title>x</title><p>y", "<p>y"),
        ("&#x202e;evil", "&#8238;evil"),
    ],
)  # fmt: skip
def test_what_is_shown(written: str, shown: str) -> None:
    assert body(written) == shown


def test_style_sheets_load_nothing_and_ask_the_frame_whether_it_is_dark() -> None:
    found = framed(
        "<style>@import 'https://a.test/x.css';p{background:url(https://a.test/y)}"
        "@media (prefers-color-scheme: dark){p{color:#fff}}@media (prefers-color-scheme:light){p{color:#000}}"
        "b::after{content:'</style><script>'}</style>",
        (),
    )
    sheet = re.findall(r"<style>(.*?)</style>", found.document, re.DOTALL)[1]
    assert "a.test" not in sheet
    assert "(height:718px){p{color:#fff}}" in sheet
    assert "(min-height:719px){p{color:#000}}" in sheet
    assert len(found.digests) == 2


def test_pictures_become_boxes_of_their_size_and_embedded_ones_stay() -> None:
    shown = body('<img src="https://a.test/x.png" width=320 height="80" alt="A lamp">')
    assert "a.test" not in shown
    assert shown.startswith('<img width="320" height="80" alt="A lamp" src="data:image/svg+xml;base64,')
    assert '<span class="pf-alt">A lamp</span>' in shown
    tiny = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    assert f'src="{tiny}"' in body(f'<img src="{tiny}" alt="">')
    large = base64.b64encode(PNG + bytes(400_000)).decode()
    assert "svg+xml" in body(f'<img src="data:image/png;base64,{large}">')
    bomb = base64.b64encode(PNG[:16] + b"\0\0\xff\xff" * 2).decode()
    assert "svg+xml" in body(f'<img src="data:image/png;base64,{bomb}">'), "it would unfold to sixteen gigabytes"
    assert "svg+xml" in body('<img src="data:image/png;base64,AAAAAAAAAAA">')
    assert "text/html" not in body('<img src="data:text/html;base64,PHNjcmlwdD4=">')


def test_a_number_stands_before_what_it_points_at() -> None:
    source = "<p>Hello <a href=x>there</a> you</p>"
    assert re.search(r'Hello <span class="pf-pins"><span class="pf-pin blocker" id="pf-1" tabindex="0" role="note">1<span>'
                     r"It is &lt;bad&gt;</span></span></span><a ", body(source, pin(source.index("<a"))))  # fmt: skip
    both = body(source, pin(source.index("you")), pin(source.index("you"), 2))
    assert re.search(r'<span class="pf-pins"><span [^>]*>1<span>[^<]*</span></span><span [^>]*>2<', both), (
        "side by side"
    )
    assert re.search(r"Hello <a [^>]*>the<span .*</span>re</a>", body(source, pin(source.index("re</a"))))


@pytest.mark.parametrize("at", ["<table>", "<tr>", "<td>"])
def test_numbers_do_not_break_tables(at: str) -> None:
    source = "<table><tr><td>x</td></tr></table>"
    shown = body(source, pin(source.index(at)))
    assert re.match(
        r"(<span.*</span></span></span>)?<table><tr><td>(<span.*</span></span></span>)?x</td></tr></table>$", shown
    )
    assert "pf-1" in shown


def test_numbers_in_the_head_in_comments_and_at_the_end_are_not_lost() -> None:
    source = "<head><style>p{}</style></head><body class=x><!-- <a> --><p>y</p>"
    for at in (0, source.index("p{"), source.index("<a>"), len(source)):
        shown = body(source, pin(at))
        assert "pf-1" in shown
        assert shown.index("pf-1") > shown.index("<body")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "<", ">", "<!--", "-->", "<p", "<a href=", '"', "'", "<style>", "</style>", "<script>", "</script>", "<td ", "x", " ",
    "=", "/", "&lt;", "<svg ", "onload=", "<![", "<img src=", "\x00", "\u202e", "url(", ")", "{{ x }}", "<body ", "]]>",
]), max_size=40).map("".join), st.integers(0, 200))  # fmt: skip
def test_whatever_comes_only_what_is_listed_goes_in(source: str, at: int) -> None:
    class Look(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in _KEPT | {"body", "style"}
            assert not any(name.startswith("on") or name in {"href", "srcset", "action"} for name, _ in attrs)
            assert all((value or "").startswith("data:image/") for name, value in attrs if name == "src")

    shown = body(source, pin(at))
    look = Look()
    look.feed(shown)
    look.close()
    assert "pf-1" in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", '<a "', "<a '", "<p title='", "&#", "<style>", "<a b=c ", "url(", "<!"]
)
def test_what_is_made_to_be_slow_comes_to_an_end(piece: str) -> None:
    shown = framed(piece * (200_000 // len(piece)), [pin(n, n) for n in range(1, 90)]).document
    assert shown.count('class="pf-pin ') == 89
