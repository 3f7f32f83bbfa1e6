"""audience.test-addresses"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.audience import _people
from preflight.data.role_accounts import TEST_DOMAINS, TEST_ENDINGS, TESTS
from preflight.facts import Ask, Audience, Facts, Measure, Send
from preflight.facts.audience import suffix
from preflight.facts.given import Members
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Mender, Severity, Tally, _, ngettext

Domain = Annotated[str, option("A domain.", pattern="^[^@'\\s]+$")]


class TestAddresses(Options, frozen=True):
    """Options of audience.test-addresses."""

    own: Annotated[frozenset[Domain], option("Further domains of yours, whose test addresses are welcome.")] = (
        frozenset()
    )


def asks(send: Send, options: TestAddresses, known: Facts) -> Iterable[Ask]:  # noqa: ARG001 - all asks are called alike
    """How many addresses are made up."""
    return (_measure(send, options),)


def _measure(send: Send, options: TestAddresses) -> Measure:
    from preflight.data.hosts import registrable

    own = {registrable(send.from_domain) or send.from_domain, *(name.lower() for name in options.own)} - {""}
    made_up = f"({_people.UNTAGGED} IN ({_listed(TESTS)}) OR domain IN ({_listed(TEST_DOMAINS)})"
    made_up += "".join(f" OR domain LIKE '%{ending}'" for ending in TEST_ENDINGS) + ")"
    ours = [f"domain <> {_text(name)} AND domain NOT LIKE {_text('%.' + name)}" for name in sorted(own)]
    seeds = sorted(seed.strip().lower() for seed in (send.audience.seeds if send.audience else ()))
    if seeds:
        ours.append(f"address NOT IN ({_listed(seeds)})")
    # Few are made up; whether they are ours is asked of those alone.
    flag = f"CASE WHEN {made_up} THEN {' AND '.join(ours)} ELSE FALSE END" if ours else made_up
    return Measure(f"audience.test-addresses{suffix('', flag if ours else '')}", flag=flag, examples=3)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(_text(word) for word in words)


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


@check("audience.test-addresses", severity=Severity.WARNING, mender=Mender.DATA, asks=asks)
def test_addresses(send: Send, members: Members, audience: Audience, options: TestAddresses) -> Iterator[Item]:
    """Addresses that somebody made up to try something.

    `test@…`, `asdf@…` or anybody at example.com: they bounce, and show that test records of the CRM, or of a form, are
    in the segment. The seeds of the send and addresses of the sender's own domain are welcome.

    Bad:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.test-addresses: {value: 6, examples: ["t***t@g***.com"]}}}
    Good:
        html: <p>Hello</p>
        send: {audience: {members: audience.csv}}
        audience: {rows: 48200, measures: {audience.test-addresses: 0}}
    Fix: take them out of the segment, and mark test records as such where they are kept.
    Source: RFC 2606 (1999) for the reserved domains
    """
    if members.spec.match != "email":
        yield _people.DIGESTS
        return
    found = _people.known(audience, _measure(send, options))
    if isinstance(found, Unanswered):
        yield from _people.unknown(found, members)
        return
    table, (answer,) = found
    number = _people.count(answer)
    if number:
        yield Finding(
            ngettext("{n} of {rows} recipients has a made-up address: test@…, or at example.com",
                     "{n} of {rows} recipients have a made-up address: test@…, or at example.com", number,
                     rows=table.rows),
            key="test", fix=_("Take them out of the segment: --reveal FILE lists the rows."),
            evidence={"recipients": number, "of": table.rows, "examples": _people.examples(answer)},
        )  # fmt: skip
    words = _("{number} of {rows} recipients have a made-up address", number=number, rows=table.rows)
    yield Tally(words, {"recipients": table.rows, "made_up": number})
