"""unsubscribe.header-encoded"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.checks.unsubscribe import _header
from preflight.facts import Send
from preflight.facts.given import Headers
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_NAMES = ("List-Unsubscribe", "List-Unsubscribe-Post")


@check("unsubscribe.header-encoded", severity=Severity.WARNING, mender=Mender.TEMPLATE, cites=("R3",))
def header_encoded(send: Send, headers: Headers) -> Iterator[Item]:  # noqa: ARG001 - a need
    """List-Unsubscribe is written in encoded words.

    Addresses in headers must not be written as "=?utf-8?…?=": some mailbox providers do not decode them and show no
    unsubscribe button. Large platforms do it all the same when the address is long, so this is a warning; what the
    header says is judged as if it were written plainly.

    Bad:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "=?us-ascii?Q?=3Chttps=3A=2F=2Fshop.test=2Fu=2F1=3E?="}
    Good:
        html: <p>Sale!</p>
        headers: {List-Unsubscribe: "<https://shop.test/u/1>"}
    Fix: ask your platform to write the header plainly; a shorter address often does it.
    Source: RFC 2047, section 5 (1996-11); RFC 2369, section 2 (1998-07)
    """
    written = [h for message in _header.with_headers(send) for name in _NAMES for h in message.header(name)]
    if not written:
        yield Skip(_("there is no List-Unsubscribe header"))
        return
    encoded = [header for header in written if _header.encoded(header)]
    for header in encoded:
        yield Finding(
            _("{header} is written in encoded words", header=header.name),
            key=header.name.lower(),
            fix=_("Ask your platform to write the header plainly; a shorter address often does it."),
            location=header.location,
            evidence={"raw": header.raw[:500], "decoded": _header.decoded(header)[:500]},
        )
    words = ngettext(
        "{encoded} of {n} unsubscribe header is encoded",
        "{encoded} of {n} unsubscribe headers are encoded",
        len(written),
        encoded=len(encoded),
    )
    yield Tally(words, {"headers": len(written), "encoded": len(encoded)})
