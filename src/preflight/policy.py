"""What to judge by: the checklist once it is read, merged with those that it extends, and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from preflight.check import Check, Options
from preflight.finding import Severity

Input = Literal["audience", "suppression", "consent", "sender", "headers", "brief", "schedule"]


class When(msgspec.Struct, frozen=True):
    """Conditions, all of which must hold; decided after the facts."""

    bulk: bool | None = None
    audience_over: int | None = None
    kind: Literal["marketing", "transactional"] | None = None
    platform: str | None = None


class Setting(msgspec.Struct, frozen=True):
    """How the checklist wants one check. `severity` replaces whatever the check says, where `when` holds."""

    on: bool = True
    severity: Severity | None = None
    required: bool | None = None
    when: When | None = None
    options: Options = Options()


class Chosen(msgspec.Struct, frozen=True):
    """A check and how it is wanted. `source` is the check, or how it is had once somebody needs more than its id."""

    id: str
    setting: Setting
    source: Check | Callable[[], Check]

    @classmethod
    def of(cls, check: Check, setting: Setting) -> Chosen:
        """A check that is at hand."""
        return cls(check.id, setting, check)

    @property
    def check(self) -> Check:
        """The check itself."""
        return self.source if isinstance(self.source, Check) else self.source()


class AudienceRule(msgspec.Struct, frozen=True):
    """A rule of the user's own, in SQL over the audience."""

    id: str
    where: str
    severity: Severity = Severity.BLOCKER
    at_most: int = 0
    fix: str = ""


class Manual(msgspec.Struct, frozen=True):
    """A question that a person answers."""

    id: str
    ask: str
    role: str = "reviewer"
    about: Literal["message", "audience", "send"] = "message"


class Approval(msgspec.Struct, frozen=True):
    """A sign-off that is needed. `exclude` is the checklist's `not`."""

    role: str
    count: int = 1
    exclude: Literal["", "owner"] = ""
    covers: Literal["send", "message", "audience"] = "send"
    drift: float = 0.0
    when: When | None = None


class Policy(msgspec.Struct, frozen=True):
    """A checklist, ready to judge by. `digest` is "sha256:…" of the merged whole, in a canonical form."""

    name: str
    title: str
    digest: str
    checks: tuple[Chosen, ...]
    needs: tuple[Input, ...] = ()
    max_age_hours: float = 24.0
    signers: Literal["asserted", "authenticated"] = "asserted"
    audience_rules: tuple[AudienceRule, ...] = ()
    manual: tuple[Manual, ...] = ()
    approvals: tuple[Approval, ...] = ()
    waiver_policy: dict[str, Any] = {}

    @property
    def rule_columns(self) -> tuple[str, ...]:
        """The words in the user's own rules that may be columns of the audience."""
        words = (re.findall(r"[A-Za-z_][A-Za-z0-9_]*", rule.where) for rule in self.audience_rules)
        return tuple(sorted({word for some in words for word in some}))
