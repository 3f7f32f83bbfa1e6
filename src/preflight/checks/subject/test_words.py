"""subject.test-words"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated

from preflight.check import Options, check, option
from preflight.checks.subject._subjects import subject_of
from preflight.data.test_words import COPIES, COPY_OF, LABELS, PAPERS, TRIALS, is_trial
from preflight.facts import Send
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


class TestWords(Options, frozen=True):
    """Options of subject.test-words."""

    words: Annotated[frozenset[str], option("Further words that mark a test or a draft.")] = frozenset()
    allow: Annotated[frozenset[str], option("Words of our own list that are meant in your subjects.")] = frozenset()


@check("subject.test-words", severity=Severity.BLOCKER, mender=Mender.COPY)
def test_words(send: Send, options: TestWords) -> Iterator[Item]:
    """The subject says that the mail is a test, a draft or a copy.

    "Test: …", "[DRAFT] …" and "Copy of …" are left over from proofs and from the mail that this one was made of.
    "Draft beer" and "Test drive the new …" are none.

    Bad:
        html: <p>Sale!</p>
        subject: "Copy of Winter sale"
    Good:
        html: <p>Sale!</p>
        subject: "Test drive our winter sale"
    Fix: write the real subject. Where only the platform's test mails say so, give the subject in the send.
    """
    subjects = [value for message in send.messages if (value := subject_of(message)[1]) is not None]
    if not subjects:
        yield Skip(_("there is no subject to look at"), not_given="subject")
        return
    labels, allowed = LABELS | {_fold(word) for word in options.words}, {_fold(word) for word in options.allow}
    bad = 0
    for subject in subjects:
        word = marked(
            subject.text, labels - allowed, (TRIALS - allowed), (COPIES - allowed), copy_of="copy of" not in allowed
        )
        if not word:
            continue
        bad += 1
        yield Finding(
            _("the subject says “{word}”: {subject}", word=word, subject=subject.text[:150]),
            key=_fold(word), fix=_FIX, location=subject.location,
            evidence={"word": word, "subject": subject.text[:300]},
            many=_("{n} subjects say “{word}”", word=word),
        )  # fmt: skip
    words = ngettext(
        "{bad} of {n} subject says that it is a test", "{bad} of {n} subjects say that they are tests",
        len(subjects), bad=bad,
    )  # fmt: skip
    yield Tally(words, {"subjects": len(subjects), "marked": bad})


def marked(
    subject: str, labels: frozenset[str] = LABELS, trials: frozenset[str] = TRIALS, copies: frozenset[str] = COPIES,
    *, copy_of: bool = True,
) -> str:  # fmt: skip
    """The words that mark a subject as a test, a draft or a copy; "" where there are none."""
    text = _REPLY.sub("", subject[:_LONG].strip())
    folded = _fold(text)
    if copy_of and (found := _COPY_OF.match(folded)) and not PAPERS.search(folded):
        return text[: found.end()].strip()
    for match in _BRACKETS.finditer(text):
        inside = _bare(_fold(match[1]))
        if inside in labels | trials | copies:
            return match[0].strip()
    if _bare(folded) in labels | trials | copies or _REPEATED.fullmatch(folded):
        return text
    head = _HEAD.match(text)
    if head is None:
        return ""
    word, rest = _bare(_fold(head[1])), _fold(text[head.end() :])
    return head[1].strip() if word in labels or (word in trials and not is_trial(rest)) else ""


def _fold(text: str) -> str:
    """Lower case, without accents, apostrophes and invisible signs."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        s for s in spread if not unicodedata.combining(s) and unicodedata.category(s) != "Cf" and s not in "'’"
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _bare(folded: str) -> str:
    """A label without its number and its punctuation: "test #3", "draft v2", "test 1 2 3!"."""
    return _NUMBER.sub("", folded.strip(" .!?*-_:#…")).strip(" .!?*-_:#…")


_FIX = _("Write the real subject. Where only the platform's test mails say so, give the subject in the send.")
_LONG = 1_000
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s?:\s?)+", re.IGNORECASE)
_COPY_OF = re.compile(rf"(?:\W{{0,3}}){COPY_OF}\b")
_BRACKETS = re.compile(r"[\[({<【«*]+\s*([^\[\](){}<>【】«»*]{1,40}?)\s*[\])}>】»*]+")
_REPEATED = re.compile(r"(?:test\W*){2,5}|(?:asdf\w{0,10}|qwertz?|qwerty)\W*")
_NUMBER = re.compile(r"\s*(?:#|nr\.?|no\.?|version|v)?\s*\d{1,4}(?:[.\s-]\d{1,3}){0,3}$")
_HEAD = re.compile(r"\W{0,3}([^:|/\\>\n]{1,40}?)(?:\s?[:：|>]|\s?//|\s/\s|\s?[-–—]{1,2}\s|_{1,2}(?=\S)|\s\.{2,3}\s)")
