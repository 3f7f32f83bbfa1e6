"""Every behaviour of a server, through a whole run: what is said of the link is what is right."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from preflight.gather.settings import Outside
from preflight.gather.web import WebSettings
from preflight.judge import Selection
from preflight.run import RunOptions, run
from tests.servers.behaviours import BEHAVIOURS, CHECKS, Behaviour, Served, mail, verdict

HANG = 90.0
"""Seconds after which the run is thought to hang."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What one run over all of them says of each. Only its patience is shorter than the command's."""
    folder = tmp_path_factory.mktemp("behaviours")
    with Served() as served, pytest.MonkeyPatch.context() as patch:
        patch.setattr("preflight.gather.web.WebSettings", partial(WebSettings, timeout=3.0))
        urls = {behaviour.name: served.url(behaviour) for behaviour in BEHAVIOURS}
        (folder / "mail.html").write_text(mail(urls), "utf-8")
        outside = Outside(
            nameservers=(served.nameserver,), connect_to=served.connect_to, ca_file=served.ca_file, per_host=64
        )
        options = RunOptions(outside=outside, selection=Selection(only=CHECKS))
        reports: list[dict] = []
        thread = threading.Thread(target=lambda: reports.append(run(folder / "mail.html", options).report), daemon=True)
        thread.start()
        thread.join(HANG)
        assert reports, "the run failed, or hangs"
        yield {name: verdict(reports[0], url) for name, url in urls.items()}


def test_there_are_many_and_each_has_a_name_and_an_address_of_its_own() -> None:
    assert len(BEHAVIOURS) >= 80
    assert len({behaviour.name for behaviour in BEHAVIOURS}) == len(BEHAVIOURS)
    paths = [path for behaviour in BEHAVIOURS for path in behaviour.routes]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_what_is_said_is_right(said: dict[str, str], behaviour: Behaviour) -> None:
    assert said[behaviour.name] == behaviour.right
