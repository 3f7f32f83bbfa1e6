"""From draft to clearance, and past a change, as people call it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preflight.__main__ import main

MINE = """
extends: default
manual:
  - {id: looked, ask: "Looked at it?", role: reviewer}
approvals:
  - {role: approver, count: 1, not: owner}
  - {role: legal, covers: message}
"""
BOSS, LEO, OWNER = "boss@acme.test", "leo@acme.test", "jane@acme.test"
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], clean: Path, arguments: list[str], tmp_path: Path) -> Call:
    """Calls a command on the clean example; `run` gets the options that lead to the demo's world."""
    now = arguments[arguments.index("--now") : arguments.index("--now") + 2]
    ledger = ["--ledger", f"sqlite:///{tmp_path / 'ledger.db'}"]
    common = {"run": arguments, "verify": ledger, "history": ledger, "stats": ledger}

    def called(command: str, *words: str, send: Path | None = clean) -> tuple[int, str, str]:
        named = [str(send)] if send is not None else []
        status = main([command, *named, *common.get(command, [*now, *ledger]), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def gated(call: Call, *words: str) -> tuple[int, dict[str, Any]]:
    status, out, err = call("gate", "--json", *words)
    assert out, err
    return status, json.loads(out)


def test_from_draft_to_clearance_and_past_a_change(call: Call, clean: Path, tmp_path: Path) -> None:
    (clean / "mine.yaml").write_text(MINE)
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    status, found = gated(call)
    assert (status, found["reasons"]) == (3, ["there is no run of this send in the ledger"])

    assert call("run")[0] == 3
    status, found = gated(call)
    assert status == 3
    assert found["reasons"] == ["1 question is not answered", "2 sign-offs are missing"]

    status, _out, err = call("approve", "--by", "JANE@acme.test", "--role", "approver")
    assert (status, "owns this send" in err) == (2, True)
    assert call("answer", "looked", "--pass", "--by", "rita@acme.test")[0] == 0
    assert call("approve", "--by", LEO, "--role", "legal")[0] == 0
    status, _out, err = call("approve", "--by", "Leo <LEO@acme.test>", "--role", "approver")
    assert (status, "nobody fills two roles" in err) == (2, True)
    assert call("approve", "--by", BOSS, "--role", "approver", "--note", "fine")[0] == 0

    clearance = tmp_path / "clearance.json"
    status, found = gated(call, "--clearance", str(clearance))
    assert (status, found["verdict"], found["reasons"]) == (0, "go", [])
    status, out, _err = call("verify", str(clearance), send=None)
    assert (status, "genuine" in out) == (0, True)
    assert call("verify", str(clearance), "--send", str(clean), send=None)[0] == 0

    rows = (clean / "audience.csv").read_text("utf-8").splitlines()
    (clean / "audience.csv").write_text("\n".join(rows[:-2]) + "\n", "utf-8")
    status, out, _err = call("verify", str(clearance), "--send", str(clean), send=None)
    assert (status, "audience" in out) == (1, True)
    status, found = gated(call)
    assert status == 3
    assert found["reasons"] == ["the last run was of another version; changed since: 2 recipients fewer"]

    call("run")
    status, found = gated(call)
    assert (status, found["reasons"]) == (3, ["1 sign-off is missing"])
    boss = next(one for one in found["approvals"]["given"] if one["by"] == BOSS)
    assert (boss["void"], boss["changed"]) == ("the send changed since", ["2 recipients fewer"])
    assert next(one for one in found["approvals"]["given"] if one["by"] == LEO)["void"] == ""
    status, out, _err = call("approve", "--by", BOSS, "--role", "approver")
    assert (status, "2 recipients fewer" in out) == (0, True)
    assert gated(call)[0] == 0
    status, out, _err = call("sent", "--count", "478", "--by", "ops@acme.test")
    assert (status, "exactly as many" in out) == (0, True)

    assert call("withdraw", "--by", BOSS, "--note", "wrong week")[0] == 0
    status, found = gated(call)
    assert status == 1
    assert "wrong week" in found["reasons"][0]
    assert call("withdraw", "--by", BOSS)[0] == 2
    status, out, _err = call("verify", send=None)
    assert (status, out.startswith("intact: ")) == (0, True)


def test_the_report_of_a_run_has_what_people_decided(call: Call, clean: Path) -> None:
    (clean / "mine.yaml").write_text(MINE)
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    for name in ("email.html", "email.txt"):
        text = (clean / name).read_text("utf-8")
        (clean / name).write_text(text.replace("acme.test/winter/paper", "acme.test/winter/papper"), "utf-8")
    assert call("run")[0] == 1
    call("answer", "looked", "--pass", "--by", "rita@acme.test", "--note", "all sizes")
    call("approve", "--by", LEO, "--role", "legal")
    call("approve", "--by", BOSS, "--role", "approver")
    status, _out, err = call(
        "waive", "links.broken", "--by", OWNER, "--role", "approver", "--reason", "x", "--until", "2026-12-01"
    )
    assert (status, "owner" in err) == (2, True)
    status, _out, err = call("waive", "links.broken", "--by", BOSS, "--role", "approver")
    assert status == 2
    assert err.strip() == "a waiver needs a reason (--reason) and an end date (--until)"
    status, out, _err = call(
        "waive",
        "links.broken",
        "--by",
        BOSS,
        "--role",
        "approver",
        "--reason",
        "goes up tonight",
        "--until",
        "2026-12-01",
    )
    assert status == 0, out
    assert gated(call)[0] == 0
    status, out, err = call("run", "--json")
    report = json.loads(out)
    assert status == 0, report["reasons"]
    assert report["summary"]["waived"] == 1
    broken = next(c for c in report["checks"] if c["id"] == "links.broken")
    assert broken["outcome"] == "waived"
    assert broken["findings"][0]["settled"]["reason"] == "goes up tonight"
    (waiver,) = report["waivers"]
    assert (waiver["state"], waiver["by"], waiver["target"]) == ("active", BOSS, "links.broken")
    assert report["manual"][0] | {"at": ""} == {
        "id": "looked", "ask": "Looked at it?", "role": "reviewer", "answer": "pass", "by": "rita@acme.test",
        "at": "", "note": "all sizes",
    }  # fmt: skip
    assert [(one["role"], one["by"]) for one in report["approvals"]["given"]] == [("legal", LEO), ("approver", BOSS)]
    assert [one["missing"] for one in report["approvals"]["needed"]] == [0, 0]
    assert report["todo"] == []
    assert gated(call)[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["approve", "--role", "pope"], "asks for no pope"),
        (["approve"], "in which role"),
        (["approve", "--role", "legal", "--for", "leo@acme.test"], "needs evidence"),
        (["approve", "--role", "legal", "--for", "leo@acme.test", "--evidence", "nowhere.pdf"], "cannot be read"),
        (["withdraw"], "no sign-off"),
        (["answer", "lookd", "--pass"], "did you mean looked?"),
        (["answer", "looked"], "say --pass or --fail"),
        (["answer", "looked", "--pass", "--series"], "belongs to one send"),
        (["waive", "links.brokn", "--by", BOSS, "--reason", "x", "--until", "2026-12-01"], "did you mean links.broken?"),
        (["waive", "f:123", "--by", BOSS, "--reason", "x", "--until", "2026-12-01"], "no finding f:123"),
        (["waive", "u:123", "--by", BOSS, "--reason", "x", "--until", "2026-12-01"], "preflight answer"),
        (["waive", "links.broken", "--by", BOSS, "--reason", "x", "--until", "2026-12-01"], "role approver"),
        (["waive", "links.broken", "--by", BOSS, "--reason", "x", "--until", "2026-11-01"], "past already"),
        (["waive", "links.broken", "--by", BOSS, "--reason", "x", "--until", "soon"], "is no date"),
        (["waive", "suppression.recipient-listed", "--by", BOSS, "--role", "approver", "--reason", "x", "--until",
          "2026-12-01"], "lets nobody waive"),
        (["waive", "links.broken", "--role", "approver", "--by", BOSS, "--reason", "x", "--until", "2027-06-01",
          "--series"], "30 days at most"),
        (["gate", "--ledger", "none"], "no ledger"),
        (["gate", "--ledger", "sqlite:////proc/nowhere/ledger.db"], "cannot be used"),
        (["gate", "--now", "2026-11-24"], "no offset"),
    ],
)  # fmt: skip
def test_what_is_refused(call: Call, clean: Path, words: list[str], said: str) -> None:
    (clean / "mine.yaml").write_text(MINE)
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    assert call("run")[0] == 3
    status, out, err = call(*words)
    assert (status, out) == (2, ""), err
    assert said in err


def test_the_same_rows_in_another_order_have_the_same_fingerprint(call: Call, clean: Path) -> None:
    first = call("fingerprint", "--explain")[1].splitlines()
    rows = (clean / "audience.csv").read_text("utf-8").splitlines()
    (clean / "audience.csv").write_text("\n".join([rows[0], *sorted(rows[1:])]) + "\n", "utf-8")
    again = call("fingerprint")[1].splitlines()
    assert first[0] == again[0]
    assert any(line.strip().startswith("message subject") for line in first)
    (clean / "audience.csv").write_text("\n".join([*rows, rows[-1]]) + "\n", "utf-8")
    assert call("fingerprint")[1].splitlines()[0] != first[0]


def test_what_changed_is_said_in_words(call: Call, clean: Path, tmp_path: Path) -> None:
    call("run")
    call("approve", "--by", BOSS)
    change(clean / "send.yaml", 'preheader: "Print', 'preheader: "Prints')
    with (clean / "unsubscribed.csv").open("a", encoding="utf-8") as file:
        file.write("one-more@gmail.com,2026-11-01\n")
    _status, out, _err = call("fingerprint", "--against", f"sqlite:///{tmp_path / 'ledger.db'}")
    lines = out.splitlines()[1:]
    assert len(lines) == 2
    assert all(line.endswith(": preheader, list unsubscribed: 1 row more") for line in lines)
    assert "boss@acme.test signed as approver" in lines[1]


def test_a_broken_chain_is_2_and_never_a_verdict(call: Call, tmp_path: Path) -> None:
    call("run")
    assert gated(call)[0] == 0
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE entries SET who = 'joe@host' WHERE seq = 1")
    status, out, err = call("gate")
    assert (status, out) == (2, "")
    assert "broken at entry 1" in err
    assert call("verify", send=None)[0] == 1


def test_a_cut_tail_is_found_out(call: Call, tmp_path: Path) -> None:
    call("run")
    head = json.loads(call("gate", "--json")[1])["ledger"]["head"]
    assert call("verify", "--head", head, send=None)[0] == 0
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("DELETE FROM entries WHERE seq = 2")
    assert call("verify", send=None)[0] == 0
    status, out, _err = call("verify", "--head", head, send=None)
    assert (status, "cut off" in out) == (1, True)


def test_several_sends_the_worst_counts(call: Call, clean: Path, tmp_path: Path) -> None:
    call("run")
    status, out, err = call("gate", str(tmp_path / "none"), "--json")
    told = json.loads(out)
    assert status == 2
    assert [one["verdict"] for one in told] == ["go", None]
    assert "none" in err


@pytest.mark.parametrize("damage", ["payload", "signature", "stranger", "no clearance", "retired since"])
def test_a_clearance_that_does_not_hold(call: Call, tmp_path: Path, damage: str) -> None:
    from preflight.ledger import keys

    call("run")
    file = tmp_path / "clearance.json"
    assert call("gate", "--clearance", str(file))[0] == 0
    assert call("verify", str(file), "--key", keys.every()[0].public, send=None)[0] == 0
    envelope = json.loads(file.read_text())
    key = []
    if damage == "payload":
        envelope["payload"] = envelope["payload"].replace("A", "B", 1)
    elif damage == "signature":
        envelope["signatures"][0]["sig"] = "A" * 86 + "=="
    elif damage == "stranger":
        key = ["--key", keys.new().public]
    elif damage == "no clearance":
        envelope = {"a": 1}
    else:
        keys.retire(keys.every()[0].id)
    file.write_text(json.dumps(envelope))
    status, out, _err = call("verify", str(file), *key, send=None)
    assert status == (0 if damage == "retired since" else 1), out
    assert ("retired" in out) is (damage == "retired since")


def test_no_clearance_without_a_go(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "clearance.json"
    assert call("gate", "--clearance", str(file))[0] == 3
    assert not file.exists()


def test_the_facts_of_a_run_have_their_digest_in_the_ledger(call: Call, tmp_path: Path) -> None:
    import hashlib

    call("run")
    (file,) = (tmp_path / "out").rglob("facts.json")
    (entry,) = json.loads(call("history", "--format", "json", send=None)[1])
    assert entry["body"]["facts"] == "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()


def test_only_what_is_signed_on_the_web_page_counts(call: Call, clean: Path) -> None:
    (clean / "mine.yaml").write_text(MINE + "signers: authenticated\n")
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    for words in (["approve", "--role", "legal"], ["answer", "looked", "--pass"]):
        status, _out, err = call(*words, "--by", LEO)
        assert (status, "web page" in err) == (2, True)
    assert call("reject", "--by", LEO)[0] == 0
    assert gated(call)[0] == 1


def test_a_tick_for_a_url_holds_in_the_next_send(call: Call, clean: Path) -> None:
    for name in ("email.html", "email.txt"):
        text = (clean / name).read_text("utf-8")
        (clean / name).write_text(text.replace("acme.test/winter/paper", "acme.test/winter/papper"), "utf-8")
    assert call("run")[0] == 1
    url = ["--url", "https://*/winter/papper*", "--by", BOSS, "--role", "approver", "--reason", "known"]
    assert call("waive", "links.broken", *url, "--until", "2026-12-20")[0] == 0
    change(clean / "send.yaml", "name: 2026-11_dach", "name: 2026-12_dach")
    _status, out, _err = call("run", "--json")
    report = json.loads(out)
    assert next(c for c in report["checks"] if c["id"] == "links.broken")["outcome"] == "waived"
    assert [one["state"] for one in report["waivers"]] == ["active"]


def test_a_report_on_behalf_of_somebody(call: Call, clean: Path, tmp_path: Path) -> None:
    (clean / "mine.yaml").write_text(MINE)
    change(clean / "send.yaml", "kind: marketing", "kind: marketing\nchecklist: mine.yaml")
    call("run")
    mail = tmp_path / "mail.eml"
    mail.write_text("Fine with me")
    assert call("approve", "--role", "legal", "--by", OWNER, "--for", LEO, "--evidence", str(mail))[0] == 0
    _status, found = gated(call)
    (given,) = found["approvals"]["given"]
    assert (given["for"], given["by"], given["evidence"]["file"]) == (LEO, OWNER, "mail.eml")
    status, _out, err = call("approve", "--role", "approver", "--for", OWNER, "--by", BOSS, "--evidence", str(mail))
    assert (status, "owns this send" in err) == (2, True)


def test_whoever_refuses_while_the_gate_decides_is_heard(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from preflight.ledger import decision
    from preflight.ledger.deeds import Rejection
    from preflight.ledger.store import Ledger

    call("run")
    asked = []

    def decide(case: decision.Case) -> decision.Decision:
        if not asked:
            with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
                body, version = Rejection(BOSS, "no"), case.ground.covered.fingerprint
                ledger.append("rejection", who="x", send=case.ground.send, fingerprint=version, body=body)
        asked.append(case)
        return decision.decide(case)

    monkeypatch.setattr("preflight.gate.decide", decide)
    status, found = gated(call)
    assert (status, found["verdict"], len(asked)) == (1, "stop", 2)
