"""The HTML report: one self-contained file without scripts. Nothing of the mail in it runs, loads or leads anywhere."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from functools import cache
from typing import Any

from preflight import __version__
from preflight.bundled import folder
from preflight.facts import Facts
from preflight.report.clean import capital, cut, visible
from preflight.report.excerpt import Excerpts
from preflight.report.view import page
from preflight.report.words import SEVERITIES, VERDICTS, Words

_LONGEST = 2_000


def render(report: dict[str, Any], facts: Facts | None, lang: str) -> str:
    """The page; `facts` give the excerpts of the mail."""
    from markupsafe import Markup

    t = Words(lang)
    style = _style()
    # Ours, from the folder of templates; the only text that goes in as it is, and the policy allows its digest alone.
    css = Markup(style)  # noqa: S704
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    drawn: str = _template().render(
        page=page(report, Excerpts(facts), t), t=t, css=css, digest=digest, severities=SEVERITIES, verdicts=VERDICTS
    )
    return drawn


@cache
def _style() -> str:
    return (folder("report_templates") / "report.css").read_text("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        bytecode_cache=_compiled(),
        loader=FileSystemLoader(folder("report_templates")), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, finalize=_shown,
    )  # fmt: skip
    environment.filters["capital"] = capital
    return environment.get_template("report.html.j2")


def _compiled() -> Any:
    """Where compiled templates are kept from run to run: compiling takes ten times as long as drawing."""
    from jinja2 import FileSystemBytecodeCache
    from jinja2.bccache import Bucket
    from platformdirs import user_cache_path

    class Kept(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):  # a full disk must not cost anybody the report
                super().dump_bytecode(bucket)

    place = user_cache_path("preflight", appauthor=False) / f"templates-{__version__}"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return Kept(str(place))


def _shown(value: Any) -> Any:
    """Every value on its way into the page: signs that reorder or hide text are made visible, its length has an end."""
    if value is None:
        return ""
    # Markup is a str too: what the macros made has been through here already.
    return visible(cut(value, _LONGEST)) if type(value) is str else value
