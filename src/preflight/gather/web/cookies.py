"""Cookies of one chain of redirects. Imported when the first is set, as the standard jar takes 20 ms to import."""

from __future__ import annotations

from email.message import Message
from http.cookiejar import CookieJar
from urllib.request import Request as UrllibRequest

from preflight.gather.web.exchange import Head

_LONGEST_COOKIE = 4_096


class Cookies:
    """What the hosts of one chain set; forgotten with it."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def take(self, url: str, head: Head) -> None:
        """Keep what an answer sets."""
        kept = [value for name, value in head.lines if name == "set-cookie" and len(value) <= _LONGEST_COOKIE]
        self._jar.extract_cookies(_Said(kept), UrllibRequest(url))  # type: ignore[arg-type]  # noqa: S310 - as below

    def give(self, url: str) -> str:
        """The value of the Cookie header for a URL, "" where there is none."""
        request = UrllibRequest(url)  # noqa: S310 - never opened: the standard library's jar wants one to write into
        self._jar.add_cookie_header(request)
        return "".join(sign for sign in request.get_header("Cookie", "") or "" if " " <= sign <= "~")


class _Said:
    """As much of a response as the standard library's jar looks at."""

    def __init__(self, cookies: list[bytes]) -> None:
        self._message = Message()
        for cookie in cookies:
            self._message["Set-Cookie"] = cookie.decode("latin-1")

    def info(self) -> Message:
        return self._message
