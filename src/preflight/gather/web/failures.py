"""The ways in which a request ends without an answer; caught where the chain is followed, never seen outside."""

from __future__ import annotations

from preflight.facts.web import Tls


class Dead(Exception):
    """Nothing that another try would mend: no such host, refused, a TLS fault. `fault` as in `Answer`."""

    def __init__(self, fault: str, detail: str, tls: Tls | None = None) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.tls = tls


class Shaky(Exception):
    """Something that is tried once more: reset, empty, malformed. `fault` as in `Answer`."""

    def __init__(self, fault: str, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail


class NoVerdict(Exception):
    """Nothing was learnt about the link. `kind` and `reason` as in `Unanswered`."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
