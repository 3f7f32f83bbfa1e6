"""Facts from a few words: for our tests, the examples in the checks' docstrings, and authors of plug-ins.

    facts = facts_from('''
        html: <a href="https://shop.test/gone">Shop</a>
        web: {https://shop.test/gone: 404}
    ''')
    result = judge_check(checks.links.broken.broken, facts)

Keys of an example:

    html, text                     the bodies of a draft; or `eml`, a raw message
    subject, from, reply_to, preheader, headers
    send                           any further keys of a send.yaml
    files                          further files that the send names: name → content
    web                            URL → status | "timeout" | {status, fault, detail, to: [hops], tls: {…}, …}
    dial                           "host:port" → {fault, tls: {…}} | "timeout"
    dns                            "TXT name" → [values] | "nxdomain" | "timeout"; "SPF name", "DMARC name" → fields
    audience                       {rows, bad, lists, consent, measures}, see facts/audience.py
    history                        earlier runs, the newest first: [{at, rows, gate_go, dns: {"SPF name": [records]},
                                    traces: {event, campaigns}}]
    others                         other sends on about the same day: [{name, scheduled_at, audience, shared}]
    spelling                       dictionary → {unknown: [words]}
    spam                           message → {score, threshold, rules: [{name, score, words}]}
    sent                           sends from the same domain that went out: [{name, scheduled_at, rows, gate_go}]
    recently_mailed                {days: how many of the audience were mailed in that time}
    now                            the instant to judge as of
    options                        of the check
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import yaml

from preflight.check import Check
from preflight.facts import Audience, Clock, Dns, Facts, History, SpamScores, Spelling, Web
from preflight.facts.audience import BadRow, Example, Measured, Table
from preflight.facts.dns import DmarcPolicy, DnsAnswer, Records, SpfTree, SpfVerdict
from preflight.facts.history import PastRun
from preflight.facts.send import Send
from preflight.facts.web import Answer, Dialed, Hop, Tls, Unanswered

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
_MESSAGE = ("subject", "from", "reply_to", "preheader", "headers", "language", "state", "platform")


def facts_from(example: str | Mapping[str, Any]) -> Facts:
    """The facts that an example describes. What it does not speak of is absent, or was answered with nothing.

    Raises KeyError for a key that no example has, InputError where its send is wrong.
    """
    words = _read(example)
    unknown = set(words) - {
        "html", "text", "eml", "send", "files", "web", "dial", "dns", "audience", "history", "others", "sent",
        "recently_mailed", "spelling", "spam", "now", "options", *_MESSAGE,
    }  # fmt: skip
    if unknown:
        raise KeyError(f"no example has the keys {sorted(unknown)}")
    now = words.get("now")
    return Facts(
        send=send_from(words),
        clock=Clock(datetime.fromisoformat(str(now)) if now else NOW),
        web=_web(words.get("web") or {}, words.get("dial") or {}),
        dns=_dns(words.get("dns") or {}),
        audience=audience_from(words.get("audience") or {}),
        spelling=msgspec.convert({"answers": _tagged(words.get("spelling"), "Spelt")}, Spelling),
        spam=msgspec.convert({"answers": _tagged(words.get("spam"), "Scored")}, SpamScores),
        history=History(
            runs=_pasts(words, "history"),
            others=_pasts(words, "others"),
            sent=_pasts(words, "sent"),
            recently_mailed=words.get("recently_mailed") or {},
        ),
    )


def send_from(words: Mapping[str, Any]) -> Send:
    """The send of an example, read by the loader that reads everybody's."""
    from preflight.load import load_from

    files = {name: _octets(body) for name, body in (words.get("files") or {}).items()}
    message: dict[str, Any] = {key: words[key] for key in _MESSAGE if key in words and key != "platform"}
    for key, name in (("html", "email.html"), ("text", "email.txt"), ("eml", "proof.eml")):
        if key in words:
            files[name] = _octets(words[key])
            message[key] = name
    manifest: dict[str, Any] = {"name": "example", "timezone": "UTC", **(words.get("send") or {})}
    if message:
        manifest["message"] = {**message, **manifest.get("message", {})}
    for suppressed in manifest.get("suppression") or []:
        files.setdefault(suppressed.get("members", ""), b"email\n")
    members = (manifest.get("audience") or {}).get("members")
    if isinstance(members, str):
        files.setdefault(members, b"email\n")
    return load_from(json.dumps(manifest, default=_isoformat, ensure_ascii=False), files).send


def _pasts(words: Mapping[str, Any], key: str) -> tuple[PastRun, ...]:
    return tuple(_past(one) for one in words.get(key) or ())


def _past(words: Mapping[str, Any]) -> PastRun:
    plain = {"name": "example", "at": "2026-11-17T08:00:00Z", "verdict": "go", "fingerprint": ""}
    times = {key: _isoformat(value) for key, value in words.items() if isinstance(value, date)}
    return msgspec.convert({**plain, **words, **times}, PastRun)


def audience_from(words: Mapping[str, Any]) -> Audience:
    """Facts of an audience: `rows`, `bad`, `lists`, `consent` and `measures` by name."""
    if not words:
        return Audience()
    return Audience(
        members=_table("audience", words) if "rows" in words else None,
        lists={name: _table(name, spec) for name, spec in (words.get("lists") or {}).items()},
        consent=_table("consent", words["consent"]) if "consent" in words else None,
        measures={name: _measured(value) for name, value in (words.get("measures") or {}).items()},
    )


def judge_check(check: Check, facts: Facts, options: Mapping[str, Any] | None = None) -> Any:
    """The `Result` of one check on these facts, as a run would report it."""
    from preflight.judge import allowed_addresses
    from preflight.judge.one import judge_one
    from preflight.policy import Chosen, Setting
    from preflight.privacy import masker

    setting = Setting(options=msgspec.convert(dict(options or {}), check.options, strict=False))
    return judge_one(Chosen.of(check, setting), facts, True, masker(allowed_addresses(facts.send)))[0]


def judge_example(check: Check, example: str) -> Any:
    """The `Result` of a check on an example of its docstring, `options` included."""
    words = _read(example)
    return judge_check(check, facts_from(words), words.get("options"))


def _read(example: str | Mapping[str, Any]) -> dict[str, Any]:
    return dict(yaml.safe_load(example) if isinstance(example, str) else example)


def _isoformat(value: Any) -> str:
    """YAML reads a time as a time; the manifest wants its words."""
    return str(value.isoformat())


def _octets(body: str | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.encode()


def _tagged(words: Mapping[str, Any] | None, kind: str) -> dict[str, Any]:
    """Answers as they serialise; a word instead of one says why there is none."""
    return {
        key: msgspec.to_builtins(_unanswered(one)) if isinstance(one, str) else {"type": kind, **one}
        for key, one in (words or {}).items()
    }


def _web(answers: Mapping[str, Any], dials: Mapping[str, Any]) -> Web:
    return Web(
        answers={url: _answer(url, spec) for url, spec in answers.items()},
        dials={place: _dialed(place, spec) for place, spec in dials.items()},
    )


def _answer(url: str, spec: Any) -> Answer | Unanswered:
    if isinstance(spec, str):
        return _unanswered(spec)
    fields: dict[str, Any] = {"status": spec} if isinstance(spec, int) else dict(spec)
    tls = _tls(fields.pop("tls", None), url)
    chain = [url, *fields.pop("to", [])]
    status = fields.get("status", 0 if fields.get("fault") else 200)
    hops = [Hop(step, status=302, how="redirect", tls=_tls(None, step)) for step in chain[:-1]]
    hops.append(Hop(chain[-1], status=status, tls=tls))
    return msgspec.convert({"content_type": "text/html", **fields, "type": "Answer", "url": url, "status": status,
                            "hops": msgspec.to_builtins(hops)}, Answer)  # fmt: skip


def _tls(spec: Mapping[str, Any] | None, url: str) -> Tls | None:
    if spec is None:
        return Tls(not_after="2027-11-24T00:00:00Z", version="TLSv1.3") if url.startswith("https:") else None
    return msgspec.convert({"not_after": "2027-11-24T00:00:00Z", **spec}, Tls)


def _dialed(place: str, spec: Any) -> Dialed | Unanswered:
    if isinstance(spec, str):
        return _unanswered(spec)
    host, _, port = place.rpartition(":")
    tls = _tls(spec.get("tls"), f"https://{host}")
    return Dialed(host, int(port), fault=spec.get("fault", ""), detail=spec.get("detail", ""), tls=tls)


def _unanswered(word: str) -> Unanswered:
    reasons = {"timeout": "no answer within 10 s", "offline": "offline", "budget": "out of time",
               "resolver": "the name server did not answer", "guard": "leads to a private address"}  # fmt: skip
    return msgspec.convert({"type": "Unanswered", "kind": word, "reason": reasons.get(word, word)}, Unanswered)


def _dns(words: Mapping[str, Any]) -> Dns:
    return Examples(answers={key: _records(key, spec) for key, spec in words.items()})


class Examples(Dns, frozen=True):
    """DNS facts in which a name that the example does not speak of was asked and does not exist."""

    def records(self, name: str, kind: Any) -> Records | Unanswered:
        """The records of one name; none where the example has none."""
        found = self.answers.get(f"{kind} {name.lower()}", Records(name, kind, nxdomain=True))
        return found if isinstance(found, Records | Unanswered) else super().records(name, kind)

    def spf(self, domain: str) -> SpfTree | Unanswered:
        """The SPF tree; one without a record where the example has none."""
        found = self.answers.get(f"SPF {domain.lower()}", _spf(domain, {"result": "none"}))
        return found if isinstance(found, SpfTree | Unanswered) else super().spf(domain)

    def dmarc(self, domain: str) -> DmarcPolicy | Unanswered:
        """The DMARC policy; none where the example has none."""
        found = self.answers.get(f"DMARC {domain.lower()}", DmarcPolicy(domain, asked=(f"_dmarc.{domain}",)))
        return found if isinstance(found, DmarcPolicy | Unanswered) else super().dmarc(domain)


def _records(key: str, spec: Any) -> DnsAnswer:
    kind, _, name = key.partition(" ")
    if isinstance(spec, str) and spec != "nxdomain":
        return _unanswered(spec)
    if kind == "SPF":
        return _spf(name, spec)
    if kind == "DMARC":
        return msgspec.convert({"type": "DmarcPolicy", "domain": name, "asked": [f"_dmarc.{name}"],
                                "found_at": f"_dmarc.{name}" if spec.get("records") or spec.get("tags") else "",
                                **spec}, DmarcPolicy)  # fmt: skip
    if kind == "SPFTEST":
        ip, _, domain = name.partition(" ")
        return msgspec.convert({"type": "SpfVerdict", "ip": ip, "domain": domain, **spec}, SpfVerdict)
    if isinstance(spec, Mapping):
        shaped: DnsAnswer = msgspec.convert({"name": name, "kind": kind, **spec}, _kinds()[kind])
        return shaped
    values = () if spec == "nxdomain" else tuple(spec)
    return msgspec.convert({"type": "Records", "name": name, "kind": kind, "values": values,
                            "nxdomain": spec == "nxdomain"}, Records)  # fmt: skip


def _kinds() -> dict[str, Any]:
    """Answers with a shape of their own, by the kind of the question."""
    from preflight.facts import dns

    return {kind: found for kind, name in {"DKIM": "DkimKey"}.items() if (found := getattr(dns, name, None))}


def _spf(domain: str, spec: Mapping[str, Any]) -> SpfTree:
    root = {"domain": domain, "records": spec.get("records", []), **spec.get("root", {})}
    rest = {key: value for key, value in spec.items() if key not in {"root", "records"}}
    return msgspec.convert({"type": "SpfTree", "domain": domain, "root": root, **rest}, SpfTree)


def _table(name: str, spec: Any) -> Table | Unanswered:
    if isinstance(spec, str):
        return Unanswered("error", spec)
    fields: dict[str, Any] = {"rows": spec} if isinstance(spec, int) else dict(spec)
    bad = tuple(
        msgspec.convert({"file": f"{name}.csv", "reason": "cut off", **row}, BadRow) for row in fields.get("bad", ())
    )
    rows = int(fields.get("rows", 0))
    return Table(
        name=name, rows=rows, columns=tuple(fields.get("columns", ("email",))),
        address_column=fields.get("address_column", "email"), addresses=int(fields.get("addresses", rows)),
        bad=bad, bad_total=int(fields.get("bad_total", len(bad))), non_ascii=int(fields.get("non_ascii", 0)),
        dates=fields.get("dates", {}),
    )  # fmt: skip


def _measured(value: Any) -> Measured | Unanswered:
    if isinstance(value, str):
        return Unanswered("error", value)
    if not isinstance(value, Mapping):
        return Measured(value)
    examples = tuple(Example(masked, f"d{n}") for n, masked in enumerate(value.get("examples", ())))
    return Measured(value.get("value"), tuple((k, v) for k, v in value.get("groups", ())), examples)
