"""content.imprint-missing"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Ask, Facts, Options, check, option
from preflight.checks.content._stretches import elsewhere, has_words, language_of, visible
from preflight.data.imprint_words import LINK, PATH, REGISTER, RESPONSIBLE
from preflight.facts import Audience, Send
from preflight.facts.audience import Measure, Measured
from preflight.facts.send import Link, Message
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, Unknown, _, ngettext


class ImprintMissing(Options, frozen=True):
    """Options of content.imprint-missing."""

    countries: Annotated[
        frozenset[str], option("Countries whose readers must get one, by their two letters.")
    ] = frozenset({"DE", "AT"})  # fmt: skip
    always: Annotated[bool, option("Whether it is wanted whoever reads, for senders of those countries.")] = False


_COUNTRIES = Measure("content.countries", by="country")
_LANGUAGES = {"DE": "de", "AT": "de", "CH": "de"}


def asks(send: Send, options: ImprintMissing, _known: Facts) -> Iterable[Ask]:
    """How many recipients live in which country."""
    return () if options.always or send.audience is None or not send.audience.members else (_COUNTRIES,)


@check("content.imprint-missing", severity=Severity.WARNING, mender=Mender.LEGAL, asks=asks, on=False)
def imprint_missing(send: Send, audience: Audience, options: ImprintMissing) -> Iterator[Item]:
    """The mail has no imprint.

    Germany and Austria want the sender's company, representative, address and register in commercial mail, or a link
    to them that is plain to see. Wanted where readers live in those countries or the mail is in their language.

    Bad:
        html: <p>Winterschlussverkauf!</p>
        language: de
    Good:
        html: <p>Winterschlussverkauf!</p><p><a href="https://shop.test/impressum">Impressum</a></p>
        language: de
    Fix: link your imprint in the footer, or write it there.
    """
    if not has_words(send):
        yield Skip(_("there are no words to look at"), not_given="message")
        return
    wanted = [message for message in send.messages if options.always or _reads(message, audience, options)]
    if not wanted:
        yield Skip(_("nobody in {countries} is known to read it", countries=", ".join(sorted(options.countries))))
        return
    without = [message for message in wanted if not _has_imprint(message)]
    for message in without:
        unseen = elsewhere(message)
        if unseen is not None:
            yield Unknown(unseen, "elsewhere", message.location)
            continue
        yield Finding(
            _("the mail has no imprint"), key="missing", location=message.location,
            fix=_("Link your imprint in the footer, or write it there."), many=_("{n} messages have no imprint"),
        )  # fmt: skip
    words = ngettext(
        "{good} of {n} message has an imprint", "{good} of {n} messages have an imprint", len(wanted),
        good=len(wanted) - len(without),
    )  # fmt: skip
    yield Tally(words, {"messages": len(wanted), "missing": len(without)})


def _reads(message: Message, audience: Audience, options: ImprintMissing) -> bool:
    """Whether readers in those countries get it: by the audience where it was measured, else by the language."""
    found = audience.measures.get(_COUNTRIES.name)
    if isinstance(found, Measured) and found.groups:
        return any(name.upper() in options.countries for name, _number in found.groups)
    return language_of(message)[:2].lower() in {_LANGUAGES.get(country, "") for country in options.countries} - {""}


def _has_imprint(message: Message) -> bool:
    both = [message, *([message.proof] if message.proof is not None else [])]
    if any(_leads(link) for one in both for link in one.links):
        return True
    return any(REGISTER.search(text) and RESPONSIBLE.search(text) for text in map(visible, both))


def _leads(link: Link) -> bool:
    spread = unicodedata.normalize("NFKD", f"{link.text[:300]} {link.title[:100]} {link.context[:300]}".casefold())
    folded = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return not link.hidden and (LINK.search(folded) is not None or PATH.search(link.url) is not None)
