"""Raw messages in a few words, and what a check says of them."""

from __future__ import annotations

from preflight.check import Check
from preflight.testing import facts_from, judge_check
from preflight.verdict import Result

SOUND = {
    "Received": "from a.test by b.test; Tue, 24 Nov 2026 08:00:01 +0000",
    "From": "News <news@shop.test>", "To": "jane@x.test", "Subject": "Sale",
    "Date": "Tue, 24 Nov 2026 08:00:00 +0000", "Message-ID": "<1@shop.test>", "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
}  # fmt: skip


def eml(changed: dict[str, str | None] | None = None, *more: str, body: str = "Sale!") -> str:
    """A sound delivered mail with some headers changed (None: taken out) and further header lines."""
    headers = {**SOUND, **(changed or {})}
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join((*lines, *more, "", body))


def judged(check: Check, raw: str | bytes, **more) -> Result:
    return judge_check(check, facts_from({"eml": raw, **more}))


def told(found: Result) -> tuple[str, str, list[str]]:
    """Outcome, severity and the words of the findings."""
    return found.outcome.value, found.severity.value, [str(one.text) for one in found.findings]
