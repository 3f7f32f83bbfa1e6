"""What hides behind wrapped links: whose wrapper it is, and where it leads. Decoded here, never requested."""

from __future__ import annotations

import base64
import binascii
import json
import re
from functools import cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from preflight.data.click_wrappers import WRAPPERS, Wrapper
from preflight.data.gateways import COPIED, GATEWAYS, Gateway
from preflight.data.hosts import host_of

_LONG = 8_000
_NESTED = 5
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_V3 = re.compile(r"/v3/__(?P<url>.*?)__;(?P<code>[\w=-]*)!", re.DOTALL)
_STAR = re.compile(r"\*(\*.)?", re.DOTALL)
_WEB = re.compile(r"https?:/{1,2}[^\s/]", re.IGNORECASE)
_POSTMARK = re.compile(r"/[23]t?(s?)/([^/]+)/")
_PATH_URL = re.compile(r"/C?L0/(https?:[^/]+)/", re.IGNORECASE)
_ENCODED = re.compile(r"(?:[/=]|^)((?:aHR0|ey)[\w+-]{6,}={0,2})")


class Wrapping(NamedTuple):
    """Whose wrapper an address is, and its target ("" where that cannot be read off it)."""

    owner: str
    target: str = ""
    sure: bool = True


def gateway(url: str) -> Wrapping | None:
    """The security gateway that wrapped the address."""
    return _first(url, GATEWAYS)


def copied(url: str) -> Wrapping | None:
    """The program out of which the address was copied, with its detour."""
    found = _first(url, COPIED)
    return found if found is not None and found.target else None


def platform(url: str) -> Wrapping | None:
    """The sending platform whose click-tracking link it is; not `sure` where the shape alone says so."""
    host, path = host_of(url), _path(url)
    if not host:
        return None
    for row, own, inside, shape in _platforms():
        if own is not None and own.fullmatch(host) and inside.match(path):
            return Wrapping(row.platform, _clicked(row, path))
        if shape is not None and shape.match(path):
            return Wrapping(row.platform, _clicked(row, path), sure=False)
    return None


def target(url: str) -> str:
    """Where the address leads in the end, through every wrapper that can be read; "" where the first one cannot."""
    seen = ""
    for _ in range(_NESTED):
        found = gateway(seen or url) or copied(seen or url) or platform(seen or url)
        if found is None or not found.target:
            break
        seen = found.target
    return seen


def _first(url: str, rows: tuple[Gateway, ...]) -> Wrapping | None:
    host, path = host_of(url), _path(url)
    for row in rows if host else ():
        if _compiled(row.host).fullmatch(host) and _compiled(row.path).match(path):
            return Wrapping(row.name, _web(_decoded(row, path)))
    return None


def _decoded(row: Gateway, path: str) -> str:
    if row.how == "proofpoint-3":
        return _proofpoint_3(path)
    if row.how == "segment":
        return unquote(path.partition("?")[0].rpartition("/")[2])
    value = _parameter(path, row.param)
    if row.how == "proofpoint-2":
        return unquote(value.replace("-", "%").replace("_", "/"))
    return _base64(unquote(value)) if row.how == "base64" else unquote(value)


def _proofpoint_3(path: str) -> str:
    """Each `*` of the address stands for the next sign of the code behind it, `**X` for as many as X says."""
    found = _V3.match(path)
    if found is None:
        return ""
    signs = iter(_base64(found["code"]))

    def put_back(star: re.Match[str]) -> str:
        run = _RUNS.find(star[1][1]) + 2 if star[1] else 1
        return "".join(islice(signs, run))

    return re.sub(r"^(https?):/(?=[^/])", r"\1://", _STAR.sub(put_back, found["url"]))


def _clicked(row: Wrapper, path: str) -> str:
    """The target that some platforms write into their links in the clear, or in base64."""
    if row.param and (value := unquote(_parameter(path, row.param))):
        return _web(_base64(value) if row.base64 else value)
    if row.platform == "Postmark" and (found := _POSTMARK.match(path)):
        return _web(f"http{found[1]}://{unquote(found[2])}")
    if found := _PATH_URL.match(path):
        return _web(unquote(found[1]))
    found = _ENCODED.search(path)
    return _web(_inside(_base64(found[1]))) if found else ""


def _inside(text: str) -> str:
    """The address in a decoded text: itself, or what the platforms' JSON calls it."""
    if not text.startswith("{"):
        return text
    try:
        words = json.loads(text)
        words = {**words, **json.loads(words["p"])} if isinstance(words.get("p"), str) else words
    except (ValueError, TypeError, RecursionError):
        return ""
    return next((words[key] for key in ("href", "url", "e") if isinstance(words.get(key), str)), "")


def _web(text: str) -> str:
    """The text where it is a web address, once more decoded where it was encoded twice."""
    again = unquote(text) if re.match(r"https?%3A", text, re.IGNORECASE) else text
    return again[:_LONG] if _WEB.match(again) and again.isprintable() else ""


def _base64(text: str) -> str:
    plain = text.translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _parameter(path: str, name: str) -> str:
    query = path.partition("#")[0].partition("?")[2]
    pieces = (piece.partition("=") for piece in query.split("&"))
    return next((value for key, _, value in pieces if key == name), "") if name else ""


def _path(url: str) -> str:
    rest = url[:_LONG].partition("://")[2]
    return "/" + rest.partition("/")[2] if "/" in rest else "/"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


@cache
def _platforms() -> tuple[tuple[Wrapper, re.Pattern[str] | None, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (row, _compiled(row.host) if row.host else None, _compiled(row.path),
         _compiled(row.shape) if row.shape else None)
        for row in WRAPPERS
    )  # fmt: skip
