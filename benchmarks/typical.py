"""A whole typical send beside the bare imports of its libraries: wall, CPU, peak. usage: python benchmarks/typical.py

100 KB mail, 30 TLS links at 100 ms, a dozen DNS look-ups at 20 ms, 100,000 rows with three suppression lists, a report.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

from compare import row
from startup import STACK

from servers import HOSTS

UTM = "utm_source=news&amp;utm_medium=email&amp;utm_campaign=bench"


def html() -> str:
    """A mail of 100 KB with 30 links."""
    links = "".join(
        f'<p><a href="https://{HOSTS[n % len(HOSTS)]}/page/{n}?{UTM}">Link number {n}</a></p>\n' for n in range(30)
    )
    words = "<tr><td style='padding:8px;font:16px/24px Arial'>Some words that a reader may want to read.</td></tr>\n"
    body = links + "<table role=presentation>" + words * 880 + "</table>"
    foot = '<p><a href="https://u.bench.test/leave?id=1">Unsubscribe</a> Bench Ltd, 1 High Street, London SW1A 1AA</p>'
    return f"<!doctype html><html lang=en><head><title>Bench</title></head><body>{body}{foot}</body></html>"


def make(folder: pathlib.Path) -> None:
    """The send's folder."""
    (folder / "email.html").write_text(html())
    people = [f"person{n}@mail{n % 977}.test" for n in range(100_000)]
    rows = "".join(f"{address},Name{n % 100},{'DE' if n % 3 else 'AT'},opted-in\n" for n, address in enumerate(people))
    (folder / "audience.csv").write_text("email,first_name,country,status\n" + rows)
    (folder / "unsubscribed.csv").write_text("email\n" + "".join(f"gone{n}@mail.test\n" for n in range(50_000)))
    (folder / "competitors.txt").write_text("".join(f"rival{n}.test\n" for n in range(200)))
    digests = (hashlib.sha256(b"left%d@mail.test" % n).hexdigest() for n in range(50_000))
    (folder / "hashes.csv").write_text("sha256\n" + "\n".join(digests) + "\n")
    (folder / "send.yaml").write_text(MANIFEST)


MANIFEST = """
name: bench
timezone: UTC
scheduled_at: 2030-01-02T09:00:00
message: {html: email.html, subject: A subject, from: Bench <news@bench.test>}
sender: {return_path: bounce.bench.test, dkim: [{domain: bench.test, selector: a}, {domain: bench.test, selector: b}]}
audience: {members: audience.csv, columns: {email: email}}
suppression:
  - {name: unsubscribed, members: unsubscribed.csv, column: email, exported_at: 2030-01-01T09:00:00}
  - {name: competitors, members: competitors.txt, match: domain}
  - {name: hashes, members: hashes.csv, column: sha256, match: sha256}
consent: {columns: {status: status, country: country}}
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder)
        servers = pathlib.Path(__file__).parent / "servers.py"
        with subprocess.Popen([sys.executable, str(servers), name, "0.1", "0.02"], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            where = json.loads(process.stdout.readline())
            run = [sys.executable, "-m", "preflight", "run", name, "-o", f"{name}/out", "--ledger",
                   f"sqlite:///{name}/ledger.db", "--nameserver", where["nameserver"], "--connect-to",
                   where["connect_to"], "--ca-file", f"{name}/root.pem"]  # fmt: skip
            print(row("run, the typical send", 3, run, STACK), flush=True)
            process.terminate()
    clean = str(pathlib.Path(__file__).parents[1] / "examples/clean")
    with tempfile.TemporaryDirectory() as name:
        offline = [sys.executable, "-m", "preflight", "run", clean, "--offline", "--ledger", "none", "-o", name]
        print(row("run --offline, the clean example", 2.5, offline, STACK), flush=True)


if __name__ == "__main__":
    main()
