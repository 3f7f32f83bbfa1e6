"""What `scripts/spark-standalone` runs: a master and workers on loopback, every arrangement, who did which task."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyspark

from preflight.facts.send import Source
from tests.gather.audience import nasty
from tests.gather.audience.nasty import plain, read, send_of
from tests.gather.audience.test_engines import PLACES, Where

WORLD = nasty.nasty(rows=150)
_HOME = Path(pyspark.__file__).parent


@contextmanager
def started(kind: str, *words: str) -> Iterator[None]:
    """A master or a worker, until the end."""
    env = {**os.environ, "SPARK_HOME": str(_HOME), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    command = [str(_HOME / "bin/spark-class"), f"org.apache.spark.deploy.{kind.lower()}.{kind}", *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the Spark master did not come up")


def source(folder: Path, in_spark: Where) -> Callable[[str, dict[str, str]], Source]:
    def made(name: str, columns: dict[str, str]) -> Source:
        if in_spark(name):
            return Source(connect="${DB}", query=f"SELECT * FROM parquet.`{folder}/{name}.parquet`", columns=columns)
        return Source(files=(f"{name}.parquet",), columns=columns)

    return made


def tasks() -> Counter[str]:
    """How many tasks each executor has done, as Spark itself counts them."""
    from pyspark.sql import SparkSession

    session: Any = SparkSession.getActiveSession()
    assert session is not None
    store = session.sparkContext._jsc.sc().statusStore()
    found = store.executorList(False)
    return Counter({found.apply(n).id(): found.apply(n).completedTasks() for n in range(found.size())})


def main(workers: int, only: str = "") -> int:
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="pf-spark-") as place, ExitStack() as stack:
        files = nasty.write_parquet(Path(place), WORLD)
        port = free_port()
        stack.enter_context(started("Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"))
        wait_for(port)
        for number in range(workers):
            folder = Path(place) / f"worker{number}"
            stack.enter_context(
                started("Worker", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(folder),
                        f"spark://127.0.0.1:{port}")
            )  # fmt: skip
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        for register in (True, False):
            wanted = read(send_of(WORLD, source(Path(place), lambda _name: False), register=register), files)
            for arrangement, where in PLACES.items():
                title = f"{arrangement}, consent in {'a register' if register else 'columns'}"
                if only not in title or (not register and arrangement.startswith("only")):
                    continue
                wrong += _compared(files, wanted, where, register, f"spark://127.0.0.1:{port}", title)
    return 1 if wrong else 0


def _compared(files: Any, wanted: Any, where: Where, register: bool, url: str, title: str) -> int:
    from preflight.gather.audience.spark import Spark

    done: Counter[str] = Counter()
    real = Spark.release

    def counted(self: Spark) -> None:
        done.update(tasks())
        real(self)

    Spark.release = counted  # type: ignore[method-assign]
    try:
        folder = files["audience.parquet"].parent
        found = plain(read(send_of(WORLD, source(folder, where), register=register), files, url))
    finally:
        Spark.release = real  # type: ignore[method-assign]
    other = [name for name, fact in plain(wanted).items() if found[name] != fact]
    print(
        f"{title}: {len(found) - len(other)} of {len(found)} facts equal; tasks {dict(done)}",
        flush=True,
    )
    for name in other:
        print(f"  {name}: {found[name]!r}\n  DuckDB: {plain(wanted)[name]!r}")
    return len(other)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:3]))
