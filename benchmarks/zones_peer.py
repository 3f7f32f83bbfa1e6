"""What pyspf and checkdmarc say of the cases that come as JSON on stdin; run by zones.py with their own Python."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import dns.resolver

warnings.simplefilter("ignore")
_UNHEARD = ("timed out", "servfail", "refused", "nameservers", "no answer within", "lifetime", "malformed", "dns error")
_ABSENT = ("does not exist", "not found", "no spf", "does not have", "no dmarc", "an spf record does not")


def resolver(address: str) -> dns.resolver.Resolver:
    """dnspython's, on the loopback server."""
    host, _, port = address.partition(":")
    found = dns.resolver.Resolver(configure=False)
    found.nameservers, found.port = [host], int(port)
    return found


def pyspf(job: dict[str, Any]) -> str:
    """The result of an evaluation."""
    import spf

    dns.resolver.default_resolver = resolver(job["address"])
    try:
        return str(spf.check2(i=job["ip"], s=job["sender"], h=job["helo"], querytime=20)[0])
    except Exception as error:
        return f"crash ({type(error).__name__})"


def of_error(text: str) -> str:
    """Whether an error says that nobody answered, that there is nothing, or that something is wrong."""
    low = text.lower()
    if any(word in low for word in _UNHEARD):
        return "unknown"
    return "missing" if any(word in low for word in _ABSENT) else "invalid"


def audit_spf(job: dict[str, Any]) -> str:
    """checkdmarc's word on a record."""
    import checkdmarc.spf

    try:
        found = checkdmarc.spf.check_spf(job["domain"], resolver=resolver(job["address"]), timeout=2.0, retries=0)
    except Exception as error:
        return f"crash ({type(error).__name__})"
    if found.get("valid"):
        return f"sound, {found.get('dns_lookups')} lookups"
    if found.get("record"):
        return "unknown" if of_error(str(found.get("error"))) == "unknown" else "invalid"
    return of_error(str(found.get("error")))


def audit_dmarc(job: dict[str, Any]) -> str:
    """checkdmarc's word on the policy."""
    import checkdmarc.dmarc

    try:
        found = checkdmarc.dmarc.check_dmarc(job["domain"], resolver=resolver(job["address"]), timeout=2.0, retries=0)
    except Exception as error:
        return f"crash ({type(error).__name__})"
    if not found.get("valid"):
        return of_error(str(found.get("error")))
    tags = {name: tag["value"] for name, tag in found["tags"].items()}
    return str(tags.get("p" if found["location"] == job["domain"] else "sp", tags.get("p", "none")))


WORKS = {"pyspf": pyspf, "audit-spf": audit_spf, "audit-dmarc": audit_dmarc}


def main() -> None:
    """Jobs in, answers out."""
    jobs = json.load(sys.stdin)
    answers: dict[str, str] = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        audits = [job for job in jobs if job["work"] != "pyspf"]
        with ThreadPoolExecutor(4) as pool:
            found = pool.map(lambda job: WORKS[job["work"]](job), audits)
            answers.update({job["id"]: word for job, word in zip(audits, found, strict=True)})
        for job in jobs:
            if job["work"] == "pyspf":
                answers[job["id"]] = pyspf(job)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
