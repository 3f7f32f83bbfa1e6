"""What the report wants to know of ten recipients by chance."""

from __future__ import annotations

from preflight.facts.sample import sample
from preflight.testing import facts_from


def asked(html: str, **more: object) -> tuple[str, ...] | None:
    send = {"platform": "hubspot", "audience": {"members": "audience.csv"}}
    known = facts_from({"html": html, "send": {**send, **more}})
    found = sample(known.send, known.digests)
    return found.fields if found is not None else None


def test_the_fields_that_somebody_reads() -> None:
    html = '<p>{{ contact.firstname }} {{ contact.city }} {{ contact.firstname|default("x") }} {{ contact.email }}</p>'
    assert asked(html) == ("firstname", "city")


def test_nothing_where_no_field_is_shown_or_nobody_is_named() -> None:
    assert asked("<p>Hello</p>") is None
    assert asked('<a href="https://a.test/?c={{ contact.city }}">Go</a>') is None
    assert asked("<p>{{ contact.city }}</p>", audience={"counts": {"final": 3}}) is None


def test_other_files_show_other_people() -> None:
    send = facts_from({"html": "<p>{{ contact.city }}</p>", "send": {"audience": {"members": "a.csv"}}}).send
    one, same, other = (sample(send, {"email.html": digest}) for digest in ("a", "a", "b"))
    assert one == same != other
