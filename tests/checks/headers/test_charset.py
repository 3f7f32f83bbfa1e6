"""headers.charset: undeclared, unknown, undecodable; and html.malformed stays silent about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.headers.charset import charset
from preflight.checks.html.malformed import malformed
from tests.checks.headers.made import judged, told


def part(data: bytes, kind: str = "text/plain", said: str = "") -> bytes:
    return f"From: a@shop.test\r\nContent-Type: {kind}{said and '; charset=' + said}\r\n\r\n".encode() + data


@pytest.mark.parametrize(
    "raw",
    [
        part(b"Sale!"), part("Größe".encode(), said="utf-8"), part("Größe".encode("cp1252"), said="iso-8859-1"),
        part("Größe".encode("cp1252"), said="us-ascii"), part("Größe".encode("utf-8-sig"), said="UTF-8"),
        part("中文".encode("gb18030"), said="gb2312"), part("日本".encode("iso2022_jp"), said="iso-2022-jp"),
        part("Größe".encode("cp1252"), said="windows-1252"), part("Größe € “x”".encode("cp1252"), said="iso-8859-1"),
        part("<meta charset=utf-8>Größe".encode(), "text/html", "utf-8"),
        part(b"<meta charset=iso-8859-1>Gr&ouml;&szlig;e", "text/html", "utf-8"),
        b"From: =?utf-8?Q?M=C3=BCller?= <a@shop.test>\n\nx", b"Subject: =?iso-8859-1?Q?M=FCller?=\n\nx",
        b"Subject: =?utf-8?B?w7w=?=\n =?utf-8?B?w7w=?=\n\nx", b"Subject: =?utf-8?B?4oI=?=\n =?utf-8?B?rA==?=\n\nx",
        "X-Note: Größe\n\nx".encode("cp1252"), b"Subject: what?= is =?this\n\nx", b"Subject: 1 =? 2\n\nx",
        b"Subject: =?windows-874?Q?=A1?=\n\nx",
    ],
)  # fmt: skip
def test_sound_ones(raw: bytes) -> None:
    found = judged(charset, raw)
    assert told(found) == ("passed", "warning", [])
    assert not found.remarks


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (part("Größe".encode()), "it has letters beyond A to Z, and its Content-Type names no charset (part 1)"),
        (part("Größe".encode("cp1252")), "it is not UTF-8, and names no other charset: some signs cannot be read (part 1)"),
        (part("Größe".encode("cp1252"), said="utf-8"), "it says that it is utf-8, and is not: some signs cannot be read (part 1)"),
        (part(b"x", said="no-such"), "nobody knows the charset no-such; it was read as UTF-8 (part 1)"),
        (part("Größe".encode(), said="iso-8859-1"), "it says that it is iso-8859-1, and is UTF-8: it shows “Ã¶” for “ö” (part 1)"),
        (part("5 €".encode(), said="windows-1252"), "it says that it is windows-1252, and is UTF-8: it shows “â‚¬” for “€” (part 1)"),
        (part("<meta charset=utf-8>Größe".encode(), "text/html"),
         "it has letters beyond A to Z, and its Content-Type names no charset (part 1)"),
        (b"Subject: =?no-such?Q?x?=\n\nx", "Subject names a charset that nobody knows, no-such"),
        (b"Subject: =?utf-8?Q?M=FCller?=\n\nx", "Subject says that it is utf-8, and is not: “M\ufffdller”"),
        (b"Subject: =?utf-8?Q?M=C3=BC\n\nx",
         "Subject holds an encoded word that is cut or damaged, and shows as it stands: “=?utf-8?Q?M=C3=BC”"),
        ("Subject: Größe\n\nx".encode(), "Subject holds letters beyond A to Z as they are, in no declared charset"),
        ("From: Größe <a@b.test>\n\nx".encode("cp1252"), "From holds letters of no known charset"),
    ],
)  # fmt: skip
def test_faults(raw: bytes, words: str) -> None:
    found = judged(charset, raw)
    assert told(found) == ("failed", "warning", [words])
    assert judged(malformed, raw).outcome == "passed", "one fault is one finding"


def test_a_meta_tag_that_says_otherwise_is_remarked_where_it_garbles() -> None:
    found = judged(charset, part("<meta charset=iso-8859-1>Größe".encode(), "text/html", "utf-8"))
    assert found.outcome == "passed"
    assert [str(one.message) for one in found.remarks] == [
        "its Content-Type says utf-8, its meta tag iso-8859-1: a program that believes the tag garbles it"
    ]


def test_two_parts_are_two_findings() -> None:
    raw = (
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\xc3\xbc\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>\xfc\r\n--b--"
    )
    found = judged(charset, raw)
    assert sorted(one.location.part for one in found.findings) == ["1", "2"]
    same = judged(charset, raw.replace(b"; charset=utf-8", b"").replace(b"\xfc", b"\xc3\xbc"))
    assert told(same)[2] == ["it has letters beyond A to Z, and its Content-Type names no charset (2 parts)"]


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_nothing_makes_it_fall(data: bytes, name: bytes) -> None:
    for raw in (b"Subject: " + data, b"Subject: =?" + name + b"?q?" + data + b"?=",
                b"Content-Type: text/html; charset=" + name + b"\n\n" + data,
                b"Content-Type: text/plain\n\n<meta charset=" + name + b">" + data):  # fmt: skip
        assert judged(charset, raw).outcome != "crashed"


def test_headers_that_are_not_encoded_are_one_fault() -> None:
    raw = "From: a@b.test\nTo: Größe <c@d.test>\nSubject: Größe\n\nx".encode("cp1252")
    assert told(judged(charset, raw))[2] == ["2 headers hold letters beyond A to Z that are not encoded"]
