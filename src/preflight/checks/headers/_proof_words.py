"""The words of a draft beside its proof's: what differs although tokens, conditions and footers are allowed for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from preflight.checks.headers._proof_pattern import Pattern, Word

_MOST_CELLS = 250_000
"""Cells of the table that two stretches are compared by; beyond it they repeat themselves too much."""


class Difference(NamedTuple):
    """Words that only one of the two has. `start` is the word of the draft beside it, `end` whether at one of its ends.

    `blurred` says that they stand in text that repeats itself so much that nobody knows what belongs to what.
    """

    missing: tuple[Word, ...]
    added: tuple[Word, ...]
    start: int
    end: bool
    blurred: bool = False


def differences(draft: Pattern, proof: Sequence[Word]) -> list[Difference]:
    """What differs, in the order of the draft."""
    alignment = _Alignment(draft, proof)
    steps = sorted(alignment.run(), key=lambda step: (step[0], step[1]))
    return [found._replace(blurred=alignment.blurred) for found in _regions(draft, proof, steps)]


_Step = tuple[int, int, str]
"""Index in the draft, index in the proof, and "match", "delete" or "insert"."""


class _Alignment:
    """Aligns two sequences: by the words that both have once, then exactly in between."""

    def __init__(self, draft: Pattern, proof: Sequence[Word]) -> None:
        self._draft, self.blurred = draft, False
        self._left = [word.text for word in draft.words]
        self._right = [word.text for word in proof]

    def run(self) -> Iterator[_Step]:
        """Every step, not in order."""
        waiting = [(0, len(self._left), 0, len(self._right))]
        while waiting:
            i1, i2, j1, j2 = waiting.pop()
            if (i2 - i1 + 1) * (j2 - j1 + 1) <= 400:
                yield from self._exactly(i1, i2, j1, j2)
                continue
            anchors = self._anchors(i1, i2, j1, j2) or self._anchors(i1, i2, j1, j2, 4)
            if not anchors:
                small = (i2 - i1 + 1) * (j2 - j1 + 1) <= _MOST_CELLS
                yield from self._exactly(i1, i2, j1, j2) if small else self._apart(i1, i2, j1, j2)
                continue
            for i, j in anchors:
                waiting.append((i1, i, j1, j))
                yield i, j, "match"
                i1, j1 = i + 1, j + 1
            waiting.append((i1, i2, j1, j2))

    def _anchors(self, i1: int, i2: int, j1: int, j2: int, size: int = 1) -> list[tuple[int, int]]:
        """The longest rising chain of words, or of `size` words in a row, that stand once in either stretch.

        A single word that may be missing is none: what it is taken for may stand in a footer.
        """
        gaps = self._draft.gaps
        whole = (i for i in range(i1, i2 - size + 1) if size == 1 or not any(gaps[i + 1 : i + size]))
        left = {i: tuple(self._left[i : i + size]) for i in whole}
        right = {j: tuple(self._right[j : j + size]) for j in range(j1, j2 - size + 1)}
        ours, theirs = Counter(left.values()), Counter(right.values())
        where = {words: j for j, words in right.items() if theirs[words] == 1}
        firm = (i for i in left if size > 1 or not self._draft.optional[i])
        return _rising([(i, where[left[i]]) for i in firm if ours[left[i]] == 1 and left[i] in where])

    def _apart(self, i1: int, i2: int, j1: int, j2: int) -> Iterator[_Step]:
        self.blurred = True
        yield from ((i, j1, "delete") for i in range(i1, i2))
        yield from ((i2, j, "insert") for j in range(j1, j2))

    def _exactly(self, i1: int, i2: int, j1: int, j2: int) -> Iterator[_Step]:
        """The cheapest way: from the ends backwards, then along it."""
        left, right, rows = self._left, self._right, [[0.0] * (j2 - j1 + 1) for _ in range(i2 - i1 + 1)]
        for i in range(i2, i1 - 1, -1):
            row, below = rows[i - i1], rows[i - i1 + 1] if i < i2 else []
            into, gone = self._insert(i), self._delete(i) if i < i2 else 0.0
            for j in range(j2, j1 - 1, -1):
                at = j - j1
                if i == i2:
                    row[at] = row[at + 1] + into if j < j2 else 0.0
                    continue
                best = below[at] + gone
                if j < j2:
                    best = min(best, row[at + 1] + into)
                    if left[i] == right[j]:
                        best = min(best, below[at + 1])
                row[at] = best
        yield from self._along(rows, i1, i2, j1, j2)

    def _along(self, rows: list[list[float]], i1: int, i2: int, j1: int, j2: int) -> Iterator[_Step]:
        i, j = i1, j1
        while i < i2 or j < j2:
            here = rows[i - i1][j - j1]
            if i < i2 and j < j2 and self._left[i] == self._right[j] and here == rows[i - i1 + 1][j - j1 + 1]:
                yield i, j, "match"
                i, j = i + 1, j + 1
            elif i < i2 and here == rows[i - i1 + 1][j - j1] + self._delete(i):
                yield i, j, "delete"
                i += 1
            else:
                yield i, j, "insert"
                j += 1

    def _insert(self, i: int) -> float:
        """Powers of two, so that sums compare exactly; a long footer must stay cheaper than one lost word."""
        if self._draft.gaps[i]:
            return 1 / 8192
        return 1 / 4096 if i in {0, len(self._left)} else 1.0

    def _delete(self, i: int) -> float:
        return 1 / 2048 if self._draft.optional[i] else 1.0


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain in which the second numbers rise, too; the first ones do."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(places[place - 1] if place else -1)
        ends[place : place + 1] = [j]
        places[place : place + 1] = [number]
    chain: list[tuple[int, int]] = []
    here = places[-1] if places else -1
    while here >= 0:
        chain.append(pairs[here])
        here = before[here]
    return chain[::-1]


def _regions(draft: Pattern, proof: Sequence[Word], steps: Sequence[_Step]) -> Iterator[Difference]:
    """Neighbouring steps that are no match, without what the draft allows."""
    here = 0
    while here < len(steps):
        if steps[here][2] == "match":
            here += 1
            continue
        end = here
        while end < len(steps) and steps[end][2] != "match":
            end += 1
        found = _region(draft, proof, steps[here:end])
        if found is not None:
            after = steps[end] if end < len(steps) else None
            yield (
                found if found.missing else found._replace(start=_beside(proof, found, steps[max(here - 1, 0)], after))
            )
        here = end


def _beside(proof: Sequence[Word], found: Difference, before: _Step, after: _Step | None) -> int:
    """The draft's word in whose stretch of text the words stand that only the proof has: the one after, or before."""
    if after is not None and proof[after[1]].run == found.added[-1].run:
        return after[0]
    return before[0] if before[2] == "match" else found.start


def _region(draft: Pattern, proof: Sequence[Word], steps: Sequence[_Step]) -> Difference | None:
    missing = [draft.words[i] for i, _j, what in steps if what == "delete" and not draft.optional[i]]
    inserts = Counter(i for i, _j, what in steps if what == "insert")
    added = [proof[j] for i, j, what in steps if what == "insert" and inserts[i] > draft.gaps[i]]
    if not missing and not added:
        return None
    places = {i for i, _j, what in steps if what == "insert"}
    at_end = not missing and places <= {0, len(draft.words)}
    return Difference(tuple(missing), tuple(added), steps[0][0], at_end)
