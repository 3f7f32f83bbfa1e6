"""The German catalogue: nothing lacks a text, nothing is left over, and every text passes through it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from preflight import registry
from preflight.finding import _, fill
from preflight.report import card, glossary, labels, markdown
from preflight.report.catalogue import Catalogue, catalogue, read
from preflight.report.evidence import rows
from preflight.report.html import render
from preflight.report.terminal import summary
from preflight.report.words import Words
from preflight.testing import judge_example
from tests.report import samples, texts
from tests.report.test_html import VOID

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
    assert [german for german in GERMAN.values() if _ENGLISH.search(_bare(german))] == []


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


def test_evidence_is_german_in_labels_numbers_and_words_of_ours() -> None:
    told = {
        "share": 12.5, "ratio": 0.625, "recipients": 1_312, "hidden_by": "display:none hides it", "word": "new",
        "chain": [{"url": "https://a.test/", "status": 0, "seconds": 1.25}],
    }  # fmt: skip
    assert [(row.label, row.value) for row in rows(told, Words("de"))] == [
        ("Link", ""), ("Antwort", "keine Antwort, 1,25 s"), ("Anteil in %", "12,5"), ("Anteil", "62 %"), ("Empfänger", "1.312"),
        ("Verborgen durch", "display:none verbirgt es"), ("Wort", "new"),
    ]  # fmt: skip


def test_people_and_notes_are_german_where_they_are_ours() -> None:
    report = samples.rich()[0]
    report["approvals"]["given"] = [
        {"role": "approver", "by": "jo", "void": "the send changed since", "changed": ["subject", "13 recipients more"]}
    ]
    report["waivers"] = [
        {"state": "expired", "target": "links.broken", "by": "jo", "reason": "Known.", "until": "2026-11-20",
         "why": "it grew since: rows was 5, is 1,200"},
    ]  # fmt: skip
    shown = " ".join(_Prose(render(report, "de")).texts)
    for said in (
        "der Versand hat sich seither geändert", "seither geändert: Betreff, 13 Empfänger mehr", "bis 20.11.2026",
        "seither gewachsen: rows war 5, ist 1.200", "Die Links wurden über den Proxy http://proxy.acme.example:3128 abgerufen",
    ):  # fmt: skip
        assert said in shown, said


def test_every_key_of_evidence_has_a_label() -> None:
    """Else the page shows the key itself, in English."""
    assert texts.evidence_keys() - set(labels.LABELS) - _NEVER_SHOWN == set()


_NEVER_SHOWN = {"children"}


class _Prose(HTMLParser):
    """The texts of a page that are prose: not code, not the source, not what the mail or a page is quoted with."""

    _PASSED = frozenset({"code", "pre", "script", "style", "textarea", "kbd", "option"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._PASSED & set(self._open):
            self.texts.append(" ".join(data.split()))


@cache
def _of_every_check() -> dict[str, Any]:
    """A report of every check's own bad example; evidence is left out: it quotes the mail, and is tested above."""
    results = tuple(judge_example(one, one.doc.bad) for one in registry.all_checks())
    verdict, seen, rule = samples.judged(samples.checks(), samples.facts())
    reasons = [_("{check}: {summary}", check=one.id, summary=str(one.summary)) for one in results]
    blind = "{check}: could not be judged, like {n} more checks: {reason}"
    reasons += [_(blind, check=r.id, n=2, reason=str(r.unknowns[0].text)) for r in results if r.unknowns]
    judged = msgspec.structs.replace(verdict, results=results, reasons=tuple(reasons))
    report = samples.build(judged, seen, rule, samples.info())
    for check in report["checks"]:
        for one in (*check["findings"], *check["unknowns"], *check["remarks"]):
            one["evidence"] = {}
    return report


def test_no_english_sentence_is_left_on_the_page_of_every_checks_fault() -> None:
    report = _of_every_check()
    of_the_mail = {report["send"]["subject"], report["send"]["preheader"]}
    shown = [text for text in _Prose(render(report, "de")).texts if text not in of_the_mail]
    assert [text for text in shown if _ENGLISH.search(_bare(text))] == []
    assert len(shown) > 1_000


@pytest.mark.parametrize(
    "drawn", [markdown.render, card.markdown, lambda r, lang: summary(r, width=4_000, colour=False, lang=lang)]
)
def test_nor_in_the_other_forms(drawn: Callable[[dict[str, Any], str], str]) -> None:
    lines = drawn(_of_every_check(), "de").replace("\\", "").split("\n")
    assert [line for line in lines if _ENGLISH.search(_bare(re.sub("`[^`]*`", "", line)))] == []


def _bare(text: str) -> str:
    """Without quotations, addresses, tokens, and names of fields and files."""
    text = re.sub(r"„[^“]*“|\{\{.*?\}\}|\*\|.*?\|\*|https?://\S+|\S+@\S+", "", text)
    return _WRITTEN.sub("", text).replace("(not set)", "").replace("Email sender guidelines", "")


_ENGLISH = re.compile(r"\b(?:the|and|of|is|are|which|that|with|without|not|have|has|from|your|this|it|one|no)\b")
