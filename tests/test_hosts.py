"""The registered domain of a host, as the Public Suffix List has it, in whichever form the host is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from preflight.data.hosts import registrable

WHOLE = PublicSuffixList()
LABELS = ["a", "www", "co", "uk", "com", "jp", "kawasaki", "city", "github", "io", "xn--p1ai", "рф", "xn--bcher-kva",
          "bücher", "xn--55qx5d", "cn", "xn--zzzzzz", "example"]  # fmt: skip


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.example.co.uk", "example.co.uk"),
        ("co.uk", ""),
        ("com", ""),
        ("a.b.xn--p1ai", "b.xn--p1ai"),
        ("www.xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("x.a.xn--55qx5d.cn", "a.xn--55qx5d.cn"),
        ("a.github.io", "a.github.io"),
        ("x.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
        ("www.example.com.", "example.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
    ],
)
def test_the_registered_domain(host: str, expected: str) -> None:
    assert registrable(host) == expected


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=5))
def test_as_the_whole_list_says(labels: list[str]) -> None:
    host = ".".join(labels)
    assert registrable(host) == (WHOLE.privatesuffix(host) or "")
