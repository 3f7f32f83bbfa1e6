"""html.forbidden-element and html.no-dark-mode."""

from __future__ import annotations

import pytest

from preflight.checks.html.forbidden_element import forbidden_element
from preflight.checks.html.no_dark_mode import no_dark_mode
from preflight.testing import facts_from, judge_check


def judged(check, html):
    found = judge_check(check, facts_from({"html": html}))
    return [(one.severity.value, str(one.text)) for one in found.findings]


@pytest.mark.parametrize("name", ["script", "iframe", "object", "embed", "applet", "frameset"])
def test_what_runs_or_frames_is_a_blocker(name: str):
    assert judged(forbidden_element, f"<p>Hi</p><{name} src=x></{name}>") == [
        ("blocker", f"<{name}> is taken out by every mail program")
    ]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<form action=https://s.test/><input name=a><button>Go</button></form>",
         [("warning", "3 fields of a form, which works for few readers")]),
        ("<p onclick='x()'>Hi", [("warning", "onclick on <p> is taken out by mail programs")]),
        ("<link rel=stylesheet href=https://s.test/a.css>",
         [("warning", "an external style sheet (https://s.test/a.css) is dropped by most mail programs")]),
        ("<link rel=stylesheet href=https://fonts.googleapis.com/css?family=Inter>",
         [("note", "a web font is loaded (https://fonts.googleapis.com/css?family=Inter): "
                   "most mail programs show another one")]),
        ("<script>a()</script><script>b()</script>",
         [("blocker", "2 times something that every mail program takes out (<script>)")]),
        ("<script>a()</script><p onclick='a()'>Hi<p onfocus='b()'>Hi",
         [("blocker", "3 times something that every mail program takes out (<script>, event handlers)")]),
        ("<iframe></iframe><script>a()</script><iframe></iframe>",
         [("blocker", "3 times something that every mail program takes out (<iframe>, <script>)")]),
    ],
)  # fmt: skip
def test_the_others(html: str, found: list[tuple[str, str]]):
    assert judged(forbidden_element, html) == found


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{"@type": "EmailMessage"}</script>',
        "<html ⚡4email><head><script async src=https://cdn.ampproject.org/v0.js></script></head><form method=post>",
        "<!--[if !mso]><!--><link rel=stylesheet href=https://fonts.googleapis.com/css?family=Inter><!--<![endif]-->",
        "<link rel=icon href=https://s.test/favicon.ico>",
        "<link rel=preconnect href=https://fonts.gstatic.com>",
        "<p on>Hi</p>",
        "<p>We use &lt;script&gt; and onclick= a lot</p>",
        "<!-- <script>a()</script> -->",
        "<style>.form{color:red}</style><p class=form>Hi",
        "<video src=a.mp4><img src=a.png></video>",
        "<noscript>Hi</noscript>",
        "<!--[if !mso]><!--><input type=checkbox id=menu><label for=menu>Menu</label><!--<![endif]-->",
    ],
)
def test_what_is_none(html: str):
    assert judged(forbidden_element, html) == []


def whole(head: str = "", body: str = "Hi", attributes: str = "") -> str:
    return f"<html{attributes}><head>{head}</head><body>{body}</body></html>"


def test_a_mail_that_says_nothing_of_dark_mode():
    assert judged(no_dark_mode, whole()) == [("note", "the mail says nothing of dark mode")]
    assert judged(no_dark_mode, whole("<meta name=viewport content='width=device-width'>")) != []


@pytest.mark.parametrize(
    "html",
    [
        whole("<meta name='color-scheme' content='light dark'>"),
        whole("<meta name='supported-color-schemes' content='light'>"),
        whole("<meta name='Color-Scheme' content='light only'>"),
        whole("<style>:root{color-scheme: light dark}</style>"),
        whole("<style>@media (prefers-color-scheme: dark){body{background:#000}}</style>"),
        whole("<style>[data-ogsc] p{color:#fff}</style>"),
        whole(attributes=" style='color-scheme:light'"),
        "<p>a fragment",
    ],
)
def test_mails_that_say_something_of_it(html: str):
    assert judged(no_dark_mode, html) == []
