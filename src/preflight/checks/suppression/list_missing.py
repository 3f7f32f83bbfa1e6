"""suppression.list-missing"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.suppression import _lists
from preflight.facts import Send
from preflight.facts.given import Suppression
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _


class ListMissing(Options, frozen=True):
    """Options of suppression.list-missing."""

    required: Annotated[tuple[str, ...], option("Names of the lists that every send must give.")] = ("unsubscribed",)


@check("suppression.list-missing", severity=Severity.BLOCKER, mender=Mender.DATA)
def list_missing(send: Send, suppression: Suppression, options: ListMissing) -> Iterator[Item]:
    """A suppression list that is always needed is not given.

    What is not given is not compared: without the list of those who left, nobody can say that none of them is among the
    recipients.

    Bad:
        html: <p>Hello</p>
        send: {suppression: [{name: competitors, members: competitors.txt, match: domain}]}
    Good:
        html: <p>Hello</p>
        send: {suppression: [{name: unsubscribed, members: unsubscribed.csv}]}
    Fix: export the list from the platform and name its file under suppression, with the name that the checklist wants.
    """
    if send.kind == "transactional":
        yield Skip(_("a transactional mail goes out whoever left the newsletter"))
        return
    if not options.required:
        yield Skip(_("the checklist requires no list"))
        return
    given = [spec.name for spec in suppression.lists]
    missing = [name for name in options.required if not any(_lists.same_name(name, one) for one in given)]
    for name in missing:
        yield Finding(
            _("the list {list} is not given", list=name),
            key=name,
            fix=_("Export it from the platform and name its file under suppression, as {list}.", list=name),
            location=send.at("suppression"),
            evidence={"list": name, "given": given},
        )
    words = _(
        "{missing} of {required} required lists are missing", missing=len(missing), required=len(options.required)
    )
    yield Tally(words, {"required": len(options.required), "missing": len(missing)})
