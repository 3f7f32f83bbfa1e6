"""accessibility.title-missing"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.facts import Send
from preflight.facts.bodies import FRAGMENT, bodies, wholes, why_none
from preflight.finding import Finding, Item, Location, Mender, Severity, Tally, _, ngettext


@check("accessibility.title-missing", severity=Severity.NOTE, mender=Mender.TEMPLATE)
def title_missing(send: Send) -> Iterator[Item]:
    """The mail has no title.

    A screen reader names a window by its title, and the view in the browser shows the file's address in its tab.

    Bad:
        html: <html lang="en"><head></head><body><p>Spring is here</p></body></html>
    Good:
        html: <html lang="en"><head><title>Spring is here</title></head><body><p>Spring is here</p></body></html>
    Fix: write the subject into a title element in the head.
    """
    found = bodies(send)
    whole = wholes(found)
    if not whole:
        yield from why_none(send) if not found else (FRAGMENT,)
        return
    bare = [body for body in whole if not body.part.title]
    for body in bare:
        yield Finding(
            _("the mail has no title"), key="title", fix=_("Write the subject into a title element in the head."),
            location=Location(message=body.message.name, file=body.part.file, line=1, column=1),
            many=_("{n} messages have no title"),
        )  # fmt: skip
    words = ngettext(
        "{bare} of {n} message has no title", "{bare} of {n} messages have no title", len(whole), bare=len(bare)
    )
    yield Tally(words, {"messages": len(whole), "without": len(bare)})
