"""html.no-dark-mode"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.bodies import FRAGMENT, bodies, wholes, why_none
from preflight.finding import Finding, Item, Location, Mender, Severity, Tally, _, ngettext


@check("html.no-dark-mode", severity=Severity.NOTE, mender=Mender.TEMPLATE, cites=("T7",))
def no_dark_mode(send: Send) -> Iterator[Item]:
    """The mail says nothing of dark mode.

    Mail programs in dark mode then turn its colours as they like: dark logos vanish, and light texts may end on light
    grounds. Apple Mail leaves alone what says that it knows both.

    Bad:
        html: <html lang="en"><head><title>Spring</title></head><body><p>Spring is here</p></body></html>
    Good:
        html: <html lang="en"><head><meta name="color-scheme" content="light dark"></head><body>Hello</body></html>
    Fix: add <meta name="color-scheme" content="light dark">, and look at the mail in dark mode.
    Source: parcel.io "Guide to color scheme in email", read 2026-11-22
    """
    found = bodies(send)
    whole = wholes(found)
    if not whole:
        yield from why_none(send) if not found else (FRAGMENT,)
        return
    silent = [body for body in whole if not body.markup.scheme]
    for body in silent:
        yield Finding(
            _("the mail says nothing of dark mode"), key="scheme",
            fix=_('Add <meta name="color-scheme" content="light dark">, and look at the mail in dark mode.'),
            location=Location(message=body.message.name, file=body.part.file, line=1, column=1),
            many=_("{n} messages say nothing of dark mode"),
        )  # fmt: skip
    words = ngettext("{silent} of {n} message says nothing of dark mode",
                     "{silent} of {n} messages say nothing of dark mode", len(whole), silent=len(silent))  # fmt: skip
    yield Tally(words, {"messages": len(whole), "silent": len(silent)})
