"""Redirects: chains, circles, odd addresses, forbidden doors, refreshes, cookies, campaign parameters."""

from __future__ import annotations

import asyncio

from tests.servers.behaviours.made import Behaviour, Reply, Request, answer, gone, one, page, to

UTM = "utm_source=news&utm_medium=email&utm_campaign=winter"


def _chain(redirects: int, right: str) -> Behaviour:
    name = f"chain-{redirects}"
    routes: dict[str, Reply] = {f"/{name}/{n}": to(f"/{name}/{n - 1}") for n in range(1, redirects)}
    return Behaviour(name, right, {f"/{name}": to(f"/{name}/{redirects - 1}"), **routes, f"/{name}/0": answer()})


def _refresh(target: str, wait: str = "0", before: str = "", after: str = "") -> bytes:
    return answer(200, page(head=f'{before}<meta http-equiv="refresh" content="{wait}; url={target}">{after}'))


def _with_cookie(name: str, reply: bytes, otherwise: bytes) -> Reply:
    async def handler(request: Request, _writer: asyncio.StreamWriter) -> bytes:
        return reply if f"{name}=" in request.headers.get("cookie", "") else otherwise

    return handler


class _NewCookie:
    """A circle that sets another cookie each time round."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self, request: Request, _writer: asyncio.StreamWriter) -> bytes:
        self.times += 1
        return to("/circle-of-cookies", Set_Cookie=f"n={self.times}; Path=/")


_MAPPED = "http://[::ffff:10.0.0.1]/"
_CLICK = "/ls/click?upn=u001.abcdefghijklmnop"

ALL: tuple[Behaviour, ...] = (
    _chain(1, "fine"),
    _chain(3, "fine"),
    _chain(4, "links.redirect-chain"),
    _chain(9, "links.redirect-chain"),
    _chain(10, "links.redirect-chain"),
    _chain(11, "unknown"),
    _chain(21, "unknown"),
    one("circle-of-one", "broken", to("/circle-of-one")),
    one("circle-of-two", "broken", to("/circle-of-two/b"), b=to("/circle-of-two")),
    one("circle-until-cookie", "fine",
        _with_cookie("seen", answer(), to("/circle-until-cookie", Set_Cookie="seen=1; Path=/"))),
    one("circle-of-cookies", "broken", _NewCookie()),
    one("cookie-on-the-way", "fine", to("/cookie-on-the-way/in", Set_Cookie="way=1; Path=/"),
        **{"in": _with_cookie("way", answer(), answer(404))}),
    one("location-none", "broken", answer(302, b"")),
    one("location-empty", "broken", to("")),
    one("location-relative", "fine", to("location-relative/there"), there=answer()),
    one("location-absolute", "fine", to("@HTTP@/fine")),
    one("location-protocol-relative", "fine", to("//@AUTHORITY@/fine")),
    one("location-utf-8", "fine", to("/location-utf-8/größe"), **{"gr%C3%B6%C3%9Fe": answer()}),
    one("location-fragment", "fine", to("/fine#part")),
    one("location-blank", "fine", to("/location-blank/a page"), **{"a%20page": answer()}),
    one("location-backslash", "fine", to("\\location-backslash\\there"), there=answer()),
    one("location-mailto", "broken", to("mailto:someone@behaves.test")),
    one("location-javascript", "broken", to("javascript:alert(1)")),
    one("location-to-404", "broken", to("/location-to-404/gone"), gone=gone()),
    one("location-no-such-host", "broken", to("http://gone.behaves-nowhere.test/")),
    one("location-private", "unknown", to("http://10.255.255.1/")),
    one("location-metadata", "unknown", to("http://169.254.169.254/latest/meta-data/")),
    one("location-decimal", "unknown", to("http://2130706433:@PORT@/fine")),
    one("location-octal", "unknown", to("http://0177.0.0.1:@PORT@/fine")),
    one("location-hex", "unknown", to("http://0x7f.1:@PORT@/fine")),
    one("location-mapped", "unknown", to(_MAPPED)),
    one("location-leaving", "unknown", to("/location-leaving/unsubscribe"), unsubscribe=answer()),
    Behaviour("location-click", "unknown", {"/location-click": to(_CLICK), "/ls/click": answer()}),
    one("refresh", "fine", _refresh("/fine")),
    one("refresh-to-404", "broken", _refresh("/refresh-to-404/gone"), gone=gone()),
    one("refresh-in-5", "fine", _refresh("/refresh-in-5/gone", "5"), gone=gone()),
    one("refresh-in-comment", "fine", _refresh("/refresh-in-comment/gone", before="<!--", after="-->"), gone=gone()),
    one("refresh-in-noscript", "fine",
        _refresh("/refresh-in-noscript/gone", before="<noscript>", after="</noscript>"), gone=gone()),
    one("refresh-header", "fine", answer(200, Refresh="0; url=/fine")),
    one("refresh-header-to-404", "broken", answer(200, Refresh="0; url=/refresh-header-to-404/gone"), gone=gone()),
    one("utm-kept", "fine", to(f"/utm-kept/b?{UTM}"), f"/utm-kept?{UTM}", b=answer()),
    one("utm-dropped", "landing.utm-lost", to(f"/utm-dropped/b?{UTM}"), f"/utm-dropped?{UTM}",
        b=to("/utm-dropped/c"), c=answer()),
    one("utm-changed", "landing.utm-lost", to(f"/utm-changed/b?{UTM.replace('=news', '=site')}"),
        f"/utm-changed?{UTM}", b=answer()),
    one("utm-doubled", "landing.utm-lost", to(f"/utm-doubled/b?{UTM}&utm_source=site"), f"/utm-doubled?{UTM}",
        b=answer()),
)  # fmt: skip
