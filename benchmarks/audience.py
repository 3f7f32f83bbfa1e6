"""The audience at size: our scan beside bare DuckDB, a query per check, pandas and Polars, on made-up data.

    python benchmarks/audience.py --folder /tmp/big --rows 10000000 --listed 5000000 --work floor,plain,four

Each work runs in a process of its own and is told in CPU seconds (user and system, all threads) and peak memory, with a
digest of what it found: the same at every limit of memory.
The floor is bare DuckDB that reads the addresses and normalises them: the contract's strip set, then lower case.
The data is made once a folder and size: a million rows take about 35 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KINDS = ("plain", "md5", "sha1", "sha256")
COMPANIES = 5000
"""Of how many company domains one in five has an address (those whose number leaves 3 by 5)."""

DOMAINS = "['gmail.com','gmx.de','web.de','acme' || (i % {companies}) || '.test','outlook.com'][1 + i % 5]"
PERSON = f"'user' || i || '.' || (i * 7919 % 1000) || '@' || {DOMAINS}"
STRIPPED = " \t\n\v\f\r\u00a0\u200b\ufeff"
AGREED, FEW = 1000, 5
STRIP = "chr(32)||chr(9)||chr(10)||chr(11)||chr(12)||chr(13)||chr(160)||chr(8203)||chr(65279)"


def make(folder: Path, rows: int, listed: int, companies: int = COMPANIES) -> dict[str, Path]:
    """The files, made where they are not there yet. One in seven of a list is in the audience."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    person = PERSON.format(companies=companies)
    shared = f"replace({person}, 'user', CASE WHEN i % 7 = 0 THEN 'user' ELSE 'gone' END)"
    listed_rows = f"SELECT {shared} AS email FROM range({listed}) t(i)"
    made = {
        "audience": f"SELECT {person} AS \"Email Address\", 'F' || i % 1000 AS first_name, "
        f"['DE','AT','CH','FR','US'][1 + i % 5] AS country FROM range({rows}) t(i)",
        "plain": listed_rows,
        **{kind: f"SELECT {kind}(email) AS hash FROM ({listed_rows})" for kind in KINDS[1:]},
        "domains": "SELECT 'rival' || i || '.test' AS domain FROM range(1000) t(i) UNION ALL SELECT 'acme7.test'",
        "register": f"SELECT {person} AS email, 'opted-in' AS status, 'express' AS basis, "
        f"'2026-0' || 1 + i % 9 || '-1' || i % 9 AS at FROM range({rows}) t(i) WHERE i % 50 > 0",
    }
    paths = {}
    with duckdb.connect() as engine:
        for name, select in made.items():
            paths[name] = folder / f"{name}-{rows}-{listed}{'' if companies == COMPANIES else f'-{companies}'}.csv"
            if not paths[name].exists():
                engine.execute(f"COPY ({select}) TO '{paths[name]}' (HEADER)")
    return paths


def parquet(paths: dict[str, Path]) -> dict[str, Path]:
    """The audience once more, as Parquet."""
    import duckdb

    place = paths["audience"].with_suffix(".parquet")
    if not place.exists():
        with duckdb.connect() as engine:
            engine.execute(f"COPY (FROM read_csv('{paths['audience']}', all_varchar=true)) TO '{place}'")
    return {**paths, "audience": place}


def floor(paths: dict[str, Path], memory: int) -> object:
    """Bare DuckDB reads the audience's addresses and normalises them."""
    return _read(paths, ["audience"], memory)


def files(paths: dict[str, Path], memory: int) -> object:
    """The same for every file there is."""
    return _read(paths, list(paths), memory)


def _read(paths: dict[str, Path], names: list[str], memory: int) -> object:
    import duckdb

    found = []
    with duckdb.connect(config={"threads": 2, "memory_limit": f"{memory}B"}) as engine:
        for name in names:
            column = {"audience": '"Email Address"', "domains": "domain"}.get(
                name, "hash" if name in KINDS[1:] else "email"
            )
            source = f"read_csv('{paths[name]}', header=true, all_varchar=true)"
            found += engine.execute(
                f"SELECT max(length(nullif(lower(trim({column}, {STRIP})), ''))) FROM {source}"
            ).fetchall()
    return found


def _ours(paths: dict[str, Path], memory: int, lists: tuple[str, ...], *, register: bool) -> object:
    from preflight.checklist import load_checklist
    from preflight.facts import Clock, Facts
    from preflight.facts.audience import Measure
    from preflight.facts.send import AudienceSpec, ConsentSpec, ListSpec, Send, Source
    from preflight.finding import Location
    from preflight.gather.audience import gather_audience

    here = Location(file="send.yaml", line=1, column=1)
    members = Source(files=("audience",), columns={"email": "Email Address", "country": "country"})
    match = {"plain": "email", "again": "email", "domains": "domain"}
    suppression = tuple(ListSpec(name, Source(files=(name,)), here, match=match.get(name, name)) for name in lists)  # type: ignore[arg-type]
    own = {name: name for name in ("email", "status", "basis", "at")}
    consent = ConsentSpec(here, own, Source(files=("register",))) if register else None
    send = Send(
        "x",
        "send.yaml",
        (),
        timezone="UTC",
        audience=AudienceSpec(here, members),
        suppression=suppression,
        consent=consent,
    )
    known = Facts(send=send, clock=Clock(datetime(2026, 11, 28, tzinfo=UTC)))
    checks = [
        one
        for one in load_checklist("default").checks
        if one.check.asks and (register or not one.id.startswith("consent."))
    ]
    asks = [
        ask for one in checks for ask in one.check.asks(send, one.setting.options, known) if isinstance(ask, Measure)
    ]
    facts = gather_audience(send, paths, {}, list(dict.fromkeys(asks)), key=b"k" * 32, memory_limit=memory)
    return dict(sorted(facts.measures.items()))


def plain(paths: dict[str, Path], memory: int) -> object:
    """All default checks, one plain list."""
    return _ours(paths, memory, ("plain",), register=False)


def three(paths: dict[str, Path], memory: int) -> object:
    """As `four`, without the list of SHA-256: what a further list costs."""
    return _ours(paths, memory, (*KINDS[:3], "domains"), register=True)


def four(paths: dict[str, Path], memory: int) -> object:
    """All default checks, four lists, a list of domains, a consent register."""
    return _ours(paths, memory, (*KINDS, "domains"), register=True)


def none(paths: dict[str, Path], memory: int) -> object:
    """As `four`, without a list of addresses or digests."""
    return _ours(paths, memory, ("domains",), register=True)


def five(paths: dict[str, Path], memory: int) -> object:
    """As `four`, and a further plain list: the same file under another name."""
    return _ours({**paths, "again": paths["plain"]}, memory, (*KINDS, "again", "domains"), register=True)


def columns(paths: dict[str, Path], memory: int) -> object:
    """All default checks, one plain list, the audience in Parquet."""
    return plain(parquet(paths), memory)


def query(paths: dict[str, Path], memory: int) -> object:
    """A query for each check, as one writes them one after another."""
    import duckdb

    with duckdb.connect(config={"threads": 2, "memory_limit": f"{memory}B"}) as engine:
        normal = f"nullif(lower(trim(%s, {STRIP})), '')"
        email = normal % '"Email Address"'
        people = f"(SELECT {email} AS email, country FROM read_csv('{paths['audience']}', all_varchar=true))"
        gone = f"(SELECT {normal % 'email'} AS email FROM read_csv('{paths['plain']}', all_varchar=true))"
        return [engine.execute(sql).fetchall()[:3] for sql in (
            f"SELECT count(*), count(email) FROM {people}",
            f"SELECT count(*) - count(DISTINCT email) FROM {people}",
            f"SELECT count(*) FROM {people} WHERE email IN (SELECT email FROM {gone})",
            f"SELECT split_part(email, '@', 2), count(*) FROM {people} GROUP BY 1 ORDER BY 2 DESC",
            f"SELECT country, count(*) FROM {people} GROUP BY 1",
            f"SELECT count(*) FROM {people} WHERE NOT regexp_full_match(email, '[^@ ]+@[^@ ]+')",
            f"SELECT sum(sha256(email)[1:2]::VARCHAR = 'ab') FROM {people}",
        )]  # fmt: skip


def pandas(paths: dict[str, Path], memory: int) -> object:  # noqa: ARG001 - it has no limit
    """In pandas: rows, surplus rows, those on the list, rows by domain and by country."""
    import pandas as pd

    people = pd.read_csv(paths["audience"], dtype=str, usecols=["Email Address", "country"])
    email = people["Email Address"].str.strip(STRIPPED).str.lower()
    gone = pd.read_csv(paths["plain"], dtype=str)["email"].str.strip(STRIPPED).str.lower()
    return _counts(
        len(email), int(email.duplicated().sum()), int(email.isin(gone).sum()),
        email.str.rsplit("@", n=1).str[-1].value_counts().to_dict(), people["country"].value_counts().to_dict(),
    )  # fmt: skip


def polars(paths: dict[str, Path], memory: int) -> object:  # noqa: ARG001 - it has no limit
    """The same counts in Polars."""
    import polars as pl

    people = pl.read_csv(paths["audience"], infer_schema=False, columns=["Email Address", "country"])
    email = people["Email Address"].str.strip_chars(STRIPPED).str.to_lowercase()
    gone = pl.read_csv(paths["plain"], infer_schema=False)["email"].str.strip_chars(STRIPPED).str.to_lowercase()
    domains = email.str.extract("@([^@]*)$").value_counts()
    countries = people["country"].value_counts()
    return _counts(len(email), len(email) - email.n_unique(), int(email.is_in(gone.implode()).sum()),
                   dict(domains.iter_rows()), dict(countries.iter_rows()))  # fmt: skip


def _counts(rows: int, surplus: int, listed: int, domains: dict[str, int], countries: dict[str, int]) -> object:
    """What every work on one plain list must agree about. We do not tell of domains of a few people."""
    largest = sorted((people for people in domains.values() if people >= FEW), reverse=True)[:AGREED]
    return {"rows": rows, "surplus": surplus, "listed": listed, "domains": largest, "countries": countries}


def ours(found: Any) -> object:
    """The same of our own answers."""
    domains, countries = (dict(found[f"audience.{by}"].groups) for by in ("domains", "countries"))
    domains.pop("other", None)
    value = {name: int(found[name].value) for name in ("audience.duplicates.surplus", "suppression.listed:plain")}
    return _counts(sum(countries.values()), value["audience.duplicates.surplus"], value["suppression.listed:plain"],
                   domains, countries)  # fmt: skip


WORKS: dict[str, Callable[[dict[str, Path], int], object]] = {
    one.__name__: one for one in (floor, files, plain, none, three, four, five, columns, query, pandas, polars)
}


MAKE = "make"
"""The child that makes the data."""

SAME = ("plain", "pandas", "polars")
"""Works whose counts must be equal: name `plain` before its peers."""


def _kept(options: argparse.Namespace, work: str) -> Path:
    return Path(options.folder) / f"counts-{work}-{options.rows}-{options.listed}.json"


def _told(options: argparse.Namespace, work: str) -> Path:
    return Path(options.folder) / f"facts-{work}"


def _child(work: str, options: argparse.Namespace) -> list[str]:
    return [sys.executable, __file__, "--child", work, "--folder", options.folder, "--rows", str(options.rows),
               "--listed", str(options.listed), "--memory", str(options.memory),
               "--companies", str(options.companies), "--work", options.work]  # fmt: skip


def measure(work: str, options: argparse.Namespace) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of one work in a process of its own."""
    start = time.perf_counter()
    with subprocess.Popen(_child(work, options), stdout=None if options.show else subprocess.DEVNULL) as child:
        _pid, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{work} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--listed", type=int, default=500_000)
    parser.add_argument("--memory", type=int, default=768 * 1024 * 1024)
    parser.add_argument("--companies", type=int, default=COMPANIES, help="different domains of companies")
    parser.add_argument("--work", default="floor,plain")
    parser.add_argument("--show", action="store_true", help="print what each work found")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.child:
        # In a process of its own: of the memory that this one takes, Linux tells a child as of its own.
        subprocess.run(_child(MAKE, options), check=True)
    paths = make(Path(options.folder), options.rows, options.listed, options.companies)
    if options.child == MAKE:
        if "columns" in options.work:
            parquet(paths)
        return
    if options.child:
        found = WORKS[options.child](paths, options.memory)
        print(found)
        _told(options, options.child).write_text(hashlib.sha256(repr(found).encode()).hexdigest()[:12])
        if options.child in SAME:
            counts = ours(found) if options.child == "plain" else found
            _kept(options, options.child).write_text(json.dumps(counts, sort_keys=True))
        return
    base = 0.0
    print(f"{options.rows:,} rows, lists of {options.listed:,}, memory_limit {options.memory / 1e6:,.0f} MB")
    print("| work | CPU s | × floor | wall s | peak MB | facts |\n|---|---|---|---|---|---|")
    for work in options.work.split(","):
        cpu, wall, peak = measure(work, options)
        base = base or cpu
        if work in SAME[1:] and "plain" in options.work:
            assert _kept(options, work).read_text() == _kept(options, "plain").read_text(), f"{work} counts otherwise"
        facts = _told(options, work).read_text()
        print(f"| {work} | {cpu:.2f} | {cpu / base:.1f} | {wall:.1f} | {peak:,.0f} | {facts} |", flush=True)


if __name__ == "__main__":
    main()
