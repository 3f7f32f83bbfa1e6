"""The JSON report, to the letter of the contract."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preflight.facts.limits import allowed_addresses
from preflight.facts.send import Header, Message, Value
from preflight.finding import Finding, Location, Mender, Severity, Tally, Unknown, _
from preflight.report.files import load_facts, save_facts
from preflight.report.model import build
from preflight.report.schema import report_schema
from preflight.report.write import as_json, write_reports
from tests.report import samples
from tests.report.samples import at, info, made, report, rich

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def check(found: dict, id: str) -> dict:
    return next(one for one in found["checks"] if one["id"] == id)


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    found = report()
    assert list(found)[:13] == [
        "schema", "preflight", "send", "checklist", "verdict", "reasons", "started_at", "seconds", "summary", "checks",
        "not_covered", "manual", "approvals",
    ]  # fmt: skip
    assert list(found["send"])[:4] == ["name", "fingerprint", "scheduled_at", "platform"]
    assert list(found["checklist"])[:2] == ["name", "digest"]
    assert list(found["checks"][0])[:11] == [
        "id", "title", "severity", "required", "outcome", "mender", "summary", "reason", "measures", "findings",
        "unknowns",
    ]  # fmt: skip
    assert list(check(found, "links.broken")["findings"][0])[:6] == [
        "id", "message", "fix", "location", "evidence", "places",
    ]  # fmt: skip


def test_what_it_says() -> None:
    found = report()
    links = check(found, "links.broken")
    assert (found["verdict"], links["outcome"], links["severity"]) == ("stop", "failed", "blocker")
    assert found["summary"] == {"passed": 2, "failed": 6, "unknown": 2, "skipped": 2, "waived": 0, "crashed": 1}
    first = links["findings"][0]
    assert first["location"] == {
        "message": "default", "file": "email.html", "line": 4, "column": 6, "path": "html > body > p > a",
    }  # fmt: skip
    assert [place["line"] for place in first["places"]] == [5, 3, 2, 6]
    assert first["evidence"]["status"] == 404
    assert links["unknowns"][0]["reason"] == "403: the server refuses robots"
    assert check(found, "suppression.recipient-listed")["findings"][0]["location"] is None
    assert "links.broken: 2 of 31 links answer with an error" in found["reasons"]
    assert found["send"]["scheduled_at"] == "2026-11-24T09:00:00+01:00"
    assert (found["send"]["recipients"], found["send"]["recipients_from"]) == (48_200, "file")


def test_checks_stand_in_the_order_of_the_catalogue() -> None:
    families = [one["family"] for one in report()["checks"]]
    assert families.index("suppression") < families.index("authentication") < families.index("links")
    assert families.index("links") < families.index("html") < families.index("naming")


@pytest.mark.parametrize(
    "found", [report(), rich()[0], report(made("links.x", Severity.NOTE, Mender.WEB, Tally(_("1 of 1"))))]
)
def test_the_schema_holds(found: dict) -> None:
    VALIDATOR.check_schema(report_schema())
    VALIDATOR.validate(json.loads(as_json(found)))


def test_the_schema_refuses_what_is_no_report() -> None:
    found = json.loads(as_json(report()))
    del found["checks"][0]["outcome"]
    found["verdict"] = "maybe"
    assert len(list(VALIDATOR.iter_errors(found))) == 2


def test_the_same_facts_give_the_same_octets() -> None:
    one, other = report(), report()
    later = report(started_at=samples.STARTED + timedelta(hours=1), seconds=9.0)
    assert as_json(one) == as_json(other)
    assert as_json({**later, "started_at": one["started_at"], "seconds": one["seconds"]}) == as_json(one)


def test_the_to_do_list_is_grouped_by_mender_and_begins_with_blockers() -> None:
    found, _facts = rich()
    groups = {group["mender"]: group["items"] for group in found["todo"]}
    assert list(groups)[:3] == ["data", "web", "dns"]
    assert [(item["kind"], item["check"]) for item in groups["web"]] == [
        ("mend", "links.broken"), ("mend", "links.broken"), ("look", "links.broken"),
    ]  # fmt: skip
    assert {item["kind"] for item in groups["operator"]} == {"broke", "give"}
    assert not any(item["check"] == "images.broken" for items in groups.values() for item in items), "not required"
    assert all(
        item["places"] == (5 if item["kind"] == "mend" and "old" in item["text"] else 1) for item in groups["web"]
    )


def _blind(*ids: str, reason: str = "offline: nothing was requested") -> dict:
    """A report in which these checks could not be judged, for one reason."""
    return report(
        *(
            made(id, Severity.BLOCKER, Mender.WEB, *(_unknown(reason, line) for line in range(n)), Tally(_("0 of 1")))
            for n, id in enumerate(ids, 1)
        )
    )


def _unknown(reason: str, line: int) -> Unknown:
    return Unknown(_("{reason}", reason=reason), key="all", location=Location("default", "email.html", line + 1, 1))


def test_one_reason_for_many_checks_is_one_thing_to_do_and_one_reason() -> None:
    found = _blind("links.broken", "images.broken", "landing.utm-lost")
    assert [(group["mender"], [item["kind"] for item in group["items"]]) for group in found["todo"]] == [
        ("operator", ["again"])
    ]
    item = found["todo"][0]["items"][0]
    assert (item["title"], item["text"]) == ("3 checks could not be judged", "offline: nothing was requested")
    assert found["reasons"] == ["links.broken: could not be judged, like 2 more checks: offline: nothing was requested"]
    VALIDATOR.validate(json.loads(as_json(found)))


def test_what_keeps_one_check_alone_is_told_beside_what_keeps_many() -> None:
    offline, token = "offline: nothing was requested", "a token makes the address"
    found = report(
        made(
            "links.broken",
            Severity.BLOCKER,
            Mender.WEB,
            _unknown(offline, 1),
            Unknown(_("{reason}", reason=token), key="token"),
            Tally(_("0 of 2")),
        ),
        *(
            made(id, Severity.BLOCKER, Mender.WEB, _unknown(offline, 1), Tally(_("0 of 1")))
            for id in ("images.broken", "landing.utm-lost")
        ),
    )
    assert found["reasons"] == [
        f"links.broken: could not be judged, like 2 more checks: {offline}",
        f"links.broken: could not be judged: {token}",
    ]


def test_two_checks_with_one_reason_are_told_each() -> None:
    found = _blind("links.broken", "images.broken")
    assert [item["kind"] for item in found["todo"][0]["items"]] == ["look", "look"]
    assert len(found["reasons"]) == 2


def test_new_fixed_and_still_there() -> None:
    compared = rich()[0]["comparison"]
    assert compared["fixed"] == ["f:gone"]
    assert compared["fixed_findings"][0]["message"] == "https://acme.example/b answers 500"
    assert len(compared["new"]) == 1
    assert len(compared["unchanged"]) == 6
    assert report()["comparison"] is None


def test_what_could_not_be_judged_again_is_not_fixed() -> None:
    bad = Finding(_("bad"), key="k", fix=_("mend"))
    before = report(made("links.broken", Severity.BLOCKER, Mender.WEB, bad, Tally(_("1 of 1"))))
    unknown = Unknown(_("offline"), key="all")
    now = report(made("links.broken", Severity.BLOCKER, Mender.WEB, unknown, Tally(_("0 of 1"))), previous=before)
    assert now["comparison"]["fixed"] == []
    assert now["comparison"]["not_judged"] == [before["checks"][0]["findings"][0]["id"]]


@pytest.mark.parametrize(
    "previous", [{}, {"checks": 3}, {"checks": [None, {"findings": "x"}, {"findings": [{"id": 7}]}]}]
)
def test_a_previous_report_may_be_anything(previous: dict) -> None:
    assert report(previous=previous)["comparison"]["fixed"] == []


def shaped(address: str) -> dict:
    words = _("{who} stands in the mail", who=address)
    url = f"https://acme.example/x?e={address.replace('@', '%40')}"
    bad = Finding(
        words, key=address, fix=words, location=at(3, path=address), evidence={"url": url, "n": [{address: (address,)}]}
    )
    unknown = Unknown(words, key=address, evidence={"to": address})
    checks = made("links.broken", Severity.BLOCKER, Mender.WEB, bad, unknown, Tally(words))
    return report(
        checks, known=samples.facts(html=f"<p>\n{address}\n<a>{address}</a>", name=f"to {address}"), notes=(address,)
    )


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(r"[a-z0-9]([a-z0-9._+]{0,20}[a-z0-9])?@[a-z0-9]{1,12}(\.[a-z0-9]{1,8})?\.[a-z]{2,6}", fullmatch=True)
)
def test_no_address_of_a_recipient_leaves(address: str) -> None:
    found = shaped(address)
    allowed = {"events@mail.acme.example", "hello@acme.example", "jane@acme.example"}
    written = as_json(found).decode()
    assert set(ADDRESS.findall(written)) <= allowed | {address} & allowed
    assert address.replace("@", "%40") not in written


def test_the_senders_own_addresses_are_shown() -> None:
    send = report()["send"]
    assert (send["from"], send["reply_to"], send["owner"]) == (
        "Acme Events <events@mail.acme.example>", "hello@acme.example", "jane@acme.example",
    )  # fmt: skip


def test_judging_saved_facts_again_gives_the_same_report(tmp_path) -> None:
    verdict, facts, policy = samples.judged()
    save_facts(facts, tmp_path / "facts.json")
    assert b"jane.roe@customer.example" not in (tmp_path / "facts.json").read_bytes()
    again = load_facts(tmp_path / "facts.json")
    judged = samples.judged(known=again)
    assert as_json(build(judged[0], judged[1], policy, info())) == as_json(build(verdict, facts, policy, info()))
    save_facts(again, tmp_path / "twice.json")
    assert (tmp_path / "twice.json").read_bytes() == (tmp_path / "facts.json").read_bytes()


def test_half_a_surrogate_pair_can_be_written(tmp_path) -> None:
    found = report(known=samples.facts(name="a\ud83d", html="<p>\udc00"))
    assert "\ud83d" not in found["send"]["name"]
    write_reports(found, tmp_path, ("html", "json", "junit", "sarif", "markdown"), "en")
    assert msgspec.json.decode((tmp_path / "report.json").read_bytes())["send"]["name"] == "a?"


def test_the_head_of_the_record_and_broken_plug_ins_are_named() -> None:
    found = report(ledger_head="sha256:1", plugins_broken={"acme": "ImportError"})
    assert found["ledger"] == {"head": "sha256:1"}
    assert found["plugins_broken"] == {"acme": "ImportError"}
    assert any(item["title"] == "acme" for group in found["todo"] for item in group["items"])


def test_every_address_of_the_sender_is_known_and_no_other() -> None:
    place = at(1)
    written = "<mailto:Leave@u.acme.example?subject=x>, <https://u.acme.example/?to=jane@customer.example>"
    header = Header("List-Unsubscribe", written, written, place)
    sender = Value('"Roe, J." <one@acme.example>, Two <Two@acme.example>', place)
    send = samples.facts(messages=(Message(name="m", state="proof", sender=sender, headers=(header,)),)).send
    assert allowed_addresses(send) == {
        "leave@u.acme.example",
        "one@acme.example",
        "two@acme.example",
        "jane@acme.example",
    }
