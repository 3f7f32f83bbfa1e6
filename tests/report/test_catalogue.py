"""The catalogue: texts looked up, and sentences known again by their templates."""

from __future__ import annotations

from preflight.report.catalogue import Catalogue, catalogue, read
from preflight.report.words import Words

PO = r"""
msgid ""
msgstr "Language: de\n"

msgid "Findings"
msgstr "Befunde"

msgid "{n} step"
msgid_plural "{n} steps"
msgstr[0] "{n} Schritt"
msgstr[1] "{n} Schritte"

#. what checks say
msgctxt "check"
msgid "{url} answers {status}"
msgstr "{url} antwortet mit {status}"

msgctxt "check"
msgid "{n} of {rows} recipients are "
"on the list \"{list}\""
msgstr "{n} von {rows} Empfängern stehen auf der Liste „{list}“"

msgctxt "check"
msgid "{what} ({places} places)"
msgstr "{what} ({places} Stellen)"

msgctxt "check"
msgid "it's {a} or {a}"
msgstr "es ist {a}"

msgid "untranslated"
msgstr ""
"""


def test_texts_and_sentences() -> None:
    found = Catalogue(read(PO))
    assert found.get("Findings") == "Befunde"
    assert found.get("{n} steps") == "{n} Schritte"
    assert found.get("untranslated") == "untranslated"
    assert found.sentence("https://a.test/ answers 404") == "https://a.test/ antwortet mit 404"
    assert found.sentence('1,312 of 48,200 recipients are on the list "left"') == (
        "1.312 von 48.200 Empfängern stehen auf der Liste „left“"
    )
    assert found.sentence("https://a.test/ answers 404 (3 places)") == "https://a.test/ antwortet mit 404 (3 Stellen)"
    assert found.sentence("it's x or x") == "es ist x"
    assert found.sentence("it's x or y") == "it's x or y"
    assert found.sentence("5 steps") == "5 steps", "what the page says is no sentence of a check"


def test_values_are_never_read_as_templates() -> None:
    found = Catalogue(read(PO))
    assert found.sentence("{url} {0} answers {n}") == "{url} {0} antwortet mit {n}"
    german = catalogue("de")
    for text in (
        " of " * 900,
        " of 3 rules of the brief are broken, by 2 of " * 80,
        "a (b), " * 500,
        "“a” is no " * 300,
    ):
        assert german.sentence(text) == text  # at once, however often the pieces of a template stand in it
    long = "x" * 10_000 + " answers 404"
    assert found.sentence(long) == long


VALUES = r"""
msgctxt "check"
msgid "{share} % of {file} changed on {when}{shown}"
msgstr "{share} % von {file} am {when} geändert{shown}"

msgctxt "check"
msgid "“{words}” differs: {what}"
msgstr "„{words}“ weicht ab: {what}"

msgctxt "check"
msgid "{begin} to {end}: {tested}"
msgstr "{begin} bis {end}: {tested}"

msgctxt "check"
msgid "{names} are missing"
msgstr "es fehlen {names}"

msgctxt "value"
msgid "scheduled time"
msgstr "Versandzeit"

msgctxt "value"
msgid "{a} ({b}, meant {c})"
msgstr "{a} ({b}, gemeint {c})"

msgctxt "value"
msgid "{n} rows more"
msgstr "{n} Zeilen mehr"
"""


def test_numbers_moments_and_lists_among_the_values() -> None:
    found = Catalogue(read(VALUES))
    assert found.sentence("12.5 % of 1.2 changed on 2026-11-24") == "12,5 % von 1.2 am 24.11.2026 geändert"
    for english, german in (
        ("2026-11-24 09:00", "24.11.2026 um 09:00"),
        ("2026-11-24 09:00 UTC", "24.11.2026 um 09:00 (UTC)"),
        ("2026-11-24T09:00:00+01:00", "24.11.2026 um 09:00 (UTC+1)"),
        ("2026-11-24 or so", "2026-11-24 or so"),
        ("2026-11-24 09:00-05:30", "24.11.2026 um 09:00 (UTC-5:30)"),
    ):
        assert found.sentence(f"3 % of a changed on {english}") == f"3 % von a am {german} geändert"
        assert found.sentence(f"3 % of a changed on {english} (a)") == f"3 % von a am {german} geändert (a)"
    assert found.sentence("“scheduled time” differs: scheduled time, 1,200 rows more, x") == (
        "„scheduled time“ weicht ab: Versandzeit, 1.200 Zeilen mehr, x"
    )
    assert found.sentence("“a” differs: gmial.com (2, meant gmail.com), x.tes (1, meant x.test) and 3 more") == (
        "„a“ weicht ab: gmial.com (2, gemeint gmail.com), x.tes (1, gemeint x.test) und 3 weitere"
    )
    assert found.sentence("“a” differs: “new, or so”") == "„a“ weicht ab: „new, or so“"
    assert found.sentence("12-24 to 2026-12-26: 2021-11") == "24.12. bis 26.12.2026: 11/2021"
    assert found.sentence("3 % of new and 2026-11-24 changed on 2026-11-24") == (
        "3 % von new and 2026-11-24 am 24.11.2026 geändert"  # a file may be called so
    )
    assert found.sentence("Date, From and Message-ID are missing") == "es fehlen Date, From und Message-ID"


def test_english_needs_none_and_every_german_text_keeps_its_values() -> None:
    assert catalogue("en").get("Findings") == "Findings"
    assert Words("en").said({"message": "x answers 404"}, "message") == "x answers 404"
    import re
    from pathlib import Path

    from preflight.report import words

    po = read((Path(words.__file__).parents[1] / "locale" / "de.po").read_text("utf-8"))
    for (_context, english), german in po.items():
        assert set(re.findall(r"\{\w+\}", german)) <= set(re.findall(r"\{\w+\}", english)), english
