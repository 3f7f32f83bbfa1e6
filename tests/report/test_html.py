"""The page: nothing of a hostile mail runs, loads or breaks it; everything that matters is on it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from preflight import registry
from preflight.bundled import folder
from preflight.errors import InputError
from preflight.finding import Finding, Mender, Remark, Severity, Tally, Unknown, _
from preflight.report import evidence, frame, glossary, html, inventory, labels, ready, stats, words
from preflight.report.catalogue import read
from preflight.report.html import render
from preflight.report.sources import Sources
from preflight.report.view import page as page_of
from preflight.report.words import Words
from preflight.testing import facts_from
from tests.report import samples
from tests.report.samples import at, made, report, rich

BAD = (
    "<script>alert(1)</script>",
    "</script></style></title></textarea><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    '"><svg onload=alert(1)><a href="https://evil.example/">',
    "'-alert(1)-' style=position:fixed onmouseover=alert(1)",
    "{{ 7*7 }}{% raw %}${7*7}",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0><form action=https://evil.example>",
    "evil\u202egpj.exe\u2066\u200b\x1b[31m\x07\x00",
    "W" * 1_000_000,
)
GERMAN = Path(words.__file__).parents[1] / "locale" / "de.po"
OURS = re.compile(
    r"fingerprint|ledger|digest|crashed|permerror|\bPSI\b|\bMAD\b|registrable domain|\bwaive", re.IGNORECASE
)
"""Words that only we know: no reader meets them."""
VOID = {"meta", "br", "path", "circle", "img", "input", "link", "rect", "line"}


class Page(HTMLParser):
    """The tags of a page with their attributes; every tag closed in its place."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class Inner(HTMLParser):
    """What stands in the frame: nothing that runs, loads, leads anywhere, or was not on the lists."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.styles: list[str] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        assert tag in {"html", "head", "meta", "style", "body", "span", "p", "img", "a"}, tag
        assert not any(name.startswith("on") or name in {"href", "action", "srcset", "background"} for name in told)
        assert (told.get("src") or "data:image/").startswith("data:image/")
        assert told.get("http-equiv") in {None, "Content-Security-Policy"}


def hostile(text: str) -> str:
    bad = Finding(
        _("{what} is bad", what=text), key=text, fix=_("{what}", what=text), location=at(2, 3, path=text),
        evidence={"url": text, "hops": [text, text], text: text, "tree": {"domain": text, "term": text, "records": [text],
                  "children": [{"domain": text, "term": text, "error": text, "children": []}]}, "rows": [{text: text, "b": 1}]},
    )  # fmt: skip
    check = made(
        "links.broken", Severity.BLOCKER, Mender.WEB, bad, Unknown(_("{what}", what=text), key=text, evidence={"url": text}),
        Remark(_("{what}", what=text)), Tally(_("{what} of 3", what=text)),
    )  # fmt: skip
    value = samples.Value(text, at(1))
    message = samples.Message(name=text, state="draft", subject=value, preheader=value, sender=value, html=samples.Part(
        file="email.html", source=f"<p>\n  {text}\n</p>", size=3, runs=(samples.Run("x", at(1)),)))  # fmt: skip
    facts = samples.facts(
        name=text, messages=(message, samples.Message(name="default", state="draft")), timezone=text, owner=text
    )
    verdict, seen, rule = samples.judged((check,), facts, title=text, manual=(samples.Manual("m", text),))
    return render(samples.build(verdict, seen, rule, samples.info(notes=(text,), previous={"checks": [
        {"id": "links.broken", "findings": [{"id": text, "message": text}]}]})), "en")  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:12].encode("ascii", "replace"))
def test_nothing_of_the_mail_runs_loads_or_breaks_the_page(text: str) -> None:
    html = hostile(text)
    page = Page(html)
    for tag, attributes in page.tags:
        assert tag not in {"img", "object", "embed", "base", "form", "link", "image"}
        assert not any(name.startswith("on") or name in {"style", "src", "srcset"} for name in attributes), attributes
        for name in ("href", "action", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "about:srcdoc#pf-"))
    assert len(html) < 1_000_000
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08\x1b]", html)
    frames = [Inner(attributes["srcdoc"] or "") for tag, attributes in page.tags if tag == "iframe"]
    assert len(frames) == 1
    assert [a["sandbox"] for tag, a in page.tags if tag == "iframe"] == [""]
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert (len(styles), len(scripts)) == (1, 1)
    wanted = " ".join(f"'{frame.digest(style)}'" for style in dict.fromkeys((*styles, *frames[0].styles)))
    assert next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a) == (
        f"default-src 'none'; script-src '{frame.digest(scripts[0])}'; style-src-elem {wanted}; "
        "style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_everything_that_matters_is_on_the_page() -> None:
    found, _facts = rich()
    page = Page(render(found, "en"))
    for said in (
        "STOP", "Do not send this yet.", "37 of 48,200 recipients are on a list", "Acme Events", "Join us on",
        "Tuesday, 24 November 2026, 09:00 (Europe/Berlin, UTC+1)", "48,200", "Marketing", "4be1-c07d-9f32", "To do",
        "Data and lists", "DNS and domains", "Not covered", "Consent records", "Questions for a person", "Looked at the",
        "Sign-offs", "legal × 2", "email.html:4:6", "html > body > p > a", "Further places:", "How to mend it",
        "Correct the address, or take the link out.", "Why it matters", "the send is paid for", "RFC 9999 (2026-11)",
        "include:_spf.crm.example", "7 lookups", "one too many", "j***e@g***.com", "403: the server refuses robots",
        "Not judged, and why", "Our checker broke", "The checklist names no pattern", "Left out", "Passed",
        "18 of 102 KB", "Good to know:", "Still there", "New", "Fixed since the last run", "https://acme.example/b answers 500",
        "proxy.acme.example:3128",
    ):  # fmt: skip
        assert said in page.words, said
    assert "jane.roe@customer.example" not in page.words
    assert "j***e@c***.example" in page.words
    assert not OURS.search(page.words)
    assert "The public list of servers that may send for a domain." in page.words


def test_anchors_lead_somewhere() -> None:
    for found in (rich()[0], report()):
        page = Page(render(found, "en"))
        ids = [a["id"] for _t, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids))
        inside = {a["srcdoc"] for t, a in page.tags if t == "iframe"}
    for link in (a["href"] for t, a in page.tags if t == "a"):
        name = link.rpartition("#")[2]
        assert name in ids or any(f' id="{name}"' in frame for frame in inside), link


def test_families_stand_in_order_and_blockers_first() -> None:
    warning = made("links.aaa", Severity.WARNING, Mender.WEB, Finding(_("w"), key="k", fix=_("f")), Tally(_("1 of 1")))
    page = Page(render(report(*samples.checks(), warning), "en"))
    cards = [a["id"] for t, a in page.tags if t == "details" and (a.get("class") or "").startswith("check ")]
    assert cards.index("f-suppression-recipient-listed") < cards.index("f-links-broken") < cards.index("f-links-aaa")
    assert cards.index("f-links-aaa") < cards.index("f-tracking-utm-missing") < cards.index("u-links-broken")


def test_many_findings_are_folded_and_counted() -> None:
    bad = [Finding(_("bad {n}", n=str(n)), key=str(n), fix=_("mend"), location=at(4)) for n in range(5_000)]
    check = made("links.broken", Severity.BLOCKER, Mender.WEB, *bad, Tally(_("5,000 of 5,000")))
    html = render(report(check), "en")
    assert len(html) < 400_000
    assert "4,975 more" in html
    assert "and 4,675 more, in report.json" in html


def test_german_chrome() -> None:
    found, _facts = rich()
    page = Page(render(found, "de"))
    assert page.tags[0] == ("html", {"lang": "de"})
    for said in ("So noch nicht senden.", "Zu tun", "Nicht abgedeckt", "48.200", "Dienstag, 24. November 2026, 09:00"):
        assert said in page.words
    assert "2 von 31 Links antworten mit einem Fehler" in page.words
    assert "3 of 14 links lack a parameter" in page.words, "what nobody translated stays English"


def test_every_text_of_the_chrome_has_its_german() -> None:
    sources = [*folder("report_templates").rglob("*.j2"), *Path(words.__file__).parent.glob("*.py")]
    used = set[str]()
    for source in sources:
        text = source.read_text("utf-8")
        used.update(re.findall(r"""\bt\(\s*"(.+?)"[,)]""", text))
        used.update(re.findall(r"""\bt\('(.+?)'[,)]""", text))
        for one, many in re.findall(r"""\bt\.many\("(.+?)", "(.+?)",""", text):
            used |= {one, many}
    tables = (
        glossary.ABBREVIATIONS,
        words.FAMILIES,
        words.INPUTS,
        words.INPUT_PARTS,
        labels.LABELS,
        *words.TABLES.values(),
        inventory.ANSWERS,
    )
    used.update(text for table in tables for text in table.values())
    used.update((*ready.LABELS, *stats.FIGURES))
    known = {english for context, english in read(GERMAN.read_text("utf-8")) if not context}
    assert used - known == set()
    assert len(used) > 100


def test_a_sound_send_says_so() -> None:
    page = Page(render(report(made("links.x", Severity.NOTE, Mender.WEB, Tally(_("31 of 31 links answer")))), "en"))
    for said in (
        "GO",
        "Nothing stands in the way.",
        "1 check passed.",
        "Nothing is left to do.",
        "Nothing was found.",
    ):
        assert said in page.words


def test_it_can_be_drawn_without_facts_and_without_a_message() -> None:
    assert "email.html:4:6" in render(report(), "en")
    bare = samples.facts(messages=(), scheduled_at=None, timezone="", owner="", audience=None, bare=True)
    page = Page(render(report(known=bare), "en"))
    assert "nobody said when" in page.words


def lines(source: str, line: int, column: int) -> str:
    found = report(made("links.x", Severity.NOTE, Mender.WEB, Tally(_("1 of 1"))), known=samples.facts(html=source))
    shown = Sources(found).excerpt({"message": "default", "file": "email.html", "line": line, "column": column})
    return "\n".join(f"{one.before}[{one.marked}]{one.after}" for one in shown)


def test_an_excerpt_points_at_the_tag() -> None:
    assert lines("a\r\n  <p>x <a href='y'>z</a>\r\n  <i>", 2, 8) == "[]a\n  <p>x [<a href='y'>]z</a>\n[]  <i>"
    assert lines("  <b>\n    <a>", 2, 5) == "[]<b>\n  [<a>]"
    assert lines("a", 7, 1) == ""
    assert lines("a", 0, 1) == ""
    assert lines("abc", 1, 900) == "abc[]"


@pytest.mark.parametrize("shift", range(0, 520, 7))
def test_an_excerpt_of_a_long_line_never_cuts_an_address_open(shift: int) -> None:
    shown = lines("x " * 700 + "jane.doe.the.second@customer-domain.example " * 40, 1, 1_400 - 260 + shift)
    assert "jane.doe" not in shown
    assert "customer-domain" not in shown
    assert len(shown) < 500


def test_no_page_no_catalogue_and_no_label_says_our_words() -> None:
    """Whatever a template, a label or a translation says to a reader."""
    for source in folder("report_templates").rglob("*.j2"):
        shown = re.sub(
            r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", lambda found: _said_within(found[0]), source.read_text("utf-8")
        )
        assert not OURS.search(shown), (source.name, OURS.search(shown))
    german = read(GERMAN.read_text("utf-8"))
    for (context, english), other in german.items():
        assert context or not OURS.search(english), english
        assert not OURS.search(Words("en").said({"": english}, "")), english
        assert not OURS.search(re.sub(r"\{\w+\}", "", other)), other


def _said_within(code: str) -> str:
    """The literal texts within a piece of template code."""
    return " ".join(said for _sign, said in re.findall(r"""\bt(?:\.many)?\(\s*(["'])(.*?)\1""", code))


def test_evidence_of_any_shape() -> None:
    deep: dict = {"a": 1}
    for _n in range(50):
        deep = {"deep": deep, "many": list(range(100)), "dicts": [{"x": {"y": [1]}, "flag": True, "none": None}]}
    found = evidence.rows(
        {**deep, "empty": [], "zero": 0, "float": 0.25, "tree": {"domain": "d", "children": [None, {"children": []}]}},
        Words("en"),
    )
    assert {row.label: row.value for row in found}["Zero"] == "0"
    assert next(row for row in found if row.label == "Many").more == 90
    check = made(
        "links.x", Severity.NOTE, Mender.WEB, Finding(_("f"), key="k", fix=_("f"), evidence=deep), Tally(_("1 of 1"))
    )
    assert "yes" in render(report(check), "en")


def test_compiled_templates_are_kept_but_never_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    html._environment.cache_clear()
    drawn = render(report(), "en")
    kept = list((tmp_path / "preflight").rglob("*.cache"))
    assert kept
    assert (kept[0].parent.stat().st_mode & 0o077) == 0
    (tmp_path / "file").write_text("no folder can be made below")
    for place in (tmp_path, tmp_path / "file"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
        html._environment.cache_clear()
        assert render(report(), "en") == drawn


def test_a_check_that_failed_and_could_not_tell_has_both_reasons() -> None:
    items = (Finding(_("bad"), key="b", fix=_("f")), Unknown(_("no answer"), key="u"), Tally(_("1 of 2")))
    found = report(made("links.a", Severity.BLOCKER, Mender.WEB, *items))
    shown = page_of(found, Words("en")).reasons
    assert [(one.text, one.anchor) for one in shown] == [
        ("Bad", "f-links-a"), ("Could not be judged: no answer", "u-links-a"),
    ]  # fmt: skip


def test_the_first_reasons_come_from_different_families() -> None:
    def bad(id: str, *words: str) -> samples.Check:
        items = [Finding(_("{w}", w=word), key=word, fix=_("f")) for word in words]
        return made(id, Severity.BLOCKER, Mender.DATA, *items, Tally(_("{id} of 9", id=id)))

    found = report(bad("links.a", "one"), bad("links.b", "x", "y"), bad("links.d", "one"), bad("content.c", "three"))
    shown = page_of(found, Words("en")).reasons
    assert [(one.family, one.text) for one in shown] == [
        ("Links", "One"),
        ("Content", "Three"),
        ("Links", "links.b of 9"),
    ]


def test_what_people_decided_stands_with_its_state() -> None:
    told = rich()[0]
    check = next(one for one in told["checks"] if one["id"] == "links.broken")
    check["findings"][0]["settled"] = {
        "how": "waived",
        "by": "jo@acme.example",
        "reason": "old news",
        "until": "2026-12-01",
    }
    check["unknowns"][0]["settled"] = {"how": "passed", "by": "kim@acme.example", "reason": "", "until": ""}
    told["manual"][0] |= {
        "answer": "fail",
        "by": "kim@acme.example",
        "at": "2026-11-24T08:00:00+00:00",
        "note": "cut off",
    }
    told["approvals"]["given"] = [
        {
            "role": "legal",
            "by": "jo@acme.example",
            "at": "2026-11-24T08:00:00+00:00",
            "void": "the subject changed",
            "changed": ["subject"],
        }
    ]
    told["waivers"] = [
        {
            "target": "links.broken",
            "where": "",
            "reason": "old news",
            "by": "jo@acme.example",
            "until": "2026-11-01",
            "state": "expired",
        }
    ]
    words = Page(render(told, "en")).words
    for said in (
        "The risk was accepted by jo@acme.example, until 2026-12-01: old news", "Looked at and found right by kim@acme.example",
        "not passed", "cut off", "no longer counts", "the subject changed", "changed since: subject", "run out",
        "Tuesday, 24 November 2026, 08:00 (UTC)",
    ):  # fmt: skip
        assert said in words, said
    assert not re.search(r"\bwaive", words)


def test_no_reader_meets_our_words_whatever_check_speaks() -> None:
    """Titles, reasons and how to mend of every check there is."""
    for check in registry.all_checks():
        for text in (check.title, check.doc.why, check.doc.fix, check.doc.source):
            assert not OURS.search(Words("en").said({"": text}, "")), check.id
            assert not OURS.search(Words("de").said({"": text}, "")), check.id


def test_plain_words_leave_addresses_alone() -> None:
    assert glossary.plain_words("The ledger knows (“permerror”); waived by digests.") == (
        "The record knows (“permanent error”); accepted by codes."
    )
    for quoted in ("https://acme.test/digest answers 404", "ledger.csv", "suppression.waived", "sha:digest"):
        assert glossary.plain_words(quoted) == quoted


def test_warnings_that_were_there_before_are_one_line_for_template_and_dns() -> None:
    old = Finding(_("old"), key="old", fix=_("f"), severity=Severity.WARNING)
    fresh = Finding(_("fresh"), key="fresh", fix=_("f"), severity=Severity.WARNING)
    hard = Finding(_("hard"), key="hard", fix=_("f"))
    tally = Tally(_("3 of 3"))

    def told(mender: Mender, *items: Finding, before: tuple[Finding, ...]) -> list[tuple[list[str], list[str]]]:
        check = made("html.a", Severity.BLOCKER, mender, *items, tally)
        earlier = report(made("html.a", Severity.BLOCKER, mender, *before, tally))
        judged, seen, rule = samples.judged((check,))
        found = samples.build(judged, seen, rule, samples.info(previous=earlier))
        return [
            ([one.text for one in g.tasks], [one.text for one in g.known]) for g in page_of(found, Words("en")).todo
        ]

    assert told(Mender.TEMPLATE, hard, old, fresh, before=(hard, old)) == [(["Hard", "Fresh"], ["Old"])]
    assert told(Mender.BUILDER, hard, old, before=(hard, old)) == [(["Hard", "Old"], [])]
    assert told(Mender.DNS, old, before=(old,)) == [(["Old"], [])], "the one thing to do is never hidden"


def test_a_fault_in_a_template_of_theirs_is_told_with_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "foot.html.j2"
    for text, line in (("<p>\n{{ nope( }}</p>", 2), ("<p>\n\n{{ nope.there }}</p>", 3)):
        part.write_text(text)
        html._environment.cache_clear()
        with pytest.raises(InputError) as told:
            render(rich()[0], "en", tmp_path)
        assert [(fault.file, fault.line) for fault in told.value.faults] == [(str(part), line)]


def test_a_colour_of_theirs_needs_a_few_lines(tmp_path: Path) -> None:
    (tmp_path / "brand.css").write_text(":root { --link: #7a1f5c }")
    page = render(rich()[0], "en", tmp_path)
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert style.endswith(":root { --link: #7a1f5c }")
    assert ".verdict" in style
    assert frame.digest(style) in page, "the policy allows it"


def test_what_nobody_gave_is_told_the_needed_first_and_folded_where_it_is_much() -> None:
    told = rich()[0]
    told["not_covered"] = [
        {"input": f"brief.{n}", "why": f"why {n}", "checks": [], "needed": n == 11} for n in range(12)
    ]
    shown = render(told, "en").partition('id="not-covered"')[2].partition("</section>")[0]
    assert shown.index("Why 11") < shown.index("Why 0") < shown.index("4 more") < shown.index("Why 10")
    told["not_covered"] = told["not_covered"][:9]
    assert "more" not in render(told, "en").partition('id="not-covered"')[2].partition("</section>")[0]


def test_every_input_that_nobody_gave_has_a_name_of_its_own() -> None:
    source = Path(words.__file__).parents[1] / "checks"
    inputs = {
        one for file in source.rglob("*.py") for one in re.findall(r'not_given="([\w.]+)"', file.read_text("utf-8"))
    }
    assert len(inputs) > 15
    for one in inputs:
        head, _dot, rest = one.partition(".")
        assert head in words.INPUTS, one
        assert not rest or rest in words.INPUT_PARTS, one


def test_a_mail_of_text_alone_shows_its_text_at_once() -> None:
    told = report(known=facts_from({"text": "Hello\nthere"}))
    assert '<details class="sourcefold" open>' in render(told, "en")
    assert '<details class="sourcefold" open>' not in render(rich()[0], "en")
