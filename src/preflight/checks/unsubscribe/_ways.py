"""The ways out that a mail offers: links and tokens to unsubscribe or change preferences, and whether one sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from preflight.checks.unsubscribe import _blocks
from preflight.data.acting_shapes import LEAVING_SEGMENT, PREFERENCE_SEGMENT
from preflight.facts.piece import report, unseen
from preflight.facts.send import Link, Message, Run, Send, Token
from preflight.facts.wording import purpose
from preflight.finding import Location, Skip, Text, _

Where = Literal["html", "text"]

_ROLES = frozenset({"unsubscribe", "preference"})
_VEILED = frozenset({"contact", "token", "tracking"})
"""Roles that say how a link works and not what it is for: its words must tell."""

_WORDS = re.compile(rf"(?<![a-z])(?:{LEAVING_SEGMENT}|{PREFERENCE_SEGMENT}|remove me|no longer (?:want|wish))(?![a-z])")
_IN_PATH = re.compile(r"/[a-z]*(?:unsub|opt-?out)\w*(?:\.\w{2,5})?(?:[/?]|$)", re.IGNORECASE)
_HOME = re.compile(r"/?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_AMPSCRIPT = re.compile(r"%%(?:=|\[)")

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}", re.IGNORECASE)
_LEAVES = re.compile(
    r"(?:leave|remove|unsub|signoff|abmeld|majordomo)[\w.+-]*@|[\w.+-]*-(?:leave|remove|off)@", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\?(?:.*&)?subject=(?:re:\s?)?(?:remove|unsub|exclude|stop|opt-?out|leave|abmeld|desabo)", re.IGNORECASE
)
_AS_SUBJECT = re.compile(r"with\W{1,4}(?:remove|unsubscribe|stop)\b\W{1,4}(?:as|in)\b.{0,12}\bsubject", re.IGNORECASE)
_TO = re.compile(r"(?:\b(?:to|at|an|à)|:)\s*$", re.IGNORECASE)
_WRITE = re.compile(
    r"\b(?:e-?mails?|mail|write|send|sending|reply|message|schreib\w*|mailen|mailt|ecri\w*|écri\w*|envo\w*|escrib\w*"
    r"|envi\w*|scriv\w*|invi\w*|escrev\w*|skicka|skriv\w*|stuur|kirjoita|napisz|wyślij|napište)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[|•·]")
_NEAR = 200
"""Signs of a sentence that are looked at for an address to leave by."""

_BELOW = 5
"""Lines under a heading that belong to it."""

_SHORT = 40
"""Signs of what looks like a link; a sentence is longer."""

_MANY = 50
"""Tokens to leave by that are looked at; a mail with more is no mail, and must not take long."""

NO_MESSAGE = Skip(_("the send has no message to look at"), not_given="message")
TRANSACTIONAL = Skip(_("transactional mail may go to people who cannot leave the list"))


class Way(NamedTuple):
    """One way out. `hidden` says in plain words what hides it, or is empty; `shown` is what to call it."""

    location: Location
    shown: str
    url: str = ""
    hidden: str = ""


def ways(message: Message, where: Where = "html") -> list[Way]:
    """Every way out in that part, hidden ones among them; dead ones are none."""
    found = [*_links(message, where), *_tokens(message, where), *_addresses(message, where), *_headed(message, where)]
    if where == "html":
        return _in_blocks(message, found)
    return found


def dead(message: Message, where: Where = "html") -> list[Link]:
    """Links that say that one can leave, and lead nowhere or to a home page."""
    return [link for link in message.links if link.where == where and link.role in _ROLES and not _leads(link)]


def spoken(message: Message, where: Where = "html") -> Run | None:
    """Words that look like the link to leave by and are none, such as an anchor without an address."""
    part = message.html if where == "html" else message.text
    runs = (run for run in (part.runs if part else ()) if not run.hidden and len(run.text) <= _SHORT)
    return next((run for run in runs if purpose(run.text) == "unsubscribe"), None)


def body(message: Message) -> Where:
    """The part that must hold the way out: the text where there is nothing else."""
    return "text" if message.html is None and message.text is not None else "html"


def has_one(message: Message) -> bool:
    """Whether the mail has a way out, visible or not; what a proof shows was appended by the platform."""
    sent = (message, message.proof) if message.proof else (message,)
    return any(ways(one, body(one)) for one in sent)


def told(send: Send, messages: list[Message]) -> Text | None:
    """Why nothing is said of these messages, where `unsubscribe.missing` says already that they cannot be seen."""
    reasons = [report(message) or (None if has_one(message) else unseen(send, message)) for message in messages]
    return reasons[0] if reasons and all(reasons) else None


def scripted(message: Message) -> Link | None:
    """A link whose address a script makes when the mail is sent: it may lead out, nobody can tell."""
    return next((link for link in message.links if link.where == "html" and _AMPSCRIPT.search(link.raw[:2000])), None)


def has_content(send: Send) -> bool:
    """Whether there is any part to look at."""
    return any(message.html or message.text for message in send.messages)


def fold(text: str) -> str:
    """Lower case without accents, to look for words in."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def _links(message: Message, where: Where) -> Iterator[Way]:
    for link in message.links:
        if link.where == where and _says_so(link) and _leads(link):
            yield Way(link.location, (link.text or link.raw)[:100].strip(), link.url, _hidden(link))


def _says_so(link: Link) -> bool:
    if link.role in _ROLES:
        return True
    if link.where == "text" and _IN_PATH.search(link.raw[:500]):
        return True
    if link.role not in _VEILED:
        return False
    if link.role == "contact" and _SUBJECT.search(unquote(link.raw[:500])):
        return True
    words = f"{link.text[:500]} {link.title[:200]} {link.raw[:500]}"
    if link.role == "contact" or link.where == "text":
        words += f" {link.context[:500]}"
    return _WORDS.search(fold(words)) is not None or purpose(words[:400]) in _ROLES


def _leads(link: Link) -> bool:
    """Whether the link can lead out: not `#`, not a script, not a place in the mail, not a bare home page."""
    raw = link.raw.strip()
    if not raw or raw[0] == "#" or raw[:11].lower() == "javascript:" or link.role == "fragment":
        return False
    if link.invalid or not link.url.startswith(("http:", "https:")):
        return True  # a token, a mailto, or an address that links.malformed tells of
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return True
    home = _HOME.fullmatch(parts.path) is not None and not parts.query
    if home and len(parts.fragment) > 1 and parts.fragment[0] in "/!":
        return True  # an application that keeps its paths behind the #
    return (
        not home or _WORDS.search(fold(f"{parts.hostname or ''} {parts.fragment}")) is not None or _named(parts.netloc)
    )


def _named(host: str) -> bool:
    """Whether the host itself is one for leaving ("preferences.shop.test")."""
    return re.match(r"(?:un-?sub|opt-?out|pref|abmeld|manage|profile|subscription)", host, re.IGNORECASE) is not None


def _hidden(link: Link) -> str:
    if link.hidden:
        return link.hidden
    # "!mso" is read by everybody but Outlook.
    return "only Outlook shows it" if link.conditional and not link.conditional.lstrip("( ").startswith("!") else ""


def _tokens(message: Message, where: Where) -> Iterator[Way]:
    """Tokens in the text that render a link or its address; those inside an href are links already."""
    tokens = [token for token in message.tokens if token.kind in _ROLES][:_MANY]
    for token in tokens:
        if token.where == where:
            yield Way(token.location, token.text[:100], hidden=_covered(message, token, where))
        elif token.where == "url" and where == "html":
            yield from _carrier(message, token)


def _addresses(message: Message, where: Where) -> Iterator[Way]:
    """Mail addresses in plain words to which one writes to leave: "send a mail to leave-news@shop.test"."""
    part = message.html if where == "html" else message.text
    runs = part.runs if part is not None and "@" in part.source else ()
    for run, *following in zip_longest(runs, runs[1:], runs[2:]):
        words = " ".join((run.text[-_NEAR:], *(one.text[:_NEAR] for one in following if one is not None)))
        found = next((one[0] for one in _MAIL.finditer(words) if _writes_to_leave(words, one)), "")
        if found:
            yield Way(run.location, found[:100], hidden=run.hidden)


def _headed(message: Message, where: Where) -> Iterator[Way]:
    """Addresses of a text part under a heading: "Unsubscribe from our news", and in the lines below where to go."""
    part = message.text if where == "text" else None
    heads = [
        run
        for run in (part.runs if part is not None else ())
        if len(run.text) <= _SHORT and purpose(" ".join(run.text.split()[:2])) == "unsubscribe"
    ]
    for head in heads[:_MANY]:
        first = head.location.line
        for link in message.links:
            if link.where == "text" and first < link.location.line <= first + _BELOW and _leads(link):
                yield Way(link.location, link.raw[:100], link.url)


def _writes_to_leave(words: str, address: re.Match[str]) -> bool:
    """Whether the address says it itself, or the words before it tell to write there in order to leave."""
    if _WORDS.search(address[0].partition("@")[0].lower().replace("_", "-")) or _LEAVES.match(address[0]):
        return True
    before = _APART.split(words[max(0, address.start() - 150) : address.start()])[-1]
    after = words[address.end() : address.end() + 60]
    if _WRITE.search(before) is not None and _AS_SUBJECT.search(after):
        return True
    told = _WRITE.search(before) or _TO.search(before)
    return told is not None and purpose(before) == "unsubscribe"


def _covered(message: Message, token: Token, where: Where) -> str:
    part = message.html if where == "html" else message.text
    around = [run for run in (part.runs if part else ()) if token.text in run.text]
    if not around or any(not run.hidden for run in around):
        return ""
    return around[0].hidden


def _carrier(message: Message, token: Token) -> Iterator[Way]:
    """The links whose address is made by the token, where their words say nothing of leaving."""
    for link in message.links:
        if link.where == "html" and token.text in link.raw and not _says_so(link):
            yield Way(link.location, (link.text or link.raw)[:100].strip(), link.url, _hidden(link))


def _in_blocks(message: Message, found: list[Way]) -> list[Way]:
    """The same ways, with those marked that only some recipients see."""
    seen = [way for way in found if not way.hidden]
    places = [(way.location.line, way.location.column) for way in seen]
    condition = _blocks.only_within(message.tokens, places)
    if not condition:
        return found
    return [way if way.hidden else way._replace(hidden=f"only where {condition} holds") for way in found]
