"""Which engine a `connect:` leads to. A driver that is an extra is imported here, before anything is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from preflight.errors import InputError, MissingExtra
from preflight.facts.send import Send, Source
from preflight.gather.audience.engine import Engine
from preflight.gather.audience.refusal import Stopped
from preflight.gather.audience.working import Limits, Working


class Driver(NamedTuple):
    """A scheme's extra, the package that it brings, and our module with its `connect`."""

    extra: str
    package: str
    module: str


DUCKDB = "duckdb"
DRIVERS: dict[str, Driver] = {
    "bigquery": Driver("bigquery", "google.cloud.bigquery", "dbapi"),
    "databricks": Driver("databricks", "databricks.connect", "spark"),
    "postgresql": Driver("warehouse", "psycopg", "postgresql"),
    "redshift": Driver("redshift", "redshift_connector", "dbapi"),
    "sc": Driver("spark", "pyspark", "spark"),
    "snowflake": Driver("snowflake", "snowflake.connector", "dbapi"),
    "spark": Driver("spark", "pyspark", "spark"),
    "trino": Driver("trino", "trino", "dbapi"),
}
Connect = Callable[[str, Limits, str, Engine], Working]


def sources(send: Send) -> list[Source]:
    """Every source of a send."""
    found = [send.audience.members if send.audience is not None else None]
    found += [spec.members for spec in send.suppression or ()]
    found.append(send.consent.members if send.consent is not None else None)
    return [source for source in found if source is not None]


def scheme_of(url: str) -> str:
    """`postgresql` of `postgresql+psycopg://…`."""
    scheme = url.partition("://")[0].lower().partition("+")[0]
    return {"postgres": "postgresql"}.get(scheme, scheme)


def installed(package: str) -> bool:
    """Whether a package is there; nothing of it is imported but its parents."""
    try:
        return find_spec(package) is not None
    except ImportError:
        return False


def check_drivers(send: Send, connections: Mapping[str, str]) -> None:
    """Raises InputError for a scheme that nobody knows, MissingExtra where its driver is not installed."""
    for source in sources(send):
        if source.connect:
            scheme = scheme_of(connections.get(source.connect, source.connect))
            driver = DRIVERS.get(scheme)
            if scheme == DUCKDB:
                continue
            if driver is None:
                known = ", ".join(sorted({DUCKDB, *DRIVERS}))
                raise InputError(f"connect: nothing is known of {scheme!r}; known are {known}")
            if not installed(driver.package):
                raise MissingExtra(f"reading from {scheme}://", driver.extra)


class Engines:
    """The engines of one run: the embedded one, and one session for each connection that is named."""

    def __init__(
        self, embedded: Engine, paths: Mapping[str, Path], connections: Mapping[str, str], timezone: str, *,
        offline: bool = False,
    ) -> None:  # fmt: skip
        self.embedded = embedded
        self._paths = paths
        self._connections = connections
        self._timezone = timezone
        self._offline = offline
        self._open: dict[str, Working] = {}
        self._databases: dict[str, str] = {}

    def at(self, source: Source) -> Working:
        """The engine that reads a source. Raises Stopped where it cannot be reached."""
        url = self._url(source)
        if not url or scheme_of(url) == DUCKDB:
            return self.embedded
        if url not in self._open:
            if self._offline:
                raise Stopped("offline", "offline")
            module = import_module(f"preflight.gather.audience.{DRIVERS[scheme_of(url)].module}")
            connect: Connect = module.connect
            self._open[url] = connect(url, self.embedded.limits, self._timezone, self.embedded)
        return self._open[url]

    @contextmanager
    def looking(self, source: Source) -> Iterator[Working]:
        """The engine that looks at a source before anything is locked.

        Views of a database, and queries, may name any file: so a locked engine of its own looks at those.
        """
        path = self._paths.get(source.connect) if source.connect else None
        if path is None:
            yield self.at(source)
            return
        probe = Engine(None, None, self.embedded.limits, wide=self.embedded.dialect.wide)
        try:
            for engine in (self.embedded, probe):
                engine.attach(str(path), self.database(source))
                if source.query:
                    engine.query_in(self.database(source))
            probe.lock((), "")
            yield probe
        finally:
            probe.close()

    def database(self, source: Source) -> str:
        """How the embedded engine calls the database file of a source; "" for any other source."""
        if not source.connect or source.connect not in self._paths:
            return ""
        return self._databases.setdefault(str(self._paths[source.connect]), f"pf_db{len(self._databases)}")

    def _url(self, source: Source) -> str:
        return self._connections.get(source.connect, source.connect)

    @property
    def all(self) -> list[Working]:
        """Those that are open."""
        return [self.embedded, *self._open.values()]

    def close(self) -> None:
        """Let go of all sessions."""
        for engine in self.all:
            engine.close()


def needs_warehouse(send: Send, connections: Mapping[str, str]) -> bool:
    """Whether any source lies in a database of others."""
    urls = [connections.get(source.connect, source.connect) for source in sources(send)]
    return any(scheme_of(url) not in {"", DUCKDB} for url in urls)


__all__ = ["DRIVERS", "Engines", "check_drivers", "needs_warehouse", "scheme_of"]
