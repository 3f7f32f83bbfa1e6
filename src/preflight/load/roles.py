"""What a link or picture is, said once. What acts in a name is never requested, so doubt counts as acting."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from preflight.data import acting_shapes as shapes
from preflight.data.hosts import host_of, under
from preflight.facts import wording
from preflight.facts.send import Role
from preflight.load import tokens
from preflight.load.urls import Read

_CONTACT = re.compile(r"(?:mailto|tel|sms|smsto|callto|facetime|whatsapp|skype):", re.IGNORECASE)
_LEAVING = re.compile(rf"(?:{shapes.LEAVING_SEGMENT})", re.IGNORECASE)
_PREFERENCE = re.compile(rf"(?:{shapes.PREFERENCE_SEGMENT})(?:\.\w{{2,5}})?", re.IGNORECASE)
_UNSUBSCRIBES = re.compile("|".join(shapes.UNSUBSCRIBES))
_CLICKS = re.compile("|".join(shapes.CLICKS))
_OPENS = re.compile("|".join(shapes.OPENS))
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp)$", re.IGNORECASE)
_SPACER = re.compile(r"(?:spacer|blank|clear|transparent|shim)[\w.-]{0,40}\.(?:gif|png)$", re.IGNORECASE)
_LONG = 4_000
_TINY = 2
"""CSS pixels up to which a picture is there to be asked for, not to be seen."""


class Said(NamedTuple):
    """The words of a link: its own, its title's, the sentence's around it, and those without other links' offers."""

    text: str
    title: str = ""
    context: str = ""
    around: str = ""


def link(read: Read, said: Said, platform: str = "generic") -> Role:
    """The role of a link by its address, its words and, where those say nothing, the sentence around it."""
    if read.url.startswith("#") and len(read.url) > 1:
        return "fragment"
    if _CONTACT.match(read.url):
        return "contact"
    offered = _by_token(read.url, platform) if read.token else None
    role = offered or _by_path(read.url) or _by_words(said)
    if role is not None:
        return role
    if read.token:
        return "token"
    return "tracking" if _tracks(read.url) else "content"


def image(
    read: Read, width: float | None, height: float | None, *, hidden: bool = False
) -> Literal["content", "pixel", "token"]:
    """Whether a picture is an open pixel, which nobody may request, or a token decides what it is.

    `hidden` by its own style: a large one is swapped in on a phone, a small one or one without a size counts opens.
    """
    if read.token:
        return "token"
    path = _path(read.url)
    tiny = width is not None and height is not None and width <= _TINY and height <= _TINY
    counts = hidden and (width is None or width <= _TINY) and not _PICTURE.search(read.url.partition("#")[0])
    if _OPENS.search(read.url[:_LONG]) or counts or (tiny and not _SPACER.search(path)):
        return "pixel"
    wrapped = under(host_of(read.url), shapes.WRAPPER_HOSTS) and not _PICTURE.search(path)
    return "pixel" if wrapped or _CLICKS.search(read.url[:_LONG]) else "content"


def _by_token(url: str, platform: str) -> Role | None:
    for found in tokens.find(url[:_LONG], platform):
        kind = tokens.kind(found, platform)
        if kind == "unsubscribe" or kind == "preference" or kind == "view":
            return kind
    return None


def _by_path(url: str) -> Role | None:
    if not url.lower().startswith(("http://", "https://")):
        return None
    if _UNSUBSCRIBES.search(url[:_LONG]):
        return "unsubscribe"
    segments = [unquote(segment) for segment in _path(url).split("/")]
    if any(_LEAVING.fullmatch(segment) for segment in segments):
        return "unsubscribe"
    return "preference" if any(_PREFERENCE.fullmatch(segment) for segment in segments) else None


def _by_words(said: Said) -> Role | None:
    found = wording.purpose(said.text) or wording.purpose(said.title)
    if found is None and wording.says_nothing(said.text):
        found = wording.purpose(said.context)
    return found or wording.purpose_around(said.text, said.around)


def _tracks(url: str) -> bool:
    return under(host_of(url), shapes.WRAPPER_HOSTS) or _CLICKS.search(url[:_LONG]) is not None


def _path(url: str) -> str:
    return re.split(r"[?#]", url[:_LONG], maxsplit=1)[0].partition("://")[2].partition("/")[2]
