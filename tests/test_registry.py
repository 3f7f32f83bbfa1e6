"""Our checks by walking, others' by entry points; a broken plug-in is named and keeps nobody out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from preflight import registry

CHECK = '''
from collections.abc import Iterator
from preflight.check import check
from preflight.facts import Send
from preflight.finding import Item, Mender, Severity, Tally, _

@check("{id}", severity=Severity.NOTE, mender=Mender.COPY)
def made(send: Send) -> Iterator[Item]:
    """A fault."""
    yield Tally(_("1 of 1 thing"))
'''


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path in which a package `acme_checks` can be made."""
    registry.plugins.cache_clear()
    registry.all_checks.cache_clear()
    (tmp_path / "acme_checks").mkdir()
    info = tmp_path / "acme-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[preflight.checks]\nacme = acme_checks\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path / "acme_checks"
    registry.plugins.cache_clear()
    registry.all_checks.cache_clear()
    import sys

    for name in [name for name in sys.modules if name.startswith("acme_checks")]:
        del sys.modules[name]


def test_a_plug_in_is_walked_like_our_own(plugin: Path) -> None:
    (plugin / "__init__.py").write_text("")
    (plugin / "deep.py").write_text(CHECK.format(id="acme.deep"))
    assert "acme.deep" in [c.id for c in registry.all_checks()]
    assert registry.plugins()[1] == {}


@pytest.mark.parametrize(
    ("code", "words"),
    [("import no_such_module", "ModuleNotFoundError"), (CHECK.format(id="links.mine"), "must begin with 'acme'")],
)
def test_a_broken_plug_in_is_named(plugin: Path, code: str, words: str) -> None:
    (plugin / "__init__.py").write_text(code)
    checks, broken = registry.plugins()
    assert checks == ()
    assert words in broken["acme"]
    assert len(registry.all_checks()) == len(registry.ids())


def test_one_check_by_its_id() -> None:
    found = registry.load("links.broken")
    assert found is not None
    assert found.id == "links.broken"
    assert registry.load("links.no-such") is None
    assert registry.load("links._kinds") is None
