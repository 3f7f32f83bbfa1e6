"""The landing pages that are the sender's own."""

from __future__ import annotations

from collections.abc import Iterator

from preflight.data.hosts import host_of, under
from preflight.facts import Send, destination
from preflight.facts.destination import tracked_domains
from preflight.facts.send import Link
from preflight.facts.web import Answer, Page, Unanswered

HTML = frozenset({"", "text/html", "application/xhtml+xml"})


def own(send: Send, domains: frozenset[str]) -> Iterator[Link]:
    """Links to be followed that lead to the From's registrable domain, the brief's links' or the checklist's."""
    tracked = tracked_domains(send, domains)
    return (link for link in destination.followable(send) if under(host_of(link.url), tracked))


def page_of(answer: Answer | Unanswered) -> Page | None:
    """The page, where one was had and it is one."""
    if isinstance(answer, Unanswered) or answer.fault or answer.challenge or not 200 <= answer.status < 300:
        return None
    return answer.page if answer.content_type in HTML else None
