"""Sends and DNS facts for these tests, made without reading a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from preflight.check import Check
from preflight.facts import Audience, Clock, Dns, Facts, Send
from preflight.facts.dns import DkimKey, DmarcPolicy, DnsAnswer, SpfNode, SpfTree
from preflight.facts.send import Dkim, Header, Message, Sender, Value
from preflight.facts.web import Unanswered
from preflight.finding import Finding, Item, Location, Skip, Tally, Unknown
from preflight.judge.bind import arguments

HERE = Location(file="send.yaml", line=3, column=1)
SILENT = Unanswered("timeout", "TXT x: the name server 192.0.2.53 did not answer within 5 s")


def message(sender: str = "Acme <events@acme.test>", headers: Mapping[str, str] | None = None) -> Message:
    return Message(
        name="default",
        state="draft" if headers is None else "proof",
        sender=Value(sender, HERE) if sender else None,
        headers=None if headers is None else tuple(Header(n, v, v, HERE) for n, v in headers.items()),
    )


def send(*messages: Message, return_path: str = "", dkim: tuple[tuple[str, str], ...] = (), **more: Any) -> Send:
    sender = Sender(return_path, tuple(Dkim(*one) for one in dkim), tuple(more.pop("ips", ())))
    return Send("example", "send.yaml", messages or (message(),), sender=sender, **more)


def tree(domain: str, **fields: Any) -> SpfTree:
    return SpfTree(domain, fields.pop("root", SpfNode(domain, records=("v=spf1 -all",))), **fields)


def dns(*answers: DnsAnswer, **named: DnsAnswer) -> Dns:
    """Answers under their own names; `spf_acme_test=…` for those that have none."""
    kinds = {SpfTree: "SPF", DmarcPolicy: "DMARC", DkimKey: "DKIM"}
    found = {f"{kinds[type(a)]} {getattr(a, 'domain', '') or getattr(a, 'name', '')}": a for a in answers}
    for name, answer in named.items():
        kind, _, rest = name.partition("_")
        found[f"{kind.upper()} {rest.replace('_', '.')}"] = answer
    return Dns(found)


class Judged:
    """What a check yields, sorted."""

    def __init__(self, check: Check, send: Send, dns: Dns, audience: Audience | None = None) -> None:
        facts = Facts(send, Clock(datetime(2026, 11, 24, tzinfo=UTC)), dns=dns, audience=audience or Audience())
        items: list[Item] = list(check.function(**arguments(check, facts, check.options())))
        self.findings = [item for item in items if isinstance(item, Finding)]
        self.unknowns = [item for item in items if isinstance(item, Unknown)]
        self.skip = next((item for item in items if isinstance(item, Skip)), None)
        self.tally = next((item for item in items if isinstance(item, Tally)), None)
        assert (self.skip is None) is (self.tally is not None)
        self.asked = list(check.asks(send, check.options(), facts)) if check.asks else []
