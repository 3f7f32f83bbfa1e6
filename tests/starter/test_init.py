"""From a folder of exports to a send.yaml that can be run."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from preflight.cli.init import command
from preflight.errors import InputError
from preflight.load.manifest import load_send
from preflight.starter.look import MOST_FILES, Found, look
from preflight.starter.propose import MOST_QUESTIONS, Question, propose


def init(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments], standalone_mode=False)


def refusal(result: Result) -> str:
    assert isinstance(result.exception, InputError), result.exception
    return "\n".join(fault.message for fault in result.exception.faults)


def made(folder: Path) -> dict[str, Any]:
    """The send.yaml made of a folder without asking."""
    result = init("--from", folder, "--yes")
    assert result.exception is None, result.exception
    found: dict[str, Any] = yaml.safe_load((folder / "send.yaml").read_text())
    return found


@pytest.mark.parametrize("folder", ["hubspot"], indirect=True)
def test_hubspot(folder: Path) -> None:
    send = made(folder)
    assert (send["platform"], send["name"], send["owner"]) == ("hubspot", "2026-12-DACH-winter", "jane@acme.example")
    assert send["audience"]["members"] == "hubspot-crm-exports-dach-leads-2026-11-20.csv"
    assert send["audience"]["stage"] == "segment"
    assert str(send["audience"]["exported_at"]).startswith("2026-11-20")
    assert send["audience"]["columns"] == {
        "email": "Email", "first_name": "First Name", "last_name": "Last Name", "country": "Country/Region"}  # fmt: skip
    assert [one["name"] for one in send["suppression"]] == ["unsubscribed"]
    assert send["suppression"][0]["applied_by"] == "platform"
    assert send["brief"]["utm"] == {"source": "newsletter", "medium": "email", "campaign": "winter"}
    assert send["brief"]["audience"] == 60
    assert send["message"]["subject"] == "Three evenings: book now"
    assert "# Unsubscribed from all email: No 56, Yes 4" in (folder / "send.yaml").read_text().replace("  #", "#")
    loaded = load_send(folder / "send.yaml", env={})
    assert loaded.send.scheduled_at is not None
    assert loaded.send.scheduled_at.isoformat() == "2026-12-01T09:30:00+01:00"


@pytest.mark.parametrize("folder", ["marketo"], indirect=True)
def test_marketo(folder: Path) -> None:
    send = made(folder)
    assert send["platform"] == "marketo"
    assert send["audience"]["encoding"] == "cp1252"
    assert send["audience"]["columns"]["email"] == "Email Address"
    assert [one["members"] for one in send["suppression"]] == ["abmeldungen.csv"]
    assert send["brief"]["audience"] == 1060
    assert send["message"]["from"] == "Acme <studio@acme.example>"
    assert str(send["scheduled_at"]) == "2026-12-01 09:30:00"


@pytest.mark.parametrize("folder", ["sfmc"], indirect=True)
def test_marketing_cloud(folder: Path) -> None:
    send = made(folder)
    assert send["platform"] == "sfmc"
    assert send["audience"]["members"] == "EMEA_Webinar.csv"
    assert send["audience"]["columns"]["email"] == "EmailAddress"
    assert [one["members"] for one in send["suppression"]] == ["Unsubs.csv"]
    assert send["consent"] == {"members": "Subscribers.csv", "columns": {"email": "EmailAddress", "status": "Status"}}
    text = (folder / "send.yaml").read_text()
    assert "audience:                          # GUESS" in text
    assert "Opens.csv" in text
    assert "(not used)" in text


@pytest.mark.parametrize("folder", ["mailchimp"], indirect=True)
def test_mailchimp(folder: Path) -> None:
    send = made(folder)
    assert send["platform"] == "mailchimp"
    assert send["audience"]["members"].endswith("/subscribed_email_audience_export_ab12cd.csv")
    lists = {one["name"]: one["members"].rpartition("/")[2] for one in send["suppression"]}
    assert lists == {
        "unsubscribed": "unsubscribed_email_audience_export_ab12cd.csv",
        "cleaned_email_audience_export_ab12cd": "cleaned_email_audience_export_ab12cd.csv",
    }
    assert "NOTE" not in (folder / "send.yaml").read_text()


@pytest.mark.parametrize("folder", ["hubspot", "marketo", "sfmc", "mailchimp"], indirect=True)
def test_no_address_of_a_recipient_is_written(folder: Path) -> None:
    made(folder)
    assert "@mail.example" not in (folder / "send.yaml").read_text()


def test_two_audiences_are_left_to_a_person(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("Email,First Name,Country\nx@y.example,X,DE\n")
    send = made(tmp_path)
    assert "audience" not in send
    text = (tmp_path / "send.yaml").read_text()
    assert "members: a.csv    # 1 row" in text
    assert "members: b.csv    # 1 row" in text


def test_a_lone_list_is_never_taken_for_anything(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "people.csv").write_text("a@y.example\nb@y.example\n")
    send = made(tmp_path)
    assert {"audience", "suppression"}.isdisjoint(send)


def test_digests_and_domains(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "optout-hashes.csv").write_text("hash\n" + "a" * 64 + "\n")
    (tmp_path / "competitors.txt").write_text("rival.example\nother.example\n")
    found = {one["members"]: one["match"] for one in made(tmp_path)["suppression"]}
    assert found == {"optout-hashes.csv": "sha256", "competitors.txt": "domain"}


def test_a_proof_alone_is_the_message(tmp_path: Path) -> None:
    (tmp_path / "proof.eml").write_text(
        "Received: from a by b; Tue, 24 Nov 2026 09:00:00 +0000\nFrom: A <a@acme.example>\nSubject: Hello\n"
        "Content-Type: text/html\n\n<p>Hello</p>\n"
    )
    assert made(tmp_path)["message"] == {"eml": "proof.eml"}


def test_at_most_seven_questions(tmp_path: Path) -> None:
    for n in range(12):
        (tmp_path / f"list{n}.csv").write_text(f"x{n}@y.example\nz{n}@y.example\n")
        (tmp_path / f"mail{n}.html").write_text("<html><body><p>Hello</p></body></html>")
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return question.default

    propose(look(tmp_path), tmp_path, ask)
    assert 4 <= len(asked) <= MOST_QUESTIONS


def test_answers_are_taken(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "people.csv").write_text("a@y.example\nb@y.example\n")
    result = CliRunner().invoke(
        command, ["--from", str(tmp_path)], input="3\n2\n2026-12-02 09:00\nEurope/Berlin\nHello\nA <a@acme.example>\n",
        standalone_mode=False,
    )  # fmt: skip
    assert result.exception is None, result.exception
    send = yaml.safe_load((tmp_path / "send.yaml").read_text())
    assert send["audience"]["members"] == "people.csv"
    assert send["platform"] == "hubspot"
    assert send["timezone"] == "Europe/Berlin"
    assert send["message"]["subject"] == "Hello"


def test_without_a_terminal_it_says_how(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    assert "--yes" in refusal(init("--from", tmp_path))
    assert not (tmp_path / "send.yaml").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "send.yaml").write_text("mine")
    assert "there already" in refusal(init("--from", tmp_path, "--yes"))
    assert (tmp_path / "send.yaml").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail.html", "send.yaml"]


def test_a_folder_without_a_message(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Email\nx@y.example\n")
    assert "holds no message" in refusal(init("--from", tmp_path, "--yes"))


def test_hostile_names_and_words_stay_words(tmp_path: Path) -> None:
    (tmp_path / "a: b\n- c.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "brief.txt").write_text(
        'Subject: ${HOME} and more\nFrom: "x\ty" <a@acme.example>\nPreview text: yes\nName: !!python/object:x {\n'
        "Must say: ${SECRET}, *anchor, &x, - y: z\n"
    )
    send = made(tmp_path)
    assert send["message"]["html"] == "a: b\n- c.html"
    assert "subject" not in send["message"]
    assert send["message"]["preheader"] == "yes"
    assert "HOME" not in (tmp_path / "send.yaml").read_text()


def test_what_is_no_plain_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "out.csv").symlink_to("/etc/hosts")
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (tmp_path / "empty.csv").write_bytes(b"")
    guard = threading.Timer(60, os._exit, [1])
    guard.start()
    found = {one.name: one for one in look(tmp_path)}
    guard.cancel()
    assert set(found) == {"mail.html", "bad.xlsx", "empty.csv"}
    assert {one.role for name, one in found.items() if name != "mail.html"} == {"left"}


def role(tmp_path: Path, name: str, content: str) -> Found:
    (tmp_path / name).write_text(content)
    return next(one for one in look(tmp_path) if one.name == name)


@pytest.mark.parametrize(
    ("name", "header", "expected"),
    [
        ("suppression_bounces.csv", "status,reason,email,created", ("sendgrid", "suppression")),
        ("suppression_blocks.csv", "status,reason,email,created", ("sendgrid", "left")),
        ("x.csv", "Klaviyo ID,Email,Email Marketing Consent", ("klaviyo", "audience")),
        ("x.csv", "Email,Email Marketing Consent", ("klaviyo", "left")),
        ("bounces.csv", "address,code,error,created_at", ("mailgun", "suppression")),
        ("x.csv", "user_id,first_name,email,unsubscribed_from_emails_at,opted_in_to_emails_at", ("braze", "audience")),
        ("seeds.csv", "email,name", ("", "seeds")),
        ("robinson.csv", "email", ("", "suppression")),
    ],
)
def test_header_signatures(tmp_path: Path, name: str, header: str, expected: tuple[str, str]) -> None:
    cells = ["a@b.example" if cell.lower() in {"email", "address"} else "1" for cell in header.split(",")]
    found = role(tmp_path, name, header + "\n" + ",".join(cells) + "\n")
    assert (found.platform, found.role) == expected


def test_a_link_that_leads_nowhere_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "gone.csv").symlink_to("nowhere.csv")
    assert [one.name for one in look(tmp_path)] == ["mail.html"]


def test_html_in_cells_makes_no_web_page(tmp_path: Path) -> None:
    found = role(tmp_path, "crm.csv", "Email,First Name,Notes\na@x.example,A,<p>hi</p>\nb@x.example,B,<div>x</div>\n")
    assert found.role == "audience"


def test_a_brief_that_begins_like_a_mail(tmp_path: Path) -> None:
    found = role(
        tmp_path, "brief.txt", "Subject: Winter\nFrom: Acme <a@x.example>\nDate: 2026-12-01\nName: x\n\nText\n"
    )
    assert found.role == "brief"


def test_letters_of_several_octets_anywhere(tmp_path: Path) -> None:
    for shift in range(4):
        rows = "".join(f"p{n}@x.example,{'é€' * 3},DE\n" for n in range(4_000))
        found = role(tmp_path, f"people{shift}.csv", "Email,First Name," + "C" * (shift + 1) + "\n" + rows)
        assert found.table is not None
        assert found.table.encoding == ""


def test_a_day_that_is_none_in_a_name(tmp_path: Path) -> None:
    (tmp_path / "mail.html").write_text("<html><body><p>Hello</p></body></html>")
    (tmp_path / "people-2026-02-31.csv").write_text("Email,First Name,Country\nx@y.example,X,DE\n")
    assert "02-31T" not in str(made(tmp_path)["audience"]["exported_at"])


def test_too_many_files_are_said(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 5):
        (tmp_path / f"{number:04}.css").write_text("x")
    found = look(tmp_path)
    assert len(found) == MOST_FILES + 1
    assert "not looked at" in found[-1].what


def test_a_large_audience_is_as_sure_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preflight.starter.table.MOST_ROWS", 3)
    header = "Record ID,Email,Lifecycle Stage\n"
    found = role(tmp_path, "contacts.csv", header + "".join(f"{n},p{n}@x.example,Lead\n" for n in range(5)))
    assert (found.role, found.sure) == ("audience", True)
    assert found.table is not None
    assert (found.table.rows, found.table.more) == (3, True)


def test_variants_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "de").mkdir()
    for name in ("mail.html", "mail-2.html", "de/mail.html"):
        (tmp_path / name).write_text("<html><body><p>Hello</p></body></html>")
    found = {key: one["html"] for key, one in made(tmp_path)["messages"].items()}
    assert sorted(found.values()) == ["de/mail.html", "mail-2.html", "mail.html"]
    assert len(found) == 3


def test_a_starter_send(tmp_path: Path) -> None:
    target = tmp_path / "new"
    assert init(target).exception is None
    assert load_send(target / "send.yaml", env={}).send.name == "my-first-send"
    assert "already" in refusal(init(target))
