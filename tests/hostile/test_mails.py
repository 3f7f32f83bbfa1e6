"""Mails made to hurt: bounded time and memory, a finding or an unknown, never a traceback, never a silent GO."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS = 20
MEGABYTES = 1_500

JUDGE = """
import sys
from preflight.errors import InputError
from preflight.facts import Clock, Facts
from preflight.load import load_send
from preflight.checklist import load_policy_for
from preflight.judge import judge
from datetime import datetime, UTC
from pathlib import Path
try:
    loaded = load_send(Path(sys.argv[1]))
except InputError as error:
    print("refused", error)
    raise SystemExit
policy = load_policy_for(loaded.send, loaded.base, None)
done = judge(Facts(send=loaded.send, clock=Clock(datetime(2026, 11, 24, tzinfo=UTC))), policy)
assert not [r.id for r in done.results if r.outcome == "crashed"], [str(r.reason) for r in done.results]
print(done.verdict, len([g for r in done.results for g in (*r.findings, *r.unknowns)]))
"""

HTML: dict[str, Callable[[], bytes]] = {
    "nested": lambda: b"<div>" * 200_000,
    "nested-tables": lambda: b"<table><tr><td>" * 70_000,
    "attributes": lambda: b"<a " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">x</a>",
    "one-attribute": lambda: b'<a href="' + b"x" * 10_000_000 + b'">x</a>',
    "unclosed-comments": lambda: b"<!--" * 200_000,
    "unclosed-tags": lambda: b"<a" * 500_000,
    "unclosed-quotes": lambda: b"<a href='" * 200_000,
    "conditional-comments": lambda: b"<!--[if mso]>" * 100_000,
    "nul": lambda: b"<p>\x00Hello\x00</p>" * 1000,
    "not-utf-8": lambda: b"<p>\xff\xfe\xfa</p>" * 1000,
    "entities": lambda: b"&lt;" * 1_000_000,
    "styles": lambda: b"<style>" + b".a{color:red;" * 200_000 + b"</style>",
    "open-comments-behind-styles": lambda: b"<style></style>" + b"<!--[if !mso]" * 100_000,
    "selectors": lambda: (
        b"<style>" + b"div * div .a{color:red}" * 5_000 + b"</style>" + b"<div>" * 400 + b"<p class=a>x</p>" * 20_000
    ),
    "pictures-and-vague-links": lambda: (
        b'<a href="https://shop.test/x">here</a><img src="https://shop.test/x.svg">' * 10_000
    ),
    "style-attribute": lambda: b'<p style="' + b"color:red;" * 500_000 + b'">x</p>',
    "urls-in-style": lambda: b"<style>" + b"a{background:url(" * 100_000 + b"</style>",
    "tokens": lambda: b"{{" * 500_000,
    "amp-script": lambda: b"%%[" * 300_000,
    "liquid": lambda: b"{% if x %}" * 50_000,
    "links": lambda: b'<a href="https://shop.test/x">unsubscribe</a> ' * 50_000,
    "brackets": lambda: b"[" * 1_000_000,
    "blanks": lambda: b"<p>" + b" " * 5_000_000 + b"</p>",
    "srcset": lambda: b'<img srcset="' + b"a.png 1x, " * 300_000 + b'">',
    "words": lambda: b"<p>" + b"a" * 5_000_000 + b"</p>",
    "digits": lambda: b"<p>" + b"10115 " * 500_000 + b"</p>",
}
EML: dict[str, Callable[[], bytes]] = {
    "deep-mime": lambda: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    ),
    "many-headers": lambda: b"X-A: b\r\n" * 300_000 + b"\r\nHello",
    "long-header": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\nHello",
    "addresses": lambda: b"To: " + b"<a@b>, " * 100_000 + b"\r\nFrom: a@b\r\n\r\nHello",
    "quotes": lambda: b'From: "' + b"\\" * 500_000 + b"\r\n\r\nHello",
    "comments": lambda: b"From: " + b"(" * 200_000 + b"\r\n\r\nHello",
    "list-unsubscribe": lambda: b"List-Unsubscribe: " + b"<https://" * 200_000 + b"\r\nFrom: a@b.test\r\n\r\nHello",
    "base64": lambda: b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=" * 3_000_000,
    "no-end": lambda: (
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>"
    ),
    "nul": lambda: b"From: a\x00b@c.test\r\nSubject: \x00\r\n\r\n\x00",
    "empty": lambda: b"",
}


def limited() -> None:
    """A hang guard of several times the bound, and the memory that may be asked for."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1_000_000 + 500_000_000,) * 2)


@pytest.mark.parametrize(
    ("suffix", "made"),
    [*(pytest.param(".html", made, id=f"html-{name}") for name, made in HTML.items()),
     *(pytest.param(".eml", made, id=f"eml-{name}") for name, made in EML.items())],
)  # fmt: skip
def test_hostile(tmp_path: Path, suffix: str, made: Callable[[], bytes]) -> None:
    mail = tmp_path / f"mail{suffix}"
    mail.write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, str(mail)], capture_output=True, text=True, preexec_fn=limited, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = done.stdout.split()
    assert said[0] == "refused" or int(said[1]) > 0, done.stdout
