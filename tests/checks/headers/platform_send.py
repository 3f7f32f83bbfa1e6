"""What sending platforms do to a draft: the proof that comes of it, made here without one."""

from __future__ import annotations

import base64
import html as entities
import random
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from preflight.dialects import fallback_of, find, kind_of, steps

Change = Callable[[str, random.Random], str]

_HREF = re.compile(r"(<a\b[^>]*?\bhref=)([\"'])(https?://[^\"'{}%*|<>]+)\2", re.IGNORECASE)


def _links(wrap: Callable[[str, int, random.Random], str]) -> Change:
    def change(html: str, dice: random.Random) -> str:
        count = iter(range(100_000))
        return _HREF.sub(
            lambda found: f"{found[1]}{found[2]}{wrap(entities.unescape(found[3]), next(count), dice)}{found[2]}", html
        )

    return change


def _hex(dice: random.Random, n: int) -> str:
    return "".join(dice.choice("0123456789abcdef") for _ in range(n))


def _json(url: str, number: int, dice: random.Random) -> str:
    data = base64.urlsafe_b64encode(f'{{"href":"{url}","n":{number}}}'.encode()).decode().rstrip("=")
    return f"https://e.customeriomail.com/e/c/{data}/{_hex(dice, 40)}"


WRAPPED: dict[str, Change] = {
    "list-manage": _links(lambda u, n, d: f"https://acme.us1.list-manage.com/track/click?u={_hex(d, 25)}&amp;id={_hex(d, 10)}&amp;e={_hex(d, 10)}"),
    "own domain": _links(lambda u, n, d: f"https://click.acme.test/?qs={_hex(d, 64)}"),
    "same host": _links(lambda u, n, d: f"{u.split('/')[0]}//{u.split('/')[2]}/ls/click?upn={_hex(d, 80)}"),
    "in the query": _links(lambda u, n, d: f"https://trk.acme.test/redirect?url={quote(u, safe='')}&amp;id={n}"),
    "in json": _links(_json),
    "short": _links(lambda u, n, d: f"https://go.acme.test/{_hex(d, 7)}"),
    "safe links": _links(lambda u, n, d: f"https://eur01.safelinks.protection.outlook.com/?url={quote(u, safe='')}&amp;data=05%7C02%7C"),
    "utm": _links(lambda u, n, d: entities.escape(f"{u}{'&' if '?' in u else '?'}utm_source=x&utm_medium=email&mc_cid={_hex(d, 10)}&mc_eid={_hex(d, 10)}")),
    "plain": lambda html, dice: html,
}  # fmt: skip


def _within_body(html: str, put: str, *, end: bool) -> str:
    if end:
        place = html.lower().rfind("</body>")
        return html + put if place < 0 else html[:place] + put + html[place:]
    found = re.search(r"<body\b[^>]*>", html, re.IGNORECASE)
    return put + html if found is None else html[: found.end()] + put + html[found.end() :]


FOOTERS = (
    "",
    '<table><tr><td><p>This email was sent to <a href="mailto:jane@x.test">jane@x.test</a></p><p>Acme Ltd, 1 High Street, London</p>'
    '<p><a href="https://acme.us1.list-manage.com/unsubscribe?u=1">unsubscribe from this list</a> <a href="https://acme.us1.list-manage.com/profile?u=1">update subscription preferences</a></p></td></tr></table>',
    '<div>No longer want to receive these emails? <a href="https://manage.kmail-lists.com/subscriptions/unsubscribe?a=1">Unsubscribe</a>. Acme Ltd 1 High Street</div>',
    '<p><a href="https://click.acme.test/unsub?x=1">Vom Newsletter abmelden</a></p><img src="https://click.acme.test/open/1.gif" width="1" height="1" alt="">',
)  # fmt: skip
HEADS = (
    "",
    '<p><a href="https://view.acme.test/?qs=1">View in browser</a></p>',
    '<div style="display:none;max-height:0">A preview text that the manifest gave &zwnj;&nbsp;&zwnj;&nbsp;&#847; &#8203;</div>',
    '<table><tr><td>Trouble viewing this email? <a href="https://view.acme.test/x">View it in your browser</a>.</td></tr></table>',
    "<p>CAUTION: This email originated from outside of the organization. Do not click links.</p>",
    "<p>This is a test email only.</p>",
)  # fmt: skip


def footer(html: str, dice: random.Random) -> str:
    """The platform's own footer, view-in-browser line, preview text or banner."""
    return _within_body(_within_body(html, dice.choice(FOOTERS), end=True), dice.choice(HEADS), end=False)


def minified(html: str, dice: random.Random) -> str:
    """Comments taken out, blanks collapsed."""
    html = re.sub(r"<!--(?!\[if|<!|>).*?-->", "", html, flags=re.DOTALL)
    return re.sub(r">\s+<", "> <", re.sub(r"[ \t\r\n]+", " ", html))


def spelt(html: str, dice: random.Random) -> str:
    """Signs beyond ASCII as entities, other quotation marks."""
    html = html.replace("’", "&#39;").replace("–", "&ndash;").replace("\xa0", "&nbsp;")
    return "".join(sign if sign.isascii() else f"&#{ord(sign)};" for sign in html)


def inlined(html: str, dice: random.Random) -> str:
    """Styles written into the tags, pictures brought to the platform's own host."""
    html = re.sub(r"<(p|td|div)(?=[\s>])", r'<\1 style="margin:0;" ', html)
    return re.sub(r"(<img\b[^>]*?\bsrc=[\"'])https?://[^\"']*/", r"\1https://images.acme.test/cdn/", html)


CHANGES: tuple[Change, ...] = (footer, minified, spelt, inlined)


def filled(text: str, platform: str, dice: random.Random) -> str:
    """Tokens filled, conditions decided, what decides taken out."""
    values = ("Jane", "Jean-Marie Dupont-Durand", "", "Ελένη", "Acme & Söhne GmbH")
    pieces: list[str] = []
    here, shown = 0, [True]
    for found in find(text, platform, comments=True):
        if all(shown):
            pieces.append(text[here : found.start])
        here = found.end
        told = steps(found) if found.shape != "comment" else []
        for step in told:
            if step.verb == "open":
                shown.append(dice.random() < 0.7)
            elif step.verb == "end" and len(shown) > 1:
                shown.pop()
            elif step.verb == "else" and len(shown) > 1:
                shown[-1] = not shown[-1]
        if all(shown) and not told and found.shape != "comment":
            pieces.append(_value(found, platform, values, dice))
    return "".join((*pieces, text[here:] if all(shown) else ""))


def _value(found, platform: str, values: tuple[str, ...], dice: random.Random) -> str:
    kind = kind_of(found, platform)
    if kind == "directive":
        return ""
    if kind in {"unsubscribe", "preference", "view"}:
        return f"https://click.acme.test/{kind}?x=1"
    return dice.choice(values) or fallback_of(found) or ""


def proof(
    html: str, *, subject: str = "", platform: str = "generic", dice: random.Random, wrap: str = "plain"
) -> bytes:
    """The delivered test of a draft."""
    body = WRAPPED[wrap](filled(html, platform, dice), dice)
    for change in CHANGES:
        if dice.random() < 0.6:
            body = change(body, dice)
    label = dice.choice(("", "[Test] ", "Test: ", "[EXTERNAL] "))
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Acme <news@acme.test>"
    mail["Subject"] = label + filled(subject, platform, dice)
    charset = dice.choice(("utf-8", "iso-8859-1")) if _fits(body) else "utf-8"
    mail.set_content(body, subtype="html", charset=charset, cte=dice.choice(("quoted-printable", "base64")))
    return mail.as_bytes()


def _fits(text: str) -> bool:
    try:
        text.encode("iso-8859-1")
    except UnicodeEncodeError:
        return False
    return True
