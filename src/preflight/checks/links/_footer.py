"""Links that stand in every mail, which no brief lists: social networks, legal pages, help, the sender's front page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from preflight.data.footer_words import HOSTS, SEGMENTS, WORDS
from preflight.data.hosts import SOCIAL, under
from preflight.facts.destination import host
from preflight.facts.send import Link

_WORDS = frozenset(WORDS)
_ENDS = re.compile(r"\s*[|(\[–—:]|\s-\s")
_EDGES = " .,:;!?>»›→|\"'“”„()[]"


def in_footer(link: Link) -> bool:
    """Whether its words, its path or its host say that it belongs to the frame of the mail, not to its content."""
    if under(host(link), SOCIAL | HOSTS):
        return True
    path = unquote(re.split(r"[?#]", link.url, maxsplit=1)[0].partition("://")[2].partition("/")[2])
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0].lower().replace("_", "-")
    return last in SEGMENTS or _said(link.text) in _WORDS


def _said(text: str) -> str:
    """Lower case, without accents and trimmings: “Datenschutz­erklärung »” is datenschutzerklarung."""
    spread = unicodedata.normalize("NFKD", text[:200].casefold().replace("’", "'").replace("\u00ad", ""))
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(_ENDS.split(plain.strip(_EDGES), maxsplit=1)[0].split()).strip(_EDGES)
