"""Markdown, for a comment in Slack, Jira or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from preflight.report import lookup_tree
from preflight.report.clean import capital, cut, one_line
from preflight.report.lines import place, reason, version_code
from preflight.report.words import INPUTS, MENDERS, VERDICTS, Words

SIGNS = {"go": "✅", "hold": "⏸️", "stop": "⛔"}
_DOTS = {"blocker": "🔴", "warning": "🟡", "note": "⚪"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~]|^[#+-])")
# What looks like an address becomes code: a chat fetches every link it sees, and a fetched unsubscribe link acts.
_LIVE = re.compile(r"\S*(?:://|@|www\.)\S*", re.IGNORECASE)
_ITEMS = 12
_LONG = 400


def render(report: dict[str, Any], lang: str) -> str:
    """Verdict, reasons, what to do by mender, what was not judged and not covered."""
    t = Words(lang)
    blocks = [_head(report, t), _reasons(report, t), *_todo(report, t), _open(report, t), _missing(report, t),
              _foot(report, t)]  # fmt: skip
    return "\n\n".join(block for block in blocks if block) + "\n"


def plain(text: str | None, length: int = _LONG) -> str:
    """A stranger's text that stays text: nothing in it is a link, a mention, a heading or HTML."""
    line = cut(one_line(text or ""), length)
    pieces, end = [], 0
    for live in _LIVE.finditer(line):
        pieces += [_escaped(line[end : live.start()]), "`" + live[0].replace("`", "'") + "`"]
        end = live.end()
    return "".join([*pieces, _escaped(line[end:])])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _head(report: dict[str, Any], t: Words) -> str:
    send, verdict = report["send"], report["verdict"]
    people = t.many("{n} recipient", "{n} recipients", send["recipients"]) if send["recipients"] is not None else ""
    facts = [
        t("“{words}”", words=plain(send["subject"])) if send["subject"] else "",
        t.when(datetime.fromisoformat(send["scheduled_local"])) if send["scheduled_local"] else "",
        people,
        plain(report["checklist"]["title"]),
        f"{t('Version code')} `{version_code(send['fingerprint'])}`",
    ]
    title = f"## {SIGNS[verdict]} {verdict.upper()}: {plain(send['name'])}"
    return f"{title}\n\n{t(VERDICTS[verdict])}\n\n{' · '.join(fact for fact in facts if fact)}"


def _reasons(report: dict[str, Any], t: Words) -> str:
    lines = []
    for text in report["reasons"]:
        check, words = reason(report, text)
        said = capital(t.said({"": words}, ""))
        if check and words == check["summary"] and len(check["findings"]) == 1:
            said = capital(t.said(check["findings"][0], "message"))  # one finding says more than its count
        lines.append(f"- **{plain(t.family(check['family']))}:** {plain(said)}" if check else f"- {plain(said)}")
    lines = list(dict.fromkeys(lines))  # offline, many checks hold the send for one and the same reason
    return "\n".join([*lines[:_ITEMS], *_more(len(lines), t)])


def _todo(report: dict[str, Any], t: Words) -> Iterator[str]:
    seen: list[dict[str, Any]] = []
    for group in report["todo"]:
        lines = [f"### {t(MENDERS[group['mender']])}"]
        lines += [task(item, t) + _tree(report, item, seen, t) for item in group["items"][:_ITEMS]]
        yield "\n".join([lines[0], "", *lines[1:], *_more(len(group["items"]), t)])


def task(item: dict[str, Any], t: Words) -> str:
    """A line of a to-do list, with a box to tick."""
    spot = f" ({plain(place(item['location'], t('part')))})" if item["location"] else ""
    title = t.input(item["title"]) if item["kind"] == "give" else t.said(item, "title").rstrip(".")
    about = f"{plain(title)}: " if item["kind"] != "mend" else ""
    fix = f" → {plain(t.said(item, 'fix'))}" if item["fix"] else ""
    text = t.said(item, "text")
    return f"- [ ] {_DOTS[item['severity']]} {about}{plain(text if about else capital(text))}{spot}{fix}"


def _tree(report: dict[str, Any], item: dict[str, Any], seen: list[dict[str, Any]], t: Words) -> str:
    """The SPF lookup tree of a finding as a block of code; once, however many findings it is the evidence of."""
    found = lookup_tree.tree_of(report, item)
    if found is None or found["tree"] in seen:
        return ""
    seen.append(found["tree"])
    lines = (line.replace("`", "'") for line in lookup_tree.lines(found, t))
    return "".join(f"\n  {line}" for line in ("", "```text", *lines, "```")).replace("\n  \n", "\n\n")


def _open(report: dict[str, Any], t: Words) -> str:
    """Unknowns that nobody has to settle: said all the same. The required ones are in the to-do list."""
    lines = [
        f"- {plain(t.said(check, 'title').rstrip('.'))}: {plain(t.said(one, 'reason'))}"
        for check in report["checks"] if not check["required"]
        for one in check["unknowns"]
    ]  # fmt: skip
    asked = [f"- [ ] {plain(item['ask'])} ({plain(item['role'])})" for item in report["manual"] if not item["answer"]]
    wanted = [one for one in report["approvals"]["needed"] if one["missing"]]
    asked += [f"- [ ] {t('Sign-off')}: {one['missing']} × {plain(one['role'])}" for one in wanted]
    found = [_block(t("Questions and sign-offs"), asked, t), _block(t("Not judged, and why"), lines, t)]
    return "\n\n".join(block for block in found if block)


def _missing(report: dict[str, Any], t: Words) -> str:
    lines = [
        f"- {plain(t.input(one['input']) if one['input'].partition('.')[0] in INPUTS else one['input'])}: "
        f"{plain(t.said(one, 'why'))}"
        for one in report["not_covered"]
    ]
    return _block(t("Not covered"), lines, t)


def _block(title: str, lines: list[str], t: Words) -> str:
    return "\n".join([f"### {title}", "", *lines[:_ITEMS], *_more(len(lines), t)]) if lines else ""


def _more(number: int, t: Words) -> list[str]:
    return [f"- {t('and {n} more in the report', n=number - _ITEMS)}"] if number > _ITEMS else []


def _foot(report: dict[str, Any], t: Words) -> str:
    names = {"passed": "passed", "failed": "failed", "unknown": "not judged", "skipped": "left out",
             "waived": "accepted", "crashed": "broken checker"}  # fmt: skip
    counts = [f"{t.number(n)} {t(names[outcome])}" for outcome, n in report["summary"].items() if n]
    return "---\n" + ", ".join(counts) + f" · preflight {report['preflight']}"
