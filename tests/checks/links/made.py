"""Facts made by hand, and a check's judgement of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import ada_url

from preflight.check import Check
from preflight.facts import Clock
from preflight.facts.send import Link, Message, Send, Value
from preflight.facts.web import Answer, Hop, Tls, Unanswered, Web
from preflight.finding import Finding, Item, Location, Remark, Skip, Tally, Text, Unknown

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def link(raw: str, role: str = "content", line: int = 1, **more) -> Link:
    """A link as the loader makes one: `url` as browsers read it, or `raw` with `invalid`."""
    url, invalid = raw.strip(), ""
    try:
        url = ada_url.URL(raw).href
    except ValueError:
        invalid = "" if raw.strip() in {"", "#"} or raw.startswith("#") else "it has no scheme"
    return Link(url, raw, role, "a", Location("default", "mail.html", line, 1), **{"invalid": invalid, **more})


def send(*links: Link | str, sender: str = "News <news@shop.test>", state: str = "draft", **more) -> Send:
    made = tuple(one if isinstance(one, Link) else link(one, line=i + 1) for i, one in enumerate(links))
    message = Message("default", state, links=made, sender=Value(sender, Location()))
    return Send("example", "send.yaml", (message,), **more)


def answered(url: str, status: int = 200, fault: str = "", to: tuple[str, ...] = (), tls: Tls | None = None, **more):
    hops = (*(Hop(one, 302, how="redirect") for one in (url, *to)[:-1]), Hop((url, *to)[-1], status, tls=tls))
    return Answer(url, hops, status, fault, **more)


def web(answers: dict[str, int | str | Answer | Unanswered], dials=None) -> Web:
    made = {
        url: answered(url, what) if isinstance(what, int)
        else Unanswered(what, f"{what}!") if isinstance(what, str) else what
        for url, what in answers.items()
    }  # fmt: skip
    return Web(answers=made, dials=dials or {})


@dataclass
class Judged:
    """What a check yielded, grouped by cause as a reader sees it."""

    items: list[Item]

    def _groups(self, kind: type) -> list[list]:
        groups: dict[str, list] = {}
        for item in self.items:
            if isinstance(item, kind):
                groups.setdefault(item.key, []).append(item)
        return list(groups.values())

    @property
    def findings(self) -> list[Finding]:
        return [group[0] for group in self._groups(Finding)]

    @property
    def unknowns(self) -> list[Unknown]:
        return [group[0] for group in self._groups(Unknown)]

    @property
    def remarks(self) -> list[Remark]:
        return [item for item in self.items if isinstance(item, Remark)]

    @property
    def tally(self) -> Tally:
        (one,) = [item for item in self.items if isinstance(item, Tally)]
        return one

    @property
    def summary(self) -> str:
        return str(self.tally.summary)

    @property
    def outcome(self) -> str:
        if any(isinstance(item, Skip) for item in self.items):
            assert len(self.items) == 1
            return "skipped"
        assert self.tally
        return "failed" if self.findings else "unknown" if self.unknowns else "passed"

    def severities(self, default: str = "blocker") -> list[str]:
        return [item.severity or default for item in (self.findings or self.unknowns)]

    def places(self, key: str) -> list[int]:
        return [item.location.line for item in self.items if getattr(item, "key", None) == key]


def judged(check: Check, send: Send, web: Web = Web(), now: datetime = NOW, **options) -> Judged:  # noqa: B008
    have = {Send: send, Web: web, Clock: Clock(now)}
    arguments = {
        name: have[type_] if type_ in have else check.options(**options) for name, type_ in check.needs.items()
    }
    return Judged(list(check.function(**arguments)))


def said(result: Judged) -> list[str]:
    """The sentences of the findings, those for several places where there are several."""
    return [_words(group[0].message, group[0].many, len(group)) for group in result._groups(Finding)]


def open_(result: Judged) -> list[str]:
    return [_words(group[0].reason, None, len(group)) for group in result._groups(Unknown)]


def _words(text: Text, many: Text | None, places: int) -> str:
    if places == 1:
        return str(text)
    return str(Text(many.template, {**many.values, "n": places})) if many else f"{text} ({places} places)"
