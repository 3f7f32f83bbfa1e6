"""The HTML report: one self-contained file. Nothing of the mail in it runs, loads or leads anywhere.

It is whole without JavaScript; the one script adds filters, copying and keys, and the page's policy allows its digest
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from preflight import __version__
from preflight.bundled import folder
from preflight.errors import Fault, InputError
from preflight.report.clean import anchor, capital, cut, visible
from preflight.report.frame import digest
from preflight.report.view import page
from preflight.report.words import TABLES, Words

_LONGEST = 2_000


def render(report: dict[str, Any], lang: str, templates: Path | None = None, shots: Sequence[str] = ()) -> str:
    """The page; what `templates` holds takes the place of ours.

    `shots` are pictures of the mails (`data:` addresses) for paper, where frames cannot be scrolled.
    Raises InputError for a faulty template of theirs.
    """
    t = Words(lang)
    view = page(report, t)
    return draw("report.html.j2", templates, frames=view.mail.digests, page=view, shots=shots, t=t)


def prepare() -> None:
    """Load the page's own templates, so that drawing it finds them ready."""
    environment = _environment(None)
    for name in environment.list_templates(
        filter_func=lambda name: name == "report.html.j2" or name.startswith("parts/")
    ):
        environment.get_template(name)


def draw(name: str, templates: Path | None, *, t: Words, frames: Iterable[str] = (), **known: Any) -> str:
    """A template drawn with our style sheet and script; `frames` are digests of further style sheets to allow."""
    from jinja2 import TemplateError
    from markupsafe import Markup

    if templates is not None and not templates.is_dir():
        raise InputError([Fault(str(templates), 0, 0, "templates", "is no folder")])
    style, script = _own("report.css", templates) + _brand(templates), _own("report.js", templates)
    try:
        drawn: str = _environment(templates).get_template(name).render(
            t=t, **TABLES, policy=policy(style, script, frames),
            # Ours, or the owner's: the only texts that go in as they are, and the policy allows their digests alone.
            css=Markup(style), js=Markup(script), **known,  # noqa: S704
        )  # fmt: skip
    except TemplateError as error:
        if templates is None:
            raise
        place, line = _fault_at(error) or (getattr(error, "filename", None) or str(templates / name), 0)
        raise InputError([Fault(place, getattr(error, "lineno", None) or line, 0, "", str(error))]) from error
    return drawn


def _fault_at(error: BaseException) -> tuple[str, int] | None:
    """The template and the line at which drawing stopped; None where it was not a template."""
    found, trace = None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        found = (file, trace.tb_lineno) if file.endswith(".j2") else found
        trace = trace.tb_next
    return found


def policy(style: str, script: str, frames: Iterable[str]) -> str:
    """What the page may do: show its own style sheet and those of the mails, run its own script, load nothing.

    A frame that is written into the page is held to the page's policy as well: so the style sheets of the mails stand
    here, and style attributes, which the page itself has none of, are allowed where a mail is shown.
    """
    frames = list(dict.fromkeys(frames))
    styles = " ".join(f"'{one}'" for one in [digest(style), *frames])
    attributes = "'unsafe-inline'" if frames else "'none'"
    return (
        f"default-src 'none'; script-src '{digest(script)}'; style-src-elem {styles}; style-src-attr {attributes}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _own(name: str, templates: Path | None) -> str:
    """A text of the templates' folder, the user's own before ours."""
    if templates is not None and (templates / name).is_file():
        return (templates / name).read_text("utf-8")
    return _ours(name)


def _brand(templates: Path | None) -> str:
    """What a user's own looks add to the style sheet, so that a colour need not take the place of all of it."""
    file = templates / "brand.css" if templates is not None else None
    return "\n" + file.read_text("utf-8") if file is not None and file.is_file() else ""


@cache
def _ours(name: str) -> str:
    return (folder("report_templates") / name).read_text("utf-8")


@cache
def _environment(templates: Path | None) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    ours = str(folder("report_templates"))
    environment = Environment(
        bytecode_cache=_compiled(), autoescape=True, undefined=StrictUndefined,
        loader=FileSystemLoader([str(templates), ours] if templates is not None else ours),
        trim_blocks=True, lstrip_blocks=True, auto_reload=templates is not None, finalize=_shown,
    )  # fmt: skip
    environment.filters |= {"capital": capital, "anchor": anchor, "longer": _longer, "picture": _longer}
    return environment


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


def _longer(text: str) -> Any:
    """A text of ours that may be longer than a stranger's; escaped here, since what is marked up is not cut."""
    from markupsafe import escape

    return escape(visible(text))


def _shown(value: Any) -> Any:
    """Every value on its way into the page: signs that reorder or hide text are made visible, its length has an end."""
    if value is None:
        return ""
    # Markup is a str too: what the macros made has been through here already.
    return visible(cut(value, _LONGEST)) if type(value) is str else value
