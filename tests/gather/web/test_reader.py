"""The streaming reader of landing pages: what it finds, and that pieces and hostile pages make no difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.facts.web import ENOUGH, Fetch, Page
from preflight.gather.web.picture import format_of
from preflight.gather.web.reader import PageReader

URL = "https://shop.test/"


def read(html: str | bytes, *, size: int = 10_000, kind: str = "text/html", **wanted) -> Page:
    return reader(html, size=size, kind=kind, **wanted).page(complete=True)


def reader(html: str | bytes, *, size: int = 10_000, kind: str = "text/html", **wanted) -> PageReader:
    octets = html.encode() if isinstance(html, str) else html
    found = PageReader(Fetch(URL, page=True, **wanted), kind)
    for start in range(0, len(octets), size):
        found.feed(octets[start : start + size])
    found.feed(b"", last=True)
    return found


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title> A \n B </title>", "A B"),
        ("<TITLE lang=de>Größe &amp; Co</TITLE>", "Größe & Co"),
        ("<svg><title>icon</title></svg><title>Page</title>", "Page"),
        ("<title>open", "open"),
        ("no title", ""),
        ("<script><title>x</title></script>", ""),
        ("<!--><title>y</title>", "y"),
        ("<p title=don't><title>z</title>", "z"),
        ("<title>İstanbul</title>", "İstanbul"),
    ],
)
def test_titles(html, title):
    assert read(html).title == title


def test_headings_words_and_shared_titles():
    found = read(
        "<meta property='og:title' content='Shared &amp; true'><h1>Our <b>spring</b> sale</h1><h1>Another</h1>"
        "<style>p{color:red}</style><script>var words = 'not seen'</script><p>Three&nbsp;more words</p><!-- none -->"
    )
    assert (found.heading, found.shared_title) == ("Our spring sale", "Shared & true")
    assert (found.words, found.text) == (7, "Our spring sale Another Three more words")


def test_a_long_page_keeps_no_text():
    found = read("<p>" + "word " * 400)
    assert (found.words, found.text) == (ENOUGH, "")


@pytest.mark.parametrize(
    ("html", "mark"),
    [
        ('<div id="root"></div>', "app"),
        ("<div id=__next>", "app"),
        ('<body class="home error404">', "error-page"),
        ('<html data-adblockkey="abc">', "parked"),
        ('<script src="//www.sedoparking.com/a.js"></script>', "parked"),
        ('<iframe src="https://x.parkingcrew.net/"></iframe>', "parked"),
        ('<script>window.onload=function(){window.location.href="/lander"}</script>', "parked"),
        ("<form action=/x>", "form"),
    ],
)
def test_signs(html, mark):
    assert mark in read(html).marks


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <div id=root> -->",
        "<p>sedoparking.com and error404</p>",
        '<body class="noerror404x">',
        '<a href="https://sedoparking.com/">parked?</a>',
        "<script>\"<div id='root'>\"</script>",
        '<p title="<iframe src=//sedoparking.com/>">x</p>',
    ],
)
def test_no_signs(html):
    assert not {"app", "parked", "error-page"} & set(read(html).marks)


GTAG = (
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC1234"></script>'
    "<script>window.dataLayer=[];function gtag(){}gtag('config', 'G-ABC1234');</script>"
)


@pytest.mark.parametrize(
    ("html", "tool"),
    [
        (GTAG, "Google tag"),
        ("<script>(function(w,d,s,l,i){w[l].push({'gtm.start':new Date()})})()</script>", "Google Tag Manager"),
        ('<script src="/metrics/?id=GTM-ABC123"></script>', "Google Tag Manager"),
        ('<script src="//assets.adobedtm.com/a/launch-EN0.min.js"></script>', "Adobe Launch"),
        ("<script>var _paq=[];_paq.push(['trackPageView'])</script>", "Matomo"),
        ('<script src="https://cdn.segment.com/analytics.js/v1/k/analytics.min.js"></script>', "Segment"),
        ('<script id="hs-script-loader" src="/own.js"></script>', "HubSpot"),
        ('<script src="//js-eu1.hs-scripts.com/1.js"></script>', "HubSpot"),
        ("<script>Munchkin.init('123-ABC-456')</script>", "Marketo Munchkin"),
        ("<script>piAId = '1';</script>", "Account Engagement (Pardot)"),
        ('<script defer data-domain="shop.test" src="/js/script.js"></script>', "Plausible"),
    ],
)
def test_analytics_tags(html, tool):
    assert tool in read(html, tags=True).tags


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {GTAG} -->",
        "<p>gtag('config', 'G-ABC1234')</p>",
        f"<noscript>{GTAG}</noscript>",
        "<script>gtag('config', 'AW-12345')</script>",
        "<script>gtag('config', 'UA-12345-1')</script>",
        '<script src="https://www.google-analytics.com/analytics.js"></script>',
        '<a href="https://www.googletagmanager.com/gtag/js?id=G-ABC1234">docs</a>',
        f"<textarea>{GTAG}</textarea>",
    ],
)
def test_what_is_no_analytics_tag(html):
    assert read(html, tags=True).tags == ()


def test_a_tag_that_waits_for_consent_is_told_apart():
    found = read('<script type="text/plain" data-category="a">Munchkin.init("1")</script>', tags=True)
    assert (found.tags, found.held) == ((), ("Marketo Munchkin",))


def test_what_is_sought_is_found_and_nothing_else():
    page = "<a name=top></a><div id='form'></div><b id=\"a&amp;b\"></b><p name=no></p><!-- <i id=gone> --><p>Register  now!</p>"
    found = read(
        page, anchors=frozenset({"top", "form", "a&b", "no", "gone"}), texts=frozenset({"register now", "late"})
    )
    assert found.anchors == ("a&b", "form", "top")
    assert found.texts == ("register now",)
    assert read("<script src=/own/t.js></script>", scripts=frozenset({"/t.js", "/u.js"})).scripts == ("/t.js",)


PAGE = (
    "<!doctype html><html><head><title>A &lt; B</title><base href='/x/'><script>if (a < b) {}</script><!-- c --></head>"
    f"<body class=x>{GTAG}<h1>Grüße an <i>alle</i></h1><p title='a>b'>Ein paar Wörter, 3 < 4.</p><a name='end'></a>"
)


@given(st.integers(1, 90))
def test_pieces_make_no_difference(size):
    wanted = {"anchors": frozenset({"end"}), "tags": True}
    whole, cut = read(PAGE, **wanted), read(PAGE, size=size, **wanted)
    assert (whole.title, whole.heading, whole.anchors) == ("A < B", "Grüße an alle", ("end",))
    # A word that is cut in two may be counted twice; everything else is the same.
    fields = ("title", "heading", "marks", "anchors", "tags")
    assert [getattr(whole, name) for name in fields] == [getattr(cut, name) for name in fields]


@given(st.text(alphabet="<>!-/=\"' abmetitlscp&;0urlhqivfnok\n", max_size=400), st.integers(1, 50))
def test_the_page_reader_takes_anything(text, size):
    assert len(read(text, size=size).title) <= 200


@pytest.mark.parametrize(
    "piece", ['<a "', "<!--", "<title>", "<meta a=", "<meta " + "a" * 500, "<script>", "'\"<b ", "<", "</", "<p x='"]
)
def test_the_page_reader_is_linear(piece):
    read(piece * (262_144 // len(piece)))


@given(st.binary(max_size=200), st.text(max_size=60))
def test_decoding_never_raises(data, content_type):
    assert isinstance(read(data, kind=content_type).title, str)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("<title>Größe</title>".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b"\xef\xbb\xbf" + "<title>Größe</title>".encode(), "text/html; charset=latin1"),
        ("\ufeff<title>Größe</title>".encode("utf-16-le"), "text/html"),
        ("<meta charset=windows-1252><title>Größe</title>".encode("cp1252"), "text/html"),
        ("<title>Größe</title>".encode(), "text/html; charset=nonsense"),
    ],
)
def test_charsets(data, kind):
    assert read(data, kind=kind).title == "Größe"


def test_it_stops_when_it_knows_enough():
    found = reader("<title>T</title><h1>H</h1><p>" + "word " * ENOUGH + "<p>")
    assert found.enough
    assert not reader("<title>T</title><h1>H</h1><p>" + "word " * ENOUGH + "<p>", tags=True).enough


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00\x20ftypavif", "avif"),
        (b"<?xml version='1.0'?><!-- x --><svg xmlns='x'>", "svg"),
        (b" <svg>", "svg"),
        (b"<!doctype html><svg>", ""),
        (b"<html><svg>", ""),
        (b"", ""),
        (b"hello", ""),
    ],
)
def test_pictures_by_their_first_octets(head, name):
    assert format_of(head) == name
