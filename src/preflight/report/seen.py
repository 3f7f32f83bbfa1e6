"""What was seen of the audience, the links and the SPF records: the pictures are drawn of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from preflight.data.ga4_channels import predict
from preflight.facts import Facts
from preflight.facts.audience import Measured, Sampled, Table
from preflight.facts.columns import field_of
from preflight.facts.destination import pairs
from preflight.facts.dns import SpfTree
from preflight.facts.personas import folded
from preflight.facts.sample import fields_read
from preflight.facts.send import ACTING, Link, ListSpec, Send, all_messages
from preflight.facts.web import Answer, Unanswered

_LINKS = 400
_GROUPS = 12
_PAST = 12
_LONG = 2_000


def seen(facts: Facts) -> dict[str, Any]:
    """`{audience, sample, brief, links, links_total, spf}`; the first three are None where nobody gave them."""
    links = _by_address(facts.send)
    return {
        "audience": _audience(facts),
        "sample": _sample(facts),
        "brief": _brief(facts.send),
        "links": [_link(found, facts) for found in list(links.values())[:_LINKS]],
        "links_total": len(links),
        "spf": [
            msgspec.to_builtins(a) for a in facts.dns.answers.values() if isinstance(a, SpfTree) and a.root.records
        ],
    }


def _brief(send: Send) -> dict[str, Any] | None:
    brief = send.brief
    return None if brief is None else {"audience": brief.audience, "utm": {f"utm_{k}": v for k, v in brief.utm.items()}}


def _audience(facts: Facts) -> dict[str, Any] | None:
    spec, members = facts.send.audience, facts.audience.members
    if spec is None:
        return None
    table = members if isinstance(members, Table) else None
    past = [run.rows for run in facts.history.runs if run.rows is not None and run.name != facts.send.name]
    return {
        "rows": table.rows if table else None,
        "file": ", ".join(spec.members.files) if spec.members else None,
        "column": table.address_column or None if table else None,
        "stage": spec.stage,
        "counts": msgspec.to_builtins(spec.counts) if spec.counts else None,
        "previous": [*spec.previous, *past][:_PAST],
        "lists": [_list(one, facts) for one in facts.send.suppression or ()],
        "domains": _groups(facts, "audience.domains"),
        "countries": _groups(facts, "audience.countries"),
    }


def _sample(facts: Facts) -> dict[str, Any] | None:
    """A few recipients: `{fields: [{token, column, fallback}], people: [{masked, digest, cells}]}`, values veiled."""
    found = facts.audience.sample
    if not isinstance(found, Sampled) or not found.people or not found.columns:
        return None
    fallbacks = _fallbacks(facts.send)
    return {
        "fields": [
            {"token": field, "column": column, "fallback": fallbacks.get(field)}
            for field, column in found.columns.items()
        ],
        "people": [
            {"masked": one.example.masked, "digest": one.example.digest, "cells": msgspec.to_builtins(one.cells)}
            for one in found.people
        ],
    }


def _fallbacks(send: Send) -> dict[str, str]:
    """What whoever has nothing in a field gets instead: the token's own word, or the account's."""
    found: dict[str, str] = {}
    for message, token in fields_read(send):
        known = {folded(name): value for name, value in message.defaults.items()}
        word = token.fallback if token.fallback is not None else known.get(folded(token.name))
        if word is not None:
            found.setdefault(field_of(token.name), word[:200])
    return found


def _list(spec: ListSpec, facts: Facts) -> dict[str, Any]:
    table, overlap = facts.audience.lists.get(spec.name), facts.audience[f"suppression.listed:{spec.name}"]
    known = table if isinstance(table, Table) else None
    return {
        "name": spec.name,
        "rows": known.rows if known else None,
        "overlap": int(overlap.value or 0) if isinstance(overlap, Measured) else None,
        "match": spec.match,
        "applied_by": spec.applied_by or None,
        "file": ", ".join(spec.members.files) or None,
        "column": known.address_column or None if known else None,
    }


def _groups(facts: Facts, measure: str) -> list[list[Any]]:
    """The largest groups and the rest; none where nobody asked."""
    found = facts.audience[measure]
    if not isinstance(found, Measured):
        return []
    groups = sorted(found.groups, key=lambda pair: -pair[1])
    rest = sum(n for _name, n in groups[_GROUPS:])
    return [[name or "", n] for name, n in groups[:_GROUPS]] + ([["other", rest]] if rest else [])


def _by_address(send: Send) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for message in all_messages(send):
        for link in message.links:
            if link.where != "header" and link.role not in {"resource", "pixel"}:
                found.setdefault(link.url, []).append(link)
    return found


def _link(places: list[Link], facts: Facts) -> dict[str, Any]:
    from preflight.facts.personal import masked

    first = places[0]
    parameters = dict(_utm(first.url))
    told = {**facts.send.added_by_platform, **parameters}
    return {
        "url": masked(first.url)[:_LONG],
        "role": first.role,
        "text": next((link.text for link in places if link.text), "")[:200],
        "where": sorted({"outlook" if link.conditional else link.where for link in places}),
        "places": len(places),
        "location": msgspec.to_builtins(first.location),
        "utm": {name: value[:200] for name, value in told.items()},
        "channel": _channel(told),
        **_answer(first, facts),
    }


def _utm(url: str) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in pairs(url[:_LONG]) if name.lower().startswith("utm"))


def _channel(told: dict[str, str]) -> str | None:
    """Under which channel Google Analytics 4 files a visit; None where nothing tells it."""
    if not {"utm_source", "utm_medium"} & set(told):
        return None
    return predict(told.get("utm_source", ""), told.get("utm_medium", ""), told.get("utm_campaign", "")).channel


def _answer(link: Link, facts: Facts) -> dict[str, Any]:
    """How the web answered: `{status, fault, not_asked, title, final_url, hops}`."""
    from preflight.facts.personal import masked

    found = facts.web[link.url]
    blank: dict[str, Any] = {
        "status": None,
        "fault": None,
        "not_asked": None,
        "title": None,
        "final_url": None,
        "hops": [],
    }
    if link.role in ACTING:
        return {**blank, "not_asked": "acting"}
    if isinstance(found, Unanswered):
        return {**blank, "not_asked": found.kind}
    hops = [
        {"url": masked(hop.url)[:_LONG], "status": hop.status, "seconds": hop.seconds, "how": hop.how}
        for hop in found.hops
    ]
    title = _title(found)
    return {**blank, "status": found.status, "fault": found.fault or None, "title": title,
            "final_url": hops[-1]["url"] if hops else None, "hops": hops if len(hops) > 1 else []}  # fmt: skip


def _title(answer: Answer) -> str | None:
    return (answer.page.title or answer.page.heading or None) if answer.page else None
