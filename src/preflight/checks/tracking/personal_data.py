"""tracking.personal-data"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import unquote

from preflight.check import Options, check, option
from preflight.checks.tracking import _links
from preflight.checks.tracking._links import Counted
from preflight.data.hosts import registrable, under
from preflight.facts import Send
from preflight.facts.destination import tracked_domains
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Text, _

_ADDRESS = re.compile(r"[\w.+'-]{1,64}@((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?![\w.-])", re.IGNORECASE)
_PHONE_NAMES = re.compile(r"(?:tel|phone|telephone|mobile|mobil|msisdn|handy|cell|phone_?number)$", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d\s().-]{6,20}\d$")
_PACKED = re.compile(r"[A-Za-z0-9+/_-]{12,400}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,200}")
_TOKEN_OF_ADDRESS = re.compile(
    r"(?:\{\{|\{%|\*\||%%|\[\[|\$\{|\[|%7B%7B|%2A%7C)[^{}|%\]]{0,60}?(?:e-?mail|email_?addr|phone|mobile|subscriber\.mail)"
    r"(?![\w ]*(?:name|id|hash|sha|md5)\b)", re.IGNORECASE,
)  # fmt: skip


class PersonalData(Options, frozen=True):
    """Options of tracking.personal-data."""

    domains: Annotated[frozenset[str], option("Further domains, with subdomains, whose visits are yours to count.")] = (
        frozenset()
    )


@check("tracking.personal-data", severity=Severity.BLOCKER, mender=Mender.DATA, cites=("U4",))
def personal_data(send: Send, options: PersonalData) -> Iterator[Item]:
    """An address or phone number stands in a link.

    It ends up in analytics, logs and the referrer that other sites see. Google forbids it and may delete the account;
    packed as base64 or hex it is the same.

    Bad:
        from: News <news@shop.test>
        html: <a href="https://shop.test/?utm_source=news&amp;e=jane.doe@mail.test">Shop</a>
    Good:
        from: News <news@shop.test>
        html: <a href="https://shop.test/?utm_source=news&amp;id=4711">Shop</a>
    Fix: take it out, or send a number that only your own system understands.
    Source: Google Analytics Help 6366371 on personal data, read 2026-11-22
    """
    links = list(_links.counted(send))
    if not links:
        yield Skip(_("there is no link to be counted"))
        return
    tracked = tracked_domains(send, options.domains)
    telling: set[str] = set()
    for link in links:
        for where, words, token in _told(link):
            telling.add(link.url)
            severity = Severity.BLOCKER if under(link.host, tracked) and not token else Severity.WARNING
            yield Finding(
                words, key=f"{link.host}: {words.template}: {where}", fix=_FIX, location=link.link.location,
                evidence={"url": _without(link, where), "parameter": where}, severity=severity,
            )  # fmt: skip
    all_ = len({link.url for link in links})
    words = _("{telling} of {links} links hold personal data", telling=len(telling), links=all_)
    yield Tally(words, {"links": all_, "telling": len(telling)})


def _told(link: Counted) -> Iterator[tuple[str, Text, bool]]:
    """Where personal data stands ("" for the path), in which words, and whether a token will put it there."""
    path = unquote(link.url.partition("?")[0].partition("://")[2].partition("/")[2][:4_000])
    if _holds_address(path):
        yield "", _("an e-mail address stands in the path of a link"), False
    for name, value in link.pairs:
        if _TOKEN_OF_ADDRESS.search(value) and _links.has_token(value):
            yield (
                name,
                _("a token puts the recipient's address or phone number into a link ({name})", name=name[:60]),
                True,
            )
        elif (words := _personal(name, value[:2_000])) is not None:
            yield name, words, False


def _personal(name: str, value: str) -> Text | None:
    if _holds_address(value) or _holds_address(unquote(value)):
        return _("an e-mail address stands in a link ({name})", name=name[:60])
    if _PHONE_NAMES.search(name) and _PHONE.fullmatch(value.strip()):
        return _("a phone number stands in a link ({name})", name=name[:60])
    if any(_holds_address(text) for text in _unpacked(value)):
        return _("an e-mail address stands in a link, packed so that nobody sees it ({name})", name=name[:60])
    return None


def _holds_address(text: str) -> bool:
    """Whether an address stands there whose domain can be one; `medium.com/@name` and `icon@2x.png` hold none."""
    if _MASKED.search(text):
        return True
    return any(registrable(found[1].lower()) and not _FILE.search(found[1]) for found in _ADDRESS.finditer(text))


_MASKED = re.compile(r"\w\*{3}\w?@\w\*{3}\.\w{2,}")
"""An address as saved facts have it."""

_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|css|js|html?|pdf)$", re.IGNORECASE)


def _unpacked(value: str) -> Iterator[str]:
    """What a value says when it is read as base64 or hex."""
    if _HEX.fullmatch(value):
        yield bytes.fromhex(value).decode("latin-1")
    if _PACKED.fullmatch(value):
        padded = value.rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            yield base64.b64decode(padded + "=" * (-len(padded) % 4)).decode("latin-1")
        except (binascii.Error, ValueError):
            return


def _without(link: Counted, where: str) -> str:
    """The address without the value: packed, nothing would mask it."""
    if not where:
        return link.url
    pattern = re.compile(rf"([?&]{re.escape(where)}=)[^&#]*")
    return pattern.sub(r"\1…", link.url)


_FIX = _("Take it out, or send a number that only your own system understands.")
