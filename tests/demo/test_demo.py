"""The demo's two stories, by the very same run."""

from __future__ import annotations

from pathlib import Path

import pytest

from preflight.demo import STORIES, Story, came_out, tell
from preflight.gather.settings import Outside
from preflight.run import RunOptions


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.name)
def test_each_story_comes_out_as_it_should(story: Story, outside: Outside, tmp_path: Path) -> None:
    finished = tell(story, RunOptions(output=tmp_path, outside=outside))
    failed = [
        (r.id, str(r.summary)) for r in finished.judgement.results if r.outcome in ("failed", "unknown", "crashed")
    ]
    assert not came_out(story, finished), failed
    assert {p.name for p in (tmp_path / story.name).iterdir()} == {"report.html", "report.json", "facts.json"}


def test_a_wrong_outcome_is_told(outside: Outside) -> None:
    story = Story("clean", "", STORIES[1].verdict, frozenset({"links"}))
    wrong = came_out(story, tell(story, RunOptions(outside=outside)))
    assert wrong == ["clean is go, it should be stop", "clean has no finding in links"]
