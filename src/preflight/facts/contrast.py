"""How far two colours stand apart, by the Web Content Accessibility Guidelines 2.2."""

from __future__ import annotations

from preflight.facts.markup import Style

LARGE = 24.0
"""CSS pixels (18 pt) from which on letters are large; bold ones from `LARGE_BOLD` (14 pt) on."""

LARGE_BOLD = 18.66


def luminance(colour: str) -> float:
    """The relative luminance of six hexadecimal digits, 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_large(style: Style) -> bool:
    """Whether letters are large, so that less contrast will do."""
    return style.size >= (LARGE_BOLD if style.bold else LARGE)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
