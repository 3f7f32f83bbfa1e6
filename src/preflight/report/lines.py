"""Places and codes in a few signs, for every form of the report."""

from __future__ import annotations

from typing import Any


def place(location: dict[str, Any] | None, part: str = "part") -> str:
    """`email.html:120:9`; in an `.eml` with its part: `proof.eml (part 1.2):14:3`. Empty where there is none.

    `part` is the word for it in the reader's language.
    """
    if not location or not location.get("file"):
        return ""
    within = f" ({part} {location['part']})" if location.get("part") else ""
    spot = f":{location['line']}:{location.get('column', 1)}" if location.get("line") else ""
    return f"{location['file']}{within}{spot}"


def places(found: dict[str, Any]) -> str:
    """How many further places a finding has, as the tail of a line; empty where there is none."""
    more = len(found["places"])
    return f" and {more:,} more" if more else ""


def version_code(fingerprint: str) -> str:
    """The first signs of a fingerprint, in groups of four: enough to tell two versions of a send apart."""
    digits = fingerprint.rpartition(":")[2][:12]
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def reason(report: dict[str, Any], text: str) -> tuple[dict[str, Any] | None, str]:
    """A reason taken apart: the check that it names, and its words without the id."""
    head, colon, rest = text.partition(": ")
    check = next((one for one in report["checks"] if one["id"] == head), None) if colon else None
    return (check, rest) if check is not None else (None, text)
