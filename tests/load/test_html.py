"""What a browser reads is what we read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib._tokenizer
import pytest
from html5lib.constants import tokenTypes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preflight.facts.send import Image, Link
from preflight.load.html import HtmlFacts, read_html
from preflight.load.scan import scan


def read(html: str, **more: Any) -> HtmlFacts:
    return read_html(html.encode(), file="mail.html", **more)


def link(html: str, **more: Any) -> Link:
    links = read(html, **more).links
    assert len(links) == 1
    return links[0]


def image(html: str) -> Image:
    images = read(html).images
    assert len(images) == 1
    return images[0]


@pytest.mark.parametrize(
    ("attribute", "raw", "entity"),
    [
        ("https://x.test/?a=1&region=de", "https://x.test/?a=1&region=de", ""),
        ("https://x.test/?a=1&copy=2&section=3&currency=4", "https://x.test/?a=1&copy=2&section=3&currency=4", ""),
        ("https://x.test/?a=1&amp;b=2", "https://x.test/?a=1&b=2", ""),
        ("https://x.test/?a=1&amp b", "https://x.test/?a=1& b", ""),
        ("https://x.test/?a=1&reg_id=2", "https://x.test/?a=1®_id=2", "&reg"),
        ("https://x.test/?a&copy", "https://x.test/?a©", "&copy"),
        ("&#104;ttps://x.test/&#x41;", "https://x.test/A", ""),
        ("https://x.test/&#0;&#x110000;&#128;", "https://x.test/��€", ""),
        ("https://x.test/&notit;&nosuch;", "https://x.test/&notit;&nosuch;", ""),
    ],
)
def test_attributes_are_decoded_as_the_standard_says(attribute: str, raw: str, entity: str) -> None:
    found = link(f'<a href="{attribute}">x</a>')
    assert (found.raw, found.decoded_entity) == (raw, entity)


def test_the_first_of_two_attributes_wins() -> None:
    assert link('<a href="https://one.test/" HREF="https://two.test/">x</a>').url == "https://one.test/"


@pytest.mark.parametrize(
    ("html", "line", "column"),
    [
        ("<a href=https://x.test/>", 1, 1),
        ("\ufeff<a href=https://x.test/>", 1, 1),
        ("ä😀<a href=https://x.test/>", 1, 3),
        ("\r\n\r\n <a\nhref=https://x.test/>", 3, 2),
        ("a\rb\n<!--[if mso]>\n  <a href=https://x.test/></a><![endif]-->", 4, 3),
    ],
)
def test_places(html: str, line: int, column: int) -> None:
    found = link(html).location
    assert (found.file, found.line, found.column) == ("mail.html", line, column)


def test_the_offset_counts_octets() -> None:
    assert link("ä" * 5000 + "<a href=https://x.test/>").offset == 10_000


@pytest.mark.parametrize(
    ("html", "url", "invalid"),
    [
        ("<a href=' HTTPS://X.test:443/a b '>", "https://x.test/a%20b", ""),
        ("<base href=https://b.test/d/><a href=../x>", "https://b.test/x", ""),
        ("<a href=x><base href=https://b.test/d/>", "https://b.test/d/x", ""),
        ("<a href=www.x.test/>", "www.x.test/", "https:// is missing in front"),
        ("<a href=//x.test/>", "//x.test/", "it names no protocol; https: is missing in front"),
        ("<a href='http://a b/'>", "http://a b/", "its host has a blank inside"),
        ("<a href='http://a:b/'>", "http://a:b/", "its port is no number"),
        ("<a href='https://'>", "https://", "it has no host"),
    ],
)
def test_urls(html: str, url: str, invalid: str) -> None:
    found = link(html)
    assert (found.url, found.invalid) == (url, invalid)


@pytest.mark.parametrize(
    ("html", "element", "conditional"),
    [
        ("<!--[if mso]><v:rect href='https://x.test/'/><![endif]-->", "v:rect", "mso"),
        ("<!--[if gte mso 9]><a href='https://x.test/'>x</a><![endif]-->", "a", "gte mso 9"),
        ("<!--[if !mso]><!--><a href='https://x.test/'>x</a><!--<![endif]-->", "a", "!mso"),
        ("<![if !mso]><a href='https://x.test/'>x</a><![endif]>", "a", "!mso"),
        ("<map><area href='https://x.test/'></map>", "area", ""),
        ("<form action='https://x.test/'></form>", "form", ""),
        ("<meta http-equiv=refresh content='0; url=https://x.test/'>", "meta", ""),
    ],
)
def test_links_of_every_kind(html: str, element: str, conditional: str) -> None:
    found = link(html)
    assert (found.url, found.element, found.conditional) == ("https://x.test/", element, conditional)


def test_ordinary_comments_hold_no_links() -> None:
    assert read("<!-- <a href='https://x.test/'>x</a> -->").links == ()


@pytest.mark.parametrize(
    "html",
    [
        "<td background='https://x.test/a.png'>",
        "<div style=\"background:url('https://x.test/a.png')\">",
        "<style>.a { background: url(https://x.test/a.png) }</style>",
        "<!--[if mso]><v:fill src='https://x.test/a.png'/><![endif]-->",
        "<img srcset='https://x.test/a.png 2x'>",
    ],
)
def test_pictures_of_every_kind(html: str) -> None:
    assert image(html).url == "https://x.test/a.png"


def test_a_place_in_the_document_is_no_picture() -> None:
    assert read("<v:image style='behavior: url(#default#VML)'/><p style='filter:url(#blur)'>x</p>").images == ()


def test_fonts_and_style_sheets_are_resources() -> None:
    html = "<link rel=stylesheet href=https://x.test/a.css><style>@font-face{src:url(https://x.test/b.woff)}</style>"
    assert [(one.url[-4:], one.role) for one in read(html).links] == [(".css", "resource"), ("woff", "resource")]


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<a href=https://x.test/>Shop</a>", "content"),
        ("<a href=https://x.test/>Unsubscribe</a>", "unsubscribe"),
        ("<a href=https://x.test/><img alt='Newsletter abbestellen'></a>", "unsubscribe"),
        ("<p>Zum Abmelden klicken Sie <a href=https://x.test/>hier</a>.</p>", "unsubscribe"),
        ("<p>Abmelden? Schade. Mehr lesen Sie <a href=https://x.test/>hier</a>.</p>", "content"),
        ("<p>Unsubscribe, or visit our <a href=https://x.test/>shop</a></p>", "content"),
        ("<p>You may unsubscribe at any time. <a href=https://x.test/>Click here</a>.</p>", "unsubscribe"),
        ("<p>You may unsubscribe at any time. Shop now: <a href=https://x.test/>click here</a>.</p>", "content"),
        ("<p>You may unsubscribe at any time. Coats are in. <a href=https://x.test/>Click here</a>.</p>", "content"),
        ("<p>Unsubscribe: write to us | <a href=https://x.test/>Click here</a></p>", "content"),
        ("<a href=https://x.test/>Se désabonner</a>", "unsubscribe"),
        ("<a href=https://x.test/>配信停止はこちら</a>", "unsubscribe"),
        ("<a href=https://x.test/>Manage preferences</a>", "preference"),
        ("<a href=https://x.test/>Im Browser ansehen</a>", "view"),
        ("<a href=https://x.test/unsubscribe?u=1>x</a>", "unsubscribe"),
        ("<a href=https://a.list-manage.com/track/click?u=1>Shop</a>", "tracking"),
        ("<a href=http://news.x.test/Click?q=99-4mayQAdljOrY53a2HHfS87c8B9RR>Shop</a>", "tracking"),
        ("<a href=http://x.test/click?q=coats>Shop</a>", "content"),
        ("<a href=mailto:a@x.test>Mail</a>", "contact"),
        ("<a href=#top>Top</a>", "fragment"),
        ("<a href='{{ contact.url }}'>Shop</a>", "token"),
        ("<a href='*|UNSUB|*'>x</a>", "unsubscribe"),
        ("<a href='%%view_email_url%%'>x</a>", "view"),
        ("<a href='https://x.test/?e={{ contact.email }}'>x</a>", "token"),
        ('<a href="{{ personalization_token("contact.url", "x") }}">x</a>', "token"),
    ],
)
def test_roles(html: str, role: str) -> None:
    found = link(html)
    assert found.role == role
    if role == "token":
        assert found.url == found.raw


def test_a_link_that_leaves_says_nothing_of_the_links_beside_it() -> None:
    html = '<p><a href="https://a.test/page">Page</a> <a href="https://a.test/x">Unsubscribe</a> <a href="https://a.test/o">Offer</a></p>'
    assert [link.role for link in read_html(html.encode(), file="email.html").links] == [
        "content",
        "unsubscribe",
        "content",
    ]
    sentence = '<p>To unsubscribe from this list, visit the <a href="https://a.test/l">subscription page</a>.</p>'
    assert [link.role for link in read_html(sentence.encode(), file="email.html").links] == ["unsubscribe"]


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<img src=https://x.test/a.png width=1 height=1>", "pixel"),
        ("<img src=https://x.test/a.png width=2 height=2>", "pixel"),
        ("<img src=https://x.test/a.gif style='width:0;height:0'>", "pixel"),
        ("<img src=https://x.test/o?id=7 style='display:none'>", "pixel"),
        ("<img src=https://x.test/o/7 style='visibility: hidden !important'>", "pixel"),
        ("<img src=https://x.test/phone.png style='display:none'>", "content"),
        ("<img src=https://x.test/p?id=7 width=320 style='display:none'>", "content"),
        ("<img src=https://x.test/a.png width=3 height=3>", "content"),
        ("<img src=https://x.test/wf/open?upn=x>", "pixel"),
        ("<img src=https://x.test/spacer.gif width=1 height=1>", "content"),
        ("<img src=https://x.test/a.png width=600>", "content"),
        ("<img src='{{ person.picture }}'>", "token"),
    ],
)
def test_roles_of_pictures(html: str, role: str) -> None:
    assert image(html).role == role


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "visibility: hidden", "font-size:0", "font-size:1px", "opacity:0", "color:#fff",
        "max-height:0;overflow:hidden", "background:#333;color:#333333", "display:none!important;display:block",
    ],
)  # fmt: skip
def test_hidden(style: str) -> None:
    found = read(f"<div style='{style}'><p><a style='color:inherit' href=https://x.test/>x</a></p></div><p>seen")
    assert found.links[0].hidden
    assert [bool(run.hidden) for run in found.part.runs] == [True, False]


@pytest.mark.parametrize(
    "html",
    [
        "<td style='font-size:0'><a href=https://x.test/ style='font-size:14px'>x</a>",
        "<td style='font-size:0'><a href=https://x.test/><img src=https://x.test/a.png></a>",
        "<td bgcolor=#000000><a href=https://x.test/ style='color:#ffffff'>x</a>",
        "<p style='display:none'>a<p><a href=https://x.test/>x</a>",
        "<div style='visibility:hidden'><a href=https://x.test/ style='visibility:visible'>x</a></div>",
        "<td style='background:url(x.png);color:#fff'><a href=https://x.test/>x</a>",
        "<a href=https://x.test/ style='mso-hide:all'>a button, which Outlook gets in VML</a>",
        "<td style='color:#fff'><a href=https://x.test/>a blue of its own</a>",
    ],
)
def test_not_hidden(html: str) -> None:
    assert not read(html).links[0].hidden


def test_runs_are_what_a_reader_sees() -> None:
    html = "<head><title> The  title </title><style>a{}</style></head><p>One <b>two</b>\n three</p><script>x</script>&amp; four"
    found = read(html)
    assert [run.text for run in found.part.runs] == ["One two three", "& four"]
    assert found.part.title == "The title"


def test_the_preheader_is_the_hidden_text_in_front() -> None:
    found = read("<div style='display:none'>Soon &zwnj;&nbsp;</div><p>Hello")
    assert found.preheader is not None
    assert found.preheader.text == "Soon"
    assert read("<p>Hello<div style='display:none'>Soon</div>").preheader is None


def test_shells() -> None:
    assert read("{% include 'footer.html' %}").shell
    assert not read("<p>{% if x %}Hello{% endif %}</p>").shell


@pytest.mark.parametrize(
    ("data", "kind", "lost"),
    [
        (b"<p>\xff</p>", "encoding", False),
        (b"<p>a\0b</p>", "nul", False),
        (b"<p><a href='x", "tag", True),
        (b"<!--[if mso]><p>x", "conditional-comment", False),
        (b"<!--[if mso]><p>x-->", "conditional-comment", False),
        (b"<p><!-- x", "comment", False),
        (b"<div>" * 600, "depth", True),
        (b"<a " + b" ".join(b"a%d" % n for n in range(1500)) + b">", "attributes", True),
        (b"<a href=x></a>" * 20_001, "size", True),
    ],
)
def test_defects(data: bytes, kind: str, lost: bool) -> None:
    assert [(one.kind, one.lost) for one in read_html(data, file="m").defects] == [(kind, lost)]


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("ä".encode("cp1252"), "iso-8859-1", "ä"),
        ("<meta charset=iso-8859-15>€".encode("iso-8859-15"), None, "<meta charset=iso-8859-15>€"),
        ("ä".encode("utf-16"), None, "ä"),
        ("\ufeffä".encode(), "iso-8859-1", "ä"),
    ],
)
def test_encodings(data: bytes, charset: str | None, text: str) -> None:
    found = read_html(data, file="m", charset=charset)
    assert (found.part.source, found.defects) == (text, ())


def test_two_hundred_thousand_nested_tags_end() -> None:
    found = read("<div>" * 200_000 + "<a href=https://x.test/>x</a>")
    assert [one.url for one in found.links] == ["https://x.test/"]
    assert [one.kind for one in found.defects] == ["depth"]


_WANTED = ("href", "src", "background")
_RAW_STATES = {"title": "rcdata", "textarea": "rcdata", "style": "rawtext", "script": "scriptData"}


def theirs(html: str) -> list[tuple[str, str, str]]:
    tokenizer = html5lib._tokenizer.HTMLTokenizer(html)
    found = []
    for token in tokenizer:
        if token["type"] != tokenTypes["StartTag"]:
            continue
        name = token["name"]
        if name in _RAW_STATES:
            tokenizer.currentToken = token
            tokenizer.state = getattr(tokenizer, f"{_RAW_STATES[name]}State")
        first: dict[str, str] = {}
        for key, value in token["data"] if isinstance(token["data"], list) else token["data"].items():
            first.setdefault(key, value)
        found += [(name, key, first[key]) for key in _WANTED if key in first]
    return found


def ours(html: str) -> list[tuple[str, str, str]]:
    return [
        (event.name, key, event.attributes[key].value)
        for event in scan(html)
        if event.kind == "start"
        for key in _WANTED
        if key in event.attributes
    ]


_PIECES = st.sampled_from(
    ["<a ", "<A", "<img", "<td ", "</a", "<p>", "<v:rect ", "<title>", "</title>", "<style>", "</style >", "<", ">", "/",
     "/>", " ", "\n", "\t", "\f", "=", '"', "'", "href", "HREF", "src", "background", "href=", "src='", 'href="', "&reg",
     "&region=", "&copy=", "&amp;", "&amp", "&#65", "&#x41;", "&#128;", "&#0;", "&not", "in;", "&", ";", "é", "x", "1",
     "<!--", "-->", "--!>", "<!-->", "<!", "<?", "</", "<!doctype html>", "-", "!", "`", "\u2028", "K"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_attributes_are_those_of_html5lib(html: str) -> None:
    assert ours(html) == theirs(html)


_ROOT = Path(__file__).parents[2]
_MAILS = sorted((_ROOT / "examples").rglob("*.html")) + sorted((_ROOT / ".real-mails").rglob("*.html"))


@pytest.mark.parametrize("mail", _MAILS, ids=lambda p: str(p.relative_to(_ROOT)))
def test_real_mails_read_as_html5lib_reads_them(mail: Path) -> None:
    html = mail.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\0", "\ufffd")
    assert ours(html) == theirs(html)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><head><title>T</title><p>Shown</p>",
        "<html><head><title>T</title><p>Shown</p>",
        "<head><meta charset=x><p>Shown",
    ],
)
def test_a_head_without_an_end_hides_nothing(html: str) -> None:
    assert [run.text for run in read_html(html.encode(), file="m.html").part.runs] == ["Shown"]


def test_what_stands_in_a_head_is_not_shown() -> None:
    html = b"<head><title>T</title><style>a{}</style><noscript>no</noscript> </head><body><p>Shown"
    assert "Shown" in [run.text for run in read_html(html, file="m.html").part.runs]
    assert "T" not in [run.text for run in read_html(html, file="m.html").part.runs]
