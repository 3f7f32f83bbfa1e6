"""The link inventory: where each link leads, what was answered, and whether its visits will be counted."""

from __future__ import annotations

from typing import Any, NamedTuple

from preflight.report.clean import cut
from preflight.report.words import Words

_COLUMNS = ("utm_source", "utm_medium", "utm_campaign")


class Hop(NamedTuple):
    """A step of a way; `lost` are the parameters that were there before it."""

    url: str
    answer: str
    lost: str


class Destination(NamedTuple):
    """A line of the link inventory. `answer` by `state`: good, bad, open; `cells` are source, medium and campaign."""

    text: str
    url: str
    where: str
    answer: str
    state: str
    title: str
    final: str
    hops: list[Hop]
    cells: list[tuple[str, bool]]
    channel: str
    fits: bool


def destination(one: dict[str, Any], briefed: dict[str, str], t: Words) -> Destination:
    """A line of the inventory; `briefed` are the values that the brief wants."""
    told, counted = one["utm"], one["role"] in {"content", "token"} and one["url"].startswith("http")
    cells = []
    for name in _COLUMNS:
        value = told.get(name, "")
        right = not counted or (bool(value) and (name not in briefed or briefed[name] == value))
        cells.append((cut(value, 60) or ("–" if counted else ""), right))
    state, answer = _answer(one, t)
    return Destination(
        cut(one["text"], 80), _untagged(one["url"]), ", ".join(t(_WHERE[w]) for w in one["where"]),
        answer, state,
        cut(one["title"] or "", 90), one["final_url"] or "", _hops(one["hops"], t), cells,
        (one["channel"] or "") if counted else "", one["channel"] in {None, "Email"},
    )  # fmt: skip


_WHERE = {"html": "HTML", "text": "Text part", "outlook": "Outlook"}
_NOT_ASKED = {
    "acting": "never opened: a click would act",
    "offline": "not opened: offline",
    "not-asked": "not opened",
    "budget": "out of time",
    "timeout": "no answer in time",
    "guard": "private address, not opened",
}
_FAULTS = {
    "no-such-host": "no such host", "refused": "refused", "reset": "connection lost", "empty": "empty answer",
    "malformed": "unreadable answer", "loop": "goes round in circles", "no-location": "leads nowhere",
    "bad-location": "leads nowhere", "tls": "certificate fault",
}  # fmt: skip
ANSWERS = {f"{n}": words for n, words in enumerate((*_NOT_ASKED.values(), *_FAULTS.values(), *_WHERE.values()))}
"""All of the words above, for those who translate them."""


def _answer(one: dict[str, Any], t: Words) -> tuple[str, str]:
    if one["not_asked"]:
        return "open", t(_NOT_ASKED.get(one["not_asked"], "no answer"))
    if one["fault"]:
        return "bad", t(_FAULTS.get(one["fault"], "no answer"))
    status = one["status"] or 0
    state = (
        "good" if 200 <= status < 300 else "open" if status in {401, 403, 405, 406, 407, 408, 429, 451, 999} else "bad"
    )
    return state, str(status or "–")


def _hops(hops: list[dict[str, Any]], t: Words) -> list[Hop]:
    found, before = [], dict[str, str]()
    for hop in hops[:12]:
        now = {
            name: value
            for name, _eq, value in (p.partition("=") for p in _query(hop["url"]))
            if name.startswith("utm_")
        }
        lost = [name for name in before if name not in now]
        answer = str(hop["status"] or t("no answer")) + (
            " " + t("by a refresh in the page") if hop["how"] == "meta-refresh" else ""
        )
        found.append(Hop(hop["url"], answer, ", ".join(lost)))
        before = now
    return found


def _untagged(url: str) -> str:
    """The address without the parameters that have columns of their own; whole where the two cannot be told apart."""
    base, mark, query = url.partition("?")
    if not mark or "#" in url:
        return url
    kept = [piece for piece in query.split("&") if piece.partition("=")[0] not in _COLUMNS]
    return base + ("?" + "&".join(kept) if kept else "")


def _query(url: str) -> list[str]:
    return url.partition("#")[0].partition("?")[2].split("&")
