"""html.forbidden-element"""

from __future__ import annotations

from collections.abc import Iterator

from preflight.check import check
from preflight.data.web_fonts import HOSTS
from preflight.facts import Send
from preflight.facts.bodies import bodies, why_none
from preflight.facts.markup import Element
from preflight.finding import Finding, Item, Mender, Severity, Tally, Text, _

_REMOVED = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet"})
_CONTROLS = frozenset({"form", "input", "select", "textarea", "button"})
_SWITCHES = frozenset({"checkbox", "radio"})
_DATA = frozenset({"application/ld+json", "application/json", "text/x-template", "text/template"})


@check("html.forbidden-element", severity=Severity.BLOCKER, mender=Mender.BUILDER)
def forbidden_element(send: Send) -> Iterator[Item]:
    """The mail holds something that mail programs take out, such as a script or a form.

    Scripts, frames and plug-ins run in no mail program; filters take them for an attack, and some refuse the mail.
    Forms and event handlers work for few readers, and many programs drop an external style sheet.

    Bad:
        html: <p>Spring is here</p><script>track()</script>
    Good:
        html: <p>Spring is here</p><script type="application/ld+json">{"@type":"EmailMessage"}</script>
    Fix: take it out; lead to a page on the web for what needs a script or a form.
    """
    found = bodies(send)
    if not found:
        yield from why_none(send)
        return
    elements = [element for body in found if not body.markup.amp for element in body.markup.elements]
    many = _many([element for element in elements if _is_removed(element)])
    findings = [finding for element in elements if (finding := _judged(element, many)) is not None]
    yield from findings
    bad = len(findings)
    looked = sum(len(body.markup.elements) for body in found)
    words = _("{bad} of {looked} elements that might be taken out are", bad=bad, looked=looked)
    yield Tally(words, {"elements": looked, "forbidden": bad})


def _is_removed(element: Element) -> bool:
    return (element.name in _REMOVED and not _harmless(element)) or element.name.startswith("on")


def _many(removed: list[Element]) -> Text:
    """What runs or frames is one cause, whatever it is called: all of it goes."""
    names = ["event handlers" if one.name.startswith("on") else f"<{one.name}>" for one in removed]
    return _("{n} times something that every mail program takes out ({names})", names=", ".join(dict.fromkeys(names)))


def _judged(element: Element, many: Text) -> Finding | None:
    name = element.name
    if name in _REMOVED:
        return _removed(element, many) if _is_removed(element) else None
    if name in _CONTROLS:
        if element.conditional and element.detail.lower() in _SWITCHES:
            return None  # a menu or gallery that opens without scripts, and is kept from Outlook
        # A form is one cause, however many fields it has.
        return _finding(_("a form (<{name}>) works for few readers", name=name),
                        _("{n} fields of a form, which works for few readers"), "form", element)  # fmt: skip
    if name.startswith("on"):
        return _finding(_("{name} on <{tag}> is taken out by mail programs", name=name, tag=element.detail), many,
                        "removed", element)  # fmt: skip
    # Kept from Outlook, a style sheet is one that nobody relies on.
    return _sheet(element) if name == "link" and not element.conditional else None


def _removed(element: Element, many: Text) -> Finding:
    words = _("<{name}> is taken out by every mail program", name=element.name)
    return _finding(words, many, "removed", element, Severity.BLOCKER)


def _harmless(element: Element) -> bool:
    """Data for machines, and what only Outlook reads."""
    return element.detail.lower() in _DATA or "cdn.ampproject.org" in element.detail or bool(element.conditional)


def _sheet(element: Element) -> Finding:
    if any(host in element.detail for host in HOSTS):
        return _finding(_("a web font is loaded ({url}): most mail programs show another one", url=element.detail[:80]),
                        _("{n} web fonts are loaded: most mail programs show others"), "font", element,
                        Severity.NOTE)  # fmt: skip
    return _finding(_("an external style sheet ({url}) is dropped by most mail programs", url=element.detail[:80]),
                    _("{n} external style sheets, which most mail programs drop"), "sheet", element)  # fmt: skip


def _finding(words: Text, many: Text, key: str, element: Element, severity: Severity = Severity.WARNING) -> Finding:
    evidence = {"element": element.name, "detail": element.detail[:200]}
    return Finding(words, key=key, fix=_FIXES.get(key, _FIX), location=element.location, evidence=evidence,
                   severity=severity, many=many)  # fmt: skip


_FIX = _("Take it out; lead to a page on the web for what needs it.")
_FIXES = {
    "font": _("Name a font in the styles that every machine has, for those who do not get this one."),
    "sheet": _("Write the styles into the mail, in the head and in style attributes."),
}
