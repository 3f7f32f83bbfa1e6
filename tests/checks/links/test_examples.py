"""The docstrings of the two families hold examples that are YAML, and everything that `explain` shows."""

from __future__ import annotations

import pytest
import yaml

from preflight import registry

IDS = [id for id in registry.ids() if id.partition(".")[0] in {"links", "tracking"}]


@pytest.mark.parametrize("id", IDS)
def test_examples_can_be_read(id):
    check = registry.load(id)
    assert check.id == id
    assert check.title
    assert check.doc.why
    assert check.doc.fix
    for example in (check.doc.bad, check.doc.good):
        assert set(yaml.safe_load(example)) <= {"html", "text", "web", "from", "send", "files", "options"}


def test_they_are_all_there():
    assert {
        "links.broken", "links.certificate", "links.malformed", "links.placeholder", "links.non-production",
        "links.insecure", "tracking.utm-missing", "tracking.utm-not-as-briefed", "tracking.utm-malformed",
    } <= set(IDS)  # fmt: skip
