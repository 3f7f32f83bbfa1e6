"""mta-sts, on facts and over a name server and a web site on loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preflight.checks.authentication.mta_sts import mta_sts
from preflight.facts import Clock, Facts
from preflight.gather import Tables, gather
from preflight.gather.settings import Outside
from preflight.testing import NOW, facts_from, judge_check
from preflight.verdict import Result
from tests.gather.web.site import Site, answer, serving
from tests.gather.web.test_tls import authority, issued
from tests.servers.dns import NameServer

URL = "https://mta-sts.acme.test/.well-known/mta-sts.txt"
RECORD = ["v=STSv1; id=20261101"]
SOUND = "version: STSv1 mode: enforce mx: mx.acme.test mx: *.acme.net max_age: 604800"
MX = ["10 mx.acme.test", "20 in.acme.net"]


def judged(records: Any = RECORD, policy: Any = SOUND, mx: Any = MX) -> Result:
    spec = policy
    if isinstance(policy, str) and policy != "timeout":
        spec = {"status": 200, "content_type": "text/plain", "page": {"text": policy}}
    facts = facts_from({
        "from": "Acme <events@acme.test>", "html": "<p>Hi</p>", "web": {URL: spec},
        "dns": {"TXT _mta-sts.acme.test": records, "MX acme.test": mx},
    })  # fmt: skip
    result = judge_check(mta_sts, facts)
    assert isinstance(result, Result)
    return result


def said(result: Result) -> str:
    return " · ".join(str(one.text) for one in (*result.findings, *result.unknowns)) or result.outcome.value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "passed"),
        ({"policy": SOUND.replace("enforce", "testing")}, "passed"),
        ({"policy": "version: STSv1 mode: none max_age: 0"}, "passed"),
        ({"mx": []}, "passed"),
        ({"mx": ["0 ."]}, "passed"),
        ({"records": []}, "acme.test has no MTA-STS record"),
        ({"records": ["other"]}, "acme.test has no MTA-STS record"),
        ({"records": RECORD * 2}, "acme.test has more than one MTA-STS record, so none counts"),
        ({"records": ["v=STSv1;"]}, "the MTA-STS record of acme.test has no id= of up to 32 letters and digits"),
        ({"records": ["v=STSv1; id=2026-11"]}, "the MTA-STS record of acme.test has no id= of up to 32 letters and digits"),
        ({"policy": {"status": 404}}, "acme.test has an MTA-STS record, and its policy file cannot be had"),
        ({"policy": {"fault": "tls"}}, "acme.test has an MTA-STS record, and its policy file cannot be had"),
        ({"policy": {"status": 200, "to": ["https://acme.test/x"], "page": {"text": SOUND}}},
         "the MTA-STS policy of acme.test is a redirect, which mail servers do not follow"),
        ({"policy": "mode: enforce"}, "the MTA-STS policy of acme.test does not say version: STSv1"),
        ({"policy": SOUND.replace("enforce", "on")},
         "the MTA-STS policy of acme.test says no mode that there is (enforce, testing, none)"),
        ({"policy": SOUND.replace("604800", "99999999")},
         "the MTA-STS policy of acme.test says no max_age of up to 31557600 seconds"),
        ({"policy": "version: STSv1 mode: enforce max_age: 1"}, "the MTA-STS policy of acme.test names no mail server (mx:)"),
        ({"mx": ["10 mx.acme.test", "20 a.b.acme.net", "30 acme.net"]},
         "the MTA-STS policy of acme.test does not name its mail server a.b.acme.net, acme.net"),
        ({"policy": "timeout"}, "the MTA-STS policy of acme.test could not be judged: no answer within 10 s"),
        ({"policy": {"status": 200, "page": {"words": 150}}}, "the MTA-STS policy of acme.test could not be judged: "
         "the server answers robots with another page, or the file is too long"),
        ({"records": "timeout"}, "DNS gave no answer about _mta-sts.acme.test: no answer within 10 s"),
        ({"mx": "timeout"}, "DNS gave no answer about MX acme.test: no answer within 10 s"),
    ],
)  # fmt: skip
def test_what_is_said(change: dict[str, Any], words: str) -> None:
    result = judged(**change)
    assert said(result) == words
    assert result.severity.value == "note"


def test_it_is_off_unless_a_checklist_wants_it() -> None:
    assert not mta_sts.on


@given(
    st.lists(
        st.sampled_from(["version:", "mode:", "mx:", "max_age:", " ", "STSv1", "9", "é", "\x00", "*."]), max_size=12
    )
)
def test_no_policy_is_too_odd(pieces: list[str]) -> None:
    assert judged(policy="".join(pieces)).outcome.value in {"failed", "passed"}


@given(st.text(max_size=60))
def test_no_record_is_too_odd(text: str) -> None:
    assert judged(records=[text]).outcome.value == "failed"


def test_the_policy_is_fetched_once_the_record_is_known(tmp_path: Path) -> None:
    policy = b"version: STSv1\r\nmode: enforce\r\nmx: mx.acme.test\r\nmax_age: 604800\r\n"
    roots = tmp_path / "ca.pem"
    authority().cert_pem.write_to_path(str(roots))
    known = Facts(facts_from({"from": "Acme <events@acme.test>", "html": "<p>Hi</p>"}).send, Clock(NOW))

    async def story() -> tuple[Facts, Site]:
        site = Site({"/.well-known/mta-sts.txt": answer(200, policy, Content_Type="text/plain")})
        async with serving(site, issued("mta-sts.acme.test")):
            with NameServer('_mta-sts.acme.test TXT "v=STSv1; id=1"\nacme.test MX 10 mx.acme.test.') as server:
                outside = Outside(
                    nameservers=(server.address,), connect_to=(f":443:127.0.0.1:{site.port}",), ca_file=roots
                )
                asks = [lambda facts: list(mta_sts.asks(facts.send, mta_sts.options(), facts))]
                return await asyncio.to_thread(gather, known, asks, outside, Tables()), site

    facts, site = asyncio.run(story())
    assert site.asked == ["GET /.well-known/mta-sts.txt"]
    assert said(judge_check(mta_sts, facts)) == "passed"
