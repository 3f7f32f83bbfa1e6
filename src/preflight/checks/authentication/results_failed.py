"""authentication.results-failed"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.authentication import _results
from preflight.facts import Send
from preflight.facts.send import Header, Message, all_messages
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class ResultsFailed(Options, frozen=True):
    """Options of authentication.results-failed."""

    trusted: Annotated[
        frozenset[str], option("Names of the servers (authserv-id) whose results count; none: the topmost header's.")
    ] = frozenset()


@check("authentication.results-failed", severity=Severity.BLOCKER, mender=Mender.DNS, cites=("G2", "G3", "G13"))
def results_failed(send: Send, options: ResultsFailed) -> Iterator[Item]:
    """The mailbox that got the proof says that it did not pass.

    The proof's own headers hold what a receiver made of SPF, DKIM and DMARC. What failed there will fail everywhere.

    Bad:
        eml: |
            Authentication-Results: mx.seed.test; spf=pass; dkim=pass; dmarc=fail
            From: a@acme.test

            Hello
    Good:
        eml: |
            Authentication-Results: mx.seed.test; spf=pass; dkim=pass; dmarc=pass
            From: a@acme.test

            Hello
    Fix: mend what failed as the other findings on authentication say, and send the proof again.
    Source: RFC 8601 (2019-05); Google, Email sender guidelines (2026-03-11)
    """
    trusted = {name.lower() for name in options.trusted}
    seen = [found for mail in all_messages(send) if (found := _topmost(mail, trusted)) is not None]
    if not seen:
        yield Skip(_("no message holds Authentication-Results that count; save a proof from a seed mailbox"),
                   not_given="headers")  # fmt: skip
        return
    failed = 0
    for header, results in seen:
        bad = _failed(results)
        if bad:
            failed += 1
            yield Finding(
                _("{server} says of the proof: {what}", server=results.server or "the mailbox", what=", ".join(bad)),
                key=",".join(bad), fix=_FIX, location=header.location,
                evidence={"server": results.server, "results": [f"{name}={result}" for name, result in results.said]},
            )  # fmt: skip
    words = _("{failed} of {mails} proofs did not pass where they arrived", failed=failed, mails=len(seen))
    yield Tally(words, {"mails": len(seen), "failed": failed})


def _topmost(mail: Message, trusted: set[str]) -> tuple[Header, _results.Results] | None:
    """The results that count: of the topmost header, or of the topmost whose server is trusted."""
    for header in mail.header("Authentication-Results")[:50]:
        results = _results.read(header)
        if not trusted or results.server in trusted:
            return header, results
    return None


def _failed(results: _results.Results) -> list[str]:
    """DMARC decides where it was judged; else each way by itself, and one sound signature is enough."""
    judged = [result for result in results.of("dmarc") if result != "none"]
    if judged:
        return ["dmarc=fail"] if "fail" in judged else []
    bad = ["spf=fail"] if "fail" in results.of("spf") else []
    dkim = results.of("dkim")
    return [*bad, *(["dkim=fail"] if "fail" in dkim and "pass" not in dkim else [])]


_FIX = _("Mend what failed as the other findings on authentication say, and send the proof again.")
