"""tracking.utm-typo"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preflight.check import check
from preflight.checks.tracking import _links
from preflight.data.utm_names import KNOWN, SLIPS
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _

_LIKE = re.compile(r"(?:utm|umt|ut|tum|utn|uutm|utmm|mtm|pk)[\W_]{0,2}[a-z][\w.-]{1,30}|utm", re.IGNORECASE)

_STARTS = ("utm", "uutm", "utmm", "umt", "tum", "utn", "ut", "mtm", "pk")
"""How `utm_` is slipped, blanks and hyphens taken out."""


@check("tracking.utm-typo", severity=Severity.WARNING, mender=Mender.BUILDER)
def utm_typo(send: Send) -> Iterator[Item]:
    """The name of a UTM parameter is misspelt.

    Analytics tools know the names letter by letter: what stands under `utm_sorce` is not counted by anybody.

    Bad:
        html: <a href="https://shop.test/?utm_sorce=news&amp;utm_medium=email">Shop</a>
    Good:
        html: <a href="https://shop.test/?utm_source=news&amp;utm_medium=email">Shop</a>
    Fix: spell the names utm_source, utm_medium, utm_campaign, utm_term, utm_content and utm_id.
    """
    links = list(_links.counted(send))
    if not links:
        yield Skip(_("there is no link to be counted"))
        return
    wrong: set[str] = set()
    for link in links:
        for name, _value in link.pairs:
            meant = _meant(name)
            if meant is None:
                continue
            wrong.add(link.url)
            words = _("{name} is no UTM parameter; did you mean {meant}?", name=name[:60], meant=meant)
            evidence = {"url": link.url, "parameter": name, "meant": meant}
            yield Finding(words, key=name, fix=_FIX, location=link.link.location, evidence=evidence)
    all_ = len({link.url for link in links})
    words = _("{wrong} of {links} links have a misspelt UTM parameter", wrong=len(wrong), links=all_)
    yield Tally(words, {"links": all_, "misspelt": len(wrong)})


def _meant(name: str) -> str | None:
    """The parameter that was meant, None where the name is a right one or none of this kind."""
    if name in KNOWN or not _LIKE.fullmatch(name):
        return None
    flat = re.sub(r"[\W_]+", "", name.lower())
    for known in KNOWN:
        if flat == known.replace("_", ""):
            return known
    rests = {flat.removeprefix(start) for start in _STARTS if flat.startswith(start)}
    return next((f"utm_{right}" for right, slips in SLIPS.items() if rests & {right, *slips}), None)


_FIX = _("Spell the names utm_source, utm_medium, utm_campaign, utm_term, utm_content and utm_id.")
