"""`preflight run` as people call it: seeded faults, exit statuses, outputs, and what is never done."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from preflight.__main__ import main


def preflight(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command line."""
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def judged(capsys: pytest.CaptureFixture[str], send: Path, arguments: list[str]) -> tuple[int, dict[str, Any]]:
    status, out, err = preflight(capsys, "run", str(send), "--json", *arguments)
    assert out, err
    return status, json.loads(out)


def outcomes(report: dict[str, Any], *which: str) -> list[str]:
    return [c["id"] for c in report["checks"] if c["outcome"] in which]


def change(file: Path, old: str, new: str, count: int = 1) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), "utf-8")


def test_the_clean_example_is_go(capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str]) -> None:
    status, report = judged(capsys, clean, arguments)
    assert (status, report["verdict"]) == (0, "go"), report["reasons"]
    assert outcomes(report, "failed", "unknown", "crashed") == []


def broken_link(send: Path) -> None:
    for name in ("email.html", "email.txt"):
        text = (send / name).read_text("utf-8")
        (send / name).write_text(text.replace("acme.test/winter/paper", "acme.test/winter/papper"), "utf-8")


def no_unsubscribe(send: Path) -> None:
    change(
        send / "email.html", '<a href="https://u.acme.test/leave?l=studio" style="color:#6b5f55;">Unsubscribe</a>', ""
    )


def no_utms(send: Path) -> None:
    text = (send / "email.html").read_text("utf-8")
    pattern = r"(https://www\.acme\.test/privacy)\?[^\"]*"
    (send / "email.html").write_text(re.sub(pattern, r"\1", text), "utf-8")


def no_spf(send: Path) -> None:
    change(send / "send.yaml", "return_path: bounce.mail.acme.test", "return_path: nowhere.acme.test")


def suppressed(send: Path) -> None:
    row = (send / "audience.csv").read_text("utf-8").splitlines()[7].split(",")[0]
    with (send / "unsubscribed.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row.upper()},2026-11-01\n")


def too_few(send: Path) -> None:
    rows = (send / "audience.csv").read_text("utf-8").splitlines()
    (send / "audience.csv").write_text("\n".join(rows[: 1 + 480 * 70 // 100]) + "\n", "utf-8")
    change(send / "send.yaml", "counts: {segment: 560, suppressed: 80, final: 480}", "counts: {final: 336}")
    change(send / "send.yaml", "  previous: [471, 465, 483]\n", "")


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        (broken_link, "links.broken"), (no_unsubscribe, "unsubscribe.missing"), (no_utms, "tracking.utm-missing"),
        (no_spf, "authentication.spf-missing"), (suppressed, "suppression.recipient-listed"),
        (too_few, "audience.size-variance"),
    ],
)  # fmt: skip
def test_a_seeded_fault_stops_it(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], fault: Any, check: str
) -> None:
    fault(clean)
    status, report = judged(capsys, clean, arguments)
    assert status == 1
    assert outcomes(report, "failed") == [check]
    assert report["reasons"][0].startswith(check)
    (finding,) = next(c for c in report["checks"] if c["id"] == check)["findings"]
    assert finding["fix"]


def test_offline_is_hold(capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str]) -> None:
    status, report = judged(capsys, clean, [*arguments, "--offline"])
    assert (status, report["verdict"]) == (3, "hold")
    assert "offline" in " ".join(report["reasons"])


def test_five_faults_at_once_and_nothing_recorded(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path
) -> None:
    change(clean / "send.yaml", "kind: marketing", "kind: marketng")
    change(clean / "send.yaml", "html: email.html", "html: emial.html")
    change(clean / "send.yaml", "series:", "serie:")
    change(clean / "send.yaml", "timezone: Europe/Berlin", "timezone: Europe/Berlinn")
    change(clean / "send.yaml", "final: 480", "final: many")
    status, out, err = preflight(capsys, "run", str(clean), *arguments)
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 5
    assert all(re.match(r"send\.yaml:\d+:\d+: ", line) for line in err.splitlines())
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "ledger.db").exists()


def test_saved_facts_give_the_same_report(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path
) -> None:
    no_unsubscribe(clean)
    _status, report = judged(capsys, clean, arguments)
    facts = next((tmp_path / "out").rglob("facts.json"))
    status, out, _err = preflight(
        capsys, "run", "--from-facts", str(facts), "--json", "--ledger", f"sqlite:///{tmp_path / 'other.db'}",
        "-o", str(tmp_path / "again"),
    )  # fmt: skip
    again = json.loads(out)
    assert status == 1
    for one in (report, again):
        for key in ("started_at", "seconds", "ledger"):
            one.pop(key)
    assert {k: v for k, v in again.items() if report.get(k) != v} == {}
    assert not (tmp_path / "other.db").exists()


def test_no_address_of_a_recipient_is_written(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path
) -> None:
    suppressed(clean)
    status, out, err = preflight(
        capsys, "run", str(clean), "--format", "html,json,junit,sarif,markdown", "-v", *arguments
    )  # fmt: skip
    assert status == 1
    written = "".join(p.read_text("utf-8") for p in (tmp_path / "out").rglob("*") if p.is_file())
    everything = (written + out + err + (tmp_path / "ledger.db").read_bytes().decode("latin-1")).lower()
    # The first row is the send's own seed, which may be shown.
    people = [line.split(",")[0] for line in (clean / "audience.csv").read_text("utf-8").splitlines()[2:]]
    assert not [address for address in people if address in everything]


def test_several_sends_the_worst_counts(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path
) -> None:
    status, out, err = preflight(capsys, "run", str(clean), str(tmp_path / "none"), str(clean), "--json", *arguments)
    reports = json.loads(out)
    assert status == 2
    assert [r["verdict"] for r in reports] == ["go", None, "go"]
    assert "none" in err
    names = {p.parent.name for p in (tmp_path / "out").rglob("report.json")}
    assert names == {"2026-11_dach_winter-studio_em1", "2026-11_dach_winter-studio_em1-2"}


@pytest.mark.parametrize(
    "words",
    [
        ["run"], ["run", "x", "--format", "pdf"], ["run", "x", "--now", "tomorrow"], ["run", "x", "--now", "2026-01-01"],
        ["run", "x", "--connect-to", "nonsense"], ["run", "x", "--no-such-option"], ["no-such-command"],
        ["run", "no-such-file.yaml"], ["run", "x", "--checklist", "defalt"], ["explain", "links.brokn"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    status, out, err = preflight(capsys, *words)
    assert (status, out) == (2, "")
    assert err


def test_narrowed_runs_say_so(capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str]) -> None:
    status, report = judged(capsys, clean, [*arguments, "--only", "links.*,subject.*", "--skip", "links.broken"])
    assert status == 0
    left = [c for c in report["checks"] if c["outcome"] != "skipped"]
    assert {c["id"].partition(".")[0] for c in left} == {"links", "subject"}
    assert next(c for c in report["checks"] if c["id"] == "links.broken")["reason"] == "deselected"


@pytest.mark.parametrize("name", ["mail.html", "mail.eml"])
def test_a_bare_mail(capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], name: str) -> None:
    body = '<html lang="en"><p>Hello</p></html>'
    head = "From: a@acme.test\r\nTo: jane@gmail.com\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n"
    (tmp_path / name).write_text(head + body if name.endswith("eml") else body)
    status, report = judged(capsys, tmp_path / name, arguments)
    assert status == 1
    assert report["checklist"]["name"] == "content"
    assert "unsubscribe.missing" in outcomes(report, "failed")
    assert "audience" in {n["input"] for n in report["not_covered"]}


def test_a_ledger_that_cannot_be_used_is_2(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database" * 100)
    status, out, err = preflight(capsys, "run", str(clean), *arguments)
    assert status == 2
    assert out == ""
    assert "ledger" in err


def test_options_stand_in_a_file_and_the_command_line_wins(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (clean / "preflight.toml").write_text('offline = true\n[run]\nformat = "json,markdown"\n')
    monkeypatch.chdir(clean)
    status, _report = judged(capsys, clean, arguments)
    assert status == 3
    (clean / "preflight.toml").write_text("offlne = true\n")
    status, _out, err = preflight(capsys, "run", str(clean), *arguments)
    assert status == 2
    assert "offlne" in err


def test_a_bug_of_ours_is_70(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("jane@gmail.com")

    monkeypatch.setattr("preflight.cli.sends.run", broken)
    status, _out, err = preflight(capsys, "run", str(clean), *arguments)
    assert status == 70
    assert "jane" not in err


def test_a_rule_of_ones_own_is_a_check(capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str]) -> None:
    rule = "{id: not-in-austria, where: \"country = 'AT'\", at_most: 0, fix: Leave Austria out.}"
    (clean / "mine.yaml").write_text(f"extends: default\naudience_rules: [{rule}]\n")
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    status, report = judged(capsys, clean, arguments)
    assert status == 1
    assert outcomes(report, "failed") == ["audience.rule.not-in-austria"]
    (finding,) = next(c for c in report["checks"] if c["id"] == "audience.rule.not-in-austria")["findings"]
    assert finding["fix"] == "Leave Austria out."
    rows = (clean / "audience.csv").read_text("utf-8").splitlines()
    assert finding["evidence"]["matched"] == sum(",AT," in row for row in rows)


@pytest.mark.parametrize("where", ["contry = 'AT'", "1; DROP TABLE x", "(SELECT 1) = 1", "country ="])
def test_a_wrong_rule_is_an_input_error(
    capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], where: str
) -> None:
    (clean / "mine.yaml").write_text(f'extends: default\naudience_rules: [{{id: mine, where: "{where}"}}]\n')
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    status, out, err = preflight(capsys, "run", str(clean), *arguments)
    assert (status, out) == (2, "")
    assert err
