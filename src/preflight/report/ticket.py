"""The to-do list of one mender as Markdown, to be pasted into Jira, Asana or a mail."""

from __future__ import annotations

from typing import Any

from preflight.report.lines import version_code
from preflight.report.markdown import plain, task
from preflight.report.words import MENDERS, Words

MOST = 60


def ticket(group: dict[str, Any], report: dict[str, Any], t: Words) -> str:
    """One list with boxes to tick; what was left out of it is counted."""
    send, items = report["send"], group["items"]
    code = f"{t('Version code')} `{version_code(send['fingerprint'])}`"
    head = f"**{plain(send['name'], 200)}** ({report['verdict'].upper()}, {code})"
    lines = [task(item, t) for item in items[:MOST]]
    if len(items) > MOST:
        lines.append(f"- {t('and {n} more in the report', n=len(items) - MOST)}")
    return "\n".join([head, "", f"### {t(MENDERS[group['mender']])}", "", *lines])
