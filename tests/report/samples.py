"""A judgement with every outcome, and the facts that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from preflight.check import Check, check
from preflight.facts import Audience, Clock, Dns, Facts, Web
from preflight.facts.audience import Table
from preflight.facts.send import AudienceSpec, Link, Message, Part, Run, Send, Source, Value
from preflight.finding import Finding, Item, Location, Mender, Remark, Severity, Skip, Tally, Unknown, _
from preflight.judge import judge
from preflight.policy import Approval, Chosen, Manual, Policy, Setting
from preflight.report.model import RunInfo, build
from preflight.verdict import Judgement

HTML = """<html lang="en">
<body>
  <p>Hello jane.roe@customer.example, join us on 2 December.</p>
  <p><a href="https://acme.example/old">Programme</a></p>
  <p>Questions? <a href="mailto:hello@acme.example">Write to us</a></p>
</body>
</html>
"""
STARTED = datetime(2026, 11, 24, 7, 50, tzinfo=UTC)
FINGERPRINT = "sha256:" + "4be1c07d9f32" + "a" * 52
TREE = {
    "domain": "bounce.acme.example", "term": "", "lookups": 2, "total": 12, "voids": 0, "error": "", "note": "",
    "records": ["v=spf1 include:_spf.esp.example include:_spf.crm.example -all"],
    "children": [
        {"domain": "_spf.esp.example", "term": "include:_spf.esp.example", "lookups": 3, "total": 3, "records": [
            "v=spf1 include:a.esp.example include:b.esp.example include:c.esp.example ~all"], "children": []},
        {"domain": "_spf.crm.example", "term": "include:_spf.crm.example", "lookups": 7, "total": 7, "records": [],
         "error": "one too many", "children": []},
    ],
}  # fmt: skip


def at(line: int, column: int = 6, path: str = "html > body > p > a") -> Location:
    return Location(message="default", file="email.html", line=line, column=column, path=path)


def facts(html: str = HTML, **send: Any) -> Facts:
    part = Part(file="email.html", source=html, size=len(html), runs=(Run("Hello", at(3, 3)),))
    link = Link(url="mailto:hello@acme.example", raw="", role="contact", element="a", location=at(5))
    words = {name: Value(text, Location(file="send.yaml", line=9)) for name, text in {
        "subject": "Join us on 2 December: three talks, one hour", "preheader": "Ink, paper and light. Free for members.",
        "sender": "Acme Events <events@mail.acme.example>", "reply_to": "hello@acme.example"}.items()}  # fmt: skip
    message = Message(name="default", state="draft", html=part, links=(link,), anchors=frozenset("abcdef"), **words)
    given = {
        "name": "2026-11_emea_webinar-invite_em1", "file": "send.yaml", "messages": (message,), "platform": "hubspot",
        "timezone": "Europe/Berlin", "scheduled_at": datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=1))),
        "owner": "jane@acme.example",
        "audience": AudienceSpec(Location(file="send.yaml", line=20), members=Source(files=("audience.csv",))),
    }  # fmt: skip
    members = Table(name="audience", rows=48_200)
    return Facts(
        send=Send(**{**given, **send}), clock=Clock(STARTED), web=Web(), dns=Dns(), audience=Audience(members=members)
    )


def made(id: str, severity: Severity, mender: Mender, *items: Item, title: str = "", raises: bool = False) -> Check:
    """A check that yields just that."""

    def function(send: Send) -> Iterator[Item]:
        if raises:
            raise ZeroDivisionError(send.name)
        yield from items

    function.__doc__ = f"""{title or id}.

    The reader clicks and lands on an error page; the send is paid for
    and the visit is lost.

    Fix: correct it.
    Source: RFC 9999 (2026-11)
    """
    return check(id, severity=severity, mender=mender)(function)


def checks() -> tuple[Check, ...]:
    """Twelve checks and more, of all outcomes."""
    b, w, n = Severity.BLOCKER, Severity.WARNING, Severity.NOTE
    old = "https://acme.example/old?utm_source=hubspot&utm_medium=email&utm_campaign=2026-11_emea_webinar"
    hops = [old, "https://www.acme.example/old", "https://www.acme.example/events/2025/gone"]
    return (
        made("suppression.recipient-listed", b, Mender.DATA, Finding(
            _("{n} of {all} recipients are on the list {list}", n=37, all=48_200, list="unsubscribed"), key="unsubscribed",
            fix=_("Take them out of the segment, or let the platform suppress them."), location=None, evidence={
                "list": "unsubscribed", "overlap": 37, "rows": 5_120, "examples": [
                    {"masked": "j***e@g***.com", "digest": "k7f3", "row": 112},
                    {"masked": "m***k@w***.de", "digest": "p0qd", "row": 4_038}]}),
            Tally(_("{n} of {all} recipients are on a list of people who must not get it", n=37, all=48_200),
                  {"overlap": 37, "rows": 48_200}), title="A recipient is on an opt-out list"),
        made("links.broken", b, Mender.WEB,
             *(Finding(_("{url} answers {status}", url=old, status="404"), key=old,
                       fix=_("Correct the address, or take the link out."), location=at(line),
                       evidence={"url": old, "status": 404, "hops": hops}) for line in (4, 5, 3, 2, 6)),
             Finding(_("{url} leads to a host that does not exist", url="https://evnts.acme.example/"), key="host",
                     fix=_("Correct the address, or take the link out."), location=at(5),
                     evidence={"url": "https://evnts.acme.example/", "hops": ["https://evnts.acme.example/"]}),
             Unknown(_("403: the server refuses robots"), key="p", location=at(4),
                     evidence={"url": "https://partner.example/x", "status": 403}),
             Remark(_("linkedin.example refuses every robot, so it counts as fine"), at(3)),
             Tally(_("{bad} of {links} links answer with an error", bad=2, links=31), {"links": 31, "broken": 2}),
             title="A link answers with an error"),
        made("authentication.spf-invalid", b, Mender.DNS, Finding(
            _("the SPF record of bounce.acme.example needs 12 DNS lookups, and receivers give up after 10"), key="spf",
            fix=_("Take out what no longer sends for you. Dearest first: include:_spf.crm.example (8)."),
            location=Location(file="send.yaml", line=14, column=3),
            evidence={"domain": "bounce.acme.example", "culprit": "include:_spf.crm.example", "lookups": 12,
                      "tree": TREE}),
            Tally(_("1 of 1 SPF records cannot be used; up to 12 DNS lookups, and 10 are allowed")),
            title="The SPF record cannot be used"),
        made("authentication.dkim-missing", b, Mender.DNS, Unknown(
            _("the name server did not answer within 5 s"), key="dkim", evidence={"domain": "mail.acme.example"}),
            Tally(_("0 of 1 keys could be looked up")), title="A DKIM key is not published"),
        made("tracking.utm-missing", w, Mender.BUILDER, Finding(
            _("3 of 14 links lack utm_campaign"), key="utm_campaign", fix=_("Add utm_campaign=2026-11_emea_webinar."),
            location=at(4), evidence={"urls": ["https://acme.example/a", "https://acme.example/b"], "missing": ["utm_campaign"]}),
            Tally(_("3 of 14 links lack a parameter"), {"links": 14}), title="A link has no UTM parameters"),
        made("content.placeholder", w, Mender.COPY, Finding(
            _("“Lorem ipsum” stands in the mail"), key="lorem", fix=_("Write the text, or take the block out."),
            location=at(3, 6), evidence={"phrase": "Lorem ipsum"}), Tally(_("1 of 120 sentences"))),
        made("accessibility.alt-missing", n, Mender.BUILDER, Finding(
            _("2 pictures have no alternative text"), key="alt", fix=_("Write what the picture says."), location=at(4)),
            Tally(_("2 of 9 pictures")), title="A picture has no alternative text"),
        made("images.broken", w, Mender.BUILDER, Unknown(
            _("no answer within 10 s"), key="img", location=at(4), evidence={"url": "https://img.acme.example/a.png"}),
            Tally(_("1 of 9 pictures could not be judged")), title="A picture does not load"),
        made("html.clipped", w, Mender.TEMPLATE, Tally(_("18 of 102 KB"), {"size": 18})),
        made("subject.missing", b, Mender.COPY, Tally(_("1 of 1 messages has a subject"))),
        made("consent.missing", b, Mender.DATA, Skip(_("nobody gave the consent records; name their columns or file under consent:"), not_given="consent")),
        made("schedule.past", b, Mender.BUILDER, raises=True, title="The scheduled time is past"),
        made("naming.convention", n, Mender.BUILDER, Skip(_("the checklist names no pattern"))),
    )  # fmt: skip


def policy(found: tuple[Check, ...], **known: Any) -> Policy:
    chosen = tuple(Chosen.of(one, Setting()) for one in found)
    return Policy(
        **{"name": "default", "title": "Marketing", "digest": "sha256:" + "b" * 64, "checks": chosen, **known}
    )


def info(**known: Any) -> RunInfo:
    plain: dict[str, Any] = {"fingerprint": FINGERPRINT, "version": "0.1.0", "started_at": STARTED, "seconds": 0.81,
                             "previous": None, "plugins_broken": {}, "notes": (), "ledger_head": None}  # fmt: skip
    return RunInfo(**{**plain, **known})


def judged(
    found: tuple[Check, ...] | None = None, known: Facts | None = None, **rules: Any
) -> tuple[Judgement, Facts, Policy]:
    seen, rule = known or facts(), policy(checks() if found is None else found, **rules)
    return judge(seen, rule), seen, rule


def report(*found: Check, known: Facts | None = None, **about: Any) -> dict[str, Any]:
    """The report of these checks, else of all samples."""
    return build(*judged(found or None, known), info(**about))


def rich() -> tuple[dict[str, Any], Facts]:
    """A report with everything in it: questions, sign-offs, a comparison, notes."""
    earlier = report()
    links = next(one for one in earlier["checks"] if one["id"] == "links.broken")
    links["findings"] = [*links["findings"][:1], {"id": "f:gone", "message": "https://acme.example/b answers 500"}]
    asked = {"manual": (Manual("rendering-reviewed", "Looked at the screenshots, light and dark, desktop and mobile?"),),
             "approvals": (Approval("approver", 1), Approval("legal", 2, covers="message")),
             "needs": ("audience", "suppression")}  # fmt: skip
    verdict, seen, rule = judged(**asked)
    notes = ("links were fetched through the proxy http://proxy.acme.example:3128",)
    return build(verdict, seen, rule, info(previous=earlier, notes=notes, ledger_head="sha256:" + "c" * 64)), seen
