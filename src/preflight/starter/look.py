"""Looks at the files of a folder and says what each is: by its first octets, its name, its header, its values."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from preflight.data.folding import fold
from preflight.data.recognition import (
    ADDRESS,
    HTML_MARKS,
    SEEDS_NAME,
    SIGNATURES,
    SUPPRESSED_NAME,
    Signature,
)
from preflight.finding import Location
from preflight.load.files import MAX_MESSAGE
from preflight.load.tokens import find, token
from preflight.starter.brief import brief_of_text, brief_of_workbook
from preflight.starter.table import NoTable, Table, table_of

MOST_FILES = 200
_HEAD = 65_536
_FEW = 50
_NOWHERE = Location()
_BELOW = 2
_HEADERS = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_OURS = frozenset({"send.yaml", "preflight.toml"})


@dataclass(frozen=True)
class Found:
    """A file and what it is. `name` is relative to the folder, with slashes; `what` in words that go after it.

    `role`: audience, suppression, consent, seeds, people (nobody knows whose), html, text, eml, proof, tokens, links,
    brief, or left. `sure` is False where it is a guess that a person should confirm.
    """

    name: str
    role: str
    what: str
    platform: str = ""
    sure: bool = True
    table: Table | None = None
    told: dict[str, str] = field(default_factory=dict)
    changed: float = 0.0


def look(folder: Path) -> list[Found]:
    """Every regular file of the folder and of the two levels below it, by name; beyond `MOST_FILES` it says so."""
    found: list[Found] = []
    for number, path in enumerate(_files(folder)):
        if number == MOST_FILES:
            return [*found, Found("…", "left", f"there are more than {MOST_FILES} files; these were not looked at")]
        name = path.relative_to(folder).as_posix()
        try:
            seen = _seen(path, name)
        except OSError as error:
            seen = Found(name, "left", f"cannot be read: {error.strerror}")
        found.append(seen)
    return found


def _files(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for above, below, names in os.walk(folder):
        depth = len(Path(above).relative_to(folder).parts)
        below[:] = sorted(n for n in below if not n.startswith((".", "__MACOSX", "preflight-out"))) * (depth < _BELOW)
        for name in sorted(names):
            path = Path(above) / name
            # A link that leads nowhere, or out of the folder, is none of its files.
            if name.startswith((".", "~$")) or name in _OURS or not path.is_file():
                continue
            if path.resolve().is_relative_to(root):
                yield path


def _seen(path: Path, name: str) -> Found:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    size, changed = path.stat().st_size, path.stat().st_mtime
    suffix = path.suffix.lower()
    if refused := _foreign(head, suffix, size):
        return Found(name, "left", refused)
    if _is_mail(head, suffix):
        return _mail(head, name, size, changed)
    if _is_html(head, suffix):
        return _html(path, name, size, changed)
    if suffix in {".xlsx", ".xlsm", ".xls"} and (told := brief_of_workbook(path)):
        return Found(name, "brief", "the brief", told=told, changed=changed)
    if suffix in {".txt", ".md"} and (told := brief_of_text(head.decode("utf-8", "replace"))):
        return Found(name, "brief", "the brief", told=told, changed=changed)
    return _table(path, name, head, changed)


def _foreign(head: bytes, suffix: str, size: int) -> str:
    if not size:
        return "is empty"
    if head.startswith(_PICTURES):
        return "is a picture or a PDF: nothing in it can be checked as text"
    if head.startswith(_OLE) and suffix in {".msg", ".oft"}:
        return "is an Outlook file, which has lost the mail as it was sent: save the proof as .eml"
    if suffix in {".mht", ".mhtml"} or b"Snapshot-Content-Location:" in head:
        return "is a saved web page, not a mail: save the proof as .eml"
    if head.startswith(b"From ") and suffix in {".mbox", ""}:
        return "is a mailbox: save the one message as .eml"
    if suffix in {".yaml", ".yml", ".toml", ".json", ".docx", ".pptx", ".css", ".js"} and not head.startswith(b'{"'):
        return "is not something that a send is made of"
    return ""


def _is_mail(head: bytes, suffix: str) -> bool:
    block = _HEADERS.match(head.removeprefix(b"\xef\xbb\xbf"))
    if not block:
        return False
    known = {word.lower() for word in re.findall(rb"(?im)^([a-z-]+):", block[0])}
    # A brief may begin with "Subject:", "From:" and "Date:" as well; these lines nobody writes by hand.
    made = known & {b"mime-version", b"received", b"message-id", b"content-type", b"return-path"}
    return bool(made) or (suffix == ".eml" and len(known & {b"from", b"subject", b"date", b"to"}) >= 2)


def _mail(head: bytes, name: str, size: int, changed: float) -> Found:
    if size > MAX_MESSAGE:
        return Found(name, "left", f"is a mail larger than {MAX_MESSAGE // 1_000_000} MB")
    start = head.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    delivered = re.search(rb"(?im)^(received|dkim-signature|authentication-results):", start) is not None
    what = "a delivered proof" if delivered else "a mail that was never delivered"
    return Found(name, "proof" if delivered else "eml", what, changed=changed)


def _is_html(head: bytes, suffix: str) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    # Cells of a table may hold HTML too, so that elsewhere it must begin with a tag.
    if suffix not in {".html", ".htm"} and not text.startswith(b"<"):
        return False
    return re.search(rb"<(?:!doctype\s+html|html|body|table|head|div|p|mjml|center)\b", text[:20_000]) is not None


def _html(path: Path, name: str, size: int, changed: float) -> Found:
    if path.suffix.lower() in {".xls", ".xlsx", ".csv"}:
        return Found(name, "left", "is a web table under the name of a spreadsheet: save it as CSV")
    if size > MAX_MESSAGE:
        return Found(name, "left", f"is HTML larger than {MAX_MESSAGE // 1_000_000} MB")
    text = path.read_bytes()[:2_000_000].decode("utf-8", "replace")
    if text.count("=3D") > 5 and "=\n" in text.replace("\r\n", "\n"):
        return Found(name, "left", "was cut out of a raw mail (it is full of =3D): save the whole mail as .eml")
    return Found(name, "html", "the message", platform=platform_of(text), changed=changed)


def platform_of(html: str) -> str:
    """The platform whose editor or tokens a mail's source shows, "" where none does or two do."""
    votes: Counter[str] = Counter()
    for platform, pattern in HTML_MARKS:
        if re.search(pattern, html):
            votes[platform] += 3
    for one in find(html):
        dialects = token(one, "html", _NOWHERE).dialects
        if len(dialects) == 1:
            votes[dialects[0]] += 1
    ranked = votes.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]) else ""


def _table(path: Path, name: str, head: bytes, changed: float) -> Found:
    try:
        table = table_of(path)
    except NoTable as error:
        return _words(path, name, head, changed, str(error))
    headers = {fold(column) for column in table.columns}
    if len(headers) <= 3 and {"token", "value"} <= headers:
        return Found(name, "tokens", "the program's tokens", table=table)
    if "url" in headers and headers <= {"url", "label"}:
        return Found(name, "links", "the links that are wanted", table=table)
    if not table.column:
        return _words(path, name, head, changed, "holds no column of addresses")
    for signature in SIGNATURES:
        if _matches(signature, headers, Path(name).name):
            return Found(name, signature.role, signature.what, signature.platform, signature.sure, table,
                         changed=changed)  # fmt: skip
    return _people(name, table, changed)


def _words(path: Path, name: str, head: bytes, changed: float, why: str) -> Found:
    """A text that is no table of people may be the message's text part."""
    text = head.decode("utf-8", "replace")
    if (
        path.suffix.lower() == ".txt"
        and "\0" not in text
        and len(text.split()) >= 8
        and path.stat().st_size < _HEAD * 8
    ):
        return Found(name, "text", "the message's text part", sure=False, changed=changed)
    return Found(name, "left", why)


def _matches(signature: Signature, headers: set[str], name: str) -> bool:
    if not {fold(cell) for cell in signature.all_of} <= headers:
        return False
    if signature.any_of and not any(fold(cell) in headers for cell in signature.any_of):
        return False
    if any(fold(cell) in headers for cell in signature.none_of):
        return False
    return not signature.name or re.search(signature.name, name, re.IGNORECASE) is not None


def _people(name: str, table: Table, changed: float) -> Found:
    """No signature: the name may say that it is suppressed or seeds; a wide table may be the audience; else ask."""
    stem = Path(name).stem
    if table.match == "domain" or re.search(SUPPRESSED_NAME, stem, re.IGNORECASE):
        sure = re.search(SUPPRESSED_NAME, stem, re.IGNORECASE) is not None
        return Found(name, "suppression", "people who must not get it, by its name" if sure else "a list of domains",
                     sure=sure, table=table, changed=changed)  # fmt: skip
    if table.rows < _FEW and re.search(SEEDS_NAME, stem, re.IGNORECASE):
        return Found(name, "seeds", "your own test addresses, by its name", table=table, sure=False, changed=changed)
    others = [column for column in table.columns if fold(column) not in {fold(known) for known in ADDRESS}]
    if table.headed and len(others) >= 2 and table.match == "email":
        return Found(name, "audience", "people with fields, so perhaps the audience", sure=False, table=table,
                     changed=changed)  # fmt: skip
    return Found(name, "people", "a list of people, and nothing says which", sure=False, table=table, changed=changed)
