"""JUnit XML, for CI: one test case a check, one suite a family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

from preflight.report.lines import place, places

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: dict[str, Any]) -> bytes:
    """Failed blocker: failure. Required unknown, crash: error. Failed warning: passed, with output. Else skipped."""
    root = ET.Element("testsuites", name="preflight", time=str(report["seconds"]))
    suites = [_suite(family, list(checks)) for family, checks in groupby(report["checks"], key=lambda c: c["family"])]
    root.extend(suites)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    properties = ET.Element("properties")
    for name, value in _properties(report):
        ET.SubElement(properties, "property", name=name, value=_xml(value))
    if suites:
        suites[0].insert(0, properties)
    drawn: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + drawn + b"\n"


def _properties(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "verdict", report["verdict"]
    yield "send", report["send"]["name"]
    yield "fingerprint", report["send"]["fingerprint"]
    yield "checklist", report["checklist"]["name"]
    for reason in report["reasons"]:
        yield "reason", reason


def _suite(family: str, checks: list[dict[str, Any]]) -> ET.Element:
    cases = [_case(check) for check in checks]
    suite = ET.Element("testsuite", name=_xml(family), tests=str(len(cases)))
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _case(check: dict[str, Any]) -> ET.Element:
    case = ET.Element("testcase", classname=_xml(f"preflight.{check['family']}"), name=_xml(check["id"]))
    tag = _tag(check)
    if tag:
        said = check["reason"] or check["summary"]
        found = ET.SubElement(case, tag, message=_xml(check["summary"] if tag == "failure" else said))
        if tag != "skipped":
            found.set("type", check["severity"])
            found.text = _xml(_output(check))
    if tag not in {"failure", "error"} and (check["findings"] or check["unknowns"]):
        ET.SubElement(case, "system-out").text = _xml(_output(check))
    return case


def _tag(check: dict[str, Any]) -> str:
    outcome = check["outcome"]
    if outcome == "failed" and check["severity"] == "blocker":
        return "failure"
    if outcome == "crashed" or (check["required"] and check["unknowns"]):
        return "error"
    passed = outcome == "passed" or (outcome == "failed" and check["severity"] == "warning")
    return "" if passed else "skipped"


def _output(check: dict[str, Any]) -> str:
    return "\n".join([check["summary"], *_lines(check["findings"], "message"), *_lines(check["unknowns"], "reason")])


def _lines(found: Iterable[dict[str, Any]], words: str) -> Iterator[str]:
    for one in found:
        yield f"- {one['severity']}: {one[words]} [{place(one['location']) or 'no place'}]{places(one)}"
        if one.get("fix"):
            yield f"  {one['fix']}"


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
