"""Statuses, servers that mend themselves, and bot-walls."""

from __future__ import annotations

import asyncio

from tests.servers.behaviours.made import Behaviour, Reply, Request, answer, one, page, reset, to

_FINE = (200, 201, 202, 203, 206)
_REDIRECTS = (301, 302, 303, 307, 308)
_UNKNOWN = (300, 304, 401, 403, 405, 406, 407, 408, 429, 451, 999)
_BROKEN = (
    400, 402, 404, 409, 410, 411, 412, 413, 414, 415, 418, 421, 422, 425, 426, 428, 431, 500, 501, 502, 503, 504, 505,
    520, 521, 530,
)  # fmt: skip


def _bare(status: int) -> bytes:
    """304 and 204 have no body by definition."""
    return answer(status, b"", Content_Length="-", Content_Type="-") if status in {204, 304} else answer(status)


class _ResetOnce:
    """Breaks off the first time only."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> bytes | None:
        self.times += 1
        if self.times % 2:
            reset(writer)
            return None
        return answer()


def _unless(status: int, head: bool) -> Reply:
    """A refusal of HEAD, or of every client that does not call itself a browser."""

    async def handler(request: Request, _writer: asyncio.StreamWriter) -> bytes:
        robot = not request.headers.get("user-agent", "").startswith("Mozilla/5.0 (")
        return answer(status) if (request.method == "HEAD" if head else robot) else answer()

    return handler


_MOMENT = page("Just a moment...", "Checking your browser", "Enable JavaScript and cookies to continue")

ALL: tuple[Behaviour, ...] = (
    *(one(f"status-{status}", "fine", answer(status)) for status in _FINE),
    one("status-204", "links.soft-404", _bare(204)),
    *(one(f"status-{status}", "fine", to("/fine", status)) for status in _REDIRECTS),
    *(one(f"status-{status}", "unknown", _bare(status)) for status in _UNKNOWN),
    *(one(f"status-{status}", "broken", answer(status)) for status in _BROKEN),
    one("status-429-come-back-tomorrow", "unknown", answer(429, Retry_After="86400")),
    one("flaky-429-come-back-in-1", "fine", [answer(429, Retry_After="1"), answer()]),
    one("flaky-503", "fine", [answer(503), answer()]),
    one("flaky-reset", "fine", _ResetOnce()),
    one("500-twice", "broken", [answer(500), answer(500), answer()]),
    one("head-403", "fine", _unless(403, head=True)),
    one("head-405", "fine", _unless(405, head=True)),
    one("robots-403", "unknown", _unless(403, head=False)),
    one("wall-cloudflare", "unknown", answer(403, _MOMENT, cf_mitigated="challenge")),
    one("wall-cloudflare-200", "unknown", answer(200, _MOMENT)),
    one("wall-aws-202", "unknown", answer(202, b"", x_amzn_waf_action="challenge")),
    one("wall-aws-405", "unknown", answer(405, b"", x_amzn_waf_action="captcha")),
    one("wall-datadome", "unknown", answer(403, b"<script src=https://ct.captcha-delivery.com/c.js></script>")),
    one("wall-akamai", "unknown", answer(403, page("Access Denied", "Access Denied"), Server="AkamaiGHost")),
)
