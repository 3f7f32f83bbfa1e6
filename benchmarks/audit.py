"""A whole domain audit beside checkdmarc's, on one name server. usage: python benchmarks/audit.py [--runs 7]

SPF with six includes, two DKIM selectors, DMARC, MX, and the name of one sending address; 20 ms per answer. Ours is the
whole `preflight run` of a small send with the family `authentication` alone; checkdmarc's is its command, start-up
included, with nothing switched on (it looks at NS, SOA and DNSSEC as well, and at no selector and no sending address).
CHECKDMARC names the Python that has it; otherwise the one that runs this.
"""

from __future__ import annotations

import base64
import os
import pathlib
import subprocess
import sys
import tempfile

from compare import once, ratio

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
from tests.servers.dns import NameServer

BAR = 0.33
DOMAIN = "acme-audit.com"
PEER = os.environ.get("CHECKDMARC", sys.executable)
THEIRS = """
import sys, dns.nameserver
port, plain = int(sys.argv[-1]), dns.nameserver.Do53Nameserver.__init__
dns.nameserver.Do53Nameserver.__init__ = lambda self, address, *_port: plain(self, address, port)
sys.argv = ["checkdmarc", "acme-audit.com", "-n", "127.0.0.1"]
from checkdmarc._cli import _main
_main()
"""
"""Its command, on a port that needs no rights."""

SEND = f"""
name: audit
message: {{html: email.html, from: "Acme <news@{DOMAIN}>", subject: Hello}}
sender:
  return_path: {DOMAIN}
  dkim: [{{domain: {DOMAIN}, selector: s1}}, {{domain: {DOMAIN}, selector: s2}}]
  ips: [192.0.2.10]
"""


def zone() -> str:
    """The domain, as it should be."""
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = generate_private_key(65537, 2048).public_key()
    key = base64.b64encode(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    includes = " ".join(f"include:s{n}.esp.net" for n in range(6))
    pieces = f'"v=DKIM1; k=rsa; p={key[:200]}" "{key[200:]}"'
    lines = [
        f'{DOMAIN} TXT "v=spf1 {includes} -all"', f"{DOMAIN} MX 10 mx.{DOMAIN}.", f"{DOMAIN} A 192.0.2.1",
        f"{DOMAIN} NS ns.{DOMAIN}.", f"{DOMAIN} SOA ns.{DOMAIN}. admin.{DOMAIN}. 1 2 3 4 5", f"ns.{DOMAIN} A 192.0.2.3",
        f"mx.{DOMAIN} A 192.0.2.2", f"mail.{DOMAIN} A 192.0.2.10", f"10.2.0.192.in-addr.arpa PTR mail.{DOMAIN}.",
        f"2.2.0.192.in-addr.arpa PTR mx.{DOMAIN}.",
        f'_dmarc.{DOMAIN} TXT "v=DMARC1; p=reject; rua=mailto:d@{DOMAIN}"',
        *(f"{selector}._domainkey.{DOMAIN} TXT {pieces}" for selector in ("s1", "s2")),
        *(f's{n}.esp.net TXT "v=spf1 ip4:192.0.2.{16 * n}/28 -all"' for n in range(6)),
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    """Print the row, and what was asked."""
    runs = int(sys.argv[sys.argv.index("--runs") + 1]) if "--runs" in sys.argv else 7
    with tempfile.TemporaryDirectory() as name, NameServer(zone(), delay=0.02) as server:
        folder = pathlib.Path(name)
        (folder / "send.yaml").write_text(SEND)
        (folder / "email.html").write_text("<!doctype html><p>Hello</p>")
        ours = [sys.executable, "-m", "preflight", "run", str(folder / "send.yaml"), "--only", "authentication.*",
                "--ledger", "none", "--nameserver", server.address, "-o", str(folder / "out")]  # fmt: skip
        theirs = [PEER, "-c", THEIRS, server.address.rpartition(":")[2]]
        said = subprocess.run(theirs, capture_output=True, text=True, check=False)
        assert "reject" in said.stdout, said.stderr[-500:]
        server.asked.clear()
        status = once(ours).status
        asked = [(name, kind) for name, kind, _transport in server.asked]
        found, we, they = ratio(ours, theirs, runs)
    word = "ok" if found <= BAR else "OVER"
    beside = f"{we.wall:.2f} s vs {they.wall:.2f} s, CPU {we.cpu:.2f} s vs {they.cpu:.2f} s, exit {status}"
    print(f"domain audit {found:5.2f} × checkdmarc (bar {BAR}) {word}  {beside}")
    twice = sorted({one for one in asked if asked.count(one) > 1})
    print(f"{len(asked)} questions, asked twice: {twice or 'none'}")


if __name__ == "__main__":
    main()
