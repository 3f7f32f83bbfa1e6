"""The verdict card: one glance for Jira, Asana, Slack and mail, whose gateways take HTML attachments away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from preflight.report.html import draw
from preflight.report.lines import version_code
from preflight.report.markdown import SIGNS, plain
from preflight.report.view import page
from preflight.report.words import MENDERS, VERDICTS, Words


def markdown(report: dict[str, Any], lang: str) -> str:
    """Verdict, three reasons, who has something to do, and the version code that it speaks of."""
    t = Words(lang)
    view, send, verdict = page(report, t), report["send"], report["verdict"]
    lines = [f"## {SIGNS[verdict]} {verdict.upper()}: {plain(send['name'], 120)}", "", t(VERDICTS[verdict]), ""]
    lines += [
        f"- {f'**{plain(one.family)}:** ' if one.family else ''}{plain(one.text, 200)}" for one in view.reasons[:3]
    ]
    more = len(view.reasons) - 3
    lines += [f"- {t.many('and {n} more reason', 'and {n} more reasons', more)}"] if more > 0 else []
    work = [f"{t(MENDERS[group['mender']])} {t.number(len(group['items']))}" for group in report["todo"]]
    people = t.many("{n} recipient", "{n} recipients", send["recipients"]) if send["recipients"] is not None else ""
    facts = [t("“{words}”", words=plain(send["subject"], 120)) if send["subject"] else "", view.when, people]
    tail = [
        f"**{t('To do')}:** {', '.join(work)}" if work else "",
        " · ".join(one for one in facts if one),
        f"{t('Version code')} `{version_code(send['fingerprint'])}`",
    ]
    return "\n".join([*lines, "", "\n\n".join(one for one in tail if one)]) + "\n"


def html(report: dict[str, Any], lang: str, templates: Path | None = None) -> str:
    """The card as a page, of which a picture is taken."""
    t = Words(lang)
    return draw("card.html.j2", templates, page=page(report, t), t=t)
