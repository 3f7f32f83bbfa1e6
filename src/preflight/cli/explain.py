"""`preflight explain ID`"""

from __future__ import annotations

import difflib

import click

from preflight import registry
from preflight.check import Check


@click.command("explain")
@click.argument("id")
def command(id: str) -> None:
    """Why a check matters, a bad and a good example, its options, how to mend, and the rule's source."""
    found = registry.load(id) or next((c for c in registry.plugins()[0] if c.id == id), None)
    if found is None:
        near = difflib.get_close_matches(id, registry.ids(), 1)
        raise click.UsageError(f"there is no check {id!r}" + (f" (did you mean {near[0]}?)" if near else ""))
    click.echo(explanation(found))


def explanation(check: Check) -> str:
    """The explanation as plain text."""
    doc = check.doc
    network = "works offline" if check.offline else "needs the network"
    lines = [
        f"{check.id}: {doc.title}",
        f"{check.severity.value}, {network}, mended by: {check.mender.value}",
        "", doc.why, "", "Found:", _indented(doc.bad), "", "Fine:", _indented(doc.good), "", f"Mend: {doc.fix}",
    ]  # fmt: skip
    options = described_options(check)
    if options:
        lines += ["", "Options:", *(f"  {name}: {words} (default: {default})" for name, words, default in options)]
    if doc.source:
        lines += ["", f"Source: {doc.source}"]
    return "\n".join(lines)


def described_options(check: Check) -> list[tuple[str, str, str]]:
    """Each option's name, words and default, as a checklist writes it."""
    import typing

    import msgspec

    hints = typing.get_type_hints(check.options, include_extras=True)
    found = []
    for field in msgspec.structs.fields(check.options):
        meta = next((m for m in getattr(hints[field.name], "__metadata__", ()) if isinstance(m, msgspec.Meta)), None)
        default = getattr(check.options(), field.name)
        words = (meta.description or "") if meta else ""
        found.append((field.encode_name, words, msgspec.json.encode(default, order="deterministic").decode()))
    return found


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def page(check: Check) -> str:
    """The check's page in `docs/checks/`, in Markdown."""
    doc = check.doc
    network = "yes" if check.offline else "no, it needs the network"
    lines = [
        "<!-- written by scripts/docs from the check's docstring -->", f"# {check.id}", "", doc.title, "",
        "| severity | mended by | works offline |", "|---|---|---|",
        f"| {check.severity.value} | {check.mender.value} | {network} |", "", "## Why it matters", "", doc.why, "",
        "## Found", "", "```yaml", doc.bad, "```", "", "## Fine", "", "```yaml", doc.good, "```", "",
        "## How to mend", "", doc.fix[:1].upper() + doc.fix[1:], "",
    ]  # fmt: skip
    options = described_options(check)
    if options:
        rows = [f"| `{name}` | {words} | `{default}` |" for name, words, default in options]
        lines += ["## Options", "", "| option | meaning | default |", "|---|---|---|", *rows, ""]
    if doc.source:
        lines += ["## Source", "", doc.source, ""]
    return "\n".join(lines)
