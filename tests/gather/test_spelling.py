"""Words looked up in dictionaries on disk."""

from __future__ import annotations

import sys

import pytest

from preflight.facts.spelling import Spell, Spelling, Spelt
from preflight.facts.web import Unanswered
from preflight.gather import spelling
from preflight.gather.spelling import gather_spelling


@pytest.fixture
def dictionary(tmp_path):
    (tmp_path / "xx.aff").write_text("SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", "utf-8")
    (tmp_path / "xx.dic").write_text("3\nreceive/S\nwe\nüber\n", "utf-8")
    return tmp_path / "xx"


def test_unknown_words(dictionary):
    asks = [Spell(str(dictionary), ("we", "receives", "recieve")), Spell(str(dictionary), ("über", "uber"))]
    found = gather_spelling(asks, Spelling())
    assert found[str(dictionary)] == Spelt(("recieve", "uber"))


def test_by_name(dictionary, monkeypatch):
    monkeypatch.setattr(spelling, "FOLDERS", (dictionary.parent,))
    assert gather_spelling([Spell("xx", ("we", "wee"))], Spelling())["xx"] == Spelt(("wee",))


def test_a_dictionary_that_is_not_there(dictionary):
    found = gather_spelling([Spell("no_SUCH", ("a",)), Spell(f"{dictionary}y", ("a",))], Spelling())
    assert found["no_SUCH"] == Unanswered("error", "there is no dictionary no_SUCH: no no_SUCH.aff and no_SUCH.dic")
    assert isinstance(found[f"{dictionary}y"], Unanswered)


def test_a_broken_dictionary(dictionary):
    dictionary.with_suffix(".aff").write_text("SFX S Y many\n", "utf-8")
    found = gather_spelling([Spell(str(dictionary), ("a",))], Spelling())[str(dictionary)]
    assert isinstance(found, Unanswered)
    assert "cannot be read" in found.reason


def test_without_the_package(dictionary, monkeypatch):
    monkeypatch.setitem(sys.modules, "spylls.hunspell", None)
    found = gather_spelling([Spell(str(dictionary), ("a",))], Spelling())[str(dictionary)]
    assert found == Unanswered("error", "spelling needs an optional part: pip install 'preflight[spelling]'")


def test_what_nobody_asked():
    assert Spelling()["xx"].kind == "not-asked"
