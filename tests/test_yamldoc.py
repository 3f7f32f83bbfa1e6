"""YAML with its marks: scalars as YAML 1.2 has them, faults with their places, nothing crashes it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight import yamldoc
from preflight.errors import Faults, InputError


def plain(text: str) -> Any:
    faults = Faults()
    node = yamldoc.read(text.encode(), "f.yaml", faults)
    assert not faults
    assert node is not None
    return node.plain()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("480", 480), ("-3", -3), ("2.5", 2.5), ("1e3", 1000.0), ("true", True), ("null", None), ("~", None), ("", None),
        ("no", "no"), ("on", "on"), ("yes", "yes"), ("off", "off"), ("'480'", "480"), ('"true"', "true"),
        ("2026-11-24", "2026-11-24"), ("2026-11-24T09:00:00+01:00", "2026-11-24T09:00:00+01:00"), ("0123", "0123"),
        ("12:30", "12:30"), ("1_000", 1000), ("=", "="), ("0x1f", "0x1f"),
    ],
)  # fmt: skip
def test_scalars(text: str, value: object) -> None:
    assert plain(f"a: {text}") == {"a": value}


def test_marks_point_at_keys_and_values() -> None:
    node = yamldoc.read("ä: 1\nb:\n  - x\n".encode(), "f.yaml", Faults())
    assert node is not None
    assert node.keys["b"] == yamldoc.Mark("f.yaml", 2, 1)
    assert node.at("b") == yamldoc.Mark("f.yaml", 3, 3)
    assert node.value["ä"].mark == yamldoc.Mark("f.yaml", 1, 4)


@given(st.binary(max_size=300))
def test_no_octets_crash_it(data: bytes) -> None:
    faults = Faults()
    node = yamldoc.read(data, "f.yaml", faults)
    assert node is not None or faults


@given(st.text(max_size=200))
def test_no_text_crashes_it(text: str) -> None:
    faults = Faults()
    node = yamldoc.read(text.encode("utf-8", "replace"), "f.yaml", faults)
    assert node is not None or faults


def test_a_deep_document_is_a_fault() -> None:
    faults = Faults()
    yamldoc.read(b"[" * 2000 + b"]" * 2000, "f.yaml", faults)
    assert faults


def shaped(text: str, type_: Any) -> list[str]:
    """The faults of a value that is shaped as an annotated type."""
    faults = Faults()
    node = yamldoc.read(f"a: {text}".encode(), "f.yaml", faults)
    assert node is not None
    yamldoc.Shaper(faults).shape(node.value["a"], type_, "a")
    try:
        faults.raise_if_any()
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize(
    ("text", "type_", "words"),
    [
        ("-1", Annotated[float, msgspec.Meta(ge=0)], "f.yaml:1:4: a: is out of bounds: expected `float` >= 0.0"),
        (
            "bad",
            Annotated[str, msgspec.Meta(pattern="^\\d+$")],
            "f.yaml:1:4: a: is out of bounds: expected `str` matching",
        ),
        ("3", Annotated[int, msgspec.Meta(ge=1, le=5)], ""),
    ],
)
def test_limits_of_options_are_minded(text: str, type_: Any, words: str) -> None:
    found = shaped(text, type_)
    assert len(found) == bool(words)
    assert not words or found[0].startswith(words)
