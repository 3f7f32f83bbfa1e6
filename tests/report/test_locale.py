"""The German catalogue: nothing lacks a text, nothing is left over, and every text passes through it."""

from __future__ import annotations

import re

from preflight.finding import fill
from preflight.report import glossary
from preflight.report.catalogue import Catalogue, catalogue, read
from tests.report import texts

PO = texts.GERMAN.read_text("utf-8")
GERMAN = read(PO)
SENTENCES = {(one.context, one.english): one.place for one in texts.sentences()}
_NAME = re.compile(r"\{(\w+)\}")
_OURS = re.compile(
    r"fingerprint|ledger|digest|crashed|permerror|\bPSI\b|\bMAD\b|registrable|waive|\bHash|Prüfsumme|Fingerabdruck"
    r"|Hauptbuch|abgestürzt",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"`[^`]+`|<[^>]+>|\b\w+\.[\w.-]+|[\w-]+[:=/_][^\s,;]*|\{\w+\}|--\w+")
"""Names of fields, options and files: they are what they are in every language."""


def test_every_text_has_its_german_and_nothing_else_is_kept() -> None:
    """Mend it by `python -m tests.report.texts`, then fill in what is empty."""
    wanted = {*SENTENCES, *(("", english) for english in texts.page_texts())}
    assert {f"{key[1]} ({SENTENCES.get(key, 'page')})" for key in wanted if not GERMAN.get(key, "")} == set()
    assert set(GERMAN) - wanted == set()


def test_it_is_in_the_order_of_the_source_and_holds_each_text_once() -> None:
    assert texts.written(PO) == PO
    entries = re.findall(r'^(?:msgctxt "(\w+)"\n)?msgid (".*")$', PO, re.MULTILINE)
    assert len(entries) == len(set(entries))
    assert "fuzzy" not in PO
    assert "#~" not in PO


def test_placeholders_agree() -> None:
    for (context, english), german in GERMAN.items():
        there, here = set(_NAME.findall(english)), set(_NAME.findall(german))
        # A value's "s" of a plural has no German of its own.
        assert here == there if context != texts.VALUE else here <= there, german


def test_german_is_set_as_german_is() -> None:
    for (_context, english), german in GERMAN.items():
        assert not re.search("“[^„]*”|[’`´](?=\\w)", re.sub("`[^`]*`", "", german)), german
        assert german.count("„") == german.count("“"), german
        assert not _OURS.search(_NAME.sub("", german)), german
        assert german[-1:] in ".…:;?!" or english[-1:] not in ".?!", german
        assert german[:1].isspace() == english[:1].isspace(), german
        assert not re.search(r"\d,\d{3}\b", german), german
        assert not re.search(r"\d%", german), german


def test_little_words_of_english_are_not_left_in_it() -> None:
    english = re.compile(r"\b(?:the|and|of|is|are|which|that|with|without|not|have|has|from|your|this|it)\b")
    for german in GERMAN.values():
        said = re.sub("„[^“]*“", "", _WRITTEN.sub("", german)).replace("(not set)", "")
        assert not english.search(said.replace("Email sender guidelines", "")), german


def test_every_sentence_is_known_again_with_its_values_filled_in() -> None:
    """A catalogue that marks each text shows that each is found by what it says, and none is taken for another."""
    marked = Catalogue({key: f"⟦{key[1]}⟧" for key in GERMAN})
    for _context, english in SENTENCES:
        values: dict[str, str | int | float] = {name: _sample(name) for name in _NAME.findall(english)}
        assert marked.sentence(fill(english, values)) == fill(f"⟦{english}⟧", values)


def _sample(name: str) -> str:
    return f"X{name.upper()}7"


def test_abbreviations_are_explained_in_german() -> None:
    for meaning in glossary.ABBREVIATIONS.values():
        assert catalogue("de").get(meaning)
