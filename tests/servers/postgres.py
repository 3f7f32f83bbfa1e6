"""A real PostgreSQL server on loopback, started by the tests and gone with them.

    with PostgresServer() as server:
        url = server.new_database()        # postgresql://preflight@127.0.0.1:54321/db1

The server refuses to run as root; then it runs as `nobody`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60")


class PostgresServer:
    """The server; it is up when the `with` begins. Its user is `preflight`, who may do anything and has no password."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="preflight-postgres-"))
        self._numbers = count(1)
        self.port = _free_port()

    def __enter__(self) -> PostgresServer:
        data = self._home / "data"
        if os.getuid() == 0:
            shutil.chown(self._home, "nobody")
        self._call("initdb", "-D", str(data), "-U", "preflight", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = [word for setting in _FAST for word in ("-c", setting)]
        options = ["-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-k", str(self._home), *settings]
        log = str(self._home / "log")
        self._call("pg_ctl", "-D", str(data), "-l", log, "-w", "-t", "60", "-o", " ".join(options), "start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call("pg_ctl", "-D", str(self._home / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    def new_database(self, encoding: str = "UTF8") -> str:
        """An empty database of its own; gives its URL."""
        name = f"db{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0", "postgres")
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of a database."""
        return f"postgresql://preflight@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, database: str) -> str:
        """Run a statement with the server's own client; gives what it prints."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "preflight", "-d", database]
        return self._call("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *where, "-c", statement)

    def _call(self, program: str, *words: str) -> str:
        command = [_found(program), *words]
        if os.getuid() == 0:
            command = ["runuser", "-u", "nobody", "--", *command]
        # The server keeps what it was started with open: pipes would never end.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False)
            said.seek(0)
            text = said.read()
        assert done.returncode == 0, f"{program}: {text}"
        return text.strip()


def _found(program: str) -> str:
    """The program, on the path or where Debian and Ubuntu keep those of each version."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda place: int(place.parts[4]))
    place = shutil.which(program) or (str(kept[-1]) if kept else "")
    assert place, f"no {program} here: install PostgreSQL (apt-get install postgresql)"
    return place


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
