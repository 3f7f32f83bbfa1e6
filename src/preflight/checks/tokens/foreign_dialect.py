"""tokens.foreign-dialect"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preflight.check import check
from preflight.checks.tokens._locals import made_here, root
from preflight.dialects import ALL, surely, surely_foreign
from preflight.facts import Send
from preflight.facts.send import Token
from preflight.finding import Finding, Item, Mender, Severity, Skip, Tally, _, ngettext


@check("tokens.foreign-dialect", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def foreign_dialect(send: Send) -> Iterator[Item]:
    """A personalisation token is written as another platform writes it.

    A template that moved from one platform to another, or a paragraph copied from an older mail, brings the old
    platform's tokens with it. The new one does not know them: readers see `*|FNAME|*`, or nothing. Where the send names
    its platform, what it surely cannot read stops the send; else two platforms in one mail are a warning.

    Bad:
        html: <p>Hello *|FNAME|*, our sale has begun.</p>
        send: {platform: hubspot}
    Good:
        html: <p>Hello {{ contact.firstname }}, our sale has begun.</p>
        send: {platform: hubspot}
    Fix: replace the token by the one of the platform that sends.
    """
    if not send.messages:
        yield Skip(_("the send has no message to look at"), not_given="message")
        return
    drafts = [message for message in send.messages if message.state == "draft"]
    if not drafts:
        yield Skip(_("what stands in a proof is filled already, or tokens.unrendered tells of it"))
        return
    looked, foreign = 0, 0
    for message in drafts:
        tokens = [token for token in message.tokens if token.where != "header" and not _IN_PROSE.fullmatch(token.text)]
        looked += len(tokens)
        found = list(_declared(send.platform, tokens) if send.platform in ALL else _mixed(tokens))
        foreign += len(found)
        yield from found
    words = ngettext(
        "{foreign} of {n} token is another platform's", "{foreign} of {n} tokens are another platform's", looked,
        foreign=foreign,
    )  # fmt: skip
    yield Tally(words, {"tokens": looked, "foreign": foreign})


def _declared(platform: str, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Tokens that the platform which sends cannot read: one finding for each platform that they come from."""
    own = made_here(tokens)
    for token in tokens:
        if platform in token.dialects or (token.kind != "directive" and root(token.name) in own):
            continue
        sure = bool(token.dialects) and surely_foreign(token.text, platform)
        names = _titles(token.dialects)
        words = _("{token} is a token of {names}, which {platform} does not read", token=_short(token), names=names,
                  platform=ALL[platform].title)  # fmt: skip
        many = _("{n} tokens are written as {names} writes them, which {platform} does not read, first {token}",
                 token=_short(token), names=names, platform=ALL[platform].title)  # fmt: skip
        if not names:
            words = _("{token} is no token that {platform} reads", token=_short(token), platform=ALL[platform].title)
            many = _("{n} tokens are none that {platform} reads, first {token}", token=_short(token),
                     platform=ALL[platform].title)  # fmt: skip
        yield Finding(
            words, key=f"{'|'.join(token.dialects)}:{sure}", fix=_FIX, location=token.location,
            evidence={"token": token.text[:500], "dialects": list(token.dialects), "platform": platform},
            severity=Severity.BLOCKER if sure else Severity.WARNING, many=many,
        )  # fmt: skip


def _mixed(tokens: Sequence[Token]) -> Iterator[Finding]:
    """Where nobody says who sends: tokens that no single platform reads all of."""
    own = made_here(tokens)
    sure = [(token, names) for token in tokens if root(token.name) not in own and (names := surely(token.text))]
    if not sure or any(all(name in names for _token, names in sure) for name in ALL):
        return
    counted = {name: sum(name in names for _token, names in sure) for name in ALL}
    most = max(counted, key=lambda name: counted[name])
    odd = [(token, names) for token, names in sure if most not in names]
    token, names = odd[0]
    yield Finding(
        _("tokens of {most} and of {other} stand in one mail: {token}", most=ALL[most].title, other=_titles(names),
          token=_short(token)),
        key="mixed:" + "|".join(sorted({most, *names})), fix=_SAY, location=token.location,
        evidence={"tokens": sorted({one.text[:200] for one, _names in odd})[:20], "dialects": [most, *names]},
        severity=Severity.WARNING,
    )  # fmt: skip


def _titles(names: Sequence[str]) -> str:
    titles = [ALL[name].title for name in names if name in ALL]
    return " or ".join(titles) if len(titles) < 4 else f"{', '.join(titles[:3])} …"


def _short(token: Token) -> str:
    return " ".join(token.text.split())[:80]


_IN_PROSE = re.compile(r"\[\w+\]|\[\[[^\]]*\]\]", re.IGNORECASE)
"""Square brackets are text as often as tokens: "[unsubscribe]" is a label of many text parts."""

_FIX = _("Replace the token by the one of the platform that sends.")
_SAY = _("Replace the tokens of the platform that does not send; name the one that does under platform:.")
