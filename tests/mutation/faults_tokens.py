"""Faults of tokens, of the ways out, and of proofs that are not the draft's."""

from __future__ import annotations

import random
import re

from tests.checks.headers.platform_send import filled
from tests.mutation.faults import Fault, Mutate, Words, add, both, give, manifest, swap

ALONE = ("hubspot", "marketo")
"""Platforms that append no way out and no address of their own."""

_LEAVE = re.compile(r'<p><a href="[^"]*" style="color:#003366">(Unsubscribe|Newsletter abbestellen)</a></p>')
_HEADERS = {"List-Unsubscribe": "<https://click.acme.test/u/5>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
_RAW = (
    "From: Acme Studio <studio@acme.test>\r\nTo: seed@acme.test\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\n"
    "Message-ID: <1@acme.test>\r\nMIME-Version: 1.0\r\nList-Unsubscribe: <https://click.acme.test/u/5>\r\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nContent-Type: text/html; charset=utf-8\r\nSubject: {}\r\n\r\n{}"
)


def leaving(new: str) -> Mutate:
    """Something else in the place of the link to leave by; `{href}` is its address."""

    def mutate(words: Words) -> Words:
        found = _LEAVE.search(words["html"])
        assert found is not None
        href = re.search(r'href="([^"]*)"', found[0])
        assert href is not None
        words["html"] = words["html"].replace(found[0], new.replace("{href}", href[1]))
        return words

    return mutate


def text_without_leaving(words: Words) -> Words:
    """The text part without its way out."""
    words["text"] = "\n".join(line for line in words["text"].split("\n") if not _LEAVES_BY.match(line))
    return words


_LEAVES_BY = re.compile(r"(?:Unsubscribe|Newsletter abbestellen): ")


def proof(change: Mutate) -> Mutate:
    """A proof beside the draft, in which something changed."""

    def mutate(words: Words) -> Words:
        platform, dice = words["send"]["platform"], random.Random(5)
        old = change({**words})
        body, subject = (filled(old[key], platform, dice) for key in ("html", "subject"))
        words["files"] = {"proof.eml": _RAW.format(subject.replace("ä", "ae"), body).encode()}
        return manifest(message={"proof": "proof.eml"})(words)

    return mutate


def unfilled(words: Words) -> Words:
    """A token of another platform that stays in the proof, in a form that filling does not know."""
    words["html"] = words["html"].replace("<h1>", "<h1><b>Jane</b> ")
    return words


def still_there(words: Words) -> Words:
    """A proof alone that shows a token."""
    platform, dice = words["send"]["platform"], random.Random(5)
    body = filled(words["html"], platform, dice).replace("<!-- content ends -->", "<p>Dear {{ contact.lastname }}</p>")
    words["eml"] = _RAW.format("Winter", body).encode()
    return {key: value for key, value in words.items() if key not in {"html", "text", "subject", "from", "reply_to"}}


FAULTS: tuple[Fault, ...] = (
    Fault("never closed", "tokens.malformed", add("<p>For {{ contact.city }</p>"), "{{ contact.city }", "blocker", ("hubspot",)),
    Fault("a star short", "tokens.malformed", add("<p>For *|CITY|</p>"), "*|CITY|", "blocker", ("mailchimp",)),
    Fault("a percent short", "tokens.malformed", add("<p>For %%City%</p>"), "%%City%", "blocker", ("sfmc",)),
    Fault("a default misspelt", "tokens.malformed", add("<p>For {{lead.City:default you}}</p>"), "{{lead.City", "blocker",
          ("marketo",)),
    Fault("no end", "tokens.malformed", add("<p>{% if contact.x %}Hi</p>"), "{% if", "blocker", ("hubspot",)),
    Fault("no end of stars", "tokens.malformed", add("<p>*|IF:VIP|*Hi</p>"), "*|IF:VIP", "blocker", ("mailchimp",)),
    Fault("no end of a script", "tokens.malformed", add("<p>%%[ IF @x == 1 THEN ]%%Hi</p>"), "%%[ IF", "blocker", ("sfmc",)),
    Fault("markup inside", "tokens.malformed", add("<p>For {{ contact.<b>city</b> }}</p>"), "{{ contact.<b>", "blocker",
          ("hubspot",)),
    Fault("round quotation marks", "tokens.malformed", add("<p>{{ contact.city|default(“you”) }}</p>"), "{{ contact.city|",
          "blocker", ("hubspot",)),
    Fault("a name in single braces", "tokens.malformed", add("<p>For {first_name}</p>"), "{first_name}", "blocker"),
    Fault("Mailchimp's", "tokens.foreign-dialect", add("<p>*|CITY|*</p>"), "*|CITY|*", "blocker",
          ("hubspot", "sfmc", "marketo")),
    Fault("HubSpot's", "tokens.foreign-dialect", add('<p>{{ personalization_token("contact.city", "x") }}</p>'),
          "{{ personalization_token(\"contact.city", "blocker", ("mailchimp", "sfmc", "marketo")),
    Fault("Braze's", "tokens.foreign-dialect", add("<p>{{${city} | default: 'x'}}</p>"), "{{${city}", "blocker"),
    Fault("Mautic's", "tokens.foreign-dialect", add("<p>{contactfield=city|x}</p>"), "{contactfield=city", "blocker"),
    Fault("no fallback", "tokens.no-fallback", add("<p>For {{ contact.city }}</p>"), "{{ contact.city", "warning", ("hubspot",)),
    Fault("no default", "tokens.no-fallback", add("<p>For {{lead.City}}</p>"), "{{lead.City", "warning", ("marketo",)),
    Fault("no stand-in", "tokens.no-fallback", add("<p>For %%City%%</p>"), "%%City", "warning", ("sfmc",)),
    Fault("in the proof", "tokens.unrendered", still_there, severity="blocker"),
    Fault("no way out", "unsubscribe.missing", leaving(""), severity="blocker", dialects=ALONE),
    Fault("switched off", "unsubscribe.missing", both(leaving(""), manifest(settings={"footer": False, "auto_footer": False})),
          severity="blocker"),
    Fault("words alone", "unsubscribe.missing", leaving("<p>Unsubscribe</p>"), severity="blocker", dialects=ALONE),
    Fault("a hash", "unsubscribe.missing", leaving('<p><a href="#" style="color:#003366">Unsubscribe</a></p>'), severity="blocker",
          dialects=ALONE),
    Fault("a home page", "unsubscribe.missing",
          leaving('<p><a href="https://www.acme.test/" style="color:#003366">Unsubscribe</a></p>'), severity="blocker", dialects=ALONE),
    Fault("not in the text", "unsubscribe.missing-in-text", text_without_leaving, severity="warning"),
    Fault("not shown", "unsubscribe.hidden", leaving('<p style="display:none"><a href="{href}">Unsubscribe</a></p>'),
          "display:none\"><a", "blocker"),
    Fault("the ground's colour", "unsubscribe.hidden",
          leaving('<p><a href="{href}" style="color:#ffffff">Unsubscribe</a></p>'), "color:#ffffff\">Unsub", "blocker"),
    Fault("three pixels", "unsubscribe.hidden", leaving('<p style="font-size:3px"><a href="{href}">Unsubscribe</a></p>'),
          "font-size:3px\"><a", "blocker"),
    Fault("for some", "unsubscribe.hidden", leaving('<p>{% if contact.vip %}<a href="{href}">Unsubscribe</a>{% endif %}</p>'),
          "{% if contact.vip", "blocker", ("hubspot",)),
    Fault("for some of Mailchimp's", "unsubscribe.hidden", leaving('<p>*|IF:VIP|*<a href="{href}">Unsubscribe</a>*|END:IF|*</p>'),
          "*|IF:VIP", "blocker", ("mailchimp",)),
    Fault("cut off", "unsubscribe.clipped", add("<p>" + "Paper and ink. " * 7_000 + "</p>"), severity="blocker"),
    Fault("no address", "unsubscribe.address-missing", swap("1 High Street, London SW1A 2AA", ""), severity="blocker",
          dialects=ALONE, languages=("en",)),
    Fault("keine Anschrift", "unsubscribe.address-missing", swap(", Lindenstraße 12, 10969 Berlin", ""), severity="blocker",
          dialects=ALONE, languages=("de",)),
    Fault("no header", "unsubscribe.header-missing", give(headers={"X-Campaign": "winter"}), severity="blocker"),
    Fault("mail alone", "unsubscribe.header-missing", give(headers={"List-Unsubscribe": "<mailto:leave@acme.test>"}), severity="blocker"),
    Fault("no one click", "unsubscribe.one-click-invalid", give(headers={"List-Unsubscribe": _HEADERS["List-Unsubscribe"]}),
          severity="blocker"),
    Fault("another click", "unsubscribe.one-click-invalid", give(headers={**_HEADERS, "List-Unsubscribe-Post": "One-Click"}),
          severity="blocker"),
    Fault("encoded", "unsubscribe.header-encoded",
          give(headers={**_HEADERS, "List-Unsubscribe": "=?utf-8?q?=3Chttps=3A=2F=2Fclick=2Eacme=2Etest=2Fu=2F5=3E?="}), severity="warning"),
    Fault("a word", "headers.proof-outdated", proof(swap("</h1>", " today</h1>")), "<h1>", "blocker"),
    Fault("a date", "headers.proof-outdated", proof(swap("2026", "2025")), severity="blocker"),
    Fault("a link", "headers.proof-outdated", proof(swap("acme.test/programme", "acme.test/winter")), "acme.test/programme", "blocker"),
    Fault("a subject", "headers.proof-outdated", proof(give(subject="Summer in the studio")), severity="blocker"),
    Fault("a name", "headers.proof-outdated", proof(unfilled), "<h1>", "blocker"),
)  # fmt: skip
