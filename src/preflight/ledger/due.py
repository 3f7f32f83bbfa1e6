"""Which sends should be run now, and why: what a timer asks every so often. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

PROGRAM = timedelta(days=7)
"""A triggered program goes out all the time: it is looked at so often."""


class Standing(msgspec.Struct, frozen=True):
    """What matters of a send: when it goes out, and its latest full run.

    `exact` says that that run was of the send as it stands now, `signed` that somebody signed it off.
    """

    scheduled_at: datetime | None
    trigger: str
    run_at: datetime | None
    exact: bool
    signed: bool
    max_age: timedelta


def why(send: Standing, now: datetime, within: timedelta) -> str:
    """Why the send is to be run now, or ""."""
    if send.scheduled_at is not None:
        return _scheduled(send, send.scheduled_at, now, within)
    if send.trigger:
        return _program(send, now)
    return ""


def _scheduled(send: Standing, at: datetime, now: datetime, within: timedelta) -> str:
    if at < now:
        return ""
    fresh = send.run_at is not None and send.exact and send.run_at + send.max_age >= at
    if at - now <= within and not fresh:
        if send.run_at is None:
            return "it goes out soon and was never run"
        return "it goes out soon and its last run is too old" if send.exact else "it goes out soon and changed"
    if send.signed and send.exact and send.run_at is not None:
        lapses = send.run_at + send.max_age
        if lapses < at and lapses - now <= within:
            return "it is signed off, and its run lapses before it goes out"
    return ""


def _program(send: Standing, now: datetime) -> str:
    if send.run_at is None:
        return "it is a program that was never run"
    if now - send.run_at >= PROGRAM:
        return f"it is a program, and its last run is {(now - send.run_at).days} days old"
    return "" if send.exact else "it is a program, and it changed"
