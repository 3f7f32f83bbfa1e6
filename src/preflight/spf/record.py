"""Reads an SPF record (RFC 7208 §4.5, §4.6, §5, §6) into its terms; touches no DNS."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable

import msgspec

from preflight.spf import macros
from preflight.spf.macros import MacroFault, Pieces

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

COSTLY = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
"""Terms of which at most ten may be met (RFC 7208 §4.6.4)."""

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_MX = 10
MOST_PTR = 10

_MECHANISM = re.compile(r"([-+?~]?)([A-Za-z][A-Za-z0-9._-]*)(?:(?=[:/])(.*))?", re.DOTALL)
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9._-]*)=(.*)", re.DOTALL)
_CIDRS = re.compile(r"(.*?)(/[0-9]*)?(//[0-9]*)?", re.DOTALL)
_TOPLABEL = re.compile(r"(?:[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,2}")


class SyntaxFault(ValueError):
    """A record that RFC 7208 cannot read: the term at fault, and a sentence for people."""

    def __init__(self, term: str, words: str) -> None:
        super().__init__(words)
        self.term = term
        self.words = words


class Term(msgspec.Struct, frozen=True):
    """A mechanism or modifier. `text` is it as written; `target` its domain-spec, None where it has none.

    `cidr4` and `cidr6` are the lengths of `a` and `mx`; `network` that of `ip4` and `ip6`.
    """

    text: str
    name: str
    qualifier: str = "+"
    target: Pieces | None = None
    cidr4: int = 32
    cidr6: int = 128
    network: Network | None = None

    @property
    def costly(self) -> bool:
        """Whether it counts towards the ten."""
        return self.name in COSTLY


class Record(msgspec.Struct, frozen=True):
    """A record that can be evaluated: mechanisms in order, and the two modifiers that mean something."""

    text: str
    mechanisms: tuple[Term, ...]
    redirect: Term | None = None
    exp: Term | None = None

    @property
    def walked(self) -> tuple[Term, ...]:
        """The terms that can be reached, in order: none after `all`, and a redirect only where there is no `all`."""
        for index, term in enumerate(self.mechanisms):
            if term.name == "all":
                return self.mechanisms[: index + 1]
        return (*self.mechanisms, self.redirect) if self.redirect else self.mechanisms


def is_spf(text: str) -> bool:
    """Whether a TXT record claims to be an SPF record of version 1."""
    return text[:7].lower() in {"v=spf1", "v=spf1 "}


def chosen(texts: Iterable[str]) -> tuple[str, ...]:
    """The SPF records among a name's TXT records."""
    return tuple(text for text in texts if is_spf(text))


def read(text: str) -> Record:
    """The record as terms. Raises SyntaxFault for the first term that is wrong."""
    if not text.isascii():
        word = next((word for word in text.split(" ") if not word.isascii()), text)
        raise SyntaxFault(word, "it holds a sign that is not ASCII")
    mechanisms: list[Term] = []
    modifiers: dict[str, Term] = {}
    for word in text.split(" ")[1:]:
        if not word:
            continue
        modifier = _MODIFIER.fullmatch(word)
        if modifier is None:
            mechanisms.append(_mechanism(word))
            continue
        name = modifier[1].lower()
        if name in modifiers and name in {"redirect", "exp"}:
            raise SyntaxFault(word, f"“{name}=” stands twice")
        modifiers[name] = _modifier(word, name, modifier[2])
    return Record(text, tuple(mechanisms), modifiers.get("redirect"), modifiers.get("exp"))


def _modifier(word: str, name: str, value: str) -> Term:
    if name in {"redirect", "exp"}:
        return Term(word, name, target=_domain(word, value))
    _macro_string(word, value)
    return Term(word, name)


def _mechanism(word: str) -> Term:
    found = _MECHANISM.fullmatch(word)
    reader = _READERS.get(found[2].lower()) if found else None
    if found is None or reader is None:
        raise SyntaxFault(word, f"SPF knows no “{word[:60]}”")
    term = Term(word, found[2].lower(), found[1] or "+")
    return reader(term, found[3] or "")


def _all(term: Term, rest: str) -> Term:
    if rest:
        raise SyntaxFault(term.text, "“all” takes nothing behind it")
    return term


def _with_domain(term: Term, rest: str) -> Term:
    if not rest.startswith(":"):
        raise SyntaxFault(term.text, f"“{term.name}” needs a colon and a domain behind it")
    return msgspec.structs.replace(term, target=_domain(term.text, rest[1:]))


def _ptr(term: Term, rest: str) -> Term:
    return _with_domain(term, rest) if rest else term


def _host(term: Term, rest: str) -> Term:
    """`a` and `mx`: an optional domain, then optional lengths, IPv4 first."""
    # The pattern matches every text.
    found = _CIDRS.fullmatch(rest)
    domain, four, six = found.groups() if found else (rest, None, None)
    cidr4 = _length(term.text, four[1:], 32) if four is not None else 32
    cidr6 = _length(term.text, six[2:], 128) if six is not None else 128
    term = msgspec.structs.replace(term, cidr4=cidr4, cidr6=cidr6)
    return _with_domain(term, domain) if domain else term


def _ip4(term: Term, rest: str) -> Term:
    return _network(term, rest, ipaddress.IPv4Address, 32)


def _ip6(term: Term, rest: str) -> Term:
    return _network(term, rest, ipaddress.IPv6Address, 128)


def _network(
    term: Term, rest: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address], longest: int
) -> Term:
    address, slash, digits = rest.removeprefix(":").partition("/")
    length = _length(term.text, digits, longest) if slash else longest
    try:
        # A zone ("%eth0") is Python's, not SPF's; without the colon there is no address at all.
        host = kind(address if rest[:1] == ":" and "%" not in address else "")
        network = ipaddress.ip_network((str(host), length), strict=False)
    except ValueError:
        raise SyntaxFault(term.text, f"“{address[:60]}” is no IPv{term.name[2]} address") from None
    return msgspec.structs.replace(term, network=network)


def _length(word: str, digits: str, longest: int) -> int:
    if not _NUMBER.fullmatch(digits) or int(digits) > longest:
        raise SyntaxFault(word, f"the length “/{digits[:12]}” must be a number from 0 to {longest}")
    return int(digits)


def _domain(word: str, text: str) -> Pieces:
    """A domain-spec: it ends in a name's last label or in a macro."""
    pieces = _macro_string(word, text)
    last = pieces[-1] if pieces else ""
    if isinstance(last, str):
        _head, dot, top = last.removesuffix(".").rpartition(".")
        if not dot or not _TOPLABEL.fullmatch(top):
            raise SyntaxFault(word, f"“{text[:60]}” is no domain")
    return pieces


def _macro_string(word: str, text: str) -> Pieces:
    if any(not "!" <= sign <= "~" for sign in text):
        raise SyntaxFault(word, "it holds a blank or a control character")
    try:
        return macros.read(text)
    except MacroFault as fault:
        raise SyntaxFault(word, str(fault)) from None


_READERS: dict[str, Callable[[Term, str], Term]] = {
    "all": _all,
    "include": _with_domain,
    "a": _host,
    "mx": _host,
    "ptr": _ptr,
    "ip4": _ip4,
    "ip6": _ip6,
    "exists": _with_domain,
}
