"""List-Unsubscribe as it is really written: what is read, what is never requested, what may be shown."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.facts import list_unsubscribe
from preflight.facts.limits import acting_urls, allowed_addresses
from preflight.facts.send import Header, Message, Send
from preflight.finding import Location
from preflight.gather.web.acting import Acting
from preflight.load import mime

U = "https://a.test/u"


def header(raw: str, value: str | None = None) -> Header:
    return Header("List-Unsubscribe", raw if value is None else value, raw, Location())


def send(*raws: str) -> Send:
    return Send("s", "send.yaml", (Message("m", "proof", headers=tuple(map(header, raws))),))


def read(raw: str) -> list[str]:
    return [one.url for one in list_unsubscribe.addresses([header(raw)])]


READ = [
    (f"<{U}>", [U]),
    (f"<mailto:a@a.test>, <{U}>", ["mailto:a@a.test", U]),
    (f"<mailto:a@a.test>,<{U}?a=1,2>", ["mailto:a@a.test", f"{U}?a=1,2"]),
    (f"<{U}?a=1%2C2>", [f"{U}?a=1%2C2"]),
    (f"<{U}>; <mailto:a@a.test>", [U, "mailto:a@a.test"]),
    (f"<{U}>\r\n\t<mailto:a@a.test>", [U, "mailto:a@a.test"]),
    ("<mailto:a@a.test?subject=leave,%20please&body=a,b>", ["mailto:a@a.test?subject=leave,%20please&body=a,b"]),
    ("<mailto:a@a.test?subject=leave, please>", ["mailto:a@a.test?subject=leave,please"]),
    (f"<{U}\r\n ?id=1>", [f"{U}?id=1"]),
    (f"<\r\n {U}\r\n >", [U]),
    (f"< {U} >", [U]),
    (U, [U]),
    (f"{U}, mailto:a@a.test", [U, "mailto:a@a.test"]),
    (f'"{U}"', [U]),
    (f'"<{U}>"', [U]),
    (f'<"{U}">', [U]),
    (f"<<{U}>>", [U]),
    (f"<{U}", [U]),
    (f"<{U}, <mailto:a@a.test>", [f"{U},", "mailto:a@a.test"]),
    (f"<{U},https://b.test/u", [U, "https://b.test/u"]),
    ("</unsubscribe?id=1>", ["/unsubscribe?id=1"]),
    (f"(leave here) <{U}>", [U]),
    (f"<{U}> (or write (to us) <mailto:a@a.test>)", [U]),
    (f"(it was <https://old.test/u>\\)) <{U}>", [U]),
    (f"<{U}(1)>", [f"{U}(1)"]),
    (f"(never closed <{U}>", [U]),
    (f"<{U}>, <{U}>", [U]),
    (f"<HTTPS://A.test/u>, <{U}>", ["HTTPS://A.test/u", U]),
    ("<https://größe.test/u>", ["https://größe.test/u"]),
    (f"<{U}?a=1&amp;b=2>", [f"{U}?a=1&amp;b=2"]),
    (f"&lt;{U}&gt;", []),
    ("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=", [U]),
    ("=?utf-8?B?PGh0dHBzOi8vYS50ZXN0L3U+?=", [U]),
    ("=?UTF-8*en?b?PGh0dHBzOi8vYS50ZXN0L3U+?=", [U]),
    ("=?utf-8?B?PGh0dHBzOi8vYS50ZXN0L3U+IQ?=", [U]),
    ("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2F?=\r\n =?us-ascii?Q?u=3E?=", [U]),
    ("<https://a.test/=?us-ascii?Q?u?=>", [U]),
    ("<https://a.te\r\n =?us-ascii?Q?st/u?=\r\n >", [U]),
    ("=?us-ascii?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E=2C?=\r\n <mailto:a@a.test>", [U, "mailto:a@a.test"]),
    ("=?us-ascii?Q?=3Chttps://a.test/u?=3Did=3D1=3E?=", [f"{U}?=id=1"]),
    ("=?no-such-charset?Q?=3Chttps=3A=2F=2Fa.test=2Fu=3E?=", [U]),
    ("NO", []),
    ("", []),
    ("<>", [""]),
    ("<,>", [","]),
    (">" + U + "<", [U]),
]


@pytest.mark.parametrize(("raw", "urls"), READ)
def test_what_is_read(raw: str, urls: list[str]) -> None:
    assert read(raw) == urls


def test_a_letter_split_over_two_words_is_whole() -> None:
    octets = "<https://größe.test/u>".encode()
    words = [f"=?utf-8?B?{base64.b64encode(half).decode()}?=" for half in (octets[:11], octets[11:])]
    assert "gr" in octets[:11].decode(errors="ignore")
    assert read("\r\n ".join(words)) == ["https://größe.test/u"]


@pytest.mark.parametrize("raw", [f"<{U}, mailto:a@a.test>", f"<{U},mailto:a@a.test>", f"<{U}, https://b.test/u>"])
def test_two_addresses_in_one_pair_of_brackets(raw: str) -> None:
    assert [one.joined for one in list_unsubscribe.addresses([header(raw)])] == [True]


@pytest.mark.parametrize("raw", [f"<{U}?a=1,2>", f"<{U}?next=1,https://b.test>", "<mailto:a@a.test?subject=a, b>"])
def test_a_comma_alone_joins_nothing(raw: str) -> None:
    assert not any(one.joined for one in list_unsubscribe.addresses([header(raw)]))


HELD = "https://a.test/u,1/2?x=(3)&y=4"
WRITTEN = [
    f"<{HELD}>", f"{HELD}", f"<{HELD}", f"<{HELD}, mailto:a@a.test>", f"<mailto:a@a.test>,<{HELD}>", f"({HELD})",
    f"(<{HELD}>) <mailto:a@a.test>", f"&lt;{HELD}&gt;", f"<{HELD}>".replace("&", "&amp;"), f"'{HELD}'",
    f"<{HELD[:12]}\r\n {HELD[12:]}>", f"{HELD[:12]}\r\n {HELD[12:]}", f"<{HELD.replace('https', 'HTTPS')}>",
    f"=?utf-8?Q?{quopri.encodestring(f'<{HELD}>'.encode(), header=True).decode()}?=",
    f"=?utf-8?B?{base64.b64encode(f'<{HELD}>'.encode()).decode()}?=",
    f"=?utf-8?B?{base64.b64encode(f'<{HELD}>'.encode()).decode()}",
    f"=?utf-8?Q?=3C{HELD[:20]}?=\r\n =?utf-8?Q?{HELD[20:].replace('=', '=3D').replace('?', '=3F')}=3E?=",
    f"<https://b.test/>, <{HELD}#part>",
]  # fmt: skip


@pytest.mark.parametrize("raw", WRITTEN)
def test_no_address_of_the_header_is_ever_requested(raw: str) -> None:
    acting = Acting(acting_urls(send(raw)))
    assert acting.why(HELD)
    assert acting.why(HELD.replace("https:", "http:"))
    assert not acting.why("https://a.test/shop")


@given(st.sampled_from(READ), st.sampled_from(["", " ", "\r\n ", "(x) ", '"', "<", ","]))
def test_what_a_provider_reads_is_never_requested(case: tuple[str, list[str]], before: str) -> None:
    acting = Acting(acting_urls(send(before + case[0])))
    for one in list_unsubscribe.addresses([header(before + case[0])]):
        assert not one.https or acting.why(one.url)


URL = st.from_regex(r"https://[a-z]{1,8}\.test/[a-zA-Z0-9/,;._~%!()=&?-]{0,40}", fullmatch=True)
FOLDS = st.sampled_from(["", "\r\n ", "\n\t", " "])


@given(URL, st.integers(0, 60), FOLDS, st.sampled_from(["plain", "Q", "B", "two"]))
def test_a_well_formed_address_is_read_however_it_is_folded_and_encoded(
    url: str, place: int, fold: str, how: str
) -> None:
    raw = written(url, place, fold, how)
    assert read(raw) == [url]
    assert Acting(acting_urls(send(raw))).why(url)


def written(url: str, place: int, fold: str, how: str) -> str:
    whole = f"<{url}>"
    if how == "plain":
        return whole[: place + 1] + fold + whole[place + 1 :]
    pieces = [whole[:place], whole[place:]] if how == "two" else [whole]
    if how == "B":
        return "".join(f"=?utf-8?B?{base64.b64encode(piece.encode()).decode()}?=" for piece in pieces)
    quoted = ["".join(f"={ord(sign):02X}" if sign in "=?_<> " else sign for sign in piece) for piece in pieces]
    return (fold or "\r\n ").join(f"=?us-ascii?Q?{piece}?=" for piece in quoted if piece)


@given(st.text(max_size=80) | st.text('<>()=?QButf-8 ,:/https&lt;\r\n\\"', max_size=80))
def test_nothing_makes_it_fall(raw: str) -> None:
    for one in (header(raw), header(raw, mime.decoded(raw))):
        assert all("://" in url for url in list_unsubscribe.every_url(one))
        assert all("@" in address for address in list_unsubscribe.mail_addresses(one))
        list_unsubscribe.addresses([one])


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "(",
        "((",
        "(<",
        "\\",
        "=?utf-8?Q?",
        "=?utf-8?B?A",
        "https://",
        "<a,",
        ",https:",
        f"<{U}>,",
        "&lt;",
        "=?a?Q?x?= ",
    ],
)
def test_long_headers_are_read_within_bounds(piece: str) -> None:
    one = header(piece * 20_000)
    list_unsubscribe.addresses([one])
    assert len(list_unsubscribe.every_url(one)) < 500_000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<mailto:leave@a.test>", {"leave@a.test"}),
        ("<MAILTO:Leave@A.test?subject=jane@x.test>", {"leave@a.test"}),
        ("<mailto:leave%40a.test>", {"leave@a.test"}),
        ("<mailto:leave@a.test,out@a.test?cc=jane@x.test>", {"leave@a.test", "out@a.test"}),
        ("=?us-ascii?Q?=3Cmailto=3Aleave=40a.test=3E?=", {"leave@a.test"}),
        ("<mailto:leave@a.te\r\n st>", {"leave@a.test"}),
        ("<mailto:leave@a.test", {"leave@a.test"}),
        (f"<{U}?to=jane@x.test>", set()),
        (f"(for jane@x.test) <{U}>", set()),
        ("jane@x.test", set()),
    ],
)
def test_where_to_write_may_be_shown_and_nobody_else(raw: str, shown: set[str]) -> None:
    assert allowed_addresses(send(raw)) == shown
