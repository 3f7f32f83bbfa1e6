"""JUnit, SARIF, Markdown and the terminal: the same report in other hands."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from preflight.finding import Finding, Location, Mender, Severity, Tally, Unknown, _
from preflight.report import junit, markdown, sarif
from preflight.report.terminal import summary
from tests.report.samples import made, report, rich

EVIL = "\x1b[31m\u202e<script>&\x00]]> `x` [a](javascript:1) @channel https://u.acme.example/unsubscribe?x=1"


def cases(found: dict) -> dict[str, ET.Element]:
    return {case.get("name", ""): case for case in ET.fromstring(junit.render(found)).iter("testcase")}


def test_junit_holds_every_check_by_the_rules() -> None:
    found = report()
    by_name = cases(found)
    assert set(by_name) == {check["id"] for check in found["checks"]}
    tags = {name: [child.tag for child in case] for name, case in by_name.items()}
    assert tags["links.broken"] == ["failure"]
    assert tags["authentication.dkim-missing"] == ["error"]
    assert tags["schedule.past"] == ["error"]
    assert tags["tracking.utm-missing"] == ["system-out"]
    assert tags["images.broken"] == ["skipped", "system-out"]
    assert tags["accessibility.alt-missing"] == ["skipped", "system-out"]
    assert tags["naming.convention"] == ["skipped"]
    assert tags["html.clipped"] == []
    root = ET.fromstring(junit.render(found))
    counts = {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "13", "failures": "3", "errors": "2", "skipped": "4"}
    assert "email.html:4:6" in (by_name["links.broken"][0].text or "")
    assert {p.get("name"): p.get("value") for p in root.iter("property")}["verdict"] == "stop"


def test_a_failed_warning_with_a_required_unknown_is_no_pass() -> None:
    items = (
        Finding(_("f"), key="k", fix=_("m"), severity=Severity.WARNING),
        Unknown(_("u"), key="u"),
        Tally(_("1 of 1")),
    )
    (case,) = cases(report(made("links.x", Severity.BLOCKER, Mender.WEB, *items))).values()
    assert case[0].tag == "error"


def test_sarif() -> None:
    found = report()
    log = sarif.render(found)
    (run,) = log["runs"]
    by_rule: dict[str, list[dict]] = {}
    for result in run["results"]:
        by_rule.setdefault(result["ruleId"], []).append(result)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first = by_rule["links.broken"][0]
    place = first["locations"][0]["physicalLocation"]
    assert (first["kind"], first["level"]) == ("fail", "error")
    assert place == {"artifactLocation": {"uri": "email.html"}, "region": {"startLine": 4, "startColumn": 6}}
    assert len(first["relatedLocations"]) == 4
    assert [(r["kind"], r["level"]) for r in by_rule["links.broken"]][-1] == ("review", "none")
    assert by_rule["tracking.utm-missing"][0]["level"] == "warning"
    assert by_rule["accessibility.alt-missing"][0]["level"] == "note"
    assert "locations" not in by_rule["suppression.recipient-listed"][0]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["associatedRule"] == {"id": "schedule.past"}


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/ü.html", "a%20b/%C3%BC.html"),
        ("/home/jane/x.html", "x.html"),
        ("C:\\mails\\x.html", "x.html"),
        ("a\\b.html", "a/b.html"),
    ],
)
def test_places_in_sarif_are_relative(file: str, uri: str) -> None:
    bad = Finding(_("f"), key="k", fix=_("m"), location=Location(file=file))
    log = sarif.render(report(made("links.x", Severity.BLOCKER, Mender.WEB, bad, Tally(_("1 of 1")))))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_markdown() -> None:
    found, _facts = rich()
    text = markdown.render(found, "en")
    for words in ("## ⛔ STOP: 2026", "Do not send this yet.", "### Data and lists", "- [ ] 🔴 37 of 48,200",
                  "Version code `4be1-c07d-9f32`", "### Not covered", "### Questions and sign-offs", "### Not judged, and why"):  # fmt: skip
        assert words in text
    assert "### Daten und Listen" in markdown.render(found, "de")


def hostile() -> dict:
    bad = Finding(_("{what}", what=EVIL), key="k", fix=_("{what}", what=EVIL), evidence={"url": EVIL})
    return report(made("links.x", Severity.BLOCKER, Mender.WEB, bad, Tally(_("{what}", what=EVIL))))


def test_hostile_text_stays_text() -> None:
    found = hostile()
    assert "<script>" in (cases(found)["links.x"][0].text or "")
    text = markdown.render(found, "en")
    bare = re.sub(r"`[^`\n]*`", "", text)
    assert "https://" not in bare, "a chat would fetch it"
    assert "@channel" not in bare
    assert not re.search(r"(?<!\\)[<\[](?!\s\])", bare.replace("- [ ]", ""))
    shown = summary(found, width=80, colour=False)
    for drawn in (text, shown):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", drawn)


def test_the_terminal_summary_in_german() -> None:
    shown = summary(rich()[0], width=100, colour=False, lang="de")
    for said in ("So noch nicht senden.", "Zu tun: Daten und Listen", "Fragen und Freigaben", "Nicht abgedeckt"):
        assert said in shown
    assert "links.broken: 2 von 31 Links antworten mit einem Fehler" in shown
    assert "2 bestanden, 6 mit Befund" in shown


def test_the_terminal_summary() -> None:
    found, _facts = rich()
    shown = summary(found, width=72, colour=False)
    for words in (
        "STOP",
        "To do: Data and lists",
        "✗ 37 of 48,200",
        "Not covered",
        "Questions and sign-offs",
        "2 passed, 6 failed",
    ):
        assert words in shown
    assert max(len(line) for line in shown.splitlines()) <= 100, "only a word of its own may be longer"
    assert "\033[" not in shown
    assert "\033[31" in summary(found, width=72, colour=True)
    assert summary(found, width=3, colour=False)


def test_long_lists_are_counted_on_a_terminal_and_in_a_comment() -> None:
    bad = [Finding(_("bad {n}", n=str(n)), key=str(n), fix=_("mend")) for n in range(1_000)]
    found = report(made("links.x", Severity.BLOCKER, Mender.WEB, *bad, Tally(_("1,000 of 1,000"))))
    assert "… and 994 more in the report" in summary(found, width=80, colour=False)
    assert "and 988 more in the report" in markdown.render(found, "en")
