"""One made-up audience with everything in it that engines read differently, always the same, and what it is asked."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from preflight.checklist import load_checklist
from preflight.facts import Clock, Facts
from preflight.facts.audience import Audience, Cell, Measure, Sample
from preflight.facts.send import AudienceSpec, Brief, ConsentSpec, ListSpec, Send
from preflight.gather.audience import gather_audience
from preflight.gather.audience.normalise import normalise
from tests.gather.audience.made import HERE, KEY, ROWS, SURPLUS

Row = tuple[str | None, ...]
Rows = Sequence[Row]
ZONE = "Europe/Berlin"
_EDGES = [
    "jane@acme.test", " Jane@ACME.test ", "JANE@acme.TEST\t", "\u00a0jane@acme.test\u200b", "\ufeffjane@acme.test",
    "jane+tag@acme.test", "ÄNNE@acme.test", "änne@acme.test", "a\u0308nne@acme.test", "İstanbul@acme.test",
    "ΣΟΦΟΣ@acme.test", "straße@acme.test", "STRASSE@acme.test", "info@bücher.test", "INFO@BÜCHER.test",
    "info@xn--bcher-kva.test", "info@faß.test", "jö@münchen.example.test", "用户@例え.test", "😀@emoji.test",
    "no-at-sign", "Ünicode ohne", "two@at@signs.test", "@nothing.test", "nothing@", "Jane <jane@acme.test>",
    "a@b.test, c@d.test", "it's@quote.test", 'double"quote@q.test', "back\\slash@q.test", "100%@q.test", "%s@q.test",
    "$1@q.test", "#hash@q.test", "=1+1@q.test", "-- @q.test", "'); DROP TABLE people; --@q.test", "tab\there@q.test",
    "line\nbreak@q.test", "cr\r\nlf@q.test", "\x01ctrl@q.test", "\x7fdel@q.test", "", " ", "\u00a0", "\u200b", None,
    "x" * 3000 + "@long.test", "deep@a.b.c.d.evil.test", "at@evil.test", "not@notevil.test", "dots@a..b.test",
    "end@dot.test.", "Ж@кириллица.test", "\u2003wide@space.test", "𝔘@math.test", "a@" + "d." * 140 + "test", "a@com", "a@.com",
]  # fmt: skip
_COUNTRIES = ["DE", "de", "Deutschland", "DEUTSCHLAND", "Österreich", "ÖSTERREICH", "österreich", " AT ", "Schweiz",
              "Côte d'Ivoire", "CÔTE D'IVOIRE", "USA", "United States", "Nowhere", "", None, "FR", "Türkiye", "日本"]  # fmt: skip
_STATUS = ["opted-in", "Opted In", "OPTED_IN", "subscribed", "unsubscribed", "opted-out", "pending", "maybe", "jä", "JÄ",
           "", None, "x@y.test", " opted-in ", "w" * 50]  # fmt: skip
_BASIS = ["express", "double-opt-in", "Double Opt-In", "contract", "legitimate-interest", "sonst", "", None]
_DATES = [
    "2026-05-01", "2026-05-01T10:00:00Z", "2026-05-01 10:00:00", "2026-05-01T10:00:00+02:00", "2026-05-01 10:00:00.123456",
    "2026-05-01T10:00:00.5-05:30", "2024-02-29", "2023-02-29", "2026-04-31", "2026-13-01", "2026-12-31", "2026-01-31 23:59:59",
    "31.12.2025", "31.12.2025 08:15", "1.2.2025", "05/06/2025", "2025/06/05", "2025-6-5", "20250605", "yesterday", "now",
    "infinity", "-infinity", "epoch", "", None, " 2026-05-02 ", "2026-05-01T10:00", "2026-05-01 24:00:00", "2026-05-01 10:00:60",
    "0000-01-01", "9999-12-27", "12345-01-01", "2026-05-01 10:00:00 Europe/Paris", "2026-05-01T10:00:00+14:00", "2026-05-01T10:00:00+0200",
    "٢٠٢٦-٠٥-٠١", "2026-05-01\u00a0", "1969-12-31", "2026-10-25 02:30:00", "2026-03-29 02:30:00",
    "3/25/2026 3:04 PM", "03/05/2026", "1749117600", "1749117600000", "Thu, 05 Jun 2025 10:00:00 +0000", "5-Jun-2025", "20250605T100000Z",
    "2026-10-25 01:59:59", "2026-10-25 03:00:00", "2026-03-29 01:59:59", "2026-03-29 03:00:00",
]  # fmt: skip
SAMPLE = Sample(("Quelle", "country", "status"), "seed", 40)
COLUMNS = ("Email Address", "Country", "status", "basis", "at", "n", 'odd "name"', "last_engaged", "Quelle")
CONSENT = ("email", "status", "basis", "at", "country", "how")


@dataclass
class Nasty:
    """The tables: the first row of each is its header."""

    audience: Rows
    consent: Rows
    lists: dict[str, tuple[str, Rows]] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, Rows]:
        return {
            "audience": self.audience, "register": self.consent,
            **{f"list_{name}": rows for name, (_kind, rows) in self.lists.items()},
        }  # fmt: skip


def nasty(seed: int = 7, rows: int = 600) -> Nasty:
    dice = random.Random(seed)
    people: list[str | None] = [*_EDGES, *(f"person{dice.randrange(rows)}@{_domain(dice)}" for _ in range(rows))]
    audience: list[Row] = [
        (one, dice.choice(_COUNTRIES), dice.choice(_STATUS), dice.choice(_BASIS), dice.choice(_DATES),
         dice.choice(["1", "2", "", None, "x"]), dice.choice([None, "", "q"]), dice.choice(_DATES),
         dice.choice([None, " ", "\u00a0", "fair", "Formulär"]))
        for one in people
    ]  # fmt: skip
    some = [one for one in people if one]
    consent: list[Row] = [
        (_other(dice, dice.choice(some)), dice.choice(_STATUS), dice.choice(_BASIS), dice.choice(_DATES), dice.choice(_COUNTRIES),
         dice.choice([None, " ", "fair"]))
        for _ in range(rows)
    ]  # fmt: skip
    chosen = [one for one in some if dice.random() < 0.3] + [f"stranger{n}@else.test" for n in range(rows // 4)]
    lists: dict[str, tuple[str, Rows]] = {
        "plain": ("email", [("email",), *((_other(dice, one),) for one in chosen)]),
        "domains": ("domain", [("domain",), ("evil.test",), ("@Acme.test",), ("*.münchen.example.test",), ("com",), ("a@b",),
                               ("xn--bcher-kva.test",), (None,), ("",), ("кириллица.test",), ("b.c.d.evil.test",)]),
    }  # fmt: skip
    for kind in ("md5", "sha1", "sha256"):
        lists[kind] = (
            kind,
            [("hash", "note"), *((_hash(dice, kind, one), "n") for one in chosen), ("zz" * 32, "bad"), ("", None)],
        )
    return Nasty([COLUMNS, *audience, (None,) * len(COLUMNS)], [CONSENT, *consent], lists)


def _domain(dice: random.Random) -> str:
    return dice.choice(
        ["gmail.com", "GMX.de", "acme.test", f"d{dice.randrange(30)}.test", "bücher.test", "www.evil.test"]
    )


def _other(dice: random.Random, address: str) -> str:
    """The same mailbox, written otherwise."""
    return dice.choice([address, address.upper(), f" {address}\t", address.title(), f"\u00a0{address}"])


def _hash(dice: random.Random, kind: str, address: str) -> str:
    found = hashlib.new(kind, normalise(address).encode()).hexdigest()
    return dice.choice([found, found.upper(), f" {found} "])


def hashed(world: Nasty) -> Nasty:
    """The same audience as digests."""
    rows = [(normalise(one[0]) and hashlib.sha256(normalise(one[0]).encode()).hexdigest() if one[0] else one[0], *one[1:])
            for one in world.audience[1:]]  # fmt: skip
    return Nasty([COLUMNS, *rows], world.consent, world.lists)


def write_parquet(folder: Path, world: Nasty) -> dict[str, Path]:
    """Each table as a file: Parquet keeps NULL and empty apart."""
    paths = {}
    for name, rows in world.tables.items():
        path = folder / f"{name}.parquet"
        with duckdb.connect() as engine:
            names = [column.replace('"', '""') for column in map(str, rows[0])]
            engine.execute("CREATE TABLE t (" + ", ".join(f'"{column}" VARCHAR' for column in names) + ")")
            engine.executemany(
                f"INSERT INTO t VALUES ({', '.join('?' for _ in names)})", [list(row) for row in rows[1:]]
            )
            engine.execute(f"COPY t TO '{path}' (FORMAT parquet)")
        paths[path.name] = path
    return paths


def send_of(world: Nasty, source: Any, *, register: bool, match: str = "email") -> Send:
    """`source` makes the Source of a table from its name and columns."""
    columns = {"email": "Email Address", "country": "Country"}
    own = {"status": "status", "basis": "basis", "at": "at", "source": "Quelle"}
    lists = tuple(
        ListSpec(name, source(f"list_{name}", {}), HERE, column=str(rows[0][0]), match=kind)  # type: ignore[arg-type]
        for name, (kind, rows) in world.lists.items()
    )
    consent = ConsentSpec(
        HERE, {**own, "source": "how", "email": "email", "country": "country"}, source("register", {})
    )
    return Send(
        "x", "send.yaml", (), timezone=ZONE,
        audience=AudienceSpec(
            HERE, source("audience", columns), match=match,  # type: ignore[arg-type]
            seeds=("JANE@acme.test", "info@bücher.test", "nobody@else.test"), stage="segment",
        ),
        suppression=lists, consent=consent if register else ConsentSpec(HERE, own),
        brief=Brief(HERE, recipients={"country": {"only": ["DE", "AT"]}, "N": {"never": ["1", "X"]}, 'odd "name"': {"only": ["q"]}}),
    )  # fmt: skip


def asked(send: Send) -> list[Measure]:
    """What the default checks ask, and some of what a rule and a plug-in may."""
    known = Facts(send=send, clock=Clock(datetime(2026, 11, 28, tzinfo=UTC)))
    found = [ask for chosen in load_checklist("default").checks if chosen.check.asks
             for ask in chosen.check.asks(send, chosen.setting.options, known) if isinstance(ask, Measure)]  # fmt: skip
    rules = ["country = 'DE' AND n = '1'", "\"odd \"\"name\"\"\" IS NULL OR n IN ('1', '2')", "upper(basis) = 'EXPRESS'",
             "status = 'opted-in' AND \"email address\" LIKE '%@%'", "\"at\" < '2025' OR NOT (country IN ('FR', 'x'))"]  # fmt: skip
    mine = [
        ROWS, SURPLUS, Measure("mine:domains", by="domain"), Measure("mine:countries", by="country"),
        Measure("mine:keys", aggregate="count(DISTINCT key)"), Measure("mine:found", where="consent_found", examples=5),
        Measure("mine:status", where="consent_status = 'opted-out' AND consent_basis IS NOT NULL", by="country"),
        Measure("mine:unread", where="consent_unread", examples=5), Measure("mine:word", where="consent_word IN ('maybe', 'jä')"),
        Measure("mine:dated", where="consent_at IS NOT NULL"), Measure("mine:old", where="consent_at < TIMESTAMP '2026-01-01'"),
        Measure("mine:later", where="consent_at >= TIMESTAMP '2026-05-01 08:00:00'", examples=60),
        Measure("mine:both", where="listed AND copies > 1 AND flag", flag="domain = 'gmail.com'", listed_on="plain", examples=3),
        Measure("mine:parts", flag="local = 'a' OR length(domain) > 12 OR address IS NULL", examples=9),
        Measure("mine:tied", where="consent_tied", examples=9), Measure("mine:undated", where="consent_at_unread"),
        Measure("mine:sourced", where="consent_sourced"), Measure("mine:basis", where="consent_basis_word = 'sonst'"),
        Measure("mine:any", any_of=("plain", "md5"), aggregate="count(DISTINCT key)", where="listed", examples=3),
        Measure("mine:engaged", cell=Cell("last_engaged", "date"), examples=5), Measure("mine:any engaged", cell=Cell("last_engaged")),
        Measure("mine:before", cell=Cell("last_engaged", "before", ("2026-01-01T00:00:00+00:00",)), examples=5),
        Measure("mine:names", by="domain", names=("gmail.com", "gmx.de", "q.test")),
        *(Measure(f"audience.rule:{n}", flag=rule, examples=3) for n, rule in enumerate(rules)),
    ]  # fmt: skip
    return list(dict.fromkeys([*found, *mine]))


def read(send: Send, paths: dict[str, Path], url: str = "", **more: Any) -> Audience:
    how = {"rule_columns": ("country", "n"), "key": KEY, "sample": SAMPLE, **more}
    return gather_audience(send, paths, {"${DB}": url}, asked(send), **how)


def plain(facts: Audience) -> dict[str, Any]:
    """The facts without what only files have: their own digests, and lines."""

    def table(one: Any) -> Any:
        return (
            msgspec.structs.replace(one, files={}, bad=(), columns=tuple(one.columns)) if hasattr(one, "rows") else one
        )

    return {
        "members": table(facts.members), "consent": table(facts.consent),
        **{f"list {name}": table(one) for name, one in facts.lists.items()}, **facts.measures, "sample": facts.sample,
    }  # fmt: skip
