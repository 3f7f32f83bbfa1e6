"""The pictures of a report as numbers and places on a drawing, each with the words that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any, NamedTuple

from preflight.report.clean import cut
from preflight.report.evidence import Row, spf_tree
from preflight.report.inventory import Destination, destination
from preflight.report.words import Words

WIDE = 640
"""Width of the drawings in their own units."""
_EDGE = 28
_DOTS = 24


class Bar(NamedTuple):
    """A labelled bar; `part` is its length, 0 to 100, `bad` says that it tells of a fault."""

    label: str
    value: str
    part: float
    note: str = ""
    bad: bool = False


class Band(NamedTuple):
    """The audience beside what was expected: `now`, `brief` and `past` are places, `low` and `high` the usual range."""

    now: float
    now_label: str
    brief: float | None
    brief_label: str
    past: list[float]
    low: float | None
    high: float | None
    words: list[str]
    bad: bool


class Spf(NamedTuple):
    """A domain's look-ups: `boxes` say of each whether it is still allowed."""

    domain: str
    words: str
    boxes: list[bool]
    used: int
    tree: Row


class Rate(NamedTuple):
    """How many links carry their parameters."""

    words: str
    part: float
    bad: bool


class Got(NamedTuple):
    """What a recipient gets in place of a token: a veiled value, a fallback, or nothing; `words` say the same."""

    shown: str
    words: str
    note: str
    state: str


class Sample(NamedTuple):
    """A few recipients by chance: the fields with their columns, and each one's mask with what is filled in."""

    heads: list[tuple[str, str]]
    rows: list[tuple[str, list[Got]]]


class Pictures(NamedTuple):
    """Whatever can be drawn of a report; what is empty was not given."""

    band: Band | None
    funnel: list[Bar]
    funnel_words: str
    lists: list[Bar]
    domains: list[Bar]
    countries: list[Bar]
    sample: Sample | None
    spf: list[Spf]
    rate: Rate | None
    links: list[Destination]
    more_links: int

    def __bool__(self) -> bool:
        """Whether there is anything to see."""
        return any(bool(value) for value in self)


def pictures(report: dict[str, Any], t: Words) -> Pictures:
    """All pictures of a report; one that was made before reports carried the numbers has none."""
    seen = report.get("seen") or {}
    audience, brief, links = seen.get("audience") or {}, seen.get("brief") or {}, seen.get("links") or []
    funnel, words = _funnel(audience, t)
    return Pictures(
        band=_band(audience, brief, t),
        funnel=funnel,
        funnel_words=words,
        lists=_lists(audience, t),
        domains=_mix(audience.get("domains") or [], t),
        countries=_mix(audience.get("countries") or [], t),
        sample=_sample(seen.get("sample"), t),
        spf=[_spf(one, t) for one in seen.get("spf") or ()],
        rate=_rate(report, t),
        links=[destination(one, brief.get("utm") or {}, t) for one in links],
        more_links=max(seen.get("links_total", 0) - len(links), 0),
    )


def usual(past: list[int]) -> tuple[float, float] | None:
    """The range of comparable sends: median ± 3 scaled deviations, at least a quarter; None for fewer than three."""
    if len(past) < 3:
        return None
    middle = median(past)
    reach = max(3 * 1.4826 * median(abs(n - middle) for n in past), middle / 4)
    return max(middle - reach, 0), middle + reach


def _band(audience: dict[str, Any], brief: dict[str, Any], t: Words) -> Band | None:
    now = _people(audience)
    wanted, past = brief.get("audience"), audience.get("previous") or []
    if now is None or (wanted is None and not past):
        return None
    span = usual(past)
    top = max([now, wanted or 0, *past, *(span or ())]) * 1.08 or 1

    def at(number: float) -> float:
        return round(_EDGE + (WIDE - 2 * _EDGE) * number / top, 1)

    outside = span is not None and not span[0] <= now <= span[1]
    words = [t("This send: {n}", n=now)]
    if wanted is not None:
        words.append(t("brief: {n} ({difference})", n=wanted, difference=_difference(now, wanted)))
    if past:
        words.append(t("past sends: {low} to {high}", low=min(past), high=max(past)))
    if span is not None:
        words.append(t("usual: {low} to {high}", low=round(span[0]), high=round(span[1])))
    return Band(
        at(now), t.number(now), at(wanted) if wanted is not None else None,
        t.number(wanted) if wanted is not None else "", [at(n) for n in past], at(span[0]) if span else None,
        at(span[1]) if span else None, words, outside or (wanted is not None and abs(now - wanted) > wanted / 10),
    )  # fmt: skip


def _people(audience: dict[str, Any]) -> int | None:
    rows = audience.get("rows")
    return rows if rows is not None else (audience.get("counts") or {}).get("final")


def _difference(now: int, wanted: int) -> str:
    percent = round(100 * (now - wanted) / wanted) if wanted else 0
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{abs(percent)} %"


def _funnel(audience: dict[str, Any], t: Words) -> tuple[list[Bar], str]:
    counts = audience.get("counts") or {}
    segment, dropped, final, rows = (*(counts.get(k) for k in ("segment", "suppressed", "final")), audience.get("rows"))
    steps = [(t("Segment"), segment, ""), (t("Held back by the platform"), dropped, ""), (t("Would get it"), final, ""),
             (t("Rows in the file"), rows, "")]  # fmt: skip
    known = [(label, n, note) for label, n, note in steps if n is not None]
    if len(known) < 2:
        return [], ""
    top = max(n for _label, n, _note in known) or 1
    expected = segment - dropped if isinstance(segment, int) and isinstance(dropped, int) else None
    wrong = {n for n in (final, rows) if n is not None and expected is not None and n != expected}
    bars = [
        Bar(label, t.number(n), round(100 * n / top, 2), "", n in wrong and n in (final, rows))
        for label, n, _note in known
    ]
    if expected is None:
        return bars, ""
    words = t("{segment} less {dropped} is {left}.", segment=segment or 0, dropped=dropped or 0, left=expected)
    return bars, words


def _lists(audience: dict[str, Any], t: Words) -> list[Bar]:
    people = audience.get("rows") or 0
    found = []
    for one in audience.get("lists") or ():
        rows, overlap = one["rows"], one["overlap"]
        if overlap is None or rows is None:
            found.append(Bar(cut(one["name"], 80), "?", 0, t("not compared")))
            continue
        note = t("{n} on this list", n=rows)
        if one["applied_by"]:
            note += ", " + t("held back by the platform")
        bad = overlap > 0 and not one["applied_by"]
        words = t("{n} of {all} recipients", n=overlap, all=people)
        found.append(Bar(cut(one["name"], 80), words, round(100 * overlap / people, 2) if people else 0, note, bad))
    return found


def _mix(groups: Iterable[list[Any]], t: Words) -> list[Bar]:
    pairs = [(str(name), int(n)) for name, n in groups]
    total = sum(n for _name, n in pairs)
    return [
        Bar(t("others") if name == "other" else cut(name, 60) or t("not given"), t.number(n), round(100 * n / total, 2),
            f"{round(100 * n / total)} %")
        for name, n in pairs if total
    ]  # fmt: skip


def _sample(told: dict[str, Any] | None, t: Words) -> Sample | None:
    if not told:
        return None
    fields = told["fields"]
    heads = [(cut(one["token"], 60), cut(one["column"], 60)) for one in fields]
    rows = [
        (
            cut(one["masked"], 60),
            [_got(cell, field["fallback"], t) for cell, field in zip(one["cells"], fields, strict=True)],
        )
        for one in told["people"]
    ]
    return Sample(heads, rows)


def _got(cell: dict[str, Any] | None, fallback: str | None, t: Words) -> Got:
    if cell is None:
        return Got(cut(fallback, 60), "", t("fallback"), "open") if fallback else Got("", "", t("blank"), "bad")
    first, length = cell["first"], cell["length"]
    shown = first + "•" * min(length - len(first), _DOTS) + ("…" if length > _DOTS else "")
    words = t.many("{n} sign", "{n} signs", length)
    note = t("all capitals") if cell["case"] == "upper" and length > 3 else ""
    note = t("no capital") if cell["case"] == "lower" else note
    return Got(shown, f"{first} {words}".strip(), note, "")


def _spf(tree: dict[str, Any], t: Words) -> Spf:
    lookups = tree["lookups"]
    words = t("{n} look-ups; receivers allow 10", n=lookups)
    return Spf(
        tree["domain"], words, [n < 10 for n in range(min(max(lookups, 10), 40))], lookups, spf_tree(tree["root"], t)
    )


def _rate(report: dict[str, Any], t: Words) -> Rate | None:
    check = next((one for one in report["checks"] if one["id"] == "tracking.utm-missing"), None)
    measures = check["measures"] if check else {}
    if not measures.get("links") or "compliant" not in measures:
        return None
    good, all_ = int(measures["compliant"]), int(measures["links"])
    words = t(
        "{good} of {all} links carry their UTM parameters: {rate} %", good=good, all=all_, rate=100 * good // all_
    )
    return Rate(words, round(100 * good / all_, 2), good < all_)
