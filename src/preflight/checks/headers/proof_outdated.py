"""headers.proof-outdated"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preflight.check import check
from preflight.checks.headers import _proof_links
from preflight.checks.headers._proof_pattern import Pattern, Word, pattern, pattern_of, spoken, words_of
from preflight.checks.headers._proof_words import Difference, differences
from preflight.facts import Send
from preflight.facts.send import Link, Message, Part
from preflight.finding import Finding, Item, Location, Mender, Severity, Skip, Tally, Text, Unknown, _, ngettext


@check("headers.proof-outdated", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def proof_outdated(send: Send) -> Iterator[Item]:
    """The proof no longer says what the draft says.

    Headers, signatures, size and filled tokens are judged on the proof, links and their tracking on the draft: that is
    worth something only while both are the same mail. What a platform does when it sends is allowed for: filled tokens
    and conditions, wrapped links, its own footer and view-in-browser line, other blanks, entities and charsets.

    Bad:
        html: <p>Our sale ends on Friday. Everything is 30 % off.</p>
        send: {message: {proof: proof.eml}}
        files: {proof.eml: "Content-Type: text/html\\n\\n<p>Our sale ends on Friday. Everything is 20 % off.</p>"}
    Good:
        html: <p>Hello {{ contact.firstname }}, our sale ends on Friday.</p>
        send: {message: {proof: proof.eml}}
        files: {proof.eml: "Content-Type: text/html\\n\\n<p>Hello Jane, our sale ends on Friday.</p>"}
    Fix: send yourself a new proof of the draft as it stands, or export the draft anew.
    """
    pairs = [(message, message.proof) for message in send.messages if message.proof is not None]
    if not pairs:
        yield Skip(_("there is no proof beside a draft to compare it with"))
        return
    outdated = 0
    for draft, proof in pairs:
        items = list(_items(draft, proof, send.platform))
        outdated += any(isinstance(item, Finding) for item in items)
        yield from items
    words = ngettext(
        "{same} of {n} proof says what its draft says", "{same} of {n} proofs say what their drafts say", len(pairs),
        same=len(pairs) - outdated,
    )  # fmt: skip
    yield Tally(words, {"proofs": len(pairs), "outdated": outdated})


def _items(draft: Message, proof: Message, platform: str) -> Iterator[Finding | Unknown]:
    yield from _subject(draft, proof, platform)
    why = _unseen(draft, proof)
    if why is not None:
        yield Unknown(why, key="unseen", location=draft.location)
        return
    parts = (draft.html, proof.html) if draft.html and proof.html else (draft.text, proof.text)
    if parts[0] is None or parts[1] is None:
        yield Unknown(_("draft and proof have no part in common"), key="parts", location=draft.location)
        return
    told = pattern(draft, parts[0], platform)
    yield from _words(draft, proof, told, parts[1])
    yield from _links(draft, proof)


def _unseen(draft: Message, proof: Message) -> Text | None:
    if draft.shell:
        return _("a part of the draft stands elsewhere: {why}", why=draft.shell)
    lost = next((defect for one in (draft, proof) for defect in one.defects if defect.lost), None)
    return _("a part of the mail could not be read: {why}", why=lost.message) if lost else None


def _words(draft: Message, proof: Message, told: Pattern, part: Part) -> Iterator[Finding | Unknown]:
    said, own = spoken(part), {link.text for link in draft.links}
    brought = [link for link in proof.links if link.role in _OFFERS and link.where != "header" and link.text not in own]
    for found in differences(told, said):
        if _is_footer(found, part, brought):
            continue
        place = _place(told, found, draft)
        if found.blurred:
            yield Unknown(_REPEATS, key="repeats", location=draft.location)
            return
        if found.end and not _is_hidden(found.added, part):
            yield Unknown(
                _("only the proof says “{words}”: the platform's own words, or is the draft a newer one?",
                  words=_shown(found.added)),
                key=f"end:{_shown(found.added)}", location=place, evidence={"proof": _shown(found.added, 60)},
            )  # fmt: skip
        elif not found.end:
            yield _difference(found, place)


def _difference(found: Difference, place: Location) -> Finding:
    missing, added = _shown(found.missing), _shown(found.added)
    if missing and added:
        words = _("the draft says “{draft}” where the proof says “{proof}”", draft=missing, proof=added)
    elif missing:
        words = _("the draft says “{draft}”, and the proof does not", draft=missing)
    else:
        words = _("the proof says “{proof}”, and the draft does not", proof=added)
    return Finding(
        words, key="words", fix=_FIX, location=place, evidence={"draft": _shown(found.missing, 60),
                                                               "proof": _shown(found.added, 60)},
        many=Text(words.template + "; {n} places differ", dict(words.values)),
    )  # fmt: skip


def _is_footer(found: Difference, part: Part, brought: Sequence[Link]) -> bool:
    """Whether words that only the proof has are what platforms and gateways put in: view lines, banners, ways out.

    `brought` are the ways out and view links that only the proof has.
    """
    if found.missing or not found.added or len(found.added) > _LONGEST:
        return False
    first, last = found.added[0].run, found.added[-1].run
    runs = part.runs
    begin = (runs[first - 1].location.line, runs[first - 1].location.column) if first else (0, 0)
    end = _after(part, last)
    if any(begin < (link.location.line, link.location.column) < end for link in brought):
        return True
    return found.end and _BANNER.search(" ".join(word.text for word in found.added)) is not None


def _after(part: Part, run: int) -> tuple[int, int]:
    """Where the stretch after that one begins."""
    if run + 1 < len(part.runs):
        place = part.runs[run + 1].location
        return place.line, place.column
    return (1 << 30, 0)


def _is_hidden(words: Sequence[Word], part: Part) -> bool:
    """Preview texts and spacers that a platform puts in front."""
    return all(part.runs[word.run].hidden for word in words)


def _place(told: Pattern, found: Difference, draft: Message) -> Location:
    if not told.words:
        return draft.location
    word = told.words[min(found.start, len(told.words) - 1)]
    return told.runs[word.run].location


def _subject(draft: Message, proof: Message, platform: str) -> Iterator[Finding]:
    if draft.subject is None or proof.subject is None:
        return
    told = pattern_of(draft.subject.text[:1_000], platform)
    text = _LABEL.sub("", proof.subject.text[:1_000])
    kept = text if _LABEL.match(draft.subject.text) is None else proof.subject.text
    if any(list(differences(told, list(words_of(one)))) == [] for one in (kept, proof.subject.text)):
        return
    yield Finding(
        _("the subject is “{draft}” in the draft and “{proof}” in the proof", draft=draft.subject.text[:150],
          proof=proof.subject.text[:150]),
        key="subject", fix=_FIX, location=draft.subject.location,
        evidence={"draft": draft.subject.text[:300], "proof": proof.subject.text[:300]},
    )  # fmt: skip


def _links(draft: Message, proof: Message) -> Iterator[Finding]:
    for pair in _proof_links.changed(draft.links, proof.links):
        words = _("“{text}” leads to {draft} in the draft and to {proof} in the proof", text=pair.draft.text[:80],
                  draft=pair.draft.url[:300], proof=pair.proof.url[:300])  # fmt: skip
        yield Finding(
            words, key="links", fix=_FIX, location=pair.draft.location,
            evidence={"url": pair.draft.url, "proof": pair.proof.url},
            many=Text(words.template + "; {n} links differ", dict(words.values)),
        )  # fmt: skip


def _shown(words: Sequence[Word], most: int = 12) -> str:
    text = " ".join(word.text for word in words[:most])
    return f"{text} …" if len(words) > most else text


_OFFERS = frozenset({"unsubscribe", "preference", "view"})
_LONGEST = 250
"""Words that a platform's footer has at the most."""

_BANNER = re.compile(
    r"\b(?:caution|external|outside (?:of )?(?:the|your)|achtung|vorsicht|extern\w*|test ?(?:e ?)?mail|test ?send"
    r"|preview|vorschau|testmail|testversand|copyright|all rights reserved|alle rechte|this (?:e ?mail|message) was"
    r"|sent (?:to|by)|gesendet (?:an|von)|powered by|view (?:it |this )?(?:e ?mail )?(?:in|online)|no images|trouble"
    r"|unsubscribe|abmelden)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?:[\[({*]\s*[^\])}*]{1,30}[\])}*]\s*|(?:re|fwd?|aw|wg|tr|test|testmail|proof|preview|sample|entwurf|probe|external"
    r"|extern|spam|caution)\s*(?:#?\d{1,4})?\s*[:|–—-]+\s*)+",
    re.IGNORECASE,
)
"""What test sends and gateways put before a subject."""

_REPEATS = _("the mail repeats itself so much that nobody can tell which words belong together")
_FIX = _("Send yourself a new proof of the draft as it stands, or export the draft anew.")
