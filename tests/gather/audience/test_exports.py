"""What the platforms export, as their users find it: the address found among its look-alikes, nothing lost or shifted."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest

from preflight.errors import InputError
from preflight.facts.audience import Table
from tests.gather.audience.made import World

JANE = "jane@acme.test"
GONE = f"email\n{JANE}\n"


def table(header: str, *rows: str, delimiter: str = ",", end: str = "\n") -> str:
    """Lines of comma-separated names and cells, as CSV with every cell quoted that must be."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    for line in (header, *rows):
        writer.writerow(next(csv.reader([line])))
    return buffer.getvalue()


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__dot__", "."), content)
    return buffer.getvalue()


# name of the case: (file, content, rows, the file's column of addresses)
AUDIENCES: dict[str, tuple[str, str | bytes, int, str]] = {
    "mailchimp": (
        "subscribed_email_audience_export_1a2b.csv",
        "Email Address,First Name,Address,MEMBER_RATING,OPTIN_TIME,CC,LEID,EUID,NOTES,TAGS\n"
        f'{JANE},Jane,"1 High St\nLondon",2,2024-01-02 03:04:05,GB,1,a1,,"""vip"",""2026, fair"""\n'
        "b@b.test,Bob,,1,2024-01-02 03:04:05,,2,b2,,\n",
        2, "Email Address",
    ),
    "klaviyo with a mark": (
        "Newsletter.csv",
        "\ufeff" + table("Email,Klaviyo ID,Source,IP Address,Email Marketing Consent,Email Suppressions,$tags",
                         f'{JANE},01H,-5,127.0.0.1,SUBSCRIBED,,"[""vip"",""x""]"', "b@b.test,01J,1,,NEVER_SUBSCRIBED,HARD_BOUNCE,", end="\r\n"),
        2, "Email",
    ),
    "hubspot with two columns of one name": (
        "hubspot-crm-exports-all-2026-11-20.csv",
        table("Record ID - Contact,First Name,Email,Email Domain,Email hard bounce reason,Email hard bounce reason,Contact owner,Create Date,Create Date",
              f"1,Jane,{JANE},acme.test,,,Joe Doe (joe@own.test),2026-01-01 10:00,2025-01-01", "2,Bob,b@b.test,b.test,,,,2026-01-01 10:00,"),
        2, "Email",
    ),
    "marketo": ("list.csv", table("Id,First Name,Email Address,Unsubscribed,Email Invalid", f"1,Jane,{JANE},0,0", "2,Bob,b@b.test,1,0"), 2, "Email Address"),
    "marketo bulk": ("extract.csv", table("id;firstName;email;unsubscribed".replace(";", ","), f"1,Jane,{JANE},null", "2,null,b@b.test,null", delimiter=";"), 2, "email"),
    "pardot with a mark": ("prospects.csv", "\ufeff" + table("Email,First Name,Opted Out,Do Not Email", f"{JANE},Jane,0,0", "b@b.test,Bob,1,0"), 2, "Email"),
    "marketing cloud in UTF-16 with bars": (
        "Segment.csv",
        table("SubscriberKey,EmailAddress,FirstName", f"0031,{JANE},Jane", "0032,b@b.test,Bob", delimiter="|", end="\r\n").encode("utf-16"),
        2, "EmailAddress",
    ),
    "marketing cloud keyed by the address": ("DE.csv", table("SubscriberKey,EmailAddress", f"{JANE},{JANE}", "b@b.test,b@b.test"), 2, "EmailAddress"),
    "eloqua with a hard blank": ("segment.csv", table("Eloqua Contact ID,Email Address,C_Country", f"CX1,\u00a0{JANE}\u00a0,DE", "CX2,b@b.test,AT"), 2, "Email Address"),
    "braze with cells of JSON": (
        "users-1.csv",
        table("user_id,first_name,email,unsubscribed_from_emails_at,user_aliases", f'1,Jane,{JANE},,"[{{""alias"":""a,b""}}]"', "2,Bob,b@b.test,2026-01-01 00:00:00 UTC,[]"),
        2, "email",
    ),
    "braze lines of JSON": (
        "export.txt", '{"external_id": "1", "email": "jane@acme.test", "custom_attributes": {"x": [1, "a,b"]}}\n'
        '{"external_id": "2", "email": "b@b.test", "email_subscribe": "opted_in"}\n', 2, "email",
    ),
    "customer.io": (
        "people.csv", table("id,email,unsubscribed,cio_subscription_preferences", f'1,{JANE},false,"{{""topics"": {{""topic_1"": false}}}}"', "2,b@b.test,TRUE ,"),
        2, "email",
    ),
    "iterable": ("list.csv", f"{JANE}\nb@b.test\n", 2, "email"),
    "mautic": ("contacts.csv", "\ufeff" + table("id,title,firstname,lastname,email,zipcode,stage", f"1,,Jane,Doe,{JANE},01234,", "2,,Bob,,b@b.test,,x"), 2, "email"),
    "mautic in a zip": ("contacts.zip", zipped(contacts__dot__csv=table("id,email", f"1,{JANE}", "2,b@b.test")), 2, "email"),
    "brevo with semicolons": ("export.csv", table("CONTACT ID,EMAIL,VORNAME,DOUBLE_OPT-IN,ADDED_TIME", f"1,{JANE},Jane,1,20-11-2026", "2,b@b.test,,2,", delimiter=";"), 2, "EMAIL"),
    "activecampaign": ("contacts.csv", table("Email,First Name,Tags,IP Address", f'{JANE},Jane,"a,b",127.0.0.1', "b@b.test,Bob,||x||,"), 2, "Email"),
    "campaign monitor": ("active.csv", table("Email Address,Name,Date Subscribed", f"{JANE},Jane Doe,2026-01-01 10:00", "b@b.test,,"), 2, "Email Address"),
    "sendgrid contacts": ("contacts.csv", table("EMAIL,FIRST_NAME,COUNTRY,CREATED_AT,CONTACT_ID", f"{JANE.upper()},Jane,DE,2026-01-01T00:00:00Z,x", "b@b.test,,,,"), 2, "EMAIL"),
    "salesforce report in quotes": (
        "report1700000000.csv",
        f'"First Name","Email","Member Status","Contact ID"\n"Jane","{JANE}","Sent","003"\n"Bob","b@b.test","Responded","004"\n',
        2, "Email",
    ),
    "unicode text of a spreadsheet": ("list.txt", b"\xff\xfe" + table("Name,E-Mail-Adresse", f"Jürgen,{JANE}", "Bob,b@b.test", delimiter="\t", end="\r\n").encode("utf-16-le"), 2, "E-Mail-Adresse"),
    "a second download": ("audience (1).csv", table("Email,Phone", f"{JANE},'+4930123", "b@b.test,4.9E+11"), 2, "Email"),
}  # fmt: skip


@pytest.mark.parametrize("case", AUDIENCES)
def test_an_audience_is_read(world: World, case: str) -> None:
    name, content, rows, column = AUDIENCES[case]
    facts = world.read(content, name=name, lists={"gone": GONE})
    assert isinstance(facts.members, Table), facts.members
    assert (facts.members.rows, facts.members.addresses, facts.members.bad_total) == (rows, rows, 0)
    assert facts.members.address_column.lower() == column.lower()
    assert facts["listed:gone"].value == 1  # type: ignore[union-attr]


# name of the case: (file, content, rows)
LISTS: dict[str, tuple[str, str, int]] = {
    "mailchimp unsubscribed": ("unsubscribed_x.csv", table("Email Address,MEMBER_RATING,UNSUB_TIME,UNSUB_REASON,LEID,EUID", f"{JANE},2,2026-01-01 00:00:00,N/A,1,a"), 1),
    "mailchimp, an old one with two reasons": ("unsub.csv", table("Email Address,UNSUB_REASON,UNSUB_REASON", f"{JANE},a,b"), 1),
    "klaviyo, a single column": ("suppressed.csv", "\ufeff" + f"Email\r\n{JANE}\r\n", 1),
    "hubspot": ("unsubs.csv", table("Email,Portal Bounce,Portal Unsubscribe,Portal Spam Report,Global Bounce,Marketing Information", f"{JANE},,TRUE,,,"), 1),
    "marketing cloud": (
        "Unsubs.csv", table("ClientID,SendID,SubscriberKey,EmailAddress,SubscriberID,ListID,EventDate,EventType,BatchID,TriggeredSendExternalKey,CampaignID",
                            f"1,2,{JANE},{JANE},3,4,1/2/2026 3:04:05 AM,Unsubscribe,5,,"), 1,
    ),
    "eloqua": ("activities.csv", table("ActivityId,ActivityType,ActivityDate,EmailAddress,AssetId", f"1,Unsubscribe,2026-01-01,{JANE},2"), 1),
    "sendgrid bounces": ("suppression_bounces.csv", f'status,reason,email,created\n5.1.1,"550 no such user ""jane"", try\nagain",{JANE},1700000000\n', 1),
    "sendgrid spam reports": ("suppression_spam_reports.csv", table("ip,email,created", f"127.0.0.1,{JANE},1700000000"), 1),
    "sendgrid group": ("asm_groups_1_suppressions.csv", table("email,created", f"{JANE},1700000000"), 1),
    "iterable": ("unsubs.csv", table("email,createdAt,campaignId,unsubSource", f"{JANE},2026-01-01 00:00:00 +00:00,1,HardBounce"), 1),
    "mailgun bounces": ("bounces.csv", f'address,code,error,created_at\n{JANE},550,"no, really","Fri, 21 Oct 2011 11:02:55 UTC"\n', 1),
    "mailgun complaints": ("complaints.csv", f'address,created_at\n{JANE},"Fri, 21 Oct 2011 11:02:55 UTC"\n', 1),
    "mailgun unsubscribes": ("unsubscribes.csv", f'address,tags,created_at\n{JANE},*,"Fri, 21 Oct 2011 11:02:55 UTC"\n', 1),
    "campaign monitor": ("suppression.csv", table("EmailAddress,State,Date,SuppressionReason", f"{JANE},Deleted,2026-01-01 10:00:00,Unsubscribed"), 1),
    "do not contact of mautic": ("dnc.csv", table("Email,Reason,Comments,Date added,Channel", f'{JANE},unsubscribed,,2026-01-01 00:00:00,"<a href=""/x"">email</a>"'), 1),
    "upper case and blanks": ("optout.txt", f"  {JANE.upper()} \n", 1),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_a_list_is_read(world: World, case: str) -> None:
    file, content, rows = LISTS[case]
    facts = world.read(f"email\n{JANE}\nb@b.test\n", lists={"left": (content, {"file": file})})
    assert isinstance(facts.lists["left"], Table), facts.lists["left"]
    assert (facts.lists["left"].rows, facts.lists["left"].bad_total) == (rows, 0)
    assert facts["listed:left"].value == 1  # type: ignore[union-attr]


# name of the case: (file, content, words of the reason)
REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "web page under .xls": ("report.xls", "<html><body><table><tr><td>Email</td></tr></table></body></html>", "web page"),
    "a table of HTML alone": ("report.xls", "<table><tr><td>Email</td></tr></table>", ""),
    "old workbook": ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    "latin-1 unsaid": ("report1.csv", table("Email,Ort", f"{JANE},München").encode("latin-1"), "UTF-8"),
    "tracking extract of many files": ("Extract.zip", zipped(Bounces__dot__csv="EmailAddress\n", Unsubs__dot__csv="EmailAddress\n"), "2 files"),
    "title above the table": ("report.csv", f"Campaign members\n\nFirst Name,Email\nJane,{JANE}\nBob,b@b.test\nCem,c@c.test\n", "header"),
    "both addresses of a row": ("crm.csv", table("Email,Email Address", f"{JANE},b@b.test"), "several columns"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_list_of_people_is_refused_by_name(world: World, case: str) -> None:
    name, content, words = REFUSED[case]
    with pytest.raises(InputError) as caught:
        world.read(content, name=name)
    assert [fault.file for fault in caught.value.faults] == [name]
    assert words in caught.value.faults[0].message
    assert "acme.test" not in str(caught.value)


def test_the_footer_of_a_report_is_named_line_by_line(world: World) -> None:
    """Nothing in it is an address, and nothing of it is dropped without a word."""
    body = table("First Name,Email", f"Jane,{JANE}", "Bob,b@b.test")
    footer = '\n"Grand Totals (2 records)"\n"Campaign Members"\n"Copyright (c) 2000-2026 salesforce.com, inc."\n'
    facts = world.read(body + footer, lists={"gone": GONE})
    assert isinstance(facts.members, Table)
    assert (facts.members.rows, facts.members.bad_total) == (2, 3)
    assert [row.line for row in facts.members.bad] == [5, 6, 7]


def test_a_report_of_numbers_has_no_people(world: World) -> None:
    members = world.read(table("Campaign,Sends,Opens,Clicks", "November,48200,12000,900")).members
    assert isinstance(members, Table)
    assert members.address_column == ""


def test_several_files_of_one_export_are_one(world: World) -> None:
    """The API of one platform gives the set in pieces, in no order, each with its header."""
    world.file("part2.csv", table("email,opted_out", "c@c.test,0"))
    facts: Any = world.read(table("email,opted_out", f"{JANE},0"), files=["audience.csv", "part2.csv"])
    assert facts.members.rows == 2
