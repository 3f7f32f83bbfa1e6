"""What a report may say, gathered from the source: all that the catalogue of each language must hold.

`python -m tests.report.texts` writes the sentences and phrases of the catalogue anew, in the order of the source: those
that nobody says any more are taken out, new ones get an empty translation.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

import preflight
from preflight import registry
from preflight.bundled import folder
from preflight.data.client_faults import LACKS
from preflight.data.function_words import NAMES
from preflight.report import glossary, inventory, labels, ready, stats, words
from preflight.report.catalogue import read
from preflight.report.model import _paragraphs

SOURCE = Path(preflight.__file__).parent
GERMAN = SOURCE / "locale" / "de.po"
SAID, VALUE = "check", "value"
_TITLES, _WHYS, _SOURCES = "titles of the checks", "why they matter", "sources that are more than names"
_PROGRAMS = "data/client_faults.py"
_PROSE = re.compile(
    r"\b(?:the|and|of|is|are|on|from|read|sections?|an|a|to|by|with|for|after|each|its|says|who|two|this|own|known)\b"
)


class Sentence(NamedTuple):
    """What is said (English), whether it is a check's sentence or a value of one, and the file that says it."""

    english: str
    context: str
    place: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Titles, whys and templates of the checks, the judge, the records and the verdict; then phrases; each once."""
    once: dict[str, Sentence] = {}
    for one in (*_listed(), *_lacks(), *_called(), *_phrases(), *_words()):
        if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", one.english)):  # "{reason}" alone says nothing of its own
            once.setdefault(one.english, one)
    return tuple(once.values())


def _listed() -> Iterator[Sentence]:
    yield from (Sentence(one.title, SAID, _TITLES) for one in registry.listed())
    yield from (Sentence(_paragraphs(one.why), SAID, _WHYS) for one in registry.listed())
    for one in registry.listed():
        if _PROSE.search(re.sub('"[^"]*"', "", one.source)):
            yield Sentence(one.source, SAID, _SOURCES)


def _lacks() -> Iterator[Sentence]:
    for lack in LACKS.values():
        yield Sentence(lack.says, SAID, _PROGRAMS)
        yield Sentence(lack.says.replace("({detail})", "(in {n} places, {detail})"), SAID, _PROGRAMS)
        yield Sentence(lack.fix, SAID, _PROGRAMS)


_TEMPLATES = {"_": 1, "ngettext": 2, "Text": 1}
"""What makes a sentence, and how many templates it takes."""


def _called() -> Iterator[Sentence]:
    for place, tree in _trees(("**/*.py",)):
        for node in ast.walk(tree):
            for argument in node.args[: _TEMPLATES.get(_name(node), 0)] if isinstance(node, ast.Call) else ():
                for text in _literals(argument, place):
                    yield Sentence(text, SAID, place)
                    yield Sentence(text.removeprefix("{check}: "), SAID, place)  # reports name the check in its place


def _trees(patterns: tuple[str, ...]) -> Iterator[tuple[str, ast.Module]]:
    for file in sorted({file for pattern in patterns for file in SOURCE.glob(pattern)}):
        yield file.relative_to(SOURCE).as_posix(), _parsed(file)


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _literals(node: ast.expr, place: str) -> list[str]:
    """The texts that an argument may be; sums of the module's constants are worked out."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _literals(node.body, place) + _literals(node.orelse, place)
    if isinstance(node, ast.BinOp) and not any(isinstance(part, ast.Attribute) for part in ast.walk(node)):
        module = importlib.import_module(f"preflight.{place.removesuffix('.py').replace('/', '.')}")
        return [str(eval(ast.unparse(node), vars(module)))]
    return []  # a template of a table or of another sentence: had from there


_CHANNELS = "data/ga4_channels.py"
PHRASES = (
    "checks/*/*.py", _CHANNELS, "dialects/faults.py", "dkim/*.py", "facts/web.py", "gather/audience/*.py",
    "gather/dns/*.py", "gather/resolve.py", "gather/spam.py", "gather/spelling.py", "gather/web/*.py",
    "ledger/changes.py", "ledger/memory.py", "ledger/settle.py", "ledger/waivers.py", "load/balance.py", "load/eml.py", "load/html.py", "load/look.py",
    "load/mime.py", "load/source.py", "load/text.py", "load/urls.py", "load/walk.py", "run.py", "spf/*.py",
)  # fmt: skip
"""Where plain texts become values of sentences: "the text part is empty: {why}"."""
_REFUSALS = frozenset(f"gather/audience/{name}.py" for name in ("columns", "sniff", "unpack", "workbook", "zst"))
"""What is said of a file that cannot be taken at all: on the terminal, in English, and in no report."""
_CODE = re.compile(
    r"\b(?:AS|NULL|DISTINCT|JOIN|CASE|END|LIKE|SAVEPOINT|TABLE|ANALYZE|ATTACH|ORDER BY|COLLATE|SELECT|FROM|WHERE|VALUES"
    r"|AND|OR|NOT|IN|INTO) |NULL$|::|^NOT |\n|\\[bd]|\(\?|\w\(|^(?:SET|Host:|Basic) |://$"
)
"""SQL, expressions and the like."""
UNSAID = frozenset({
    "(in {n} places, {detail})", "({n} places)", "(not set)", "audience counts", "audience settings", "campaign {a}",
    "click id {a}", "consent settings", "copy of", "country {a}", "day {a} {b}", "detour: {a}", "dictionary {a}",
    "event day", "event time", "field larger", "gateway: {a}", "holiday {a} {b}", "hour {a}", "IPv6 transition",
    "index of {a}", "key {a} {b}", "mark: {a}", "never {a}", "no match", "no record", "none {a}", "not found", "on {a}", "other {a}",
    "no {a}", "platform: {a}", "says {a}", "social media", "social network", "suppression settings", "unexpected end",
    "unknown {a}", "the waiver of {a} by {b}", "warning: {a} ended on {b}", "{a} matches nothing{b}", "any more", "without a word", "{a} is no HOST:PORT", "{a} has no port between 1 and 65535", "{a} is {b}",
    "{share} % of your readers", "{share} % of your recipients have their mailbox there", "!size in {a}=", "{n} places differ", "{n} links differ",
    "patterns: {a}: not a regular expression ({b})", "preflight/{a} (checks the links of an e-mail before it is sent)",
    "e mail",
})  # fmt: skip
"""Keys, names of other things and parts of what the lists below have whole: no reader meets them by themselves."""


def _phrases() -> Iterator[Sentence]:
    for place, tree in _trees(PHRASES):
        if place in _REFUSALS:
            continue
        passed = _passed(tree)
        for node in ast.walk(tree):
            text = _template(node).strip(" ;") if id(node) not in passed else ""
            if _reads(text) and text not in UNSAID and (place != _CHANNELS or re.match("the |no rule ", text)):
                yield Sentence(text, VALUE, place)


def _passed(tree: ast.Module) -> set[int]:
    """Docstrings, parts of f-strings, and what is no value of a sentence: templates, keys, options, input errors."""
    found = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            found.update(map(id, node.values))
        elif isinstance(node, ast.Call):
            apart = [word.value for word in node.keywords if word.arg == "key"]
            apart += node.args if _name(node) in {"_", "ngettext", "Text"} else []
            apart += (
                [node]
                if _name(node) in {"option", "check", "InputError", "Refused", "compile", "replace", "split"}
                else []
            )
            found.update(id(part) for whole in apart for part in ast.walk(whole))
    return found


def _template(node: ast.AST) -> str:
    """The text of a constant; an f-string's values are named a, b, c."""
    if isinstance(node, ast.JoinedStr):
        names = iter(ascii_lowercase)
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(names)}}}" for part in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _reads(text: str) -> bool:
    bare = re.sub(r"\{\w\}", "", text)
    return bool(re.search(r"[a-z]{2,}", bare) and re.search(r"[\w)”}:] [\w“({]", text)) and not _CODE.search(text)


def _words() -> Iterator[Sentence]:
    """Words and counts that are put together at run time, or are too short to be told from keys."""
    counted = ("minute", "hour", "day")
    yield from (Sentence(f"{{n}} {unit}{s}", VALUE, "lengths of time") for unit in counted for s in ("", "s"))
    for noun in ("recipient", "recipients", "row", "rows"):
        yield from (Sentence(f"{{n}} {noun} {way}", VALUE, "ledger/changes.py") for way in ("more", "fewer"))
    for word in (*words.WEEKDAYS, *NAMES.values(), *_SINGLE):
        yield Sentence(word, VALUE, "single words")


_SINGLE = (
    "the name server {a} could not find out (SERVFAIL)", "the name server {a} refused to answer (REFUSED)",
    "the name server {a} sent an answer that cannot be read", "the name server {a} answered {b}",
    "the name server {a} cannot be reached ({b})",
    "the name server {a} has a long answer and does not give it over TCP ({b})",
    "certificate has expired", "certificate is not yet valid", "self-signed certificate",
    "self-signed certificate in certificate chain", "unable to get local issuer certificate",
    "Hostname mismatch, certificate is not valid for {a}", "IP address mismatch, certificate is not valid for {a}",
    "v=spf1 include:<what your sending platform shows> -all", "v=DMARC1; p=none; rua=mailto:YOUR-MAILBOX",
    "spelling needs an optional part: pip install '{a}'", "reading from {a} needs an optional part: pip install '{b}'",
    "looking at public holidays needs an optional part: pip install '{a}'",
    "until {when}", "warning: the waiver of {a} by {b} ended on {c}", "the waiver of {a} by {b} matches nothing any more",
    "the waiver of {a} by {b} matches nothing: {c}",
    "{what}; {share} % of your readers", "{what}; {share} % of your recipients have their mailbox there",
    "{what}; {n} places differ", "{what}; {n} links differ", "after 1 redirect: {c}", "sender", "subject", "preheader",
    "recipients", "brief", "checklist", "gone", "new", "newer", "lost", "doubled", "offline", "countries",
    "other countries", "other domains", "no country", "no domain", "unspecified", "loopback", "IPv6 transition",
    "link-local", "multicast", "documentation", "reserved", "private", "blocker", "warning", "note", "path", "query",
)  # fmt: skip


def evidence_keys() -> frozenset[str]:
    """The keys of what checks show as evidence, wherever a dict of it is written down."""
    found = set[str]()
    for _place, tree in _trees(("checks/*/*.py",)):
        shown = [word.value for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords
                 if word.arg == "evidence"]  # fmt: skip
        shown += [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
                  and "evidence" in ast.unparse(node).partition("=")[0]]  # fmt: skip
        dicts = [part for whole in shown for part in ast.walk(whole) if isinstance(part, ast.Dict)]
        found.update(str(key.value) for one in dicts for key in one.keys if isinstance(key, ast.Constant))
    return frozenset(found)


_OUTCOMES = ("passed", "failed", "not judged", "left out", "accepted", "broken checker")


@cache
def page_texts() -> frozenset[str]:
    """The page's own words: headings, labels, what the templates say."""
    used = set[str]()
    for source in (*folder("report_templates").rglob("*.j2"), *(SOURCE / "report").glob("*.py")):
        text = source.read_text("utf-8")
        used.update(found[1] for found in re.findall(r"""\b_?t\(\s*(["'])(.+?)\1(?:[,)]| if )""", text))
        used.update(found[1] for found in re.findall(r"""\b_?t\([^()]+? else (["'])(.+?)\1\)""", text))
        for pair in re.findall(r"""\b_?t\.many\(\s*"(.+?)",\s*"(.+?)",""", text):
            used.update(pair)
    tables = (
        glossary.ABBREVIATIONS, words.FAMILIES, words.INPUTS, words.INPUT_PARTS, labels.LABELS,
        *words.TABLES.values(), inventory.ANSWERS,
    )  # fmt: skip
    used.update(text for table in tables for text in table.values())
    return frozenset({*used, *ready.LABELS, *stats.FIGURES, *words.WEEKDAYS, *words.MONTHS, *_OUTCOMES})


def written(po: str) -> str:
    """The catalogue with the sentences of the source, in its order; the page's own words stay as they stand."""
    known = {english: other for (context, english), other in read(po).items() if context}
    blocks, place = [entry for entry in po.strip().split("\n\n") if "msgctxt " not in entry], ""
    for one in sentences():
        lead = f"#: {one.place}\n" if one.place != place else ""
        place, other = one.place, known.get(one.english, "")
        blocks.append(f'{lead}msgctxt "{one.context}"\nmsgid {_quoted(one.english)}\nmsgstr {_quoted(other)}')
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    GERMAN.write_text(written(GERMAN.read_text("utf-8")), "utf-8")
