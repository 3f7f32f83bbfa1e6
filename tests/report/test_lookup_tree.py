"""The SPF lookup tree in the terminal and in Markdown."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preflight.report import lookup_tree, markdown
from preflight.report.terminal import summary
from preflight.report.words import Words
from tests.report.samples import report

SPF = "authentication.spf-invalid"


def node(term: str, cost: int = 1, running: int = 1, **more: Any) -> dict[str, Any]:
    return {"domain": "", "term": term, "total": cost - 1, "cost": cost, "running": running, "children": [], **more}


TREE = node("", 12, 12, domain="b.acme.test", children=[
    node("include:esp.test", 11, 11, over=False, children=[node("exists:%{i}.esp.test", 1, 11, over=True)]),
    node("mx", 1, 12, note="finds nothing"),
])  # fmt: skip
ACTUAL = [{"ip": "192.0.2.10", "lookups": 3, "voids": 0, "result": "pass"}]
DRAWN = """\
b.acme.test: DNS lookups 12 / 10
192.0.2.10: DNS lookups 3 / 10 (pass)
├─ include:esp.test  +11 = 11
│  └─ exists:%{i}.esp.test  +1 = 11  ✗ > 10
└─ mx  +1 = 12  (finds nothing)"""


def with_tree(tree: Any = TREE, actual: Any = ACTUAL, also: bool = False) -> dict[str, Any]:
    found = report()
    check = next(one for one in found["checks"] if one["id"] == SPF)
    check["findings"][0]["evidence"] |= {"tree": tree, "actual": actual}
    if also:
        second = {**check["findings"][0], "id": "f:second"}
        check["findings"].append(second)
        for group in found["todo"]:
            group["items"] += [{**one, "id": "f:second"} for one in group["items"] if one["check"] == SPF]
    return found


def test_it_is_drawn_with_cost_running_total_and_culprit() -> None:
    assert "\n".join(lookup_tree.lines({"tree": TREE, "actual": ACTUAL}, Words("en"))) == DRAWN


def test_in_the_terminal() -> None:
    text = summary(with_tree(), width=100, colour=False)
    assert "\n".join(f"      {line}" for line in DRAWN.splitlines()) in text
    narrow = summary(with_tree(), width=40, colour=False)
    assert all(len(line) <= 40 for line in narrow.splitlines() if "─" in line)


def test_in_markdown() -> None:
    text = markdown.render(with_tree(), "en")
    assert "\n\n  ```text\n" + "\n".join(f"  {line}" for line in DRAWN.splitlines()) + "\n  ```\n" in text


def test_one_tree_is_drawn_once() -> None:
    assert summary(with_tree(also=True), width=100, colour=False).count("include:esp.test  +11") == 1
    assert markdown.render(with_tree(also=True), "de").count("include:esp.test  +11") == 1


def test_only_trees_of_spf_that_branch() -> None:
    for tree in (None, [], {"children": []}, {"domain": "a.test", "children": [], "total": 0}):
        assert "DNS lookups 1" not in summary(with_tree(tree), width=100, colour=False)
        assert "```" not in markdown.render(with_tree(tree), "en")


def test_a_long_tree_is_cut() -> None:
    tree = node("", 90, 90, domain="b.test", children=[node(f"include:{n}.test", 1, n) for n in range(90)])
    drawn = lookup_tree.lines({"tree": tree}, Words("en"))
    assert len(drawn) == 42
    assert drawn[-1] == "and 50 more in the report"


def test_trees_of_saved_reports_have_no_running_total() -> None:
    tree = {"domain": "b.test", "total": 2, "children": [{"term": "include:a.test", "total": 1, "children": []}]}
    assert lookup_tree.lines({"tree": tree}, Words("en"))[1] == "└─ include:a.test  +1"


@given(st.text(max_size=60))
def test_no_term_breaks_out(text: str) -> None:
    tree = node("", 1, 1, domain=text, children=[node(text or "a", error=text)])
    block = markdown.render(with_tree(tree), "en")
    assert block.count("```") == 2
    lines = lookup_tree.lines({"tree": tree}, Words("en"))
    assert not any(re.search(r"[\x00-\x1f\x7f]", line) for line in lines)
