"""settings.operational"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from preflight.check import check
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext

_KINDS = re.compile(r"operational|transactional|systemmail|servicemail")
_IGNORES = re.compile(
    r"(?:ignore|override|bypass|disregard|skip|sendto)\w*?(?:optout|unsubscribe|suppress|consent|optedout|subscription"
    r"|commercialcommunicationlimit|communicationlimit)"
)
_KIND_OF = re.compile(r"type|class|kind|categor|purpose|mode|stream")
_NO = frozenset({"", "false", "no", "off", "0", "none", "never", "marketing", "commercial", "promotional"})


@check("settings.operational", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def operational(send: Send) -> Iterator[Item]:
    """A marketing mail is set to go out as an operational or transactional one.

    Platforms send operational mail to everybody, those who opted out among them. One wrong switch, often copied from
    another program, mails all who had left.

    Bad:
        html: <p>Sale!</p>
        send: {settings: {operational: true}}
    Good:
        html: <p>Sale!</p>
        send: {settings: {operational: false}}
    Fix: turn the switch off in the platform, and correct settings: in the send.
    """
    if send.kind == "transactional":
        yield Skip(_("transactional mail may go to people who cannot leave the list"))
        return
    if not send.settings:
        yield Skip(_("nobody said how the platform's switches stand; add settings:"), not_given="settings")
        return
    bad = [(key, value) for key, value in _flat(send.settings) if _opens(key, value)]
    for key, value in bad:
        yield Finding(
            _("the platform's setting “{setting}” says {value}: it goes to people who opted out, too",
              setting=key[:100], value=str(value)[:100]),
            key=key[:200],
            fix=_("Turn the switch off in the platform, and correct settings: in the send."),
            location=send.at(f"settings.{key}" if f"settings.{key}" in send.locations else "settings"),
            evidence={"setting": key[:200], "value": str(value)[:200]},
        )  # fmt: skip
    total = len(_flat(send.settings))
    words = ngettext(
        "{bad} of {n} setting overrides opt-outs", "{bad} of {n} settings override opt-outs", total, bad=len(bad)
    )
    yield Tally(words, {"settings": total, "bad": len(bad)})


def _flat(settings: dict[str, Any], before: str = "", depth: int = 0) -> list[tuple[str, Any]]:
    """Keys and values, those of inner mappings with dotted names."""
    found: list[tuple[str, Any]] = []
    for key, value in settings.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            found += _flat(value, f"{before}{key}.", depth + 1)
        else:
            found.append((f"{before}{key}", value))
    return found


def _opens(key: str, value: Any) -> bool:
    """Whether a setting lets the mail out to people who left."""
    name, word = _fold(key), _fold(value)
    if re.match(r"(?:not?|respect|honou?r|exclude|non)", name):
        return False
    if _KINDS.search(name) or _IGNORES.search(name):
        return word not in _NO
    named = _KIND_OF.search(name) is not None and _KINDS.search(word) is not None
    return not re.match(r"non?(?=oper|trans)", word) and (named or _KINDS.fullmatch(word) is not None)


def _fold(word: Any) -> str:
    return re.sub(r"[^a-z0-9]", "", str(word).lower()[:300])


_DEEPEST = 5
