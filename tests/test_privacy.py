"""No recipient's address leaves in clear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.privacy import mask, mask_deep, masker

masked = masker({"events@acme.test"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("jane.doe@gmail.com", "j***e@g***.com"),
        ("write to jane@gmail.com.", "write to j***e@g***.com."),
        ("https://x.test/u?e=jane%40gmail.com&a=1", "https://x.test/u?e=j***e%40g***.com&a=1"),
        ("https://x.test/?u=jane%2Bnews%40gmail.com", "https://x.test/?u=j***s%40g***.com"),
        ("https://x.test/?u=jane%252Bnews%2540gmail.com", "https://x.test/?u=j***s%2540g***.com"),
        ("https://x.test/?u=jane%2Edoe%5fx%40gmail.com", "https://x.test/?u=j***x%40g***.com"),
        ("https://x.test/jane@gmail.com/gone", "https://x.test/j***e@g***.com/gone"),
        ("<events@acme.test>", "<events@acme.test>"),
        ("Events@ACME.test", "Events@ACME.test"),
        ("no address @ all", "no address @ all"),
        ("j***e@g***.com", "j***e@g***.com"),
        ("ab@x.de", "a***@x***.de"),
    ],
)
def test_masking(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_is_no_address_is_hidden_whole() -> None:
    assert mask("nothing") == "***"


def test_deep_values_and_keys() -> None:
    assert mask_deep({"jane@gmail.com": ["jane@gmail.com", 1]}, masked) == {"j***e@g***.com": ["j***e@g***.com", 1]}


@given(
    st.from_regex(r"[a-z][a-z0-9.+_-]{2,20}[a-z0-9]@[a-z]{2,10}\.(com|de|co\.uk)", fullmatch=True), st.text(max_size=5)
)
def test_no_address_survives(address: str, around: str) -> None:
    assert address not in masked(f"{around} {address} {around}")
    assert masked(masked(address)) == masked(address)


@pytest.mark.parametrize("name", ["https://shop.test/hero@2x.png", "product5@3x.JPG"])
def test_pictures_for_fine_screens_are_no_addresses(name):
    assert masker(frozenset())(name) == name


@pytest.mark.parametrize("at", ["@", "%40", "%2540", "%252540"])
def test_an_address_is_masked_however_often_it_is_encoded(at):
    shown = masker(frozenset())(f"https://filter.test/?url=https%3A%2F%2Fx.test%2F%3Fe%3Djane{at}acme.test&a=1")
    assert "jane" not in shown
    assert "acme" not in shown
