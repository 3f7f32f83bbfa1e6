"""Folders as the platforms' exports leave them: names, encodings, headers, traps."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

HTML = """<!doctype html><html lang="en"><head><title>Winter evenings</title>{head}</head><body>
<p>Hello {token},</p>
<p><a href="https://www.acme.example/evenings?utm_source=newsletter&amp;utm_medium=email&amp;utm_campaign=winter">See the
dates and book</a></p><p>Acme Ltd, 1 High Street, London SW1A 1AA <a href="{leave}">Unsubscribe</a></p></body></html>
"""
PEOPLE = [(f"person{n}@mail.example", f"Ada{n}", f"Love{n}", ("DE", "AT", "CH")[n % 3]) for n in range(60)]


def table(header: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    """A CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([header, *rows])
    return text.getvalue()


def brief(path: Path, pairs: list[tuple[str, object]]) -> None:
    """An .xlsx brief: a title above, labels and values."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Campaign brief"])
    sheet.append([])
    for pair in pairs:
        sheet.append(list(pair))
    book.save(path)


def hubspot(folder: Path) -> None:
    """HubSpot: two columns of one label, drop columns, the file of unsubscribes and bounces, an English brief."""
    header = ["Record ID", "First Name", "Last Name", "Email", "Country/Region", "Create Date", "Create Date",
              "Lifecycle Stage", "Marketing contact status", "Unsubscribed from all email", "Email Domain"]  # fmt: skip
    rows = [[str(n), first, last, address, country, "2026-01-02 03:04", "2025-01-02 03:04", "Lead",
             "Marketing contact", "Yes" if n < 4 else "No", "mail.example"]
            for n, (address, first, last, country) in enumerate(PEOPLE)]  # fmt: skip
    (folder / "hubspot-crm-exports-dach-leads-2026-11-20.csv").write_text(table(header, rows))
    leaving = ["Email", "Portal Bounce", "Portal Unsubscribe", "Portal Spam Report", "Global Bounce"]
    (folder / "unsubscribes_and_bounces.csv").write_text(table(leaving, [["gone@mail.example", "", "TRUE", "", ""]]))
    html = HTML.format(head="", token="{{ contact.firstname }}", leave="{{ unsubscribe_link }}")
    (folder / "winter.html").write_text(html)
    brief(folder / "brief.xlsx", [
        ("Campaign name", "2026-12 DACH winter"), ("Subject line", "Three evenings: book now"),
        ("Preview text", "Print, paper & light"), ("From", "Acme Studio <studio@acme.example>"),
        ("Audience size", 60), ("Send date", datetime(2026, 12, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)), ("Time zone", "Europe/Berlin"),
        ("UTM_Source", "newsletter"), ("utm_medium", "email"), ("utm_campaign", "winter"), ("Owner", "jane@acme.example"),
    ])  # fmt: skip


def marketo(folder: Path) -> None:
    """Marketo: display labels, flags as 1 and 0, semicolons and Windows-1252 after Excel, a German brief as text."""
    header = ["Id", "First Name", "Last Name", "Email Address", "Company Name", "Country", "Unsubscribed",
              "Email Invalid"]  # fmt: skip
    rows = [[str(n), first, last, address, "Müller & Söhne", country, "1" if n < 3 else "0", "0"]
            for n, (address, first, last, country) in enumerate(PEOPLE)]  # fmt: skip
    (folder / "Webinar Liste.csv").write_bytes(table(header, rows, ";").encode("cp1252"))
    (folder / "abmeldungen.csv").write_text("Email Address\ngone@mail.example\n")
    head = "<style>.x{}</style>"
    html = HTML.format(head=head, token="{{lead.First Name:default=there}}", leave="{{system.unsubscribeLink}}")
    (folder / "mail.html").write_text(html.replace("<p>Hello", '<p class="mktoText" id="t">Hello'))
    (folder / "briefing.txt").write_text(
        "Briefing\n\nBetreff: Drei Abende im Studio\nAbsender: Acme <studio@acme.example>\nEmpfänger: 1.060\n"
        "Versanddatum: 1. Dezember 2026\nUhrzeit: 9:30\nZeitzone: Europe/Berlin\n"
    )


def sfmc(folder: Path) -> None:
    """Marketing Cloud: a data extension in UTF-16 with bars, the extract's Subscribers and Unsubs and more."""
    header = ["SubscriberKey", "EmailAddress", "FirstName", "Country"]
    rows = [[f"00Q{n}", address, first, country] for n, (address, first, _last, country) in enumerate(PEOPLE)]
    (folder / "EMEA_Webinar.csv").write_bytes(table(header, rows, "|").encode("utf-16"))
    states = ["ClientID", "SubscriberKey", "EmailAddress", "SubscriberID", "Status", "DateHeld", "DateCreated",
              "DateUnsubscribed"]  # fmt: skip
    (folder / "Subscribers.csv").write_bytes(
        table(states, [["7", f"00Q{n}", one[0], str(n), "Unsubscribed" if n == 5 else "Active", "", "1/2/2026 1:02:03 AM", ""]
                       for n, one in enumerate(PEOPLE)]).encode("utf-16")
    )  # fmt: skip
    event = ["ClientID", "SendID", "SubscriberKey", "EmailAddress", "SubscriberID", "ListID", "EventDate", "EventType",
             "BatchID", "TriggeredSendExternalKey"]  # fmt: skip
    for name, kind in (("Unsubs", "Unsubscribe"), ("Opens", "Open")):
        rows = [["7", "8", "K", "gone@mail.example", "9", "1", "11/2/2026 1:02:03 AM", kind, "1", ""]]
        (folder / f"{name}.csv").write_bytes(table(event, rows).encode("utf-16"))
    html = HTML.format(head="", token="%%FirstName%%", leave="%%unsub_center_url%%")
    (folder / "email.html").write_text(html.replace("<body>", '<body>%%[ SET @x = "y" ]%%<div data-type="slot"></div>'))


def mailchimp(folder: Path) -> None:
    """Mailchimp: the unzipped folder with one file a status, tags in doubled quotes, a template with merge tags."""
    below = folder / "audience_export_ab12cd"
    below.mkdir()
    ends = ["LEID", "EUID", "NOTES", "TAGS"]
    block = ["MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "GMTOFF", "DSTOFF", "TIMEZONE",
             "CC", "REGION"]  # fmt: skip
    fields = ["Email Address", "First Name", "Last Name"]

    def rows(people: list[tuple[str, str, str, str]], own: int) -> list[list[str]]:
        return [[a, f, la, "2", "2026-01-02 03:04:05", "", "2026-01-02 03:05:05", "", "", "", "", "de", "", *["x"] * own,
                 "1", "2", "line one\nline two", '"a","b"'] for a, f, la, _country in people]  # fmt: skip

    gone = [("gone@mail.example", "G", "One", "")]
    for status, own, people in (
        ("subscribed", ["LAST_CHANGED"], PEOPLE),
        ("unsubscribed", ["UNSUB_TIME", "UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON",
                          "UNSUB_REASON_OTHER"], gone),
        ("cleaned", ["CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID"], [("bad@mail.example", "B", "Ad", "")]),
        ("nonsubscribed", ["LAST_CHANGED"], [("shop@mail.example", "S", "Hop", "")]),
    ):  # fmt: skip
        text = table([*fields, *block, *own, *ends], rows(people, len(own)))
        (below / f"{status}_email_audience_export_ab12cd.csv").write_text(text)
    html = HTML.format(head="", token="*|FNAME|*", leave="*|UNSUB|*").replace("<p>Hello", '<p mc:edit="body">Hello')
    (folder / "template.html").write_text(html)


FOLDERS: dict[str, Callable[[Path], None]] = {
    "hubspot": hubspot, "marketo": marketo, "sfmc": sfmc, "mailchimp": mailchimp,
}  # fmt: skip


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of the platform that the test names."""
    FOLDERS[request.param](tmp_path)
    return tmp_path
