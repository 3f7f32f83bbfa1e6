"""`preflight demo`: the example sends, judged by the very same `run` against a web site and a zone on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from preflight.bundled import folder
from preflight.gather.settings import Outside
from preflight.run import Finished, RunOptions, run
from preflight.verdict import Outcome, Verdict

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
"""The evening before the clean example goes out."""


@dataclass(frozen=True)
class Story:
    """An example, and how it must come out: its verdict, and the families that must have a finding."""

    name: str
    title: str
    verdict: Verdict
    families: frozenset[str] = frozenset()


STORIES = (
    Story("clean", "a sound send with everything that preflight can look at", Verdict.GO),
    Story(
        "disaster", "everything that can go wrong on a Friday at 17:50", Verdict.STOP,
        frozenset({"audience", "suppression", "consent", "authentication", "unsubscribe", "links", "tracking", "sender",
                   "subject", "tokens", "content", "html", "schedule"}),
    ),
)  # fmt: skip


@contextmanager
def world() -> Iterator[Outside]:
    """The demo's site and zone, up; gives the options that lead every look-up and connection there."""
    from preflight.demo.site import Site
    from preflight.demo.zone import NameServer

    with tempfile.TemporaryDirectory(prefix="preflight-demo-") as name, NameServer() as zone, Site(Path(name)) as site:
        yield Outside(nameservers=(zone.address,), connect_to=site.connect_to, ca_file=site.ca_file)


def tell(story: Story, options: RunOptions) -> Finished:
    """Judge one story's send; its reports go into a folder of the story's name."""
    return run(folder("examples") / story.name, replace(options, now=NOW), folder_name=lambda _name: story.name)


def came_out(story: Story, finished: Finished) -> list[str]:
    """What did not come out as it should: nothing, where all is well."""
    wrong = []
    if finished.verdict is not story.verdict:
        wrong.append(f"{story.name} is {finished.verdict}, it should be {story.verdict}")
    failed = {r.id.partition(".")[0] for r in finished.judgement.results if r.outcome is Outcome.FAILED}
    wrong += [f"{story.name} has no finding in {family}" for family in sorted(story.families - failed)]
    return wrong
