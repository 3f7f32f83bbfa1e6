from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.errors import InputError
from preflight.facts.send import Message
from preflight.load.eml import read_eml


def read(text: str | bytes) -> Message:
    data = text.encode() if isinstance(text, str) else text
    return read_eml(data, file="proof.eml", name="default", platform="generic")


WHOLE = """From: =?utf-8?q?M=C3=BCller?= <news@x.test>
To: Jane <jane@x.test>, bob@x.test
Subject: =?utf-8?b?w6Q=?=
 =?utf-8?b?w7Y=?= now
List-Unsubscribe: =?us-ascii?Q?=3Chttps=3A//x.test/u=3E?=
Content-Type: multipart/mixed; boundary="out"

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain; charset=utf-8

Hello https://x.test/1
--in
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>=E4 <a href=3D"https://x.test/2">x</a>
--in--
--out
Content-Type: text/html
Content-Disposition: attachment

<a href="https://x.test/3">x</a>
--out--
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_whole_message(end: str) -> None:
    found = read(WHOLE.replace("\n", end))
    assert found.state == "proof"
    assert found.subject is not None
    assert (found.subject.text, found.subject.location.line) == ("äö now", 3)
    assert found.sender is not None
    assert found.sender.text == "Müller <news@x.test>"
    assert found.recipients == ("jane@x.test", "bob@x.test")
    assert [(one.url, one.location.part) for one in found.links] == [
        ("https://x.test/2", "1.2"),
        ("https://x.test/1", "1.1"),
    ]
    assert found.html is not None
    assert found.html.runs[0].text == "ä x"
    header = found.header("list-unsubscribe")[0]
    assert (header.value, header.raw[:2], header.location.line) == ("<https://x.test/u>", "=?", 5)
    assert found.size == len(WHOLE.replace("\n", end))
    assert found.defects == ()


def test_base64() -> None:
    body = base64.encodebytes("<p>ä</p>".encode()).decode()
    found = read(f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}")
    assert found.html is not None
    assert found.html.source == "<p>ä</p>"
    assert found.html.size == 9


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Content-Type: multipart/mixed\n\nx", True),
        ("Content-Type: multipart/mixed; boundary=b\n\nx", True),
        ("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx", False),
        ("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!", True),
        ("Content-Type: text/html\nContent-Transfer-Encoding: rot13\n\nx", True),
        ("To: " + "(" * 5_000, False),
        ("Subject: x\nno header\n\nx", False),
        ("".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(80)), True),
    ],
)
def test_malformed_mime_is_a_defect(text: str, lost: bool) -> None:
    found = read(text).defects
    assert {one.kind for one in found} == {"mime"}
    assert any(one.lost for one in found) is lost


def test_limits() -> None:
    with pytest.raises(InputError, match="2,000 parts"):
        read("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 2_001)
    with pytest.raises(InputError, match="20 MB"):
        read(b"x" * 20_000_001)


@given(st.binary(max_size=300))
def test_nothing_makes_it_fall(data: bytes) -> None:
    assert read(data).size == len(data)
    assert read(b"Content-Type: multipart/mixed; boundary=b\nSubject: =?utf-8?b?" + data).state == "proof"
    assert read(b"Content-Type: text/html; charset=" + data + b"\n\n<a href=x>").state == "proof"
