"""The summary on a terminal: verdict, reasons, what to do by mender, what was not covered."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from preflight.report import lookup_tree
from preflight.report.clean import capital, cut, one_line
from preflight.report.lines import place, reason, version_code
from preflight.report.words import MENDERS, VERDICTS, Words

_COLOURS = {"go": "32", "hold": "33", "stop": "31", "blocker": "31", "warning": "33", "note": "2"}
_SIGNS = {"blocker": "✗", "warning": "!", "note": "·"}
_ITEMS = 6
_REASONS = 5
_LONG = 300


def summary(report: dict[str, Any], *, width: int, colour: bool, lang: str = "en") -> str:
    """Lines of at most `width` columns (at least 40); signs of a stranger's text that steer a terminal are shown."""
    return "\n".join(_Summary(report, max(width, 40), colour, Words(lang)).lines())


class _Summary:
    """One report, and how it is to be shown."""

    def __init__(self, report: dict[str, Any], width: int, colour: bool, t: Words) -> None:
        self._report, self._width, self._colour, self._t = report, width, colour, t
        self._trees: list[dict[str, Any]] = []

    def lines(self) -> Iterator[str]:
        """The whole summary."""
        report, t = self._report, self._t
        verdict = report["verdict"]
        yield ""
        yield self._ink(f" {verdict.upper()} ", f"{_COLOURS[verdict]};7;1") + "  " + self._head()
        yield f"  {t(VERDICTS[verdict])}"
        yield from (line for text in report["reasons"][:_REASONS] for line in self._wrapped(self._said(text), "  - "))
        yield from self._more(len(report["reasons"]) - _REASONS, "  ")
        for group in report["todo"]:
            yield ""
            yield self._title(f"{t('To do')}: {t(MENDERS[group['mender']])}")
            yield from (line for item in group["items"][:_ITEMS] for line in self._item(item))
            yield from self._more(len(group["items"]) - _ITEMS, "    ")
        yield from self._questions()
        yield from self._missing()
        yield ""
        yield self._counts()

    def _head(self) -> str:
        send = self._report["send"]
        return (
            f"{one_line(cut(send['name'], 120))}  {self._t('version {code}', code=version_code(send['fingerprint']))}"
        )

    def _item(self, item: dict[str, Any]) -> Iterator[str]:
        sign = self._ink(_SIGNS[item["severity"]], _COLOURS[item["severity"]]) if item["kind"] == "mend" else "?"
        spot = f" ({place(item['location'], self._t('part'))})" if item["location"] else ""
        text = cut(self._t.said(item, "text"), _LONG)
        first, *rest = self._wrapped(f"{capital(self._lead(item) + text)}{spot}", "    ")
        yield f"  {sign} {first.strip()}"
        yield from rest
        if item["fix"]:
            yield from (self._ink(line, "2") for line in self._wrapped(f"→ {self._t.said(item, 'fix')}", "    "))
        yield from self._tree(item)

    def _lead(self, item: dict[str, Any]) -> str:
        t, title = self._t, self._t.said(item, "title").rstrip(".")
        leads = {
            "mend": "",
            "look": t("Look by hand, “{title}”: ", title=title),
            "again": f"{title}: ",
            "give": t("Not given, {title}: ", title=title),
            "broke": t("Our checker broke, {title}: ", title=title),
        }
        return leads[item["kind"]]

    def _said(self, text: str) -> str:
        check, words = reason(self._report, text)
        said = self._t.said({"": words}, "")
        return f"{check['id']}: {said}" if check else said

    def _tree(self, item: dict[str, Any]) -> Iterator[str]:
        """The SPF lookup tree of a finding; once, however many findings it is the evidence of."""
        found = lookup_tree.tree_of(self._report, item)
        if found is not None and found["tree"] not in self._trees:
            self._trees.append(found["tree"])
            yield from (f"      {cut(line, self._width - 6)}" for line in lookup_tree.lines(found, self._t))

    def _questions(self) -> Iterator[str]:
        report = self._report
        asked = [f"{item['ask']} ({item['role']})" for item in report["manual"] if not item["answer"]]
        wanted = [one for one in report["approvals"]["needed"] if one["missing"]]
        asked += [f"{self._t('sign-off')}: {one['missing']} x {one['role']}" for one in wanted]
        yield from self._block(self._t("Questions and sign-offs"), asked)

    def _missing(self) -> Iterator[str]:
        missing, t = self._report["not_covered"], self._t
        lines = [f"{one['input']}: {t.said(one, 'why')} ({self._checks(len(one['checks']))})" for one in missing]
        yield from self._block(t("Not covered"), lines)

    def _checks(self, number: int) -> str:
        return self._t.many("{n} check", "{n} checks", number)

    def _block(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield self._title(title)
            yield from (part for line in lines[:_ITEMS] for part in self._wrapped(line, "  - "))
            yield from self._more(len(lines) - _ITEMS, "  ")

    def _counts(self) -> str:
        names = {"passed": "passed", "failed": "failed", "unknown": "not judged", "skipped": "left out",
                 "waived": "accepted", "crashed": "broken checker"}  # fmt: skip
        counts = self._report["summary"].items()
        return "  " + ", ".join(f"{self._t.number(n)} {self._t(names[outcome])}" for outcome, n in counts if n)

    def _more(self, number: int, indent: str) -> Iterator[str]:
        if number > 0:
            yield f"{indent}… {self._t('and {n} more in the report', n=number)}"

    def _wrapped(self, text: str, lead: str) -> list[str]:
        line = one_line(cut(text, 2 * _LONG))
        return textwrap.wrap(
            line, self._width, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
        ) or [lead]

    def _title(self, text: str) -> str:
        return self._ink(f"  {text}", "1")

    def _ink(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._colour else text
