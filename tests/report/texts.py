"""What a report may say, gathered from the source: all that the catalogue of each language must hold.

`python -m tests.report.texts` writes the sentences of the checks in `locale/de.po` anew: in the order of the source,
those that nobody says any more taken out, new ones with an empty translation.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import preflight
from preflight import registry
from preflight.bundled import folder
from preflight.data.client_faults import LACKS
from preflight.report import evidence, glossary, inventory, ready, words
from preflight.report.catalogue import read
from preflight.report.model import _paragraphs

SOURCE = Path(preflight.__file__).parent
GERMAN = SOURCE / "locale" / "de.po"
_TITLES, _WHYS, _PROGRAMS = "titles of the checks", "why they matter", "data/client_faults.py"


class Sentence(NamedTuple):
    """What a check says (English) and the file or part that says it."""

    english: str
    place: str


@cache
def sentences() -> tuple[Sentence, ...]:
    """Titles, whys and templates of the checks, the judge, the records and the verdict, each once."""
    once: dict[str, Sentence] = {}
    for one in (*_listed(), *_lacks(), *_called()):
        if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", one.english)):  # "{reason}" alone says nothing of its own
            once.setdefault(one.english, one)
    return tuple(once.values())


def _listed() -> Iterator[Sentence]:
    yield from (Sentence(one.title, _TITLES) for one in registry.listed())
    yield from (Sentence(_paragraphs(one.why), _WHYS) for one in registry.listed())


def _lacks() -> Iterator[Sentence]:
    for lack in LACKS.values():
        for says in (lack.says, lack.says + "; {share} % of your readers"):
            yield Sentence(says, _PROGRAMS)
            yield Sentence(says.replace("({detail})", "(in {n} places, {detail})"), _PROGRAMS)
        yield Sentence(lack.fix, _PROGRAMS)


def _called() -> Iterator[Sentence]:
    for file in sorted(SOURCE.rglob("*.py")):
        place = file.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                for argument in node.args[: 1 if node.func.id == "_" else 2]:
                    yield from (Sentence(text, place) for text in _literals(argument, place))


def _literals(node: ast.expr, place: str) -> list[str]:
    """The texts that an argument may be; what is made of names of the module is worked out."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _literals(node.body, place) + _literals(node.orelse, place)
    if place == "checks/html/unsupported_feature.py":
        return []  # the table has them, see _lacks
    module = importlib.import_module(f"preflight.{place.removesuffix('.py').replace('/', '.')}")
    return [str(eval(ast.unparse(node), vars(module)))]


@cache
def page_texts() -> frozenset[str]:
    """The page's own words: headings, labels, what the templates say."""
    used = {"and {n} more reason", "and {n} more reasons"}
    for source in (*folder("report_templates").rglob("*.j2"), *Path(words.__file__).parent.glob("*.py")):
        text = source.read_text("utf-8")
        used.update(re.findall(r"""\bt\(\s*"(.+?)"[,)]""", text))
        used.update(re.findall(r"""\bt\('(.+?)'[,)]""", text))
        for pair in re.findall(r"""\bt\.many\(\s*"(.+?)",\s*"(.+?)",""", text):
            used.update(pair)
    tables = (
        glossary.ABBREVIATIONS, words.FAMILIES, words.INPUTS, words.INPUT_PARTS, evidence.LABELS,
        *words.TABLES.values(), inventory.ANSWERS,
    )  # fmt: skip
    used.update(text for table in tables for text in table.values())
    return frozenset({*used, *ready.LABELS, *words.WEEKDAYS, *words.MONTHS})


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def written(po: str) -> str:
    """The catalogue with the sentences of the source, in its order; the page's own words stay as they stand."""
    known = {english: other for (context, english), other in read(po).items() if context == "check"}
    page = [entry for entry in po.strip().split("\n\n") if 'msgctxt "check"' not in entry]
    said, place = list[str](), ""
    for one in sentences():
        lead = f"#: {one.place}\n" if one.place != place else ""
        place = one.place
        said.append(
            f'{lead}msgctxt "check"\nmsgid {_quoted(one.english)}\nmsgstr {_quoted(known.get(one.english, ""))}'
        )
    return "\n\n".join([*page, *said]) + "\n"


if __name__ == "__main__":
    GERMAN.write_text(written(GERMAN.read_text("utf-8")), "utf-8")
