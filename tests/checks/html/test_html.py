"""html.clipped and html.malformed."""

from __future__ import annotations

from preflight.checks.html.clipped import clipped
from preflight.checks.html.malformed import malformed
from preflight.data.gmail import cut
from preflight.facts.send import Defect, Image, Run
from tests.checks.content_facts import at, link, lost, mail, outcome, part, result, said


def test_where_the_cut_is():
    assert cut("abc", 10) == (1, 4)
    assert cut("ab\ncd", 3) == (2, 1)
    assert cut("ab\ncd", 4) == (2, 2)
    assert cut("ééé", 4) == (1, 3)
    assert cut("ééé", 3) == (1, 2)


def test_sizes():
    def of(size):
        return result(clipped, mail(part("Sale!", size=size)))

    assert of(87_040).outcome == "passed"
    assert outcome(of(87_041)) == ("failed", "note")
    assert outcome(of(102_400)) == ("failed", "note")
    assert outcome(of(102_401)) == ("failed", "warning")
    assert said(of(90_000)) == ["the HTML has 90,000 bytes, near the 102,400 at which Gmail cuts"]
    assert of(102_401).measures["largest"] == 102_401


def test_what_stands_beyond_is_named():
    source = "a" * 102_400 + "\nb\nc"
    html = part(Run("Hello", at(1)), Run("Secret", at(2), "display:none"), Run("Imprint", at(3)), source=source)
    pixel = Image("https://t.test/o", "https://t.test/o", "pixel", "img", at(3))
    found = result(clipped, mail(html, links=(link(line=1), link(line=3)), images=(pixel,)))
    assert said(found) == ["the HTML has 102,404 bytes; Gmail cuts it at 102,400, before “Imprint”; links behind: 1"]
    evidence = found.findings[0].evidence
    assert (evidence["unsubscribe_links"], evidence["open_pixels"], evidence["images"]) == (1, 1, 0)
    assert found.findings[0].location.column == 102_401


def test_the_proof_is_what_is_sent():
    large = part("Sale!", size=110_000)
    assert result(clipped, mail(proof=mail(large, state="proof"))).outcome == "failed"
    assert result(clipped, mail(large, proof=mail(state="proof"))).outcome == "passed"
    assert result(clipped, mail(None, "text alone")).outcome == "skipped"


def test_variants_are_one_finding():
    one, two = (mail(part("Sale!", size=size), name=name) for name, size in (("A", 110_000), ("B", 120_000)))
    assert said(result(clipped, one, two)) == ["in 2 messages the HTML is cut at 102,400 bytes"]


def test_a_sound_mail_is_not_malformed():
    assert result(malformed, mail()).outcome == "passed"
    assert result(malformed).outcome == "skipped"


def test_faults_of_form_are_grouped_by_kind():
    comment = [Defect("conditional-comment", "a comment for Outlook is not closed", at(line)) for line in (3, 9)]
    found = result(malformed, mail(defects=(*comment, Defect("nul", "a NUL byte", at(4)))))
    assert outcome(found) == ("failed", "warning")
    assert said(found) == ["a comment for Outlook is not closed (2 places)", "a NUL byte"]


def test_what_could_not_be_read_keeps_a_mail_from_go():
    found = result(malformed, mail(defects=(lost("nested too deep"),)))
    assert outcome(found) == ("unknown", "blocker")
    assert found.required
    assert said(found) == ["a part of the mail could not be read, and nothing after it was judged: nested too deep"]


def test_it_does_so_beside_a_mere_fault():
    found = result(malformed, mail(defects=(lost(), Defect("nul", "a NUL byte", at(4)))))
    assert outcome(found) == ("failed", "warning")
    assert found.required
    assert len(found.unknowns) == 1


def test_a_proof_counts_too():
    assert result(malformed, mail(proof=mail(state="proof", defects=(lost(),)))).outcome == "unknown"
